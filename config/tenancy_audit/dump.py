"""All that there is of one business: equal before and after means that nothing of it was touched."""

from __future__ import annotations

from typing import Any

from django.db import connection

from config.tenancy_audit.belonging import AnyModel, key_column, tables_with_tenant
from config.tenancy_audit.stage import ACTOR, Side
from tenants.models import Tenant, User
from tenants.scoping import tenant_scope

Dump = dict[str, list[tuple[Any, ...]]]


def dump(side: Side) -> Dump:
    """Return every row of a business, seen in its own scope, and the account of its person."""
    with tenant_scope(side.tenant.pk, actor=ACTOR), connection.cursor() as cursor:
        found = {model._meta.db_table: rows_of(cursor, model, side.tenant.pk) for model in tables_with_tenant()}
        cursor.execute(f'SELECT * FROM "{User._meta.db_table}" WHERE id = %s', [side.person.pk])  # noqa: S608 (a name of ours)
        return {**found, User._meta.db_table: cursor.fetchall()}


def rows_of(cursor: Any, model: AnyModel, tenant_id: int) -> list[tuple[Any, ...]]:
    column = "id" if model is Tenant else "tenant_id"
    table, key = model._meta.db_table, key_column(model)
    cursor.execute(f'SELECT * FROM "{table}" WHERE "{column}" = %s ORDER BY "{key}"', [tenant_id])  # noqa: S608 (names of ours)
    return list(cursor.fetchall())
