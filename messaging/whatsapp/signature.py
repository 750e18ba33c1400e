"""Whether a delivery was signed by the app it claims to come from. No Django."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

PREFIX = "sha256="


def is_signed(body: bytes, header: str | None, secrets: Sequence[str]) -> bool:
    """Say whether one of the app's secrets made this signature over exactly these bytes.

    Several secrets count while one is being replaced; without any, nothing is signed.
    """
    if not header or not header.startswith(PREFIX):
        return False
    # As bytes: `compare_digest` raises on text that is not ASCII, and the header is the sender's.
    given = header[len(PREFIX) :].encode("utf-8", "replace")
    return any(hmac.compare_digest(given, _digest(body, secret)) for secret in secrets if secret)


def _digest(body: bytes, secret: str) -> bytes:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()
