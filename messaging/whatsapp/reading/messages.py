"""Messages: a guest's, and the owner's own from the app on the phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from messaging.whatsapp.items import Echo, IdentityChange, InboundMessage, Sender
from messaging.whatsapp.reading.identities import read_system_change
from messaging.whatsapp.reading.kinds import read_meaning
from messaging.whatsapp.reading.parts import Part
from messaging.whatsapp.reading.people import Contacts, read_contact, read_person


def read_messages(value: Part) -> Iterator[InboundMessage | IdentityChange]:
    """Return the guests' messages, and after one that announces it, who the guest is from now on."""
    messages = value.parts("messages")
    senders = [read_person(one, phone="from", user="from_user_id", parent="from_parent_user_id") for one in messages]
    contacts = _contacts(value, senders)
    for message, named in zip(messages, senders, strict=True):
        sender = contacts.complete(named)
        if not sender.is_known:
            message.note("", "no_sender", message.value)
        elif common := _common(message, value):
            yield InboundMessage(sender=sender, **common)
            if change := read_system_change(message, value, before=sender):
                yield change


def read_echoes(value: Part) -> Iterator[Echo]:
    """Return what the owner wrote past us."""
    echoes = value.parts("message_echoes")
    people = [read_person(one, phone="to", user="to_user_id", parent="to_parent_user_id") for one in echoes]
    contacts = _contacts(value, people)
    for echo, named in zip(echoes, people, strict=True):
        to = contacts.complete(named)
        if not to.is_known:
            echo.note("", "no_recipient", echo.value)
        elif common := _common(echo, value):
            sender = read_person(echo, phone="from", user="from_user_id", parent="from_parent_user_id")
            yield Echo(sender=sender, to=to, **common)


def phone_number_id(value: Part) -> str:
    """Return which number of ours it came to; "" routes to nobody."""
    return value.part("metadata").id("phone_number_id")


def _contacts(value: Part, people: list[Sender]) -> Contacts:
    return Contacts([read_contact(contact) for contact in value.parts("contacts")], people)


def _common(message: Part, value: Part) -> dict[str, Any]:
    """Return what every message has; nothing, and a flaw, without the id by which it is known a second time."""
    wamid = message.id("id")
    if not wamid:
        message.note("", "no_id", message.value)
        return {}
    meaning = read_meaning(message)
    context = message.part("context")
    return {
        "phone_number_id": phone_number_id(value),
        "wamid": wamid,
        "kind": meaning.kind,
        "sent_at": message.moment("timestamp"),
        "text": meaning.text,
        "content": message.value,
        "media": meaning.media,
        "reply_to": meaning.about or context.id("id"),
        "choice_id": meaning.choice_id,
        "is_gesture": meaning.is_gesture,
        "is_forwarded": context.is_set("forwarded") or context.is_set("frequently_forwarded"),
    }
