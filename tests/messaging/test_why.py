"""Why the bot said something, over HTTP, of a real talk; and that somebody says it was wrong."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from bookings.models import UnitType
from messaging.models import BotTurn, Conversation, NluCase, WhatsAppNumber
from messaging.why_words import OTHER, rule_words
from tenants import clock
from tenants.models import Guest, Tenant
from tests.api.conftest import Api, make_key, with_key
from tests.cast import Enter, make_person
from tests.desk.conftest import Sit
from tests.dialogue.guest import NOON, Phone

pytestmark = pytest.mark.django_db(transaction=True)

HOSTILE = "<img src=x onerror=alert(1)> 😀 del 12 al 15 de diciembre {{7*7}} %s \u202e"


@pytest.fixture
def phone(line: WhatsAppNumber, cabins: UnitType, hotel: Tenant) -> Iterator[Phone]:
    """A guest, on a Sunday at noon, and two cabins that are free."""
    with clock.stopped_at(NOON):
        yield Phone(hotel, line, name="Ana Pérez")


@pytest.fixture
def desk(hotel: Tenant, sit: Sit) -> Api:
    return Api(sit(make_person("lucia", hotel)), {})


def address(phone: Phone, what: str, *, number: int = -1) -> str:
    return f"/conversations/{phone.talk.pk}/messages/{phone.screen[number].pk}/{what}"


def why(api: Api, phone: Phone) -> dict[str, Any]:
    """Return why the last answer was given."""
    status, told = api.get(address(phone, "why"))
    assert status == 200, told
    return dict(told)


def cases(hotel: Tenant, scope: Enter) -> list[NluCase]:
    with scope(hotel):
        return list(NluCase.objects.order_by("pk"))


# --- Why -----------------------------------------------------------------------------------------------------------------


def test_an_offer_is_explained_with_what_was_read_and_what_was_found(phone: Phone, desk: Api) -> None:
    phone.writes("hola, hay lugar del 12 al 15 de diciembre?", "somos 2")

    told = why(desk, phone)

    assert told["heard"] == "hola, hay lugar del 12 al 15 de diciembre?\nsomos 2"
    spans = {told["heard"][it["start"] : it["end"]]: (it["kind"], it["kind_words"]) for it in told["spans"]}
    assert spans["del 12 al 15 de diciembre"] == ("range", "de qué día a qué día")
    assert (told["intent"], told["intent_words"]) == ("availability", "saber si hay lugar")
    assert 0 < told["confidence"] <= 1
    stay = {"check_in": "2026-12-12", "check_out": "2026-12-15", "nights": 3, "adults": 2, "children": None}
    assert (told["slots"], told["known"]) == (stay, stay)
    assert (told["rule"], told["rule_words"]) == (
        "options",
        ["Buscó lo que hay libre para esas fechas y personas, y lo ofreció."],
    )
    assert told["facts"]["today"] == "2026-11-22"
    (offer,) = told["facts"]["offered"]
    assert (offer["currency"], float(offer["total"]) > 0, told["facts"]["bookings"]) == ("ARS", True, None)
    assert (told["version"], told["wrong"], told["message"]) == ("1", None, phone.screen[-1].pk)


def test_what_was_known_before_is_told_beside_what_this_message_said(phone: Phone, desk: Api) -> None:
    phone.writes("hay lugar del 12 al 15 de diciembre?")
    phone.writes("somos 3")

    told = why(desk, phone)

    assert (told["slots"]["check_in"], told["slots"]["adults"]) == (None, 3)
    assert (told["known"]["check_in"], told["known"]["adults"]) == ("2026-12-12", 3)


def test_bookings_that_were_looked_at_are_for_whom_bookings_are(phone: Phone, desk: Api, hotel: Tenant) -> None:
    phone.writes("quiero reservar del 12 al 15 de diciembre para 2")
    phone.taps("Reservar")
    phone.writes("sí")
    phone.writes("cuál es el código de mi reserva?")
    (booking,) = phone.bookings()

    by_person = why(desk, phone)["facts"]["bookings"]
    by_program = why(with_key(make_key(hotel, "messages:read")[1]), phone)["facts"]["bookings"]

    assert (by_person, by_program) == ([booking.code], None)


def test_words_are_in_the_language_of_whoever_asks(phone: Phone, desk: Api) -> None:
    phone.writes("hola")

    spanish, english = (desk.get(address(phone, "why"), **{"Accept-Language": it})[1] for it in ("es", "en"))

    assert spanish["rule"] == english["rule"] == "greets"
    assert not set(spanish["rule_words"]) & set(english["rule_words"])


def test_the_list_says_of_which_messages_it_can_be_told(phone: Phone, desk: Api) -> None:
    phone.writes("quiero hablar con una persona")

    _, told = desk.get(f"/conversations/{phone.talk.pk}/messages")

    # What it said as it handed over is the system's, and it can be told why.
    assert [(it["sender_type"], it["has_why"]) for it in told["items"]] == [("system", True), ("guest", False)]


def test_hostile_words_come_back_as_they_were_said(phone: Phone, desk: Api) -> None:
    phone.writes(HOSTILE)

    told = why(desk, phone)

    (days,) = (it for it in told["spans"] if it["kind"] == "range")
    assert told["heard"] == HOSTILE
    assert told["heard"][days["start"] : days["end"]] == "del 12 al 15 de diciembre"


def test_of_what_no_bot_said_and_of_other_conversations_there_is_none(
    phone: Phone, desk: Api, hotel: Tenant, scope: Enter, line: WhatsAppNumber
) -> None:
    phone.writes("hola")
    with scope(hotel):
        said = phone.screen[-1].pk
        guests = said - 1
        other = Conversation.objects.create(number=line, guest=Guest.objects.create(name="Leo"), wa_id="5491100000000")

    asked = [(phone.talk.pk, guests), (phone.talk.pk, 987_654_321), (other.pk, said), (987_654_321, said)]
    for talk, message in asked:
        path = f"/conversations/{talk}/messages/{message}"

        # Before the body is looked at: what is wrong with it tells nothing of what there is.
        answers = [desk.get(f"{path}/why")[0], desk.post(f"{path}/wrong", {"intent": "nonsense"})[0]]

        assert answers == [404, 404]


def test_a_neighbour_finds_nothing_and_changes_nothing(
    phone: Phone, hotel: Tenant, neighbours_api: Api, scope: Enter
) -> None:
    phone.writes("hola")

    answers = [
        neighbours_api.get(address(phone, "why"))[0],
        neighbours_api.post(address(phone, "wrong"), {"intent": "price"})[0],
    ]

    assert answers == [404, 404]
    assert cases(hotel, scope) == []


def test_who_may_only_look_sees_why_and_marks_nothing(phone: Phone, hotel: Tenant, sit: Sit, scope: Enter) -> None:
    phone.writes("hola")
    reader = Api(sit(make_person("lucas", hotel, "read_only")), {})
    cleaner = Api(sit(make_person("hugo", hotel, "housekeeper")), {})

    answers = [
        (it.get(address(phone, "why"))[0], it.post(address(phone, "wrong"), {"intent": "price"})[0])
        for it in (reader, cleaner)
    ]

    assert answers == [(200, 403), (403, 403)]
    assert cases(hotel, scope) == []


# --- Wrong ---------------------------------------------------------------------------------------------------------------


def test_what_was_wrong_is_kept_without_who_said_it(phone: Phone, desk: Api, hotel: Tenant, scope: Enter) -> None:
    phone.writes("soy Ana Pérez, 381 555 0101, hay lugar del 12 al 15 de diciembre?")
    body = {
        "intent": "price",
        "check_in": "2026-12-12",
        "check_out": "2026-12-16",
        "adults": 2,
        "note": "Ana quería el precio",
    }

    status, told = desk.post(address(phone, "wrong"), body)

    (case,) = cases(hotel, scope)
    assert status == 200
    assert case.text == "soy Juan Gómez, 1155550000, hay lugar del 12 al 15 de diciembre?"
    assert (case.note, case.today) == ("Juan quería el precio", date(2026, 11, 22))
    assert case.expected == {"intent": "price", "check_in": "2026-12-12", "check_out": "2026-12-16", "adults": 2}
    assert (case.understanding["intent"], case.understanding["check_out"]) == ("availability", "2026-12-15")
    assert not {"spans", "person_name", "phones", "codes", "names"} & case.understanding.keys()
    assert case.author.startswith("user:")
    assert why(desk, phone)["wrong"] == told
    assert (told["intent_words"], told["check_out"], told["children"]) == ("saber cuánto cuesta", "2026-12-16", None)


def test_said_again_the_last_word_counts(phone: Phone, desk: Api, hotel: Tenant, scope: Enter) -> None:
    phone.writes("hay lugar del 12 al 15 de diciembre?")
    desk.post(address(phone, "wrong"), {"intent": "price", "adults": 4, "note": "no"})

    status, _ = desk.post(address(phone, "wrong"), {"intent": "book", "check_in": None})

    (case,) = cases(hotel, scope)
    assert status == 200
    # Days go together: who names one says of the other that it was not told.
    assert (case.expected, case.note) == ({"intent": "book", "check_in": None, "check_out": None}, "")


def test_each_answer_has_its_own(phone: Phone, desk: Api, hotel: Tenant, scope: Enter) -> None:
    phone.writes("hola")
    phone.writes("hay lugar?")

    for number in (0, 1):
        assert desk.post(address(phone, "wrong", number=number), {"intent": "price"})[0] == 200

    assert [it.text for it in cases(hotel, scope)] == ["hola", "hay lugar?"]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"intent"}),
        ({"intent": "nonsense"}, {"intent"}),
        ({"intent": None}, {"intent"}),
        ({"intent": "price", "check_in": "mañana"}, {"check_in"}),
        ({"intent": "price", "check_in": "2026-12-15", "check_out": "2026-12-12"}, {"check_out"}),
        ({"intent": "price", "adults": -1}, {"adults"}),
        ({"intent": "price", "children": 100}, {"children"}),
        ({"intent": "price", "note": "x" * 1001}, {"note"}),
        ({"intent": "price", "note": "a\x00b"}, {"note"}),
        ({"intent": "price", "text": "otra cosa"}, {"text"}),
    ],
)
def test_what_it_does_not_take_is_named(
    phone: Phone, desk: Api, hotel: Tenant, scope: Enter, body: dict[str, Any], fields: set[str]
) -> None:
    phone.writes("hola")

    status, problem = desk.post(address(phone, "wrong"), body)

    assert (status, set(problem["fields"])) == (400, fields)
    assert cases(hotel, scope) == []


def test_hostile_words_are_kept_as_words(phone: Phone, desk: Api, hotel: Tenant, scope: Enter) -> None:
    phone.writes(HOSTILE)

    desk.post(address(phone, "wrong"), {"intent": "unknown", "note": HOSTILE})

    (case,) = cases(hotel, scope)
    assert (case.text, case.note) == (HOSTILE, HOSTILE)


def test_a_trace_that_keeps_less_is_explained_as_far_as_it_goes(
    phone: Phone, desk: Api, hotel: Tenant, scope: Enter
) -> None:
    phone.writes("hola")
    with scope(hotel):
        BotTurn.objects.update(understanding={}, facts={}, state={}, rule="no_such_rule")

    told = why(desk, phone)
    status, _ = desk.post(address(phone, "wrong"), {"intent": "greeting"})

    assert (told["spans"], told["rule_words"], told["facts"]["offered"]) == ([], [str(OTHER)], None)
    assert status == 200
    assert cases(hotel, scope)[0].today == date(2026, 11, 22)


# --- Words for every rule ------------------------------------------------------------------------------------------------


def rules_of_code() -> set[str]:
    """Return the rules by which the bot answers, as its code writes them; the end of one that is put together is any."""
    files = (Path(settings.BASE_DIR) / "messaging" / "dialogue").glob("*.py")
    found: list[ast.expr] = []
    for node in (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))):
        if isinstance(node, ast.Call):
            found += [keyword.value for keyword in node.keywords if keyword.arg == "rule"]
            found += node.args[3:4] if isinstance(node.func, ast.Name) and node.func.id == "Decision" else []
    whole = {it.value for it in found if isinstance(it, ast.Constant) and isinstance(it.value, str)}
    # What goes on behind these is a word of a few, each with its own sentence.
    listed = ("asks_", "asks_cancel_", "says_")
    firsts = [it.values[0] for it in found if isinstance(it, ast.JoinedStr)]
    begun = {str(it.value) for it in firsts if isinstance(it, ast.Constant)}
    return {rule for rule in whole if rule} | {f"{begin}any" for begin in begun if begin not in listed}


def test_every_rule_has_words_for_people() -> None:
    rules = rules_of_code()

    assert {"holds", "claims_code", "miss_any", "greets"} <= rules  # the control: they are found
    assert {rule for rule in rules if rule_words(rule) == [str(OTHER)]} == set(), "add them to messaging/why_words.py"


def test_the_steps_of_one_answer_are_told_one_by_one() -> None:
    assert rule_words("holds > held") == [
        "El huésped dijo que sí a todo, y tomó las noches.",
        "La prerreserva quedó hecha.",
    ]
    assert len(rule_words("cancels > cancelled > cancelled")) == 2
