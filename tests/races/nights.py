"""What the races about nights share: who runs, what each is told, and the race without the constraint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.db import Error, connections

from bookings.conflicts import told_by
from bookings.models import Booking, Reservation, Unit, UnitType
from bookings.services.holds import place_hold
from bookings.stays import Party, Stay, WantedStay
from proof.invariants import broken_promises
from tenants.errors import DomainError
from tenants.models import Guest, Tenant
from tests.cast import enter
from tests.lodging import night
from tests.races import at_once

# Two weeks before the nights of most scenes.
NOW = datetime(2026, 11, 15, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=1)
FIRST_NIGHTS = Stay(night(1), night(5))
COUPLE = Party(2)
Work = Callable[[], object]


def make_guests(tenant: Tenant, count: int) -> list[Guest]:
    """Make as many guests as there are clients: one who holds twice would be refused for that."""
    with enter(tenant):
        return Guest.objects.bulk_create([Guest(name=f"Huésped {number}", language="es") for number in range(count)])


def wanting(kind: UnitType, unit: Unit | None = None, stay: Stay = FIRST_NIGHTS, party: Party = COUPLE) -> WantedStay:
    return WantedStay(kind.pk, stay, party, unit_id=unit.pk if unit else None)


def inside(tenant: Tenant, work: Work) -> Work:
    """Return the same work, done in the scope and the transaction of a business."""

    def run() -> object:
        with enter(tenant):
            return work()

    return run


def holding(tenant: Tenant, guest: Guest, *wanted: WantedStay, now: datetime = NOW) -> Work:
    """Return the work of a client who wants to hold these stays."""
    return inside(tenant, lambda: place_hold(guest=guest, stays=wanted, source="api", now=now))


def placed(tenant: Tenant, *wanted: WantedStay, now: datetime = NOW) -> Booking:
    """Return a hold of somebody; one placed LONG_AGO was never paid, is overdue NOW, and no sweep has seen it."""
    (guest,) = make_guests(tenant, 1)
    with enter(tenant):
        return place_hold(guest=guest, stays=wanted, source="api", now=now)


def stay_of(hotel: Tenant, booking: Booking) -> Reservation:
    """Return the only stay of a booking, with its unit, type and house."""
    with enter(hotel):
        return Reservation.objects.select_related("unit__type__property").get(booking=booking)


def told(work: Work) -> str:
    """Return what a client is told: `done`, the code of a refusal, or what nobody should ever be shown."""
    try:
        work()
    except DomainError as error:
        return error.code
    except Error as error:
        return " ".join(filter(None, [type(error).__name__, *told_by(error)]))
    return "done"


def race(*works: Work) -> Counter[str]:
    """Let each do its work, all at once, and count what they are told."""
    return Counter(at_once(len(works), lambda number: told(works[number])))


def broken(tenant: Tenant) -> list[str]:
    """Return the promises that do not hold, by the rows alone."""
    with enter(tenant):
        return broken_promises()


@contextmanager
def no_constraint() -> Iterator[None]:
    """Take the exclusion constraint away, as a control; what was sold twice is forgotten when it comes back."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'no_overlap_reservations'")
        (definition,) = cursor.fetchone()
        cursor.execute("ALTER TABLE bookings_reservation DROP CONSTRAINT no_overlap_reservations")
        try:
            yield
        finally:
            cursor.execute("TRUNCATE bookings_reservation CASCADE")
            cursor.execute(f"ALTER TABLE bookings_reservation ADD CONSTRAINT no_overlap_reservations {definition}")
