"""What is done about a message that did not get through, whether Meta said so at once or in a status hours later."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.utils.translation import gettext_noop as _
from prometheus_client import Counter

from messaging.models import Message, MessageState, Outgoing, StatusEvent, WhatsAppNumber
from messaging.services.asking import ask_person
from messaging.whatsapp.faults import Remedy, rule_for
from tenants.scoping import current_tenant_id

SENT = Counter("whatsapp_sends_total", "Tries at sending by how they ended", ["outcome"])


def act_on_late_failure(message: Message, *, now: datetime) -> None:
    """Do what can be done about a message that Meta took and then could not deliver. Its row says failed already."""
    remedy = rule_for(message.error_code).remedy
    if remedy == Remedy.STOP_CHANNEL:
        pause_number(message.conversation.number_id, code=message.error_code, now=now)
    if remedy == Remedy.AS_TEMPLATE and go_as_template(message):
        # Under an id of its own: what Meta has said and still says about the first is not about this one.
        StatusEvent.objects.filter(message=message).update(message=None)
        Message.objects.filter(pk=message.pk).update(
            state=MessageState.QUEUED, opaque=uuid4(), wamid="", error_code=None, error=""
        )
        Outgoing.objects.get_or_create(
            message_id=message.pk,
            defaults={
                "tenant_id": current_tenant_id(),
                "number_id": message.conversation.number_id,
                "conversation_id": message.conversation_id,
            },
        )
        return
    ask_staff(message, why=message.error)


def go_as_template(message: Message) -> bool:
    """Turn a message into the template that stands for it, and return whether it has one."""
    if not message.fallback or message.kind == "template":
        return False
    message.content, message.kind, message.fallback = message.fallback, "template", None
    message.save(update_fields=["content", "kind", "fallback"])
    return True


def drop(message: Message, *, why: str) -> None:
    """Give a message up without anybody having to act: it has lost its meaning."""
    Outgoing.objects.filter(message_id=message.pk).delete()
    Message.objects.filter(pk=message.pk).update(state=MessageState.DROPPED, error=why[:300])
    SENT.labels("dropped").inc()


def fail(message: Message, *, code: int | None, why: str) -> None:
    """Give a message up, and ask a person to look: the guest did not get it."""
    Outgoing.objects.filter(message_id=message.pk).delete()
    Message.objects.filter(pk=message.pk).update(state=MessageState.FAILED, error_code=code, error=why[:300])
    ask_staff(message, why=why)


def ask_staff(message: Message, *, why: str) -> None:
    """Ask a person to look at a message that its guest did not get."""
    ask_person(
        kind="message_failed",
        cause=f"message:{message.pk}",
        title=_("WhatsApp: un mensaje no salió"),
        detail=why,
        link=f"/admin/messaging/message/{message.pk}/change/",
    )


def pause_number(number_id: int, *, code: int | None, now: datetime) -> None:
    """Send nothing more from a number until a person has mended the cause, and ask for that."""
    if WhatsAppNumber.objects.filter(pk=number_id, paused_at=None).update(paused_at=now, pause_code=code):
        ask_person(
            kind="whatsapp_paused",
            cause=f"number:{number_id}",
            title=_("WhatsApp: Meta no acepta envíos de este número"),
            detail=f"Meta: {code}" if code else "",
            link=f"/admin/messaging/whatsappnumber/{number_id}/change/",
        )
