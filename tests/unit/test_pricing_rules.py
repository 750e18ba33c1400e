"""What a plan and its seasons let nobody book, and what a cancellation costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bookings.pricing import (
    ExtraOffer,
    ExtraWanted,
    Per,
    Plan,
    PolicyStep,
    Rule,
    SeasonRate,
    broken_rule,
    cancellation_fee,
    fee_percent,
    free_until,
    price_stay,
)
from bookings.pricing.extras import TooManyExtras, UnknownExtra, choose_extras
from bookings.stays import Party, Stay

PLAN = Plan(Decimal(100), "ARS", min_nights=2, max_nights=14)
CARNIVAL = SeasonRate(date(2026, 12, 10), date(2026, 12, 14), "Carnaval", min_nights=4)


def stay(first: int, last: int) -> Stay:
    return Stay(date(2026, 12, first), date(2026, 12, last))


def broken(asked: Stay, *seasons: SeasonRate, plan: Plan = PLAN) -> tuple[Rule, int | None] | None:
    found = broken_rule(replace(plan, seasons=seasons), asked)
    return (found.rule, found.nights) if found else None


def test_a_plan_has_its_own_least_and_most_nights() -> None:
    assert broken(stay(1, 2)) == (Rule.MIN_NIGHTS, 2)
    assert broken(stay(1, 3)) is None
    assert broken(stay(1, 15)) is None
    assert broken(stay(1, 16)) == (Rule.MAX_NIGHTS, 14)


def test_one_night_of_carnival_asks_for_what_carnival_asks_for() -> None:
    assert broken(stay(8, 11), CARNIVAL) == (Rule.MIN_NIGHTS, 4)
    assert broken(stay(14, 16), CARNIVAL) == (Rule.MIN_NIGHTS, 4)
    assert broken(stay(7, 11), CARNIVAL) is None


def test_leaving_on_the_first_day_of_carnival_is_no_night_of_it() -> None:
    assert broken(stay(8, 10), CARNIVAL) is None


def test_a_season_may_ask_for_less_than_its_plan() -> None:
    last_minute = replace(CARNIVAL, min_nights=1)

    assert broken(stay(11, 12), last_minute) is None
    assert broken(stay(9, 10), last_minute) == (Rule.MIN_NIGHTS, 2)


def test_of_the_longest_stays_the_shortest_counts() -> None:
    busy = replace(CARNIVAL, min_nights=None, max_nights=3)

    assert broken(stay(8, 12), busy) == (Rule.MAX_NIGHTS, 3)
    assert broken(stay(1, 10), busy) is None


def test_a_closed_night_closes_the_stay_wherever_it_lies() -> None:
    closed = replace(CARNIVAL, is_closed=True)

    assert broken(stay(5, 12), closed) == (Rule.CLOSED, None)
    assert broken(stay(5, 10), closed) is None
    assert broken(stay(15, 20), closed) is None
    found = broken_rule(replace(PLAN, seasons=(closed,)), stay(5, 12))
    assert found is not None
    assert found.on == date(2026, 12, 10)


def test_nobody_arrives_or_leaves_on_days_that_are_closed_for_it() -> None:
    no_arrival = replace(CARNIVAL, min_nights=None, closed_to_arrival=True)
    no_departure = replace(CARNIVAL, min_nights=None, closed_to_departure=True)

    assert broken(stay(10, 16), no_arrival) == (Rule.CLOSED_TO_ARRIVAL, None)
    assert broken(stay(9, 16), no_arrival) is None
    assert broken(stay(6, 10), no_departure) == (Rule.CLOSED_TO_DEPARTURE, None)
    assert broken(stay(6, 14), no_departure) == (Rule.CLOSED_TO_DEPARTURE, None)
    assert broken(stay(10, 15), no_departure) is None


CORDOBA = ZoneInfo("America/Argentina/Cordoba")
ARRIVES = datetime(2026, 12, 10, 15, tzinfo=CORDOBA)
POLICY = (PolicyStep(168, Decimal(20)), PolicyStep(48, Decimal(50)), PolicyStep(0, Decimal(100)))


@pytest.mark.parametrize(
    ("before", "percent"),
    [
        (timedelta(days=30), 0),
        (timedelta(hours=168), 0),
        (timedelta(hours=167, minutes=59), 20),
        (timedelta(hours=48), 20),
        (timedelta(hours=47, minutes=59), 50),
        (timedelta(0), 50),
        (timedelta(seconds=-1), 100),
    ],
)
def test_a_cancellation_costs_more_the_later_it_comes(before: timedelta, percent: int) -> None:
    assert fee_percent(POLICY, arrives_at=ARRIVES, at=ARRIVES - before) == percent


def test_waiting_never_makes_it_cheaper_however_the_steps_were_written() -> None:
    odd = (PolicyStep(24, Decimal(30)), PolicyStep(72, Decimal(60)))

    assert fee_percent(odd, arrives_at=ARRIVES, at=ARRIVES - timedelta(hours=1)) == 60


def test_hours_are_counted_as_they_pass_when_the_clocks_change() -> None:
    santiago = ZoneInfo("America/Santiago")
    # In the night to 5 April 2026 Chile puts its clocks back: the same hours on the wall, one more to wait.
    arrives = datetime(2026, 4, 5, 15, tzinfo=santiago)
    policy = (PolicyStep(24, Decimal(50)),)

    assert fee_percent(policy, arrives_at=arrives, at=datetime(2026, 4, 4, 15, 30, tzinfo=santiago)) == 0


def test_a_policy_says_until_when_a_cancellation_is_free() -> None:
    assert free_until(POLICY, arrives_at=ARRIVES) == datetime(2026, 12, 3, 18, tzinfo=UTC)
    assert free_until((), arrives_at=ARRIVES) is None


def test_the_fee_is_that_of_the_policy_in_the_price() -> None:
    plan = Plan(Decimal("33.33"), "ARS", cancellation=POLICY)
    price = price_stay(plan=plan, stay=stay(10, 11), party=Party(2))

    assert cancellation_fee(price, arrives_at=ARRIVES, at=ARRIVES - timedelta(hours=1)) == Decimal("16.67")
    assert cancellation_fee(price, arrives_at=ARRIVES, at=ARRIVES - timedelta(days=90)) == 0


COT = ExtraOffer("cot", "Cuna", Decimal(5), "ARS", Per.BOOKING, most=2)
BREAKFAST = ExtraOffer("breakfast", "Desayuno", Decimal(5), "ARS", Per.PERSON_NIGHT)
OFFERS = {"cot": COT, "breakfast": BREAKFAST}


def codes(*wanted: ExtraWanted) -> list[list[tuple[str, int]]]:
    chosen = choose_extras(wanted, [OFFERS, OFFERS])
    return [[(extra.offer.code, extra.count) for extra in extras] for extras in chosen]


def test_what_is_had_once_goes_with_the_first_stay_and_what_people_pay_with_each() -> None:
    assert codes(ExtraWanted("cot"), ExtraWanted("breakfast")) == [[("cot", 1), ("breakfast", 1)], [("breakfast", 1)]]


def test_an_extra_can_be_meant_for_one_stay() -> None:
    assert codes(ExtraWanted("cot", 2, for_stay=1)) == [[], [("cot", 2)]]


@pytest.mark.parametrize(
    "wanted", [ExtraWanted("helicopter"), ExtraWanted("cot", for_stay=2), ExtraWanted("cot", for_stay=-1)]
)
def test_what_is_not_sold_there_is_refused(wanted: ExtraWanted) -> None:
    with pytest.raises(UnknownExtra):
        codes(wanted)


@pytest.mark.parametrize(
    "wanted", [[ExtraWanted("cot", 3)], [ExtraWanted("cot", 0)], [ExtraWanted("cot"), ExtraWanted("cot", 2)]]
)
def test_more_than_the_house_gives_or_less_than_one_is_refused(wanted: list[ExtraWanted]) -> None:
    with pytest.raises(TooManyExtras):
        codes(*wanted)
