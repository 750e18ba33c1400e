"""Chance that can be played again: what befalls a message depends on the seed and the message, not on the threads."""

from __future__ import annotations

import threading
from collections import Counter
from hashlib import blake2b

RANGE = 2**64


class Dice:
    """Rolls by purpose and key: the third roll of a key is the same in every run with the same seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._rolled: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def roll(self, purpose: str, key: str) -> float:
        """Return a number from 0 up to, not including, 1."""
        with self._lock:
            turn = self._rolled[purpose, key]
            self._rolled[purpose, key] += 1
        text = f"{self.seed}|{purpose}|{key}|{turn}".encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(text, digest_size=8).digest()) / RANGE

    def falls(self, share: float, purpose: str, key: str) -> bool:
        """Return whether this is one of the share that a fault befalls."""
        return share > 0 and self.roll(purpose, key) < share

    def start_again(self, seed: int) -> None:
        """Forget what was rolled, and go on with this seed."""
        with self._lock:
            self.seed = seed
            self._rolled.clear()
