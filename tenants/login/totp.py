"""Codes from an application on the phone (RFC 6238), reckoned by hand: a hash, four bytes of it, six digits."""

from __future__ import annotations

import base64
import hmac
import struct
from datetime import datetime
from urllib.parse import quote, urlencode

SECONDS, DIGITS = 30, 6
# A phone's clock may be a little off, and a person types slowly: one code before and one after.
TOLERANCE = 1


def step_at(moment: datetime) -> int:
    return int(moment.timestamp()) // SECONDS


def code_at(secret: bytes, step: int, *, digits: int = DIGITS, digest: str = "sha1") -> str:
    """Return the code of one step."""
    hashed = hmac.digest(secret, struct.pack(">Q", step), digest)
    start = hashed[-1] & 0x0F
    number = int.from_bytes(hashed[start : start + 4]) & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def matching_step(secret: bytes, code: str, *, now: datetime, after: int = 0) -> int | None:
    """Return the step whose code this is, among those near `now` and later than `after`; None if it is of none."""
    given = "".join(code.split())
    if len(given) != DIGITS or not (given.isascii() and given.isdigit()):
        return None
    here = step_at(now)
    near = range(here - TOLERANCE, here + TOLERANCE + 1)
    # All of them are compared, so that the time it takes says nothing.
    found = [step for step in near if hmac.compare_digest(code_at(secret, step), given)]
    return max((step for step in found if step > after), default=None)


def base32(secret: bytes) -> str:
    """Return the secret as people and their applications read it."""
    return base64.b32encode(secret).decode().rstrip("=")


def address_for(secret: bytes, *, account: str, issuer: str) -> str:
    """Return what the QR code says to the application."""
    query = urlencode(
        {"secret": base32(secret), "issuer": issuer, "digits": DIGITS, "period": SECONDS}, quote_via=quote
    )
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{query}"
