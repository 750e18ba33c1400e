"""The price grid cuts seasons and joins them, and what was done can be taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookings.pricing import Plan, SeasonRate
from bookings.pricing.grid import (
    BadRateChange,
    changed,
    check_span,
    joined,
    preview_raise,
    put_in,
    raised,
    season_from_json,
    season_to_json,
    within,
)
from bookings.stays import Stay

bounded = settings(database=None, deadline=None, max_examples=150)
FIRST = date(2026, 12, 1)
PLAN = Plan(Decimal("100.00"), "ARS")


def day(number: int) -> date:
    return FIRST + timedelta(days=number - 1)


def season(first: int, last: int, price: int | None = None, **more: Any) -> SeasonRate:
    return SeasonRate(day(first), day(last), price=None if price is None else Decimal(price), **more)


def nights(first: int, last: int) -> Stay:
    return check_span(day(first), day(last))


def after(plan: Plan, span: Stay, **changes: Any) -> list[SeasonRate]:
    return put_in(plan.seasons, span, changed(plan, span, changes))


def test_a_change_in_the_middle_of_a_season_cuts_it_in_three() -> None:
    plan = replace(PLAN, seasons=(season(1, 10, 200, name="Verano"),))

    assert after(plan, nights(4, 6), min_nights=3) == [
        season(1, 3, 200, name="Verano"),
        season(4, 6, 200, name="Verano", min_nights=3),
        season(7, 10, 200, name="Verano"),
    ]


def test_a_change_across_seasons_keeps_what_it_does_not_name() -> None:
    plan = replace(PLAN, seasons=(season(3, 5, 200), season(8, 9, 300, min_nights=4)))

    assert after(plan, nights(4, 8), is_closed=True) == [
        season(3, 3, 200),
        season(4, 5, 200, is_closed=True),
        season(6, 7, is_closed=True),
        season(8, 8, 300, min_nights=4, is_closed=True),
        season(9, 9, 300, min_nights=4),
    ]


def test_neighbours_that_say_the_same_become_one_season() -> None:
    plan = replace(PLAN, seasons=(season(1, 3, 200), season(7, 9, 200)))

    assert after(plan, nights(4, 6), price=Decimal(200)) == [season(1, 9, 200)]


def test_nights_of_which_nothing_is_said_any_more_leave_no_season() -> None:
    plan = replace(PLAN, seasons=(season(1, 3, 200),))

    assert after(plan, nights(1, 5), price=None) == []


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"colour": "red"},
        {"first_night": FIRST},
        {"price": Decimal(-1)},
        {"price": Decimal("NaN")},
        {"price": Decimal(10) ** 13},
        {"price": 90.5},
        {"weekend_multiplier": Decimal(11)},
        {"min_nights": 0},
        {"min_nights": True},
        {"max_nights": 366},
        {"is_closed": None},
        {"name": "x" * 81},
        {"min_nights": 5, "max_nights": 4},
    ],
)
def test_what_cannot_be_said_of_nights_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(BadRateChange) as refusal:
        changed(PLAN, nights(1, 3), changes)

    assert set(refusal.value.fields) == (set(changes) or {"changes"})


def test_a_minimum_above_the_maximum_of_its_plan_is_refused() -> None:
    with pytest.raises(BadRateChange):
        changed(replace(PLAN, max_nights=7), nights(1, 3), {"min_nights": 8})


def test_a_price_can_change_where_lengths_were_odd_before() -> None:
    odd = replace(PLAN, max_nights=7, seasons=(season(1, 3, min_nights=8),))

    assert changed(odd, nights(1, 3), {"price": Decimal(5)}) == [season(1, 3, 5, min_nights=8)]


@pytest.mark.parametrize("last", [date(2026, 11, 30), date(2030, 12, 1)])
def test_no_nights_or_too_many_at_once_are_refused(last: date) -> None:
    with pytest.raises(BadRateChange):
        check_span(FIRST, last)


def test_prices_rise_piece_by_piece() -> None:
    plan = replace(PLAN, seasons=(season(3, 5, 200, name="Verano"),))
    raises = preview_raise(plan, nights(2, 6), Decimal("7.5"))

    assert [(it.first_night, it.last_night, it.name, it.before, it.after) for it in raises] == [
        (day(2), day(2), "", Decimal(100), Decimal("107.50")),
        (day(3), day(5), "Verano", Decimal(200), Decimal(215)),
        (day(6), day(6), "", Decimal(100), Decimal("107.50")),
    ]
    assert put_in(plan.seasons, nights(2, 6), raised(plan, nights(2, 6), raises)) == [
        replace(season(2, 2), price=Decimal("107.50")),
        season(3, 5, 215, name="Verano"),
        replace(season(6, 6), price=Decimal("107.50")),
    ]


def test_raised_prices_can_be_round() -> None:
    plan = Plan(Decimal("40500"), "CLP")

    (it,) = preview_raise(plan, nights(1, 2), Decimal("7.5"), Decimal(500))

    assert it.after == 43_500


@pytest.mark.parametrize(
    ("percent", "round_to"), [("-100", None), ("1001", None), ("NaN", None), ("5", "0"), ("5", "Infinity")]
)
def test_no_price_comes_of_a_mad_raise(percent: str, round_to: str | None) -> None:
    with pytest.raises(BadRateChange):
        preview_raise(PLAN, nights(1, 2), Decimal(percent), Decimal(round_to) if round_to else None)


def test_no_price_grows_out_of_its_column() -> None:
    with pytest.raises(BadRateChange):
        preview_raise(replace(PLAN, base_price=Decimal("999999999999")), nights(1, 2), Decimal(10))


def say(seasons: list[SeasonRate] | tuple[SeasonRate, ...], number: int) -> SeasonRate:
    """Return what seasons say of a single night."""
    for it in seasons:
        if it.first_night <= day(number) <= it.last_night:
            return replace(it, first_night=day(number), last_night=day(number))
    return season(number, number)


lists = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 5), st.sampled_from([None, 1, 2]), st.booleans()), max_size=6
)


def drawn(steps: list[tuple[int, int, int | None, bool]]) -> tuple[SeasonRate, ...]:
    found, first = [], 1
    for gap, length, price, is_closed in steps:
        first += gap
        found.append(season(first, first + length - 1, price, is_closed=is_closed))
        first += length
    return tuple(joined(found))


@bounded
@given(lists, st.integers(1, 40), st.integers(0, 20), st.sampled_from([None, 1, 3]))
def test_every_night_says_what_was_asked_and_else_what_it_said(
    steps: list[tuple[int, int, int | None, bool]], first: int, more: int, price: int | None
) -> None:
    plan, span = replace(PLAN, seasons=drawn(steps)), nights(first, first + more)

    result = after(plan, span, price=None if price is None else Decimal(price))

    for number in range(1, 70):
        expected = say(plan.seasons, number)
        if span.check_in <= day(number) < span.check_out:
            expected = replace(expected, price=None if price is None else Decimal(price))
        assert say(result, number) == expected
    assert all(one.last_night < other.first_night for one, other in pairwise(result))


@bounded
@given(lists, st.integers(1, 40), st.integers(0, 20))
def test_putting_back_what_was_there_takes_a_change_back(
    steps: list[tuple[int, int, int | None, bool]], first: int, more: int
) -> None:
    plan, span = replace(PLAN, seasons=drawn(steps)), nights(first, first + more)
    before = within(plan.seasons, span)

    result = after(plan, span, price=Decimal(9), name="Otra")

    assert tuple(put_in(result, span, before)) == plan.seasons


def test_a_season_is_the_same_after_it_was_kept() -> None:
    it = season(1, 5, 200, name="Verano", min_nights=3, weekend_multiplier=Decimal("1.125"), closed_to_arrival=True)

    assert season_from_json(json.loads(json.dumps(season_to_json(it)))) == it
