"""What is a yes and nothing else: by it nights are held, and bookings given up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from messaging.dialogue.agreeing import agrees
from messaging.dialogue.shapes import Heard
from messaging.dialogue.state import Asked, State
from messaging.models import BotTurn
from messaging.nlu import understand
from messaging.services import writing
from messaging.services.holding import hand_back
from messaging.whatsapp.outgoing import Text
from tenants import clock
from tests.cast import Enter, make_person
from tests.dialogue.guest import Phone
from tests.dialogue.test_talks import books, stays_of

DAY = date(2026, 11, 22)
CODE = "A7C4E9K"


def says(text: str, asked: Asked) -> bool:
    state = State(asked=asked, booking=CODE)
    return agrees(state, Heard(understand(text, today=DAY), text))


@pytest.mark.parametrize(
    "text",
    [
        *("sí", "Si!!", "dale", "ok", "👍", "sí, por favor", "dale gracias", "bueno perfecto", "sim, pode ser"),
        *("yes please", "sure, go ahead", "de acuerdo", "Sí, está bien, muchas gracias", "claro que sí", "confirmo"),
    ],
)
@pytest.mark.parametrize("asked", [Asked.CONFIRM, Asked.CANCEL_SURE, Asked.CHANGE_SURE, Asked.EXTRA_SURE])
def test_a_yes_is_one_to_any_question(text: str, asked: Asked) -> None:
    assert says(text, asked)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("reservalo", Asked.CONFIRM),
        ("sí quiero reservar", Asked.CONFIRM),
        ("guardámelo por favor", Asked.CONFIRM),
        ("sí, cancelala", Asked.CANCEL_SURE),
        ("cancelar", Asked.CANCEL_SURE),
        (f"sí, cancelá la reserva {CODE}", Asked.CANCEL_SURE),
        ("cancel it please", Asked.CANCEL_SURE),
        ("sí, cambiala", Asked.CHANGE_SURE),
        ("dale, agregalo", Asked.EXTRA_SURE),
    ],
)
def test_so_is_the_deed_itself(text: str, asked: Asked) -> None:
    assert says(text, asked)


@pytest.mark.parametrize(
    "text",
    [
        "no quiero cancelar",
        "no la cancelen por favor",
        "antes de cancelar dejame pensarlo",
        "don't cancel",
        "não quero cancelar",
        "no esa, cancelar la reserva B7C4E9K",
        "cancelar la del 20 de marzo",
        "¿cuánto me cobran si cancelo?",
        "dale, después te confirmo",
        "bueno, lo hablo con mi mujer y te digo",
        "ok te aviso",
        "si, dejame ver",
        "dale, lo charlamos y te avisamos",
        "sí, pero tres noches",
        "show me the rooms",
        "gracias",
        "sí " * 200,
    ],
)
@pytest.mark.parametrize("asked", [Asked.CONFIRM, Asked.CANCEL_SURE])
def test_with_anything_else_it_is_none(text: str, asked: Asked) -> None:
    assert not says(text, asked)


@pytest.mark.parametrize("text", ["mi reserva", "la reserva", "my booking", "a minha reserva"])
@pytest.mark.parametrize("asked", [Asked.CONFIRM, Asked.CANCEL_SURE, Asked.CHANGE_SURE, Asked.EXTRA_SURE])
def test_a_thing_is_no_yes(text: str, asked: Asked) -> None:
    assert not says(text, asked)


def test_a_wish_to_change_may_be_for_something_else() -> None:
    assert not says("quiero cambiar", Asked.CHANGE_SURE)
    assert says("sí, quiero cambiarla", Asked.CHANGE_SURE)


# --- In a talk ----------------------------------------------------------------------------------------------------------


def asked_to_cancel(guest: Phone) -> None:
    books(guest)
    guest.writes("quiero cancelar mi reserva")
    assert guest.rule == "asks_cancel_free"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("words", ["no quiero cancelar", "dale, después te confirmo", "ok te aviso", "si, dejame ver"])
def test_no_booking_is_given_up_for_half_a_yes(ana: Phone, words: str) -> None:
    asked_to_cancel(ana)

    assert ana.writes(words)

    assert [it[0] for it in stays_of(ana)] == ["pre_reserved"]


@pytest.mark.django_db(transaction=True)
def test_a_yes_to_something_else_is_no_yes_to_the_question_before(ana: Phone) -> None:
    asked_to_cancel(ana)
    ana.writes("¿a qué hora es el check in?")
    assert ana.rule == "tells_hours"

    ana.writes("dale gracias")

    assert [it[0] for it in stays_of(ana)] == ["pre_reserved"]
    assert ana.rule == "asks_cancel_free"
    ana.writes("sí")
    assert [it[0] for it in stays_of(ana)] == ["cancelled"]


@pytest.mark.django_db(transaction=True)
def test_nor_is_a_yes_to_what_a_person_asked_meanwhile(ana: Phone, scope: Enter) -> None:
    asked_to_cancel(ana)
    clock.move(timedelta(minutes=5))
    with scope(ana.business):
        clerk = make_person("clara", ana.business)
        writing.reply(conversation_id=ana.talk.pk, content=Text("¿Les dejo leña?"), person=clerk, now=clock.now())
        hand_back(conversation_id=ana.talk.pk, now=clock.now())
    clock.move(timedelta(minutes=1))

    ana.writes("sí")

    assert [it[0] for it in stays_of(ana)] == ["pre_reserved"]
    with scope(ana.business):
        # "Como te decía", and the question.
        assert BotTurn.objects.latest("pk").rule == "says_again"
    ana.writes("sí")
    assert [it[0] for it in stays_of(ana)] == ["cancelled"]
