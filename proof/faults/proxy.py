"""A TCP proxy that misbehaves on command, for tests and drills written in plain synchronous code."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Coroutine
from contextlib import suppress

from proof.faults.link import Fault, Link, Upstream, Wire

HOST = "127.0.0.1"
# A switch takes milliseconds; more means that the proxy itself is stuck, which a test must not wait out.
SWITCH_LIMIT = 5.0


class FaultProxy:
    """A listener on a free loopback port that passes everything to `upstream`, or does not.

    `upstream` is a (host, port), or the path of a Unix socket. Each fault replaces the one before, holds for old and
    new connections, and is in force when the call returns. Latency, trickle and the two cuts act on replies alone.

    When the upstream itself is down, a client sees its connection accepted and then reset.
    """

    def __init__(self, *, upstream: Upstream) -> None:
        self.port = 0
        self._wire = Wire(upstream)
        self._links: set[Link] = set()
        self._listener: socket.socket | None = None

    @property
    def connections(self) -> int:
        """Connections accepted so far."""
        return self._wire.connections

    @property
    def bytes_up(self) -> int:
        """Bytes passed on to the upstream."""
        return self._wire.bytes_up

    @property
    def bytes_down(self) -> int:
        """Bytes passed on to clients."""
        return self._wire.bytes_down

    @property
    def bytes_lost(self) -> int:
        """Bytes of either side that went into a black hole or came after a cut."""
        return self._wire.bytes_lost

    def __enter__(self) -> FaultProxy:
        # Bound for the whole life and never listening: while connections are refused, nobody else can get the port.
        self._holder = bind(0)
        self.port = self._holder.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=f"fault-proxy-{self.port}", daemon=True)
        self._thread.start()
        self.heal()
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.refuse()
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(SWITCH_LIMIT)
            self._loop.close()
            self._holder.close()

    def refuse(self) -> None:
        """Refuse new connections and reset the open ones, like a server that was killed."""
        self._run(self._switch(Fault(refuse=True)))

    def black_hole(self) -> None:
        """Accept everything and answer nothing, like a cut cable: neither side learns that the other has left."""
        self._run(self._switch(Fault(swallow=True)))

    def latency(self, seconds: float) -> None:
        """Start each answer this much later; an answer in many pieces is late once."""
        self._run(self._switch(Fault(delay=seconds)))

    def trickle(self, bytes_per_second: int) -> None:
        """Let replies drip through, so that no read times out and yet nothing gets done."""
        self._run(self._switch(Fault(rate=bytes_per_second)))

    def reset_after(self, n_bytes: int) -> None:
        """Reset each connection after this many more bytes of replies; after 0, the work is done, its answer lost."""
        self._run(self._switch(Fault(end_after=n_bytes, reset=True)))

    def cut_reply(self, n_bytes: int) -> None:
        """End each connection in good order after this many more bytes of replies."""
        self._run(self._switch(Fault(end_after=n_bytes)))

    def heal(self, *, half_open: bool = False) -> None:
        """Be a healthy wire again.

        Connections that lost bytes in a black hole are reset, as by a host that has forgotten them. With `half_open`
        they stay silent for ever, as behind a firewall that has: then only the client's own timeout ends them.
        """
        self._run(self._switch(Fault(), half_open=half_open))

    def _run(self, change: Coroutine[None, None, None]) -> None:
        asyncio.run_coroutine_threadsafe(change, self._loop).result(SWITCH_LIMIT)

    async def _switch(self, fault: Fault, *, half_open: bool = False) -> None:
        forgets = self._wire.fault.swallow and not fault.swallow and not half_open
        self._wire.switch(fault)
        if fault.refuse:
            self._stop_listening()
        else:
            self._listen()
        for link in list(self._links):
            link.allowance = fault.end_after
            if fault.refuse or (forgets and link.lost):
                await link.reset()

    def _listen(self) -> None:
        if self._listener is None:
            self._listener = bind(self.port)
            self._listener.listen(128)
            self._loop.add_reader(self._listener, self._accept, self._listener)

    def _stop_listening(self) -> None:
        if self._listener is not None:
            self._loop.remove_reader(self._listener)
            self._listener.close()
            self._listener = None

    def _accept(self, listener: socket.socket) -> None:
        # The caller may have gone again between the wake-up and here.
        with suppress(BlockingIOError, ConnectionAbortedError):
            client, _ = listener.accept()
            self._wire.connections += 1
            link = Link(client, self._wire)
            self._links.add(link)
            link.task.add_done_callback(lambda _: self._links.discard(link))


def bind(port: int) -> socket.socket:
    """Return a non-blocking socket on a loopback port, which it shares with others bound by this function."""
    bound = socket.socket(socket.AF_INET)
    for option in (socket.SO_REUSEADDR, socket.SO_REUSEPORT):
        bound.setsockopt(socket.SOL_SOCKET, option, 1)
    bound.setblocking(False)
    bound.bind((HOST, port))
    return bound
