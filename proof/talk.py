"""Guests who write and wait for their answers: `python -m proof.talk '{"url": ..., "graph": ..., "messages": ...}'`.

A process of its own, as `proof.load` is. Either a number of guests wait for an answer at any moment (`waiting`), and another
writes as soon as one is answered, or they write so many a second whatever happens (`per_second`). What was answered, and
when, stands in the ledger of the fake Graph: a reply names the message that it answers.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from proof.load import Load, read_answer
from proof.result import percentiles

LOOK_EVERY = 0.05
CONNECTIONS = 16


@dataclass
class Talk:
    """What guests write, in how great a hurry, and what came of it."""

    url: str
    graph: str
    # A file with the id of a message and its webhook on each line, a tab between them.
    messages: str
    secret: str
    waiting: int = 0
    per_second: float = 0
    # The ledger's number when this began.
    since: int = 0
    # So long without any answer, and the rest will not be answered.
    patience: float = 30.0
    begun: dict[str, float] = field(default_factory=dict)
    answered: dict[str, float] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    repeated: int = 0

    def lines(self) -> Iterator[tuple[str, bytes]]:
        """Return ids and requests, in turn."""
        load = Load(self.url, 0, headers={"Content-Type": "application/json"}, method="POST", secret=self.secret)
        for line in Path(self.messages).read_bytes().splitlines():
            wamid, _, body = line.partition(b"\t")
            yield wamid.decode(), load.message(body, 0)


async def run(talk: Talk) -> dict[str, Any]:
    """Let guests write until everything is answered, or nobody answers any more."""
    lines = list(talk.lines())
    post: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()
    posting = [asyncio.create_task(carry(talk, post)) for _ in range(CONNECTIONS)]
    feeding = asyncio.create_task(at_pace(talk, lines, post) if talk.per_second else in_turn(talk, lines, post))
    await watch(talk, len(lines))
    for task in (feeding, *posting):
        task.cancel()
    return found(talk, len(lines))


async def carry(talk: Talk, post: asyncio.Queue[tuple[str, bytes]]) -> None:
    """Post one message after the other over one connection."""
    parts = urlsplit(talk.url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    while True:
        wamid, request = await post.get()
        talk.begun.setdefault(wamid, time.time())
        writer.write(request)
        status, _ = await read_answer(reader)
        talk.statuses[status] += 1


async def at_pace(talk: Talk, lines: list[tuple[str, bytes]], post: asyncio.Queue[tuple[str, bytes]]) -> None:
    """Write so many a second, whether or not anybody answers."""
    first = time.monotonic()
    for turn, line in enumerate(lines):
        await asyncio.sleep(first + turn / talk.per_second - time.monotonic())
        # From this moment the guest waits, even if no connection is free.
        talk.begun[line[0]] = time.time()
        post.put_nowait(line)


async def in_turn(talk: Talk, lines: list[tuple[str, bytes]], post: asyncio.Queue[tuple[str, bytes]]) -> None:
    """Write whenever fewer than so many wait."""
    for turn, line in enumerate(lines):
        while turn - len(talk.answered) >= talk.waiting:
            await asyncio.sleep(0.005)
        post.put_nowait(line)


async def watch(talk: Talk, wanted: int) -> None:
    """Read the ledger until everything is answered, or nothing has been for long."""
    parts = urlsplit(talk.graph)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    last = time.monotonic()
    while len(talk.answered) < wanted and time.monotonic() - last < talk.patience:
        path = f"/_sandbox/ledger?since={talk.since}"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        _, body = await read_answer(reader)
        known = orjson.loads(body)
        talk.since = known["last"]
        if sum(note(talk, entry) for entry in known["entries"]):
            last = time.monotonic()
        await asyncio.sleep(LOOK_EVERY)


def note(talk: Talk, entry: dict[str, Any]) -> bool:
    """Note an accepted reply, and return whether it is one of those that are waited for."""
    wamid = (entry["payload"].get("context") or {}).get("message_id", "")
    if entry["outcome"] != "accepted" or wamid not in talk.begun:
        return False
    talk.repeated += wamid in talk.answered
    talk.answered.setdefault(wamid, entry["at"])
    return True


def found(talk: Talk, asked: int) -> dict[str, Any]:
    took = max(talk.answered.values(), default=0.0) - min(talk.begun.values(), default=0.0)
    waited = [at - talk.begun[wamid] for wamid, at in talk.answered.items()]
    return {
        "asked": asked,
        "answered": len(talk.answered),
        "repeated": talk.repeated,
        "seconds": round(took, 3),
        "per_second": round(len(waited) / took, 1) if waited else 0.0,
        "ms": percentiles(waited) if len(waited) > 1 else {},
        "statuses": {str(status): count for status, count in talk.statuses.items()},
        "last": talk.since,
    }


def talk(**wanted: Any) -> dict[str, Any]:
    """Let guests talk in a process of its own, and return what came of it."""
    command = [sys.executable, "-m", "proof.talk", orjson.dumps(wanted).decode()]
    done = subprocess.run(command, capture_output=True, check=True, timeout=600)
    return dict(orjson.loads(done.stdout))


if __name__ == "__main__":
    sys.stdout.write(orjson.dumps(asyncio.run(run(Talk(**orjson.loads(sys.argv[1]))))).decode() + "\n")
