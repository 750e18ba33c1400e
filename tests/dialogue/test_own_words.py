"""A business lets its bot say things in its own way, and say what it knows of the house."""

from __future__ import annotations

import pytest

from bookings.models import Property
from messaging.models import AnswerRules, BotText, KnownAnswer
from messaging.queries.own_words import known_answers
from tests.cast import enter
from tests.dialogue.guest import Phone

pytestmark = pytest.mark.django_db(transaction=True)


def say(guest: Phone, key: str, text: str, language: str = "es") -> None:
    with enter(guest.business):
        BotText.objects.create(key=key, language=language, text=text)


def know(guest: Phone, topic: str, text: str, language: str = "", *, is_on: bool = True) -> None:
    with enter(guest.business):
        KnownAnswer.objects.create(topic=topic, language=language, text=text, is_on=is_on)


def test_the_business_says_it_in_its_own_way(ana: Phone) -> None:
    say(ana, "welcome", "¡Buenas! Acá {house}, ¿en qué ando?")

    assert ana.writes("hola") == "¡Buenas! Acá Casa, ¿en qué ando?"


def test_what_it_does_not_say_itself_is_said_as_ever(ana: Phone) -> None:
    say(ana, "welcome", "¡Buenas!")
    say(ana, "ask_dates", "When?", language="en")

    assert "¿Qué días querés venir?" in ana.writes("quiero reservar")


def test_words_that_tell_no_price_where_a_yes_costs_something_are_not_said(ana: Phone) -> None:
    say(ana, "ask_confirm", "¿Lo guardo?")
    ana.writes("quiero reservar del 12 al 15 de diciembre para 2")
    ana.taps("Reservar")

    assert "300" in ana.writes("Ana Paz")


def test_a_button_in_its_own_words_still_does_what_it_does(ana: Phone) -> None:
    say(ana, "button_book", "¡La quiero!")
    ana.writes("quiero reservar del 12 al 15 de diciembre para 2")

    ana.taps("¡La quiero!")

    assert ana.rule == "asks_name"


def test_guests_are_spoken_to_with_tu_where_that_is_chosen(ana: Phone) -> None:
    with enter(ana.business):
        AnswerRules.objects.update(address="tu")

    assert "¿Qué días quieres venir?" in ana.writes("quiero reservar")


def test_pets_are_answered_with_what_is_written_down(ana: Phone) -> None:
    know(ana, "pets", "Sí, hasta dos por cabaña.")

    assert ana.writes("¿aceptan mascotas?") == "Sí, hasta dos por cabaña."
    assert ana.rule == "knows_pets"


def test_an_answer_that_is_switched_off_is_not_given(ana: Phone) -> None:
    know(ana, "pets", "Sí, hasta dos por cabaña.", is_on=False)

    assert "Eso no lo sé" in ana.writes("¿aceptan mascotas?")


def test_an_answer_comes_in_the_guests_language(ana: Phone) -> None:
    know(ana, "pets", "Sí, hasta dos por cabaña.", "es")
    know(ana, "pets", "Yes, up to two in a cabin.", "en")

    assert ana.writes("hello, are pets allowed?") == "Yes, up to two in a cabin."


def test_an_answer_without_a_language_stands_in_for_one_and_the_houses_after_it(ana: Phone) -> None:
    know(ana, "pets", "Sí.", "es")
    know(ana, "wifi", "Casa / 12345678")
    know(ana, "wifi", "La red es Casa.", "es")

    with enter(ana.business):
        told = known_answers("pt", "es")
        own = known_answers("es", "es")

    assert told == {"pets": "Sí.", "wifi": "Casa / 12345678"}
    assert own["wifi"] == "La red es Casa."


def test_who_asks_for_the_way_gets_the_point_on_the_map(ana: Phone) -> None:
    with enter(ana.business):
        Property.objects.update(address="Av. Bustillo km 12", latitude="-41.133472", longitude="-71.310278")

    told = ana.writes("¿dónde queda?")

    assert "Av. Bustillo km 12" in told
    place = ana.screen[-1]
    assert place.kind == "place"
    assert (place.content["latitude"], place.content["longitude"]) == (-41.133472, -71.310278)


def test_without_coordinates_the_way_is_only_told(ana: Phone) -> None:
    with enter(ana.business):
        Property.objects.update(address="Av. Bustillo km 12")

    ana.writes("¿dónde queda?")

    assert [it.kind for it in ana.screen] == ["text"]
