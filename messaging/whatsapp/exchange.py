"""One piece of work with the Graph, with a time of its own: whatever waits for a wire then is let go.

A limit on each read would not do: who sends a byte now and then never meets it.
"""

from __future__ import annotations

import threading
import time
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Any, Self

from tenants.wire import cut

CONNECT_SECONDS, READ_SECONDS, ALL_SECONDS = 10.0, 30.0, 60.0


class TimeOver(Exception):
    """The time of the exchange is over."""


class Exchange:
    """How long it may still take, which line it uses, and whether the other side may have seen the request."""

    def __init__(self, seconds: float = ALL_SECONDS) -> None:
        self.ends_at = time.monotonic() + min(seconds, ALL_SECONDS)
        self.is_written = False
        self.lock = threading.Lock()
        self.line: Any = None
        self.timer = threading.Timer(self.left(), self.cut)
        self.timer.daemon = True
        self.token: Token[Exchange | None] | None = None

    def __enter__(self) -> Self:
        self.token = current.set(self)
        self.timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.timer.cancel()
        self.hold(None)
        if self.token:
            current.reset(self.token)

    def left(self, most: float = ALL_SECONDS) -> float:
        """Return how many seconds a step may take."""
        return max(0.001, min(most, self.ends_at - time.monotonic()))

    def is_over(self) -> bool:
        return time.monotonic() >= self.ends_at

    def go_on(self) -> None:
        """Pass if there is time left.

        :raises TimeOver: if there is none
        """
        if self.is_over():
            raise TimeOver

    def hold(self, line: Any) -> None:
        """Take a line. One that was held until now and not given back had a fault, or was left in the middle."""
        with self.lock:
            left, self.line = self.line, line
        if left is not None and left is not line:
            left.discard()

    def let_go(self, line: Any) -> None:
        """Give a line back: from now on somebody else may use it, and it is not ours to cut."""
        with self.lock:
            if self.line is line:
                self.line = None

    def cut(self) -> None:
        """Cut the wire under the feet of whoever waits for it."""
        with self.lock:
            wire = self.line.wire if self.line is not None else None
            if wire is not None:
                cut(wire)


current: ContextVar[Exchange | None] = ContextVar("current", default=None)


def exchange_now() -> Exchange:
    """Return the exchange of this thread; there is no line without one."""
    exchange = current.get()
    if exchange is None:
        raise RuntimeError("a connection was asked for outside an exchange")
    return exchange
