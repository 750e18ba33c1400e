"""A fake push service, as the makers of browsers have one: keeps what came for each subscription, and can read none of it.

What a real one refuses is refused here too: a message that is not sealed, or comes without a time to live or a proof of who
sends it.
"""

from __future__ import annotations

import threading
from base64 import b64encode
from collections import deque
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sandbox.web import Answer, Request, json_answer

if TYPE_CHECKING:
    from sandbox.world import World

PREFIX = "/push/"
MOST_KEPT = 10_000
MOST_BYTES = 4096
SHOWN = ("authorization", "content-encoding", "ttl", "urgency", "topic")


@dataclass(frozen=True, slots=True)
class Push:
    """One message: for whom, how it was answered, its headers, and the body in base64."""

    subscription: str
    status: int
    headers: dict[str, str]
    body: str


class Pushes:
    """What came, in order."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: deque[Push] = deque(maxlen=MOST_KEPT)

    def keep(self, push: Push) -> None:
        with self._lock:
            self._kept.append(push)

    def listed(self) -> list[dict[str, object]]:
        """Return all that came, the oldest first."""
        with self._lock:
            return [asdict(push) for push in self._kept]

    def empty(self) -> None:
        with self._lock:
            self._kept.clear()


def is_push(path: str) -> bool:
    return path.startswith(PREFIX)


def take_push(world: World, request: Request) -> Answer:
    """Answer a message for a subscription as the dial says; 0 leaves it without an answer."""
    if request.method != "POST":
        return json_answer({"error": "only POST is taken"}, 405)
    wanted = wrong_with(request) or int(world.dials.push_status)
    headers = {name: request.headers[name] for name in SHOWN if name in request.headers}
    subscription = request.path.removeprefix(PREFIX)[:200]
    world.pushes.keep(Push(subscription, wanted, headers, b64encode(request.body[:MOST_BYTES]).decode()))
    if wanted == 0:
        return Answer(stall=world.dials.hang_seconds)
    return Answer(wanted, headers={"Location": f"{request.base_url}/message/1"} if wanted == 201 else {})


def wrong_with(request: Request) -> int:
    """Return the status by which a real service refuses this, 0 if it would not."""
    if len(request.body) > MOST_BYTES:
        return 413
    if not request.headers.get("authorization", "").startswith("vapid t="):
        return 401
    is_sealed = request.headers.get("content-encoding") == "aes128gcm"
    return 0 if is_sealed and request.headers.get("ttl", "").isdecimal() else 400
