"""Messages that may have gone out or not: found again by their status, sent again on evidence, or handed to a person.

The evidence that one was not accepted: its own status has not come after `WHATSAPP_UNKNOWN_SECONDS`, while that of a message
which was sent later from the same number has. So statuses do come, and this one would have. It is sent again, same id.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_noop as _
from prometheus_client import Counter

from messaging.models import Message, MessageState, Outgoing, SendAttempt, StatusEvent
from messaging.services.asking import ask_person
from messaging.services.claiming import ACTOR
from tenants.scoping import tenant_scope

# Without evidence after so many times the usual wait, a person decides, and the rest of the conversation goes on.
GIVE_UP_AFTER = 5
BATCH = 200

RESOLVED = Counter("whatsapp_unknown_sends_total", "Sends that nobody was sure of, by what became of them", ["result"])

# Whoever held it has died: it may have gone out. Its attempt says since when.
ORPHANED = """
    UPDATE messaging_outgoing SET held_until = NULL, token = NULL, unknown_since = statement_timestamp()
    WHERE message_id IN (SELECT message_id FROM messaging_outgoing WHERE held_until < statement_timestamp()
                         ORDER BY held_until LIMIT %s FOR UPDATE SKIP LOCKED)
    RETURNING message_id, tenant_id
"""
OPEN = """
    SELECT message_id, tenant_id FROM messaging_outgoing
    WHERE unknown_since < statement_timestamp() - make_interval(secs => %s) ORDER BY unknown_since LIMIT %s
"""
# By Meta's answer nobody knows; by the status of what went out later from the same number it shows.
LATER_WAS_TOLD = """
    SELECT EXISTS (
        SELECT FROM messaging_sendattempt AS later
        JOIN messaging_message AS message ON message.tenant_id = later.tenant_id AND message.id = later.message_id
        JOIN messaging_conversation AS talk ON talk.tenant_id = message.tenant_id AND talk.id = message.conversation_id
        WHERE later.tenant_id = %(tenant)s AND later.began_at > %(since)s AND talk.number_id = %(number)s
          AND EXISTS (SELECT FROM messaging_statusevent AS told
                      WHERE told.tenant_id = %(tenant)s AND told.message_id = message.id)
    )
"""


def note_orphans(*, now: datetime) -> int:
    """Mark as unknown what somebody was sending when they died, and return how many that were."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ORPHANED, [BATCH])
        found = cursor.fetchall()
        for message_id, tenant_id in found:
            with tenant_scope(tenant_id, actor=ACTOR):
                changed = Message.objects.filter(pk=message_id, state=MessageState.SENDING)
                changed.update(state=MessageState.UNKNOWN)
                SendAttempt.objects.filter(message_id=message_id, ended_at=None).update(ended_at=now, outcome="unknown")
                RESOLVED.labels("orphaned").inc()
    return len(found)


def resolve_unknowns(*, now: datetime) -> int:
    """Look at each message whose sending is unknown for long enough, and return how many could be settled."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [settings.WHATSAPP_UNKNOWN_SECONDS, BATCH])
        found = cursor.fetchall()
    return sum(resolve(message_id, tenant_id, now=now) for message_id, tenant_id in found)


def resolve(message_id: int, tenant_id: int, *, now: datetime) -> bool:
    """Settle one message, if that is possible now."""
    with tenant_scope(tenant_id, actor=ACTOR):
        outgoing = (
            Outgoing.objects.select_for_update(skip_locked=True)
            .filter(message_id=message_id, unknown_since__isnull=False)
            .first()
        )
        if outgoing is None:
            return False
        if is_settled(message_id):
            outgoing.delete()
            return True
        began_at = (
            SendAttempt.objects.filter(message_id=message_id).order_by("-id").values_list("began_at", flat=True).first()
        )
        if began_at and was_later_told(tenant_id, outgoing.number_id, since=began_at):
            send_again(outgoing)
            return True
        waited = timedelta(seconds=settings.WHATSAPP_UNKNOWN_SECONDS * GIVE_UP_AFTER)
        if outgoing.unknown_since and outgoing.unknown_since < now - waited:
            give_up(outgoing)
            return True
        return False


def is_settled(message_id: int) -> bool:
    """Return whether Meta has it: it says so itself, or its answer came after all."""
    open_states = (MessageState.QUEUED, MessageState.SENDING, MessageState.UNKNOWN)
    return (
        StatusEvent.objects.filter(message_id=message_id).exists()
        or Message.objects.filter(pk=message_id).exclude(state__in=open_states).exists()
    )


def was_later_told(tenant_id: int, number_id: int, *, since: datetime) -> bool:
    """Return whether a status has come for something that was sent from this number after that moment."""
    with connection.cursor() as cursor:
        cursor.execute(LATER_WAS_TOLD, {"tenant": tenant_id, "number": number_id, "since": since})
        return bool(cursor.fetchone()[0])


def send_again(outgoing: Outgoing) -> None:
    """Send it once more, under the id that it had: Meta did not take it."""
    outgoing.unknown_since = None
    outgoing.save(update_fields=["unknown_since"])
    Message.objects.filter(pk=outgoing.message_id, state=MessageState.UNKNOWN).update(state=MessageState.QUEUED)
    RESOLVED.labels("sent_again").inc()


def give_up(outgoing: Outgoing) -> None:
    """Let a person decide: the message stays unknown, a late status still settles it, and the conversation goes on."""
    ask_person(
        kind="message_unknown",
        cause=f"message:{outgoing.message_id}",
        title=_("WhatsApp: no se sabe si un mensaje salió"),
        link=f"/admin/messaging/message/{outgoing.message_id}/change/",
    )
    outgoing.delete()
    RESOLVED.labels("left_to_staff").inc()
