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
        known = {"wa_id": change.after.wa_id[:32], "user_id": change.after.user_id}
        new = {name: value for name, value in known.items() if value}
        if new:
            # Where an answer goes from now on.
            Conversation.objects.filter(guest=guest).update(**new)


def guest_before(change: IdentityChange) -> Guest | None:
    """Return whom a change is about, if they ever wrote."""
    found = (find_guest(kind=kind, value=value) for kind, value in identities_of(change.before))
    return next((guest for guest in found if guest), None)
