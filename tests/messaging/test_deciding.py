"""What is decided without asking anybody: how long to wait, who is a machine, whether we may write, what is worth saying."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from messaging import purposes
from messaging.mailbox.machines import Heard, is_machine, words_of
from messaging.mailbox.patience import Patience, wait_after
from messaging.window import closes_at, is_open

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
USUAL, UNFINISHED = timedelta(seconds=1.5), timedelta(seconds=4)
PATIENCE = Patience(USUAL, UNFINISHED)


@pytest.mark.parametrize(
    ("kind", "text", "wait"),
    [
        ("text", "hola", USUAL),
        ("text", "¿tienen una cabaña para dos el viernes?", timedelta(0)),
        ("text", "hola?", USUAL),
        ("text", "quería reservar para el", USUAL),
        ("text", "quería reservar una cabaña para", UNFINISHED),
        ("text", "del 12 al 15,", UNFINISHED),
        ("text", "hola...", UNFINISHED),
        ("text", "para dos pessoas com", UNFINISHED),
        ("text", "", USUAL),
        ("button_reply", "Sí", timedelta(0)),
        ("list_reply", "Cabaña", timedelta(0)),
        ("location", "", timedelta(0)),
        ("image", "", USUAL),
        ("voice", "", USUAL),
    ],
)
def test_an_answer_waits_as_long_as_something_may_still_come(kind: str, text: str, wait: timedelta) -> None:
    assert wait_after(kind, text, patience=PATIENCE) == wait


def test_a_business_that_wants_no_waiting_has_none() -> None:
    assert wait_after("text", "quería reservar para", patience=Patience(timedelta(0), UNFINISHED)) == timedelta(0)


def heard(*texts: str, ago: int = 60) -> list[Heard]:
    return [Heard(text, NOW - timedelta(seconds=ago)) for text in texts]


AUTO = "Respuesta automática: en este momento no podemos atender"
LONG = "Su pedido número 7 está en camino"


@pytest.mark.parametrize(
    ("new", "answered", "why"),
    [
        ([AUTO], heard(AUTO, AUTO), "auto_reply"),
        ([AUTO], heard(AUTO), ""),
        ([AUTO, "¿hola?"], heard(AUTO, AUTO), ""),
        ([LONG], heard(LONG, LONG.replace("7", "8")), "repeats"),
        ([LONG], heard(LONG, LONG, ago=7200), ""),
        (["sí"], heard("sí", "sí", "sí"), ""),
        (["hola"], heard("hola", "hola"), ""),
        (["Recibido."], heard(*["Recibido."] * 10), "repeats"),
        (["Recibido."], heard(*["Recibido."] * 9), ""),
        (["3"], heard(*(str(number) for number in range(20, 40))), ""),
        ([words_of("unsupported", "")], heard(*[words_of("unsupported", "")] * 2), "repeats"),
        ([words_of("image", "")], heard(*[words_of("image", "")] * 9), ""),
        ([""], heard("", ""), ""),
        (["Thank you. This is an automated message"], heard(AUTO, AUTO), "auto_reply"),
        (["Mensagem automática: retornaremos"], heard(AUTO, AUTO), "auto_reply"),
    ],
)
def test_a_machine_is_known_by_what_it_says_again(new: list[str], answered: list[Heard], why: str) -> None:
    assert is_machine(new, answered, now=NOW) == why


def test_the_window_closes_a_little_before_24_hours() -> None:
    assert closes_at(None) is None
    assert not is_open(None, now=NOW)
    assert is_open(NOW - timedelta(hours=23, minutes=57), now=NOW)
    assert not is_open(NOW - timedelta(hours=23, minutes=58), now=NOW)


@pytest.mark.parametrize(
    ("purpose", "said", "most", "may"),
    [
        (purposes.ANSWER, 10_000, None, True),
        (purposes.ANSWER, 89, 100, True),
        (purposes.ANSWER, 90, 100, False),
        (purposes.BOOKING, 500, 100, True),
        (purposes.STAFF, 500, 100, True),
    ],
)
def test_what_matters_is_said_also_when_little_is_left(purpose: str, said: int, most: int | None, may: bool) -> None:
    assert purposes.may_be_said(purpose, said=said, most=most) is may


def test_everything_that_is_said_has_a_greatest_age() -> None:
    assert set(purposes.MOST_AGE) >= purposes.NEEDED
    assert all(age > timedelta(0) for age in purposes.MOST_AGE.values())
