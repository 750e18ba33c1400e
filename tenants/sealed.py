"""Secrets at rest: sealed before they are written to a row, unsealed when they are needed (docs/explanation/security.md).

The ring of keys is SEALING_KEYS: the first one seals, each of them opens. To change the key, put a new one in front, run
`manage.py reseal`, and take the old one away.
"""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class CannotUnseal(Exception):
    """None of the keys fits, or somebody changed the text."""


class NoSealingKey(Exception):
    """There is no key to seal with: set SEALING_KEYS."""


def seal(text: str) -> str:
    """Return the text so that only a key of the ring opens it.

    :raises NoSealingKey: if the ring is empty
    """
    return ring(tuple(settings.SEALING_KEYS)).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return what was sealed.

    :raises CannotUnseal: if no key of the ring fits
    :raises NoSealingKey: if the ring is empty
    """
    try:
        return ring(tuple(settings.SEALING_KEYS)).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise CannotUnseal from None


def reseal(sealed: str) -> str:
    """Return the same secret sealed with the first key of the ring.

    :raises CannotUnseal: if no key of the ring fits
    """
    try:
        return ring(tuple(settings.SEALING_KEYS)).rotate(sealed.encode()).decode()
    except InvalidToken:
        raise CannotUnseal from None


@lru_cache(maxsize=8)
def ring(keys: tuple[str, ...]) -> MultiFernet:
    """Return the ring of these keys.

    :raises NoSealingKey: if there are none
    """
    if not keys:
        raise NoSealingKey("set SEALING_KEYS to at least one key (openssl rand -hex 32)")
    return MultiFernet([Fernet(fernet_key(key)) for key in keys])


def fernet_key(key: str) -> bytes:
    """Return the key in the form that Fernet takes; the setting may be any long random text."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"conserje.sealed").derive(key.encode())
    return base64.urlsafe_b64encode(derived)
