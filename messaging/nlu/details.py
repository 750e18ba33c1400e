"""Names, codes, telephone numbers and sums in a message."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from messaging.nlu import lexicon
from messaging.nlu.phrases import Match
from messaging.nlu.result import Amount
from messaging.nlu.tokens import SCAN, Tokens, fold

CURRENCIES: Final = {
    **dict.fromkeys(("usd", "dolares", "dolar", "dollars", "dollar", "bucks", "u"), "USD"),
    **dict.fromkeys(("euros", "euro", "eur", "€"), "EUR"),
    **dict.fromkeys(("reais", "real", "brl", "r"), "BRL"),
    **{it: it.upper() for it in ("ars", "mxn", "cop", "clp", "uyu")},
    "soles": "PEN",
}
THOUSANDS: Final = {
    "mil": 1_000,
    "k": 1_000,
    "lucas": 1_000,
    "luca": 1_000,
    "lukas": 1_000,
    "lks": 1_000,
    "palos": 1_000_000,
    "palo": 1_000_000,
}
SURE_NAMES: Final = (
    ("a", "nombre", "de"),
    ("al", "nombre", "de"),
    ("nombre", "de"),
    ("no", "nome", "de"),
    ("em", "nome", "de"),
    ("nome", "de"),
    ("nome", "da"),
    ("nome", "do"),
    ("me", "llamo"),
    ("nombre", "es"),
    ("nome", "e"),
    ("me", "chamo"),
    ("name", "is"),
    ("apellido",),
    ("sobrenome",),
    ("name", "of"),
    ("under",),
    ("surname",),
    ("last", "name"),
)
# After these a name must have its capital: "soy de Rosario", "sou eu", "i'm late".
NAMES_IF_CAPITAL: Final = (
    ("soy",),
    ("sou",),
    ("i'm",),
    ("i", "am"),
    ("im",),
    ("this", "is"),
    ("habla",),
    ("aqui",),
    ("te", "escribe"),
    ("les", "escribe"),
    ("nombre",),
    ("nome",),
    ("name",),
)
PARTICLES: Final = frozenset({"de", "da", "dos", "del", "la", "do"})
LONGEST_NAME: Final = 3
SHORTEST_CODE: Final = 6
Words = tuple[str, ...]


def find_person(tokens: Tokens) -> tuple[int, int] | None:
    """Return where the guest's name stands."""
    for at, word in enumerate(tokens.folded):
        for lead in LEADS_BY_FIRST.get(word, ()):
            if tuple(tokens.folded[at : at + len(lead)]) == lead:
                start = at + len(lead) + (tokens.keys[at + len(lead)] == ":")
                end = end_of_name(tokens, start, is_sure=lead in SURE_NAMES)
                if end > start:
                    return start, end
    return None


def end_of_name(tokens: Tokens, start: int, *, is_sure: bool) -> int:
    """Return the end of a name that begins here, or its start if none does."""
    at = start
    while at < min(start + LONGEST_NAME, len(tokens.folded)):
        written = tokens.text[tokens.starts[at] : tokens.ends[at]]
        if (
            (written[0].isupper() and written.isalpha())
            or (is_sure and written.isalpha() and (tokens.folded[at] not in lexicon.KNOWN and at - start < 2))
            or (
                at > start
                and tokens.folded[at] in PARTICLES
                and at + 1 < len(tokens.folded)
                and tokens.written(at + 1, at + 2)[:1].isupper()
            )
        ):
            at += 1
        else:
            break
    return at


def leads_by_first() -> dict[str, list[Words]]:
    """Return the words that a name can follow, by the first of them."""
    table: dict[str, list[Words]] = {}
    for lead in (*SURE_NAMES, *NAMES_IF_CAPITAL):
        table.setdefault(lead[0], []).append(lead)
    return table


LEADS_BY_FIRST: Final = leads_by_first()


@lru_cache(maxsize=256)
def words_of_names(names: tuple[str, ...]) -> dict[str, list[tuple[Words, str]]]:
    """Return the names of a house's units by their first word, the longest first."""
    table: dict[str, list[tuple[Words, str]]] = {}
    for name in names:
        words = tuple(fold(it.group()) for it in SCAN.finditer(name[:100]))
        if words:
            table.setdefault(words[0], []).append((words, name))
    for listed in table.values():
        listed.sort(key=lambda it: -len(it[0]))
    return table


def find_names(tokens: Tokens, names: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return where units are named, and their names."""
    table = words_of_names(tuple(names))
    found: list[tuple[int, int, str]] = []
    at = 0
    while table and at < len(tokens.folded):
        for words, name in table.get(tokens.folded[at], ()):
            if tuple(tokens.folded[at : at + len(words)]) == words:
                found.append((at, at + len(words), name))
                at += len(words) - 1
                break
        at += 1
    return found


def find_codes(tokens: Tokens) -> list[tuple[int, str]]:
    """Return where booking codes stand: with letters and digits, or after a word for them in capitals."""
    places = [at for at, key in enumerate(tokens.keys[:-1]) if key == "<code>" or is_after_code_word(tokens, at)]
    written = [(at, code_at(tokens, at)) for at in places]
    return [(at, code) for at, code in written if code]


def code_at(tokens: Tokens, at: int) -> str:
    """Return the code that a word is, or nothing."""
    # With it comes the maker of codes and what that needs, which few messages do.
    from bookings.codes import ALPHABET, LENGTH, read_code

    written = tokens.written(at, at + 1)
    if tokens.keys[at] != "<code>" and (len(written) != LENGTH):
        return ""
    code = read_code(written)
    return code if all(letter in ALPHABET for letter in code) or tokens.keys[at] == "<code>" else ""


def is_after_code_word(tokens: Tokens, at: int) -> bool:
    """Return whether a word that announces a code stands shortly before."""
    if len(tokens.folded[at]) < SHORTEST_CODE or not tokens.written(at, at + 1).isupper():
        return False
    return not lexicon.CLASSES["ordered"].isdisjoint(tokens.keys[max(at - 3, 0) : at])


def amount_of(tokens: Tokens, match: Match) -> Amount | None:
    """Return the sum that a pattern found."""
    words = tokens.folded[match.start : match.end]
    at = match.named.get("n")
    if at is None or "%" in words or "ciento" in words or "cento" in words:
        return None
    digits = tokens.folded[at] if tokens.folded[at][:1].isdigit() else str(tokens.values[at])
    try:
        value = Decimal(plain_number(digits))
    except InvalidOperation:
        return None
    for word in words:
        value *= THOUSANDS.get(word, 1)
    currency = next((CURRENCIES[word] for word in words if word in CURRENCIES), "")
    return Amount(value, currency)


def plain_number(digits: str) -> str:
    """Return "180.000" and "1,200.50" as a number that Decimal reads."""
    tail = digits[-3:]
    if len(digits) > 3 and tail[0] in ".," and tail[1:].isdigit():
        return digits[:-3].replace(".", "").replace(",", "") + "." + tail[1:]
    return digits.replace(".", "").replace(",", "")


def find_phone(written: str) -> str:
    """Return a telephone number as digits, with its plus."""
    return ("+" if written.lstrip().startswith("+") else "") + "".join(it for it in written if it.isdigit())
