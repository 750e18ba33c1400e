"""The sandbox's clock, which can be moved ahead to see what becomes of a window of 24 hours."""

from __future__ import annotations

import time

HOUR = 3600.0


class Clock:
    """The time of day plus what it was moved by."""

    def __init__(self) -> None:
        self.offset_hours = 0.0

    def now(self) -> float:
        """Return seconds since 1970, moved."""
        return time.time() + self.offset_hours * HOUR

    def jump(self, hours: float) -> None:
        """Move ahead, or back."""
        self.offset_hours += hours
