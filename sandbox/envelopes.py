"""What Meta posts: the envelope around messages and statuses, its escapes and its signature."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable

Json = dict[str, object]


def envelope(waba_id: str, values: Iterable[Json]) -> Json:
    """Return one post with a change for each value."""
    changes = [{"value": value, "field": "messages"} for value in values]
    return {"object": "whatsapp_business_account", "entry": [{"id": waba_id, "changes": changes}]}


def change(phone_number_id: str, display: str, **parts: object) -> Json:
    """Return the value of one change of a number."""
    metadata = {"display_phone_number": display, "phone_number_id": phone_number_id}
    return {"messaging_product": "whatsapp", "metadata": metadata, **parts}


def to_bytes(body: Json) -> bytes:
    r"""Return the bytes as Meta writes them: everything beyond ASCII as \uXXXX, slashes as \/."""
    return json.dumps(body, ensure_ascii=True, separators=(",", ":")).replace("/", "\\/").encode()


def signature(secret: str, body: bytes) -> str:
    """Return the header that proves where a body comes from."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
