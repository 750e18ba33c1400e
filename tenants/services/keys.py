"""API keys: a program's way in. The secret is shown once; what is kept is its hash, which leads nowhere."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from tenants.errors import Conflict, DomainError
from tenants.key_secrets import digest_of, written
from tenants.models import ApiKey, Tenant, User
from tenants.rights import KEY_SCOPES

# A key's last use is known to the minute, which saves a write in nearly every call.
NOTE_USE_EVERY = timedelta(minutes=1)

log = logging.getLogger(__name__)


class UnknownScope(DomainError):
    """A right that keys are not given."""

    code = "unknown_scope"
    default_detail = _("Una clave no puede tener ese permiso.")


class ExpiresInThePast(DomainError):
    """The key would be of no use."""

    code = "expires_in_the_past"
    default_detail = _("La fecha de vencimiento ya pasó.")


class KeyAlreadyRevoked(Conflict):
    """Somebody has revoked it before."""

    code = "key_already_revoked"
    default_detail = _("Esa clave ya está revocada.")


def create_key(
    *,
    tenant: Tenant,
    name: str,
    scopes: Collection[str],
    by: User | None,
    expires_at: datetime | None,
    now: datetime,
) -> tuple[ApiKey, str]:
    """Make a key and return it with what the program shows to get in, which cannot be had a second time.

    :raises UnknownScope: if a scope is none that keys may have
    :raises ExpiresInThePast: if it would be void from the start
    """
    if unknown := sorted(set(scopes) - set(KEY_SCOPES)):
        raise UnknownScope(fields={"scopes": ", ".join(unknown)})
    if expires_at and expires_at <= now:
        raise ExpiresInThePast
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        tenant=tenant,
        name=name,
        prefix=prefix,
        digest=digest_of(secret),
        scopes=sorted(set(scopes)),
        created_by=by,
        expires_at=expires_at,
    )
    return key, written(prefix, secret)


def revoke_key(*, key: ApiKey, now: datetime) -> ApiKey:
    """Make a key void, from the next call on.

    :raises KeyAlreadyRevoked: if it is
    """
    if not ApiKey.objects.filter(pk=key.pk, tenant_id=key.tenant_id, revoked_at=None).update(revoked_at=now):
        raise KeyAlreadyRevoked
    key.refresh_from_db()
    return key


def note_key_use(*, key: ApiKey, now: datetime) -> None:
    """Remember when a key was used, to the minute. Nobody waits for it, nor gets an error for it."""
    if key.last_used_at and now - key.last_used_at < NOTE_USE_EVERY:
        return
    stale = Q(last_used_at=None) | Q(last_used_at__lte=now - NOTE_USE_EVERY)
    try:
        # Of several calls at once the first writes; the others find it written.
        ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)
    except DatabaseError:
        log.warning("the use of a key could not be noted", extra={"key_id": key.pk})
