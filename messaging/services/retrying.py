"""Sending again what did not go out, since a person asks for it: a new attempt at the same message, under a new id."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from messaging import purposes
from messaging.errors import CannotRetry
from messaging.models import Direction, Message, MessageState, Outgoing, SendAttempt, StatusEvent
from messaging.services.saying import put_on_its_way
from messaging.window import is_open
from tenants.models import Outcome
from tenants.scoping import current_actor
from tenants.services.staff_tasks import close_staff_tasks_about

# What is over and did not reach the guest, or perhaps not.
OVER = frozenset({MessageState.FAILED, MessageState.DROPPED, MessageState.UNKNOWN})
ASKED_FOR = ("message_failed", "message_unknown")
FORGOTTEN = ("state", "opaque", "wamid", "error_code", "error", "expires_at", "retried_by", "retried_why")

log = logging.getLogger(__name__)


def may_retry(message: Message, *, now: datetime) -> bool:
    """Return whether sending a message again can help: it is ours and over, and WhatsApp would take it now."""
    if message.direction != Direction.OUT or message.state not in OVER or message.opaque is None:
        return False
    conversation = message.conversation
    if conversation.number.paused_at or Outgoing.objects.filter(message_id=message.pk).exists():
        return False
    is_template = message.kind == "template" or message.fallback is not None
    return is_template or is_open(conversation.last_inbound_at, now=now)


def retry_message(*, message: Message, now: datetime, why: str = "") -> Message:
    """Put a message on its way again, note who wanted that and why, and close what people were asked about it.

    :raises CannotRetry: if that cannot help, or it is on its way already
    """
    with transaction.atomic():
        # Whoever sends or settles it locks what is on its way first; here there is none, or it is refused.
        message = (
            Message.objects.select_for_update(of=("self",)).select_related("conversation__number").get(pk=message.pk)
        )
        if not may_retry(message, now=now):
            raise CannotRetry
        remember(message)
        begin_anew(message, now=now, why=why)
        put_on_its_way(message)
        for kind in ASKED_FOR:
            close_staff_tasks_about(kind=kind, cause=f"message:{message.pk}", outcome=Outcome.DONE, now=now)
    log.info("a message is sent again", extra={"message_id": message.pk, "actor": current_actor(), "why": why})
    return message


def remember(message: Message) -> None:
    """Keep at the last attempt what became of it: the message itself forgets. Its statuses are no word about the next."""
    last = SendAttempt.objects.filter(message=message).order_by("-id").first()
    if last is not None and not last.detail:
        last.code, last.detail = message.error_code, message.error
        last.save(update_fields=["code", "detail"])
    StatusEvent.objects.filter(message=message).update(message=None)


def begin_anew(message: Message, *, now: datetime, why: str) -> None:
    """Make a message one that nobody has tried to send."""
    message.state, message.opaque, message.wamid = MessageState.QUEUED, uuid4(), ""
    message.error_code, message.error = None, ""
    message.expires_at = now + purposes.MOST_AGE.get(message.purpose, purposes.MOST_AGE[purposes.STAFF])
    message.retried_by, message.retried_why = current_actor()[:80], why[:200]
    message.save(update_fields=FORGOTTEN)
