"""Looks at every table, view and function: does Postgres itself keep the rows of two businesses apart?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.guard import Unsafe, look_at_database_role
from config.tenancy_audit.belonging import (
    AnyModel,
    every_model,
    guarded_references,
    is_of_tenant,
    key_column,
    label,
    names_tenant,
    tenant_tables,
)
from config.tenancy_audit.catalogue import Catalogue, Definer, Policy, Relation, read_catalogue
from config.tenancy_audit.finding import Finding
from tenants.platform_tables import (
    DEFINER_FUNCTIONS,
    MIXED_TABLES,
    PLATFORM_TABLES,
    TABLES_WITHOUT_MODEL,
    UNAUDITED,
)
from tenants.rights import AREAS
from tenants.tenancy import PLATFORM, TENANT

LISTS = "tenants/platform_tables.py"
MIGRATE = "run: manage.py migrate"
OWN_ROWS = f"tenant_id = {TENANT}"
OWN_OR_PLATFORM_ROWS = f"CASE WHEN tenant_id IS NULL THEN {PLATFORM} ELSE tenant_id = {TENANT} END"


def look_at_tables() -> list[Finding]:
    """Return what is missing on any table, view, function, or on the app's role."""
    catalogue = read_catalogue()
    findings = [*look_at_role(), *look_at_unknown(catalogue), *look_at_lists(catalogue)]
    for model in every_model():
        findings += look_at_model(model, catalogue)
    for definer in catalogue.definers:
        findings += look_at_definer(definer)
    return findings


def count_guarded() -> tuple[int, list[Finding]]:
    """Return how many tables there are that row-level security must guard, and where it does not."""
    catalogue = read_catalogue()
    findings: list[Finding] = []
    there = [model for model in tenant_tables() if model._meta.db_table in catalogue.relations]
    for model in there:
        table = model._meta.db_table
        findings += look_at_security(model, catalogue.relations[table], catalogue.policies_of(table))
    return len(there), findings


def look_at_role() -> Iterator[Finding]:
    """Find whether row-level security binds the role that the app works with."""
    try:
        look_at_database_role()
    except Unsafe as error:
        yield Finding("role", str(error), "put the role of deploy/postgres/roles.sql into DATABASE_URL")


def look_at_model(model: AnyModel, catalogue: Catalogue) -> Iterator[Finding]:
    """Find what a table lacks."""
    name = f"model {label(model)}"
    is_platform = label(model) in PLATFORM_TABLES
    if is_platform and is_of_tenant(model):
        yield Finding(name, "is a TenantModel and a platform table at once", f"take it out of {LISTS}")
    elif is_of_tenant(model):
        yield from look_at_tenant_table(model, catalogue)
    elif is_platform:
        yield from look_at_platform_table(model, catalogue)
    else:
        mend = f"let it inherit TenantModel, or name it in {LISTS} with the reason"
        yield Finding(name, "its rows belong to no business, and nobody says why", mend)


def look_at_platform_table(model: AnyModel, catalogue: Catalogue) -> Iterator[Finding]:
    """Find references to rows of a business: they look past row-level security."""
    for field in guarded_references(model):
        if is_of_tenant(field.related_model) and not names_tenant(model):
            yield Finding(
                f"model {label(model)}",
                f"{field.name} refers to rows of businesses, and it says itself not of which it is",
                "make it a TenantModel, or keep the number without a reference",
            )
    yield from look_at_references(model, catalogue)


def look_at_tenant_table(model: AnyModel, catalogue: Catalogue) -> Iterator[Finding]:
    """Find what TenantTable, Audited and the table of rights would have given it."""
    name, table = f"model {label(model)}", model._meta.db_table
    relation = catalogue.relations.get(table)
    if relation is None:
        yield Finding(name, f"has no table {table}", MIGRATE)
        return
    yield from look_at_security(model, relation, catalogue.policies_of(table))
    if relation.may_truncate:
        yield Finding(name, "the app may TRUNCATE it, past row-level security", "REVOKE TRUNCATE from conserje_app")
    if label(model) not in MIXED_TABLES:
        if "tenant_id" not in relation.required:
            yield Finding(name, "tenant_id may be empty", "make it NOT NULL: inherit TenantModel")
        if not catalogue.is_unique(table, ("tenant_id", key_column(model))):
            yield Finding(
                name, "has no key (tenant_id, id)", f"add TenantTable({model._meta.model_name!r}) to a migration"
            )
    yield from look_at_references(model, catalogue)
    if label(model) not in AREAS:
        yield Finding(name, "nobody says which right it needs", "add a line to AREAS in tenants/rights.py")
    if table not in catalogue.audited and label(model) not in UNAUDITED:
        mend = f"add Audited({model._meta.model_name!r}) to a migration, or a reason to UNAUDITED in {LISTS}"
        yield Finding(name, "its changes leave no AuditEvent", mend)


def look_at_security(model: AnyModel, relation: Relation, policies: list[Policy]) -> Iterator[Finding]:
    """Find whether exactly the policy of ours decides which rows are seen."""
    name = f"model {label(model)}"
    mend = "add TenantTable(...) to a migration"
    if relation.kind != "r":
        yield Finding(name, "is no plain table", "row-level security does not bind views and partitions: use a table")
        return
    if not (relation.has_security and relation.is_forced):
        yield Finding(name, "row-level security is not enabled and forced", mend)
    wanted = plain(OWN_OR_PLATFORM_ROWS if label(model) in MIXED_TABLES else OWN_ROWS)
    if not policies:
        yield Finding(name, "has no policy", mend)
    for policy in policies:
        is_right = policy.is_for_everybody and policy.command == "*" and plain(policy.using) == wanted
        if not is_right or plain(policy.check) != wanted:
            yield Finding(name, f"policy {policy.name} lets through something else than own rows", mend)


def plain(expression: str) -> str:
    """Return an expression without what Postgres adds to it when it reads it: casts, brackets and blanks."""
    return re.sub(r"::\w+|[()\s]", "", expression).lower()


def look_at_references(model: AnyModel, catalogue: Catalogue) -> Iterator[Finding]:
    """Find references that could point at a neighbour's row."""
    if not names_tenant(model):
        return
    for field in guarded_references(model):
        parent = field.related_model
        if not catalogue.carries_tenant(
            model._meta.db_table, str(field.column), parent._meta.db_table, key_column(parent)
        ):
            mend = "use TenantForeignKey, and TenantTable or TenantReference in the migration"
            yield Finding(f"model {label(model)}", f"{field.name} can point at a row of another business", mend)


def look_at_unknown(catalogue: Catalogue) -> Iterator[Finding]:
    """Find tables that no model knows, and views that show more than their reader may see."""
    known = {model._meta.db_table for model in every_model()} | set(TABLES_WITHOUT_MODEL)
    for relation in catalogue.relations.values():
        if relation.kind == "v":
            if not {"security_invoker=true", "security_invoker=on", "security_invoker=1"} & set(relation.options):
                mend = "make it WITH (security_invoker = true)"
                yield Finding(f"view {relation.name}", "reads with its owner's rights, past row-level security", mend)
        elif relation.kind == "m":
            mend = "use a table with a TenantModel, filled by a job"
            yield Finding(f"view {relation.name}", "is materialised: row-level security cannot bind it", mend)
        elif relation.name not in known:
            mend = f"give it a model, drop it, or name it in TABLES_WITHOUT_MODEL in {LISTS}"
            yield Finding(f"table {relation.name}", "no model knows it", mend)


def look_at_lists(catalogue: Catalogue) -> Iterator[Finding]:
    """Find lines of our lists that stand for nothing, and lines without a reason."""
    labels = {label(model) for model in every_model()}
    tables, functions = set(catalogue.relations), {definer.name for definer in catalogue.definers}
    lists = (
        (PLATFORM_TABLES, labels),
        (MIXED_TABLES, labels),
        (UNAUDITED, labels),
        (TABLES_WITHOUT_MODEL, tables),
        (DEFINER_FUNCTIONS, functions),
    )
    for listed, there in lists:
        for name, reason in listed.items():
            if name not in there:
                yield Finding(f"list entry {name}", "stands for nothing any more", f"take it out of {LISTS}")
            elif not reason.strip():
                yield Finding(f"list entry {name}", "has no reason", f"write it into {LISTS}")


def look_at_definer(definer: Definer) -> Iterator[Finding]:
    """Find functions above row-level security that nobody answers for."""
    name = f"function {definer.name}"
    if definer.name not in DEFINER_FUNCTIONS:
        mend = f"make it SECURITY INVOKER, or name it in DEFINER_FUNCTIONS in {LISTS} with the reason"
        yield Finding(name, "works past row-level security, and nobody says why", mend)
    if definer.owner != "conserje_platform":
        yield Finding(
            name, f"works with the rights of {definer.owner}", "ALTER FUNCTION ... OWNER TO conserje_platform"
        )
    if not any(option.startswith("search_path=") for option in definer.options):
        mend = "add SET search_path = pg_catalog, public, pg_temp"
        yield Finding(name, "its caller chooses which tables it finds (no search_path)", mend)
