"""Who it is: by the form of what Meta sent, not by the field in which it stood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from messaging.whatsapp.items import Sender
from messaging.whatsapp.reading.parts import Part

PHONE = re.compile(r"\+?([0-9]{5,20})")
# An id that Meta gives to one business for one person: "AR.900100200300". Generous, as they may grow; 140 letters at most,
# since no column holds more.
USER_ID = re.compile(r"[A-Z]{2}\.\S{1,137}")
MOST_NAME = 255


def read_person(part: Part, *, phone: str = "", user: str = "", parent: str = "") -> Sender:
    """Return who these fields name; each value counts as what it looks like."""
    wa_id, user_id = "", ""
    for key in filter(None, (user, phone)):
        found = part.id(key)
        if USER_ID.fullmatch(found):
            user_id = user_id or found
        elif number := PHONE.fullmatch(found):
            wa_id = wa_id or number[1]
        elif found:
            part.note(key, "bad_person", found)
    return Sender(wa_id=wa_id, user_id=user_id, parent_user_id=part.id(parent) if parent else "")


def read_contact(part: Part) -> Sender:
    """Return a contact of the list beside the messages, with the names that the person chose."""
    profile = part.part("profile")
    return replace(
        read_person(part, phone="wa_id", user="user_id", parent="parent_user_id"),
        username=profile.text("username", most=MOST_NAME).strip().removeprefix("@"),
        name=profile.text("name", most=MOST_NAME),
    )


class Contacts:
    """The people listed beside the messages of one delivery: found by who they are, never by their place."""

    __slots__ = ("_by_id", "_lone")

    def __init__(self, contacts: Sequence[Sender], people: Iterable[Sender]) -> None:
        self._by_id: dict[str, Sender] = {}
        for contact in contacts:
            for known in filter(None, (contact.wa_id, contact.user_id)):
                self._by_id.setdefault(known, contact)
        # One contact beside one person is that person, even where the one has only a number and the other only an id.
        self._lone = contacts[0] if len(contacts) == 1 and len(set(people)) <= 1 else None

    def complete(self, person: Sender) -> Sender:
        """Return the person with what their contact adds."""
        contact = self._by_id.get(person.user_id) or self._by_id.get(person.wa_id) or self._lone
        if contact is None or _are_different(person, contact):
            return person
        return Sender(
            wa_id=person.wa_id or contact.wa_id,
            user_id=person.user_id or contact.user_id,
            parent_user_id=person.parent_user_id or contact.parent_user_id,
            username=contact.username,
            name=contact.name,
        )


def _are_different(one: Sender, other: Sender) -> bool:
    """Say whether two have ids that contradict each other; the id outweighs the number, which can change hands."""
    if one.user_id and other.user_id:
        return one.user_id != other.user_id
    return bool(one.wa_id and other.wa_id and one.wa_id != other.wa_id)
