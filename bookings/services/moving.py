"""A guest's stay moved to other nights, or to more people: in its own unit, or where the type has room."""

from __future__ import annotations

from datetime import datetime

from bookings.availability.best_fit import order_by_fit
from bookings.conflicts import settled
from bookings.errors import NightsTaken, OverCapacity
from bookings.lifecycle import Status
from bookings.models import Reservation, Unit
from bookings.queries.availability import list_free_units
from bookings.services.locks import lock_stay
from bookings.services.stays import change_stay
from bookings.stays import Party, Stay


@settled
def move_stay(*, reservation: Reservation, now: datetime, stay: Stay, party: Party, reason: str = "") -> Reservation:
    """Move a stay, to another unit of its type if somebody has its own, or if it is too small.

    Guests who are here stay where they are: their row is one for all its nights, those slept already among them.

    :raises NightsTaken: if no unit of the type is free for it
    :raises DomainError: as a change of the stay
    """
    # Held from here on: nobody arrives between the one try and the other.
    row, _booking = lock_stay(reservation)
    try:
        return change_stay(reservation=reservation, now=now, stay=stay, party=party, reason=reason)
    except (NightsTaken, OverCapacity):
        unit = None if row.status == Status.CHECKED_IN else other_unit(row, stay, party, now=now)
        if unit is None:
            raise
    return change_stay(reservation=reservation, now=now, stay=stay, party=party, unit=unit, reason=reason)


def other_unit(row: Reservation, stay: Stay, party: Party, *, now: datetime) -> Unit | None:
    """Return the unit of the same type that fits best, None if there is none."""
    free = list_free_units(type_ids=[row.unit.type_id], stay=stay, guests=party.guests, now=now)
    best = order_by_fit(one for one in free if one.id != row.unit_id)
    return Unit.objects.select_related("type__property").get(pk=best[0].id) if best else None
