"""A delivery, from its bytes to its items: all entries x changes x items, never only the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from messaging.whatsapp.items import AccountUpdate, Item, Reading
from messaging.whatsapp.reading.decoding import decode
from messaging.whatsapp.reading.flaws import Flaws
from messaging.whatsapp.reading.identities import read_identity_changes
from messaging.whatsapp.reading.messages import phone_number_id, read_echoes, read_messages
from messaging.whatsapp.reading.parts import Part
from messaging.whatsapp.reading.statuses import read_statuses

OUR_OBJECT = "whatsapp_business_account"
MOST_FIELD = 100


def read_update(body: bytes) -> Reading:
    """Return everything that a delivery holds; what cannot be read is a flaw, and what stands beside it is kept.

    Any bytes will do: it never raises.
    """
    flaws = Flaws()
    tree = decode(body, flaws)
    if isinstance(tree, dict):
        items = tuple(_read_envelope(Part(tree, "", flaws)))
    else:
        items = ()
        if not flaws.all():
            flaws.note("", "wrong_type", tree)
    return Reading(items, flaws.all())


def _read_envelope(envelope: Part) -> Iterator[Item]:
    kind = envelope.text("object")
    if kind not in ("", OUR_OBJECT):
        envelope.note("object", "unknown_object", envelope.value)
        return
    if "entry" not in envelope.value:
        envelope.note("entry", "missing", envelope.value)
    for entry in envelope.parts("entry"):
        if "changes" not in entry.value:
            entry.note("changes", "missing", entry.value)
        for change in entry.parts("changes"):
            yield from _read_change(change, entry)


def _read_change(change: Part, entry: Part) -> Iterator[Item]:
    field = change.text("field", most=MOST_FIELD)
    values = change.parts("value")
    if not values and change.value.get("value") in (None, []):
        change.note("value", "missing", change.value)
    for value in values:
        # What a nameless change holds tells what it is.
        if not field and any(key in value.value for key in MESSAGE_PARTS):
            field = "messages"
        yield from READERS.get(field, _read_account)(value, entry, field)


def _read_messages(value: Part, entry: Part, field: str) -> Iterator[Item]:
    if not any(key in value.value for key in MESSAGE_PARTS):
        value.note("", "nothing_known", value.value)
    return chain(read_messages(value), read_statuses(value), _read_errors(value, entry))


def _read_errors(value: Part, entry: Part) -> Iterator[Item]:
    """Return faults of the account or the number, which belong to no message."""
    for error in value.parts("errors"):
        yield from _read_account(error, entry, "errors", phone_number_id(value))


def _read_echoes(value: Part, entry: Part, field: str) -> Iterator[Item]:
    if "message_echoes" not in value.value:
        value.note("", "nothing_known", value.value)
    return chain(read_echoes(value), _read_errors(value, entry))


def _read_identities(value: Part, entry: Part, field: str) -> Iterator[Item]:
    if "user_id_update" not in value.value:
        value.note("", "nothing_known", value.value)
    return read_identity_changes(value, at=entry.moment("time"))


def _read_account(value: Part, entry: Part, field: str, number: str = "") -> Iterator[Item]:
    """Return news of an account. A partner's entry bears the id of the business, and names the account inside."""
    inside = value.value.get("waba_info")
    yield AccountUpdate(
        field=field or "unknown",
        waba_id=(value.part("waba_info").id("waba_id") if isinstance(inside, dict) else "") or entry.id("id"),
        phone_number_id=number or phone_number_id(value),
        content=value.value,
        at=entry.moment("time"),
    )


MESSAGE_PARTS = ("messages", "statuses", "errors")
READERS: dict[str, Callable[[Part, Part, str], Iterator[Item]]] = {
    "messages": _read_messages,
    "smb_message_echoes": _read_echoes,
    "user_id_update": _read_identities,
}
