"""Putting stays back on nights that they had given up, if nobody else has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from bookings.lifecycle import Status, check_move
from bookings.models import Booking, BookingEvent, EntryKind, Reservation
from bookings.pricing.prices import StayPrice
from bookings.queries.placing import Nights, list_overdue_in_the_way
from bookings.services.expiring import expire_bookings
from bookings.services.folio import add_entry
from bookings.services.locks import in_slot_order
from bookings.services.placing import charges_of


def put_back(
    *,
    booking: Booking,
    stays: Sequence[Reservation],
    status: Status,
    hold_expires_at: datetime | None,
    now: datetime,
) -> None:
    """Let a locked booking have its nights again; the constraint decides. What it costs is owed again.

    :raises IllegalMove: if one of the stays cannot become that
    """
    for stay in stays:
        check_move(stay.status, status)
    nights = [Nights(stay.slots.lower, stay.slots.upper, stay.period.lower, stay.period.upper) for stay in stays]
    expire_bookings(booking_ids=list_overdue_in_the_way(nights, now=now), now=now)
    for stay in in_slot_order(stays):
        stay.status, stay.hold_expires_at = status.value, hold_expires_at
        stay.save(update_fields=["status", "hold_expires_at"])
        for kind, amount in charges_of(StayPrice.from_json(stay.lines)).items():
            if amount > 0:
                add_entry(booking=booking, kind=kind, amount=amount, now=now, reservation=stay)  # type: ignore[arg-type]
    give_discount_again(booking, now=now)
    booking.hold_expires_at = hold_expires_at
    booking.save(update_fields=["hold_expires_at"])


def give_discount_again(booking: Booking, *, now: datetime) -> None:
    """Take off again what was taken off the booking as a whole before it expired."""
    expired = BookingEvent.objects.filter(booking=booking, kind="hold_expired").order_by("-pk").first()
    discount = Decimal(expired.data.get("discount", 0)) if expired else Decimal(0)
    if discount:
        add_entry(booking=booking, kind=EntryKind.ADJUSTMENT, amount=-discount, now=now, note="revived")
