"""How a webhook proves that it comes from us: `t=1764070000,v1=<HMAC-SHA256 of "1764070000." and the body>`. Plain."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable


def signature(body: bytes, *, secrets: Iterable[str], at: int) -> str:
    """Return the header's value. Each secret signs, so that a receiver may change to the new one when it suits them."""
    signed = f"{at}.".encode() + body
    marks = (hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets)
    return ",".join((f"t={at}", *(f"v1={mark}" for mark in marks)))


def event_id(tenant_id: int, event: str, key: str) -> str:
    """Return the name of one happening: the same for each try and each receiver, and telling nothing about the key."""
    return "evt_" + hashlib.sha256(f"{tenant_id}:{event}:{key}".encode()).hexdigest()[:32]
