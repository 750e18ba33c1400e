"""A price is made step by step, and its lines add up."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bookings.pricing import (
    BookingPrice,
    ChosenExtra,
    ExtraOffer,
    Kind,
    LengthDiscount,
    MixedCurrencies,
    NoExchangeRate,
    Per,
    Plan,
    Rate,
    SeasonRate,
    StayPrice,
    Steps,
    price_booking,
    price_stay,
)
from bookings.stays import Party, Stay

# A Tuesday.
FIRST = date(2026, 12, 1)
WEEK = Stay(FIRST, date(2026, 12, 8))
TWO = Party(2)
PLAN = Plan(Decimal("100.00"), "ARS", deposit_percent=Decimal(30))
DOLLARS = Rate("USD", "ARS", Decimal("1450.5"), date(2026, 11, 1))


def until(day: int) -> Stay:
    return Stay(FIRST, date(2026, 12, day))


def test_each_step_says_what_the_price_has_come_to() -> None:
    plan = replace(
        PLAN,
        weekend_multiplier=Decimal("1.5"),
        extra_guest=Decimal(10),
        cleaning_fee=Decimal(40),
        length_discounts=(LengthDiscount(7, Decimal(10)),),
        seasons=(SeasonRate(date(2026, 12, 6), date(2026, 12, 20), "Verano", price=Decimal(200)),),
    )

    price = price_stay(plan=plan, stay=WEEK, party=Party(2, 1))

    # Five nights at 100 and two at 200; Saturday at 150, Sunday (of the season) at 300.
    assert price.steps == Steps(
        listed=Decimal("700.00"),
        seasonal=Decimal("900.00"),
        weekend=Decimal("1050.00"),
        extras=Decimal("1160.00"),
        discounts=Decimal("1055.00"),
        taxes=Decimal("1055.00"),
        total=Decimal("1055.00"),
    )
    assert price.deposit == Decimal("316.50")
    assert [line.kind for line in price.lines] == [
        *[Kind.NIGHTS] * 4,
        Kind.EXTRA_GUESTS,
        Kind.CLEANING,
        Kind.LENGTH_DISCOUNT,
    ]


def test_saturday_and_sunday_are_weekend_unless_a_plan_says_otherwise() -> None:
    usual = replace(PLAN, weekend_multiplier=Decimal(2))
    nightly = replace(usual, weekend_nights=(4, 5))

    # From Friday to Saturday, and from Sunday to Monday.
    friday, sunday = Stay(date(2026, 12, 4), date(2026, 12, 5)), Stay(date(2026, 12, 6), date(2026, 12, 7))

    assert price_stay(plan=usual, stay=friday, party=TWO).total == 100
    assert price_stay(plan=usual, stay=sunday, party=TWO).total == 200
    assert price_stay(plan=nightly, stay=friday, party=TWO).total == 200
    assert price_stay(plan=nightly, stay=sunday, party=TWO).total == 100


def test_a_night_is_rounded_by_itself_so_that_a_guest_can_multiply_it() -> None:
    plan = replace(
        PLAN, base_price=Decimal("33.33"), weekend_multiplier=Decimal("1.15"), weekend_nights=tuple(range(7))
    )

    (line,) = price_stay(plan=plan, stay=WEEK, party=TWO).lines

    assert line.data["price"] == "38.33"
    assert line.amount == Decimal("38.33") * 7


def test_the_longest_discount_that_is_reached_counts_alone() -> None:
    steps = (LengthDiscount(3, Decimal(5)), LengthDiscount(7, Decimal(10)), LengthDiscount(28, Decimal(30)))
    plan = replace(PLAN, length_discounts=steps)

    assert price_stay(plan=plan, stay=until(3), party=TWO).total == 200
    assert price_stay(plan=plan, stay=until(4), party=TWO).total == 285
    assert price_stay(plan=plan, stay=until(8), party=TWO).total == 630
    assert price_stay(plan=plan, stay=until(29), party=TWO).total == Decimal(2800) * 7 / 10


def test_a_season_that_changes_no_price_leaves_one_line() -> None:
    seasons = (SeasonRate(date(2026, 12, 3), date(2026, 12, 4), "Mínimo", min_nights=3),)

    price = price_stay(plan=replace(PLAN, seasons=seasons), stay=WEEK, party=TWO)

    assert [line.data["nights"] for line in price.lines] == [7]


def test_guests_pay_extra_by_the_price_of_their_nights() -> None:
    seasons = (SeasonRate(date(2026, 12, 7), date(2026, 12, 9), extra_guest=Decimal(25)),)
    plan = replace(PLAN, included_guests=2, extra_guest=Decimal(10), seasons=seasons)

    price = price_stay(plan=plan, stay=WEEK, party=Party(2, 2))

    assert [line.amount for line in price.of_kind(Kind.EXTRA_GUESTS)] == [120, 50]
    assert not price_stay(plan=plan, stay=WEEK, party=Party(1)).of_kind(Kind.EXTRA_GUESTS)


@pytest.mark.parametrize(("per", "times"), [(Per.BOOKING, 2), (Per.NIGHT, 14), (Per.PERSON, 6), (Per.PERSON_NIGHT, 42)])
def test_an_extra_is_charged_as_it_is_offered(per: Per, times: int) -> None:
    offer = ExtraOffer("cot", "Cuna", Decimal(5), "ARS", per, most=2)

    price = price_stay(plan=PLAN, stay=WEEK, party=Party(2, 1), extras=[ChosenExtra(offer, 2)])

    (line,) = price.of_kind(Kind.EXTRA)
    assert line.amount == 5 * times
    assert (line.name, line.data["code"]) == ("Cuna", "cot")


def test_a_price_in_dollars_is_paid_in_pesos_at_the_rate_of_its_day_and_shows_both() -> None:
    plan = replace(PLAN, currency="USD", collected_in="ARS")
    older = replace(DOLLARS, rate=Decimal(900), valid_from=date(2026, 1, 1))

    price = price_stay(plan=plan, stay=WEEK, party=TWO, rates=[older, DOLLARS])

    assert price.currency == "ARS"
    assert price.total == Decimal("1015350.00")
    assert str(price.original) == "700.00 USD"
    assert price.rates == (DOLLARS,)
    assert str(price.lines[0].original) == "700.00 USD"


def test_a_rate_that_is_noted_the_other_way_round_serves_too() -> None:
    plan = replace(PLAN, currency="USD", collected_in="ARS")
    pesos = Rate("ARS", "USD", Decimal("0.001"), FIRST)

    assert price_stay(plan=plan, stay=WEEK, party=TWO, rates=[pesos]).total == 700_000


def test_an_extra_in_pesos_keeps_its_price_beside_nights_in_dollars() -> None:
    plan = replace(PLAN, currency="USD", collected_in="ARS")
    breakfast = ExtraOffer("breakfast", "Desayuno", Decimal(15_000), "ARS")

    price = price_stay(plan=plan, stay=WEEK, party=TWO, extras=[ChosenExtra(breakfast)], rates=[DOLLARS])

    assert price.of_kind(Kind.EXTRA)[0].amount == 15_000
    assert price.total == 1_030_350
    assert str(price.original) == "710.34 USD"


def test_without_a_rate_there_is_no_price() -> None:
    with pytest.raises(NoExchangeRate):
        price_stay(plan=replace(PLAN, currency="USD", collected_in="ARS"), stay=WEEK, party=TWO)


def test_stays_that_are_booked_together_are_paid_in_one_currency() -> None:
    pesos = price_stay(plan=PLAN, stay=WEEK, party=TWO)
    dollars = price_stay(plan=replace(PLAN, currency="USD"), stay=WEEK, party=TWO)

    with pytest.raises(MixedCurrencies):
        price_booking([pesos, dollars])
    assert price_booking([pesos, pesos]).total == 1400
    assert price_booking([pesos, pesos]).deposit == 420


def test_chile_pays_no_cents() -> None:
    plan = Plan(Decimal("30000.50"), "CLP", weekend_multiplier=Decimal("1.2"), deposit_percent=Decimal("33.33"))

    price = price_stay(plan=plan, stay=WEEK, party=TWO)

    assert [str(line.amount) for line in price.lines] == ["150005", "72002"]
    assert str(price.deposit) == "73995"


def test_a_price_is_the_same_after_it_was_kept() -> None:
    plan = replace(PLAN, currency="USD", collected_in="ARS", cleaning_fee=Decimal(20))
    price = price_booking([price_stay(plan=plan, stay=WEEK, party=Party(2, 1, is_foreign=True), rates=[DOLLARS])])

    kept = json.loads(json.dumps(price.to_json()))

    assert BookingPrice.from_json(kept) == price
    assert StayPrice.from_json(kept["stays"][0]).total == price.total


def test_a_folio_is_charged_in_three_parts_and_none_is_negative() -> None:
    free = replace(PLAN, cleaning_fee=Decimal(40), length_discounts=(LengthDiscount(1, Decimal(100)),))

    price = price_stay(plan=free, stay=WEEK, party=TWO)

    assert [price.nights_amount, price.extras_amount, price.taxes_amount] == [0, 40, 0]
