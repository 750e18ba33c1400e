"""Who changes a booking locks it first: the one order in which everybody waits."""

from __future__ import annotations

from collections.abc import Iterable

from bookings.models import Booking, Reservation
from tenants.models import Guest


def lock_booking(booking: Booking) -> Booking:
    """Return the booking as it stands, and let nobody else change it until the transaction ends.

    :raises Booking.DoesNotExist: if it is no booking of this business
    """
    return Booking.objects.select_for_update(no_key=True).get(pk=booking.pk)


def lock_guest_of(booking: Booking) -> None:
    """Let nobody else place a hold for a booking's guest until the transaction ends. To be called before any other lock."""
    Guest.objects.select_for_update(no_key=True).filter(pk=booking.guest_id).values_list("pk").first()


def lock_stay(reservation: Reservation) -> tuple[Reservation, Booking | None]:
    """Return a stay and its booking as they stand, locked: first the booking, as everybody does."""
    booking_id = Reservation.objects.values_list("booking_id", flat=True).get(pk=reservation.pk)
    booking = Booking.objects.select_for_update(no_key=True).get(pk=booking_id) if booking_id else None
    if booking is None:
        # Without the join: who waits for a row that moves to another unit meanwhile is given none with it.
        Reservation.objects.select_for_update(no_key=True).filter(pk=reservation.pk).values_list("pk").first()
    locked = Reservation.objects.select_for_update(of=("self",), no_key=True).select_related("unit__type__property")
    return locked.get(pk=reservation.pk), booking


def in_slot_order(stays: Iterable[Reservation]) -> list[Reservation]:
    """Return stays in the order in which everybody writes them."""
    return sorted(stays, key=lambda stay: (stay.slots.lower, stay.period.lower))
