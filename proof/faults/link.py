"""One connection through the fault proxy: carries bytes both ways as the wire of the moment wants it."""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

Upstream = tuple[str, int] | str | Path

# What is held of one connection in one direction; the kernel's own buffers come on top.
CHUNK = 64 * 1024
# A trickle is dealt out in portions of this many seconds.
TICK = 0.05


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with a wire; the defaults are a healthy one."""

    refuse: bool = False
    swallow: bool = False
    delay: float = 0.0
    rate: int | None = None
    end_after: int | None = None
    reset: bool = False


@dataclass(eq=False)
class Wire:
    """What all connections of one proxy share: the way to the upstream, the fault of the moment, the counters."""

    upstream: Upstream
    fault: Fault = field(default_factory=Fault)
    switched: asyncio.Event = field(default_factory=asyncio.Event)
    connections: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    bytes_lost: int = 0

    def switch(self, fault: Fault) -> None:
        """Change the fault and wake whoever sleeps under the old one."""
        self.fault = fault
        self.switched.set()
        self.switched = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        """Wait, but no longer than to the next switch."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.switched.wait()

    async def connect(self) -> socket.socket:
        """Return a connection to the upstream.

        :raises OSError: if it cannot be reached
        """
        address = self.upstream if isinstance(self.upstream, tuple) else str(self.upstream)
        server = socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET)
        try:
            prepare(server)
            await asyncio.get_running_loop().sock_connect(server, address)
        except BaseException:
            # Cancelled or failed, nobody else knows of this socket yet.
            server.close()
            raise
        return server


class Link:
    """One accepted connection, and what has befallen it."""

    def __init__(self, client: socket.socket, wire: Wire) -> None:
        prepare(client)
        self.client = client
        self.server: socket.socket | None = None
        self.wire = wire
        # Bytes of the reply still let through; None is all.
        self.allowance = wire.fault.end_after
        # The next bytes from the server begin an answer, which latency makes late.
        self.answer_due = True
        # Bytes were swallowed: what follows them would make no sense to either side.
        self.lost = False
        # The reply was cut: the client has its end of file.
        self.cut = False
        self.loop = asyncio.get_running_loop()
        self.task = self.loop.create_task(self._carry())
        # A callback and no `finally`: a task that is cancelled before its first step would never reach one.
        self.task.add_done_callback(self._close)

    async def reset(self) -> None:
        """End the connection with a reset to both sides, unless it has ended."""
        if self.task.done():
            return
        self._reset_on_close()
        self.task.cancel()
        await asyncio.wait([self.task])

    async def _carry(self) -> None:
        """Carry the connection to its end; what breaks on one side is reset on the other."""
        try:
            if self._swallows():
                await self._drain()
                return
            self.server = await self.wire.connect()
            async with asyncio.TaskGroup() as directions:
                directions.create_task(self._carry_up(self.server))
                directions.create_task(self._carry_down(self.server))
        except* OSError:
            self._reset_on_close()
        if self.wire.fault.swallow and self.server is not None:
            # An end is swallowed like the rest, be it a reset: the other side hears of it when the wire is healed.
            self.lost = True
            await self.loop.create_future()

    async def _drain(self) -> None:
        while data := await self.loop.sock_recv(self.client, CHUNK):
            self.wire.bytes_lost += len(data)

    async def _carry_up(self, server: socket.socket) -> None:
        while data := await self.loop.sock_recv(self.client, CHUNK):
            if self._swallows():
                self.wire.bytes_lost += len(data)
                continue
            self.answer_due = True
            self.wire.bytes_up += len(data)
            await self.loop.sock_sendall(server, data)
        if self.cut:
            return
        if self._swallows():
            # The server must not hear that the client has left: it keeps the session, and its locks, until healed.
            await self.loop.create_future()
        server.shutdown(socket.SHUT_WR)

    async def _carry_down(self, server: socket.socket) -> None:
        while data := await self.loop.sock_recv(server, CHUNK):
            await self._deliver(data)
            if self.cut:
                server.shutdown(socket.SHUT_RDWR)
                return
        if not self._swallows():
            self.client.shutdown(socket.SHUT_WR)

    async def _deliver(self, data: bytes) -> None:
        """Hand a piece of the reply to the client; the fault may change in the midst, so each portion asks."""
        while data and not self._swallows():
            fault = self.wire.fault
            if fault.delay and self.answer_due:
                self.answer_due = False
                await self.wire.sleep(fault.delay)
                continue
            size = len(data) if fault.rate is None else max(1, int(fault.rate * TICK))
            portion = data[:size] if self.allowance is None else data[: min(size, self.allowance)]
            await self.loop.sock_sendall(self.client, portion)
            data = data[len(portion) :]
            self.wire.bytes_down += len(portion)
            if fault.end_after is not None:
                self._spend(len(portion), fault)
            if fault.rate is not None:
                await self.wire.sleep(len(portion) / fault.rate)
        self.wire.bytes_lost += len(data)

    def _spend(self, n_bytes: int, fault: Fault) -> None:
        """Count bytes against the allowance, and end the reply when it is used up."""
        if self.allowance is None:
            return
        self.allowance -= n_bytes
        if self.allowance > 0:
            return
        if fault.reset:
            raise ConnectionResetError("as the fault demands")
        self.cut = True
        self.client.shutdown(socket.SHUT_WR)

    def _swallows(self) -> bool:
        """Say whether bytes of this connection vanish; the first that do mark it for good."""
        if self.wire.fault.swallow:
            self.lost = True
        return self.lost or self.cut

    def _reset_on_close(self) -> None:
        for end in filter(None, (self.client, self.server)):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _close(self, _task: asyncio.Task[None]) -> None:
        for end in filter(None, (self.client, self.server)):
            end.close()


def prepare(end: socket.socket) -> None:
    """Make a socket non-blocking, without the kernel's wait for more to send: that is a latency of its own."""
    end.setblocking(False)
    if end.family == socket.AF_INET:
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
