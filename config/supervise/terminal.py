"""What a person sees while things start: numbered steps, and a word every moment or so while one takes long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EVERY = 1.5
STEPS = 6


class Steps:
    """Says what is being done. The first two steps are those of requirements/install.py."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say

    @contextmanager
    def step(self, number: int, text: str) -> Iterator[None]:
        """Name a step and murmur while it lasts, so that the terminal is never silent for long."""
        self.say(f"[{number}/{STEPS}] {text}")
        over = threading.Event()
        murmur = threading.Thread(target=self.murmur, args=[over], daemon=True)
        murmur.start()
        try:
            yield
        finally:
            over.set()
            murmur.join()

    def murmur(self, over: threading.Event) -> None:
        begun = time.monotonic()
        while not over.wait(EVERY):
            self.say(f"      ... {time.monotonic() - begun:.1f} s")
