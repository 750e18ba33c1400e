"""No business reaches another: generated from the registries, so that every new table, address and task is covered."""

from __future__ import annotations

import pytest
from django.db import connection

from config.tenancy_audit.audit import Trial, trials
from config.tenancy_audit.belonging import AnyModel, every_model, label, tenant_tables
from config.tenancy_audit.stage import Stage, build_stage
from tenants.models import Guest
from tenants.platform_tables import PLATFORM_TABLES
from tenants.scoping import NoTenantScope, tenant_scope
from tests.house.owners_dump import dump_of, tables_with_tenant

REAL = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def together(subject: str) -> str:
    """Return with which others a trial shares a test: emptying all tables takes longer than most trials."""
    kind, _, name = subject.partition(" ")
    return "/".join(name.split("/")[:4]) if kind == "address" else kind


GROUPS: dict[str, list[Trial]] = {}
for each in trials(outside=True):
    GROUPS.setdefault(together(each.subject), []).append(each)


@pytest.fixture
def stage(db: None) -> Stage:
    """Two businesses with a row in every table. We are the first."""
    return build_stage()


@REAL
@pytest.mark.parametrize("group", GROUPS)
def test_the_neighbour_is_neither_seen_nor_touched(group: str) -> None:
    for trial in GROUPS[group]:
        stage = build_stage()
        before = dump_of(stage.theirs)

        findings = trial.perform(stage)

        assert [finding.line for finding in findings] == []
        assert dump_of(stage.theirs) == before, f"{trial} changes rows of another business"


@REAL
def test_control_the_dump_sees_a_change(stage: Stage) -> None:
    before = dump_of(stage.theirs)

    with tenant_scope(stage.theirs.tenant.pk, actor="test"):
        Guest.objects.update(note="changed")

    after = dump_of(stage.theirs)
    assert {table for table in before if before[table] != after[table]} == {"tenants_guest", "tenants_auditevent"}
    assert [table for table, rows in before.items() if not rows] == [], "a table without a row would prove nothing"


@pytest.mark.django_db
@pytest.mark.parametrize("model", tenant_tables(), ids=label)
def test_a_table_reads_as_empty_without_a_scope(model: AnyModel, stage: Stage) -> None:
    outside = count(model)
    with tenant_scope(stage.ours.tenant.pk, actor="test"):
        inside = (count(model), model._default_manager.count())

    assert outside == 0
    assert inside[0] == inside[1] > 0
    with pytest.raises(NoTenantScope):
        model._default_manager.count()


@pytest.mark.django_db(databases=["default", "owner"])
def test_what_names_a_business_in_postgres_is_known_to_the_models() -> None:
    guarded = {model._meta.db_table for model in tenant_tables()}
    listed = {model._meta.db_table for model in every_model() if label(model) in PLATFORM_TABLES}

    others = set(tables_with_tenant()) - guarded

    assert "tenants_membership" in others  # the control: there are some
    assert others <= listed


def count(model: AnyModel) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
        return int(cursor.fetchone()[0])
