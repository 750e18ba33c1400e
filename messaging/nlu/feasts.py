"""Feasts as guests name them: when the stay around one begins and ends, and which day it is as an end of a stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from messaging.nlu import tokens
from messaging.nlu.days import Stretch, easter, next_in_year
from messaging.nlu.words import words_in

SPAN_YEARS: Final = 3
# The year after it is still one that a date can have.
LAST_YEAR: Final = 9_999
NAMES: Final = {
    "semana": "holy_week",
    "pascua": "easter",
    "pascuas": "easter",
    "pascoa": "easter",
    "easter": "easter",
    "domingo": "easter",
    "sunday": "easter",
    "carnaval": "carnival",
    "carnavales": "carnival",
    "carnival": "carnival",
    "navidad": "christmas",
    "natal": "christmas",
    "christmas": "christmas",
    "xmas": "christmas",
    "nochebuena": "christmas",
    "navidades": "christmas",
    "ano": "new_year",
    "fin": "new_year",
    "fim": "new_year",
    "final": "new_year",
    "reveillon": "new_year",
    "revellion": "new_year",
    "revelion": "new_year",
    "nye": "new_year",
    "nochevieja": "new_year",
    "new": "new_year",
    "end": "new_year",
    "viernes": "good_friday",
    "sexta": "good_friday",
    "good": "good_friday",
    "jueves": "holy_thursday",
    "reyes": "kings",
}
# Days of the stay counted from Easter Sunday, and the day that the feast is as one end of a range.
BY_EASTER: Final = {"holy_week": (-3, 0), "easter": (-2, 0), "carnival": (-50, -46)}
BY_DATE: Final = {"christmas": ((12, 24), (12, 26), (12, 25)), "new_year": ((12, 31), (1, 2), (1, 1))}
SINGLE: Final = {"good_friday": -2, "holy_thursday": -3}
# Of each country's calendar the words that a guest would use; the names themselves come from the calendar.
# "Fiestas patrias" are several days; this is the first of them.
PATRIOTIC: Final = {"CL": (9, 18), "PE": (7, 28), "MX": (9, 16)}
LEFT_OUT: Final = words_in("dia de del la el los las do da dos das day of the en por")


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast of one year: the stay it stands for, and its day where it is one end of a stay. No stay: only a day."""

    stay: Stretch | None
    day: date


def find_feast(word: str, *, today: date, year: int = 0) -> Feast | None:
    """Return the next feast that is not over, or that of a year."""
    name = NAMES.get(word, "")
    years = (
        (year - 1, year)
        if year and name == "new_year"
        else (year,)
        if year
        else range(max(today.year - 1, 2), min(today.year + SPAN_YEARS, LAST_YEAR))
    )
    for each in years:
        feast = of_year(name, each)
        if feast and (year or (feast.stay.end if feast.stay else feast.day) > today - timedelta(days=not feast.stay)):
            return feast
    return None


def of_year(name: str, year: int) -> Feast | None:
    """Return a feast of one year; New Year's is of the year that ends."""
    if name in BY_EASTER:
        sunday = easter(year)
        first, last = (sunday + timedelta(days=days) for days in BY_EASTER[name])
        return Feast(Stretch(first, last), last if name == "easter" else first)
    if name in BY_DATE:
        begins, ends, single = BY_DATE[name]
        following = year + (ends < begins)
        day = date(following if single < begins else year, *single)
        return Feast(Stretch(date(year, *begins), date(following, *ends)), day)
    if name in SINGLE:
        return Feast(None, easter(year) + timedelta(days=SINGLE[name]))
    return Feast(None, date(year, 1, 6)) if name == "kings" else None


def find_holiday(words: tuple[str, ...], *, today: date, country: str) -> date | None:
    """Return the next national holiday whose name has these words."""
    wanted = [word for word in words if word not in LEFT_OUT]
    if "patrias" in wanted:
        month, day_number = PATRIOTIC.get(country, (0, 0))
        return next_in_year(month, day_number, today) if month else None
    best: date | None = None
    for names, day in holidays_of(country, today.year):
        if day >= today and (best is None or day < best) and wanted and all(word in names for word in wanted):
            best = day
    return best


@lru_cache(maxsize=64)
def holidays_of(country: str, year: int) -> tuple[tuple[frozenset[str], date], ...]:
    """Return the words and the day of a country's holidays, this year and the next."""
    # Half a second of work for a question that few messages ask.
    import holidays

    years = [year, year + 1]
    try:
        # Left to itself it would follow the language of the server.
        own = holidays.country_holidays(country).default_language
        found = [holidays.country_holidays(country, years=years, language=language) for language in (own, "en_US")]
    except NotImplementedError:
        return ()
    named = [(it, day) for listed in found for day, it in listed.items()]
    return tuple((frozenset(tokens.fold(word) for word in name.replace("(", " ").split()), day) for name, day in named)
