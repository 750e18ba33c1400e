"""Calls the sandbox as our system and its guests would, over HTTP alone."""

from __future__ import annotations

from typing import Any

import requests

from proof.faults.processes import wait_for
from sandbox.app import Sandbox

Json = dict[str, Any]

NUMBER, ANA = "106700800", "5491155550001"


class Caller:
    """One session with a token, towards one sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox, self.url = sandbox, sandbox.url
        self.session = requests.Session()
        self.session.headers["Authorization"] = "Bearer a-token"

    def graph(self, method: str, path: str, **more: Any) -> requests.Response:
        return self.session.request(method, f"{self.url}/v25.0/{path}", timeout=10, **more)

    def send(self, **content: Any) -> requests.Response:
        """Send a message to Ana, unless told otherwise."""
        base = {"messaging_product": "whatsapp", "to": f"+{ANA}"}
        return self.graph("POST", f"{NUMBER}/messages", json=base | content)

    def text(self, body: str = "Hola", **more: Any) -> requests.Response:
        return self.send(type="text", text={"body": body}, **more)

    def control(self, method: str, path: str, **more: Any) -> requests.Response:
        return requests.request(method, f"{self.url}/_sandbox/{path}", timeout=30, **more)

    def turn(self, **dials: Any) -> None:
        answer = self.control("POST", "settings", json=dials)
        assert answer.status_code == 200, answer.text

    def write(self, **message: Any) -> Json:
        """Write as Ana, unless told otherwise."""
        base = {"from": ANA, "name": "Ana", "phone_number_id": NUMBER}
        answer = self.control("POST", "messages", json=base | message)
        assert answer.status_code == 200, answer.text
        return answer.json()  # type: ignore[no-any-return]

    def ledger(self, since: int = 0) -> list[Json]:
        return self.control("GET", "ledger", params={"since": str(since)}).json()["entries"]  # type: ignore[no-any-return]

    def bubbles(self, guest: str = ANA) -> list[Json]:
        query = {"guest": guest, "phone_number_id": NUMBER}
        return self.control("GET", "chat", params=query).json()["bubbles"]  # type: ignore[no-any-return]

    def settle(self) -> None:
        """Wait until everything was posted."""
        wait_for(lambda: self.sandbox.world.post.pending() == 0, within=20, every=0.02, what="the posts")
