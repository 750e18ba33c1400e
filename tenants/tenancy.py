"""What Postgres itself holds about tenants, as operations of migrations: one line for each table.

TenantTable: row-level security, and references that carry the tenant. Audited: every change leaves an AuditEvent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.models import Model
from django.db.models.fields.related import ForeignKey

# A setting that was set once in a session is '' afterwards, not NULL; hence nullif.
TENANT = "nullif(current_setting('conserje.tenant', true), '')::bigint"
# What the platform itself did (no tenant) is seen by the platform's own scope alone.
PLATFORM = "current_setting('conserje.platform', true) = 'on'"


def own_rows(table: str, condition: str = f"tenant_id = {TENANT}") -> list[str]:
    """Return the statements that show a transaction no rows of this table but those the condition lets through."""
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'CREATE POLICY tenant ON "{table}" USING ({condition}) WITH CHECK ({condition})',
    ]


def carried_reference(table: str, column: str, parent: str) -> str:
    """Return the statement that lets a column point only at rows of the same tenant."""
    return (
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{column}_same_tenant"'
        f' FOREIGN KEY (tenant_id, "{column}") REFERENCES "{parent}" (tenant_id, id)'
    )


def tenant_references(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    """Return the references of a table to other tenant tables: those whose parent carries a tenant without Django's key."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    return [field for field in fields if not getattr(field, "db_constraint", True) and field.name != "tenant"]


class OnTable(Operation):
    """An operation that changes nothing that Django knows of, but the table in Postgres."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def forwards(self, model: type[Model]) -> Sequence[str]:
        raise NotImplementedError

    def backwards(self, model: type[Model]) -> Sequence[str]:
        raise NotImplementedError

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        for statement in self.forwards(to_state.apps.get_model(app_label, self.model_name)):
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        for statement in self.backwards(from_state.apps.get_model(app_label, self.model_name)):
            schema_editor.execute(statement)

    def describe(self) -> str:
        return f"{type(self).__name__} {self.model_name}"


class TenantTable(OnTable):
    """Give each row of a table to its tenant, and let it point only at rows of the same tenant."""

    def forwards(self, model: type[Model]) -> Sequence[str]:
        table = model._meta.db_table
        return [
            *own_rows(table),
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_tenant_row" UNIQUE (tenant_id, id)',
            *(
                carried_reference(table, field.column, field.related_model._meta.db_table)
                for field in tenant_references(model)
            ),
        ]

    def backwards(self, model: type[Model]) -> Sequence[str]:
        table = model._meta.db_table
        columns = [field.column for field in tenant_references(model)]
        return [
            *(f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_{column}_same_tenant"' for column in columns),
            f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_tenant_row"',
            f'DROP POLICY tenant ON "{table}"',
            f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
        ]


class TenantReference(OnTable):
    """The same for a reference that joins a table later."""

    def __init__(self, model_name: str, field_name: str) -> None:
        super().__init__(model_name)
        self.field_name = field_name

    def forwards(self, model: type[Model]) -> Sequence[str]:
        field: Any = model._meta.get_field(self.field_name)
        return [carried_reference(model._meta.db_table, field.column, field.related_model._meta.db_table)]

    def backwards(self, model: type[Model]) -> Sequence[str]:
        field: Any = model._meta.get_field(self.field_name)
        table = model._meta.db_table
        return [f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_{field.column}_same_tenant"']


class Audited(OnTable):
    """Let every change of a row leave an AuditEvent, whoever makes it and by whatever way.

    `private` columns are named in it and not copied, so that a guest can be erased and a secret stays one; a change of
    `ignored` columns alone leaves nothing.
    """

    def __init__(self, model_name: str, private: Sequence[str] = (), ignored: Sequence[str] = ()) -> None:
        super().__init__(model_name)
        self.private = tuple(private)
        self.ignored = tuple(ignored)

    def forwards(self, model: type[Model]) -> Sequence[str]:
        for name in (*self.private, *self.ignored):
            model._meta.get_field(name.removesuffix("_id"))  # a misspelt one would be copied
        arguments = f"'{','.join(self.private)}', '{','.join(self.ignored)}'"
        return [
            f"CREATE TRIGGER conserje_audit AFTER INSERT OR UPDATE OR DELETE"
            f' ON "{model._meta.db_table}" FOR EACH ROW EXECUTE FUNCTION conserje_audit({arguments})'
        ]

    def backwards(self, model: type[Model]) -> Sequence[str]:
        return [f'DROP TRIGGER conserje_audit ON "{model._meta.db_table}"']


# Runs as the platform, since the app's role may write no events by itself and row-level security would hide those of
# rows that belong to no scope (a membership that a platform administrator gives).
AUDIT_FUNCTION = """
CREATE FUNCTION conserje_audit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $audit$
DECLARE
    before jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}'::jsonb ELSE to_jsonb(OLD) END;
    after jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}'::jsonb ELSE to_jsonb(NEW) END;
    present jsonb := CASE WHEN TG_OP = 'DELETE' THEN before ELSE after END;
    private text[] := string_to_array(TG_ARGV[0], ',');
    -- Known from the event itself; but that a key or a role moves to another tenant is the change.
    ignored text[] := string_to_array(TG_ARGV[1], ',') || CASE WHEN TG_OP = 'UPDATE' THEN '{}' ELSE '{id,tenant_id}' END;
    changed jsonb;
    named text[];
    of_tenant bigint;
BEGIN
    SELECT jsonb_object_agg(name, jsonb_build_array(before -> name, after -> name)) FILTER (WHERE name <> ALL (private)),
           array_agg(name ORDER BY name) FILTER (WHERE name = ANY (private))
    INTO changed, named
    FROM jsonb_object_keys(before || after) AS name
    WHERE name <> ALL (ignored)
      AND nullif(before -> name, 'null'::jsonb) IS DISTINCT FROM nullif(after -> name, 'null'::jsonb);
    IF changed IS NULL AND named IS NULL THEN
        RETURN NULL;
    END IF;
    of_tenant := CASE WHEN TG_TABLE_NAME = 'tenants_tenant' THEN (present ->> 'id')::bigint
        ELSE coalesce((present ->> 'tenant_id')::bigint, nullif(current_setting('conserje.tenant', true), '')::bigint) END;
    INSERT INTO public.tenants_auditevent
        (tenant_id, at, actor, action, table_name, row_id, changes, private_columns, trace)
    VALUES (
        of_tenant, clock_timestamp(),
        coalesce(nullif(current_setting('conserje.actor', true), ''), 'role:' || session_user),
        lower(TG_OP), TG_TABLE_NAME, coalesce(present ->> 'id', ''), coalesce(changed, '{}'), coalesce(named, '{}'),
        coalesce(current_setting('conserje.trace', true), '')
    );
    RETURN NULL;
END
$audit$
"""

APPEND_ONLY_FUNCTION = """
CREATE FUNCTION conserje_append_only() RETURNS trigger LANGUAGE plpgsql AS $append$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$append$
"""


def append_only(table: str) -> list[str]:
    """Return the statements after which rows of a table are never changed or deleted, not even by its owner."""
    return [
        f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM conserje_app',
        f'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "{table}"'
        " FOR EACH STATEMENT EXECUTE FUNCTION conserje_append_only()",
    ]


AUDIT_RIGHTS = [
    "REVOKE ALL ON FUNCTION conserje_audit() FROM PUBLIC",
    "ALTER FUNCTION conserje_audit() OWNER TO conserje_platform",
    "GRANT INSERT ON tenants_auditevent TO conserje_platform",
    "GRANT USAGE ON SEQUENCE tenants_auditevent_id_seq TO conserje_platform",
    # The app reads the history; only the trigger writes it.
    "REVOKE INSERT ON tenants_auditevent FROM conserje_app",
]

# Every process looks at this one row and sees whether what it knows about addresses is old.
VERSION_FUNCTION = """
CREATE FUNCTION conserje_identifiers_changed() RETURNS trigger LANGUAGE plpgsql AS $version$
BEGIN
    INSERT INTO tenants_identifierversion (id, version) VALUES (1, 1)
    ON CONFLICT (id) DO UPDATE SET version = tenants_identifierversion.version + 1;
    RETURN NULL;
END
$version$
"""


def watched(table: str) -> str:
    """Return the statement that lets a change of this table make every process read the addresses again."""
    return (
        f'CREATE TRIGGER identifiers_changed AFTER INSERT OR UPDATE OR DELETE ON "{table}"'
        " FOR EACH STATEMENT EXECUTE FUNCTION conserje_identifiers_changed()"
    )
