"""When to try again. Plain: no clock, no chance of its own."""

from __future__ import annotations

from datetime import timedelta

FIRST = timedelta(minutes=1)
FACTOR = 6
LONGEST = timedelta(hours=12)


def delay_after(failures: int, *, luck: float) -> timedelta:
    """Return how long to wait after so many failures: 1 minute, 6, 36, 3.6 hours, give or take a fifth.

    `luck` is from 0 to 1: what failed together shall not come back together.
    """
    # Beyond a few failures the power would be a number that nobody needs.
    times: int = FACTOR ** min(max(failures - 1, 0), 8)
    return min(FIRST * times, LONGEST) * (0.8 + 0.4 * luck)
