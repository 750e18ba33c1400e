"""What a guest writes: from a few words of JSON to the webhook post that Meta would make of it."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Callable, Mapping

from sandbox.ledger import digits
from sandbox.phone.guests import Guest
from sandbox.world import World

Json = dict[str, object]

MEDIA = {
    "image": "image/jpeg",
    "video": "video/mp4",
    "audio": "audio/mpeg",
    "voice": "audio/ogg; codecs=opus",
    "document": "application/pdf",
    "sticker": "image/webp",
}


class BadMessage(Exception):
    """This cannot be sent as a guest."""


def guest_of(world: World, wanted: Mapping[str, object]) -> Guest:
    """Return who writes, and remember how they are called.

    :raises BadMessage: if the number is none
    """
    number = digits(wanted.get("from"))
    if not 6 <= len(number) <= 20:
        raise BadMessage("from must be a phone number")
    known = world.guests.find(number)
    return world.guests.keep(
        Guest(
            number,
            word(wanted, "name") or known.name,
            word(wanted, "username") or known.username,
            wanted.get("shows_number", known.shows_number) is not False,
        )
    )


def message_of(world: World, wanted: Mapping[str, object], guest: Guest, *, wamid: str, at: int, display: str) -> Json:
    """Return the entry of `messages`.

    :raises BadMessage: if something is missing or of the wrong kind
    """
    kind = word(wanted, "type") or "text"
    made: Json = {"from_user_id": guest.user_id, "id": wamid, "timestamp": str(at)}
    if guest.shows_number:
        made = {"from": guest.number, **made}
    if reply_to := word(wanted, "reply_to"):
        made["context"] = {"from": display, "id": reply_to}
    if "content" in wanted:
        return {**made, "type": kind, kind: wanted["content"]}
    if kind in MEDIA:
        name, content = "audio" if kind == "voice" else kind, medium_of(world, wanted, kind)
        return {**made, "type": name, name: content}
    if kind not in MAKERS:
        raise BadMessage(f"there is no type {kind!r}; with content it can be anything")
    if kind == "reaction":
        made.pop("context", None)
    return {**made, **MAKERS[kind](wanted)}


def text(wanted: Mapping[str, object]) -> Json:
    return {"type": "text", "text": {"body": word(wanted, "text", needed=True)}}


def location(wanted: Mapping[str, object]) -> Json:
    # `name` is the guest's.
    texts = {"name": word(wanted, "place"), "address": word(wanted, "address")}
    place: Json = {name: said for name, said in texts.items() if said}
    for name in ("latitude", "longitude"):
        value = wanted.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise BadMessage(f"{name} must be a number")
        place[name] = value
    return {"type": "location", "location": place}


def button_reply(wanted: Mapping[str, object]) -> Json:
    reply = {"id": word(wanted, "id", needed=True), "title": word(wanted, "title")}
    return {"type": "interactive", "interactive": {"type": "button_reply", "button_reply": reply}}


def list_reply(wanted: Mapping[str, object]) -> Json:
    reply = {"id": word(wanted, "id", needed=True), "title": word(wanted, "title")}
    if description := word(wanted, "description"):
        reply["description"] = description
    return {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": reply}}


def button(wanted: Mapping[str, object]) -> Json:
    title = word(wanted, "title") or word(wanted, "text")
    return {"type": "button", "button": {"payload": word(wanted, "id") or title, "text": title}}


def reaction(wanted: Mapping[str, object]) -> Json:
    made = {"message_id": word(wanted, "reply_to", needed=True), "emoji": word(wanted, "emoji")}
    return {"type": "reaction", "reaction": made}


def contact(wanted: Mapping[str, object]) -> Json:
    """Return the answer to a request for the guest's own number."""
    number = digits(wanted.get("from"))
    card = {"phones": [{"phone": f"+{number}", "wa_id": number, "type": "CELL"}]}
    return {"type": "contacts", "origin": "contact_request", "contacts": [card]}


MAKERS: dict[str, Callable[[Mapping[str, object]], Json]] = {
    "text": text,
    "location": location,
    "button_reply": button_reply,
    "list_reply": list_reply,
    "button": button,
    "reaction": reaction,
    "contact": contact,
}


def medium_of(world: World, wanted: Mapping[str, object], kind: str) -> Json:
    """Return the object of a medium; its bytes were uploaded before, or come along."""
    if media_id := word(wanted, "media_id"):
        stored = world.files.find(media_id)
        if stored is None:
            raise BadMessage("there is no such file")
    else:
        try:
            content = b64decode(word(wanted, "data", needed=True), validate=True)
        except binascii.Error:
            raise BadMessage("data must be base64") from None
        mime_type = word(wanted, "mime_type") or MEDIA[kind]
        stored = world.files.keep(content, mime_type, word(wanted, "filename"))
    made: Json = {"id": stored.id, "mime_type": stored.mime_type, "sha256": stored.sha256_base64}
    if kind in ("voice", "audio"):
        return {**made, "voice": kind == "voice"}
    if kind == "sticker":
        return {**made, "animated": False}
    if kind == "document":
        made["filename"] = stored.filename or "documento.pdf"
    caption = word(wanted, "caption")
    return {**made, "caption": caption} if caption else made


def word(wanted: Mapping[str, object], name: str, *, needed: bool = False) -> str:
    """Return a text; the empty one if there is none.

    :raises BadMessage: if it is no text, or needed and missing
    """
    value = wanted.get(name) or ""
    if not isinstance(value, str):
        raise BadMessage(f"{name} must be a text")
    if needed and not value:
        raise BadMessage(f"{name} is needed")
    return value
