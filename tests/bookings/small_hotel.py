"""A small hotel that anything can be done to, with a clock of its own: what the state machine plays with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Q

from bookings.lifecycle import BLOCKING, Status
from bookings.models import Booking, BookingEvent, Reservation, Unit, WaitlistEntry
from bookings.queries.folio import list_balances
from bookings.stays import Party, Stay, WantedStay
from proof.invariants import broken_promises
from tenants.errors import DomainError
from tenants.models import Guest, Tenant
from tests.cast import enter
from tests.lodging import make_type, make_units

BEGINS = datetime(2026, 11, 15, 12, tzinfo=UTC)
Row = dict[str, Any]
Rows = dict[tuple[str, int], Row]
T = TypeVar("T")


class SmallHotel:
    """Two cabins, a room with two beds, three guests; every change is watched."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant
        self.now = BEGINS
        with enter(tenant):
            policy = [{"hours": 48, "percent": "50"}, {"hours": 500, "percent": "10"}]
            cabins = make_type("Cabaña", cancellation=policy, extra_guest=10, included_guests=2, cleaning_fee=5)
            rooms = make_type("Habitación", price="80.00", capacity=2, no_show_releases_after=1, min_nights=2)
            beds = make_type("Cama", price="33.33", capacity=1, deposit_percent=0)
            (room,) = make_units(rooms, "Dormitorio")
            names = [unit.pk for unit in (*make_units(cabins, "Arrayán", "Ñire"), room)]
            names += [unit.pk for unit in make_units(beds, "Cama 1", "Cama 2", parent=room)]
            self.units = list(Unit.objects.select_related("type__property").filter(pk__in=names).order_by("pk"))
            self.types = [cabins, rooms, beds]
            self.guests = [Guest.objects.create(name=name, language="es") for name in ("Ana", "Bea", "Caro")]

    def nights(self, arrival: int, length: int) -> Stay:
        """Return nights that begin so many days from today."""
        first = self.now.date() + timedelta(days=arrival)
        return Stay(first, first + timedelta(days=length))

    def wanted(self, kind: int, arrival: int, length: int, adults: int, *, unit: int | None = None) -> WantedStay:
        if unit is not None:
            chosen = self.units[unit % len(self.units)]
            return WantedStay(chosen.type_id, self.nights(arrival, length), Party(adults), unit_id=chosen.pk)
        return WantedStay(self.types[kind % len(self.types)].pk, self.nights(arrival, length), Party(adults))

    def a_booking(self, number: int, *states: str) -> Booking | None:
        """Return a booking that has a stay in one of these states, or any."""
        fitting = Q(reservations__status__in=states) if states else Q()
        return nth(list(Booking.objects.filter(fitting).distinct().order_by("pk")), number)

    def a_stay(self, number: int, *states: str) -> Reservation | None:
        fitting = Q(status__in=states) if states else Q()
        return nth(list(Reservation.objects.filter(fitting).order_by("pk")), number)

    def a_wait(self, number: int) -> WaitlistEntry | None:
        return nth(list(WaitlistEntry.objects.order_by("pk")), number)

    def do(self, work: Callable[[], object]) -> str:
        """Do something in the hotel's scope and return how it ended, after looking at all that it changed."""
        with enter(self.tenant):
            before, last = self.rows(), last_event()
        try:
            with enter(self.tenant):
                work()
        except DomainError as error:
            outcome = error.code
        else:
            outcome = "done"
        with enter(self.tenant):
            self.check(outcome, before, last)
        return outcome

    def check(self, outcome: str, before: Rows, last: int) -> None:
        """Look at what was left behind; of a refusal nothing."""
        after = self.rows()
        if outcome != "done":
            assert (after, last_event()) == (before, last), f"{outcome} left something behind"
            return
        check_events(before, after, last)
        check_money(before, after)
        assert broken_promises() == []

    def rows(self) -> Rows:
        """Return every booking and stay as it stands."""
        models: dict[str, Any] = {"booking": Booking, "stay": Reservation}
        return {
            (name, row["id"]): row for name, model in models.items() for row in model.objects.order_by("pk").values()
        }

    def is_free(self, unit: Unit, stay: Stay) -> bool:
        """Return whether nobody has the unit for these nights, counted night by night in words of Python."""
        taken = Reservation.objects.filter(status__in=BLOCKING, overbooked=False, shadowed=False)
        return not any(
            shares_a_slot(unit, row) and shares_a_night(stay, row)
            for row in taken
            if row.hold_expires_at is None or row.hold_expires_at > self.now
        )


def nth(rows: list[T], number: int) -> T | None:
    return rows[number % len(rows)] if rows else None


def shares_a_slot(unit: Unit, row: Reservation) -> bool:
    return bool(slots_of(unit) & slots_of(row))


def slots_of(row: Unit | Reservation) -> set[int]:
    return set(range(row.slots.lower, row.slots.upper))


def shares_a_night(stay: Stay, row: Reservation) -> bool:
    return bool(days(stay.check_in, stay.check_out) & days(row.period.lower, row.period.upper))


def days(first: date, after_last: date) -> set[int]:
    return set(range(first.toordinal(), after_last.toordinal()))


def last_event() -> int:
    return BookingEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def check_events(before: Rows, after: Rows, last: int) -> None:
    """Look for the event of every row that is new or has changed."""
    events = list(BookingEvent.objects.filter(pk__gt=last).values_list("booking_id", "reservation_id"))
    told = {("booking", booking) for booking, _ in events} | {("stay", stay) for _, stay in events}
    changed = [key for key, row in after.items() if before.get(key) != row]
    assert set(before) <= set(after), "history was deleted"
    for key in changed:
        of_booking = ("booking", after[key].get("booking_id"))
        assert key in told or of_booking in told, (
            f"{key} changed and no event says so: {before.get(key)} > {after[key]}"
        )


# Signed by what each kind means to a guest, in words of SQL.
MONEY = """
    SELECT booking_id,
           sum(CASE WHEN kind IN ('charge', 'tax', 'extra', 'fee', 'adjustment', 'refund') THEN amount ELSE -amount END),
           coalesce(sum(amount) FILTER (WHERE kind = 'adjustment' AND reservation_id IS NULL), 0),
           coalesce(sum(amount) FILTER (WHERE kind = 'fee'), 0),
           coalesce(sum(CASE kind WHEN 'payment' THEN amount WHEN 'refund' THEN -amount ELSE 0 END), 0)
    FROM bookings_folioentry GROUP BY booking_id
"""
GIVEN_UP = (Status.CANCELLED, Status.EXPIRED)


def check_money(before: Rows, after: Rows) -> None:
    """See that what is owed is what the stays cost, with fees and adjustments, less what was paid.

    No discount outlives the last stay that it was given for, and no hold its deposit.
    """
    lost_all = with_stays(before) - with_stays(after)
    bookings = list(Booking.objects.prefetch_related("reservations"))
    balances = list_balances(bookings)
    with connection.cursor() as cursor:
        cursor.execute(MONEY)
        sums = {row[0]: row[1:] for row in cursor.fetchall()}
    for booking in bookings:
        due, adjusted, fees, paid = sums.get(booking.pk, (0, 0, 0, 0))
        prices = [stay.price for stay in booking.reservations.all() if stay.status not in GIVEN_UP]
        total = sum(prices, Decimal(0))
        assert balances[booking.pk].due == due == total + adjusted + fees - paid
        assert not prices or booking.total == total
        assert adjusted >= 0 or booking.pk not in lost_all, "a discount on nothing"
        assert booking.hold_expires_at is None or not 0 < paid >= booking.deposit, "a hold that is paid for"


def with_stays(rows: Rows) -> set[int]:
    """Return the bookings that somebody has a stay of, had one or will have."""
    stays = [row for (name, _), row in rows.items() if name == "stay"]
    return {row["booking_id"] for row in stays if row["booking_id"] and row["status"] not in GIVEN_UP}
