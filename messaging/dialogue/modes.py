"""The kinds of question that a business may leave to the bot, or keep for its people."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from messaging.dialogue.state import Goal

# What belongs to no other: greetings, thanks, and what was not understood.
TALK: Final = "talk"
# What a guest is in the middle of: a button, a name or a yes goes on with it.
GOALS: Final[Mapping[Goal, str]] = {
    Goal.QUOTE: "stay",
    Goal.BOOK: "stay",
    Goal.CHANGE: "change",
    Goal.CANCEL: "cancel",
}
TOPICS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "stay": frozenset({"availability", "price", "book"}),
        "own": frozenset({"my_booking"}),
        "change": frozenset({"modify"}),
        "cancel": frozenset({"cancel"}),
        "house": frozenset({"location", "amenities", "checkin_info"}),
        "payment": frozenset({"payment"}),
        "parcel": frozenset({"parcel"}),
        TALK: frozenset(),
    }
)


def topic_of(intent: str) -> str:
    """Return which kind of question an intent is."""
    return next((topic for topic, intents in TOPICS.items() if intent in intents), TALK)
