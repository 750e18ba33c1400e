"""An object of a delivery, read field by field: what is missing is empty, what has the wrong type is empty and a flaw."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Self

from messaging.whatsapp.reading.flaws import Flaws

# Longer ones are no ids of Meta's, and no column holds them.
MOST_ID = 255
# A moment in seconds has eleven digits until the year 5138; what has more counts milliseconds.
FIRST_IN_MILLISECONDS = 10**12
LAST_SECOND = 253_402_300_799


class Part:
    """One JSON object, and where it stood."""

    __slots__ = ("flaws", "path", "value")

    def __init__(self, value: dict[str, Any], path: str, flaws: Flaws) -> None:
        self.value = value
        self.path = path
        self.flaws = flaws

    def __bool__(self) -> bool:
        return bool(self.value)

    def text(self, key: str, *, most: int | None = None) -> str:
        """Return a text, cut to so many letters; a whole number is one too."""
        found = self.value.get(key)
        if found is None:
            return ""
        if isinstance(found, str):
            return found[:most]
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)[:most]
        self.note(key, "wrong_type", found)
        return ""

    def id(self, key: str) -> str:
        """Return an id, or "" for one that is too long to be one."""
        found = self.text(key).strip()
        if len(found) > MOST_ID:
            self.note(key, "too_long", found)
            return ""
        return found

    def number(self, key: str) -> int | None:
        """Return a whole number that a column can hold, also one that came as text."""
        found = self.value.get(key)
        if found is None:
            return None
        number = _whole(found)
        if number is None or abs(number) >= 2**31:
            self.note(key, "wrong_type", found)
            return None
        return number

    def moment(self, key: str) -> datetime | None:
        """Return a moment to the second, from seconds or milliseconds, as number or text."""
        found = self.value.get(key)
        if found is None:
            return None
        number = _whole(found)
        if number is not None and number >= FIRST_IN_MILLISECONDS:
            number //= 1000
        if number is None or not 0 < number <= LAST_SECOND:
            self.note(key, "bad_timestamp", found)
            return None
        return datetime.fromtimestamp(number, UTC)

    def is_set(self, key: str) -> bool:
        """Say whether it is true, and nothing that only looks so."""
        return self.value.get(key) is True

    def part(self, key: str) -> Self:
        """Return the object inside; an empty one if there is none."""
        found = self.value.get(key)
        if found is not None and not isinstance(found, dict):
            self.note(key, "wrong_type", found)
            found = None
        return type(self)(found or {}, self._path(key), self.flaws)

    def parts(self, key: str) -> list[Self]:
        """Return the objects of a list; a lone object counts as a list of one."""
        found = self.value.get(key)
        if found is None:
            return []
        if isinstance(found, dict):
            return [self.part(key)]
        if not isinstance(found, list):
            self.note(key, "wrong_type", found)
            return []
        # One flaw for all: a list of a million numbers is not a million flaws.
        if strays := [one for one in found if not isinstance(one, dict)]:
            self.note(key, "wrong_type", strays)
        path = self._path(key)
        return [
            type(self)(one, f"{path}[{place}]", self.flaws) for place, one in enumerate(found) if isinstance(one, dict)
        ]

    def note(self, key: str, reason: str, raw: Any = None) -> None:
        """Remember that this field could not be read; with no key, the whole object."""
        self.flaws.note(self._path(key), reason, raw)

    def _path(self, key: str) -> str:
        return f"{self.path}.{key}".strip(".")


def _whole(found: Any) -> int | None:
    """Read a whole number from a number or a text of digits."""
    if isinstance(found, bool):
        return None
    if isinstance(found, float) and found.is_integer() and abs(found) < 2**53:
        return int(found)
    if isinstance(found, str):
        digits = found.strip()
        # Not `isdigit`, which takes the digits of all scripts and superscripts too.
        if digits.isascii() and digits.removeprefix("-").isdigit() and len(digits) <= 20:
            return int(digits)
        return None
    return found if isinstance(found, int) else None
