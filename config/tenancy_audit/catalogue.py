"""What Postgres itself says about tables, policies, references and functions. The app's role may read all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

NAME = "CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname"
OURS = "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_'"
# What an extension brings along belongs to whoever installed it.
OF_EXTENSION = "EXISTS (SELECT FROM pg_depend d WHERE d.objid = {}.oid AND d.deptype = 'e')"

RELATIONS = f"""
    SELECT {NAME}, c.relkind::text, c.relrowsecurity, c.relforcerowsecurity, coalesce(c.reloptions, '{{}}')::text[],
           has_table_privilege(c.oid, 'TRUNCATE'),
           ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnotnull AND attnum > 0)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE {OURS} AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT {OF_EXTENSION.format("c")}
"""  # noqa: S608 (names of ours)
POLICIES = f"""
    SELECT {NAME}, p.polname, p.polcmd::text, p.polroles = '{{0}}', pg_get_expr(p.polqual, p.polrelid),
           pg_get_expr(p.polwithcheck, p.polrelid)
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE {OURS} AND p.polpermissive
"""  # noqa: S608 (names of ours)
CONSTRAINTS = f"""
    SELECT {NAME}, k.contype::text, k.convalidated, coalesce(parent.relname, ''),
           ARRAY(SELECT attname::text FROM unnest(k.conkey) WITH ORDINALITY AS key (number, place)
                 JOIN pg_attribute ON attrelid = k.conrelid AND attnum = number ORDER BY place),
           ARRAY(SELECT attname::text FROM unnest(k.confkey) WITH ORDINALITY AS key (number, place)
                 JOIN pg_attribute ON attrelid = k.confrelid AND attnum = number ORDER BY place)
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_class parent ON parent.oid = k.confrelid
    WHERE {OURS} AND k.contype IN ('p', 'u', 'f')
"""  # noqa: S608 (names of ours)
# Switched on, for each row, on insert, update and delete.
AUDITED = f"""
    SELECT {NAME} FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_proc f ON f.oid = t.tgfoid
    WHERE {OURS} AND f.proname = 'conserje_audit' AND t.tgenabled IN ('O', 'A') AND t.tgtype & 29 = 29
"""  # noqa: S608 (names of ours)
DEFINERS = f"""
    SELECT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.proname, pg_get_userbyid(c.proowner),
           coalesce(c.proconfig, '{{}}')::text[]
    FROM pg_proc c JOIN pg_namespace n ON n.oid = c.pronamespace
    WHERE {OURS} AND c.prosecdef AND NOT {OF_EXTENSION.format("c")}
"""  # noqa: S608 (names of ours)


@dataclass(frozen=True)
class Relation:
    """A table (`r`, `p`), a view (`v`), a materialised view (`m`) or a foreign table (`f`)."""

    name: str
    kind: str
    has_security: bool
    is_forced: bool
    options: tuple[str, ...]
    may_truncate: bool
    required: frozenset[str]


@dataclass(frozen=True)
class Policy:
    """A policy that shows rows; any one of a table's is enough for a row to be seen."""

    table: str
    name: str
    command: str
    is_for_everybody: bool
    using: str
    check: str


@dataclass(frozen=True)
class Constraint:
    """A key of a table: its own (`p`, `u`), or one of another table that it refers to (`f`)."""

    table: str
    kind: str
    is_valid: bool
    parent: str
    columns: tuple[str, ...]
    parent_columns: tuple[str, ...]


@dataclass(frozen=True)
class Definer:
    """A function that works with the rights of its owner."""

    name: str
    owner: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """All of it, as of one moment."""

    relations: dict[str, Relation]
    policies: tuple[Policy, ...]
    constraints: tuple[Constraint, ...]
    audited: frozenset[str]
    definers: tuple[Definer, ...]

    def policies_of(self, table: str) -> list[Policy]:
        return [policy for policy in self.policies if policy.table == table]

    def is_unique(self, table: str, columns: Iterable[str]) -> bool:
        """Return whether exactly these columns are a key of the table."""
        wanted = set(columns)
        return any(key.table == table and key.kind in "pu" and set(key.columns) == wanted for key in self.constraints)

    def carries_tenant(self, table: str, column: str, parent: str, parent_column: str) -> bool:
        """Return whether a reference is held together with the tenant of both rows."""
        wanted = {("tenant_id", "tenant_id"), (column, parent_column)}
        return any(
            key.table == table
            and key.kind == "f"
            and key.is_valid
            and key.parent == parent
            and wanted <= set(zip(key.columns, key.parent_columns, strict=True))
            for key in self.constraints
        )


def read_catalogue() -> Catalogue:
    """Ask Postgres."""
    return Catalogue(
        relations={
            name: Relation(name, kind, has_security, is_forced, tuple(options), may_truncate, frozenset(required))
            for name, kind, has_security, is_forced, options, may_truncate, required in rows_of(RELATIONS)
        },
        policies=tuple(
            Policy(table, name, command, is_for_everybody, using or "", check or "")
            for table, name, command, is_for_everybody, using, check in rows_of(POLICIES)
        ),
        constraints=tuple(
            Constraint(table, kind, is_valid, parent, tuple(columns), tuple(parent_columns))
            for table, kind, is_valid, parent, columns, parent_columns in rows_of(CONSTRAINTS)
        ),
        audited=frozenset(name for (name,) in rows_of(AUDITED)),
        definers=tuple(Definer(name, owner, tuple(options)) for name, owner, options in rows_of(DEFINERS)),
    )


def rows_of(question: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())
