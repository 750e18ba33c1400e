"""Tries each table with the other business: reads, changes, deletes, inserts and points, by the ORM and past it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from config.tenancy_audit.belonging import AnyModel, guarded_references, key_column, label
from config.tenancy_audit.finding import Finding
from config.tenancy_audit.stage import ACTOR, Stage
from tenants.scoping import NoTenantScope, tenant_scope

NO_PRIVILEGE, NO_PARENT = "42501", "23503"
# What says that a reference never changes speaks before the reference does; that this carries its business is looked up.
NEVER_CHANGES = "23514"
POLICY = "row-level security must refuse it: add TenantTable(...) to a migration"
MANAGER = "let its managers inherit TenantManager, and set base_manager_name"
REFERENCE = "use TenantForeignKey, and TenantTable or TenantReference in the migration"


def try_table(model: AnyModel, stage: Stage) -> list[Finding]:
    """Return the ways in which we reach a row of theirs, or in which the table can be asked without a scope."""
    missing = stage.ours.missing.get(label(model)) or stage.theirs.missing.get(label(model))
    if missing:
        return [
            Finding(
                name_of(model), f"cannot be tried: {missing}", "add a line to MAKERS in config/tenancy_audit/rows.py"
            )
        ]
    tries = (try_without_scope, try_control, try_reading, try_changing, try_inserting, try_pointing)
    return [finding for attempt in tries for finding in attempt(model, stage)]


def name_of(model: AnyModel) -> str:
    return f"model {label(model)}"


def try_without_scope(model: AnyModel, stage: Stage) -> Iterator[Finding]:
    """Ask without a scope: of the ORM an error, of Postgres nothing."""
    if count_raw(model):
        yield Finding(name_of(model), "Postgres shows its rows without a scope", POLICY)
    yield from open_managers(model)


def open_managers(model: AnyModel) -> Iterator[Finding]:
    """Find managers, of proxies too, that can be asked without a scope."""
    family = [member for member in apps.get_models() if member._meta.concrete_model is model]
    for member in family:
        for manager in {manager.name: manager for manager in (*member._meta.managers, member._base_manager)}.values():
            try:
                manager.get_queryset()
            except NoTenantScope:
                continue
            detail = f"{member.__name__}.{manager.name} can be asked without a scope"
            yield Finding(name_of(model), detail, MANAGER)


def try_control(model: AnyModel, stage: Stage) -> Iterator[Finding]:
    """See their row as they do: where there is none, the rest would prove nothing."""
    with tenant_scope(stage.theirs.tenant.pk, actor=ACTOR):
        seen = (count_raw(model, their_row(model, stage)), find_by_orm(model, their_row(model, stage)).count())
    if seen != (1, 1):
        yield Finding(name_of(model), "its own business does not see its row", "correct its policy and its manager")


def try_reading(model: AnyModel, stage: Stage) -> Iterator[Finding]:
    """Read their row in our scope."""
    row = their_row(model, stage)
    with tenant_scope(stage.ours.tenant.pk, actor=ACTOR):
        if find_by_orm(model, row).exists() or model._base_manager.filter(pk=row.pk).exists():
            yield Finding(name_of(model), "the ORM finds a row of another business", MANAGER)
        if count_raw(model, row):
            yield Finding(name_of(model), "SQL reads a row of another business", POLICY)


def try_changing(model: AnyModel, stage: Stage) -> Iterator[Finding]:
    """Change and delete their row in our scope, by the ORM and by SQL."""
    row, table, key = their_row(model, stage), model._meta.db_table, key_column(model)
    change = f'UPDATE "{table}" SET tenant_id = tenant_id WHERE "{key}" = %s'  # noqa: S608 (names of ours)
    delete = f'DELETE FROM "{table}" WHERE "{key}" = %s'  # noqa: S608 (names of ours)
    ways: tuple[tuple[str, str, Callable[[], int]], ...] = (
        ("SQL changes", POLICY, lambda: run(change, [row.pk])),
        ("SQL deletes", POLICY, lambda: run(delete, [row.pk])),
        ("the ORM changes", MANAGER, lambda: find_by_orm(model, row).update(tenant_id=stage.theirs.tenant.pk)),
        ("the ORM deletes", MANAGER, lambda: find_by_orm(model, row).delete()[0]),
    )
    for way, mend, work in ways:
        if not is_harmless(work, stage):
            yield Finding(name_of(model), f"{way} a row of another business", mend)


def try_inserting(model: AnyModel, stage: Stage) -> Iterator[Finding]:
    """Put a row into their business in our scope, and give them one of ours."""
    table, key = model._meta.db_table, key_column(model)
    theirs, ours = stage.theirs.tenant.pk, stage.ours.rows[label(model)]
    # Postgres asks the policy before it looks for what else a row needs.
    insert = f'INSERT INTO "{table}" (tenant_id) VALUES (%s)'  # noqa: S608 (names of ours)
    if not is_refused(insert, [theirs], stage, NO_PRIVILEGE):
        yield Finding(name_of(model), "a row can be put into another business", POLICY)
    hand_over = f'UPDATE "{table}" SET tenant_id = %s WHERE "{key}" = %s'  # noqa: S608 (names of ours)
    if not is_refused(hand_over, [theirs, ours.pk], stage, NO_PRIVILEGE):
        yield Finding(name_of(model), "a row can be moved into another business", POLICY)


def try_pointing(model: AnyModel, stage: Stage) -> Iterator[Finding]:
    """Let a row of ours point at one of theirs."""
    table, key, ours = model._meta.db_table, key_column(model), stage.ours.rows[label(model)]
    for field in guarded_references(model):
        theirs = stage.theirs.rows[label(field.related_model)]
        point = f'UPDATE "{table}" SET "{field.column}" = %s WHERE "{key}" = %s'  # noqa: S608 (names of ours)
        if not is_refused(point, [theirs.pk, ours.pk], stage, NO_PARENT, NO_PRIVILEGE, NEVER_CHANGES):
            yield Finding(name_of(model), f"{field.name} can point at a row of another business", REFERENCE)


def their_row(model: AnyModel, stage: Stage) -> models.Model:
    return stage.theirs.rows[label(model)]


def find_by_orm(model: AnyModel, row: models.Model) -> models.QuerySet[Any]:
    return model._default_manager.filter(pk=row.pk)


def count_raw(model: AnyModel, row: models.Model | None = None) -> int:
    """Return how many rows Postgres shows, of all or of those with this row's number; more than one counts as two."""
    table, key = model._meta.db_table, key_column(model)
    where, values = ("", []) if row is None else (f'WHERE "{key}" = %s', [row.pk])
    return run(f'SELECT 1 FROM "{table}" {where} LIMIT 2', values)  # noqa: S608 (names of ours)


def run(statement: str, values: Sequence[Any]) -> int:
    """Run a statement and return how many rows it found or changed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def outcome(work: Callable[[], int], stage: Stage) -> int | str:
    """Return how many rows a piece of work touches in our scope, or why Postgres refuses it; nothing of it stays."""
    try:
        with transaction.atomic():
            with tenant_scope(stage.ours.tenant.pk, actor=ACTOR):
                count = work()
                run("SET CONSTRAINTS ALL IMMEDIATE", [])
            transaction.set_rollback(True)
    except DatabaseError as error:
        return sqlstate_of(error)
    return count


def is_harmless(work: Callable[[], int], stage: Stage) -> bool:
    """Return whether a piece of work touches no row, or may not be done at all."""
    return outcome(work, stage) in (0, NO_PRIVILEGE)


def is_refused(statement: str, values: Sequence[Any], stage: Stage, *reasons: str) -> bool:
    """Return whether Postgres refuses a statement in our scope, for one of these reasons and no other."""
    return outcome(lambda: run(statement, values), stage) in reasons


def sqlstate_of(error: DatabaseError) -> str:
    """Return Postgres's own word for what went wrong."""
    return getattr(error.__cause__, "sqlstate", None) or "unknown"
