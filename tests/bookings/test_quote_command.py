"""`manage.py quote` explains a price in the language that is asked for."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bookings.models import ExchangeRate, Extra, Season, TaxRule, UnitType
from tenants import clock
from tenants.models import Tenant
from tests.cast import enter
from tests.house.compose import ROOT
from tests.lodging import make_type, night

EXAMPLE = re.compile(r"`manage\.py quote (.+?)`.*?```text\n(.*?)```", re.DOTALL)
DAYS = ("--check-in", "2026-12-20", "--check-out", "2026-12-27")


@pytest.fixture
def kind(hotel: Tenant) -> Iterator[UnitType]:
    """A cabin that has everything, priced in dollars and paid in pesos."""
    with enter(hotel):
        made = make_type(
            currency="USD",
            collected_in="ARS",
            weekend_multiplier=Decimal("1.2"),
            included_guests=2,
            extra_guest=Decimal(10),
            cleaning_fee=Decimal(20),
            length_discounts=[{"nights": 7, "percent": "10"}],
            cancellation=[{"hours": 48, "percent": "50"}],
        )
        made.name_en = "Cabin"
        made.save()
        Season.objects.create(
            plan=made.plans.get(), name="Fiestas", first_night=night(24), last_night=night(31), price=150
        )
        TaxRule.objects.create(name="IVA", percent=21, valid_from=night(1, 1))
        Extra.objects.create(code="cot", name="Cuna", name_en="Cot", price=5000, currency="ARS", most=2)
        ExchangeRate.objects.create(base="USD", quote="ARS", rate=1450, valid_from=night(1, 11))
    with clock.stopped_at(datetime(2026, 11, 20, 15, tzinfo=UTC)):
        yield made


def said(*words: str) -> str:
    out = StringIO()
    call_command("quote", *words, stdout=out, no_color=True)
    return out.getvalue().replace("\N{NO-BREAK SPACE}", " ")


def test_it_explains_line_by_line_and_step_by_step(kind: UnitType) -> None:
    told = said("--tenant", "cabanas-del-lago", "--type", str(kind.pk), *DAYS, "--children", "1", "--extra", "cot=2")

    for words in (
        "Cabaña · 20/12/2026 – 27/12/2026 · 7 noches · 3 huéspedes",
        "noches (Fiestas) × USD 150,00",
        "1 huésped adicional × 7 noches × USD 10,00",
        "Limpieza",
        "Cuna × 2 × ARS 5",
        "Descuento desde 7 noches (10 %)",
        "Precio de lista",
        "450 ARS, desde el 01/11/2026",
        "menos de 48 horas antes: 50 %",
        "IVA (21 %)",
    ):
        assert words in told


def test_the_example_in_the_docs_is_what_a_run_says(kind: UnitType) -> None:
    page = (ROOT / "docs" / "explanation" / "prices.md").read_text(encoding="utf-8")
    asked, shown = EXAMPLE.findall(page)[0]

    told = said(*shlex.split(asked))

    assert told.strip() == shown.strip()


@pytest.mark.parametrize(("language", "word"), [("es", "Limpieza"), ("en", "Cot"), ("pt", "Cuna")])
def test_it_speaks_the_language_that_is_asked_for(kind: UnitType, language: str, word: str) -> None:
    told = said(
        *("--tenant", "cabanas-del-lago", "--type", "cabaña", *DAYS, "--extra", "cot", "--language", language),
    )

    assert word in told


def test_for_programs_it_is_the_price_as_it_would_be_kept(kind: UnitType) -> None:
    told = json.loads(said("--tenant", "cabanas-del-lago", "--type", "Cabin", *DAYS, "--json"))

    (stay,) = told["stays"]
    assert told["currency"] == "ARS"
    assert sum(Decimal(line["amount"]) for line in stay["lines"]) == Decimal(told["total"])
    assert list(stay["steps"]) == ["listed", "seasonal", "weekend", "extras", "discounts", "taxes", "total"]
    assert told["broken_rule"] is None


def test_it_says_so_when_the_rates_do_not_admit_the_stay(kind: UnitType, hotel: Tenant) -> None:
    with enter(hotel):
        kind.plans.update(min_nights=8)

    assert "más corta que el mínimo" in said("--tenant", "cabanas-del-lago", "--type", str(kind.pk), *DAYS)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("--tenant", "nobody", "--type", "1", *DAYS), "no business"),
        (("--tenant", "cabanas-del-lago", "--type", "Palacio", *DAYS), "no type Palacio"),
        (("--tenant", "cabanas-del-lago", "--type", "99999999999999999999", *DAYS), "no type 9"),
        (("--tenant", "cabanas-del-lago", "--type", "Cabaña", *DAYS, "--extra", "x"), "adicional"),
        (("--tenant", "cabanas-del-lago", "--type", "Cabaña", *DAYS, "--extra", "cot=two"), "code=number"),
        (("--tenant", "cabanas-del-lago", "--type", "Cabaña", *DAYS, "--adults", "0"), "adulto"),
        (
            (
                "--tenant",
                "cabanas-del-lago",
                "--type",
                "Cabaña",
                "--check-in",
                "2026-02-30",
                "--check-out",
                "2026-03-01",
            ),
            "2026-02-30",
        ),
        (
            (
                "--tenant",
                "cabanas-del-lago",
                "--type",
                "Cabaña",
                "--check-in",
                "2026-03-02",
                "--check-out",
                "2026-03-01",
            ),
            "después de la entrada",
        ),
    ],
)
def test_what_it_cannot_price_it_refuses_in_words(kind: UnitType, words: tuple[str, ...], answer: str) -> None:
    with pytest.raises(CommandError, match=answer):
        said(*words)
