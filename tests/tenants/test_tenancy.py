"""The operations of migrations: what they put up in Postgres can be taken down and put up again."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connections
from django.db.migrations.state import ProjectState

from tenants.tenancy import Audited, OnTable, TenantReference, TenantTable

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

TABLE = "tenants_guestidentity"
HELD = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %(table)s::regclass
    UNION SELECT polname, pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polrelid = %(table)s::regclass
    UNION SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %(table)s::regclass AND NOT tgisinternal
    UNION SELECT 'security', format('%%s %%s', relrowsecurity, relforcerowsecurity) FROM pg_class
        WHERE oid = %(table)s::regclass
"""


def held() -> set[tuple[str, str]]:
    """Return what Postgres holds about the table."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(HELD, {"table": TABLE})
        return set(cursor.fetchall())


@pytest.mark.parametrize(
    ("operation", "names"),
    [
        (TenantTable("guestidentity"), {"tenant", "security", f"{TABLE}_tenant_row", f"{TABLE}_guest_id_same_tenant"}),
        (TenantReference("guestidentity", "guest"), {f"{TABLE}_guest_id_same_tenant"}),
        (Audited("guestidentity", private=["value", "canonical"]), {"conserje_audit"}),
    ],
    ids=lambda it: type(it).__name__,
)
def test_what_is_put_up_can_be_taken_down_and_put_up_again(operation: OnTable, names: set[str]) -> None:
    state, before = ProjectState.from_apps(apps), held()

    with connections["owner"].schema_editor() as editor:
        operation.database_backwards("tenants", editor, state, state)
    without = held()
    with connections["owner"].schema_editor() as editor:
        operation.database_forwards("tenants", editor, state, state)

    assert {name for name, _ in before - without} == names
    assert held() == before


def test_a_column_that_there_is_not_cannot_be_named_as_private() -> None:
    state = ProjectState.from_apps(apps)

    with pytest.raises(FieldDoesNotExist), connections["owner"].schema_editor() as editor:
        Audited("guest", private=["nmae"]).database_forwards("tenants", editor, state, state)
