"""Which of what was offered a guest means, in their words."""

from __future__ import annotations

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


def meant(text: str, **names: int) -> int | None:
    offered = tuple(offer(name, total) for name, total in (names or NAMES).items())
    return index_said(State(asked=Asked.CHOICE, offered=offered), Heard(understand(text, today=TODAY), text))


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
    assert meant("la cabaña", **{"Cabaña para cuatro": 300, "Departamento": 250}) == 0


def test_a_name_within_another_is_not_both() -> None:
    assert meant("la cabaña del lago", **{"Cabaña": 100, "Cabaña del Lago": 200}) == 1
    assert meant("la cabaña", **{"Cabaña": 100, "Cabaña del Lago": 200}) == 0


def test_of_two_that_cost_the_same_none_is_the_cheapest() -> None:
    assert meant("la más barata", **{"Norte": 100, "Sur": 100}) is None
