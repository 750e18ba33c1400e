"""Questions about guests."""

from __future__ import annotations

from django.db.models import QuerySet

from tenants.errors import NotFound
from tenants.models import Guest
from tenants.values.identity import canonical_identity


def list_guests() -> QuerySet[Guest]:
    """Return the guests of this business with what they are known by.

    Those who were erased are nobody any more, and those who were merged are somebody else.
    """
    return Guest.objects.filter(erased_at=None, merged_into=None).prefetch_related("identities")


def list_guests_known_by(*, kind: str, value: str) -> QuerySet[Guest]:
    """Return the one guest who is known by this identity, in whatever spelling, or none.

    :raises BadIdentity: if the value can be no identity of this kind
    """
    return list_guests().filter(identities__kind=kind, identities__canonical=canonical_identity(kind, value))


def get_guest(guest_id: int) -> Guest:
    """Return a guest.

    :raises NotFound: if this business has none of this number
    """
    guest = list_guests().filter(pk=guest_id).first()
    if guest is None:
        raise NotFound
    return guest


def find_guest(*, kind: str, value: str) -> Guest | None:
    """Return the guest who is known by this identity, in whatever spelling, if there is one.

    :raises BadIdentity: if the value can be no identity of this kind
    """
    canonical = canonical_identity(kind, value)
    known = Guest.objects.select_related("merged_into")
    found = known.filter(identities__kind=kind, identities__canonical=canonical).first()
    return (found.merged_into or found) if found else None
