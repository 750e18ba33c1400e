"""Why somebody cannot stay, which other dates are near, and how a party shares several units."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookings.availability.alternatives import Idea, Kind, mixed, other_types, several_units
from bookings.availability.dates import SEARCHED_DAYS, moved, other_dates, searched
from bookings.availability.offers import Offer
from bookings.availability.reasons import Reason, WhyNot, why_not
from bookings.availability.several import MOST_UNITS, count_together, split, units_for
from bookings.availability.units import FreeUnit
from bookings.pricing import Plan, SeasonRate, broken_rule
from bookings.stays import Party, Stay

OFFER = Offer(1, 1, "Cabaña", "cabin", "", 4, 30, time(4), ZoneInfo("America/Argentina/Buenos_Aires"))
PLAN = Plan(Decimal(100), "ARS")
TODAY = date(2026, 11, 21)
TWO = Party(2)


def day(number: int, month: int = 12) -> date:
    return date(2026, month, number)


STAY = Stay(day(10), day(13))


def season(first: int, last: int, **values: object) -> Plan:
    return replace(PLAN, seasons=(SeasonRate(day(first), day(last), **values),))  # type: ignore[arg-type]


def unit(number: int, capacity: int, type_id: int = 1, parent: int | None = None, at: int = 0) -> FreeUnit:
    first = (parent or number) * 100 + at
    return FreeUnit(number, type_id, parent, capacity, (first, first + (1 if parent else 100)))


def reason(
    plan: Plan = PLAN, stay: Stay = STAY, party: Party = TWO, free: int = 1, first_night: date = TODAY
) -> WhyNot | None:
    return why_not(OFFER, plan, stay, party, first_night=first_night, free=free)


REASONS = [
    (reason(), None),
    (reason(free=0), WhyNot(Reason.FULL)),
    (reason(first_night=day(11)), WhyNot(Reason.PAST, on=day(11))),
    (reason(first_night=day(10)), None),
    (reason(stay=Stay(day(1), day(31))), None),
    (reason(stay=Stay(day(1), date(2027, 1, 1))), WhyNot(Reason.TOO_LONG, 30)),
    (reason(party=Party(4)), None),
    (reason(party=Party(3, 2)), WhyNot(Reason.CAPACITY, 4)),
    (reason(replace(PLAN, min_nights=4)), WhyNot(Reason.MIN_NIGHTS, 4)),
    (reason(replace(PLAN, max_nights=2)), WhyNot(Reason.MAX_NIGHTS, 2)),
    (reason(season(12, 20, is_closed=True)), WhyNot(Reason.CLOSED, on=day(12))),
    (reason(season(10, 10, closed_to_arrival=True)), WhyNot(Reason.CLOSED_TO_ARRIVAL, on=day(10))),
    (reason(season(13, 20, closed_to_departure=True)), WhyNot(Reason.CLOSED_TO_DEPARTURE, on=day(13))),
]


@pytest.mark.parametrize(("told", "expected"), REASONS)
def test_a_guest_is_told_why_not_and_the_number_that_it_is_about(told: WhyNot | None, expected: WhyNot | None) -> None:
    assert told == expected


def test_what_cannot_be_helped_is_told_before_what_can() -> None:
    short = replace(PLAN, min_nights=7)

    assert reason(short, party=Party(9), first_night=day(20), free=0) == WhyNot(Reason.PAST, on=day(20))
    assert reason(short, party=Party(9), free=0) == WhyNot(Reason.CAPACITY, 4)
    assert reason(short, free=0) == WhyNot(Reason.MIN_NIGHTS, 7)


def near(plan: Plan = PLAN, stay: Stay = STAY, first_night: date = TODAY, longest: int = 30) -> list[Stay]:
    return other_dates(stay, plan, first_night=first_night, longest=longest)


def test_other_dates_are_as_long_and_the_nearest_come_first_the_later_of_two() -> None:
    found = near()

    assert found[:3] == [Stay(day(11), day(14)), Stay(day(9), day(12)), Stay(day(12), day(15))]
    assert len(found) == 2 * SEARCHED_DAYS
    assert {stay.nights for stay in found} == {3}


def test_dates_that_are_over_are_no_other_dates() -> None:
    assert min(stay.check_in for stay in near(first_night=day(9))) == day(9)
    assert near(first_night=date(2027, 2, 1)) == []


def test_the_nearest_to_a_stay_that_is_too_short_is_a_longer_one_from_the_same_day() -> None:
    assert near(replace(PLAN, min_nights=5))[0] == Stay(day(10), day(15))


def test_the_nearest_to_a_stay_that_is_too_long_is_a_shorter_one() -> None:
    assert near(replace(PLAN, max_nights=2))[0] == Stay(day(10), day(12))
    assert near(longest=2)[0] == Stay(day(10), day(12))


def test_closed_nights_are_stepped_over() -> None:
    found = near(season(12, 20, is_closed=True))

    assert found[0] == Stay(day(9), day(12))
    assert Stay(day(21), day(24)) in found
    assert not any(stay.check_in <= day(20) and stay.check_out > day(12) for stay in found)


def test_a_longer_stay_that_reaches_a_stricter_season_is_longer_still_or_not_offered() -> None:
    strict = replace(season(14, 30, min_nights=9), min_nights=5)
    never = season(14, 30, min_nights=99)

    assert Stay(day(10), day(19)) in near(strict)
    assert not any(stay.check_out > day(14) for stay in near(never))


days = st.dates(date(2026, 11, 1), date(2027, 2, 1))
seasons = st.builds(
    SeasonRate,
    days,
    days,
    min_nights=st.none() | st.integers(0, 40),
    max_nights=st.none() | st.integers(0, 40),
    is_closed=st.booleans(),
    closed_to_arrival=st.booleans(),
    closed_to_departure=st.booleans(),
).filter(lambda season: season.first_night <= season.last_night)


@given(days, st.integers(1, 40), seasons, st.integers(1, 9), st.integers(1, 60))
@settings(max_examples=300)
def test_every_other_date_could_be_booked(first: date, nights: int, rate: SeasonRate, least: int, longest: int) -> None:
    plan, stay = replace(PLAN, min_nights=least, seasons=(rate,)), Stay(first, moved(first, nights))

    found = near(plan, stay, longest=longest)

    within = searched(stay, longest)
    for other in found:
        assert other.check_in >= TODAY
        assert other.nights <= longest
        assert broken_rule(plan, other) is None
        assert within.check_in <= other.check_in < other.check_out <= within.check_out
    assert stay not in found


def test_the_ends_of_time_are_no_fault() -> None:
    last = Stay(date.max - (date.max - date(9999, 12, 30)), date.max)
    first = Stay(date.min, date(1, 1, 3))

    assert moved(date.max, 9) == date.max
    assert moved(date.min, -9) == date.min
    assert all(stay.check_out <= date.max for stay in near(stay=last))
    assert near(stay=first) == []


PARTIES = [
    # A party, what is free, and what it gets: the fewest, the last one as small as it can be.
    (Party(6), [4, 4, 2], [4, 2]),
    (Party(6), [2, 2, 2], [2, 2, 2]),
    (Party(4, 4), [6, 4, 2], [6, 2]),
    (Party(4), [1, 1, 1, 1], [1, 1, 1, 1]),
    (Party(9), [4, 4], None),
    # A child does not sleep alone.
    (Party(2, 2), [1, 1, 1, 1], None),
    # One is enough: that is no matter of several.
    (Party(3), [4, 4], None),
    (Party(MOST_UNITS + 1), [1] * (MOST_UNITS + 1), None),
]


@pytest.mark.parametrize(("party", "free", "expected"), PARTIES)
def test_a_party_gets_the_fewest_units_that_hold_it(party: Party, free: list[int], expected: list[int] | None) -> None:
    found = units_for(party, [unit(number, capacity) for number, capacity in enumerate(free, 1)])

    assert ([one.capacity for one in found] if found else None) == expected


def test_a_room_and_its_own_beds_are_not_taken_together() -> None:
    free = [unit(1, 4), *(unit(10 + number, 1, 2, parent=1, at=number) for number in range(4))]

    assert units_for(Party(6), free) is None
    assert count_together(free) == 4
    assert count_together(free[:1]) == 1
    assert count_together([]) == 0


@given(st.integers(1, 12), st.integers(0, 12), st.lists(st.integers(1, 6), min_size=2, max_size=12))
@settings(max_examples=300)
def test_everybody_of_a_party_has_a_bed_and_no_child_is_alone(
    adults: int, children: int, capacities: list[int]
) -> None:
    party = Party(adults, children, is_foreign=True)
    chosen = units_for(party, [unit(number, capacity) for number, capacity in enumerate(capacities, 1)])

    parties = split(party, [one.capacity for one in chosen]) if chosen else []

    for few, one in zip(parties, chosen or [], strict=True):
        assert few.guests <= one.capacity
        assert few.adults >= 1
        assert few.is_foreign
    if chosen:
        assert sum(few.adults for few in parties) == adults
        assert sum(few.children for few in parties) == children


def test_several_units_are_the_fewest_with_the_fewest_empty_places() -> None:
    cabins, rooms, beds = (
        [unit(1, 5), unit(2, 5)],
        [unit(3, 3, 2), unit(4, 3, 2)],
        [unit(n, 1, 3) for n in range(5, 11)],
    )

    ideas = several_units([cabins, beds, rooms], STAY, Party(6))

    assert [[one.type_id for one in idea.wanted] for idea in ideas] == [[2, 2], [1, 1], [3] * 6]
    assert {idea.kind for idea in ideas} == {Kind.SEVERAL_UNITS}


def test_other_types_begin_with_the_smallest() -> None:
    large, small = replace(OFFER, type_id=2, capacity=8), replace(OFFER, type_id=3, capacity=2)

    assert [idea.wanted[0].type_id for idea in other_types([large, small], STAY, TWO)] == [3, 2]


def test_ideas_of_each_kind_take_turns() -> None:
    types = [Idea(Kind.OTHER_TYPE, ()), Idea(Kind.OTHER_TYPE, ())]
    later = [Idea(Kind.OTHER_DATES, ())]

    assert [idea.kind for idea in mixed(types, [], later)] == [Kind.OTHER_TYPE, Kind.OTHER_DATES, Kind.OTHER_TYPE]
