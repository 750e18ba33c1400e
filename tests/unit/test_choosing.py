"""Which of what was offered a guest means, in their words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from bookings.stays import Party, Stay, WantedStay
from messaging.dialogue.choosing import index_said
from messaging.dialogue.shapes import Heard
from messaging.dialogue.state import Asked, Offered, State
from messaging.nlu import understand

TODAY = date(2026, 11, 22)
NAMES = {"Cabaña para cuatro": 300, "Cabaña para seis": 450, "Departamento en el centro": 250}


def offer(name: str, total: int) -> Offered:
    wanted = (WantedStay(1, Stay(date(2026, 12, 12), date(2026, 12, 15)), Party(2)),)
    return Offered(name, wanted, Decimal(total), Decimal(0), "ARS")


def meant(text: str, names: Mapping[str, int] = NAMES, *, asked: Asked = Asked.CHOICE) -> int | None:
    offered = tuple(offer(name, total) for name, total in names.items())
    return index_said(State(asked=asked, offered=offered), Heard(understand(text, today=TODAY), text))


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("1", 0),
        ("la 2", 1),
        ("opción dos por favor", 1),
        ("la de cuatro", 0),
        ("me quedo con la cabaña de 6", 1),
        ("la cabaña para cuatro por favor", 0),
        ("el depto", 2),
        ("quiero el departamento del centro, gracias", 2),
        ("la primera", 0),
        ("quiero la segunda", 1),
        ("primera", 0),
        ("la primera que me pasaste", 0),
        ("la última", 2),
        ("the first one please", 0),
        ("I'll take the last one", 2),
        ("a segunda opção", 1),
        ("la más barata", 2),
        ("quero a mais em conta", 2),
    ],
)
def test_words_that_mean_one_of_them(text: str, index: int) -> None:
    assert meant(text) == index


@pytest.mark.parametrize(
    "text",
    [
        "la cabaña",
        "para cuatro",
        "somos 4",
        "0",
        "la 0",
        "es la primera vez que vamos",
        "a primera vista me gusta",
        "segunda",
        "quiero algo más barato",
        "no quiero la más barata",
        "no la más barata, la otra",
        "última consulta, tienen cochera?",
        "una última pregunta",
        "la primera no me gusta",
        "no, la primera no",
        "quiero las dos",
        "para los dos",
        "los dos",
        "una para dos",
        "una para tres",
        "para el 2",
        "mejor el 3",
        "a las 3",
        "para segunda",
        "pode ser segunda",
        "una persona",
        "la 7",
        "¿cuál es la más barata?",
        "¿tiene parrilla la de cuatro?",
        "la de cuatro y la de seis",
        "ninguna",
        "Ana Paz",
        "del 12 al 15",
        "dos noches",
        "",
    ],
)
def test_words_that_mean_none_of_them_for_certain(text: str) -> None:
    assert meant(text) is None


def test_what_only_one_of_them_is_is_enough() -> None:
    assert meant("la cabaña", {"Cabaña para cuatro": 300, "Departamento": 250}) == 0


def test_a_name_within_another_is_not_both() -> None:
    assert meant("la cabaña del lago", {"Cabaña": 100, "Cabaña del Lago": 200}) == 1
    assert meant("la cabaña", {"Cabaña": 100, "Cabaña del Lago": 200}) == 0


def test_of_two_that_cost_the_same_none_is_the_cheapest() -> None:
    assert meant("la más barata", {"Norte": 100, "Sur": 100}) is None


def test_the_same_name_on_other_days_is_another_offer() -> None:
    offered = (offer("Cabaña", 100), offer("Cabaña", 120))
    heard = Heard(understand("la cabaña", today=TODAY), "la cabaña")

    assert index_said(State(asked=Asked.CHOICE, offered=offered), heard) is None


@pytest.mark.parametrize("name", ["Dora", "Luna Paz", "Segundo Pérez", "my last name is Smith"])
def test_a_guests_name_takes_nothing(name: str) -> None:
    assert meant(name, {"Cabaña Dorada": 100, "Cabaña Luna": 200}, asked=Asked.NAME) is None


@pytest.mark.parametrize("text", ["una persona", "para una persona"])
def test_how_many_come_is_no_name(text: str) -> None:
    assert meant(text, {"Cabaña 4 personas": 100, "Departamento": 200}) is None
