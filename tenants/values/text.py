"""Text from outside, made comparable: what looks alike to a person is alike to a program, what hides is refused."""

from __future__ import annotations

import unicodedata

# What a column holds, and more than any address of this world has.
LONGEST = 254
# Line and paragraph separators; every control, format, surrogate, private or unassigned character begins with C.
SEPARATORS = frozenset({"Zl", "Zp"})


def tidy(value: str) -> str | None:
    """Return text in its usual spelling (NFKC, no blanks around it), or None if it is empty, endless or hides something.

    Hidden characters (NUL, marks of direction, joiners) would let two values look the same, and Postgres refuses NUL.
    """
    if len(value) > 2 * LONGEST:  # asked first: normalising ten megabytes takes a while
        return None
    text = unicodedata.normalize("NFKC", value.strip()).strip()
    return text if 0 < len(text) <= LONGEST and not any(map(is_hidden, text)) else None


def is_hidden(character: str) -> bool:
    category = unicodedata.category(character)
    return category.startswith("C") or category in SEPARATORS


def folded(text: str) -> str:
    """Return text without the difference between capitals and small letters, in whatever script."""
    # As Unicode defines it: folding may make what normalising changes once more, and the other way round.
    for _ in range(2):
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", text).casefold())
    return text
