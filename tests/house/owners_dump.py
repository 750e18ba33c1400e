"""What there is of one business, as the owner of the tables sees it, whom no policy binds."""

from __future__ import annotations

from typing import Any

from django.db import connections

from config.tenancy_audit.stage import Side

COLUMNS = """
    SELECT c.table_name::text FROM information_schema.columns c JOIN information_schema.tables t
        USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND c.column_name = 'tenant_id' AND t.table_type = 'BASE TABLE' ORDER BY 1
"""


def tables_with_tenant() -> list[str]:
    """Return the tables whose rows name a business: from Postgres, so that no model can forget one."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(COLUMNS)
        return [name for (name,) in cursor.fetchall()]


def dump_of(side: Side) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of this business, the business itself, and the account of its owner."""
    wanted = dict.fromkeys(tables_with_tenant(), ("tenant_id", side.tenant.pk))
    wanted |= {"tenants_tenant": ("id", side.tenant.pk), "tenants_user": ("id", side.person.pk)}
    found = {}
    with connections["owner"].cursor() as cursor:
        for table, (column, value) in wanted.items():
            cursor.execute(f'SELECT * FROM "{table}" WHERE "{column}" = %s ORDER BY 1, 2', [value])
            found[table] = cursor.fetchall()
    return found
