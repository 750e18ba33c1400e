"""Who reads dates out of messages: ours, and two libraries with the settings that serve them best.

What a library finds is taken in its favour: it is told the language of each message, the first day is the arrival, the next
later one the departure, and a length beside a lone day makes the departure.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.metadata import version
from typing import Any, Final, NamedTuple

from dateparser.search import search_dates  # type: ignore[import-untyped]  # it ships none

from messaging.nlu import understand
from messaging.nlu.elsewhere import read_day
from messaging.nlu.lexicon import mended

LANGUAGES: Final = ("es", "pt", "en")
# The package names Portuguese and has no model of it: Spanish reads most of it (French and English read less).
CULTURES: Final = {"es": "es-es", "pt": "es-es", "en": "en-us"}
DATE_PARSER: Final = {"PREFER_DATES_FROM": "future", "PREFER_DAY_OF_MONTH": "first"}
DAYS_IN: Final = {"D": 1, "W": 7}


class Row(NamedTuple):
    """A message with what it should be read as."""

    text: str
    today: date
    language: str | None
    check_in: date | None
    check_out: date | None


class Days(NamedTuple):
    check_in: date | None = None
    check_out: date | None = None


@dataclass(frozen=True)
class Contender:
    """A way to read days, with what it was set to; `forget` empties what it remembers of messages."""

    name: str
    settings: str
    read: Callable[[Row], Days]
    forget: Callable[[], None]


def contenders() -> list[Contender]:
    """Return all of them, ours first."""
    ours = Contender("`messaging/nlu`", "country AR, no names, caches emptied", read_by_ours, forget_ours)
    parser = Contender(
        f"`dateparser.search.search_dates` {version('dateparser')}",
        "`languages` the message's own (all three if it is in none of them), "
        + ", ".join(f"`{name}` {value}" for name, value in DATE_PARSER.items())
        + ", `RELATIVE_BASE` the message's day",
        read_by_dateparser,
        forget_nothing,
    )
    recognizers = Contender(
        f"`recognizers-text-date-time` {version('recognizers-text-date-time')}",
        "culture es-es, en-us for English; for Portuguese es-es, since the package has no model of its own; the reference is "
        "the message's day, and of several readings the first that is not past; default options (none of the others gets "
        "more days right)",
        read_by_recognizers,
        forget_nothing,
    )
    return [ours, parser, recognizers]


def forget_nothing() -> None:
    """Leave a library what it keeps: that is in its favour."""


def stay_of(found: Iterable[date]) -> Days:
    """Return the first day as the arrival and the next later one as the departure."""
    days = list(found)
    later = (day for day in days if day > days[0])
    return Days(days[0], next(later, None)) if days else Days()


# --- Ours ----------------------------------------------------------------------------------------------------------------


def read_by_ours(row: Row) -> Days:
    understood = understand(row.text, today=row.today)
    return Days(understood.check_in, understood.check_out)


def forget_ours() -> None:
    read_day.cache_clear()
    mended.cache_clear()


# --- dateparser ----------------------------------------------------------------------------------------------------------


def read_by_dateparser(row: Row) -> Days:
    languages = [row.language] if row.language in LANGUAGES else list(LANGUAGES)
    settings = {**DATE_PARSER, "RELATIVE_BASE": datetime.combine(row.today, time.min)}
    found = search_dates(row.text, languages=languages, settings=settings) or []
    return stay_of(moment.date() for _, moment in found)


# --- recognizers-text ----------------------------------------------------------------------------------------------------


def read_by_recognizers(row: Row) -> Days:
    model = model_of(CULTURES.get(row.language or "", "es-es"))
    found = [choose(it, row.today) for it in model.parse(row.text, datetime.combine(row.today, time.min))]
    days = stay_of(day for kind, values in found for day in days_in(kind, values))
    lengths = [
        nights for kind, values in found if kind == "duration" and (nights := nights_in(values.get("timex", "")))
    ]
    if days.check_in and not days.check_out and lengths:
        return Days(days.check_in, days.check_in + timedelta(days=lengths[0]))
    return days


@cache
def model_of(culture: str) -> Any:
    """Return the model of a culture; making one takes a second."""
    with warnings.catch_warnings():
        # Python finds fault with two lines of it as it compiles them.
        warnings.simplefilter("ignore", SyntaxWarning)
        from recognizers_date_time import DateTimeRecognizer  # type: ignore[import-untyped]  # it ships none
    return DateTimeRecognizer(culture).get_datetime_model(culture, False)


def choose(found: Any, today: date) -> tuple[str, dict[str, str]]:
    """Return the kind of a part that was recognised, and the first of its readings that is not past."""
    readings: list[dict[str, str]] = (found.resolution or {}).get("values") or [{}]
    coming = (it for it in readings if last_day(it) >= today.isoformat())
    return found.type_name.rpartition(".")[2], next(coming, readings[-1])


def last_day(reading: dict[str, str]) -> str:
    return (reading.get("end") or reading.get("start") or reading.get("value") or "")[:10]


def days_in(kind: str, reading: dict[str, str]) -> Iterator[date]:
    """Yield the days of a reading: one of a date, two of a range."""
    if kind not in ("date", "datetime", "daterange", "datetimerange"):
        return
    for name in ("value", "start", "end"):
        written = reading.get(name, "")[:10]
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
            yield date.fromisoformat(written)


def nights_in(timex: str) -> int | None:
    """Return the days of a length such as P4D or P2W."""
    found = re.fullmatch(r"P(\d{1,3})([DW])", timex)
    return int(found[1]) * DAYS_IN[found[2]] if found else None
