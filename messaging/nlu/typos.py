"""Mistyped words: one letter too many, too few, another or two swapped.

The words with one letter left out are known beforehand, so that an unknown word costs as many looks as it has letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

# Shorter words are near too many others.
SHORTEST: Final = 5


def without_a_letter(word: str) -> list[str]:
    """Return a word without each of its letters."""
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def neighbours(words: Iterable[str]) -> dict[str, str]:
    """Return which word is meant by one that lacks a letter; of several the first."""
    table: dict[str, str] = {}
    for word in words:
        if len(word) >= SHORTEST:
            table.setdefault(word, word)
            for shorter in without_a_letter(word):
                table.setdefault(shorter, word)
    return table


def meant(word: str, table: Mapping[str, str]) -> str | None:
    """Return the word that is one slip away.

    >>> meant("resreva", neighbours(["reserva"]))
    'reserva'
    """
    if len(word) < SHORTEST:
        return None
    if found := table.get(word):
        return found
    # The first letter is seldom the wrong one, and words that differ there are mostly others.
    for shorter in without_a_letter(word)[1:]:
        found = table.get(shorter)
        if found and found[0] == word[0] and abs(len(found) - len(word)) <= 1:
            return found
    return None
