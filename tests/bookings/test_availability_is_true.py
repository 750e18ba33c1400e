"""For any units, stays and question Postgres answers what a walk through every night would: two ways to the same truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bookings.availability.units import NEAR_NIGHTS, FreeUnit
from bookings.lifecycle import BLOCKING, Status
from bookings.models import Booking, Unit, UnitType
from bookings.queries.availability import find_free_types, list_free_units
from bookings.stays import Stay
from tenants.models import Guest, Tenant
from tests.bookings.rows import plain_booking, plain_stay
from tests.lodging import make_type, make_units

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FIRST = date(2026, 12, 1)
UNITS = 8


@dataclass(frozen=True)
class Written:
    """A stay as it was drawn: on which unit, which days, and in which state."""

    unit: int
    first: int
    nights: int
    status: Status
    overdue: bool
    overbooked: bool

    @property
    def stay(self) -> Stay:
        return span(self.first, self.nights)

    @property
    def is_in_the_constraint(self) -> bool:
        return self.status in BLOCKING and not self.overbooked

    @property
    def is_in_the_way(self) -> bool:
        return self.is_in_the_constraint and not (self.status == Status.PRE_RESERVED and self.overdue)


def span(first: int, nights: int) -> Stay:
    return Stay(FIRST + timedelta(days=first), FIRST + timedelta(days=first + nights))


written = st.builds(
    Written,
    unit=st.integers(0, UNITS - 1),
    first=st.integers(0, 25),
    nights=st.integers(1, 8),
    status=st.sampled_from([status for status in Status if status != Status.BLOCKED]),
    overdue=st.booleans(),
    overbooked=st.sampled_from([False, False, False, True]),
)
spans = st.builds(span, st.integers(0, 28), st.integers(1, 8))


class Undone(Exception):
    """Ends an example, so that its rows are rolled back."""


@given(
    rows=st.lists(written, max_size=14),
    asked=spans,
    guests=st.integers(1, 3),
    broken=st.sets(st.integers(0, UNITS - 1), max_size=1),
    unsold=st.sets(st.integers(0, UNITS - 1), max_size=2),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_postgres_answers_what_a_walk_through_the_nights_would(
    in_hotel: Tenant,
    guest: Guest,
    rows: list[Written],
    asked: Stay,
    guests: int,
    broken: set[int],
    unsold: set[int],
) -> None:
    try:
        with transaction.atomic():
            units = lodging()
            for index, unit in enumerate(units):
                unit.state = "out_of_order" if index in broken else "clean"
                unit.is_active = index not in unsold
                unit.save()
            kept = write(units, rows, plain_booking(guest))
            types = list(UnitType.objects.values_list("pk", flat=True))

            found = list_free_units(type_ids=types, stay=asked, guests=guests, now=NOW)
            free_types = find_free_types(type_ids=types, stays=[asked], guests=guests, now=NOW)

            expected = walk(units, kept, asked, guests)
            assert {told.id: told for told in found} == expected
            assert free_types == {(asked, told.type_id) for told in expected.values()}
            raise Undone
    except Undone:
        pass


def lodging() -> list[Unit]:
    """Return two cabins, a room with three beds and one with a single bed."""
    cabin, room, bed = make_type("Cabaña"), make_type("Dormitorio", capacity=3), make_type("Cama", capacity=1)
    cabins = make_units(cabin, "A", "B")
    large, small = make_units(room, "Grande", "Chico")
    return [*cabins, large, small, *make_units(bed, "1", "2", "3", parent=large), *make_units(bed, "4", parent=small)]


def write(units: Sequence[Unit], rows: Sequence[Written], booking: Booking) -> list[Written]:
    """Write the stays that the constraint lets in, and return these."""
    kept: list[Written] = []
    for row in rows:
        meets = [one for one in kept if overlap(units[one.unit], units[row.unit]) and one.stay.overlaps(row.stay)]
        if row.is_in_the_constraint and any(one.is_in_the_constraint for one in meets):
            continue
        values: dict[str, Any] = {"status": row.status.value, "adults": 1, "overbooked": row.overbooked, "reason": "x"}
        values["hold_expires_at"] = NOW + timedelta(minutes=0 if row.overdue else 1)
        plain_stay(units[row.unit], row.stay.check_in, row.stay.check_out, booking, **values)
        kept.append(row)
    return kept


def overlap(one: Unit, other: Unit) -> bool:
    return bool(one.slots.lower < other.slots.upper and other.slots.lower < one.slots.upper)


def walk(units: Sequence[Unit], rows: Sequence[Written], asked: Stay, guests: int) -> dict[int, FreeUnit]:
    """Return the answer by looking at each unit, each stay and each night."""
    answer = {}
    for unit in units:
        around = [row for row in rows if row.is_in_the_way and overlap(units[row.unit], unit)]
        taken = {night for row in around for night in nights(row.stay)}
        whole = [other for other in units if other.state == "out_of_order" and overlap(other, unit)]
        if not unit.is_active or unit.capacity < guests or whole or taken & set(nights(asked)):
            continue
        room = unit.parent_id or unit.pk
        housemates = [
            row for row in rows if row.is_in_the_way and room in (units[row.unit].parent_id, units[row.unit].pk)
        ]
        answer[unit.pk] = FreeUnit(
            unit.pk,
            unit.type_id,
            unit.parent_id,
            unit.capacity,
            (unit.slots.lower, unit.slots.upper),
            unit.position,
            gap(taken, asked.check_in, -1),
            gap(taken, asked.last_night, 1),
            any(row.stay.overlaps(asked) for row in housemates),
            any(
                row.is_in_the_constraint and not row.is_in_the_way and row.stay.overlaps(asked)
                for row in rows
                if overlap(units[row.unit], unit)
            ),
        )
    return answer


def gap(taken: set[date], edge: date, step: int) -> int | None:
    """Return how many nights beside the stay are free before one that is not; None if none is near."""
    for count in range(NEAR_NIGHTS + 1):
        if edge + timedelta(days=step * (count + 1)) in taken:
            return count
    return None


def nights(stay: Stay) -> list[date]:
    return [stay.check_in + timedelta(days=number) for number in range(stay.nights)]
