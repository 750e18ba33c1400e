"""A file that a message refers to."""

from __future__ import annotations

import base64
import binascii
import re

from messaging.whatsapp.items import MediaRef
from messaging.whatsapp.reading.parts import Part

HEX_DIGEST = re.compile(r"[0-9a-fA-F]{64}")
DIGEST_BYTES = 32
MOST_NAME = 255


def read_media(part: Part, *, is_voice: bool = False) -> MediaRef | None:
    """Return the file, or None if Meta named none: too big or damaged, it sends errors in its place."""
    media_id = part.id("id")
    url = part.text("url")
    if not (media_id or url):
        return None
    return MediaRef(
        id=media_id,
        # "audio/ogg; codecs=opus" is OGG.
        mime_type=part.text("mime_type", most=MOST_NAME).partition(";")[0].strip().lower(),
        sha256_hex=hex_digest(part.text("sha256", most=MOST_NAME)),
        filename=part.text("filename", most=MOST_NAME),
        is_voice=is_voice,
        caption=part.text("caption"),
        url=url,
    )


def hex_digest(digest: str) -> str:
    """Return a SHA-256 in hex: a webhook has it in base64, Graph in hex; "" for what is neither."""
    digest = digest.strip()
    if HEX_DIGEST.fullmatch(digest):
        return digest.lower()
    try:
        raw = base64.b64decode(digest.rstrip("=") + "=", validate=True)
    except (binascii.Error, ValueError):
        return ""
    return raw.hex() if len(raw) == DIGEST_BYTES else ""
