"""Codes that a guest can read to somebody over a bad telephone line."""

from __future__ import annotations

import secrets

# No 0 O, 1 I L, 5 S, 2 Z, 8 B, U V: nobody has to ask "was that a B?".
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
LENGTH = 7


def new_code() -> str:
    """Return a code out of 3.4 thousand million; two of a business that are equal meet a unique constraint."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(written: str) -> str:
    """Return a code as we write it, from however a person did."""
    return "".join(character for character in written.upper() if character.isalnum())[:LENGTH]
