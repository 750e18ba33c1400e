"""Meta's limits: one letter too many, and the whole message is refused."""

from __future__ import annotations

from contextlib import suppress
from random import Random
from typing import Any

import pytest

from sandbox.graph.errors import Refused
from sandbox.graph.limits import check
from sandbox.graph.templates import Templates
from tests.sandbox.caller import NUMBER, Caller

Json = dict[str, Any]


def buttons(*titles: str, body: str = "¿Confirma?", **more: Any) -> Json:
    replies = [{"type": "reply", "reply": {"id": f"b{turn}", "title": title}} for turn, title in enumerate(titles)]
    made = {"type": "button", "body": {"text": body}, "action": {"buttons": replies}}
    return {"type": "interactive", "interactive": made | more}


def menu(*rows: Json, button: str = "Ver", **section: Any) -> Json:
    action = {"button": button, "sections": [{"rows": list(rows)} | section]}
    return {"type": "interactive", "interactive": {"type": "list", "body": {"text": "Elija"}, "action": action}}


def link(label: str = "Pagar", url: str = "https://example.com/p") -> Json:
    action = {"name": "cta_url", "parameters": {"display_text": label, "url": url}}
    return {"type": "interactive", "interactive": {"type": "cta_url", "body": {"text": "Pague"}, "action": action}}


def template(*values: str) -> Json:
    parameters = [{"type": "text", "text": value} for value in values]
    made = {"name": "aviso", "language": {"code": "es"}, "components": [{"type": "body", "parameters": parameters}]}
    return {"type": "template", "template": made}


ROW = {"id": "r1", "title": "Quincho"}
FITS: dict[str, Json] = {
    "a long text": {"type": "text", "text": {"body": "a" * 4096}},
    "three buttons": buttons("a" * 20, "b", "c"),
    "ten rows": menu(*({"id": f"r{turn}", "title": "a" * 24, "description": "b" * 72} for turn in range(10))),
    "a link": link("a" * 20),
    "a place": {"type": "location", "location": {"latitude": -34.6, "longitude": -58.3}},
    "a reaction": {"type": "reaction", "reaction": {"message_id": "wamid.X", "emoji": "👍"}},
    "a reaction taken back": {"type": "reaction", "reaction": {"message_id": "wamid.X", "emoji": ""}},
    "a picture by link": {"type": "image", "image": {"link": "https://example.com/a.jpg"}},
    "contacts": {"type": "contacts", "contacts": [{"name": {"formatted_name": "Ana"}}]},
    "where are you": {
        "type": "interactive",
        "interactive": {"type": "location_request_message", "body": {"text": "?"}, "action": {"name": "send_location"}},
    },
    "a template": template("Ana"),
}
REFUSED: dict[str, tuple[Json, int]] = {
    "no text": ({"type": "text", "text": {"body": "  "}}, 131009),
    "a text too long": ({"type": "text", "text": {"body": "a" * 4097}}, 131009),
    "emoji count twice": ({"type": "text", "text": {"body": "😀" * 2049}}, 131009),
    "a text that is none": ({"type": "text", "text": {"body": 7}}, 100),
    "no such type": ({"type": "hologram", "hologram": {}}, 100),
    "nothing inside": ({"type": "image"}, 100),
    "a button too long": (buttons("a" * 21), 131009),
    "four buttons": (buttons("a", "b", "c", "d"), 131009),
    "the same button twice": (buttons("a", "a"), 131009),
    "a body too long": (buttons("a", body="a" * 1025), 131009),
    "a footer too long": (buttons("a", footer={"text": "a" * 61}), 131009),
    "a header too long": (buttons("a", header={"type": "text", "text": "a" * 61}), 131009),
    "a row too long": (menu({"id": "r", "title": "a" * 25}), 131009),
    "a description too long": (menu(ROW | {"description": "a" * 73}), 131009),
    "the same row twice": (menu(ROW, ROW), 131009),
    "eleven rows": (menu(*({"id": f"r{turn}", "title": "a"} for turn in range(11))), 131009),
    "no rows": (menu(), 131009),
    "a section too long": (menu(ROW, title="a" * 25), 131009),
    "a label too long": (link("a" * 21), 131009),
    "an address that is none": (link(url="javascript:alert(1)"), 131009),
    "a place beyond the pole": ({"type": "location", "location": {"latitude": -91, "longitude": 0}}, 131009),
    "a picture twice": ({"type": "image", "image": {"id": "1", "link": "https://example.com/a.jpg"}}, 100),
    "a picture that is gone": ({"type": "image", "image": {"id": "1"}}, 131009),
    "a caption on sound": ({"type": "audio", "audio": {"link": "https://example.com/a.ogg", "caption": "a"}}, 100),
    "a number that is none": ({"to": "Ana", "type": "text", "text": {"body": "a"}}, 131009),
    "nobody": ({"to": "", "type": "text", "text": {"body": "a"}}, 100),
    "an id that is none": ({"to": "", "recipient": "Ana", "type": "text", "text": {"body": "a"}}, 131009),
    "another product": ({"messaging_product": "sms", "type": "text", "text": {"body": "a"}}, 100),
    "opaque too long": ({"biz_opaque_callback_data": "a" * 513, "type": "text", "text": {"body": "a"}}, 131009),
    "a line break in a template": (template("a\nb"), 132018),
}


@pytest.mark.parametrize("content", FITS.values(), ids=FITS)
def test_what_fits_is_accepted(caller: Caller, content: Json) -> None:
    answer = caller.send(**content)

    assert answer.status_code == 200, answer.text
    assert answer.json()["messages"][0]["id"].startswith("wamid.")


@pytest.mark.parametrize(("content", "code"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_is_refused_and_written_down(caller: Caller, content: Json, code: int) -> None:
    answer = caller.send(**content)

    error = answer.json()["error"]
    (entry,) = caller.ledger()
    assert (answer.status_code, error["code"]) == (400, code)
    assert error["error_data"]["details"]
    assert (entry["outcome"], entry["code"], entry["wamid"]) == ("refused", code, "")


@pytest.mark.parametrize("seed", range(5))
def test_whatever_stands_anywhere_in_a_message_it_is_taken_or_refused(seed: int) -> None:
    dice = Random(seed)
    base = {"messaging_product": "whatsapp", "to": "+5491155550001"}
    for _ in range(300):
        payload = {name: spoiled(value, dice) for name, value in (base | dice.choice([*FITS.values()])).items()}

        with suppress(Refused):
            check(payload, has_media=lambda _: True, templates=Templates(), any_template=dice.random() < 0.5)


def spoiled(thing: Any, dice: Random) -> Any:
    """Return a thing in which something, somewhere, is not what it should be."""
    if dice.random() < 0.12:
        return dice.choice(
            [None, True, 7, -1.5, "", "x", "\ud83d", "\0", [], [None], [[]], {}, {"type": []}, {"id": {}}]
        )
    if isinstance(thing, dict):
        return {name: spoiled(value, dice) for name, value in thing.items()}
    return [spoiled(value, dice) for value in thing] if isinstance(thing, list) else thing


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b"[" * 100_000, b"\xff", b'{"to": NaN}'])
def test_a_body_that_is_no_message_is_refused(caller: Caller, body: bytes) -> None:
    answer = caller.graph("POST", "106700800/messages", data=body)

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)


def test_a_known_template_is_held_to_its_variables(caller: Caller) -> None:
    body = {"type": "BODY", "text": "Hola {{1}}, hasta el {{2}}"}
    caller.control("POST", "templates", json={"templates": [{"name": "aviso", "language": "es", "components": [body]}]})

    codes = [
        caller.send(**template(*values)).json().get("error", {}).get("code") for values in (("Ana", "lunes"), ("Ana",))
    ]
    caller.turn(any_template=False)
    unknown = caller.send(type="template", template={"name": "otra", "language": {"code": "es"}})

    assert codes == [None, 132000]
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, 132001)
    assert caller.graph("GET", "102200300/message_templates").json()["data"][0]["name"] == "aviso"


BUTTONS = [
    {"type": "QUICK_REPLY", "text": "Sí, voy"},
    {"type": "URL", "text": "Ver", "url": "https://example.com/r/{{1}}"},
]
FULL: Json = {
    "name": "recibo",
    "language": "es",
    "components": [
        {"type": "HEADER", "format": "IMAGE"},
        {"type": "BODY", "text": "Hola {{1}}"},
        {"type": "BUTTONS", "buttons": BUTTONS},
    ],
}
PICTURE: Json = {"type": "header", "parameters": [{"type": "image", "image": {"link": "https://example.com/a.png"}}]}
NAME: Json = {"type": "body", "parameters": [{"type": "text", "text": "Ana"}]}
LINK: Json = {"type": "button", "sub_type": "url", "index": "1", "parameters": [{"type": "text", "text": "7"}]}


@pytest.mark.parametrize(
    ("components", "code"),
    [
        ([PICTURE, NAME, LINK], None),
        ([NAME, LINK], 132000),
        ([{"type": "header", "parameters": [{"type": "text", "text": "Ana"}]}, NAME, LINK], 132012),
        ([PICTURE, LINK], 132000),
        ([PICTURE, NAME], 131008),
        ([PICTURE, NAME, LINK | {"index": "0"}], 132012),
        ([PICTURE, NAME, LINK, LINK | {"index": "5"}], 132012),
    ],
)
def test_each_part_of_a_known_template_is_filled_as_it_asks(
    caller: Caller, components: list[Json], code: int | None
) -> None:
    caller.control("POST", "templates", json={"templates": [FULL]})

    told = caller.send(
        type="template", template={"name": "recibo", "language": {"code": "es"}, "components": components}
    ).json()

    assert told.get("error", {}).get("code") == code


@pytest.mark.parametrize(("name", "code"), [("guest", None), ("other", 100), ("", 100)])
def test_named_words_are_filled_by_their_names(caller: Caller, name: str, code: int | None) -> None:
    body = {"type": "BODY", "text": "Hola {{guest}}"}
    named = {"name": "aviso", "language": "es", "parameter_format": "NAMED", "components": [body]}
    caller.control("POST", "templates", json={"templates": [named]})
    given = {"type": "body", "parameters": [{"type": "text", "text": "Ana", "parameter_name": name}]}

    told = caller.send(
        type="template", template={"name": "aviso", "language": {"code": "es"}, "components": [given]}
    ).json()

    assert told.get("error", {}).get("code") == code


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "999/messages"),
        ("POST", "999/whatsapp_business_profile"),
        ("GET", "999?fields=quality_rating"),
        ("GET", "999/message_templates"),
        ("POST", "999/subscribed_apps"),
        ("GET", f"{NUMBER}/message_templates"),
        ("POST", "102200300/messages"),
    ],
)
def test_the_graph_has_no_other_numbers_than_it_was_told_of(caller: Caller, method: str, path: str) -> None:
    told = caller.graph(method, path, json={"messaging_product": "whatsapp"})

    assert told.status_code == 400
    assert (told.json()["error"]["code"], told.json()["error"]["error_subcode"]) == (100, 33)


def test_only_what_a_guest_wrote_can_be_marked_as_read(caller: Caller) -> None:
    ours = caller.text().json()["messages"][0]["id"]
    theirs = caller.write(type="text", text="Hola")["wamid"]

    codes = [
        caller.graph(
            "POST",
            f"{NUMBER}/messages",
            json={"messaging_product": "whatsapp", "status": "read", "message_id": wamid},
        ).status_code
        for wamid in (theirs, "wamid.written-past-the-sandbox", ours, "12345")
    ]

    assert codes == [200, 200, 400, 400]
