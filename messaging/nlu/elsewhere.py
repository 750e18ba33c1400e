"""Dates that our own patterns isolate and cannot read: dateparser reads that span, and never a whole message."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from typing import Final

LANGUAGES: Final = ("es", "pt", "en")
REMEMBERED: Final = 1_000
LONGEST_SPAN: Final = 60


@lru_cache(maxsize=REMEMBERED)
def read_day(text: str, languages: tuple[str, ...], today: date) -> date | None:
    """Return the day that a short text names, reckoned from a day; None if it names none."""
    # A third of a second to import, for a span that hardly any message has.
    import dateparser  # type: ignore[import-untyped]  # it ships none

    found = dateparser.parse(
        text[:LONGEST_SPAN],
        languages=list(languages),
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": datetime.combine(today, time()),
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return found.date() if found else None


cache_info = read_day.cache_info
