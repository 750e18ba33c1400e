"""Knowing guests: one person, whatever spelling of their number or address they come with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_noop as _

from tenants.errors import Conflict
from tenants.models import Guest, GuestIdentity
from tenants.queries.guests import find_guest
from tenants.scoping import current_tenant_id
from tenants.values.identity import canonical_identity


class IdentityTaken(Conflict):
    """Another guest is known by it."""

    code = "identity_taken"
    default_detail = _("Ya hay otro huésped con esa identidad.")


# One round trip, whether the guest is known or new. `made` without `named` means that somebody was faster.
FIND_OR_MAKE = """
WITH known AS (
    SELECT coalesce(guest.merged_into_id, guest.id) AS id FROM tenants_guestidentity AS identity
    JOIN tenants_guest AS guest ON guest.tenant_id = identity.tenant_id AND guest.id = identity.guest_id
    WHERE identity.tenant_id = %(tenant)s AND identity.kind = %(kind)s AND identity.canonical = %(canonical)s
), made AS (
    INSERT INTO tenants_guest (tenant_id, name, language, note)
    SELECT %(tenant)s, %(name)s, %(language)s, '' WHERE NOT EXISTS (SELECT FROM known)
    RETURNING id, tenant_id, name, language, note, created_at, erased_at, merged_into_id
), named AS (
    INSERT INTO tenants_guestidentity (tenant_id, guest_id, kind, value, canonical)
    SELECT %(tenant)s, id, %(kind)s, %(value)s, %(canonical)s FROM made
    ON CONFLICT DO NOTHING RETURNING guest_id
)
SELECT made.*, EXISTS (SELECT FROM named) FROM made
UNION ALL
SELECT id, tenant_id, name, language, note, created_at, erased_at, merged_into_id, true FROM tenants_guest
WHERE tenant_id = %(tenant)s AND id IN (SELECT id FROM known)
"""


def find_or_create_guest(*, kind: str, value: str, name: str = "", language: str = "") -> Guest:
    """Return the guest who is known by this identity; if there is none yet, a new one.

    :raises BadIdentity: if the value can be no identity of this kind
    """
    asked: dict[str, Any] = {
        "tenant": current_tenant_id(),
        "kind": kind,
        "value": value,
        "canonical": canonical_identity(kind, value),
        "name": name,
        "language": language,
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND_OR_MAKE, asked)
        *columns, is_known = cursor.fetchone()
    guest = Guest.from_db("default", [field.attname for field in Guest._meta.concrete_fields], in_order(columns))
    if is_known:
        return guest
    # Somebody was faster and has committed: the insert waited for that. The one we made is nobody.
    Guest.objects.filter(pk=guest.pk).delete()
    known = find_guest(kind=kind, value=value)
    if known is None:  # and has gone again
        raise IdentityTaken
    return known


def in_order(columns: Sequence[Any]) -> list[Any]:
    """Return what the statement answers in the order of the model's fields."""
    names = ("id", "tenant_id", "name", "language", "note", "created_at", "erased_at", "merged_into_id")
    row = dict(zip(names, columns, strict=True))
    return [row[field.attname] for field in Guest._meta.concrete_fields]


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


def drop_identity(*, guest: Guest, kind: str, value: str) -> None:
    """Let a guest be known no more by an identity, in whatever spelling; the trail of changes keeps that they were.

    :raises BadIdentity: if the value can be none of this kind
    """
    GuestIdentity.objects.filter(guest=guest, kind=kind, canonical=canonical_identity(kind, value)).delete()


def update_guest(*, guest: Guest, name: str, language: str, note: str) -> Guest:
    """Write down what is known of a guest."""
    guest.name, guest.language, guest.note = name, language, note
    guest.save(update_fields=["name", "language", "note"])
    return guest
