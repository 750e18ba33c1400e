"""Which day is meant: the next one of its kind, weekends, Easter and the feasts that hang on it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Final

FRIDAY, SUNDAY, WEEK = 4, 6, 7
# Enough for a 29th of February from any day on.
MOST_YEARS: Final = 9
LAST_DAY: Final = date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `start` to `end`, which is the day of leaving."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it was named: perhaps without its month or year, perhaps only a weekday, perhaps known already."""

    day: int = 0
    month: int = 0
    year: int = 0
    weekday: int | None = None
    known: date | None = None


def plus(day: date, days: int) -> date:
    """Return a day some days later or, with a minus, earlier; never outside what a calendar holds."""
    return date.fromordinal(max(1, min(day.toordinal() + days, date.max.toordinal())))


def next_of(named: Day, earliest: date) -> date | None:
    """Return the next day that is meant, on or after a day. A weekday too: who wants it later asks from later on."""
    if named.known:
        return named.known
    if named.weekday is not None:
        return plus(earliest, (named.weekday - earliest.weekday()) % WEEK)
    if named.year:
        return made(named.year, named.month, named.day)
    if named.month:
        return next_in_year(named.month, named.day, earliest)
    return next_in_month(named.day, earliest)


def made(year: int, month: int, day: int) -> date | None:
    """Return a day of the calendar, None if there is none such."""
    if 1 <= month <= 12 and 2000 <= year <= LAST_DAY.year and 1 <= day <= calendar.monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def next_in_year(month: int, day: int, earliest: date) -> date | None:
    """Return the next such day of a month."""
    for year in range(earliest.year, earliest.year + MOST_YEARS):
        found = made(year, month, day)
        if found and found >= earliest:
            return found
    return None


def next_in_month(day: int, earliest: date) -> date | None:
    """Return the next day with a number, in the first month that has it."""
    year, month = earliest.year, earliest.month
    for _ in range(14):
        found = made(year, month, day)
        if found and found >= earliest:
            return found
        year, month = after_month(year, month)
    return None


def after_month(year: int, month: int) -> tuple[int, int]:
    """Return the month after one."""
    return (year + 1, 1) if month == 12 else (year, month + 1)


def before_month(month: int) -> int:
    """Return the number of the month before one."""
    return (month - 2) % 12 + 1


def weekend(today: date, *, nights_after_friday: int = 2) -> Stretch:
    """Return the current or coming weekend: what is left of it on a Saturday, the coming one on a Sunday."""
    to_friday = 5 if today.weekday() == SUNDAY else FRIDAY - today.weekday()
    friday = plus(today, to_friday)
    return Stretch(max(friday, today), plus(friday, nights_after_friday))


def next_weekend(today: date, *, nights_after_friday: int = 2) -> Stretch:
    """Return the first weekend whose Friday is still to come."""
    friday = plus(today, (FRIDAY - today.weekday() - 1) % WEEK + 1)
    return Stretch(friday, plus(friday, nights_after_friday))


def weekend_around(day: date) -> Stretch:
    """Return Friday to Sunday with a day in it; of a day in the middle of the week, the weekend after it."""
    since_friday = (day.weekday() - FRIDAY) % WEEK
    friday = plus(day, -since_friday) if since_friday <= 2 else plus(day, WEEK - since_friday)
    return Stretch(friday, plus(friday, 2))


def long_weekend_around(day: date) -> Stretch:
    """Return three nights with a holiday and the weekend beside it."""
    if day.weekday() == FRIDAY - 1:
        return Stretch(day, plus(day, 3))
    if day.weekday() == 1:
        return Stretch(plus(day, -3), day)
    friday = weekend_around(plus(day, -1) if day.weekday() == 0 else day).start
    return Stretch(friday, plus(friday, 3))


def next_week(today: date) -> Stretch:
    """Return the week that begins next Monday."""
    monday = plus(today, WEEK - today.weekday())
    return Stretch(monday, plus(monday, WEEK))


def easter(year: int) -> date:
    """Return Easter Sunday, by the anonymous Gregorian reckoning."""
    golden, century, rest = year % 19, year // 100, year % 100
    leaps = century - century // 4 - (8 * century + 13) // 25
    epact = (leaps + 19 * golden + 15) % 30
    epact -= epact // 28 * (1 - epact // 28 * (29 // (epact + 1)) * ((21 - golden) // 11))
    sunday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    month = 3 + (epact - sunday + 40) // 44
    day = epact - sunday + 28 - 31 * (month // 4)
    return date(century * 100 + rest, month, day)
