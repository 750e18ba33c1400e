"""Confirming and cancelling bookings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bookings.conflicts import settled
from bookings.lifecycle import IllegalMove, Status, check_move
from bookings.metrics import CONFIRMED
from bookings.models import Booking, EntryKind, Reservation, WaitlistEntry, WaitStatus
from bookings.pricing.cancellation import cancellation_fee
from bookings.pricing.prices import StayPrice
from bookings.queries.folio import get_balance
from bookings.queries.lodging import arrival_of, get_zone
from bookings.services.events import record_event
from bookings.services.folio import add_entry, credit_stay, take_back_discount
from bookings.services.freed import offer_freed_nights
from bookings.services.locks import lock_booking
from bookings.services.stay_messages import drop_messages, move_messages, plan_messages
from bookings.services.totals import GIVEN_UP, reckon_totals

# From these a guest may still step back.
BEFORE_ARRIVAL = (Status.PRE_RESERVED, Status.CONFIRMED, Status.NO_SHOW)


@settled
def confirm(*, booking: Booking, now: datetime, reason: str = "") -> Booking:
    """Make a hold a booking. Of two who do it at once, one does.

    :raises IllegalMove: if it is no hold any more
    """
    locked = lock_booking(booking)
    confirm_locked(locked, now=now, reason=reason)
    return locked


def confirm_if_paid(booking: Booking, *, now: datetime) -> bool:
    """Confirm a locked hold that has its deposit and return whether it did: money came in, or less is asked for now."""
    if booking.hold_expires_at is None or not get_balance(booking).confirms:
        return False
    confirm_locked(booking, now=now, reason="deposit")
    return True


def confirm_locked(booking: Booking, *, now: datetime, reason: str = "") -> None:
    """Make a locked hold a booking.

    :raises IllegalMove: if it is no hold any more
    """
    # Compare and swap: what is not a hold at this moment is not touched.
    swapped = booking.reservations.filter(status=Status.PRE_RESERVED).update(
        status=Status.CONFIRMED, hold_expires_at=None
    )
    if not swapped:
        raise IllegalMove
    booking.hold_expires_at = None
    booking.save(update_fields=["hold_expires_at"])
    record_confirmation(booking, now=now, reason=reason)


def record_confirmation(booking: Booking, *, now: datetime, reason: str = "") -> None:
    """Write down that a booking is firm, and what the guest will be told about their stay."""
    record_event(kind="confirmed", booking=booking, now=now, reason=reason)
    if booking.source == "waitlist":
        offered = WaitlistEntry.objects.filter(booking=booking, status=WaitStatus.OFFERED)
        offered.update(status=WaitStatus.TAKEN)
    plan_messages(booking=booking, now=now)
    CONFIRMED.labels(booking.source).inc()


@dataclass(frozen=True, slots=True)
class CancellationTerms:
    """What cancelling at a moment would cost."""

    fee: Decimal
    currency: str


def terms_of(*, booking: Booking, stays: Sequence[Reservation], now: datetime) -> CancellationTerms:
    """Return what cancelling these stays would cost: nothing for a hold, else what the policy of their day says."""
    return CancellationTerms(sum(fees_of(stays, now=now).values(), Decimal(0)), booking.currency)


def fees_of(stays: Sequence[Reservation], *, now: datetime) -> dict[int, Decimal]:
    """Return what cancelling each of these stays would cost, by their ids. Needs their units' types and properties."""
    zone = get_zone()
    return {stay.pk: fee_of(stay, now=now, zone=zone) for stay in stays}


def fee_of(stay: Reservation, *, now: datetime, zone: ZoneInfo) -> Decimal:
    """Return what cancelling one stay would cost. Needs its unit's type and property."""
    if stay.status not in (Status.CONFIRMED, Status.NO_SHOW) or not stay.lines:
        return Decimal(0)
    return cancellation_fee(StayPrice.from_json(stay.lines), arrives_at=arrival_of(stay, zone=zone), at=now)


@settled
def cancel(
    *,
    booking: Booking,
    now: datetime,
    reason: str,
    reservation: Reservation | None = None,
    waive_fee: bool = False,
) -> Booking:
    """Cancel a booking, or one stay of it: its nights are free, and what the policy asks for is owed instead.

    A hold of which so little is left that its deposit is there is confirmed.

    :raises IllegalMove: if there is nothing that can still be cancelled
    """
    locked = lock_booking(booking)
    open_stays = locked.reservations.filter(status__in=BEFORE_ARRIVAL).select_related("unit__type__property")
    stays = [stay for stay in open_stays.order_by("pk") if reservation is None or stay.pk == reservation.pk]
    if not stays:
        raise IllegalMove
    fee, fees = Decimal(0), fees_of(stays, now=now)
    for stay in stays:
        asked = Decimal(0) if waive_fee else fees[stay.pk]
        fee += asked
        cancel_stay(locked, stay, fee=asked, now=now)
    # A guest who is here, or has been, did not give up the booking.
    is_whole = not locked.reservations.exclude(status__in=GIVEN_UP).exists()
    if is_whole:
        locked.hold_expires_at = None
        locked.save(update_fields=["hold_expires_at"])
        WaitlistEntry.objects.filter(booking=locked, status=WaitStatus.OFFERED).update(status=WaitStatus.PASSED)
        take_back_discount(booking=locked, now=now, note="cancelled")
        drop_messages(booking=locked, now=now)
    else:
        move_messages(booking=locked, now=now)
    reckon_totals(locked)
    record_event(
        kind="cancelled" if is_whole else "stay_cancelled",
        booking=locked,
        reservation=None if is_whole else stays[0],
        now=now,
        reason=reason,
        data={"fee": str(fee), "waived": waive_fee, "stays": [stay.pk for stay in stays]},
    )
    confirm_if_paid(locked, now=now)
    offer_freed_nights(stays)
    return locked


def cancel_stay(booking: Booking, stay: Reservation, *, fee: Decimal, now: datetime) -> None:
    """Give up one stay of a locked booking."""
    check_move(stay.status, Status.CANCELLED)
    stay.status, stay.hold_expires_at = Status.CANCELLED.value, None
    stay.save(update_fields=["status", "hold_expires_at"])
    credit_stay(booking=booking, reservation=stay, now=now, note="cancelled")
    if fee > 0:
        add_entry(booking=booking, kind=EntryKind.FEE, amount=fee, now=now, reservation=stay, note="cancelled")
