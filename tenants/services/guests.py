"""Knowing guests: one person, whatever spelling of their number or address they come with."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from tenants.errors import Conflict
from tenants.models import Guest, GuestIdentity
from tenants.queries.guests import find_guest
from tenants.values.identity import canonical_identity


class IdentityTaken(Conflict):
    """Another guest is known by it."""

    code = "identity_taken"
    default_detail = _("Ya hay otro huésped con esa identidad.")


def find_or_create_guest(*, kind: str, value: str, name: str = "", language: str = "") -> Guest:
    """Return the guest who is known by this identity; if there is none yet, a new one.

    :raises BadIdentity: if the value can be no identity of this kind
    """
    known = find_guest(kind=kind, value=value)
    if known:
        return known
    try:
        return create_guest(name=name, language=language, identities=[(kind, value)])
    except IdentityTaken:
        # Somebody was faster and has committed: the insert waited for that.
        known = find_guest(kind=kind, value=value)
        if known is None:  # and has gone again
            raise
        return known


def create_guest(
    *, name: str = "", language: str = "", note: str = "", identities: list[tuple[str, str]] | None = None
) -> Guest:
    """Make a guest with the identities that they are known by.

    :raises IdentityTaken: if one of them is another's
    :raises BadIdentity: if one of them can be none of its kind
    """
    with transaction.atomic():
        guest = Guest.objects.create(name=name, language=language, note=note)
        # In one order for all: two that wait for each other's identities would be a deadlock.
        for kind, value in sorted(identities or [], key=lambda it: (it[0], canonical_identity(*it))):
            add_identity(guest=guest, kind=kind, value=value)
    return guest


def add_identity(*, guest: Guest, kind: str, value: str) -> GuestIdentity:
    """Let a guest be known by one more identity; one that they are known by already stays as it is.

    :raises IdentityTaken: if it is another's
    :raises BadIdentity: if the value can be none of this kind
    """
    canonical = canonical_identity(kind, value)
    # The constraint decides between two at the same moment; a plain insert would spoil the transaction.
    wanted = GuestIdentity(guest=guest, kind=kind, value=value, canonical=canonical)
    GuestIdentity.objects.bulk_create([wanted], ignore_conflicts=True)
    identity = GuestIdentity.objects.select_related("guest").filter(kind=kind, canonical=canonical).first()
    if identity is None or identity.guest_id != guest.pk:
        raise IdentityTaken
    return identity


def update_guest(*, guest: Guest, name: str, language: str, note: str) -> Guest:
    """Write down what is known of a guest."""
    guest.name, guest.language, guest.note = name, language, note
    guest.save(update_fields=["name", "language", "note"])
    return guest
