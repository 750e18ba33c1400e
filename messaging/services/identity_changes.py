"""A guest has another number or another id from now on: they stay who they are, and so does the conversation."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from messaging.models import Conversation
from messaging.services.asking import ask_person
from messaging.services.guest_messages import identities_of
from messaging.whatsapp.items import IdentityChange
from tenants.models import Guest
from tenants.queries.guests import find_guest
from tenants.services.guests import IdentityTaken, add_identity


def change_identities(changes: Sequence[IdentityChange]) -> None:
    """Let each guest be known by what they are called now. Somebody else's identity is left to them, and a person asked."""
    for change in changes:
        guest = guest_before(change)
        if guest is None:
            continue
        for kind, value in identities_of(change.after):
            try:
                add_identity(guest=guest, kind=kind, value=value)
            except IdentityTaken:
                ask_person(
                    kind="identity_conflict",
                    cause=f"guest:{guest.pk}:{kind}"[:120],
                    title=_("WhatsApp: dos huéspedes con la misma identidad"),
                )
        lead_to(guest, change)


def lead_to(guest: Guest, change: IdentityChange) -> None:
    """Let answers go to where a guest is from now on. With a new number Meta's id for them is another too."""
    wa_id, user_id = change.after.wa_id[:32], change.after.user_id
    if wa_id:
        Conversation.objects.filter(guest=guest).update(wa_id=wa_id, user_id=user_id)
    elif user_id:
        Conversation.objects.filter(guest=guest).update(user_id=user_id)


def guest_before(change: IdentityChange) -> Guest | None:
    """Return whom a change is about, if they ever wrote."""
    found = (find_guest(kind=kind, value=value) for kind, value in identities_of(change.before))
    return next((guest for guest in found if guest), None)
