"""What the bot would make of a message, over HTTP: what the command says, with the day, country and names of the house."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings.models import Property
from tenants import clock
from tenants.models import Tenant
from tests.api.conftest import Api, make_key, with_key
from tests.cast import Enter
from tests.lodging import make_type
from tests.nlu.test_nlu_hostile import HOSTILE

pytestmark = pytest.mark.django_db

LONGEST = 65_536
# In Tucumán it is still the evening before.
NIGHT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


@pytest.fixture
def program(hotel: Tenant) -> Api:
    """A program of our business, which needs no number here."""
    return with_key(make_key(hotel)[1])


def read(program: Api, text: str, **more: Any) -> dict[str, Any]:
    """Return what was understood."""
    status, told = program.post("/nlu/analyze", {"text": text, **more})
    assert status == 200, told
    return dict(told)


def test_it_says_what_the_command_says(program: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"text": "  hay lugar del 12 al 15\npara 2? somos 2 y un nene 🙂 ", "today": "2026-11-22"}
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(asked)))
    call_command("understand", stdout=out)
    by_command = json.loads(out.getvalue())

    told = read(program, **asked)

    assert list(told) == list(by_command)
    assert {**told, "micros": 0} == {**by_command, "micros": 0}
    assert (told["check_in"], told["check_out"], told["micros"] > 0) == ("2026-12-12", "2026-12-15", True)


def test_each_part_is_told_with_its_place_in_the_text_as_it_was_sent(program: Api) -> None:
    text = "  🙂 del 12 al 15 de marzo "

    told = read(program, text)

    assert [text[it["start"] : it["end"]] for it in told["spans"] if it["kind"] == "range"] == ["del 12 al 15 de marzo"]


def test_today_is_the_day_in_the_business_s_own_zone(program: Api, hotel: Tenant) -> None:
    days = []

    with clock.stopped_at(NIGHT):
        for zone in ("America/Argentina/Tucuman", "Europe/Madrid"):
            Tenant.objects.filter(pk=hotel.pk).update(zone=zone)
            days.append(read(program, "quiero reservar para mañana")["check_in"])
        days.append(read(program, "quiero reservar para mañana", today="2027-02-27")["check_in"])

    assert days == ["2026-11-22", "2026-11-23", "2027-02-28"]


def test_holidays_are_those_of_the_house_s_country(program: Api, hotel: Tenant, scope: Enter) -> None:
    asked = {"text": "hay lugar para el día de la independencia?", "today": "2026-06-01"}
    nobodys = read(program, **asked)["check_in"]
    with scope(hotel):
        Property.objects.create(name="Casa", country="BR")

    found = [read(program, **asked, **more)["check_in"] for more in ({}, {"country": "AR"}, {"country": "ZZ"})]

    assert (nobodys, found) == ("2026-07-09", ["2026-09-07", "2026-07-09", None])


def test_names_are_those_of_the_business_s_own_types(
    program: Api, neighbours_api: Api, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        make_type("Arrayán del Bosque")

    ours, theirs = (
        [(it["kind"], it["value"]) for it in read(who, "está libre la arrayán del bosque?")["spans"]]
        for who in (program, neighbours_api)
    )

    assert ("unit", "Arrayán del Bosque") in ours
    assert "unit" not in {kind for kind, _ in theirs}


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ({}, {"text": ["required"]}),
        ({"text": None}, {"text": ["null"]}),
        ({"text": 5}, {"text": ["invalid"]}),
        ({"text": ["hola"]}, {"text": ["invalid"]}),
        ({"text": "del 12\x00al 15"}, {"text": ["null_characters_not_allowed"]}),
        ({"text": "a" * (LONGEST + 1)}, {"text": ["max_length"]}),
        ({"text": "hola", "today": "mañana"}, {"today": ["no_day"]}),
        ({"text": "hola", "today": "2026-02-30"}, {"today": ["no_day"]}),
        ({"text": "hola", "today": "9999-12-31"}, {"today": ["far_day"]}),
        ({"text": "hola", "today": 20261122}, {"today": ["no_day"]}),
        ({"text": "hola", "country": "ar"}, {"country": ["invalid"]}),
        ({"text": "hola", "country": "AR\n"}, {"country": ["max_length"]}),
        ({"text": "hola", "country": "../../etc"}, {"country": ["max_length", "invalid"]}),
        ({"text": "hola", "names": ["Suite"]}, {"names": ["unknown"]}),
    ],
)
def test_what_it_does_not_take_is_named(program: Api, body: dict[str, Any], codes: dict[str, list[str]]) -> None:
    status, problem = program.post("/nlu/analyze", body)

    assert (status, problem["code"], {name: sorted(it) for name, it in problem["codes"].items()}) == (
        400,
        "invalid",
        {name: sorted(it) for name, it in codes.items()},
    )


def test_half_a_surrogate_is_refused(program: Api) -> None:
    for body in (b'{"text": "hola \\ud800"}', b'{"text": "\xed\xa0\x80"}'):
        status, problem = program.post("/nlu/analyze", body)

        assert (status, bool(problem["code"])) == (400, True)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:24]))
def test_anything_is_answered_or_refused(program: Api, text: str) -> None:
    status, told = program.post("/nlu/analyze", json.dumps({"text": text[:LONGEST]}).encode())

    assert (status, "intent" in told) == (200, True) or (status, "code" in told) == (400, True)


def test_the_longest_message_is_taken_however_it_is_written(program: Api) -> None:
    text = "😀" * LONGEST

    escaped = program.post("/nlu/analyze", json.dumps({"text": text}).encode())
    plain = program.post("/nlu/analyze", {"text": text})

    assert (escaped[0], plain[0]) == (200, 200)


def test_nothing_is_written(program: Api, hotel: Tenant) -> None:
    program.get("/me")  # notes that the key was used, once a minute

    with CaptureQueriesContext(
        connection,
    ) as asked:
        read(program, "quiero reservar del 12 al 15, soy Ana Paz")

    assert [it["sql"] for it in asked if it["sql"].lstrip().startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_who_may_not_see_messages_may_not_ask(hotel: Tenant) -> None:
    program = with_key(make_key(hotel, "guests:read")[1])

    status, problem = program.post("/nlu/analyze", {"text": "hola"})

    assert (status, problem["code"]) == (403, "right_missing")
