"""What the bot says in words: the text of a key in the guest's language, with what it is about filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from bookings.stays import Party, Stay
from messaging.dialogue.shapes import Choice, Reply
from messaging.dialogue.texts import en, es, es_tu, pt
from messaging.whatsapp.limits import units
from tenants.values.money import DIGITS

ADDRESSES: Final = ("vos", "tu")
TEXTS: Final[Mapping[str, Mapping[str, str]]] = {"es": es.TEXTS, "pt": pt.TEXTS, "en": en.TEXTS}
# What a business says in words of its own, by key: nothing.
NO_OWN: Final[Mapping[str, str]] = MappingProxyType({})

GAP: Final = re.compile(r"\{(\w+)\}")
SPACES: Final = re.compile(" {2,}")
# WhatsApp's limit for a button. A label that is cut keeps whole words unless too little would be left.
LONGEST_LABEL, SHORTEST_CUT = 20, 8


@dataclass(frozen=True, slots=True)
class Spoken:
    """A reply as the guest reads it: its text, and each answer to tap with what stands on it."""

    body: str
    choices: tuple[tuple[Choice, str], ...] = ()


def text_of(key: str, *, language: str, address: str = "vos", own: Mapping[str, str] = NO_OWN) -> str:
    """Return the text of a key with its gaps: the business's own, else ours."""
    if text := own.get(key):
        return text
    spoken = language if language in TEXTS else "es"
    if spoken == "es" and address == "tu" and key in es_tu.TEXTS:
        return es_tu.TEXTS[key]
    return TEXTS[spoken][key]


def word(reply: Reply, *, language: str, address: str = "vos", own: Mapping[str, str] = NO_OWN, today: date) -> Spoken:
    """Return a reply in words: its text, then its lines after an empty one."""
    said = filled(text_of(reply.key, language=language, address=address, own=own), reply.values, language, today)
    lines = [word(it, language=language, address=address, own=own, today=today).body for it in reply.lines]
    body = "\n\n".join(part for part in (said, "\n".join(lines)) if part)
    return Spoken(body, labelled(reply.choices, language=language, address=address, own=own))


def filled(text: str, values: Mapping[str, Any], language: str, today: date) -> str:
    """Fill the gaps of a text, each once: a brace in a value is the guest's. A gap that nobody knows stays as it is.

    A line whose gaps all have nothing to tell is left out, unless nothing else would be left.
    """
    lines = text.split("\n")
    told = [line for line in lines if not tells_nothing(line, values)]

    def fill(gap: re.Match[str]) -> str:
        name = gap[1]
        return words_of(values[name], name, language=language, today=today) if name in values else gap[0]

    # A gap in the middle that has nothing to tell leaves no hole.
    return "\n".join(SPACES.sub(" ", GAP.sub(fill, line)).rstrip() for line in told or lines).strip()


def tells_nothing(line: str, values: Mapping[str, Any]) -> bool:
    gaps = GAP.findall(line)
    return bool(gaps) and all(name in values and is_nothing(values[name]) for name in gaps)


def is_nothing(value: Any) -> bool:
    return value is None or value == "" or (is_money(value) and not value[0])


# --- Labels --------------------------------------------------------------------------------------------------------------


def labelled(
    choices: tuple[Choice, ...], *, language: str, address: str, own: Mapping[str, str]
) -> tuple[tuple[Choice, str], ...]:
    """Return answers with their labels; those that would look the same are numbered, as WhatsApp refuses twins."""
    whole = [
        it.label if it.is_said else text_of(it.label, language=language, address=address, own=own) for it in choices
    ]
    labels = [cut(it) for it in whole]
    if "" in labels or len(set(labels)) < len(labels):
        labels = [cut(f"{number}. {it}") for number, it in enumerate(whole, start=1)]
    return tuple(zip(choices, labels, strict=True))


def cut(label: str) -> str:
    """Return a label as long as WhatsApp shows one, without half a word where possible."""
    words = " ".join(label.split())
    if units(words) <= LONGEST_LABEL:
        return words
    most = LONGEST_LABEL
    while units(words[:most]) > LONGEST_LABEL:
        most -= 1
    head = words[: most + 1].rpartition(" ")[0].rstrip(",")
    return head if len(head) >= SHORTEST_CUT else words[:most].rstrip()


# --- Values in words -----------------------------------------------------------------------------------------------------

WEEKDAYS: Final = {
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "pt": ("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS: Final = {
    "es": (
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    "pt": (
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
# A day, its month, its year; a stay within a month says the month once.
DAY: Final = {"es": "{weekday} {day}", "pt": "{weekday}, {day}", "en": "{weekday} {day}"}
MONTH: Final = {"es": " de {month}", "pt": " de {month}", "en": " {month}"}
YEAR: Final = {"es": " de {year}", "pt": " de {year}", "en": " {year}"}
STAY: Final = {"es": "del {begins} al {ends}", "pt": "de {begins}, a {ends}", "en": "from {begins} to {ends}"}
MOMENT: Final = {"es": "{day} a las {time}", "pt": "{day}, às {time}", "en": "{day} at {time}"}

NIGHTS: Final = {"es": ("noche", "noches"), "pt": ("noite", "noites"), "en": ("night", "nights")}
ADULTS: Final = {"es": ("adulto", "adultos"), "pt": ("adulto", "adultos"), "en": ("adult", "adults")}
CHILDREN: Final = {"es": ("niño", "niños"), "pt": ("criança", "crianças"), "en": ("child", "children")}
AND: Final = {"es": "y", "pt": "e", "en": "and"}


def words_of(value: Any, name: str, *, language: str, today: date) -> str:
    """Return what fills a gap; `name` is the gap's, for a number of nights is told as such."""
    spoken = language if language in TEXTS else "es"
    match value:
        case None:
            return ""
        case Stay():
            return stay_words(value, spoken, today)
        case Party():
            return party_words(value, spoken)
        case datetime():
            day = day_words(value.date(), spoken, today)
            return MOMENT[spoken].format(day=day, time=f"{value:%H:%M}")
        case date():
            return day_words(value, spoken, today)
        case time():
            return f"{value:%H:%M}"
        case int() if name == "nights":
            return counted(value, NIGHTS[spoken])
        case _ if is_money(value):
            return money_words(value[0], str(value[1]), spoken)
    return str(value)


def day_words(day: date, language: str, today: date) -> str:
    """Return a day as people say it, with the year if it could be another than they think."""
    year = "" if is_near(day, today) else YEAR[language].format(year=day.year)
    return weekday_words(day, language) + month_words(day, language) + year


def stay_words(stay: Stay, language: str, today: date) -> str:
    """Return both days of a stay; the month once if it is the same, and the year as with days."""
    begins, ends = stay.check_in, stay.check_out
    year = "" if is_near(begins, today) and is_near(ends, today) else YEAR[language]
    is_one_year = begins.year == ends.year
    first = weekday_words(begins, language, is_short=True)
    if not is_one_year or begins.month != ends.month:
        first += month_words(begins, language)
    if not is_one_year:
        first += year.format(year=begins.year)
    last = weekday_words(ends, language, is_short=True) + month_words(ends, language) + year.format(year=ends.year)
    return STAY[language].format(begins=first, ends=last)


def weekday_words(day: date, language: str, *, is_short: bool = False) -> str:
    weekday = WEEKDAYS[language][day.weekday()]
    return DAY[language].format(weekday=weekday.removesuffix("-feira") if is_short else weekday, day=day.day)


def month_words(day: date, language: str) -> str:
    return MONTH[language].format(month=MONTHS[language][day.month - 1])


def is_near(day: date, today: date) -> bool:
    """Return whether a day needs no year: it is of this one, or within the coming eleven months."""
    months = (day.year - today.year) * 12 + day.month - today.month
    return day.year == today.year or 0 < months < 11 or (months == 11 and day.day <= today.day)


def party_words(party: Party, language: str) -> str:
    adults = counted(party.adults, ADULTS[language])
    if not party.children:
        return adults
    return f"{adults} {AND[language]} {counted(party.children, CHILDREN[language])}"


def counted(number: int, words: tuple[str, str]) -> str:
    return f"{number} {words[number != 1]}"


def is_money(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], Decimal)


def money_words(amount: Decimal, currency: str, language: str) -> str:
    """Return an amount as people write it: ARS 12.500,50. Cents that are none are left out."""
    digits = 0 if amount == amount.to_integral_value() else DIGITS.get(currency, 2)
    figure = f"{amount:,.{digits}f}"
    if language != "en":
        figure = figure.translate(str.maketrans(",.", ".,"))
    return f"{currency}\N{NO-BREAK SPACE}{figure}"
