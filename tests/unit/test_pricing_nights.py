"""Counting by pieces gives what counting night by night gives, and costs as much for a year as for two nights."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bookings.pricing import Kind, LengthDiscount, Plan, SeasonRate, StayPrice, Tax, TaxKind, price_stay
from bookings.pricing.pieces import count_weekdays
from bookings.stays import Party, Stay

bounded = settings(database=None, deadline=None, max_examples=100)

YEAR = date(2026, 1, 1)
CENT = {"ARS": Decimal("0.01"), "CLP": Decimal(1)}
amounts = st.decimals(min_value=0, max_value=10_000, places=2)
multipliers = st.decimals(min_value=0, max_value=3, places=3)
currencies = st.sampled_from(["ARS", "CLP"])


@st.composite
def seasons(draw: st.DrawFn) -> tuple[SeasonRate, ...]:
    """Draw seasons in order, side by side or with nights between them."""
    drawn, first = [], YEAR
    for gap, nights in draw(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 60)), max_size=8)):
        first += timedelta(days=gap)
        last = first + timedelta(days=nights - 1)
        drawn.append(
            SeasonRate(
                first,
                last,
                price=draw(st.none() | amounts),
                weekend_multiplier=draw(st.none() | multipliers),
                extra_guest=draw(st.none() | amounts),
            )
        )
        first = last + timedelta(days=1)
    return tuple(drawn)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    return Plan(
        draw(amounts),
        draw(currencies),
        weekend_multiplier=draw(multipliers),
        weekend_nights=tuple(draw(st.sets(st.integers(0, 6)))),
        included_guests=draw(st.integers(1, 4)),
        extra_guest=draw(amounts),
        cleaning_fee=draw(amounts),
        length_discounts=draw(st.sampled_from([(), (LengthDiscount(7, Decimal("12.5")),)])),
        deposit_percent=draw(st.decimals(min_value=0, max_value=100, places=2)),
        seasons=draw(seasons()),
    )


stays = st.builds(
    lambda first, nights: Stay(YEAR + timedelta(days=first), YEAR + timedelta(days=first + nights)),
    st.integers(0, 300),
    st.integers(1, 365),
)
parties = st.builds(Party, st.integers(1, 4), st.integers(0, 3))


def rounded(amount: Decimal, currency: str) -> Decimal:
    return amount.quantize(CENT[currency], rounding=ROUND_HALF_UP)


def one_night(plan: Plan, night: date, party: Party) -> tuple[Decimal, Decimal, Decimal]:
    """Return what a single night costs without and with its weekend, and what its extra guests pay."""
    price, times, extra = plan.base_price, plan.weekend_multiplier, plan.extra_guest
    for season in plan.seasons:
        if season.first_night <= night <= season.last_night:
            price = price if season.price is None else season.price
            times = times if season.weekend_multiplier is None else season.weekend_multiplier
            extra = extra if season.extra_guest is None else season.extra_guest
    whole = rounded(price * times if night.weekday() in plan.weekend_nights else price, plan.currency)
    guests = max(0, party.adults + party.children - plan.included_guests)
    return rounded(price, plan.currency), whole, guests * rounded(extra, plan.currency)


def night_by_night(plan: Plan, stay: Stay, party: Party) -> list[tuple[Decimal, Decimal, Decimal]]:
    days = range((stay.check_out - stay.check_in).days)
    return [one_night(plan, stay.check_in + timedelta(days=day), party) for day in days]


@bounded
@given(plans(), stays, parties)
def test_pieces_come_to_what_the_nights_come_to(plan: Plan, stay: Stay, party: Party) -> None:
    nights = night_by_night(plan, stay, party)

    price = price_stay(plan=plan, stay=stay, party=party)

    assert price.steps.listed == rounded(plan.base_price, plan.currency) * len(nights)
    assert price.steps.seasonal == sum(season for season, _, _ in nights)
    assert price.steps.weekend == sum(weekend for _, weekend, _ in nights)
    assert sum(line.amount for line in price.of_kind(Kind.EXTRA_GUESTS)) == sum(extra for _, _, extra in nights)


@bounded
@given(plans(), stays, parties, st.lists(st.tuples(st.integers(0, 400), st.integers(0, 90), st.booleans()), max_size=4))
def test_lines_add_up_to_the_total_and_nothing_is_below_zero(
    plan: Plan, stay: Stay, party: Party, spans: list[tuple[int, int, bool]]
) -> None:
    taxes = [percent_tax(number, *span) for number, span in enumerate(spans)]

    price = price_stay(plan=plan, stay=stay, party=party, taxes=taxes)

    assert sum(line.amount for line in price.lines) == price.total == price.steps.total
    assert price.nights_amount + price.extras_amount + price.taxes_amount == price.total
    assert min(price.nights_amount, price.extras_amount, price.taxes_amount) >= 0
    assert 0 <= price.deposit <= price.total
    assert all(rounded(line.amount, plan.currency) == line.amount for line in price.lines)


def percent_tax(number: int, first: int, days: int, is_included: bool) -> Tax:
    start = YEAR + timedelta(days=first)
    return Tax(
        f"tax {number}", TaxKind.PERCENT, start, start + timedelta(days=days), Decimal(21), is_included=is_included
    )


@bounded
@given(plans(), stays, parties, st.integers(0, 400), st.integers(0, 90))
def test_a_tax_on_some_nights_is_on_what_those_nights_cost(
    plan: Plan, stay: Stay, party: Party, first: int, days: int
) -> None:
    tax = percent_tax(0, first, days, is_included=False)
    plan = replace(plan, cleaning_fee=Decimal(0))
    long = plan.length_discounts and stay.nights >= 7
    kept = Decimal("0.875") if long else Decimal(1)
    base = Decimal(0)
    for day, (_, night, extra) in enumerate(night_by_night(plan, stay, party)):
        if tax.valid_until and tax.valid_from <= stay.check_in + timedelta(days=day) <= tax.valid_until:
            base += night * kept + extra

    price = price_stay(plan=plan, stay=stay, party=party, taxes=[tax])

    # A discount is rounded once for the whole stay, so the part that is taxed may differ by the tax on half a cent.
    assert abs(price.taxes_amount - base * 21 / 100) <= CENT[plan.currency]


@bounded
@given(st.integers(0, 6), st.integers(0, 800), st.sets(st.integers(0, 6)))
def test_weekdays_are_counted_without_walking(first: int, days: int, weekdays: set[int]) -> None:
    start = YEAR + timedelta(days=first)

    counted = count_weekdays(start, days, weekdays)

    assert counted == sum((start + timedelta(days=day)).weekday() in weekdays for day in range(days))


SUMMER = SeasonRate(date(2026, 1, 1), date(2027, 12, 31), "Siempre", price=Decimal(150))
FRIDAY = date(2026, 1, 2)
TAXES = [Tax("IVA", TaxKind.PERCENT, date(2020, 1, 1), percent=Decimal(21))]


def calls_of(work: Callable[[], StayPrice]) -> int:
    """Return how many functions are called, Python's own among them, while something is done the second time."""
    work()  # what is loaded or remembered on the way
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    # What the collector calls when it happens to run now is no part of the work.
    gc.disable()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
        gc.enable()
    return calls


def priced(nights: int, *more: SeasonRate) -> Callable[[], StayPrice]:
    plan = Plan(Decimal(100), "ARS", weekend_multiplier=Decimal("1.2"), extra_guest=Decimal(9), seasons=(SUMMER, *more))
    stay = Stay(FRIDAY, FRIDAY + timedelta(days=nights))
    return lambda: price_stay(plan=plan, stay=stay, party=Party(3), taxes=TAXES)


def test_a_year_takes_as_many_steps_as_two_nights() -> None:
    assert calls_of(priced(365)) == calls_of(priced(2))


def test_seasons_that_a_stay_does_not_touch_are_found_by_halves() -> None:
    later = [
        SeasonRate(first, first, price=Decimal(1))
        for first in (date(2028, 1, 1) + timedelta(days=day) for day in range(1000))
    ]

    assert calls_of(priced(2, *later)) - calls_of(priced(2)) <= 2 * 10


def test_each_season_that_is_touched_costs_the_same_again() -> None:
    def touching(count: int) -> Callable[[], StayPrice]:
        cut = [
            SeasonRate(FRIDAY + timedelta(days=30 * n), FRIDAY + timedelta(days=30 * n + 29), price=Decimal(n + 1))
            for n in range(count)
        ]
        plan = Plan(Decimal(100), "ARS", weekend_multiplier=Decimal(2), seasons=tuple(cut))
        stay = Stay(FRIDAY, FRIDAY + timedelta(days=30 * count))
        return lambda: price_stay(plan=plan, stay=stay, party=Party(2))

    two, four, six = (calls_of(touching(count)) for count in (2, 4, 6))

    # Finding the first one takes a step more or less.
    assert abs((six - four) - (four - two)) <= 4
