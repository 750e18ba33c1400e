"""How often an address has sent what Meta did not sign: counted in this process, so that it costs nobody a question."""

from __future__ import annotations

import threading

from tenants.login.address import network_of

MOST_PER_MINUTE = 100
# More addresses than this are not told apart: memory stays bounded whoever sends.
MOST_ADDRESSES = 10_000


class Forgeries:
    """Counts by address, begun anew each minute."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.minute = 0
        self.counts: dict[str, int] = {}

    def is_too_many(self, address: str, *, now: float) -> bool:
        """Note one more, and return whether this address has sent too many in this minute."""
        minute, key = int(now // 60), network_of(address)
        with self.lock:
            if minute != self.minute:
                self.minute, self.counts = minute, {}
            if key not in self.counts and len(self.counts) >= MOST_ADDRESSES:
                key = ""
            self.counts[key] = self.counts.get(key, 0) + 1
            return self.counts[key] > MOST_PER_MINUTE
