"""What the date patterns of a message stand for: days, stretches of days, lengths, each with its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from messaging.nlu.days import (
    Day,
    Stretch,
    after_month,
    before_month,
    long_weekend_around,
    made,
    next_of,
    next_week,
    next_weekend,
    plus,
    weekend,
    weekend_around,
)
from messaging.nlu.elsewhere import LANGUAGES, read_day
from messaging.nlu.feasts import find_feast, find_holiday
from messaging.nlu.phrases import Match
from messaging.nlu.tokens import Tokens
from messaging.nlu.words import words_in
from messaging.nlu.words.calendar import ARTICLES_OF_ONE, MONTHS, WEEKDAYS

POINT, RANGE, LENGTH, EITHER, NEXT_YEAR, IGNORED = "point", "range", "length", "either", "next_year", "ignored"
UNITS: Final = {"week": 7, "fortnight": 14, "month": 30, "half": 15, "night": 1}
UNIT_WORDS: Final = {
    **dict.fromkeys(words_in("semana semanas week weeks wk semanita entera completa inteira toda"), "week"),
    **dict.fromkeys(words_in("mes meses month months"), "month"),
    "fortnight": "fortnight",
    "quincena": "half",
    "quinzena": "half",
}
LONGEST_STAY: Final = 366
SHORTEST_MONTH: Final = 28
DAY_DIGITS: Final = 2
A_PAIR: Final = frozenset({"par", "couple"})


@dataclass(frozen=True, slots=True)
class Item:
    """Something about dates: words from `start` to `end`; `first` is the word that says it, those before lead to it."""

    kind: str
    rule: str
    start: int
    end: int
    first: int
    days: tuple[Day, ...] = ()
    stretch: Stretch | None = None
    nights: int | None = None
    edge: date | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """What an item is read with."""

    tokens: Tokens
    match: Match
    today: date
    country: str

    def value(self, name: str) -> int:
        """Return the number of a named word, 0 if the pattern did without it."""
        at = self.match.named.get(name)
        if at is None:
            return 0
        word = self.tokens.keys[at]
        return (
            1
            if word in ARTICLES_OF_ONE or word in ("a", "an", "single")
            else 2
            if word in A_PAIR
            else self.tokens.values[at]
        )

    def word(self, name: str) -> str:
        """Return a named word."""
        at = self.match.named.get(name)
        return "" if at is None else self.tokens.keys[at]

    def day(self, name: str = "d") -> Day:
        """Return the day of a day's number, and a month and a year if they were said."""
        return Day(self.value(name), MONTHS.get(self.word("m"), 0), self.value("y"))

    def item(
        self, kind: str, *days: Day, stretch: Stretch | None = None, nights: int | None = None, edge: date | None = None
    ) -> Item:
        """Return the item that was found here."""
        match = self.match
        first = min(match.named.values(), default=match.start)
        return Item(
            kind, match.rule.meaning, match.start, match.end, first, days, stretch, nights, edge, self.word("f")
        )

    def item_around(self, around: Callable[[date], Stretch]) -> Item | None:
        """Return the weekend beside the day that was named."""
        named = read_numeric(self) if self.word("n") else self.day()
        found = next_of(named, self.today) if named else None
        return None if found is None else self.item(RANGE, stretch=around(found))


def read_item(tokens: Tokens, match: Match, *, today: date, country: str) -> Item | None:
    """Return what a date pattern stands for, None if there is no such day."""
    reader = Reader(tokens, match, today, country)
    return READERS[match.rule.meaning](reader)


def numeric(reader: Reader) -> Item | None:
    named = read_numeric(reader)
    return None if named is None else reader.item(POINT, named)


def read_numeric(reader: Reader) -> Day | None:
    """Return the day of "12/3", "2027-03-12"; month first only if nothing else is possible."""
    parts = [
        int(it)
        for it in "".join(c if c.isdigit() else " " for c in reader.tokens.folded[reader.match.named["n"]]).split()
    ]
    year = reader.value("y")
    if parts[0] > 1000:
        year, month, day = parts
    else:
        day, month = parts[0], parts[1]
        year = year or (parts[2] if len(parts) > 2 else 0)
        if month > 12 >= day:
            day, month = month, day
    year += 2000 if 0 < year < 100 else 0
    # The 29th of February is a day of some year.
    return Day(day, month, year) if made(year or 2024, month, day) else None


def day_month(reader: Reader) -> Item | None:
    named = reader.day()
    return reader.item(POINT, named) if made(named.year or 2024, named.month, named.day) else None


def day_number_month(reader: Reader) -> Item | None:
    named = Day(reader.value("d"), reader.value("m"))
    return reader.item(POINT, named) if made(2024, named.month, named.day) else None


def day_this_month(reader: Reader) -> Item | None:
    today = reader.today
    return reader.item(POINT, Day(reader.value("d"), today.month, today.year))


def day_next_month(reader: Reader) -> Item | None:
    year, month = after_month(reader.today.year, reader.today.month)
    return reader.item(POINT, Day(reader.value("d"), month, year))


def day(reader: Reader) -> Item | None:
    return reader.item(POINT, Day(reader.value("d")))


def day_range(reader: Reader) -> Item | None:
    first, last = reader.day("a"), reader.day("b")
    return reader.item(RANGE, *with_month(first, last, reader.today))


def with_month(first: Day, last: Day, today: date) -> tuple[Day, Day]:
    """Return both ends with their months: that of "del 28 al 3 de enero" begins a month before."""
    if not last.month:
        return first, last
    month = last.month if first.day <= last.day else before_month(last.month)
    year = last.year - (month > last.month) if last.year else 0
    return Day(first.day, month, year), last


def days_of(reader: Reader) -> Item | None:
    """Return the nights of days that follow one another: "el 12 y el 13"; of others the first and the last."""
    first, last = reader.day("a"), reader.day("b")
    if (last.day - first.day) not in (1, 2):
        return day_range(reader) if last.day > first.day else nights_of(reader)
    if last.day < SHORTEST_MONTH:
        return reader.item(RANGE, *with_month(first, replace(last, day=last.day + 1), reader.today))
    return nights_of(reader)


def weekdays_of(reader: Reader) -> Item | None:
    begins = next_of(Day(weekday=WEEKDAYS[reader.word("w")]), plus(reader.today, 1))
    return None if begins is None else reader.item(RANGE, stretch=Stretch(begins, plus(begins, 2)))


def today_and_tomorrow(reader: Reader) -> Item | None:
    return reader.item(RANGE, stretch=Stretch(reader.today, plus(reader.today, 2)))


def tomorrow_and_after(reader: Reader) -> Item | None:
    return reader.item(RANGE, stretch=Stretch(plus(reader.today, 1), plus(reader.today, 3)))


def range_glued(reader: Reader) -> Item | None:
    parts = reader.tokens.folded[reader.match.named["n"]].replace(".", "-").replace("/", "-").split("-")
    month, year = MONTHS[reader.word("m")], reader.value("y")
    first, last = Day(int(parts[0])), Day(int(parts[-1]), month, year)
    return reader.item(RANGE, *with_month(first, last, reader.today)) if len(parts[0]) <= DAY_DIGITS else None


def range_numeric(reader: Reader) -> Item | None:
    last = read_numeric(reader)
    if not last:
        return None
    return reader.item(RANGE, *with_month(Day(reader.value("a")), last, reader.today))


def nights_of(reader: Reader) -> Item | None:
    first, last = with_month(reader.day("a"), reader.day("b"), reader.today)
    begins = next_of(first, reader.today)
    ends = next_of(last, plus(begins, 1)) if begins else None
    if not begins or not ends:
        return None
    return reader.item(RANGE, stretch=Stretch(begins, plus(ends, 1)))


def night_of(reader: Reader) -> Item | None:
    named = Day(weekday=WEEKDAYS[reader.word("w")]) if reader.word("w") and not reader.value("d") else reader.day()
    begins = next_of(named, plus(reader.today, 1) if named.weekday is not None else reader.today)
    return None if begins is None else reader.item(RANGE, named, stretch=Stretch(begins, plus(begins, 1)))


def either(reader: Reader) -> Item | None:
    if reader.word("w"):
        return reader.item(EITHER, Day(weekday=WEEKDAYS[reader.word("w")]), Day(weekday=WEEKDAYS[reader.word("v")]))
    first, last = reader.day("a"), reader.day("b")
    return reader.item(EITHER, Day(first.day, last.month), last)


def either_weekend(reader: Reader) -> Item | None:
    return reader.item(EITHER)


def weekday(reader: Reader) -> Item | None:
    return reader.item(POINT, Day(weekday=WEEKDAYS[reader.word("w")]))


def weekday_next_week(reader: Reader) -> Item | None:
    monday = next_week(reader.today).start
    return reader.item(POINT, Day(known=plus(monday, WEEKDAYS[reader.word("w")])))


def today(reader: Reader) -> Item | None:
    return reader.item(POINT, Day(known=reader.today))


def tonight(reader: Reader) -> Item | None:
    return reader.item(RANGE, stretch=Stretch(reader.today, plus(reader.today, 1)))


def tomorrow_night(reader: Reader) -> Item | None:
    begins = plus(reader.today, 1)
    return reader.item(RANGE, stretch=Stretch(begins, plus(begins, 1)))


def tomorrow(reader: Reader) -> Item | None:
    return reader.item(POINT, Day(known=plus(reader.today, 1)))


def after_tomorrow(reader: Reader) -> Item | None:
    return reader.item(POINT, Day(known=plus(reader.today, 2)))


def in_days(reader: Reader) -> Item | None:
    days = (reader.value("q") or 1) * UNITS[UNIT_WORDS.get(reader.word("u"), "night")]
    return reader.item(POINT, Day(known=plus(reader.today, days)))


def this_weekend(reader: Reader) -> Item | None:
    return reader.item(RANGE, stretch=weekend(reader.today))


def coming_weekend(reader: Reader) -> Item | None:
    return reader.item(RANGE, stretch=next_weekend(reader.today))


def weekend_of(reader: Reader) -> Item | None:
    return reader.item_around(weekend_around)


def long_weekend_of(reader: Reader) -> Item | None:
    return reader.item_around(long_weekend_around)


def long_weekend(reader: Reader) -> Item | None:
    return reader.item(RANGE, stretch=weekend(reader.today, nights_after_friday=3))


def next_long_weekend(reader: Reader) -> Item | None:
    return reader.item(RANGE, stretch=next_weekend(reader.today, nights_after_friday=3))


def coming_week(reader: Reader) -> Item | None:
    return reader.item(RANGE, stretch=next_week(reader.today))


def half_month(reader: Reader) -> Item | None:
    is_second = reader.value("o") == 2 or reader.word("o") == "segunda"
    month = MONTHS.get(reader.word("m"), reader.today.month)
    begins = next_of(Day(16 if is_second else 1, month, reader.value("y")), reader.today.replace(day=1))
    if not begins:
        return None
    end = made(*after_month(begins.year, begins.month), 1) if is_second else begins.replace(day=16)
    return None if end is None else reader.item(RANGE, stretch=Stretch(begins, end))


def feast(reader: Reader) -> Item | None:
    found = find_feast(reader.word("f"), today=reader.today, year=reader.value("y"))
    if not found:
        return None
    if found.stay is None:
        return reader.item(POINT, Day(known=found.day))
    return reader.item(RANGE, stretch=found.stay, edge=found.day)


def holiday(reader: Reader) -> Item | None:
    match = reader.match
    found = find_holiday(
        tuple(reader.tokens.folded[match.start : match.end]), today=reader.today, country=reader.country
    )
    return None if found is None else reader.item(POINT, Day(known=found))


def elsewhere(reader: Reader) -> Item | None:
    match = reader.match
    written = reader.tokens.written(match.named["d"], match.end)
    found = read_day(written.lower(), LANGUAGES, reader.today)
    return None if found is None else reader.item(POINT, Day(known=found))


def nights(reader: Reader) -> Item | None:
    value = (reader.value("q") or 1) * UNITS[UNIT_WORDS.get(reader.word("u"), "night")]
    return reader.item(LENGTH, nights=value) if value <= LONGEST_STAY else None


def either_nights(reader: Reader) -> Item | None:
    return reader.item(IGNORED)


def next_year(reader: Reader) -> Item | None:
    return reader.item(NEXT_YEAR)


READERS: Final[dict[str, Callable[[Reader], Item | None]]] = {
    "numeric": numeric,
    "day_month": day_month,
    "day_number_month": day_number_month,
    "day_this_month": day_this_month,
    "day_next_month": day_next_month,
    "day": day,
    "range": day_range,
    "days_of": days_of,
    "weekdays_of": weekdays_of,
    "today_and_tomorrow": today_and_tomorrow,
    "tomorrow_and_after": tomorrow_and_after,
    "range_glued": range_glued,
    "range_numeric": range_numeric,
    "nights_of": nights_of,
    "night_of": night_of,
    "either": either,
    "either_weekend": either_weekend,
    "weekday": weekday,
    "weekday_next_week": weekday_next_week,
    "today": today,
    "tonight": tonight,
    "tomorrow_night": tomorrow_night,
    "tomorrow": tomorrow,
    "after_tomorrow": after_tomorrow,
    "in_days": in_days,
    "ignored": either_nights,
    "greeting": either_nights,
    "weekend": this_weekend,
    "weekend_next": coming_weekend,
    "weekend_of": weekend_of,
    "long_weekend_of": long_weekend_of,
    "long_weekend": long_weekend,
    "long_weekend_next": next_long_weekend,
    "week_next": coming_week,
    "half_month": half_month,
    "feast": feast,
    "holiday": holiday,
    "elsewhere": elsewhere,
    "nights": nights,
    "days_nights": nights,
    "either_nights": either_nights,
    "next_year": next_year,
}
