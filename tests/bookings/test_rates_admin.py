"""The desk's pages about prices: numbers in boxes instead of JSON, and sentences instead of names of constraints."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bookings.models import ExchangeRate, HoldRule, RatePlan, Season, TaxRule, UnitType
from bookings.written_rules import HOURS, NIGHTS, BadRule, Fault, read_steps, write_conditions, write_steps
from tenants.models import Tenant, User
from tests.cast import Enter
from tests.desk.conftest import Sit, sit  # noqa: F401 (a fixture)
from tests.lodging import night

pytestmark = pytest.mark.django_db


def page(model: str, view: str, *args: object) -> str:
    return reverse(f"admin:bookings_{model}_{view}", args=args)


def said(answer: Any) -> str:
    return str(answer.content.decode())


def steps(name: str, *pairs: tuple[Any, Any]) -> dict[str, Any]:
    """Return what a form sends for steps."""
    flat = [value for pair in pairs for value in pair]
    return {f"{name}_{number}": value for number, value in enumerate(flat)}


def plan_form(kind: UnitType, **values: Any) -> dict[str, Any]:
    known = {"name": "Flexible", "currency": "ARS", "base_price": "100", "weekend_multiplier": "1.2"}
    numbers = {"included_guests": 2, "extra_guest": 0, "cleaning_fee": 0, "deposit_percent": 30, "min_nights": 1}
    return {"type": kind.pk, "is_active": "on", **known, **numbers, **values}


@pytest.fixture
def desk(owner: User, sit: Sit) -> Client:  # noqa: F811
    return sit(owner)


@pytest.fixture
def plan(cabins: UnitType, hotel: Tenant, scope: Enter) -> RatePlan:
    with scope(hotel):
        return cabins.plans.get()


def test_steps_are_kept_in_order_and_read_back() -> None:
    kept = write_steps([(28, Decimal("20.00")), (None, None), (7, Decimal("7.5"))], unit=NIGHTS)

    assert kept == [{"nights": 7, "percent": "7.5"}, {"nights": 28, "percent": "20"}]
    assert read_steps(kept, unit=NIGHTS) == [(7, Decimal("7.5")), (28, Decimal(20))]


@pytest.mark.parametrize(
    ("pairs", "fault"),
    [
        ([(7, None)], Fault.INCOMPLETE),
        ([(None, Decimal(10))], Fault.INCOMPLETE),
        ([(1, Decimal(10))], Fault.SPAN),
        ([(366, Decimal(10))], Fault.SPAN),
        ([(7, Decimal(0))], Fault.PERCENT),
        ([(7, Decimal("100.01"))], Fault.PERCENT),
        ([(7, Decimal("10.123"))], Fault.PERCENT),
        ([(7, Decimal(10)), (7, Decimal(20))], Fault.TWICE),
        ([(number, Decimal(10)) for number in range(2, 8)], Fault.TOO_MANY),
    ],
)
def test_steps_that_cannot_be_meant_are_refused(pairs: list[Any], fault: Fault) -> None:
    with pytest.raises(BadRule) as refused:
        write_steps(pairs, unit=NIGHTS)

    assert refused.value.fault == fault


def test_an_hour_before_arrival_is_a_step_of_a_cancellation() -> None:
    assert write_steps([(1, Decimal(100))], unit=HOURS) == [{"hours": 1, "percent": "100"}]


def test_no_message_waits_for_a_status_in_which_it_would_never_go_out() -> None:
    with pytest.raises(BadRule):
        write_conditions(balance_due=None, sources=[], types=[], statuses=["cancelled"])


def test_a_plan_is_written_with_boxes_and_numbers(desk: Client, cabins: UnitType, hotel: Tenant, scope: Enter) -> None:
    values = plan_form(
        cabins,
        weekend_nights=["4", "5"],
        **steps("length_discounts", (28, 20), (7, 10)),
        **steps("cancellation", (48, 50)),
    )

    answer = desk.post(page("rateplan", "add"), values)

    assert answer.status_code == 302, said(answer)
    with scope(hotel):
        made = RatePlan.objects.get(name="Flexible")
    assert made.weekend_nights == [4, 5]
    assert made.length_discounts == [{"nights": 7, "percent": "10"}, {"nights": 28, "percent": "20"}]
    assert made.cancellation == [{"hours": 48, "percent": "50"}]
    shown = said(desk.get(page("rateplan", "change", made.pk)))
    assert re.search(r'name="length_discounts_0"[^>]* value="7"|value="7"[^>]* name="length_discounts_0"', shown)
    assert "&quot;percent" not in shown


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (steps("length_discounts", (7, "")), "Complete las dos casillas de cada renglón, o ninguna."),
        (steps("length_discounts", (1, 10)), "Las noches van de 2 a 365, y las horas de 1 a 8760."),
        (steps("cancellation", (48, 101)), "El porcentaje es mayor que 0 y llega a 100"),
        (steps("cancellation", (48, 50), (48, 80)), "Hay dos renglones para lo mismo."),
        (steps("cancellation", ("mucho", 50)), "Introduzca un número entero."),
        ({"min_nights": 5, "max_nights": 2}, "El máximo de noches es menor que el mínimo."),
        ({"included_guests": 9}, "El tipo admite 4 como máximo."),
        ({"name": "Habitual"}, "Ese tipo ya tiene una tarifa con ese nombre."),
    ],
)
def test_a_plan_that_cannot_be_meant_is_refused_in_a_sentence(
    desk: Client, cabins: UnitType, values: dict[str, Any], sentence: str
) -> None:
    answer = desk.post(page("rateplan", "add"), plan_form(cabins, **values))

    assert sentence in said(answer)
    assert "onstraint" not in said(answer)


def test_the_new_usual_plan_takes_that_from_the_one_before(
    desk: Client, cabins: UnitType, plan: RatePlan, hotel: Tenant, scope: Enter
) -> None:
    answer = desk.post(page("rateplan", "add"), plan_form(cabins, is_default="on"))

    assert answer.status_code == 302
    with scope(hotel):
        assert list(RatePlan.objects.filter(is_default=True).values_list("name", flat=True)) == ["Flexible"]


def test_a_plan_that_is_collected_in_another_currency_needs_a_rate(
    desk: Client, cabins: UnitType, hotel: Tenant, scope: Enter
) -> None:
    foreign = {"currency": "USD", "collected_in": "ARS"}

    warned = desk.post(page("rateplan", "add"), plan_form(cabins, **foreign), follow=True)
    with scope(hotel):
        ExchangeRate.objects.create(base="USD", quote="ARS", rate=1450, valid_from=night(1))
    silent = desk.post(page("rateplan", "add"), plan_form(cabins, name="Otra", **foreign), follow=True)

    assert "Falta la cotización de USD en ARS" in said(warned)
    assert "Falta la cotización" not in said(silent)


def test_the_desk_reads_a_plan_in_words(
    clerk: User,
    plan: RatePlan,
    hotel: Tenant,
    scope: Enter,
    sit: Sit,  # noqa: F811
) -> None:
    with scope(hotel):
        RatePlan.objects.update(
            length_discounts=[{"nights": 7, "percent": "10"}], cancellation=[{"hours": 48, "percent": "50"}]
        )

    shown = said(sit(clerk).get(page("rateplan", "change", plan.pk)))

    assert "Desde 7 noches, 10 por ciento menos" in shown
    assert "Con menos de 48 horas de aviso, 50 por ciento de la estadía" in shown
    assert "sábado, domingo" in shown


def season_form(plan: RatePlan, first: int, last: int, **values: Any) -> dict[str, Any]:
    return {"plan": plan.pk, "first_night": night(first).isoformat(), "last_night": night(last).isoformat(), **values}


def test_seasons_that_touch_are_taken_and_those_that_overlap_refused_by_name(
    desk: Client, plan: RatePlan, hotel: Tenant, scope: Enter
) -> None:
    first = desk.post(page("season", "add"), season_form(plan, 1, 10, name="Puente"))
    touching = desk.post(page("season", "add"), season_form(plan, 11, 20))
    overlapping = desk.post(page("season", "add"), season_form(plan, 10, 12))

    assert (first.status_code, touching.status_code, overlapping.status_code) == (302, 302, 200)
    assert "Se superpone con «Puente», del 01/12/2026 al 10/12/2026." in said(overlapping)
    with scope(hotel):
        assert Season.objects.count() == 2


def test_a_season_does_not_overlap_itself(desk: Client, plan: RatePlan, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        season = Season.objects.create(plan=plan, first_night=night(1), last_night=night(10))

    answer = desk.post(page("season", "change", season.pk), season_form(plan, 2, 12))

    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"last_night": night(1).isoformat()}, "La última noche es anterior a la primera."),
        ({"min_nights": 5, "max_nights": 2}, "El máximo de noches es menor que el mínimo."),
    ],
)
def test_a_season_that_cannot_be_meant_is_refused_in_a_sentence(
    desk: Client, plan: RatePlan, values: dict[str, Any], sentence: str
) -> None:
    answer = desk.post(page("season", "add"), season_form(plan, 5, 10, **values))

    assert sentence in said(answer)
    assert "onstraint" not in said(answer)


TAX = {"name": "IVA", "kind": "percent", "percent": "21", "amount": "0", "valid_from": "2026-01-01"}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"percent": "0"}, "Diga qué porcentaje."),
        ({"kind": "person_night"}, "Diga cuánto por persona y noche."),
        ({"kind": "person_night", "amount": "500"}, "Diga en qué moneda."),
        ({"valid_until": "2025-01-01"}, "El último día es anterior al primero."),
    ],
)
def test_a_tax_of_nothing_is_refused(desk: Client, values: dict[str, Any], sentence: str) -> None:
    assert sentence in said(desk.post(page("taxrule", "add"), {**TAX, **values}))


def test_a_tax_says_who_does_not_pay_it(desk: Client, hotel: Tenant, scope: Enter) -> None:
    answer = desk.post(page("taxrule", "add"), {**TAX, "exemptions": ["foreign", "child"], "is_included": "on"})

    assert answer.status_code == 302
    with scope(hotel):
        assert set(TaxRule.objects.get().exemptions) == {"child", "foreign"}


RATE = {"base": "USD", "quote": "ARS", "rate": "1450", "valid_from": "2026-12-01"}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"quote": "USD"}, "Elija dos monedas distintas."),
        ({"rate": "0"}, "La cotización es mayor que cero."),
        ({}, "Esa cotización ya está para ese día."),
    ],
)
def test_a_rate_of_exchange_that_cannot_be_meant_is_refused(
    desk: Client, hotel: Tenant, scope: Enter, values: dict[str, Any], sentence: str
) -> None:
    with scope(hotel):
        ExchangeRate.objects.create(base="USD", quote="ARS", rate=1400, valid_from=night(1))

    assert sentence in said(desk.post(page("exchangerate", "add"), {**RATE, **values}))


def test_there_is_one_rule_for_a_source_and_its_days(desk: Client, hotel: Tenant, scope: Enter) -> None:
    values = {"source": "whatsapp", "days_ahead": 3, "minutes": 60}

    first = desk.post(page("holdrule", "add"), values)
    second = desk.post(page("holdrule", "add"), values)

    assert first.status_code == 302
    assert "Ya hay un plazo para ese origen y esos días." in said(second)
    with scope(hotel):
        assert HoldRule.objects.count() == 1
