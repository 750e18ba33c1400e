"""A guest's phone in the sandbox: what they type and tap, as its page does it, and what stands on their screen."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import requests

from sandbox.app import Sandbox
from tenants import clock
from tests.messaging.line import work
from tests.messaging.whatsapp.payloads import PHONE_NUMBER_ID

ANA, BRUNO = "5491155550001", "5491155550002"
HOUR = 3600


@dataclass(frozen=True)
class Bubble:
    """One message as the screen shows it: whose, its words, the buttons below it by what stands on them, its tick."""

    id: str
    author: str
    words: str
    buttons: dict[str, str]
    tick: str


class Phone:
    """One guest's phone. Whoever has no name shows none to the business either."""

    def __init__(self, sandbox: Sandbox, number: str = ANA, *, name: str = "") -> None:
        self.sandbox, self.number, self.name = sandbox, number, name

    def say(self, *texts: str) -> str:
        """Type messages, one right after the other, and return what has come back once everybody has done their work."""
        before = len(self.screen())
        for text in texts:
            self.send(type="text", text=text)
        return self.answered(before)

    def tap(self, label: str, *, on: Bubble | None = None) -> str:
        """Tap a button by what stands on it, the newest on the screen unless told on which message."""
        bubble = on or next(it for it in reversed(self.screen()) if label in it.buttons)
        before = len(self.screen())
        self.send(type="button_reply", id=bubble.buttons[label], title=label, reply_to=bubble.id)
        return self.answered(before)

    def answered(self, before: int) -> str:
        work()
        new = self.screen()[before:]
        assert all(it.tick != "failed" for it in new), "something was not delivered"
        return "\n".join(it.words for it in new if it.author == "business")

    def send(self, **message: Any) -> None:
        """Post to the sandbox what its page posts; it posts on to the webhook, signed."""
        self.set_clock()
        who = {"from": self.number, "name": self.name, "phone_number_id": PHONE_NUMBER_ID}
        told = self.ask("POST", "messages", json=who | message)
        assert told["status"] == 200

    def set_clock(self) -> None:
        """Let it be as late at Meta as it is here, where the clock stands still."""
        hours = (clock.now().timestamp() - time.time()) / HOUR
        self.ask("POST", "settings", json={"clock_hours": hours})

    def screen(self) -> list[Bubble]:
        """Return all that stands on the screen, the newest last."""
        query = {"guest": self.number, "phone_number_id": PHONE_NUMBER_ID, "since": "0"}
        return [bubble_of(it) for it in self.ask("GET", "chat", params=query)["bubbles"]]

    @property
    def last(self) -> Bubble:
        """The newest message of the house."""
        return [it for it in self.screen() if it.author == "business"][-1]

    @property
    def buttons(self) -> list[str]:
        """What can be tapped below the newest message of the house."""
        return list(self.last.buttons)

    def ask(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        answer = requests.request(method, f"{self.sandbox.url}/_sandbox/{path}", timeout=30, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()  # type: ignore[no-any-return]


def bubble_of(shown: dict[str, Any]) -> Bubble:
    """Return a message as a person reads it on the page."""
    content = shown["content"] or {}
    replies = [it["reply"] for it in content.get("action", {}).get("buttons", [])]
    return Bubble(
        id=shown["id"],
        author=shown["author"],
        words=words_of(shown["type"], content),
        buttons={it["title"]: it["id"] for it in replies},
        tick=shown["tick"],
    )


def words_of(kind: str, content: dict[str, Any]) -> str:
    if kind == "text":
        return str(content["body"])
    if tapped := content.get("button_reply"):
        return str(tapped["title"])
    if kind == "interactive":
        return str(content["body"]["text"])
    return f"<{kind}>"
