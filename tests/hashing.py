"""The passwords of tests: hashed as in production, in one round instead of a million, since every scene has people in it."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """Writes what Django's own hasher reads, so a server that a test starts lets the same people in."""

    iterations = 1
