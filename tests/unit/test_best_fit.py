"""The guest gets the unit whose loss hurts later sales least, and always the same one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookings.availability.best_fit import choose, order_by_fit
from bookings.availability.units import NEAR_NIGHTS, FreeUnit
from bookings.stays import Party, Stay, WantedStay

STAY = Stay(date(2026, 12, 1), date(2026, 12, 4))
CABIN, ROOM, BED = 1, 2, 3


def cabin(number: int, capacity: int = 4, **values: object) -> FreeUnit:
    return FreeUnit(number, CABIN, None, capacity, (number * 100, number * 100 + 100), **values)  # type: ignore[arg-type]


def room(number: int) -> FreeUnit:
    return replace(cabin(number), type_id=ROOM)


def bed(of: FreeUnit, number: int, **values: object) -> FreeUnit:
    slot = of.slots[0] + number
    return FreeUnit(of.id * 100 + number, BED, of.id, 1, (slot, slot + 1), **values)  # type: ignore[arg-type]


def ids(units: list[FreeUnit | None]) -> list[int | None]:
    return [unit.id if unit else None for unit in units]


def wanted(type_id: int, stay: Stay = STAY) -> WantedStay:
    return WantedStay(type_id, stay, Party(1))


# In each pair the first is the better one, whatever its number.
PAIRS = {
    "the smallest that is large enough": (cabin(9, 4), cabin(1, 6)),
    "one that leaves no single night": (cabin(9, before=2, after=0), cabin(1, before=1, after=0)),
    "one single night rather than two": (cabin(9, before=1, after=7), cabin(1, before=1, after=1)),
    "the hole that it fills exactly": (cabin(9, before=0, after=0), cabin(1, before=0, after=2)),
    "the smaller hole": (cabin(9, before=2, after=2), cabin(1, before=2, after=3)),
    "beside a neighbour rather than in the open": (cabin(9, before=0), cabin(1)),
    "a room in which somebody sleeps already": (
        bed(room(9), 1, is_room_shared=True),
        bed(room(1), 1, before=0, after=0),
    ),
    "no single night before whole rooms": (bed(room(9), 1), bed(room(1), 1, before=1, is_room_shared=True)),
    "the place that the business gave it": (cabin(9, position=1), cabin(1, position=2)),
    "the older one": (cabin(1), cabin(9)),
}


@pytest.mark.parametrize("name", PAIRS)
def test_the_better_of_two_units_is(name: str) -> None:
    better, worse = PAIRS[name]

    assert order_by_fit([worse, better]) == [better, worse]
    assert order_by_fit([better, worse]) == [better, worse]


gaps = st.none() | st.integers(0, NEAR_NIGHTS)
units = st.lists(
    st.builds(cabin, st.integers(1, 50), st.integers(1, 3), before=gaps, after=gaps, position=st.integers(0, 2)),
    min_size=1,
    max_size=12,
    unique_by=lambda unit: unit.id,
)


@given(units, st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_the_order_does_not_depend_on_how_the_units_came(free: list[FreeUnit], shuffle: object) -> None:
    mixed = list(free)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]

    assert order_by_fit(mixed) == order_by_fit(free)
    assert choose([wanted(CABIN)], [mixed]) == order_by_fit(free)[:1]


def test_stays_of_one_booking_get_different_units() -> None:
    free = [cabin(1), cabin(2), cabin(3)]

    assert ids(choose([wanted(CABIN)] * 3, [free] * 3)) == [1, 2, 3]
    assert ids(choose([wanted(CABIN)] * 4, [free] * 4)).count(None) == 1


def test_stays_one_after_the_other_may_share_a_unit() -> None:
    later = Stay(STAY.check_out, date(2026, 12, 8))

    assert ids(choose([wanted(CABIN), wanted(CABIN, later)], [[cabin(1)], [cabin(1)]])) == [1, 1]


def test_a_unit_that_somebody_asked_for_by_name_is_kept_for_them() -> None:
    free = [cabin(1), cabin(2)]

    assert ids(choose([wanted(CABIN), wanted(CABIN)], [free, [cabin(1)]])) == [2, 1]


def test_beds_of_one_booking_go_into_one_room_if_there_is_one_for_them() -> None:
    small, large = room(1), room(2)
    free = [bed(small, number, is_room_shared=True) for number in range(2)] + [bed(large, n) for n in range(4)]

    pair = choose([wanted(BED)] * 2, [free] * 2)
    group = choose([wanted(BED)] * 4, [free] * 4)
    crowd = choose([wanted(BED)] * 6, [free] * 6)

    assert {unit.parent_id for unit in pair if unit} == {1}
    assert {unit.parent_id for unit in group if unit} == {2}
    assert None not in crowd


@pytest.mark.parametrize("turn", list(permutations((ROOM, BED, BED))))
def test_a_room_and_beds_in_one_booking_find_room_beside_each_other(turn: tuple[int, ...]) -> None:
    """The first room has beds that can be sold, the second has none: taking the first whole would leave no bed."""
    with_beds, without = room(1), room(2)
    free = {ROOM: [with_beds, without], BED: [bed(with_beds, number) for number in range(3)]}

    chosen = choose([wanted(kind) for kind in turn], [free[kind] for kind in turn])

    assert None not in chosen
    assert [unit.id for unit in chosen if unit and unit.type_id == ROOM] == [2]


def test_who_finds_nothing_is_told_apart_from_who_does() -> None:
    assert ids(choose([wanted(CABIN), wanted(ROOM)], [[cabin(1)], []])) == [1, None]
