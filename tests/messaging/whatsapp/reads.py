"""Short ways to read a payload in a test."""

from __future__ import annotations

from typing import Any

from messaging.whatsapp.items import InboundMessage, Item, Reading, StatusUpdate
from messaging.whatsapp.reading import read_update
from tests.messaging.whatsapp import payloads


def read(body: Any) -> Reading:
    """Read a payload as it comes over the wire."""
    return read_update(payloads.as_bytes(body))


def items_of(body: Any) -> tuple[Item, ...]:
    """Read a payload that has no flaw."""
    reading = read(body)
    assert reading.faults == ()
    return reading.items


def message_of(message: payloads.Json, **value: Any) -> InboundMessage:
    """Read one flawless message from the usual guest."""
    (item,) = items_of(payloads.envelope(payloads.value(message, **value)))
    assert isinstance(item, InboundMessage)
    return item


def status_of(status: payloads.Json) -> StatusUpdate:
    """Read one flawless status."""
    (item,) = items_of(payloads.envelope(payloads.value(statuses=[status])))
    assert isinstance(item, StatusUpdate)
    return item


def reasons(reading: Reading) -> dict[str, str]:
    """Return why each path could not be read."""
    return {flaw.path: flaw.reason for flaw in reading.faults}


def wamids(reading: Reading) -> list[str]:
    """Return the ids of what was read, in order."""
    return [getattr(item, "wamid", "") for item in reading.items]
