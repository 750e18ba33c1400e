"""What a guest sees on the phone: bubbles, ticks, reactions, and whether somebody is typing."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import asdict, dataclass, field
from itertools import count

Json = dict[str, object]

MOST_BUBBLES = 300
MOST_CHATS = 20_000
TYPING_SECONDS = 25.0
TICKS = ("waiting", "sent", "delivered", "read")


@dataclass(slots=True)
class Bubble:
    """One message; `content` is what Meta would carry, the page draws it."""

    id: str
    at: float
    author: str
    type: str
    content: object
    revision: int = 0
    tick: str = "waiting"
    error: str = ""
    reply_to: str = ""
    reactions: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Chat:
    """One conversation of a guest with a number."""

    bubbles: OrderedDict[str, Bubble] = field(default_factory=OrderedDict)
    typing_until: float = 0.0


class Chats:
    """All conversations; whatever changes gets a new revision, so that a page asks only for what is new."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._revisions = count(1)
        self._chats: OrderedDict[tuple[str, str], Chat] = OrderedDict()
        self._where: dict[str, tuple[str, str]] = {}

    def add(self, phone_number_id: str, guest: str, bubble: Bubble) -> None:
        """Show a message; the same id again changes nothing."""
        with self._lock:
            chat = self._chat(phone_number_id, guest)
            if bubble.id in chat.bubbles:
                return
            if bubble.author == "business":
                chat.typing_until = 0.0
            bubble.revision = next(self._revisions)
            chat.bubbles[bubble.id] = bubble
            self._where[bubble.id] = (phone_number_id, guest)
            if len(chat.bubbles) > MOST_BUBBLES:
                self._where.pop(chat.bubbles.popitem(last=False)[0], None)

    def tick(self, wamid: str, status: str, error: str = "") -> None:
        """Change the ticks of a message, never backwards."""
        with self._lock:
            bubble = self._bubble(wamid)
            if bubble is None:
                return
            rank = TICKS.index(bubble.tick) if bubble.tick in TICKS else -1
            if status == "failed" or (status in TICKS and TICKS.index(status) > rank):
                bubble.tick, bubble.error = status, error
                bubble.revision = next(self._revisions)

    def react(self, wamid: str, author: str, emoji: str) -> None:
        """Put a reaction on a message, or take it off."""
        with self._lock:
            bubble = self._bubble(wamid)
            if bubble is None:
                return
            if emoji:
                bubble.reactions[author] = emoji
            else:
                bubble.reactions.pop(author, None)
            bubble.revision = next(self._revisions)

    def read_up_to(self, wamid: str, *, typing: bool) -> None:
        """Mark a guest's message and those before it as read, and show that somebody types."""
        with self._lock:
            key = self._where.get(wamid)
            chat = self._chats.get(key) if key else None
            if chat is None:
                return
            for bubble in chat.bubbles.values():
                if bubble.author == "guest" and bubble.tick != "read":
                    bubble.tick, bubble.revision = "read", next(self._revisions)
                if bubble.id == wamid:
                    break
            if typing:
                chat.typing_until = time.monotonic() + TYPING_SECONDS

    def find(self, wamid: str) -> Bubble | None:
        """Return a message that is still shown."""
        with self._lock:
            return self._bubble(wamid)

    def since(self, phone_number_id: str, guest: str, revision: int) -> Json:
        """Return what changed in a conversation after that revision."""
        with self._lock:
            chat = self._chats.get((phone_number_id, guest)) or Chat()
            changed = [asdict(bubble) for bubble in chat.bubbles.values() if bubble.revision > revision]
            typing = chat.typing_until > time.monotonic()
        newest = max([revision, *(int(bubble["revision"]) for bubble in changed)])
        return {"revision": newest, "bubbles": changed, "typing": typing}

    def empty(self) -> None:
        """Forget all conversations."""
        with self._lock:
            self._chats.clear()
            self._where.clear()

    def _chat(self, phone_number_id: str, guest: str) -> Chat:
        key = (phone_number_id, guest)
        if key not in self._chats:
            self._chats[key] = Chat()
            if len(self._chats) > MOST_CHATS:
                for wamid in self._chats.popitem(last=False)[1].bubbles:
                    self._where.pop(wamid, None)
        return self._chats[key]

    def _bubble(self, wamid: str) -> Bubble | None:
        key = self._where.get(wamid)
        return self._chats[key].bubbles.get(wamid) if key else None
