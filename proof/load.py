"""A load generator that is a process of its own: `python -m proof.load '{"url": ..., "requests": ..., ...}'`.

It keeps a number of connections busy with one request each at a time and prints one line of JSON: how long, how many a
second, the latencies, and which statuses came back. Raw asyncio, so that it takes as little of the machine as it can.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from proof.result import percentiles


@dataclass
class Load:
    """What to send, how often, and what came back."""

    url: str
    requests: int
    connections: int = 20
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    # A file with a body on each line, sent in turn, instead of one for all.
    bodies: str = ""
    # Gives each body an Idempotency-Key: this and the number of its line.
    keys: str = ""
    # Signs each body as Meta does.
    secret: str = ""
    left: int = 0
    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    # What refusals called themselves.
    codes: Counter[str] = field(default_factory=Counter)

    def messages(self) -> Iterator[bytes]:
        """Return the messages in their turn, again and again."""
        bodies = Path(self.bodies).read_bytes().splitlines() if self.bodies else [self.body.encode()]
        return cycle([self.message(body, number) for number, body in enumerate(bodies)])

    def message(self, body: bytes, number: int) -> bytes:
        parts = urlsplit(self.url)
        headers = {"Host": parts.netloc, "Content-Length": str(len(body)), **self.headers}
        if self.keys:
            headers["Idempotency-Key"] = f"{self.keys}{number}"
        if self.secret:
            headers["X-Hub-Signature-256"] = signature(self.secret, body)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        lines = [f"{self.method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def signature(secret: str, body: bytes) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


async def keep_busy(load: Load, messages: Iterator[bytes]) -> None:
    """Send one request after the other over one connection until enough were sent by all."""
    parts = urlsplit(load.url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    while load.left > 0:
        load.left -= 1
        begun = time.perf_counter()
        writer.write(next(messages))
        status, body = await read_answer(reader)
        load.seconds.append(time.perf_counter() - begun)
        load.statuses[status] += 1
        if status >= HTTPStatus.BAD_REQUEST:
            load.codes[code_of(body)] += 1
    writer.close()
    await writer.wait_closed()


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Read one whole answer and return its status and body."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    lines = head.split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    body = b""
    if "content-length" in headers:
        body = await reader.readexactly(int(headers["content-length"]))
    elif headers.get("transfer-encoding") == "chunked":
        body = await read_chunks(reader)
    return int(lines[0].split(" ")[1]), body


async def read_chunks(reader: asyncio.StreamReader) -> bytes:
    chunks = []
    while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
        chunks.append((await reader.readexactly(size + 2))[:-2])
    await reader.readexactly(2)
    return b"".join(chunks)


def code_of(body: bytes) -> str:
    """Return what a problem calls itself."""
    try:
        return str(orjson.loads(body)["code"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return "none"


async def run(load: Load) -> dict[str, Any]:
    load.left = load.requests
    messages = load.messages()
    begun = time.perf_counter()
    await asyncio.gather(*(keep_busy(load, messages) for _ in range(load.connections)))
    took = time.perf_counter() - begun
    return {
        "seconds": round(took, 3),
        "per_second": round(len(load.seconds) / took, 1),
        "ms": percentiles(load.seconds),
        "statuses": {str(status): count for status, count in load.statuses.items()},
        "codes": dict(load.codes),
    }


def generate(**wanted: Any) -> dict[str, Any]:
    """Run the generator in a process of its own and return what it found."""
    command = [sys.executable, "-m", "proof.load", orjson.dumps(wanted).decode()]
    done = subprocess.run(command, capture_output=True, check=True, timeout=600)
    return dict(orjson.loads(done.stdout))


if __name__ == "__main__":
    found = asyncio.run(run(Load(**orjson.loads(sys.argv[1]))))
    sys.stdout.write(orjson.dumps(found).decode() + "\n")
