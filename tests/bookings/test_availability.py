"""Which units are free for a stay, as Postgres answers: what is sold is not, and nothing else is in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings.availability.units import NEAR_NIGHTS, FreeUnit
from bookings.models import Booking, Reservation, Unit, UnitType
from bookings.queries.availability import find_free_types, list_free_units
from bookings.stays import Stay
from tenants.models import Guest, Tenant
from tests.bookings.rows import plain_booking, plain_stay
from tests.cast import enter
from tests.lodging import make_type, make_units, night

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
WANTED = Stay(night(10), night(13))


@pytest.fixture
def booking(in_hotel: Tenant, guest: Guest) -> Booking:
    return plain_booking(guest)


@pytest.fixture
def cabin(in_hotel: Tenant) -> Unit:
    return make_units(make_type(), "Arrayán")[0]


@pytest.fixture
def room(in_hotel: Tenant) -> list[Unit]:
    """A dorm room that is also sold whole, and its three beds."""
    (whole,) = make_units(make_type("Dormitorio", capacity=3), "Cóndor")
    return [whole, *make_units(make_type("Cama", capacity=1), "C1", "C2", "C3", parent=whole)]


def free(*, stay: Stay = WANTED, guests: int = 1, now: datetime = NOW) -> list[FreeUnit]:
    types = list(UnitType.objects.values_list("pk", flat=True))
    return list_free_units(type_ids=types, stay=stay, guests=guests, now=now)


def names(units: list[FreeUnit]) -> set[str]:
    return set(Unit.objects.filter(pk__in=[unit.id for unit in units]).values_list("name", flat=True))


def the(unit: Unit) -> FreeUnit:
    (found,) = (one for one in free() if one.id == unit.pk)
    return found


@pytest.mark.parametrize(
    ("check_in", "check_out", "is_free"),
    [(7, 10, True), (13, 15, True), (9, 11, False), (12, 20, False), (11, 12, False), (1, 30, False)],
)
def test_the_day_of_departure_is_free_for_the_next_guest(
    cabin: Unit, booking: Booking, check_in: int, check_out: int, is_free: bool
) -> None:
    plain_stay(cabin, night(check_in), night(check_out), booking)

    assert bool(free()) == is_free


def test_it_is_one_query_however_many_units_there_are(cabin: Unit, booking: Booking) -> None:
    make_units(cabin.type, *map(str, range(50)))
    plain_stay(cabin, night(1), night(5), booking)
    types = [cabin.type_id]

    with CaptureQueriesContext(connection) as asked:
        found = list_free_units(type_ids=types, stay=WANTED, guests=1, now=NOW)

    assert (len(found), len(asked)) == (51, 1)


def test_a_room_is_not_free_while_one_of_its_beds_is_taken_and_the_other_way_round(
    room: list[Unit], booking: Booking
) -> None:
    bed = plain_stay(room[1], night(9), night(11), booking, adults=1)

    assert names(free()) == {"C2", "C3"}

    Reservation.objects.filter(pk=bed.pk).update(status="cancelled")
    plain_stay(room[0], night(12), night(14), booking, adults=1)

    assert names(free()) == set()


def test_beds_know_whether_their_room_is_shared_on_those_nights(room: list[Unit], booking: Booking) -> None:
    assert {unit.is_room_shared for unit in free()} == {False}

    plain_stay(room[1], night(12), night(14), booking, adults=1)

    assert {unit.is_room_shared for unit in free()} == {True}
    assert {unit.is_room_shared for unit in free(stay=Stay(night(10), night(12)))} == {False}


def test_a_hold_is_in_the_way_until_its_time_is_over_whether_or_not_anybody_swept(
    cabin: Unit, booking: Booking
) -> None:
    until = NOW + timedelta(minutes=30)
    plain_stay(cabin, night(10), night(12), booking, status="pre_reserved", hold_expires_at=until)

    assert not free()
    assert not free(now=until - timedelta(microseconds=1))
    assert free(now=until)
    assert find_free_types(type_ids=[cabin.type_id], stays=[WANTED], guests=1, now=until)
    assert not find_free_types(type_ids=[cabin.type_id], stays=[WANTED], guests=1, now=NOW)


@pytest.mark.parametrize(
    ("values", "is_free"),
    [
        ({"status": "confirmed"}, False),
        ({"status": "checked_in"}, False),
        ({"status": "no_show"}, False),
        ({"status": "checked_out"}, True),
        ({"status": "cancelled"}, True),
        ({"status": "expired"}, True),
        ({"status": "confirmed", "overbooked": True, "reason": "Lo pidió la dueña"}, True),
    ],
)
def test_only_what_the_constraint_counts_is_in_the_way(
    cabin: Unit, booking: Booking, values: dict[str, object], is_free: bool
) -> None:
    plain_stay(cabin, night(10), night(12), booking, **values)

    assert bool(free()) == is_free


def test_a_closure_is_in_the_way_and_one_that_others_cover_is_not(cabin: Unit) -> None:
    plain_stay(cabin, night(1), night(12), shadowed=True)

    assert free()

    plain_stay(cabin, night(1), night(12))

    assert not free()


def test_a_unit_out_of_order_is_not_sold_nor_its_room_nor_its_beds(room: list[Unit]) -> None:
    room[1].state = "out_of_order"
    room[1].save()

    assert names(free()) == {"C2", "C3"}

    room[0].state = "out_of_order"
    room[0].save()

    assert not free()


def test_a_room_that_is_not_sold_whole_still_sells_its_beds(room: list[Unit]) -> None:
    room[0].is_active = False
    room[0].save()

    assert names(free()) == {"C1", "C2", "C3"}


def test_a_unit_is_large_enough_for_the_party(cabin: Unit, room: list[Unit]) -> None:
    assert names(free(guests=2)) == {"Arrayán", "Cóndor"}
    assert names(free(guests=4)) == {"Arrayán"}
    assert not free(guests=5)


def test_units_can_be_asked_for_by_name_besides_their_type(room: list[Unit], cabin: Unit) -> None:
    found = list_free_units(type_ids=[room[0].type_id], unit_ids=[cabin.pk], stay=WANTED, guests=1, now=NOW)

    assert names(found) == {"Cóndor", "Arrayán"}
    assert not list_free_units(stay=WANTED, guests=1, now=NOW)


def test_a_neighbours_units_are_never_free_for_us(cabin: Unit, neighbour: Tenant) -> None:
    with enter(neighbour):
        (theirs,) = make_units(make_type(), "Ajena")

    found = list_free_units(type_ids=[theirs.type_id], unit_ids=[theirs.pk], stay=WANTED, guests=1, now=NOW)

    assert not found


def test_the_gaps_beside_the_stay_are_the_free_nights_until_the_neighbours_in_time(
    cabin: Unit, booking: Booking
) -> None:
    assert (the(cabin).before, the(cabin).after) == (None, None)

    plain_stay(cabin, night(1), night(5), booking)
    plain_stay(cabin, night(5), night(9), booking)
    plain_stay(cabin, night(13), night(14), booking)
    plain_stay(cabin, night(16), night(20), booking, status="cancelled")

    assert (the(cabin).before, the(cabin).after) == (1, 0)


def test_a_neighbour_in_time_that_is_far_off_is_none(cabin: Unit, booking: Booking) -> None:
    near = night(10) - timedelta(days=NEAR_NIGHTS)
    stay = plain_stay(cabin, near - timedelta(days=2), near, booking)

    assert the(cabin).before == NEAR_NIGHTS

    Reservation.objects.filter(pk=stay.pk).delete()
    plain_stay(cabin, near - timedelta(days=2), near - timedelta(days=1), booking)

    assert the(cabin).before is None


def test_the_neighbours_of_a_room_are_those_of_its_beds_too(room: list[Unit], booking: Booking) -> None:
    plain_stay(room[1], night(8), night(9), booking, adults=1)
    plain_stay(room[0], night(15), night(16), booking, adults=1)

    assert (the(room[0]).before, the(room[0]).after) == (1, 2)
    assert (the(room[1]).before, the(room[1]).after) == (1, 2)
    assert (the(room[2]).before, the(room[2]).after) == (None, 2)


@pytest.mark.parametrize(
    "stay", [Stay(date(9999, 12, 30), date.max), Stay(date.min, date(1, 1, 2)), Stay(date.min, date.max)]
)
def test_the_ends_of_time_and_a_party_without_number_are_no_fault(cabin: Unit, stay: Stay) -> None:
    assert names(free(stay=stay)) == {"Arrayán"}
    assert not free(stay=stay, guests=10**30)


def test_no_stays_are_asked_about_without_a_query(
    in_hotel: Tenant, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        assert find_free_types(type_ids=[1], stays=[], guests=1, now=NOW) == set()
