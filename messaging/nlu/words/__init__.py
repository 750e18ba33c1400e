"""The words that guests use, by topic: data only. All of them are folded, that is without accents and capitals."""

from __future__ import annotations


def words_in(text: str) -> frozenset[str]:
    """Return the words of a line of them."""
    return frozenset(text.split())
