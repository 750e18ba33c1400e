"""Money of a booking: entries that are only added, each once."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop as _

from bookings.models import Booking, EntryKind, FolioEntry, Reservation
from bookings.queries.folio import get_discount, get_owed_for_stay
from tenants.errors import DomainError
from tenants.scoping import current_actor


class BadAmount(DomainError):
    """Not an amount that can be paid in this currency."""

    code = "bad_amount"
    default_detail = _("El importe no es válido.")


def add_entry(
    *,
    booking: Booking,
    kind: EntryKind,
    amount: Decimal,
    now: datetime,
    reservation: Reservation | None = None,
    **columns: Any,
) -> FolioEntry:
    """Write one movement. Of none, nothing is written by whoever calls."""
    return FolioEntry.objects.create(
        booking=booking,
        reservation=reservation,
        kind=kind,
        amount=amount,
        currency=booking.currency,
        at=now,
        actor=current_actor(),
        **columns,
    )


def credit_stay(*, booking: Booking, reservation: Reservation, now: datetime, note: str) -> Decimal:
    """Take back all that a stay was charged, and return how much that was."""
    owed = get_owed_for_stay(booking, reservation.pk)
    if owed > 0:
        add_entry(booking=booking, kind=EntryKind.CREDIT, amount=owed, now=now, reservation=reservation, note=note)
    elif owed < 0:
        add_entry(booking=booking, kind=EntryKind.ADJUSTMENT, amount=-owed, now=now, reservation=reservation, note=note)
    return owed


def take_back_discount(*, booking: Booking, now: datetime, note: str) -> Decimal:
    """Take back a discount on the whole of a booking that has no stay left, and return how much it was.

    What was never charged is not owed to the guest, and the fee of a cancellation is what the policy says.
    """
    discount = get_discount(booking)
    if discount:
        add_entry(booking=booking, kind=EntryKind.ADJUSTMENT, amount=discount, now=now, note=note)
    return discount


def adjust_stay(*, booking: Booking, reservation: Reservation, difference: Decimal, now: datetime, note: str) -> None:
    """Charge the difference between two prices of a stay."""
    if difference:
        add_entry(
            booking=booking,
            kind=EntryKind.ADJUSTMENT,
            amount=difference,
            now=now,
            reservation=reservation,
            note=note,
        )
