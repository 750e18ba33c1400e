"""What is taken out of a message before its dates and people are read: names, codes, times, sums, ages, things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from messaging.nlu import details, lexicon
from messaging.nlu.phrases import NOTHING, Match
from messaging.nlu.result import Amount, Span
from messaging.nlu.tokens import NUMBER, PHONE, Tokens
from messaging.nlu.words.calendar import ARTICLES_OF_ONE

USED, OTHER_NUMBER = "<used>", "<x>"
# What a whole phrase is read as from here on; of the others only the numbers go.
WHOLE: Final = {"time": "<time>", "money": "<money>", "beds": "<beds>", "units": "<units>", "room": "<units>"}
NUMBERS: Final = frozenset({NUMBER, "<big>", "<year>", "<glued>", PHONE, "<clock>"})


@dataclass(slots=True)
class Found:
    """The details of a message, and its words with those details taken out."""

    keys: list[str]
    spans: list[Span] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    money: list[Amount] = field(default_factory=list)
    person: str | None = None
    units: int | None = None
    beds: int | None = None


def take_out(tokens: Tokens, names: Sequence[str]) -> Found:
    """Return the details of a message and what is left of its words."""
    found = Found(list(tokens.keys))
    take_names(found, tokens, names)
    for match in lexicon.AGES.longest_in(found.keys):
        take_numbers(found, match, tokens)
    for match in lexicon.MASKS.longest_in(found.keys):
        take_match(found, match, tokens)
    return found


def take_names(found: Found, tokens: Tokens, names: Sequence[str]) -> None:
    """Take out the names of units, of the guest, and booking codes."""
    for start, end, name in details.find_names(tokens, names):
        found.names.append(name)
        replace(found, start, end, "<named>")
        add_span(found, tokens, start, end, "unit", "name", name)
    person = details.find_person(tokens)
    if person:
        found.person = tokens.written(*person)
        replace(found, *person, "<person>")
        add_span(found, tokens, *person, "name", "person", found.person)
    for at, code in details.find_codes(tokens):
        found.codes.append(code)
        found.keys[at] = "<code>"
        add_span(found, tokens, at, at + 1, "code", "code", code)


def take_match(found: Found, match: Match, tokens: Tokens) -> None:
    """Take out what a mask found."""
    kind = match.rule.meaning
    if kind not in WHOLE:
        take_numbers(found, match, tokens)
        return
    value = number_of(tokens, match)
    if kind == "money":
        amount = details.amount_of(tokens, match)
        if amount:
            found.money.append(amount)
    elif kind == "units":
        found.units = found.units or value
    elif kind == "beds":
        found.beds = found.beds or value
    label = "unit" if kind in ("units", "room") else kind
    add_span(found, tokens, match.start, match.end, label, kind, value or tokens.written(match.start, match.end))
    replace(found, match.start, match.end, WHOLE[kind])


def number_of(tokens: Tokens, match: Match) -> int | None:
    """Return the number that a mask found, None if it has none."""
    at = match.named.get("n")
    if at is None:
        return None
    return 1 if tokens.keys[at] in ARTICLES_OF_ONE or tokens.keys[at] in ("a", "an") else tokens.values[at]


def take_numbers(found: Found, match: Match, tokens: Tokens) -> None:
    """Take out the numbers of a phrase, and leave its words."""
    for at in range(match.start, match.end):
        if found.keys[at] == PHONE and match.rule.meaning == "phone":
            number = details.find_phone(tokens.written(at, at + 1))
            found.phones.append(number)
            add_span(found, tokens, at, at + 1, "phone", "phone", number)
        if found.keys[at] in NUMBERS:
            found.keys[at] = OTHER_NUMBER


def replace(found: Found, start: int, end: int, key: str) -> None:
    """Put one word for some; those after it are used up."""
    for at in range(start, min(end, len(found.keys) - 1)):
        if found.keys[at] is not NOTHING:
            found.keys[at] = key if at == start else USED


def add_span(found: Found, tokens: Tokens, start: int, end: int, kind: str, rule: str, value: str | int | None) -> None:
    """Note where something was found."""
    found.spans.append(Span(tokens.starts[start], tokens.ends[end - 1], kind, rule, value))
