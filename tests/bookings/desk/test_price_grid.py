"""The price grid without a script: what is said of nights, what is refused, and what is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from bookings.models import RateChange, RatePlan, Season, UnitType
from bookings.queries.rate_grid import rate_grid
from tenants.models import Tenant, User
from tests.cast import Enter
from tests.desk.conftest import Sit
from tests.lodging import make_type, night

pytestmark = pytest.mark.django_db(transaction=True)

GRID = "/admin/precios/"
DECEMBER = {"from": "2026-12-01", "days": "14"}
SPAN = {"first_night": "2026-12-03", "last_night": "2026-12-05"}

Send = Callable[..., Any]


@pytest.fixture
def plan(hotel: Tenant, cabins: UnitType, noon: datetime, scope: Enter) -> RatePlan:
    with scope(hotel):
        return cabins.plans.get()


@pytest.fixture
def prices(manager: User, sit: Sit) -> Client:
    """Marta, who may change prices."""
    return sit(manager)


@pytest.fixture
def send(prices: Client, plan: RatePlan) -> Send:
    def send(act: str, **values: object) -> Any:
        return prices.post(f"{GRID}{act}/", {"plan": plan.pk, **DECEMBER, **SPAN, **values})

    return send


def costs(hotel: Tenant, scope: Enter) -> list[Decimal]:
    with scope(hotel):
        return [cell.price for cell in rate_grid(night(2), 5)[0].cells]


def test_the_grid_shows_what_each_night_costs_and_asks_for(
    prices: Client, hotel: Tenant, plan: RatePlan, scope: Enter
) -> None:
    with scope(hotel):
        Season.objects.create(
            plan=plan, first_night=night(3), last_night=night(3), price=150, min_nights=3, closed_to_arrival=True
        )

    page = prices.get(GRID, DECEMBER).content.decode()

    assert "Cabaña para cuatro, Jueves 3/12, ARS\xa0150,00, precio propio, mínimo 3 noches, sin entradas" in page
    assert "Cabaña para cuatro, Viernes 4/12, ARS\xa0100,00" in page
    assert page.count("data-night") == 14


def test_nights_get_a_price_and_nothing_else_changes(send: Send, hotel: Tenant, plan: RatePlan, scope: Enter) -> None:
    answer = send("poner", price="130,50")

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{GRID}?from=2026-12-01&days=14"
    assert costs(hotel, scope) == [100, Decimal("130.50"), Decimal("130.50"), Decimal("130.50"), 100]
    with scope(hotel):
        season = Season.objects.get()
    assert (season.min_nights, season.is_closed) == (None, False)


def test_nights_are_closed_to_arrivals_and_opened_again(send: Send, hotel: Tenant, scope: Enter) -> None:
    send("poner", closed_to_arrival="yes", is_closed="yes")
    send("poner", is_closed="no")

    with scope(hotel):
        season = Season.objects.get()
    assert (season.closed_to_arrival, season.is_closed) == (True, False)


def test_several_plans_change_at_once(prices: Client, send: Send, hotel: Tenant, plan: RatePlan, scope: Enter) -> None:
    with scope(hotel):
        other = make_type("Departamento", price="200.00").plans.get()

    send("poner", plan=[plan.pk, other.pk], min_nights="3")

    with scope(hotel):
        assert sorted(Season.objects.values_list("plan", "min_nights")) == sorted([(plan.pk, 3), (other.pk, 3)])


def test_a_raise_is_shown_before_it_is_made(send: Send, hotel: Tenant, scope: Enter) -> None:
    looked = send("subir", percent="15", round_to="10")
    before = costs(hotel, scope)
    send("subir", percent="15", round_to="10", sure="1")

    page = looked.content.decode()
    assert "Así quedarían" in page
    assert "ARS\xa0120,00" in page
    assert before == [100] * 5
    assert costs(hotel, scope) == [100, 120, 120, 120, 100]


def test_a_change_is_taken_back_once(send: Send, prices: Client, hotel: Tenant, scope: Enter) -> None:
    send("poner", price="130")
    with scope(hotel):
        change = RateChange.objects.get()
    shown = prices.get(GRID).content.decode()

    first = prices.post(f"{GRID}deshacer/{change.pk}/", DECEMBER, follow=True).content.decode()
    second = prices.post(f"{GRID}deshacer/{change.pk}/", DECEMBER, follow=True).content.decode()

    assert "Precio ARS\xa0130,00" in shown
    assert "El cambio quedó deshecho." in first
    assert "Ese cambio ya se deshizo." in second
    assert costs(hotel, scope) == [100] * 5


def test_nights_go_back_to_their_plan(send: Send, prices: Client, hotel: Tenant, scope: Enter) -> None:
    send("poner", price="130", min_nights="4", is_closed="yes")

    send("limpiar")

    with scope(hotel):
        assert not Season.objects.exists()
    assert "Volvió a lo de la tarifa" in prices.get(GRID).content.decode()


@pytest.mark.parametrize(
    ("act", "values", "words"),
    [
        ("poner", {}, "Diga qué cambia."),
        ("subir", {}, "Diga qué cambia."),
        ("poner", {"price": "mucho"}, "Escriba un importe"),
        ("poner", {"price": "-5"}, "Eso no puede ser el precio"),
        ("poner", {"min_nights": "0"}, "mayor o igual a 1"),
        ("poner", {"price": "5", "last_night": "2026-12-01"}, "La última noche es anterior a la primera."),
        ("poner", {"price": "5", "last_night": "2036-12-01"}, "Eso no puede ser el precio"),
        ("poner", {"price": "5", "first_night": "2026-02-30"}, "fecha válida"),
        ("poner", {"price": "100"}, ""),
        ("subir", {"percent": "-100"}, "-99.99"),
        ("subir", {"percent": "5000"}, "1000"),
        ("subir", {"percent": "5", "round_to": "0"}, "Eso no puede ser el precio"),
        ("subir", {"percent": "nada"}, "número"),
    ],
)
def test_what_cannot_be_said_of_nights_is_told_on_the_same_page(
    send: Send, hotel: Tenant, scope: Enter, act: str, values: dict[str, str], words: str
) -> None:
    answer = send(act, **values)

    if words:
        assert answer.status_code == 200
        assert words in answer.content.decode()
        assert costs(hotel, scope) == [100] * 5


def test_what_is_so_already_is_told(send: Send) -> None:
    send("poner", price="130")

    assert "Ya está así." in send("poner", price="130").content.decode()


def test_no_plan_chosen_is_told(prices: Client, plan: RatePlan) -> None:
    answer = prices.post(f"{GRID}poner/", {**DECEMBER, **SPAN, "price": "5"})

    assert "Este campo es requerido." in answer.content.decode()


@pytest.mark.parametrize("act", ["poner", "limpiar", "subir"])
def test_a_plan_of_a_neighbour_is_not_found(
    outsider: User, sit: Sit, plan: RatePlan, neighbour: Tenant, scope: Enter, act: str
) -> None:
    answer = sit(outsider).post(f"{GRID}{act}/", {"plan": plan.pk, **DECEMBER, **SPAN, "price": "5", "percent": "5"})

    assert answer.status_code == 404


def test_a_change_of_a_neighbour_is_not_found(
    send: Send, hotel: Tenant, outsider: User, sit: Sit, scope: Enter
) -> None:
    send("poner", price="130")
    with scope(hotel):
        change = RateChange.objects.get()

    assert sit(outsider).post(f"{GRID}deshacer/{change.pk}/").status_code == 404


def test_the_front_desk_reads_prices_and_changes_none(desk: Client, plan: RatePlan) -> None:
    page = desk.get(GRID).content.decode()

    assert "ARS\xa0100,00" in page
    assert "price-form" not in page
    assert desk.post(f"{GRID}poner/", {"plan": plan.pk, **SPAN, "price": "1"}).status_code == 403


@pytest.mark.parametrize(
    "query", ["from=2026-02-30", "from=x", "days=99999999999999999999", "days=-1", "from=9999-12-31", "from=0001-01-01"]
)
def test_an_address_that_says_nothing_sensible_shows_a_grid(prices: Client, plan: RatePlan, query: str) -> None:
    assert prices.get(f"{GRID}?{query}").status_code == 200


def test_more_nights_and_plans_cost_no_more_questions(
    prices: Client, hotel: Tenant, plan: RatePlan, scope: Enter, django_assert_max_num_queries: Any
) -> None:
    with scope(hotel):
        for number in range(12):
            make_type(f"Tipo {number}")
    prices.get(GRID)

    with django_assert_max_num_queries(12):
        page = prices.get(GRID, {"days": "56"}).content.decode()

    assert page.count("data-night") == 13 * 56


def test_an_empty_business_is_told_what_to_do(prices: Client) -> None:
    assert "Agregue una por cada tipo de unidad" in prices.get(GRID).content.decode()
