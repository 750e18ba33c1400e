"""Taxes: in the price or on top of it, on some nights, for some people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bookings.pricing import Exempt, Kind, Plan, Rate, StayPrice, Tax, TaxKind, price_stay
from bookings.stays import Party, Stay

FIRST = date(2026, 12, 1)
LONG_AGO = date(2020, 1, 1)
STAY = Stay(FIRST, FIRST + timedelta(days=10))
PLAN = Plan(Decimal("100.00"), "ARS", cleaning_fee=Decimal("210.00"), included_guests=9)
VAT = Tax("IVA", TaxKind.PERCENT, LONG_AGO, percent=Decimal(21))
SERVICE = Tax("Servicio", TaxKind.PERCENT, LONG_AGO, percent=Decimal(10), is_included=False)
TOURIST = Tax("Tasa", TaxKind.PERSON_NIGHT, LONG_AGO, amount=Decimal("50.00"), is_included=False)


def priced(*taxes: Tax, party: Party | None = None, plan: Plan = PLAN, stay: Stay = STAY) -> StayPrice:
    return price_stay(plan=plan, stay=stay, party=party or Party(2), taxes=taxes)


def test_a_tax_in_the_price_changes_nothing_but_is_told() -> None:
    price = priced(VAT)

    assert price.total == 1210
    assert price.steps.discounts == price.steps.taxes
    assert [line.amount for line in price.contained] == [210]


def test_a_tax_on_top_is_added_and_told() -> None:
    price = priced(SERVICE)

    assert price.steps.discounts == 1210
    assert price.total == 1331
    assert price.taxes_amount == 121


def test_two_taxes_in_a_price_are_both_on_what_is_left_without_them() -> None:
    city = replace(VAT, name="Municipal", percent=Decimal(4))

    price = priced(VAT, city, plan=replace(PLAN, cleaning_fee=Decimal(250)))

    assert [line.amount for line in price.contained] == [210, 40]


def test_a_tax_per_person_and_night_counts_both() -> None:
    assert priced(TOURIST, party=Party(2, 1)).taxes_amount == 50 * 3 * 10


def test_only_the_first_nights_are_taxed_up_to_the_cap() -> None:
    assert priced(replace(TOURIST, most_nights=4)).taxes_amount == 50 * 2 * 4
    assert priced(replace(TOURIST, most_nights=40)).taxes_amount == 50 * 2 * 10
    assert priced(replace(TOURIST, most_nights=0)).taxes_amount == 0


def test_a_tax_is_on_the_nights_of_its_time() -> None:
    later = replace(TOURIST, valid_from=FIRST + timedelta(days=8))
    until = replace(TOURIST, valid_until=FIRST)
    never = replace(TOURIST, valid_from=STAY.check_out)

    assert priced(later).taxes_amount == 50 * 2 * 2
    assert priced(until).taxes_amount == 50 * 2 * 1
    assert priced(never).taxes_amount == 0


def test_a_rate_that_changes_during_a_stay_changes_with_its_night() -> None:
    before = replace(SERVICE, valid_until=FIRST + timedelta(days=3))
    after = replace(SERVICE, name="Nuevo", percent=Decimal(20), valid_from=FIRST + timedelta(days=4))

    price = priced(before, after)

    # The cleaning is charged once, with the night of arrival.
    assert [line.amount for line in price.of_kind(Kind.TAX)] == [Decimal(610) / 10, Decimal(600) / 5]


def test_children_who_are_exempt_do_not_pay() -> None:
    without = frozenset({Exempt.CHILD})

    assert priced(replace(TOURIST, exemptions=without), party=Party(2, 3)).taxes_amount == 50 * 2 * 10
    assert priced(replace(SERVICE, exemptions=without), party=Party(2, 2)).taxes_amount == Decimal("60.50")


def test_foreign_guests_who_are_exempt_get_a_tax_in_the_price_taken_off() -> None:
    price = priced(replace(VAT, exemptions=frozenset({Exempt.FOREIGN})), party=Party(2, is_foreign=True))

    assert price.total == 1000
    assert [line.amount for line in price.of_kind(Kind.TAX_RELIEF)] == [-210]
    assert price.contained == ()
    assert [price.nights_amount, price.extras_amount, price.taxes_amount] == [790, 210, 0]


def test_who_is_not_foreign_pays() -> None:
    assert priced(replace(VAT, exemptions=frozenset({Exempt.FOREIGN}))).total == 1210


def test_no_relief_is_more_than_the_price() -> None:
    silly = replace(TOURIST, amount=Decimal(10_000), is_included=True, exemptions=frozenset({Exempt.FOREIGN}))

    price = priced(silly, replace(silly, name="Otra"), SERVICE, party=Party(2, is_foreign=True))

    assert price.total == price.taxes_amount == 121
    assert price.nights_amount == price.extras_amount == 0


def test_a_tax_in_dollars_is_paid_in_pesos() -> None:
    rate = Rate("USD", "ARS", Decimal(1450), FIRST)
    tax = replace(TOURIST, amount=Decimal("1.50"), currency="USD")

    price = price_stay(plan=PLAN, stay=STAY, party=Party(2), taxes=[tax], rates=[rate])

    assert price.taxes_amount == Decimal("30") * 1450
    assert str(price.of_kind(Kind.TAX)[0].original) == "30.00 USD"
    assert price.rates == (rate,)


@pytest.mark.parametrize("tax", [VAT, SERVICE, TOURIST])
def test_who_lets_for_nothing_still_owes_what_is_per_person(tax: Tax) -> None:
    free = replace(PLAN, base_price=Decimal(0), cleaning_fee=Decimal(0))

    assert priced(tax, plan=free).total == (1000 if tax is TOURIST else 0)
