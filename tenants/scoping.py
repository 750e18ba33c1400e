"""Whose rows are being worked on. Without a scope the rows of businesses cannot be asked for: an error, never a neighbour's.

Two walls: the manager below refuses a query outside a scope, and Postgres itself (tenants/tenancy.py) shows a transaction
only the rows of the tenant that the scope has told it. A scope is a transaction, so nothing waits for a network inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, models, transaction

from tenants import clock
from tenants.trace import log_context, trace_id


@dataclass(frozen=True)
class Scope:
    """One business at work, and who acts in it: `user:5`, `key:3`, `task:messaging.ingest`, `system:seed_demo`."""

    tenant_id: int | None
    actor: str


current: ContextVar[Scope | None] = ContextVar("scope", default=None)

# For this transaction only: the session form would leak to whoever gets the connection next. The moment comes along free.
TELL = """
    SELECT set_config('conserje.tenant', %s, true), set_config('conserje.actor', %s, true),
           set_config('conserje.trace', %s, true), set_config('conserje.platform', %s, true), clock_timestamp()
"""


class NoTenantScope(RuntimeError):
    """Rows of a business were asked for without saying of which: wrap the work in tenant_scope(...)."""


@contextmanager
def tenant_scope(tenant_id: int, *, actor: str) -> Iterator[None]:
    """Work on one business's rows, in one transaction, for the length of the block."""
    with entered(Scope(int(tenant_id), actor)):
        yield


@contextmanager
def platform_scope(*, actor: str) -> Iterator[None]:
    """Work as the platform: no business's rows, but those parts of the audit that belong to none."""
    with entered(Scope(None, actor)):
        yield


@contextmanager
def entered(inner: Scope) -> Iterator[None]:
    outer, is_nested = current.get(), connection.in_atomic_block
    with transaction.atomic():
        tell_postgres(inner)
        token = current.set(inner)
        try:
            with log_context(tenant=str(inner.tenant_id or "")):
                yield
        finally:
            current.reset(token)
        # An error rolls back to the savepoint, and with it to what Postgres was told before.
        if is_nested and not connection.needs_rollback:
            tell_postgres(outer)


def tell_postgres(scope: Scope | None) -> None:
    """Tell the open transaction whose rows it may see; the answer also corrects our clock."""
    tenant = str(scope.tenant_id) if scope and scope.tenant_id else ""
    actor = scope.actor if scope else ""
    platform = "on" if scope and scope.tenant_id is None else ""
    asked = clock.here()
    with connection.cursor() as cursor:
        cursor.execute(TELL, [tenant, actor, trace_id.get(), platform])
        clock.learn(cursor.fetchone()[-1], asked=asked, answered=clock.here())


def find_tenant_id() -> int | None:
    """Return the tenant of the scope, if there is one."""
    scope = current.get()
    return scope.tenant_id if scope else None


def current_tenant_id() -> int:
    """Return the tenant of the scope.

    :raises NoTenantScope: outside a scope
    """
    tenant_id = find_tenant_id()
    if tenant_id is None:
        raise NoTenantScope("there is no tenant here: wrap the work in tenant_scope(tenant_id, actor=...)")
    return tenant_id


def current_actor() -> str:
    """Return who acts; empty outside a scope."""
    scope = current.get()
    return scope.actor if scope else ""


M = TypeVar("M", bound=models.Model)


class TenantManager(models.Manager[M]):
    """Asks for the rows of the scope's business, and for none outside of a scope."""

    def get_queryset(self) -> models.QuerySet[M]:
        """Return the rows of this business.

        :raises NoTenantScope: outside a scope
        """
        return super().get_queryset().filter(tenant_id=current_tenant_id())


class TenantForeignKey(models.ForeignKey[Any, Any]):
    """A reference between two tenant tables. Postgres holds it together with the tenant (tenants/tenancy.py)."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **options: Any) -> None:
        # Foreign keys look past row-level security, so a plain one could point at a neighbour's row.
        super().__init__(to, on_delete, **{**options, "db_constraint": False})


class TenantModel(models.Model):
    """A table whose rows belong to one business each."""

    tenant = models.ForeignKey(
        "tenants.Tenant",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        default=current_tenant_id,
        db_index=False,  # (tenant_id, id) is unique, which is an index already
    )

    objects = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
