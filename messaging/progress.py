"""How far a message has come: states have ranks and never go back. No Django, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

# What Meta says, and `failed` beside it.
RANKS: Final = {
    "queued": 0,
    "sending": 0,
    "unknown": 0,
    "accepted": 1,
    "sent": 2,
    "delivered": 3,
    "read": 4,
    "played": 5,
}
# With several devices a message that one of them could not show may still arrive on another.
BEATS_FAILED: Final = RANKS["delivered"]


def merge(state: str, heard: str) -> str:
    """Return the state after Meta has said something; what it says late or twice changes nothing, nor does an unknown word.

    >>> merge("read", "delivered"), merge("accepted", "failed"), merge("failed", "delivered")
    ('read', 'failed', 'delivered')
    """
    if heard == "failed":
        return state if RANKS.get(state, 0) >= BEATS_FAILED else "failed"
    if heard not in RANKS:
        return state
    if state in ("failed", "dropped"):
        return heard if RANKS[heard] >= BEATS_FAILED else state
    return max(state, heard, key=lambda word: (RANKS.get(word, 0), word == state))


def merge_all(state: str, heard: Iterable[str]) -> str:
    """Return the state after all of these, in whatever order they come."""
    for word in heard:
        state = merge(state, word)
    return state
