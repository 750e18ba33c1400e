"""What could not be read, gathered while reading goes on."""

from __future__ import annotations

from typing import Any

from messaging.whatsapp.items import Flaw

# Far above what a body of honest size holds. The body itself is kept, so nothing is lost by stopping to list its flaws.
MOST_FLAWS = 2000


class Flaws:
    """Each flaw once, in the order in which they were found."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Flaw] = {}

    def note(self, path: str, reason: str, raw: Any = None) -> None:
        """Remember that this could not be read."""
        if len(self._found) < MOST_FLAWS:
            self._found.setdefault((path, reason), Flaw(path, reason, raw))
        else:
            self._found.setdefault(("", "too_many"), Flaw("", "too_many"))

    def all(self) -> tuple[Flaw, ...]:
        """Return them."""
        return tuple(self._found.values())
