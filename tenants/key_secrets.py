"""How an API key is written, `csj_<prefix>_<secret>`, and how one is compared. Plain: no Django, no I/O."""

from __future__ import annotations

import hashlib
import hmac
import re

# The prefix is public and finds the row; the secret is 256 random bits, so one pass of a fast hash is enough.
WRITTEN = re.compile(r"csj_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")


def written(prefix: str, secret: str) -> str:
    """Return the key as a program shows it."""
    return f"csj_{prefix}_{secret}"


def parts_of(key: str) -> tuple[str, str] | None:
    """Return prefix and secret; None if the text is no key."""
    found = WRITTEN.fullmatch(key)
    return (found[1], found[2]) if found else None


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret_of(secret: str, digest: str) -> bool:
    """Return whether a secret is the one of which the digest was kept, in a time that tells nothing about it."""
    return hmac.compare_digest(digest_of(secret), digest)
