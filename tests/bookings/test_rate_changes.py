"""The price grid's acts: set, raise, undo. Each leaves a row, and two at once do not meet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from bookings.errors import NothingToDo
from bookings.models import RateChange, RatePlan, Season
from bookings.pricing import SeasonRate
from bookings.pricing.grid import BadRateChange, check_span, put_in
from bookings.queries.rate_grid import GridRow, rate_grid
from bookings.services.rates import (
    AlreadyUndone,
    RatesMovedOn,
    plan_with,
    preview_raise_rates,
    raise_rates,
    replace_seasons,
    seasons_around,
    set_rates,
    undo_rate_change,
)
from tenants.models import Tenant
from tests.cast import enter
from tests.lodging import make_type, night
from tests.races import at_once

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)


@pytest.fixture
def plan(in_hotel: Tenant) -> RatePlan:
    """The plan of a type at 100 a night, with a season at 200 from the 10th to the 20th."""
    plan = make_type(weekend_multiplier=Decimal("1.5")).plans.get()
    Season.objects.create(plan=plan, name="Verano", first_night=night(10), last_night=night(20), price=Decimal(200))
    return plan


def told(plan: RatePlan) -> list[Any]:
    """Return the seasons of December: first night, last night, price."""
    rows = Season.objects.filter(plan=plan).order_by("first_night")
    return [(row.first_night.day, row.last_night.day, row.price) for row in rows]


def setting(plan: RatePlan, first: int, last: int, **changes: object) -> RateChange:
    return set_rates(plan=plan, first_night=night(first), last_night=night(last), changes=changes, now=NOW)


def test_setting_a_price_cuts_the_season_and_leaves_a_row(plan: RatePlan) -> None:
    change = setting(plan, 8, 12, price=Decimal("250.005"))

    assert told(plan) == [(8, 9, Decimal("250.01")), (10, 12, Decimal("250.01")), (13, 20, 200)]
    assert RateChange.objects.get() == change
    assert (change.actor, change.at) == ("test", NOW)
    assert change.what == {
        "act": "set",
        "changes": {"price": "250.005"},
        "first_night": "2026-12-08",
        "last_night": "2026-12-12",
    }
    assert [it["price"] for it in change.before] == ["200.00"]
    assert [it["price"] for it in change.after] == ["250.01", "250.01"]


def test_what_changes_nothing_is_told_so_and_leaves_no_row(plan: RatePlan) -> None:
    with pytest.raises(NothingToDo):
        setting(plan, 12, 14, price=Decimal(200))

    assert not RateChange.objects.exists()


def test_what_no_night_can_say_is_refused_and_nothing_changes(plan: RatePlan) -> None:
    with pytest.raises(BadRateChange):
        setting(plan, 12, 14, price=Decimal(-1))
    with pytest.raises(BadRateChange):
        setting(plan, 14, 12, price=Decimal(1))

    assert told(plan) == [(10, 20, 200)]


def test_a_season_that_stays_as_it_was_keeps_its_row(plan: RatePlan) -> None:
    season = Season.objects.get()

    setting(plan, 21, 22, min_nights=3)

    assert Season.objects.get(name="Verano") == season


def test_a_preview_shows_what_a_raise_then_does(plan: RatePlan) -> None:
    asked: dict[str, Any] = {"plan": plan, "first_night": night(9), "last_night": night(11), "percent": Decimal("7.5")}

    preview = preview_raise_rates(**asked)
    assert told(plan) == [(10, 20, 200)]
    change = raise_rates(**asked, now=NOW)

    assert [it.before for it in preview] == [100, 200]
    assert [it.after for it in preview] == [Decimal("107.50"), 215]
    assert told(plan) == [(9, 9, Decimal("107.50")), (10, 11, 215), (12, 20, 200)]
    assert (change.what["act"], change.what["percent"]) == ("raise", "7.5")


def test_what_was_done_can_be_undone_and_that_too(plan: RatePlan) -> None:
    change = setting(plan, 8, 12, price=Decimal(250))

    undone = undo_rate_change(change=change, now=NOW)
    assert told(plan) == [(10, 20, 200)]
    undo_rate_change(change=undone, now=NOW)

    assert told(plan) == [(8, 9, 250), (10, 12, 250), (13, 20, 200)]
    assert RateChange.objects.get(pk=change.pk).undone_at == NOW
    assert RateChange.objects.count() == 3


def test_nothing_is_undone_twice(plan: RatePlan) -> None:
    change = setting(plan, 8, 12, price=Decimal(250))
    undo_rate_change(change=change, now=NOW)

    with pytest.raises(AlreadyUndone):
        undo_rate_change(change=change, now=NOW)


def test_undoing_is_refused_when_those_nights_changed_since(plan: RatePlan) -> None:
    change = setting(plan, 8, 12, price=Decimal(250))
    setting(plan, 9, 9, is_closed=True)

    with pytest.raises(RatesMovedOn):
        undo_rate_change(change=change, now=NOW)

    assert RateChange.objects.get(pk=change.pk).undone_at is None


def test_what_was_joined_with_a_neighbour_can_still_be_undone(plan: RatePlan) -> None:
    change = setting(plan, 1, 3, price=Decimal(90))
    setting(plan, 4, 6, price=Decimal(90))
    assert told(plan)[0] == (1, 6, 90)

    undo_rate_change(change=change, now=NOW)

    assert told(plan)[0] == (4, 6, 90)


def cell(rows: list[GridRow], number: int) -> tuple[Any, ...]:
    found = rows[0].cells[number - 1]
    assert found.night == night(number)
    return found.set_price, found.price, found.min_nights, found.is_closed


def test_the_grid_shows_each_night_of_each_plan_in_one_query(plan: RatePlan, neighbour: Tenant) -> None:
    RatePlan.objects.create(type=plan.type, name="Corta", currency="ARS", base_price=80, is_default=False)
    make_type("Dormi")
    setting(plan, 12, 13, min_nights=3, is_closed=True)

    with CaptureQueriesContext(connection) as queries:
        rows = rate_grid(night(1), 31)

    assert len(queries) == 1
    assert [(row.type_name, row.plan_name, len(row.cells)) for row in rows] == [
        ("Cabaña", "Habitual", 31),
        ("Cabaña", "Corta", 31),
        ("Dormi", "Habitual", 31),
    ]
    assert cell(rows, 1) == (100, 100, 1, False)
    assert cell(rows, 5) == (100, 150, 1, False)  # a Saturday
    assert cell(rows, 12) == (200, 300, 3, True)
    with enter(neighbour):
        assert rate_grid(night(1), 31) == []


def fought(hotel: Tenant, plan: RatePlan, change: Callable[[RatePlan, int], None]) -> list[str]:
    """Let eight people change nights that overlap, at the same moment."""

    def work(number: int) -> str:
        try:
            with enter(hotel):
                change(plan, number)
        except IntegrityError as error:
            return type(error).__name__
        return "done"

    return at_once(8, work)


def made_plan(hotel: Tenant) -> RatePlan:
    with enter(hotel):
        return make_type().plans.get()


@pytest.mark.django_db(transaction=True)
def test_eight_changes_at_once_come_one_after_the_other(hotel: Tenant) -> None:
    plan = made_plan(hotel)

    def change(plan: RatePlan, number: int) -> None:
        setting(plan, 1 + number, 10 + number, price=Decimal(200 + number))

    assert fought(hotel, plan, change) == ["done"] * 8
    with enter(hotel):
        seasons = told(plan)
        assert (seasons[0][0], seasons[-1][1]) == (1, 17)
        assert all(one[1] < other[0] for one, other in pairwise(seasons))
        assert RateChange.objects.count() == 8


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_they_meet_at_the_constraint(hotel: Tenant) -> None:
    plan = made_plan(hotel)
    have_looked = Barrier(8)

    def change(plan: RatePlan, number: int) -> None:
        nights = check_span(night(1 + number), night(10 + number))
        known = plan_with(plan, seasons_around(plan, nights))
        have_looked.wait(timeout=30)
        wanted = SeasonRate(nights.check_in, nights.last_night, price=Decimal(200 + number))
        replace_seasons(plan, known.seasons, put_in(known.seasons, nights, [wanted]))

    assert fought(hotel, plan, change).count("done") == 1
