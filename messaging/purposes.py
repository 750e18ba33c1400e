"""What a message is for: how long it is worth sending, and what comes first when there is little to spend. No Django."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

ANSWER, BOOKING, PAYMENT, REMINDER, STAFF = "answer", "booking", "payment", "reminder", "staff"

# Past this it would confuse more than help; what has an end of its own (a hold) is given a sooner one.
MOST_AGE: Final = {
    ANSWER: timedelta(hours=6),
    BOOKING: timedelta(hours=24),
    PAYMENT: timedelta(hours=12),
    REMINDER: timedelta(hours=12),
    STAFF: timedelta(hours=24),
}
# Said also when the month's replies are nearly used up: money and nights depend on it, or a person wrote it.
NEEDED: Final = frozenset({BOOKING, PAYMENT, STAFF})
# From this share of the month's replies on, the others are left unsaid.
NEARLY: Final = 0.9


def may_be_said(purpose: str, *, said: int, most: int | None) -> bool:
    """Return whether the budget of the month has room for one more."""
    if most is None or purpose in NEEDED:
        return True
    return said < most * NEARLY
