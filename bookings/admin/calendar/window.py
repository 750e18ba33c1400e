"""Which nights and types a calendar page shows, and how one gets to others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

CHOICES = (7, 14, 30)
USUAL = 30
# Nobody plans further; a number typed wrongly leads back to today.
FURTHEST = timedelta(days=365 * 5)
KNOWN_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Window:
    """So many nights from the first one on; `type_id` if only units of one type are shown."""

    first: date
    days: int = USUAL
    type_id: int | None = None

    @property
    def after_last(self) -> date:
        return self.first + timedelta(days=self.days)

    @property
    def dates(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range(self.days)]

    @property
    def query(self) -> str:
        """Return the window as an address carries it."""
        asked = {"from": self.first.isoformat(), "days": self.days} | ({"type": self.type_id} if self.type_id else {})
        return urlencode(asked)

    def moved(self, days: int) -> Window:
        """Return the window so many days on, or back."""
        return replace(self, first=self.first + timedelta(days=days))

    def at(self, first: date) -> Window:
        return replace(self, first=first)

    def month_on(self) -> Window:
        """Return the window from the first of the next month on."""
        return replace(self, first=(self.first.replace(day=1) + timedelta(days=32)).replace(day=1))

    def month_back(self) -> Window:
        """Return the window from the first of this month on; of the one before, if it begins there already."""
        return replace(self, first=(self.first - timedelta(days=1)).replace(day=1))


def read_window(asked: Mapping[str, str], *, today: date) -> Window:
    """Return the window that an address names; what it says wrongly is passed over."""
    days, type_id = number(asked.get("days")), number(asked.get("type"))
    return Window(
        first=read_first(asked.get("from", ""), today=today),
        days=days if days in CHOICES else USUAL,
        type_id=type_id,
    )


def read_first(text: str, *, today: date) -> date:
    """Return the first day of a window."""
    first = read_day(text)
    return first if first and abs(first - today) <= FURTHEST else today


def read_day(text: str | None) -> date | None:
    """Return a day as addresses and fields carry it, of a year that calendars know; None if it is none."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day.year in KNOWN_YEARS else None


def number(text: str | None) -> int | None:
    """Return the number of a row that an address names; None if it is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 18 else None
