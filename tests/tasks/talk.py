"""What tasks about messages find to do: each with a business of its own, and nothing that asks the world."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from messaging.models import Conversation, Mailbox, MediaFile, Message, RawEvent, ScheduledReply, WhatsAppNumber
from messaging.services.saying import put_on_its_way
from tenants import clock
from tenants.models import Guest, Tenant
from tests.cast import enter


def talk() -> Conversation:
    """Return a conversation with a guest who has just written. Called in the business's scope."""
    number = WhatsAppNumber.objects.create(phone_number_id=f"{uuid4().int % 10**15}")
    guest = Guest.objects.create(name="Ana")
    return Conversation.objects.create(
        number=number, guest=guest, wa_id="5491155550000", last_inbound_at=clock.now(), last_message_at=clock.now()
    )


def heard(conversation: Conversation, text: str = "¿Tienen lugar?", **more: Any) -> Message:
    """Return what a guest wrote and nobody has answered."""
    values = {"direction": "in", "sender_type": "guest", "kind": "text", "state": "new", "sent_at": clock.now()}
    return Message.objects.create(conversation=conversation, text=text, **{**values, **more})


def said(conversation: Conversation, **more: Any) -> Message:
    """Return what the bot says."""
    values = {"direction": "out", "sender_type": "bot", "kind": "text", "state": "queued", "sent_at": clock.now()}
    content = {"kind": "text", "body": "Sí", "preview_url": False}
    return Message.objects.create(
        conversation=conversation, text="Sí", content=content, opaque=uuid4(), **{**values, **more}
    )


def held_conversation(tenant: Tenant) -> dict[str, Any]:
    """Return a conversation that a person had until a moment ago."""
    with enter(tenant):
        held = talk()
        held.owner, held.held_until = "staff", clock.now() - timedelta(seconds=1)
        held.save()
    return {"tenant_id": tenant.pk, "conversation_id": held.pk}


def unanswered_offer(tenant: Tenant) -> dict[str, Any]:
    """Return a conversation with nothing that was offered at this moment: there is nothing to ask about."""
    with enter(tenant):
        return {"tenant_id": tenant.pk, "conversation_id": talk().pk, "since": clock.now().isoformat()}


def waiting_guest(tenant: Tenant) -> dict[str, Any]:
    """Return a conversation whose guest has waited for a person for an hour."""
    since = clock.now() - timedelta(hours=1)
    with enter(tenant):
        waiting = talk()
        waiting.owner, waiting.waiting_since = "nobody", since
        waiting.save()
    return {"tenant_id": tenant.pk, "conversation_id": waiting.pk, "since": since.isoformat()}


def snoozed_conversation(tenant: Tenant) -> dict[str, Any]:
    """Return a conversation that was put off until a moment ago."""
    until = clock.now() - timedelta(seconds=1)
    with enter(tenant):
        snoozed = talk()
        snoozed.snoozed_until = until
        snoozed.save()
    return {"tenant_id": tenant.pk, "conversation_id": snoozed.pk, "until": until.isoformat()}


def reply_for_now(tenant: Tenant) -> dict[str, Any]:
    """Return what a person wanted said a moment ago."""
    with enter(tenant):
        later = ScheduledReply.objects.create(
            conversation=talk(), text="¿Llegaron bien?", due_at=clock.now() - timedelta(seconds=1)
        )
    return {"tenant_id": tenant.pk, "later_id": later.pk}


def fetched_file(tenant: Tenant) -> dict[str, Any]:
    """Return a picture that is here already."""
    with enter(tenant):
        message = heard(talk(), kind="image")
        MediaFile.objects.create(message=message, media_id="1", state="stored", content=b"x", size=1)
    return {"tenant_id": tenant.pk, "message_id": message.pk}


def bare_number(tenant: Tenant) -> dict[str, Any]:
    """Return a number without a token, about which nobody is asked."""
    with enter(tenant):
        number = WhatsAppNumber.objects.create(phone_number_id=f"{uuid4().int % 10**15}")
    return {"tenant_id": tenant.pk, "number_id": number.pk, "step": ""}


def nameless_message(tenant: Tenant) -> dict[str, Any]:
    """Return a message that Meta knows nothing of, so nothing can be said about it."""
    with enter(tenant):
        message = heard(talk())
    return {"tenant_id": tenant.pk, "message_id": message.pk}


def unread_webhook(tenant: Tenant) -> None:
    """Leave a webhook that waits; what it holds leads to no business."""
    body = b'{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":7}]}]}'
    RawEvent.objects.create(app_key="default", body=body)


def waiting_conversation(tenant: Tenant) -> None:
    """Leave a guest who waits for an answer."""
    with enter(tenant):
        conversation = talk()
        heard(conversation)
    Mailbox.objects.create(conversation_id=conversation.pk, tenant_id=tenant.pk, ready_at=clock.now())


def outdated_message(tenant: Tenant) -> None:
    """Leave a message that is due and no longer worth sending."""
    with enter(tenant):
        put_on_its_way(said(talk(), expires_at=clock.now() - timedelta(hours=1)))
