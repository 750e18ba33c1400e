"""A message that only one browser can read (RFC 8291, aes128gcm), and our proof of who sends it (VAPID, RFC 8292). Plain.

Push services carry the message and cannot read it. What is random comes from outside, so that the vectors of the RFC hold.
"""

from __future__ import annotations

import json
import re
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
SALT_BYTES, AUTH_BYTES, POINT_BYTES = 16, 16, 65
# Push services take 4096 bytes in all; the header, the padding's mark and the seal take 103 of them.
RECORD = 4096
WRITTEN = re.compile(r"[A-Za-z0-9_-]+=*")
MOST_BYTES = RECORD - 103


class BadSubscription(ValueError):
    """What the browser said of itself is no key, or no secret."""


class TooMuch(ValueError):
    """Push services carry no message of this length."""


@dataclass(frozen=True)
class Subscription:
    """A browser that said yes: where its maker takes messages for it, its key, and the secret it shares with us."""

    endpoint: str
    key: ec.EllipticCurvePublicKey
    point: bytes
    auth: bytes


def read_subscription(endpoint: str, p256dh: str, auth: str) -> Subscription:
    """Return a subscription as the browser wrote it.

    :raises BadSubscription: if its key is no point of the curve, or its secret none
    """
    try:
        point, secret = from_text(p256dh), from_text(auth)
        key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    except (ValueError, TypeError):
        raise BadSubscription from None
    if len(point) != POINT_BYTES or len(secret) != AUTH_BYTES:
        raise BadSubscription
    return Subscription(endpoint, key, point, secret)


def encrypt(content: bytes, subscription: Subscription, *, own: ec.EllipticCurvePrivateKey, salt: bytes) -> bytes:
    """Return the body of a push. `own` is made for this one message.

    :raises TooMuch: if push services would not take it
    """
    if len(content) > MOST_BYTES:
        raise TooMuch
    own_point = point_of(own.public_key())
    shared = own.exchange(ec.ECDH(), subscription.key)
    key, nonce = content_keys(shared, subscription.auth, subscription.point, own_point, salt)
    # 2 marks the last record; ours are all of one.
    sealed = AESGCM(key).encrypt(nonce, content + b"\x02", None)
    return salt + struct.pack("!IB", RECORD, len(own_point)) + own_point + sealed


def content_keys(shared: bytes, auth: bytes, browser: bytes, sender: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """Return key and nonce of a message, which both sides reckon from what they share."""
    secret = derive(shared, auth, b"WebPush: info\x00" + browser + sender, 32)
    key = derive(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
    return key, derive(secret, salt, b"Content-Encoding: nonce\x00", 12)


def derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def vapid(endpoint: str, *, key: ec.EllipticCurvePrivateKey, contact: str, ends_at: int) -> str:
    """Return the header by which a push service knows us: a token for its own address alone, which ends soon."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": ends_at, "sub": contact}
    said = ".".join(to_text(json.dumps(part, separators=(",", ":")).encode()) for part in (HEAD, claims))
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(SHA256())))
    signature = to_text(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={said}.{signature}, k={to_text(point_of(key.public_key()))}"


HEAD = {"typ": "JWT", "alg": "ES256"}


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def to_text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """Return the bytes that a text stands for, with its padding or without.

    :raises ValueError: if it stands for none
    """
    # Python's own reader skips what is no letter of it, so that a short key could be written at any length.
    if not WRITTEN.fullmatch(text):
        raise ValueError
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
