"""What the bot says: every key in every language, the same gaps, labels that fit, and values in words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

from bookings.availability.reasons import Reason
from bookings.lifecycle import Status
from bookings.stays import Party, Stay
from messaging.dialogue import wording
from messaging.dialogue.shapes import Choice, Reply
from messaging.dialogue.state import Asked
from messaging.dialogue.texts import en, es, es_tu, pt
from messaging.dialogue.wording import LONGEST_LABEL, text_of, word, words_of

LANGUAGES = {"es": es.TEXTS, "pt": pt.TEXTS, "en": en.TEXTS}
WRITTEN = {**LANGUAGES, "es_tu": es_tu.TEXTS}
TODAY = date(2027, 2, 1)
TOLD = (Status.PRE_RESERVED, Status.CONFIRMED, Status.CHECKED_IN)
BRIEF = {"stay", "party", "number", "on"}
SHOWN = {"code", "units", "stay", "due", "deposit", "expires"}
ONE = {"person_comes_later": "from", "nudge": "stay", "knowledge": "text"}
ONE |= {"welcome": "house", "ask_name": "name", "cancelled": "code", "ask_nights": "check_in"}
# What the flows fill; a text may leave out some of it, and has nothing else.
GAPS: dict[str, set[str]] = {
    **{key: {gap} for key, gap in ONE.items()},
    **{key: {"stay"} for key in ("ask_people", "ask_adults", "go_on_with")},
    **{key: {"code", "units", "stay", "fee"} for key in ("ask_cancel_sure_free", "ask_cancel_sure_fee")},
    **dict.fromkeys(("options", "sold_meanwhile"), BRIEF),
    **{key: {"number", "name", "total", "stay", "nights"} for key in ("option", "option_dated")},
    **{f"{kind}_{reason.value}": BRIEF for kind in ("instead", "none") for reason in Reason},
    **{f"booking_{status.value}": SHOWN for status in TOLD},
    **{key: {"words"} for key in ("not_changed", "cannot_change", "refused")},
    **{key: {"name", "code", "price", "day", "total"} for key in ("ask_extra_sure", "extra_taken", "extra_added")},
    "ask_dates_sure": {"stay", "party"},
    "ask_which_night": {"begun", "next"},
    "ask_confirm": {"name", "stay", "nights", "party", "total", "deposit"},
    **{key: {"what", "names"} for key in ("has_amenity", "has_this")},
    "ask_change_to": {"code", "stay"},
    "ask_change_sure": {"code", "units", "stay", "party", "nights", "total", "before"},
    "held": {"code", "expires"},
    "changed": {"code", "units", "stay", "party", "total"},
    "address": {"house", "address"},
    "hours": {"from", "by"},
    "you_owe": {"code", "due", "deposit"},
}


def gaps_of(text: str) -> set[str]:
    return set(re.findall(r"\{([^{}]*)\}", text))


def say(key: str, values: Mapping[str, Any], **more: Any) -> str:
    return word(Reply(key, values), **{"language": "es", "today": TODAY, **more}).body


# --- The texts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["pt", "en"])
def test_every_language_says_everything(language: str) -> None:
    assert set(LANGUAGES[language]) == set(es.TEXTS)


@pytest.mark.parametrize("language", WRITTEN)
def test_texts_have_the_gaps_that_are_filled_and_the_same_ones_everywhere(language: str) -> None:
    other = {
        key: gaps_of(text)
        for key, text in WRITTEN[language].items()
        if gaps_of(text) != gaps_of(es.TEXTS[key]) or gaps_of(text) - GAPS.get(key, set())
    }

    assert other == {}


@pytest.mark.parametrize("language", WRITTEN)
def test_texts_have_whole_braces_and_no_untidy_blanks(language: str) -> None:
    untidy = [
        key
        for key, text in WRITTEN[language].items()
        if text != text.strip() or "  " in text or re.sub(r"\{\w+\}", "", text).count("{") or "} }" in text
    ]

    assert untidy == []


def test_with_tu_only_what_differs_is_written_again() -> None:
    again = {key for key, text in es_tu.TEXTS.items() if key not in es.TEXTS or text == es.TEXTS[key]}

    assert again == set()


@pytest.mark.parametrize("language", WRITTEN)
def test_buttons_fit(language: str) -> None:
    buttons = [text for key, text in WRITTEN[language].items() if key.startswith("button_")]

    assert [text for text in buttons if len(text) > LONGEST_LABEL] == []


@pytest.mark.parametrize("language", WRITTEN)
def test_only_the_welcome_has_a_picture_and_nobody_shouts(language: str) -> None:
    texts = WRITTEN[language].items()

    assert {key for key, text in texts if any(ord(letter) > 0x2190 for letter in text)} <= {"welcome"}
    assert {key for key, text in texts if text.count("!") > 1} == set()


USTED = re.compile(
    r"\b(?:usted(?:es)?|quiere|desea|tiene que|puede usted|dígame|diga|escriba|escríbame|responda|elija|toque|pida|"
    r"cuénteme|necesita|(?<!una )(?:su|sus) (?:reserva|reservas|estadía|nombre|paquete|código))\b",
    re.IGNORECASE,
)
VOS = re.compile(
    r"\b(?:vos|acá|querés|tenés|necesitás|podés|llegás|quedás|decime|escribime|contame|escribímelo|contámelo|"
    r"respondé|tocá|elegí|escribí|escribilo|pedí|pagá|cancelá|guardalo|seña)\b",
    re.IGNORECASE,
)


def test_guests_are_not_called_usted() -> None:
    said = {**es.TEXTS, **{f"{key} (tu)": text for key, text in es_tu.TEXTS.items()}}

    assert {key: USTED.findall(text) for key, text in said.items() if USTED.search(text)} == {}


def test_with_tu_nobody_hears_vos() -> None:
    heard = {key: text_of(key, language="es", address="tu") for key in es.TEXTS}

    assert {key: VOS.findall(text) for key, text in heard.items() if VOS.search(text)} == {}


# --- What the flows say --------------------------------------------------------------------------------------------------


def flows() -> Iterator[ast.AST]:
    """Yield everything in the code of the dialogue but the wording itself."""
    for path in sorted(Path(wording.__file__).parent.glob("*.py")):
        if path.name != "wording.py":
            yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def keys_in(named: ast.expr | None) -> Iterator[str]:
    """Yield the keys that an expression can be, as patterns: what is put together has any end."""
    if isinstance(named, ast.IfExp):
        yield from keys_in(named.body)
        yield from keys_in(named.orelse)
    elif isinstance(named, ast.JoinedStr):
        yield "".join(re.escape(str(it.value)) if isinstance(it, ast.Constant) else r"\w+" for it in named.values)
    elif isinstance(named, ast.Constant) and isinstance(named.value, str) and named.value:
        yield re.escape(named.value)


def keys_of(call: ast.Call) -> Iterator[str]:
    """Yield the keys that a call says: by name, or where the function takes them."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    place = {"Reply": 0, "tell": 1}.get(name)
    if place is not None and len(call.args) > place:
        yield from keys_in(call.args[place])
    for keyword in call.keywords:
        if keyword.arg in ("key", "label"):
            yield from keys_in(keyword.value)
    if name == "ask" and not any(keyword.arg == "key" for keyword in call.keywords):
        yield from asked_in(call.args[1])


def asked_in(named: ast.AST) -> Iterator[str]:
    """Yield the keys of the questions in an expression: each is asked by its own name, unless a key is given."""
    for node in ast.walk(named):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Asked":
            yield f"ask_{Asked[node.attr].value}"


def said_by_flows() -> set[str]:
    """Return the keys that are said somewhere, as patterns."""
    found: set[str] = set()
    for node in flows():
        if isinstance(node, ast.Call):
            found.update(keys_of(node))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if node.targets[0].id == "key":
                found.update(keys_in(node.value))
            elif node.targets[0].id == "asked":
                found.update(asked_in(node.value))
        elif isinstance(node, ast.FunctionDef):
            given = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            found.update(key for name, default in given if name.arg == "key" for key in keys_in(default))
    # Said by the intent's own name: tell(state, said.intent, ...).
    return found | {"thanks", "goodbye"}


def test_whatever_the_flows_say_is_written() -> None:
    said = said_by_flows()
    missing = {pattern for pattern in said if not any(re.fullmatch(pattern, key) for key in es.TEXTS)}

    assert len(said) > 50
    assert missing == set()


def test_what_is_put_together_is_written_for_every_reason_and_status() -> None:
    put_together = {f"{kind}_{reason.value}" for kind, reason in product(("instead", "none"), Reason)}
    put_together |= {f"booking_{status.value}" for status in TOLD}
    put_together |= {f"button_nights_{number}" for number in (1, 2, 3)}

    assert put_together - set(es.TEXTS) == set()


def test_nothing_is_written_that_nobody_says() -> None:
    said = said_by_flows()

    assert {key for key in es.TEXTS if not any(re.fullmatch(pattern, key) for pattern in said)} == set()


# --- Values in words -----------------------------------------------------------------------------------------------------

YEAR_END, MOMENT = date(2026, 12, 31), datetime(2027, 3, 12, 9, 5, tzinfo=UTC)
MARCH, MARCH_PT = Stay(date(2027, 3, 12), date(2027, 3, 15)), "de sexta, 12, a segunda, 15 de março"
APRIL, APRIL_PT = Stay(date(2027, 4, 30), date(2027, 5, 3)), "de sexta, 30 de abril, a segunda, 3 de maio"
LATER, LATER_PT = Stay(date(2028, 3, 10), date(2028, 3, 13)), "de sexta, 10, a segunda, 13 de março de 2028"
NEW_YEAR = Stay(date(2028, 12, 30), date(2029, 1, 2))
NEW_YEAR_ES = "del sábado 30 de diciembre de 2028 al martes 2 de enero de 2029"
NEW_YEAR_PT = "de sábado, 30 de dezembro de 2028, a terça, 2 de janeiro de 2029"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (date(2027, 3, 12), "viernes 12 de marzo | sexta-feira, 12 de março | Friday 12 March"),
        (date(2027, 1, 2), "sábado 2 de enero | sábado, 2 de janeiro | Saturday 2 January"),
        (date(2028, 1, 1), "sábado 1 de enero | sábado, 1 de janeiro | Saturday 1 January"),
        (date(2028, 1, 2), "domingo 2 de enero de 2028 | domingo, 2 de janeiro de 2028 | Sunday 2 January 2028"),
        (YEAR_END, "jueves 31 de diciembre de 2026 | quinta-feira, 31 de dezembro de 2026 | Thursday 31 December 2026"),
        (MARCH, f"del viernes 12 al lunes 15 de marzo | {MARCH_PT} | from Friday 12 to Monday 15 March"),
        (APRIL, f"del viernes 30 de abril al lunes 3 de mayo | {APRIL_PT} | from Friday 30 April to Monday 3 May"),
        (LATER, f"del viernes 10 al lunes 13 de marzo de 2028 | {LATER_PT} | from Friday 10 to Monday 13 March 2028"),
        (NEW_YEAR, f"{NEW_YEAR_ES} | {NEW_YEAR_PT} | from Saturday 30 December 2028 to Tuesday 2 January 2029"),
        (MOMENT, "viernes 12 de marzo a las 09:05 | sexta-feira, 12 de março, às 09:05 | Friday 12 March at 09:05"),
        (time(15), "15:00 | 15:00 | 15:00"),
        (Party(1), "1 adulto | 1 adulto | 1 adult"),
        (Party(2, 1), "2 adultos y 1 niño | 2 adultos e 1 criança | 2 adults and 1 child"),
        (Party(1, 3), "1 adulto y 3 niños | 1 adulto e 3 crianças | 1 adult and 3 children"),
        ((Decimal("12500.00"), "ARS"), "ARS 12.500 | ARS 12.500 | ARS 12,500"),
        ((Decimal("1234567.50"), "BRL"), "BRL 1.234.567,50 | BRL 1.234.567,50 | BRL 1,234,567.50"),
        ((Decimal(45000), "CLP"), "CLP 45.000 | CLP 45.000 | CLP 45,000"),
        ((Decimal(0), "USD"), "USD 0 | USD 0 | USD 0"),
        ((Decimal("9.5"), "QQQ"), "QQQ 9,50 | QQQ 9,50 | QQQ 9.50"),
        (7, "7 | 7 | 7"),
        ("Cabaña", "Cabaña | Cabaña | Cabaña"),
        (None, " |  | "),
    ],
)
def test_values_are_told_as_people_say_them(value: Any, told: str) -> None:
    words = [words_of(value, "it", language=language, today=TODAY) for language in ("es", "pt", "en")]

    assert " | ".join(words).replace("\N{NO-BREAK SPACE}", " ") == told


def test_a_new_year_within_reach_needs_no_year() -> None:
    told = words_of(NEW_YEAR, "stay", language="es", today=date(2028, 12, 1))

    assert told == "del sábado 30 de diciembre al martes 2 de enero"


def test_an_amount_does_not_part_from_its_currency() -> None:
    assert words_of((Decimal(80), "USD"), "total", language="es", today=TODAY) == "USD\N{NO-BREAK SPACE}80"


@pytest.mark.parametrize(
    ("language", "one", "three"),
    [
        ("es", "1 noche", "3 noches"),
        ("pt", "1 noite", "3 noites"),
        ("en", "1 night", "3 nights"),
        ("qu", "1 noche", "3 noches"),
    ],
)
def test_nights_are_counted(language: str, one: str, three: str) -> None:
    assert [words_of(it, "nights", language=language, today=TODAY) for it in (1, 3)] == [one, three]


# --- Replies -------------------------------------------------------------------------------------------------------------


def option(number: int, name: str) -> Reply:
    values = {"number": number, "name": name, "total": (Decimal(90000), "ARS"), "nights": 3, "stay": MARCH}
    return Reply("option", values)


def test_options_follow_each_on_a_line() -> None:
    lines = (option(1, "Cabaña"), option(2, "Dormi"), Reply("stale_availability"))

    body = word(Reply("options", {"stay": MARCH, "party": Party(2)}, lines), language="es", today=TODAY).body

    assert body.replace("\N{NO-BREAK SPACE}", " ").split("\n") == [
        "Esto hay del viernes 12 al lunes 15 de marzo para 2 adultos. Decime el número o el nombre de lo que te guste:",
        "",
        "*1.* Cabaña: ARS 90.000 en total por 3 noches, impuestos incluidos",
        "*2.* Dormi: ARS 90.000 en total por 3 noches, impuestos incluidos",
        es.TEXTS["stale_availability"],
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_said_with_all_or_nothing_to_tell(language: str) -> None:
    for key in es.TEXTS:
        for value in (None, MARCH, Party(2), 3, "x", (Decimal(5), "ARS")):
            said = say(key, dict.fromkeys(GAPS.get(key, ()), value), language=language)

            assert "{" not in said
            assert said or key == "knowledge"


def test_without_deposit_or_end_of_a_hold_nothing_is_said_of_them() -> None:
    values = {"code": "K7", "units": "Cabaña", "stay": MARCH, "expires": None, "deposit": (Decimal(0), "ARS")}

    said = say("booking_pre_reserved", values | {"due": (Decimal(100), "ARS")})

    assert said.replace("\N{NO-BREAK SPACE}", " ").split("\n") == [
        "*K7* (prerreserva, sin confirmar): Cabaña, del viernes 12 al lunes 15 de marzo",
        "Queda por pagar en total: ARS 100",
    ]


def test_the_business_has_the_first_word_then_tu() -> None:
    own = {"thanks": "A vos, {amigo}", "goodbye": ""}

    assert say("thanks", {}, own=own) == "A vos, {amigo}"
    assert say("goodbye", {}, own=own) == es.TEXTS["goodbye"]
    assert text_of("thanks", language="es", address="tu") == es_tu.TEXTS["thanks"]
    assert text_of("again", language="es", address="tu") == es.TEXTS["again"]
    assert text_of("thanks", language="pt", address="tu") == pt.TEXTS["thanks"]
    assert text_of("thanks", language="xx") == es.TEXTS["thanks"]


HOSTILE = ["{stay}", "{{stay}}", "{", "}", r"\1 \g<0>", "%s %(stay)s", "{0}", "{stay!r:>9}", "\x00", "\u202e{on}"]


@pytest.mark.parametrize("value", [*HOSTILE, "{" * 5000])
def test_what_a_guest_says_is_never_filled(value: str) -> None:
    own = {"ask_confirm": "{name}, {stay}"}

    assert say("ask_confirm", {"name": value, "stay": MARCH}, own=own).startswith(f"{value}, del viernes")


@pytest.mark.parametrize(
    "text",
    ["{", "}", "{}", "{0}", "{nobody}", "{house", "house}", "{house!r}", "{house.name}", "{{", "%(house)s %", "\\g<9>"],
)
def test_a_broken_text_of_a_business_is_said_as_it_is(text: str) -> None:
    assert say("welcome", {"house": "Sol"}, own={"welcome": text}) == text


def test_an_own_text_keeps_gaps_that_nobody_fills_and_fills_the_others() -> None:
    own = {"welcome": "{house}: {nobody} {{house}} {house"}

    assert say("welcome", {"house": "Sol"}, own=own) == "Sol: {nobody} {Sol} {house"


# --- Labels --------------------------------------------------------------------------------------------------------------


def labels(*names: str, **more: Any) -> list[str]:
    choices = tuple(Choice("choose", str(number), name, is_said=True) for number, name in enumerate(names))
    spoken = word(Reply("options", {}, choices=choices), **{"language": "es", "today": TODAY, **more})
    assert tuple(choice for choice, _label in spoken.choices) == choices
    return [label for _choice, label in spoken.choices]


def test_labels_are_cut_between_words_where_possible() -> None:
    long = ["Habitación doble superior", "Cabaña grande, con vista", "Departamentoconbalconyvista", "Dormi"]

    assert labels(*long) == ["Habitación doble", "Cabaña grande, con", "Departamentoconbalco", "Dormi"]


@pytest.mark.parametrize(
    "names", [("Cabaña", "Cabaña"), ("Cabaña familiar con lago", "Cabaña familiar con río"), ("", " \n")]
)
def test_labels_are_never_the_same_or_empty(names: tuple[str, ...]) -> None:
    told = labels(*names)

    assert all(a != b for a, b in pairwise(sorted(told)))
    assert [label[:2] for label in told] == ["1.", "2."]
    assert all(len(label) <= LONGEST_LABEL for label in told)


def test_a_label_is_a_text_of_ours_or_the_business() -> None:
    choices = (Choice("hold", "yes", label="button_hold"), Choice("person", label="button_person"))
    reply = Reply("thanks", choices=choices)

    spoken = word(reply, language="es", address="tu", own={"button_person": "Hablar con Marta del hotel"}, today=TODAY)

    assert [label for _choice, label in spoken.choices] == ["Sí, guárdalo", "Hablar con Marta del"]
