"""The people who write: their number, the id Meta gives them, and their names."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from hashlib import blake2b

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Guest:
    """A person; without `shows_number` Meta keeps the phone number to itself."""

    number: str
    name: str = ""
    username: str = ""
    shows_number: bool = True

    @property
    def user_id(self) -> str:
        """Return the business-scoped id: the same for the same number."""
        seed = blake2b(self.number.encode(), digest_size=7).digest()
        return f"AR.{int.from_bytes(seed)}"

    def contact(self) -> Json:
        """Return the entry of `contacts` in a webhook."""
        profile: Json = {"name": self.name} if self.name else {}
        if self.username:
            profile["username"] = self.username
        contact: Json = {"profile": profile, "user_id": self.user_id}
        return {**contact, "wa_id": self.number} if self.shows_number else contact


class Guests:
    """Those who wrote, or were written to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_number: dict[str, Guest] = {}
        self._by_user_id: dict[str, Guest] = {}

    def keep(self, guest: Guest) -> Guest:
        """Remember a guest as they are now."""
        with self._lock:
            self._by_number[guest.number] = guest
            self._by_user_id[guest.user_id] = guest
        return guest

    def find(self, address: str) -> Guest:
        """Return who is behind a number or an id; somebody unknown is a guest, too."""
        with self._lock:
            known = self._by_number.get(address) or self._by_user_id.get(address)
        return known or self.keep(Guest(address))
