"""Questions about what guests are told around their stays."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery

from bookings import lifecycle
from bookings.message_conditions import Facts
from bookings.models import Anchor, Booking, MessageRule, MessageState, Reservation, StayMessage
from bookings.queries.folio import get_balance
from bookings.stay_moments import LATE

# Stays that a guest has, has had or will have; the others count for nothing.
REAL = tuple(status.value for status in (*lifecycle.OPEN, lifecycle.Status.CHECKED_OUT))


def list_rules_to_plan(booking: Booking) -> list[Any]:
    """Return the rules of which the booking has no message, each with `zone`, `arrival` and `departure`. One query."""
    there = StayMessage.objects.filter(booking=booking.pk, rule=OuterRef("pk"))
    rules = MessageRule.objects.filter(~Exists(there), is_active=True)
    return list(with_dates(rules, booking).order_by("id"))


def list_messages_to_move(booking: Booking) -> list[Any]:
    """Return the messages that go with the dates, each with `zone`, `arrival` and `departure`, and lock them. One query.

    Not those whose moment somebody chose, nor those that have gone out. One that was too late may be in time again.
    """
    still_open = Q(state=MessageState.WAITING) | Q(state=MessageState.SKIPPED, reason=LATE)
    messages = (
        StayMessage.objects.filter(still_open, booking=booking.pk, is_pinned=False)
        .exclude(rule__anchor=Anchor.BOOKING)
        .select_related("rule")
        .select_for_update(of=("self",))
    )
    return list(with_dates(messages, booking).order_by("id"))


def with_dates(rows: QuerySet[Any], booking: Booking) -> QuerySet[Any]:
    """Return the rows with the first day, the last day and the clock of a booking."""
    stays = Reservation.objects.filter(booking=booking.pk, status__in=REAL).order_by().values("booking")
    dated: QuerySet[Any] = rows.annotate(
        zone=F("tenant__zone"),
        arrival=Subquery(stays.annotate(day=Min("check_in")).values("day")),
        departure=Subquery(stays.annotate(day=Max("check_out")).values("day")),
    )
    return dated


def lock_waiting_message(message_id: int) -> StayMessage | None:
    """Return a message that has not gone out, locked until the end of the transaction, with its rule and booking."""
    return lock_message(message_id, state=MessageState.WAITING)


def lock_message(message_id: int, *, state: MessageState) -> StayMessage | None:
    """Return a message if it has come this far, locked until the end of the transaction, with its rule and booking."""
    rows = StayMessage.objects.select_related("rule", "booking").select_for_update(of=("self",))
    return rows.filter(pk=message_id, state=state).first()


def facts_of(booking: Booking) -> Facts:
    """Return what conditions ask about a booking, as it is at the moment."""
    stays = list(Reservation.objects.filter(booking=booking.pk).values_list("status", "unit__type"))
    return Facts(
        statuses=frozenset(status for status, _ in stays),
        type_ids=frozenset(type_id for status, type_id in stays if status in REAL),
        source=booking.source,
        balance=get_balance(booking).due,
        hold_expires_at=booking.hold_expires_at,
    )
