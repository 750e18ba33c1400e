"""Somebody has a new number or a new id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from messaging.whatsapp.items import IdentityChange, Sender
from messaging.whatsapp.reading.parts import Part
from messaging.whatsapp.reading.people import Contacts, read_contact, read_person

# Of the system messages, those after which the guest is known by something else.
CHANGES = ("user_changed_number", "customer_changed_number", "user_changed_user_id")
MOST_REASON = 255


def read_system_change(message: Part, value: Part, *, before: Sender) -> IdentityChange | None:
    """Return who the sender of a system message is from now on, or None if it says no such thing.

    Its text names both numbers too, but in words that change with the language.
    """
    if message.text("type") != "system":
        return None
    system = message.part("system")
    reason = system.text("type")
    if reason not in CHANGES:
        return None
    _, after = _before_and_after(system)
    if not after.wa_id:
        after = replace(after, wa_id=read_person(system, phone="new_wa_id").wa_id)
    if not _differ(before, after):
        message.note("system", "no_change", system.value)
        return None
    return IdentityChange(
        phone_number_id=value.part("metadata").id("phone_number_id"),
        wamid=message.id("id"),
        before=before,
        after=after,
        reason=reason,
        at=message.moment("timestamp"),
    )


def read_identity_changes(value: Part, *, at: datetime | None) -> Iterator[IdentityChange]:
    """Return who has a new id, from the field of that name: a list, or a lone object."""
    updates = value.parts("user_id_update")
    found = [_before_and_after(update) for update in updates]
    contacts = Contacts([read_contact(one) for one in value.parts("contacts")], [after for _, after in found])
    for update, (before, after) in zip(updates, found, strict=True):
        if not (before.is_known and _differ(before, after)):
            update.note("", "no_change", update.value)
            continue
        yield IdentityChange(
            phone_number_id=value.part("metadata").id("phone_number_id"),
            before=before,
            after=contacts.complete(after),
            reason=update.text("detail", most=MOST_REASON),
            at=update.moment("timestamp") or at,
            content=update.value,
        )


def _before_and_after(part: Part) -> tuple[Sender, Sender]:
    """Return the old and the new ids: a value that is no object is the new one, and so is the number beside them."""
    old, new = Sender(), read_person(part, phone="wa_id")
    for key in ("user_id", "parent_user_id"):
        if isinstance(part.value.get(key), dict):
            pair = part.part(key)
            old = replace(old, **{key: _user_id(pair, "previous")})
            new = replace(new, **{key: _user_id(pair, "current")})
        else:
            new = replace(new, **{key: _user_id(part, key)})
    return old, new


def _user_id(part: Part, key: str) -> str:
    return read_person(part, user=key).user_id


def _differ(before: Sender, after: Sender) -> bool:
    """Say whether something is said that was not so before."""
    return (after.wa_id or before.wa_id, after.user_id or before.user_id) != (before.wa_id, before.user_id)
