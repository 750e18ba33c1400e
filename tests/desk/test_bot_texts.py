"""A business teaches its bot: words of its own, answers about the house, and what the bot leaves to people."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from bookings.models import Property
from messaging.admin.topic_words import KINDS, QUESTIONS
from messaging.dialogue.info import FOR_PEOPLE, INTENTS
from messaging.dialogue.modes import TOPICS, topic_of
from messaging.dialogue.own_texts import NEEDED, gaps_of
from messaging.dialogue.texts import en, es, pt
from messaging.dialogue.wording import GAP
from messaging.models import AnswerRules, BotText, KnownAnswer, TopicMode
from messaging.nlu.topics import WORDS
from tenants.models import Tenant, User
from tests.cast import Enter, make_person
from tests.desk.conftest import Sit
from tests.lodging import make_type

pytestmark = pytest.mark.django_db

TEXTS, ANSWERS = "/admin/messaging/bottext/", "/admin/messaging/knownanswer/"
MODES, RULES = "/admin/messaging/topicmode/", "/admin/messaging/answerrules/"
HOUSES = "/admin/bookings/property/"


@pytest.fixture
def desk(manager: User, hotel: Tenant, sit: Sit) -> Client:
    return sit(manager, hotel)


def add(desk: Client, path: str = TEXTS, **values: Any) -> str:
    return desk.post(f"{path}add/", values).content.decode()


# --- Words of the bot ----------------------------------------------------------------------------------------------------


def test_words_are_added_and_listed_by_what_they_stand_for(desk: Client, hotel: Tenant, scope: Enter) -> None:
    add(desk, key="ask_nights", language="es", text="¿Cuántas noches desde el {check_in}?")

    with scope(hotel):
        assert BotText.objects.get().text == "¿Cuántas noches desde el {check_in}?"
    page = desk.get(TEXTS).content.decode()
    assert "¿Cuántas noches te quedás a partir" in page
    assert "¿Cuántas noches desde el {check_in}?" in page


def test_our_own_words_stand_beside_theirs(desk: Client, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        AnswerRules.objects.create(address="tu")
        text = BotText.objects.create(key="ask_nights", language="es", text="¿Cuántas noches?")

    page = desk.get(f"{TEXTS}{text.pk}/change/").content.decode()

    assert "Toca una opción o escribe el número." in page
    assert "se copia como está: {check_in}" in page


@pytest.mark.parametrize("text", ["Desde el {fecha}.", "Desde el {check in}.", "Desde el {}."])
def test_a_gap_that_ours_does_not_have_is_refused(desk: Client, hotel: Tenant, scope: Enter, text: str) -> None:
    page = add(desk, key="ask_nights", language="es", text=text)

    assert f"Nada completa esto: {text[9:-1]}." in page
    assert "se copia como está: {check_in}" in page
    with scope(hotel):
        assert not BotText.objects.exists()


def test_a_question_before_a_booking_still_says_what_is_booked(desk: Client, hotel: Tenant, scope: Enter) -> None:
    page = add(desk, key="ask_confirm", language="es", text="{name} {stay}, {party}. ¿Te lo guardo?")

    assert "que el huésped tiene que leer: {total}." in page
    with scope(hotel):
        assert not BotText.objects.exists()


@pytest.mark.parametrize(("text", "is_kept"), [("x" * 20, True), ("x" * 21, False)])
def test_a_button_is_as_short_as_whatsapp_shows_it(
    desk: Client, hotel: Tenant, scope: Enter, text: str, is_kept: bool
) -> None:
    page = add(desk, key="button_book", language="es", text=text)

    assert ("WhatsApp muestra 20 caracteres" in page) is not is_kept
    with scope(hotel):
        assert BotText.objects.exists() is is_kept


def test_a_text_that_the_bot_does_not_have_is_refused(desk: Client, hotel: Tenant, scope: Enter) -> None:
    add(desk, key="ask_shoe_size", language="es", text="¿Cuánto calzás?")

    with scope(hotel):
        assert not BotText.objects.exists()


def test_what_is_there_already_is_refused_in_a_sentence(desk: Client) -> None:
    for _ in range(2):
        texts = add(desk, key="thanks", language="es", text="¡De nada!")
        answers = add(desk, ANSWERS, topic="pets", language="", text="Sí.", is_on="on")
        modes = add(desk, MODES, topic="cancel", mode="draft")

    assert "Ese texto ya tiene sus palabras en ese idioma" in texts
    assert "Ese tema ya tiene una respuesta en ese idioma" in answers
    assert "Ese tema ya está en la lista" in modes


def test_what_a_yes_depends_on_stands_in_our_texts_of_every_language() -> None:
    for key in es.TEXTS:
        assert {frozenset(GAP.findall(it.TEXTS[key])) for it in (es, pt, en)} == {frozenset(gaps_of(key))}
    assert all(needed <= set(gaps_of(key)) for key, needed in NEEDED.items())


# --- Answers and modes ---------------------------------------------------------------------------------------------------


def test_an_answer_is_added_and_listed_by_its_topic(desk: Client, hotel: Tenant, scope: Enter) -> None:
    add(desk, ANSWERS, topic="pets", language="en", text="Yes, up to two.", is_on="on")

    with scope(hotel):
        assert (KnownAnswer.objects.get().topic, KnownAnswer.objects.get().is_on) == ("pets", True)
    page = desk.get(ANSWERS).content.decode()
    assert "mascotas" in page
    assert "Yes, up to two." in page


def test_all_that_can_be_asked_about_can_be_answered_but_what_is_for_people() -> None:
    assert set(QUESTIONS) == (set(WORDS) | INTENTS) - FOR_PEOPLE


def test_each_intent_is_of_one_kind_and_each_kind_has_words() -> None:
    assert set(KINDS) == set(TOPICS)
    assert [topic_of(it) for it in ("price", "modify", "location", "greeting")] == ["stay", "change", "house", "talk"]
    assert sum(map(len, TOPICS.values())) == len(frozenset().union(*TOPICS.values()))


def test_a_kind_of_question_is_kept_for_people(desk: Client, hotel: Tenant, scope: Enter) -> None:
    add(desk, MODES, topic="cancel", mode="off")
    add(desk, MODES, topic="weather", mode="off")

    with scope(hotel):
        assert [(it.topic, it.mode) for it in TopicMode.objects.all()] == [("cancel", "off")]


@pytest.mark.parametrize(("until", "is_kept"), [("18:00", True), ("", False)])
def test_hours_of_the_team_are_both_or_none(
    desk: Client, hotel: Tenant, scope: Enter, until: str, is_kept: bool
) -> None:
    times = {"debounce_ms": 0, "fragment_ms": 0, "voice_seconds": 0, "stale_minutes": 30, "lease_minutes": 120}
    rules = {"is_on": "on", "mode": "draft", "address": "tu", "nudge_hours": 4, "remind_minutes": 15}

    page = add(desk, RULES, **times, **rules, release_minutes=45, staff_from="09:00", staff_until=until)

    assert ("Escriba las dos horas, o deje las dos vacías." in page) is not is_kept
    with scope(hotel):
        kept = [(it.mode, it.address) for it in AnswerRules.objects.all()]
    assert kept == ([("draft", "tu")] if is_kept else [])


# --- The point on the map ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("latitude", "longitude", "kept"),
    [
        ("-41.13347210862", "-71.31027", ("-41.133472", "-71.310270")),
        ("", "", (None, None)),
        ("-41.13", "", None),
        ("", "-71.31", None),
        ("-91", "-71.31", None),
        ("1e400", "NaN", None),
    ],
)
def test_a_house_is_on_the_map_with_both_numbers_or_none(
    desk: Client, hotel: Tenant, scope: Enter, latitude: str, longitude: str, kept: tuple[str | None, str | None] | None
) -> None:
    with scope(hotel):
        house = make_type().property
    hours = {"check_in_from": "15:00", "check_out_by": "10:00", "cutoff": "04:00"}
    form = {"name": "Casa", "longest_stay": 30, "most_unpaid_holds": 2, "quote_hours": 24, **hours}

    answer = desk.post(f"{HOUSES}{house.pk}/change/", {**form, "latitude": latitude, "longitude": longitude})

    assert answer.status_code == (302 if kept else 200)
    with scope(hotel):
        row = Property.objects.get()
    point = tuple(None if it is None else str(it) for it in (row.latitude, row.longitude))
    assert point == (kept or (None, None))
    if not kept and not (latitude and longitude):
        assert "Escriba la latitud y la longitud, o deje las dos vacías." in answer.content.decode()


# --- Who may -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["desk", "read_only"])
def test_who_may_only_look_reads_and_adds_nothing(hotel: Tenant, scope: Enter, sit: Sit, role: str) -> None:
    with scope(hotel):
        rows = {
            TEXTS: BotText.objects.create(key="thanks", language="es", text="¡De nada!"),
            ANSWERS: KnownAnswer.objects.create(topic="pets", text="Sí, claro."),
            MODES: TopicMode.objects.create(topic="cancel"),
        }
    reader = sit(make_person("lucas", hotel, role), hotel)

    shown = [reader.get(f"{path}{row.pk}/change/").content.decode() for path, row in rows.items()]

    assert "¡De nada!" in shown[0]
    assert "Si necesitás algo más" in shown[0]
    assert "Sí, claro." in shown[1]
    assert "cancelaciones" in shown[2]
    assert {reader.get(f"{path}add/").status_code for path in rows} == {403}
    assert {reader.post(f"{path}{row.pk}/change/", {}).status_code for path, row in rows.items()} == {403}
