"""Which nights exclude each other, as Postgres sees it, and the slots of units that this rests on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import Error, connection, connections, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bookings.lifecycle import BLOCKING, Status
from bookings.models import LONGEST_PERIOD, Reservation, Unit
from tenants.models import Guest, Tenant
from tests.bookings.rows import plain_booking, plain_stay, refusal_of, run
from tests.cast import enter
from tests.lodging import make_type, make_units, night

pytestmark = pytest.mark.django_db

FIRST = date(2026, 12, 1)
# Near enough to each other to overlap often, and sometimes far beyond what any stay may last.
days = st.one_of(st.integers(0, 12), st.integers(0, LONGEST_PERIOD + 40)).map(lambda n: FIRST + timedelta(days=n))
pairs = st.tuples(days, days)
INSERT = """
    INSERT INTO bookings_reservation
        (tenant_id, unit_id, slots, period, capacity, adults, children, status, price, currency, lines, source, external_uid,
         reason, overbooked, shadowed)
    SELECT tenant_id, id, slots, daterange(%s, %s), capacity, 0, 0, 'blocked', 0, '', '{}', 'desk', '', '', false, false
    FROM bookings_unit WHERE id = %s
"""
examples = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def room(in_hotel: Tenant) -> list[Unit]:
    """A room, its two beds, and a cabin beside it."""
    kind = make_type()
    (whole,) = make_units(kind, "Dormitorio")
    return [whole, *make_units(kind, "Cama 1", "Cama 2", parent=whole, capacity=1), *make_units(kind, "Cabaña")]


def answer_to(unit: Unit, pair: tuple[date, date]) -> str:
    """Return the name of the rule that refused these nights, or nothing."""
    try:
        run(INSERT, *pair, unit.pk)
    except Error as error:
        state, constraint = refusal_of(error)
        return constraint or state
    return ""


def expected(pair: tuple[date, date], taken: tuple[date, date] | None) -> str:
    arrival, departure = pair
    if departure < arrival:
        return "22000"  # no such range
    if departure == arrival:
        return "reservation_has_nights"
    if (departure - arrival).days > LONGEST_PERIOD:
        return "reservation_longest"
    if taken and arrival < taken[1] and taken[0] < departure:
        return "no_overlap_reservations"
    return ""


@examples
@given(first=pairs, second=pairs)
@example(first=(night(1), night(5)), second=(night(5), night(10)))
@example(first=(night(5), night(10)), second=(night(1), night(5)))
@example(first=(night(1), night(5)), second=(night(10), night(15)))
@example(first=(night(1), night(10)), second=(night(3), night(4)))
@example(first=(night(1), night(1)), second=(night(1), night(1)))
def test_of_any_two_pairs_of_days_the_second_is_refused_exactly_if_they_share_a_night(
    room: list[Unit], first: tuple[date, date], second: tuple[date, date]
) -> None:
    cabin = room[3]

    with transaction.atomic():
        answers = answer_to(cabin, first), answer_to(cabin, second)
        transaction.set_rollback(True)

    taken = first if not expected(first, None) else None
    assert answers == (expected(first, None), expected(second, taken))


MARKS = st.fixed_dictionaries(
    {
        "status": st.sampled_from(Status),
        "overbooked": st.booleans(),
        "shadowed": st.booleans(),
        "unit": st.integers(0, 3),
    }
)


@examples
@given(one=MARKS, other=MARKS)
def test_two_stays_of_the_same_nights_exclude_each_other_exactly_if_both_block_and_share_a_slot(
    room: list[Unit], one: dict[str, Any], other: dict[str, Any]
) -> None:
    with transaction.atomic():
        booking = plain_booking(Guest.objects.create(name="Ana", language="es"))
        answers = [placed(room[marks["unit"]], marks, booking) for marks in (one, other)]
        transaction.set_rollback(True)

    share = one["unit"] == other["unit"] or {one["unit"], other["unit"]} in ({0, 1}, {0, 2})
    collide = share and blocks(one) and blocks(other)
    assert answers == ["", "no_overlap_reservations" if collide else ""]


def blocks(marks: dict[str, Any]) -> bool:
    return marks["status"] in BLOCKING and not marks["overbooked"] and not marks["shadowed"]


def placed(unit: Unit, marks: dict[str, Any], booking: Any) -> str:
    """Return the rule that refused such a stay, or nothing."""
    # Only what has no booking can be a closure, and only a closure can be covered by others.
    is_closure = marks["status"] == Status.BLOCKED or (marks["shadowed"] and marks["status"] == Status.CANCELLED)
    columns = {name: marks[name] for name in ("status", "overbooked")} | {"reason": "a sabiendas"}
    if is_closure:
        columns |= {"shadowed": marks["shadowed"]}
    else:
        marks["shadowed"] = False
        columns |= {"adults": 1, "hold_expires_at": "2026-11-30T12:00Z"}
    try:
        with transaction.atomic():
            plain_stay(unit, night(1), night(2), None if is_closure else booking, **columns)
    except Error as error:
        return refusal_of(error)[1]
    return ""


def test_a_bound_that_is_called_infinity_is_no_night(room: list[Unit]) -> None:
    assert answer_to(room[3], (night(1), "infinity")) != ""  # type: ignore[arg-type]


def test_a_last_night_that_is_written_as_included_is_the_same_period(room: list[Unit]) -> None:
    run(INSERT.replace("daterange(%s, %s)", "daterange(%s, %s, '[]')"), night(1), night(4), room[3].pk)

    stay = Reservation.objects.get()
    assert (stay.check_in, stay.check_out, stay.nights) == (night(1), night(5), 4)
    assert answer_to(room[3], (night(4), night(6))) == "no_overlap_reservations"


def test_a_stay_that_grows_into_another_is_refused(room: list[Unit]) -> None:
    first, _ = (plain_stay(room[3], night(start), night(start + 4)) for start in (1, 5))

    with pytest.raises(Error) as caught:
        run("UPDATE bookings_reservation SET period = daterange(check_in, check_out + 1) WHERE id = %s", first.pk)

    assert refusal_of(caught.value) == ("23P01", "no_overlap_reservations")


@pytest.mark.parametrize(
    ("aside", "back"),
    [("cancelled", "status = 'blocked'"), ("overbooked", "overbooked = false"), ("shadowed", "shadowed = false")],
)
def test_a_stay_that_begins_to_block_again_is_refused_where_another_is(room: list[Unit], aside: str, back: str) -> None:
    columns = {"status": aside} if aside == "cancelled" else {aside: True}
    stay = plain_stay(room[3], night(1), night(5), reason="a sabiendas", **columns)
    plain_stay(room[3], night(4), night(6))

    with pytest.raises(Error) as caught:
        run(f"UPDATE bookings_reservation SET {back} WHERE id = %s", stay.pk)

    assert refusal_of(caught.value) == ("23P01", "no_overlap_reservations")


def test_a_room_owns_a_hundred_slots_and_each_bed_one_of_them(room: list[Unit]) -> None:
    whole, one, two, cabin = (unit.slots for unit in room)

    assert [slots.upper - slots.lower for slots in (whole, one, two, cabin)] == [100, 1, 1, 100]
    assert [one.lower, two.lower] == [whole.lower, whole.lower + 1]
    assert cabin.lower >= whole.upper


def test_no_two_units_of_any_business_share_a_slot_but_a_room_and_its_beds(room: list[Unit], neighbour: Tenant) -> None:
    with enter(neighbour):
        (theirs,) = make_units(make_type(), "Arrayán")

    assert not any(theirs.slots.lower < unit.slots.upper and unit.slots.lower < theirs.slots.upper for unit in room)


def test_a_hundred_beds_fit_into_a_room_and_not_one_more(in_hotel: Tenant) -> None:
    kind = make_type()
    (whole,) = make_units(kind, "Dormitorio")
    beds = make_units(kind, *(f"Cama {number}" for number in range(100)), parent=whole, capacity=1)

    with pytest.raises(Error) as caught:
        make_units(kind, "Una más", parent=whole, capacity=1)

    assert refusal_of(caught.value) == ("23514", "unit_bed_in_a_room")
    assert {bed.slots.lower for bed in beds} == set(range(whole.slots.lower, whole.slots.upper))


def test_the_slot_of_a_bed_that_is_gone_is_given_again(room: list[Unit]) -> None:
    whole, one, *_ = room
    freed = one.slots
    one.delete()

    (bed,) = make_units(whole.type, "Cama 3", parent=whole, capacity=1)

    assert bed.slots == freed


@pytest.mark.parametrize("change", ["slots = '[1,2)'", "slots = NULL", "parent_id = NULL", "parent_id = id - 1"])
def test_the_slots_of_a_unit_never_change(room: list[Unit], change: str) -> None:
    with pytest.raises(Error) as caught:
        run(f"UPDATE bookings_unit SET {change} WHERE id = %s", room[2].pk)

    assert refusal_of(caught.value) == ("23514", "unit_slots_fixed")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_not_even_the_owner_of_the_tables_changes_them(hotel: Tenant) -> None:
    with enter(hotel):
        (cabin,) = make_units(make_type(), "Arrayán")

    with pytest.raises(Error) as caught, connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE bookings_unit SET slots = '[1,2)' WHERE id = %s", [cabin.pk])

    assert refusal_of(caught.value) == ("23514", "unit_slots_fixed")


def test_nobody_chooses_slots(in_hotel: Tenant) -> None:
    (first,) = make_units(make_type(), "Arrayán")

    chosen = Unit.objects.create(type=first.type, name="Ñire", capacity=2, slots=first.slots)

    assert chosen.slots.lower >= first.slots.upper


def test_a_bed_in_a_bed_is_refused(room: list[Unit]) -> None:
    with pytest.raises(Error) as caught:
        make_units(room[0].type, "Litera", parent=room[1], capacity=1)

    assert refusal_of(caught.value) == ("23514", "unit_bed_in_a_room")


def test_a_bed_in_a_neighbours_room_is_refused(room: list[Unit], neighbour: Tenant) -> None:
    with enter(neighbour):
        kind = make_type()
        with pytest.raises(Error) as caught:
            make_units(kind, "Intrusa", parent=room[0], capacity=1)

    assert refusal_of(caught.value) == ("23514", "unit_bed_in_a_room")


def test_saving_a_unit_as_it_is_changes_nothing(room: list[Unit]) -> None:
    bed = Unit.objects.get(pk=room[1].pk)
    bed.note = "junto a la ventana"

    bed.save()

    bed.refresh_from_db()
    assert (bed.slots, bed.note) == (room[1].slots, "junto a la ventana")


def test_the_constraint_is_checked_at_once_and_not_at_the_end() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT condeferrable FROM pg_constraint WHERE conname = 'no_overlap_reservations'")

        assert cursor.fetchone() == (False,)
