"""Questions about a business's API keys. The table is asked before there is a scope, so here the tenant is named."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from tenants.errors import NotFound
from tenants.key_secrets import digest_of, is_secret_of, parts_of
from tenants.models import ApiKey, Tenant
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


def columns_of(model: type[Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def listed(columns: list[str], table: str) -> str:
    return ", ".join(f'{table}."{column}"' for column in columns)


KEY, BUSINESS = columns_of(ApiKey), columns_of(Tenant)
# Asked in every call, so without the ORM, which takes longer to write this than Postgres takes to answer it.
FIND_KEY = f"""
SELECT {listed(KEY, "key")}, {listed(BUSINESS, "tenant")}
FROM tenants_apikey AS key JOIN tenants_tenant AS tenant ON tenant.id = key.tenant_id WHERE key.prefix = %s
"""  # noqa: S608 (names of ours)


def key_of(prefix: str) -> ApiKey | None:
    with connection.cursor() as cursor:
        cursor.execute(FIND_KEY, [prefix])
        row: tuple[Any, ...] | None = cursor.fetchone()
    if row is None:
        return None
    key = ApiKey.from_db(connection.alias, KEY, row[: len(KEY)])
    key.tenant = Tenant.from_db(connection.alias, BUSINESS, row[len(KEY) :])
    return key


def find_key(shown: str) -> ApiKey | None:
    """Return the key that a program shows, with its business, if the secret is right."""
    parts = parts_of(shown)
    if parts is None:
        return None
    prefix, secret = parts
    key = key_of(prefix)
    # An unknown prefix takes as long as a wrong secret.
    is_right = is_secret_of(secret, key.digest if key else digest_of(""))
    return key if key and is_right else None
