"""What is done about a message that did not get through, whether Meta said so at once or in a status hours later."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils.translation import gettext_noop as _
from prometheus_client import Counter

from messaging.models import Message, MessageState, Outgoing, SendAttempt, StatusEvent, WhatsAppNumber
from messaging.services.asking import ask_person
from messaging.services.health import note_health
from messaging.whatsapp.faults import Remedy, Rule, rule_for
from tenants.scoping import current_tenant_id

# What Meta took and lost by a fault of its own goes again after so long, and not for ever.
LATE_PAUSE = timedelta(seconds=30)
MOST_LATE_TRIES = 3

SENT = Counter("whatsapp_sends_total", "Tries at sending by how they ended", ["outcome"])


def act_on_late_failure(message: Message, *, now: datetime) -> None:
    """Do what can be done about a message that Meta took and then could not deliver. Its row says failed already."""
    rule = rule_for(message.error_code)
    if rule.remedy == Remedy.STOP_CHANNEL:
        pause_number(message.conversation.number_id, code=message.error_code, now=now)
    is_other = rule.remedy in (Remedy.AS_TEMPLATE, Remedy.NEVER) and go_as_template(message)
    if is_other or is_worth_repeating(message, rule, now=now):
        begin_again(message, due_at=now if is_other else now + wait_after(rule))
    else:
        ask_staff(message, why=message.error)


def is_worth_repeating(message: Message, rule: Rule, *, now: datetime) -> bool:
    """Return whether the same may get through later, and still be of use then."""
    if rule.remedy in (Remedy.AS_TEMPLATE, Remedy.NEVER, Remedy.UNKNOWN):
        return False
    tries = SendAttempt.objects.filter(message=message).count()
    most = MOST_LATE_TRIES if rule.most_retries is None else rule.most_retries
    if rule.remedy != Remedy.STOP_CHANNEL and tries > most:
        return False
    return message.expires_at is None or now + wait_after(rule) < message.expires_at


def wait_after(rule: Rule) -> timedelta:
    """Return how long to wait before the next try; a paused number waits by itself."""
    least = timedelta(seconds=rule.least_wait)
    return least if rule.remedy == Remedy.STOP_CHANNEL else max(least, LATE_PAUSE)


def begin_again(message: Message, *, due_at: datetime) -> None:
    """Put a message back on its way, under an id of its own: what Meta says about the first try is not about this one."""
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
            "due_at": due_at,
        },
    )


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
        note_health(number=WhatsAppNumber.objects.get(pk=number_id), now=now)
