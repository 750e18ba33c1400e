"""Staff who watch an inbox, as a process of its own: `python -m proof.watchers '{"port": ..., "cookies": [...], ...}'`.

Each asks every three seconds whether anything has changed, as the page does: for the counts, and for the thread that they
have open; where something has, for the list as well. Meanwhile one more asks for the first page ten times a second, and
how long that takes is what is told. Raw asyncio, so that it takes as little of the machine as it can.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import orjson

from proof.result import percentiles

EVERY, ASKED_EVERY = 3.0, 0.1
LIST = "/api/v1/conversations"


@dataclass
class Watch:
    """Who watches what, for how long; and what came back."""

    port: int
    cookies: list[str]
    threads: list[int]
    seconds: float
    page_ms: list[float] = field(default_factory=list)
    poll_ms: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    ends_at: float = 0.0


class Browser:
    """One connection that is kept open, with the marks of what was seen last."""

    def __init__(self, watch: Watch, cookie: str) -> None:
        self.watch, self.cookie = watch, cookie
        self.marks: dict[str, str] = {}

    async def ask(self, path: str, *, remembers: bool = True) -> tuple[int, float]:
        """Return the status of an answer and how long it took."""
        if not hasattr(self, "reader"):
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.watch.port)
        mark = f"If-None-Match: {self.marks[path]}\r\n" if remembers and path in self.marks else ""
        begun = time.perf_counter()
        self.writer.write(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n{mark}\r\n".encode("latin-1")
        )
        status = await self.read(path)
        self.watch.statuses[str(status)] += 1
        return status, time.perf_counter() - begun

    async def read(self, path: str) -> int:
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        lines = head.split("\r\n")
        headers = {name.lower(): value for name, _colon, value in (line.partition(": ") for line in lines[1:])}
        if length := int(headers.get("content-length", "0")):
            await self.reader.readexactly(length)
        if tag := headers.get("etag"):
            self.marks[path] = tag
        return int(lines[0].split(" ")[1])


async def sit(watch: Watch, number: int) -> None:
    """Watch as somebody who has the page open."""
    browser = Browser(watch, watch.cookies[number % len(watch.cookies)])
    thread = f"{LIST}/{watch.threads[number % len(watch.threads)]}/messages"
    # Nobody opens the page at the same moment as all others.
    await asyncio.sleep(EVERY * number / max(len(watch.cookies), 1))
    while time.perf_counter() < watch.ends_at:
        status, took = await browser.ask(f"{LIST}/counts")
        watch.poll_ms.append(took)
        if status == 200:
            await browser.ask(LIST)
        await browser.ask(thread)
        await asyncio.sleep(EVERY)


async def press(watch: Watch) -> None:
    """Ask for the first page again and again, as it is when it is opened."""
    browser = Browser(watch, watch.cookies[0])
    while time.perf_counter() < watch.ends_at:
        _status, took = await browser.ask(LIST, remembers=False)
        watch.page_ms.append(took)
        await asyncio.sleep(ASKED_EVERY)


async def run(watch: Watch) -> dict[str, Any]:
    watch.ends_at = time.perf_counter() + watch.seconds
    await asyncio.gather(press(watch), *(sit(watch, number) for number in range(len(watch.cookies))))
    return {
        "staff": len(watch.cookies),
        "page_ms": percentiles(watch.page_ms),
        "poll_ms": percentiles(watch.poll_ms),
        "statuses": dict(watch.statuses),
    }


def watch(**wanted: Any) -> dict[str, Any]:
    """Let staff watch in a process of their own, and return what they saw."""
    command = [sys.executable, "-m", "proof.watchers", orjson.dumps(wanted).decode()]
    done = subprocess.run(command, capture_output=True, check=True, timeout=600)
    return dict(orjson.loads(done.stdout))


if __name__ == "__main__":
    found = asyncio.run(run(Watch(**orjson.loads(sys.argv[1]))))
    sys.stdout.write(orjson.dumps(found).decode() + "\n")
