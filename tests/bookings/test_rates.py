"""Prices out of the tables: every column counts, and several stays cost one query."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings.errors import UnknownUnit
from bookings.models import ExchangeRate, Extra, Property, RatePlan, Season, TaxRule, UnitType
from bookings.pricing import ExtraWanted, Kind, MixedCurrencies, NoExchangeRate, PolicyStep
from bookings.pricing.extras import UnknownExtra
from bookings.queries.rates import NoRatePlan, UnknownRatePlan, price_stays
from bookings.stays import Party, Stay, WantedStay
from tenants.models import Tenant
from tests.cast import enter
from tests.lodging import make_type, night

TODAY = date(2026, 11, 20)
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def kind(in_hotel: Tenant) -> UnitType:
    """A cabin at 100 a night, 150 at weekends, 10 for a third guest."""
    return make_type(
        weekend_multiplier=Decimal("1.5"),
        included_guests=2,
        extra_guest=Decimal(10),
        cleaning_fee=Decimal(40),
        length_discounts=[{"nights": 7, "percent": "10"}],
        cancellation=[{"hours": 48, "percent": 50}],
        deposit_percent=Decimal(30),
    )


def wanted(kind: UnitType, first: int = 1, last: int = 3, adults: int = 2, **more: object) -> WantedStay:
    return WantedStay(kind.pk, Stay(night(first), night(last)), Party(adults), **more)  # type: ignore[arg-type]


def test_a_price_is_made_of_what_the_tables_say(kind: UnitType) -> None:
    plan = kind.plans.get()
    Season.objects.create(plan=plan, name="Verano", first_night=night(6), last_night=night(20), price=Decimal("200.10"))
    TaxRule.objects.create(name="IVA", percent=21, valid_from=LONG_AGO)
    TaxRule.objects.create(name="Tasa", kind="person_night", amount=5, is_included=False, valid_from=LONG_AGO)

    price = price_stays([wanted(kind, 1, 8, adults=3)], today=TODAY)

    (stay,) = price.stays
    # Tuesday to Friday at 100, Saturday 150, Sunday 300,15 and Monday 200,10 of the season.
    assert stay.steps.listed == 700
    assert stay.steps.weekend == 4 * 100 + 150 + Decimal("300.15") + Decimal("200.10")
    assert stay.steps.extras == stay.steps.weekend + 7 * 10 + 40
    assert stay.steps.discounts == stay.steps.extras - Decimal("105.03")
    assert stay.total == stay.steps.discounts + 5 * 3 * 7
    assert [line.name for line in stay.contained] == ["IVA"]
    assert stay.policy == (PolicyStep(48, Decimal(50)),)
    assert (stay.type_id, stay.plan_id) == (kind.pk, plan.pk)


def test_several_stays_of_several_types_cost_one_query(kind: UnitType) -> None:
    other = make_type("Dormi")
    Season.objects.create(plan=kind.plans.get(), first_night=night(1), last_night=night(30), price=Decimal(1))
    asked = [wanted(kind, 1, 3), wanted(other, 5, 9), wanted(kind, 20, 22)]

    with CaptureQueriesContext(connection) as queries:
        price = price_stays(asked, today=TODAY)

    assert len(queries) == 1
    assert [stay.total for stay in price.stays] == [42, 400, Decimal("42.5")]
    assert price.total == Decimal("484.5")


def test_only_the_plan_that_is_meant_counts(kind: UnitType) -> None:
    cheap = RatePlan.objects.create(
        type=kind, name="Sin devolución", currency="ARS", base_price=Decimal(80), is_default=False
    )
    old = RatePlan.objects.create(type=kind, name="Vieja", currency="ARS", base_price=Decimal(1), is_active=False)

    assert price_stays([wanted(kind)], today=TODAY).total == 240
    assert price_stays([wanted(kind, plan_id=cheap.pk)], today=TODAY).total == 160
    with pytest.raises(UnknownRatePlan):
        price_stays([wanted(kind, plan_id=old.pk)], today=TODAY)


def test_a_type_without_a_price_is_told_from_one_that_is_not_there(kind: UnitType) -> None:
    RatePlan.objects.update(is_active=False)

    with pytest.raises(NoRatePlan):
        price_stays([wanted(kind)], today=TODAY)
    with pytest.raises(UnknownUnit):
        price_stays([WantedStay(kind.pk + 999, Stay(night(1), night(2)), Party(1))], today=TODAY)


def test_nobody_gets_a_price_of_the_business_next_door(kind: UnitType, neighbour: Tenant) -> None:
    with enter(neighbour), pytest.raises(UnknownUnit):
        price_stays([wanted(kind)], today=TODAY)


def test_taxes_and_extras_of_another_house_do_not_count(kind: UnitType) -> None:
    other = Property.objects.create(name="Otra")
    TaxRule.objects.create(property=other, name="Ajena", percent=50, is_included=False, valid_from=LONG_AGO)
    TaxRule.objects.create(name="Vencida", percent=50, is_included=False, valid_from=LONG_AGO, valid_until=TODAY)
    Extra.objects.create(property=other, code="cot", name="Cuna", price=5, currency="ARS")

    assert price_stays([wanted(kind)], today=TODAY).total == 240
    with pytest.raises(UnknownExtra):
        price_stays([wanted(kind)], extras=[ExtraWanted("cot")], today=TODAY)


@pytest.mark.parametrize(("language", "name"), [("pt", "Berço"), ("pt-br", "Berço"), ("en", "Cuna"), ("", "Cuna")])
def test_an_extra_is_told_in_the_language_of_the_guest(kind: UnitType, language: str, name: str) -> None:
    Extra.objects.create(code="cot", name="Cuna", name_pt="Berço", price=5, currency="ARS", per="night", most=2)

    price = price_stays([wanted(kind)], extras=[ExtraWanted("cot", 2)], today=TODAY, language=language)

    (line,) = price.stays[0].of_kind(Kind.EXTRA)
    assert line.name == name
    assert line.amount == 20


def test_the_newest_rate_that_is_valid_today_is_the_one(kind: UnitType) -> None:
    kind.plans.update(currency="USD", collected_in="ARS", weekend_multiplier=1, cleaning_fee=0)
    for rate, days in ((900, -90), (1450, -1), (9999, 1)):
        ExchangeRate.objects.create(base="USD", quote="ARS", rate=rate, valid_from=TODAY + timedelta(days=days))

    price = price_stays([wanted(kind)], today=TODAY)

    assert price.currency == "ARS"
    assert price.total == 200 * 1450
    assert str(price.stays[0].original) == "200.00 USD"


def test_without_a_rate_or_with_two_currencies_there_is_no_price(kind: UnitType) -> None:
    dollars = make_type("Dormi", currency="USD")
    with pytest.raises(MixedCurrencies):
        price_stays([wanted(kind), wanted(dollars)], today=TODAY)

    dollars.plans.update(collected_in="ARS")
    with pytest.raises(NoExchangeRate):
        price_stays([wanted(dollars)], today=TODAY)
