"""What host names stand for, remembered for five minutes: a resolver that is slow or away for a moment costs no send."""

from __future__ import annotations

import threading
import time

from tenants.wire import look_up

KEPT_SECONDS = 300.0
MOST_NAMES = 256


class Names:
    """Numbers by name and port."""

    def __init__(self, kept: float = KEPT_SECONDS) -> None:
        self.kept = kept
        self.lock = threading.Lock()
        self.known: dict[tuple[str, int], tuple[float, list[str]]] = {}

    def find(self, host: str, port: int, within: float) -> list[str]:
        """Return the numbers that a name stands for, none if nobody says in time. A failure is not remembered."""
        with self.lock:
            since, numbers = self.known.get((host, port), (0.0, []))
        if numbers and time.monotonic() - since < self.kept:
            return numbers
        if found := look_up(host, port, within):
            self.keep(host, port, found)
        return found

    def keep(self, host: str, port: int, numbers: list[str]) -> None:
        with self.lock:
            if len(self.known) >= MOST_NAMES:
                self.known.clear()
            self.known[host, port] = (time.monotonic(), numbers)

    def forget(self, host: str, port: int) -> None:
        """Ask again next time, since none of the numbers answered: the host may have moved."""
        with self.lock:
            self.known.pop((host, port), None)
