"""What can be said: kept as JSON without loss, refused where Meta would refuse, and said in Meta's words."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.whatsapp.contents import KINDS
from messaging.whatsapp.outgoing import (
    AskPhone,
    AskPlace,
    BadContent,
    Buttons,
    Choice,
    Content,
    File,
    LinkButton,
    Menu,
    Picture,
    Place,
    Reaction,
    Recipient,
    Row,
    Section,
    TemplateButton,
    TemplateMessage,
    Text,
    TooLong,
    Voice,
    check,
    from_json,
    other_form,
    payload,
    to_json,
    units,
)

ANA = Recipient("5491155550000", "AR.900100200300")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


def any_content() -> st.SearchStrategy[Content]:
    """Return contents of every kind, most of which Meta would refuse."""
    degrees = st.floats(allow_nan=False, allow_infinity=False)
    others = (st.from_type(kind) for kind in KINDS.values() if kind is not Place)
    return st.one_of(st.builds(Place, latitude=degrees, longitude=degrees), *others)


def menu(*, sections: int = 1, rows: int = 1, **change: Any) -> Menu:
    lists = [tuple(Row(f"{s}.{r}", f"Fila {r}") for r in range(rows)) for s in range(sections)]
    made = Menu("Elija", "Ver", tuple(Section(f"Parte {s}", rows) for s, rows in enumerate(lists)))
    return dataclasses.replace(made, **change)


def buttons(*titles: str, **change: str) -> Buttons:
    return Buttons("¿Confirma?", tuple(Choice(f"id{n}", title) for n, title in enumerate(titles)), **change)


def row(**change: str) -> Menu:
    return Menu("Elija", "Ver", (Section("", (Row(**{"id": "1", "title": "Fila", **change}),)),))


@given(content=any_content())
def test_a_row_keeps_a_content_without_loss(content: Content) -> None:
    assert from_json(json.loads(json.dumps(to_json(content)))) == content


@given(kind=st.sampled_from(sorted(KINDS)), stored=st.dictionaries(st.text(max_size=9), JSON), data=st.data())
def test_what_no_content_is_made_of_is_refused_and_breaks_nothing(
    kind: str, stored: dict[str, Any], data: st.DataObject
) -> None:
    names = [field.name for field in dataclasses.fields(KINDS[kind])]
    fields = data.draw(st.dictionaries(st.sampled_from(names), JSON))

    try:
        read = from_json({**stored, **fields, "kind": kind})
    except BadContent:
        return

    assert from_json(to_json(read)) == read


@pytest.mark.parametrize(
    "stored", [{}, {"kind": "poem"}, {"kind": ["text"]}, {"kind": "text"}, {"kind": "text", "body": 1}]
)
def test_what_is_no_content_is_refused(stored: dict[str, Any]) -> None:
    with pytest.raises(BadContent):
        from_json(stored)


def test_a_field_of_another_version_is_passed_over() -> None:
    assert from_json({"kind": "text", "body": "Hola", "shade": "blue"}) == Text("Hola")


GOOD: list[Content] = [
    *(Text("x" * 4096), Text("Hola", preview_url=True), buttons("a" * 20, "b", "c", header="h" * 60, footer="f" * 60)),
    *(
        menu(rows=10),
        menu(sections=10),
        menu(sections=5, rows=2),
        row(description="d" * 72, title="t" * 24, id="i" * 200),
    ),
    *(
        LinkButton("Pague", "Pagar", "https://example.com/p/42"),
        Place(-34.6, -58.38, "Casa", "Calle 1"),
        Place(-90, 180),
    ),
    *(AskPlace("¿Dónde está?"), AskPhone("¿Su teléfono?"), Picture(id="7001", caption="c" * 1024), Voice("7003")),
    *(Picture(link="https://example.com/a.jpg?v=3"), File(id="7002", filename="a.pdf"), Reaction("wamid.A1", "👍")),
    *(Reaction("wamid.A1"), TemplateMessage("recordatorio", "es_AR", ("Ana", "jueves")), TemplateMessage("hola", "es")),
    TemplateMessage(
        "foto", "es", header_media=Picture(id="1"), buttons=(TemplateButton(0, "si"), TemplateButton(1, "x"))
    ),
    TemplateMessage("nombres", "pt_BR", ("Ana",), names=("guest",), header="Hola"),
]
LONG: list[tuple[Content, str]] = [
    *((Text("x" * 4097), "body"), (Text("😀" * 2049), "body"), (buttons("a" * 21), "buttons.0.title")),
    (Buttons("b", (Choice("i" * 257, "a"),)), "buttons.0.id"),
    *((buttons("a", "b", "c", "d"), "buttons"), (buttons("a", header="h" * 61), "header")),
    *((buttons("a", footer="f" * 61), "footer"), (Buttons("b" * 1025, (Choice("1", "a"),)), "body")),
    *((menu(rows=11), "sections"), (menu(sections=6, rows=2), "sections"), (menu(button="b" * 21), "button")),
    *((menu(body="b" * 1025), "body"), (row(title="t" * 25), "sections.0.rows.0.title")),
    *((row(description="d" * 73), "sections.0.rows.0.description"), (row(id="i" * 201), "sections.0.rows.0.id")),
    (Menu("b", "v", (Section("s" * 25, (Row("1", "a"),)),)), "sections.0.title"),
    *((LinkButton("b", "l" * 21, "https://a.b"), "label"), (LinkButton("b", "l", "https://a.b/" + "x" * 2000), "url")),
    *((AskPlace("b" * 1025), "body"), (AskPhone("b" * 1025), "body"), (Picture(id="1", caption="c" * 1025), "caption")),
    *((TemplateMessage("n" * 513, "es"), "name"), (TemplateMessage("n", "es", ("v" * 600,) * 2), "body")),
    (TemplateMessage("n", "es", header="h" * 61), "header"),
]
BAD: list[tuple[Content, str]] = [
    *(
        (Text(""), "body"),
        (Text(" \n"), "body"),
        (Text("a\x00b"), "body"),
        (Text("\ud83d"), "body"),
        (buttons(), "buttons"),
    ),
    *((buttons(""), "buttons.0.title"), (buttons("Sí", "Sí "), "buttons"), (Buttons("", (Choice("1", "a"),)), "body")),
    (Buttons("b", (Choice("1", "a"), Choice("1", "b"))), "buttons"),
    *((menu(sections=0), "sections"), (menu(rows=0), "sections"), (row(id=""), "sections.0.rows.0.id")),
    (Menu("b", "v", (Section("", (Row("1", "a"),)), Section("x", (Row("2", "b"),)))), "sections.0.title"),
    (Menu("b", "v", (Section("", (Row("1", "a"), Row("1", "b"))),)), "sections"),
    *((LinkButton("b", "l", "javascript:alert(1)"), "url"), (LinkButton("b", "l", "https://a b"), "url")),
    *((Place(91, 0), "latitude"), (Place(0, -181), "longitude"), (Place(float("nan"), 0), "latitude")),
    *((Picture(), "id"), (Picture(id="1", link="https://a.b"), "id"), (File(link="file:///etc/passwd"), "link")),
    *((Voice(""), "id"), (Reaction(""), "wamid"), (TemplateMessage("Hola", "es"), "name")),
    *((TemplateMessage("n", "español"), "language"), (TemplateMessage("n", "es", ("",)), "body.0")),
    (TemplateMessage("n", "es", ("a", "b"), names=("x",)), "names"),
    (TemplateMessage("n", "es", header="h", header_media=Picture(id="1")), "header"),
    (TemplateMessage("n", "es", buttons=(TemplateButton(0, "a"), TemplateButton(0, "b"))), "buttons"),
]


@pytest.mark.parametrize("content", GOOD, ids=lambda content: content.kind)
def test_what_fits_is_let_through(content: Content) -> None:
    check(content)

    assert payload(content, recipient=ANA)["type"]


@pytest.mark.parametrize(("content", "field"), LONG)
def test_what_is_too_long_is_refused_before_meta_is_asked(content: Content, field: str) -> None:
    with pytest.raises(TooLong) as refusal:
        check(content)

    assert list(refusal.value.fields) == [field]
    assert refusal.value.length > refusal.value.most


@pytest.mark.parametrize(("content", "field"), BAD)
def test_what_is_missing_or_can_be_nothing_is_refused(content: Content, field: str) -> None:
    with pytest.raises(BadContent) as refusal:
        check(content)

    assert list(refusal.value.fields) == [field]
    assert not isinstance(refusal.value, TooLong)


def test_an_emoji_counts_as_two() -> None:
    assert (units("ñ"), units("😀"), units("\ud83d")) == (1, 2, 1)


TAPPED = {"type": "reply", "reply": {"id": "confirm:42", "title": "Confirmo"}}
LISTED = {
    "title": "Jueves",
    "rows": [{"id": "1", "title": "10:00", "description": "Dra."}, {"id": "2", "title": "10:30"}],
}
SAID: list[tuple[Content, dict[str, Any]]] = [
    (Text("Hola", preview_url=True), {"type": "text", "text": {"body": "Hola", "preview_url": True}}),
    (
        Buttons("¿Sí?", (Choice("confirm:42", "Confirmo"),), header="Turno", footer="Casa"),
        {
            "type": "interactive",
            "interactive": {
                "type": "button",
                "header": {"type": "text", "text": "Turno"},
                "body": {"text": "¿Sí?"},
                "footer": {"text": "Casa"},
                "action": {"buttons": [TAPPED]},
            },
        },
    ),
    (
        Menu("Elija", "Ver", (Section("Jueves", (Row("1", "10:00", "Dra."), Row("2", "10:30"))),)),
        {
            "type": "interactive",
            "interactive": {
                "type": "list",
                "body": {"text": "Elija"},
                "action": {"button": "Ver", "sections": [LISTED]},
            },
        },
    ),
    (
        LinkButton("Pague", "Pagar", "https://e.com"),
        {
            "type": "interactive",
            "interactive": {
                "type": "cta_url",
                "body": {"text": "Pague"},
                "action": {"name": "cta_url", "parameters": {"display_text": "Pagar", "url": "https://e.com"}},
            },
        },
    ),
    (
        AskPlace("¿Dónde?"),
        {
            "type": "interactive",
            "interactive": {
                "type": "location_request_message",
                "body": {"text": "¿Dónde?"},
                "action": {"name": "send_location"},
            },
        },
    ),
    (
        AskPhone("¿Teléfono?"),
        {
            "type": "interactive",
            "interactive": {
                "type": "request_contact_info",
                "body": {"text": "¿Teléfono?"},
                "action": {"name": "request_contact_info"},
            },
        },
    ),
    (
        Place(-34.6, -58.4, "Casa"),
        {"type": "location", "location": {"latitude": -34.6, "longitude": -58.4, "name": "Casa"}},
    ),
    (Picture(id="7", caption="c"), {"type": "image", "image": {"id": "7", "caption": "c"}}),
    (File(id="7", filename="a.pdf"), {"type": "document", "document": {"id": "7", "filename": "a.pdf"}}),
    (Voice("7"), {"type": "audio", "audio": {"id": "7", "voice": True}}),
    (Reaction("wamid.A1"), {"type": "reaction", "reaction": {"message_id": "wamid.A1", "emoji": ""}}),
    (
        TemplateMessage(
            "t", "es_AR", ("Ana",), header_media=Picture(id="7"), buttons=(TemplateButton(1, "42", "url"),)
        ),
        {
            "type": "template",
            "template": {
                "name": "t",
                "language": {"code": "es_AR"},
                "components": [
                    {"type": "header", "parameters": [{"type": "image", "image": {"id": "7"}}]},
                    {"type": "body", "parameters": [{"type": "text", "text": "Ana"}]},
                    {"type": "button", "sub_type": "url", "index": "1", "parameters": [{"type": "text", "text": "42"}]},
                ],
            },
        },
    ),
    (TemplateMessage("t", "es"), {"type": "template", "template": {"name": "t", "language": {"code": "es"}}}),
]


@pytest.mark.parametrize(("content", "words"), SAID, ids=lambda it: getattr(it, "kind", ""))
def test_a_content_is_said_in_metas_words(content: Content, words: dict[str, Any]) -> None:
    said = payload(content, recipient=ANA)

    assert said == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+5491155550000",
        **words,
    }


def test_an_answer_names_what_it_answers_and_carries_our_own_id() -> None:
    said = payload(Text("Hola"), recipient=ANA, reply_to="wamid.A1", opaque="out:7")

    assert said["context"] == {"message_id": "wamid.A1"}
    assert said["biz_opaque_callback_data"] == "out:7"


def test_a_values_line_breaks_become_blanks() -> None:
    said = payload(TemplateMessage("t", "es", ("a\n\tb        c ",), names=("guest",)), recipient=ANA)

    assert said["template"]["components"][0]["parameters"] == [
        {"type": "text", "text": "a b   c", "parameter_name": "guest"}
    ]


@pytest.mark.parametrize(
    ("recipient", "field"),
    [
        (Recipient("5491155550000"), {"to": "+5491155550000"}),
        (Recipient("+5491155550000"), {"to": "+5491155550000"}),
        (Recipient(user_id="AR.900100200300"), {"recipient": "AR.900100200300"}),
        (Recipient(user_id="AR.ENT.11815799"), {"recipient": "AR.ENT.11815799"}),
        (Recipient(wa_id="AR.900100200300"), {"recipient": "AR.900100200300"}),
        (ANA, {"to": "+5491155550000"}),
    ],
)
def test_the_form_of_an_id_says_where_it_stands(recipient: Recipient, field: dict[str, str]) -> None:
    assert recipient.address() == field


@pytest.mark.parametrize(
    "recipient", [Recipient(), Recipient("ana"), Recipient(user_id="900"), Recipient("٥٤٩١١٥٥٥٥٠")]
)
def test_a_message_to_nobody_is_refused(recipient: Recipient) -> None:
    with pytest.raises(BadContent) as refusal:
        payload(Text("Hola"), recipient=recipient)

    assert refusal.value.field == "recipient"


def test_an_id_of_ours_that_meta_would_cut_is_refused() -> None:
    with pytest.raises(TooLong):
        payload(Text("Hola"), recipient=ANA, opaque="x" * 513)


@pytest.mark.parametrize(
    ("known", "other"),
    [
        *(("5491155550000", "541155550000"), ("5215512345678", "525512345678"), ("5511912345678", "551112345678")),
        *(("551112345678", "5511912345678"), ("541155550000", ""), ("56912345678", ""), ("", ""), ("AR.9", "")),
    ],
)
def test_some_countries_mobiles_have_another_form(known: str, other: str) -> None:
    assert other_form(known) == other
