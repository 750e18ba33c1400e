"""Questions about stays and closures."""

from __future__ import annotations

from django.db.models import QuerySet

from bookings.models import Reservation
from tenants.errors import NotFound


def list_reservations() -> QuerySet[Reservation]:
    """Return stays and closures with their unit, its type, and the guest whose booking it is."""
    return Reservation.objects.select_related("unit__type", "booking__guest")


def get_stay(reservation_id: int) -> Reservation:
    """Return a guest's stay.

    :raises NotFound: if this business has none of this number
    """
    return found(list_reservations().filter(pk=reservation_id, booking__isnull=False))


def get_block(block_id: int) -> Reservation:
    """Return a closure.

    :raises NotFound: if this business has none of this number
    """
    return found(list_reservations().filter(pk=block_id, booking=None))


def get_reservation(reservation_id: int) -> Reservation:
    """Return a stay or a closure.

    :raises NotFound: if this business has none of this number
    """
    return found(list_reservations().filter(pk=reservation_id))


def found(rows: QuerySet[Reservation]) -> Reservation:
    row = rows.first()
    if row is None:
        raise NotFound
    return row
