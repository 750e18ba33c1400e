"""Two businesses made for the trial: we are the first, and try to reach the second. Each has a row in every table."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import models, transaction

from config.tenancy_audit.belonging import AnyModel, label, tables_with_tenant
from config.tenancy_audit.rows import CannotMake, make_row
from tenants import clock
from tenants.models import ApiKey, Membership, Tenant, User
from tenants.rights import KEY_SCOPES, OWNER
from tenants.scoping import tenant_scope
from tenants.services.keys import create_key

ACTOR = "system:audit_tenants"


@dataclass
class Side:
    """One business with its owner, its key and its rows. All its words contain the token, by which they are found again."""

    token: str
    tenant: Tenant
    person: User
    secret: str = ""
    rows: dict[str, models.Model] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def row(self, model: AnyModel) -> models.Model:
        """Return the row of this table, made if there is none yet.

        :raises CannotMake: if nobody knows how
        """
        name = label(model)
        if name not in self.rows:
            with tenant_scope(self.tenant.pk, actor=ACTOR):
                self.rows[name] = make_row(model, self)
        return self.rows[name]


@dataclass(frozen=True)
class Stage:
    """The two sides: `ours` tries to reach `theirs`."""

    ours: Side
    theirs: Side


def build_stage() -> Stage:
    """Make both businesses, in the caller's transaction."""
    return Stage(build_side(), build_side())


def build_side() -> Side:
    # Letters alone, so that it is a word in any address or name.
    token = "probe" + "".join(secrets.choice("bcdfghjkmnpqrstvwxz") for _ in range(12))
    tenant = Tenant.objects.create(name=token, slug=token)
    person = User.objects.create_user(token, email=f"{token}@example.com", first_name=token)
    side = Side(token, tenant, person)
    with tenant_scope(tenant.pk, actor=ACTOR):
        member = Membership.objects.create(tenant=tenant, user=person, role=OWNER)
        key, side.secret = create_key(
            tenant=tenant, name=token, scopes=KEY_SCOPES, by=person, expires_at=None, now=clock.now()
        )
    side.rows = {label(Tenant): tenant, label(Membership): member, label(ApiKey): key, label(User): person}
    for model in tables_with_tenant():
        try:
            side.row(model)
        except CannotMake as error:
            side.missing[label(model)] = str(error)
    return side


@contextmanager
def rehearsal() -> Iterator[Stage]:
    """Build the stage, and leave nothing of what happens on it. Short: it holds the row that addresses are numbered by."""
    with transaction.atomic():
        try:
            yield build_stage()
        finally:
            transaction.set_rollback(True)
