"""Questions about a business's API keys. The table is asked before there is a scope, so here the tenant is named."""

from __future__ import annotations

from django.db.models import QuerySet

from tenants.errors import NotFound
from tenants.key_secrets import digest_of, is_secret_of, parts_of
from tenants.models import ApiKey
from tenants.scoping import current_tenant_id


def list_keys() -> QuerySet[ApiKey]:
    """Return the keys of the scope's business."""
    return ApiKey.objects.filter(tenant_id=current_tenant_id()).select_related("created_by")


def get_key(key_id: int) -> ApiKey:
    """Return a key.

    :raises NotFound: if this business has none of this number
    """
    key = list_keys().filter(pk=key_id).first()
    if key is None:
        raise NotFound
    return key


def find_key(shown: str) -> ApiKey | None:
    """Return the key that a program shows, with its business, if the secret is right."""
    parts = parts_of(shown)
    if parts is None:
        return None
    prefix, secret = parts
    key = ApiKey.objects.select_related("tenant").filter(prefix=prefix).first()
    # An unknown prefix takes as long as a wrong secret.
    is_right = is_secret_of(secret, key.digest if key else digest_of(""))
    return key if key and is_right else None
