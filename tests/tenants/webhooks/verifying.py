"""Verifies a signature as a receiver would who has read the docs and nothing of ours."""

from __future__ import annotations

import base64
import hashlib


def is_signed(body: bytes, header: str, secret: str, *, now: float) -> bool:
    """Return whether one of the header's marks is that of this body, not older than five minutes."""
    pairs = [pair.split("=", 1) for pair in header.split(",")]
    (at,) = (value for name, value in pairs if name == "t")
    expected = hmac_by_hand(secret.encode(), at.encode() + b"." + body)
    return abs(now - int(at)) <= 300 and expected in [value for name, value in pairs if name == "v1"]


def hmac_by_hand(key: bytes, message: bytes) -> str:
    """Return the HMAC-SHA256 as RFC 2104 writes it, without the library that the sender uses."""
    key = (hashlib.sha256(key).digest() if len(key) > 64 else key).ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key) + message).digest()
    digest = hashlib.sha256(bytes(byte ^ 0x5C for byte in key) + inner).digest()
    return base64.b16encode(digest).decode().lower()
