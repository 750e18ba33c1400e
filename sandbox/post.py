"""Posts to the webhook: signed, on a few threads with open connections, again later when not answered with 200."""

from __future__ import annotations

import heapq
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from itertools import count
from urllib.parse import urlsplit

from sandbox.envelopes import signature

logger = logging.getLogger(__name__)

WORKERS = 8
PATIENCE = 20.0
MOST_IDLE = 16
MOST_ATTEMPTS = 40
LONGEST_PAUSE = 15.0
FIRST_PAUSE = 0.5

Done = Callable[[int], None]


@dataclass(slots=True)
class Letter:
    """A body for the webhook; what follows it is posted after it, so that statuses keep their order."""

    body: bytes
    done: Done | None = None
    # Called before the first attempt.
    begin: Callable[[], None] | None = None
    then: Letter | None = None
    pause: float = 0.0
    attempts: int = 0


@dataclass(slots=True)
class Address:
    """Where posts go, and the secret that signs them."""

    url: str
    secret: str
    insists: Callable[[], bool] = field(default=lambda: True)


class PostOffice:
    """Letters that wait for their moment, and the threads that carry them."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.answers: Counter[int] = Counter()
        self._waiting: list[tuple[float, int, Letter]] = []
        self._numbers = count()
        self._ready = threading.Condition()
        self._carried = 0
        self._stopped = False
        self._idle: list[HTTPConnection] = []
        self._idle_at = ("", "")
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(WORKERS)]

    def start(self) -> None:
        """Begin to carry."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Carry no more; what waits is dropped."""
        with self._ready:
            self._stopped = True
            leaving, self._idle = self._idle, []
            self._ready.notify_all()
        for link in leaving:
            link.close()
        for thread in self._threads:
            thread.join(timeout=PATIENCE)

    def send(self, letter: Letter, *, after: float = 0.0) -> None:
        """Post this soon, or after so many seconds."""
        with self._ready:
            heapq.heappush(self._waiting, (time.monotonic() + after, next(self._numbers), letter))
            self._ready.notify()

    def pending(self) -> int:
        """Return how many letters wait or are on their way, those that follow another included."""
        with self._ready:
            return self._carried + sum(length(letter) for _, _, letter in self._waiting)

    def forget(self) -> None:
        """Drop what waits."""
        with self._ready:
            self._waiting.clear()

    def post_now(self, body: bytes) -> int:
        """Post at once, and return the status of the answer; 0 is none at all."""
        if not self.address.url:
            return 0
        status, was_kept = self._exchange(body)
        # A server may have closed a connection that was kept; that says nothing about this post.
        while status == 0 and was_kept:
            status, was_kept = self._exchange(body)
        self.answers[status] += 1
        return status

    def _exchange(self, body: bytes) -> tuple[int, bool]:
        """Return the status, and whether the connection had been used before."""
        parts = urlsplit(self.address.url)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        link, was_kept = self._connection(parts.scheme, parts.netloc)
        try:
            link.request("POST", path, body, headers=self._headers(body))
            answer = link.getresponse()
            answer.read()
        except (OSError, HTTPException, ValueError):
            link.close()
            return 0, was_kept
        self._keep(link, parts.scheme, parts.netloc)
        return answer.status, was_kept

    def _connection(self, scheme: str, place: str) -> tuple[HTTPConnection, bool]:
        with self._ready:
            if self._idle and self._idle_at == (scheme, place):
                return self._idle.pop(), True
        kind = HTTPSConnection if scheme == "https" else HTTPConnection
        return kind(place, timeout=PATIENCE), False

    def _keep(self, link: HTTPConnection, scheme: str, place: str) -> None:
        leaving: list[HTTPConnection] = []
        with self._ready:
            if self._idle_at != (scheme, place) or self._stopped:
                leaving, self._idle, self._idle_at = self._idle, [], (scheme, place)
            if len(self._idle) < MOST_IDLE and not self._stopped:
                self._idle.append(link)
            else:
                leaving.append(link)
        for old in leaving:
            old.close()

    def _headers(self, body: bytes) -> dict[str, str]:
        return {
            "Content-Type": "application/json",
            "User-Agent": "facebookexternalua",
            "X-Hub-Signature-256": signature(self.address.secret, body),
        }

    def _work(self) -> None:
        while (letter := self._next()) is not None:
            try:
                self._carry(letter)
            except Exception:  # one bad letter must not end a thread that carries all others
                logger.exception("a post failed")
            finally:
                with self._ready:
                    self._carried -= length(letter)

    def _next(self) -> Letter | None:
        with self._ready:
            while not self._stopped:
                pause = self._waiting[0][0] - time.monotonic() if self._waiting else None
                if pause is not None and pause <= 0:
                    letter = heapq.heappop(self._waiting)[2]
                    self._carried += length(letter)
                    return letter
                self._ready.wait(pause)
        return None

    def _carry(self, letter: Letter) -> None:
        if letter.begin and not letter.attempts:
            letter.begin()
        status = self.post_now(letter.body)
        if status != 200 and self.address.url and self.address.insists() and letter.attempts < MOST_ATTEMPTS:
            letter.attempts += 1
            self.send(letter, after=min(LONGEST_PAUSE, FIRST_PAUSE * 1.5**letter.attempts))
            return
        if letter.done:
            letter.done(status)
        if letter.then:
            self.send(letter.then, after=letter.then.pause)


def length(letter: Letter | None) -> int:
    """Return how many letters this and those after it are."""
    number = 0
    while letter is not None:
        number, letter = number + 1, letter.then
    return number
