"""What guests are told around their stays: planned when a booking is confirmed, moved with it, dropped with it.

One message of each rule and booking, by a constraint. What it says and whether it applies is decided when it goes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop

from bookings import stay_moments
from bookings.message_conditions import why_not
from bookings.models import Booking, MessageRule, MessageState, StayMessage
from bookings.queries.stay_messages import facts_of, list_messages_to_move, list_rules_to_plan, lock_waiting_message
from bookings.services.events import record_event
from bookings.services.telling import tell_stay_message
from bookings.stay_moments import Moments, Planned, Timing
from tasks.queue import enqueue_many
from tenants.errors import Conflict, DomainError
from tenants.scoping import current_tenant_id

RELEASE = "bookings.release_stay_message"
RULE_OFF, BY_HAND = "rule_off", "by_hand"


class MessageGone(Conflict):
    """The message has gone out, or does not go out at all."""

    code = "message_gone"
    default_detail = gettext_noop("Ese mensaje ya salió o ya no corresponde.")


class MomentPassed(DomainError):
    """Nothing can be sent in the past."""

    code = "moment_passed"
    default_detail = gettext_noop("Ese momento ya pasó. Elija uno que todavía no llegó.")


def plan_messages(*, booking: Booking, now: datetime) -> None:
    """Give a booking that was just confirmed a message of each rule that it has none of. To be called with its row locked."""
    made = []
    for rule in list_rules_to_plan(booking):
        planned = planned_by(rule, rule, confirmed_at=now, now=now)
        if planned:
            state = MessageState.SKIPPED if planned.reason else MessageState.WAITING
            made.append(
                StayMessage(rule=rule, booking=booking, due_at=planned.due_at, state=state, reason=planned.reason)
            )
    if made:
        StayMessage.objects.bulk_create(made)
        ring_at_their_time(made)


def move_messages(*, booking: Booking, now: datetime) -> None:
    """Let the messages of a booking follow its dates, but for those whose moment somebody chose."""
    moved = []
    for message in list_messages_to_move(booking):
        planned = planned_by(message.rule, message, confirmed_at=now, now=now)
        if planned and (planned.due_at, planned.reason) != (message.due_at, message.reason):
            message.due_at, message.reason = planned.due_at, planned.reason
            message.state = MessageState.SKIPPED if planned.reason else MessageState.WAITING
            moved.append(message)
    if moved:
        StayMessage.objects.bulk_update(moved, ["due_at", "state", "reason"])
        ring_at_their_time(moved)


def drop_messages(*, booking: Booking, now: datetime) -> None:
    """Delete what a booking that was cancelled would still have been told."""
    StayMessage.objects.filter(booking=booking.pk, state__in=[MessageState.WAITING, MessageState.READY]).delete()


def release_message(*, message_id: int, due_at: datetime, now: datetime) -> None:
    """Let a message go out, or note why it does not: what its rule asks for is looked at now.

    `due_at` is the moment for which this was asked; a message that has another one by now is left to whoever asks then.
    """
    message = lock_waiting_message(message_id)
    if message is None or message.due_at != due_at:
        return
    message.reason = why_not_now(message, now=now)
    message.state = MessageState.SKIPPED if message.reason else MessageState.READY
    message.save(update_fields=["state", "reason"])
    note(message, "message_skipped" if message.reason else "message_ready", now=now)
    if message.state == MessageState.READY:
        tell_stay_message(message)


def note_told(message: StayMessage, *, now: datetime) -> None:
    """Note that a locked message has been written to its guest."""
    message.state, message.reason = MessageState.SENT, ""
    message.save(update_fields=["state", "reason"])
    note(message, "message_sent", now=now)


def skip_message(message: StayMessage, *, reason: str, now: datetime) -> None:
    """Note why a locked message does not go out after all."""
    message.state, message.reason = MessageState.SKIPPED, reason
    message.save(update_fields=["state", "reason"])
    note(message, "message_skipped", now=now)


def tell_again(message: StayMessage) -> None:
    """Have a locked message written anew, since what was written is not true any more."""
    message.state = MessageState.READY
    message.save(update_fields=["state"])
    tell_stay_message(message)


def pin_message(*, message: StayMessage, due_at: datetime, now: datetime) -> StayMessage:
    """Let one guest be told at a moment that a person chose; it stays there when the dates move.

    :raises MomentPassed: if it is over
    :raises MessageGone: if the message has gone out
    """
    if due_at <= now:
        raise MomentPassed(fields={"due_at": MomentPassed.default_detail})
    found = waiting(message)
    found.due_at, found.is_pinned = due_at, True
    found.save(update_fields=["due_at", "is_pinned"])
    ring_at_their_time([found])
    note(found, "message_pinned", now=now, due_at=due_at.isoformat())
    return found


def cancel_message(*, message: StayMessage, now: datetime) -> StayMessage:
    """Let one guest not be told.

    :raises MessageGone: if the message has gone out
    """
    found = waiting(message)
    found.state, found.reason = MessageState.SKIPPED, BY_HAND
    found.save(update_fields=["state", "reason"])
    note(found, "message_skipped", now=now)
    return found


def waiting(message: StayMessage) -> StayMessage:
    """Return the message, locked.

    :raises MessageGone: if it does not wait any more
    """
    found = lock_waiting_message(message.pk)
    if found is None:
        raise MessageGone
    return found


def planned_by(rule: MessageRule, row: Any, *, confirmed_at: datetime, now: datetime) -> Planned | None:
    """Return what a rule says for a row that carries the dates and the zone; nothing for a booking without stays."""
    if row.arrival is None:
        return None
    timing = Timing(rule.anchor, rule.days, rule.at, rule.when_late)
    moments = Moments(confirmed_at, row.arrival, row.departure)
    return stay_moments.plan(timing, moments, ZoneInfo(row.zone), now=now)


def why_not_now(message: StayMessage, *, now: datetime) -> str:
    """Return why a message whose hour has come is not sent; nothing if it is."""
    rule = message.rule
    if not rule.is_active:
        return RULE_OFF
    if not message.is_pinned and stay_moments.is_late(message.due_at, rule.when_late, now=now):
        return stay_moments.LATE
    return why_not(rule.conditions, facts_of(message.booking))


def ring_at_their_time(messages: Sequence[StayMessage]) -> None:
    """Ask for each message that waits to be let go when it is due."""
    waiting = [message for message in messages if message.state == MessageState.WAITING]
    enqueue_many(RELEASE, [(message.due_at, ids_of(message)) for message in waiting])


def ids_of(message: StayMessage) -> dict[str, int | str]:
    return {"tenant_id": current_tenant_id(), "message_id": message.pk, "due": message.due_at.isoformat()}


def note(message: StayMessage, kind: str, *, now: datetime, **more: str) -> None:
    why = {"why": message.reason} if message.reason else {}
    record_event(kind=kind, now=now, booking=message.booking, data={"message": message.rule.name, **why, **more})
