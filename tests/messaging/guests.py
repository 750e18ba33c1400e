"""Guests who write, move and change their ids, as Meta tells of them."""

from __future__ import annotations

from messaging.services.ingest import ingest_some
from tenants import clock
from tests.messaging.line import deliver
from tests.messaging.whatsapp import payloads


def ago(seconds: int) -> int:
    return int(clock.now().timestamp()) - seconds


def said(wa_id: str, user_id: str, *, wamid: str, at: int, words: str = "hola") -> dict[str, object]:
    return payloads.text_message(words, wamid=wamid, wa_id=wa_id, user_id=user_id, sent_at=at)


def tapped(wa_id: str, choice: str, *, wamid: str, at: int) -> dict[str, object]:
    return payloads.tapped_button(choice=choice, wamid=wamid, wa_id=wa_id, user_id="", sent_at=at)


def moved(before: str, after: str, *, wamid: str, at: int, user_id: str = "") -> dict[str, object]:
    return payloads.number_change(new=after, wa_id=before, user_id=user_id, wamid=wamid, sent_at=at)


def come(*messages: dict[str, object], contacts: tuple[dict[str, object], ...] = ()) -> None:
    """Let Meta deliver messages in one webhook, with nobody named beside them unless said so, and read them."""
    value = payloads.value(*messages) | {"contacts": list(contacts)}
    deliver(payloads.as_bytes(payloads.envelope(value)))
    read_all()


def read_all() -> None:
    while ingest_some(now=clock.now()):
        pass
