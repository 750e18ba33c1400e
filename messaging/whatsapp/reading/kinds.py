"""What a message says, by its type: one small reader each, in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from messaging.whatsapp.items import MediaRef
from messaging.whatsapp.reading.media import read_media
from messaging.whatsapp.reading.parts import Part

MOST_CHOICE = 1000
# Of what Meta does not show, these are done to another message.
GESTURES = frozenset({"pin", "keep_in_chat", "reaction", "edit"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What sort of message it is, in our words, and what of it a person or a program would use."""

    kind: str
    text: str = ""
    media: MediaRef | None = None
    choice_id: str = ""
    # The message that this one reacts to, edits or takes back.
    about: str = ""
    is_gesture: bool = False


def read_meaning(message: Part) -> Meaning:
    """Return what the message says; a type that nobody knows yet is kept as unknown."""
    reader = READERS.get(message.text("type"))
    return reader(message) if reader else Meaning("unknown")


def _text(message: Part) -> Meaning:
    return Meaning("text", message.part("text").text("body"))


def _file(kind: str) -> Callable[[Part], Meaning]:
    def read(message: Part) -> Meaning:
        part = message.part(kind)
        return Meaning(kind, part.text("caption"), read_media(part))

    return read


def _audio(message: Part) -> Meaning:
    part = message.part("audio")
    is_voice = part.is_set("voice")
    return Meaning("voice" if is_voice else "audio", part.text("caption"), read_media(part, is_voice=is_voice))


def _voice(message: Part) -> Meaning:
    """Read a voice note of the old kind, which had a type of its own."""
    return Meaning("voice", media=read_media(message.part("voice"), is_voice=True))


def _location(message: Part) -> Meaning:
    place = message.part("location")
    return Meaning("location", ", ".join(filter(None, (place.text("name"), place.text("address")))))


def _contacts(message: Part) -> Meaning:
    return Meaning("contacts", ", ".join(filter(None, map(_contact, message.parts("contacts")))))


def _contact(contact: Part) -> str:
    """Return a shared contact's name; the answer to our asking for a number has only the number."""
    phones = [phone.text("phone") or phone.text("wa_id") for phone in contact.parts("phones")]
    return contact.part("name").text("formatted_name") or ", ".join(filter(None, phones))


def _button(message: Part) -> Meaning:
    """Read a tap on a quick reply of a template."""
    button = message.part("button")
    return Meaning("button", button.text("text"), choice_id=button.text("payload", most=MOST_CHOICE))


def _interactive(message: Part) -> Meaning:
    part = message.part("interactive")
    if not part:
        # Meta sends the empty shell of what it cannot show, beside errors.
        return Meaning("unsupported")
    sort = part.text("type")
    if sort in ("list_reply", "button_reply"):
        chosen = part.part(sort)
        return Meaning(sort, chosen.text("title"), choice_id=chosen.text("id", most=MOST_CHOICE))
    if sort == "nfm_reply":
        return Meaning("flow_reply", part.part(sort).text("body"))
    return Meaning("unknown")


def _reaction(message: Part) -> Meaning:
    """Read a reaction; one without a sign takes an earlier one back."""
    reaction = message.part("reaction")
    return Meaning("reaction", reaction.text("emoji"), about=reaction.id("message_id"))


def _order(message: Part) -> Meaning:
    return Meaning("order", message.part("order").text("text"))


def _system(message: Part) -> Meaning:
    return Meaning("system", message.part("system").text("body"))


def _edit(message: Part) -> Meaning:
    """Read a corrected message: what it says now, and which one it was."""
    edit = message.part("edit")
    corrected = edit.part("message")
    # An edit of an edit does not exist; without this, a crafted one would go down as far as it is nested.
    now = Meaning("edit") if corrected.text("type") == "edit" else read_meaning(corrected)
    return Meaning("edit", now.text, now.media, now.choice_id, edit.id("original_message_id"))


def _revoke(message: Part) -> Meaning:
    return Meaning("revoke", about=message.part("revoke").id("original_message_id"))


def _unsupported(message: Part) -> Meaning:
    """Read what Meta does not show; newer versions say at least what sort of thing it was."""
    return Meaning("unsupported", is_gesture=message.part("unsupported").text("type") in GESTURES)


READERS: dict[str, Callable[[Part], Meaning]] = {
    "text": _text,
    "image": _file("image"),
    "video": _file("video"),
    "sticker": _file("sticker"),
    "document": _file("document"),
    "audio": _audio,
    "voice": _voice,
    "location": _location,
    "contacts": _contacts,
    "button": _button,
    "interactive": _interactive,
    "reaction": _reaction,
    "order": _order,
    "system": _system,
    "edit": _edit,
    "revoke": _revoke,
    "unsupported": _unsupported,
}
