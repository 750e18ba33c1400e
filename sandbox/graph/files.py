"""Media in memory: what was uploaded, by a business or by a guest, and addresses that live five minutes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from base64 import b64encode
from collections import OrderedDict
from dataclasses import dataclass

MOST_BYTES = 512 * 1024 * 1024
ADDRESS_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Stored:
    """A file: its bytes, what it says it is, and whence it came."""

    id: str
    content: bytes
    mime_type: str
    filename: str = ""

    @property
    def sha256_hex(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def sha256_base64(self) -> str:
        return b64encode(hashlib.sha256(self.content).digest()).decode()


class Files:
    """Files by id; the oldest leave when there is no room."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._files: OrderedDict[str, Stored] = OrderedDict()
        self._bytes = 0
        self._key = secrets.token_bytes(32)

    def keep(self, content: bytes, mime_type: str, filename: str = "") -> Stored:
        """Store a file."""
        stored = Stored(str(10**15 + secrets.randbelow(9 * 10**15)), content, mime_type, filename)
        with self._lock:
            self._files[stored.id] = stored
            self._bytes += len(content)
            while self._bytes > MOST_BYTES and len(self._files) > 1:
                self._bytes -= len(self._files.popitem(last=False)[1].content)
        return stored

    def find(self, media_id: str) -> Stored | None:
        """Return a file that is still here."""
        with self._lock:
            return self._files.get(media_id)

    def has(self, media_id: str) -> bool:
        return self.find(media_id) is not None

    def drop(self, media_id: str) -> bool:
        """Delete a file; return whether there was one."""
        with self._lock:
            stored = self._files.pop(media_id, None)
            self._bytes -= len(stored.content) if stored else 0
        return stored is not None

    def address(self, media_id: str, now: float) -> str:
        """Return the query of an address that lives five minutes."""
        expires = int(now) + ADDRESS_SECONDS
        return f"mid={media_id}&ext={expires}&hash={self._seal(media_id, str(expires))}"

    def opens(self, query: dict[str, str], now: float) -> bool:
        """Return whether an address is one of ours and still lives."""
        media_id, expires = query.get("mid", ""), query.get("ext", "")
        if not expires.isdecimal() or len(expires) > 12 or int(expires) < now:
            return False
        return hmac.compare_digest(self._seal(media_id, expires).encode(), query.get("hash", "").encode())

    def _seal(self, media_id: str, expires: str) -> str:
        return hmac.new(self._key, f"{media_id}|{expires}".encode(), hashlib.sha256).hexdigest()[:32]
