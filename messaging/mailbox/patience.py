"""How long an answer waits for what may still be coming: people write one thought in three messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

# Tapped, shared or sent whole: there is nothing more to come.
AT_ONCE = frozenset({"button", "button_reply", "list_reply", "flow_reply", "location", "contacts", "order"})
# A message that ends like this goes on in the next one.
UNFINISHED = re.compile(
    r"(?:[,:;\-–—…&+]|\.\.\.|\b(?:y|e|o|u|de|del|para|por|con|que|pero|porque|a|al|en|and|or|for|to|with|com|em|do|da))\s*$",
    re.I,
)
# One that ends like this is a question or a sentence, and with its dates it can be answered.
COMPLETE = re.compile(r"[?!.]\s*$")
ENOUGH_WORDS = 6
# However fast somebody goes on writing, the first of it is not left unanswered for longer than this.
LONGEST = timedelta(seconds=12)


@dataclass(frozen=True, slots=True)
class Patience:
    """What a business has set: after something usual, and after something unfinished."""

    usual: timedelta = timedelta(milliseconds=1500)
    unfinished: timedelta = timedelta(milliseconds=4000)


def wait_after(kind: str, text: str, *, patience: Patience) -> timedelta:
    """Return how long to wait after a message before it is answered."""
    if kind in AT_ONCE or patience.usual == timedelta(0):
        return timedelta(0)
    if kind != "text":
        return patience.usual
    words = text.strip()
    if UNFINISHED.search(words[-40:]):
        return patience.unfinished
    if COMPLETE.search(words[-10:]) and len(words.split(maxsplit=ENOUGH_WORDS)) >= ENOUGH_WORDS:
        return timedelta(0)
    return patience.usual
