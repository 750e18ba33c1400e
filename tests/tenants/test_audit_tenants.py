"""The audit finds nothing in what there is, and names whatever would let one business reach another."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import orjson
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections, models

from config.doctor.checks import check_tenant_tables
from config.doctor.finding import Verdict
from config.tenancy_audit import rows
from config.tenancy_audit.stage import Side
from tenants.models import AuditEvent, Guest, Tenant, User
from tenants.platform_tables import DEFINER_FUNCTIONS, PLATFORM_TABLES, UNAUDITED
from tenants.rights import AREAS
from tenants.scoping import TenantManager
from tenants.tenancy import TENANT, carried_reference
from tests.tenants.auditing import NOTHING, audited, owner_runs

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    # Some 450 trials, each on a stage of its own.
    pytest.mark.timeout(600),
]

Change = Callable[[str, str], None]


@pytest.fixture
def change() -> Iterator[Change]:
    """Change the database as its owner, and change it back."""
    with ExitStack() as back:

        def run(statement: str, undo: str) -> None:
            owner_runs(statement)
            back.callback(owner_runs, undo)

        yield run


def test_there_is_nothing_to_be_found() -> None:
    before = (Tenant.objects.count(), User.objects.count())

    lines = audited("")

    assert lines == []
    assert (Tenant.objects.count(), User.objects.count()) == before


def test_programs_read_the_findings_as_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PLATFORM_TABLES, "tenants.gone", "was there once")
    out = io.StringIO()

    with pytest.raises(SystemExit):
        call_command("audit_tenants", "--json", "--only", NOTHING, stdout=out)

    assert orjson.loads(out.getvalue()) == [
        {
            "subject": "list entry tenants.gone",
            "detail": "stands for nothing any more",
            "mend": "take it out of tenants/platform_tables.py",
        }
    ]


# --- Models -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def plant_model() -> Iterator[Callable[[type[models.Model]], None]]:
    """Let a model that a test defines be one of ours until the test ends."""
    planted: list[type[models.Model]] = []
    yield planted.append
    for model in planted:
        del apps.all_models["tenants"][model._meta.model_name or ""]
    apps.clear_cache()


def test_a_model_without_a_tenant_is_named(plant_model: Callable[[type[models.Model]], None]) -> None:
    class Planted(models.Model):
        class Meta:
            app_label = "tenants"

    plant_model(Planted)

    (line,) = audited(NOTHING)

    assert line.startswith("model tenants.planted: its rows belong to no business, and nobody says why -> ")


def test_a_platform_table_that_refers_to_guests_is_named(
    plant_model: Callable[[type[models.Model]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Planted(models.Model):
        guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "tenants"

    plant_model(Planted)
    monkeypatch.setitem(PLATFORM_TABLES, "tenants.planted", "somebody thought so")

    (line,) = audited(NOTHING)

    assert "tenants.planted: guest refers to rows of businesses" in line


def test_a_manager_that_forgets_the_scope_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TenantManager, "get_queryset", models.Manager.get_queryset)

    lines = audited("table tenants.guest")

    assert "model tenants.guest: Guest.objects can be asked without a scope" in "".join(lines)
    assert not [line for line in lines if "reads a row of another business" in line]  # Postgres is the second wall


def no_row(side: Side) -> None:
    """Be of no use."""


def test_a_table_of_which_nobody_can_make_a_row_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rows.MAKERS, "tenants.guest", no_row)

    lines = audited("table tenants.guest")

    assert [line.partition(" -> ")[0] for line in lines] == [
        "model tenants.guest: cannot be tried: its maker made none",
        "model tenants.guestidentity: cannot be tried: its maker made none",
    ]


@pytest.mark.parametrize(
    ("listed", "name", "told"),
    [
        (AREAS, "tenants.guest", "nobody says which right it needs"),
        (PLATFORM_TABLES, "tenants.tenant", "its rows belong to no business, and nobody says why"),
        (UNAUDITED, "tenants.storedanswer", "its changes leave no AuditEvent"),
        (DEFINER_FUNCTIONS, "conserje_audit", "works past row-level security, and nobody says why"),
    ],
)
def test_a_line_that_is_missing_in_our_lists_is_named(
    listed: dict[str, str], name: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(listed, name)

    assert any(f"{name}: {told}" in line for line in audited(NOTHING))


# --- Postgres ---------------------------------------------------------------------------------------------------------

OWN_ROWS = f"CREATE POLICY tenant ON tenants_guest USING (tenant_id = {TENANT}) WITH CHECK (tenant_id = {TENANT})"


def test_a_table_whose_policy_was_dropped_is_named(change: Change) -> None:
    change("DROP POLICY tenant ON tenants_guest", OWN_ROWS)

    assert "model tenants.guest: has no policy" in "".join(audited(NOTHING))


def test_a_table_that_shows_its_rows_to_all_is_named_and_the_trial_reaches_them(change: Change) -> None:
    change(
        "ALTER TABLE tenants_guest DISABLE ROW LEVEL SECURITY", "ALTER TABLE tenants_guest ENABLE ROW LEVEL SECURITY"
    )

    found = "\n".join(audited("table tenants.guest"))

    for told in (
        "row-level security is not enabled and forced",
        "Postgres shows its rows without a scope",
        "SQL reads a row of another business",
        "SQL changes a row of another business",
        "SQL deletes a row of another business",
        "a row can be put into another business",
        "a row can be moved into another business",
    ):
        assert f"model tenants.guest: {told}" in found
    assert "ORM" not in found  # the manager is the first wall


def test_the_doctor_sees_it_too(change: Change) -> None:
    before = check_tenant_tables()
    change("DROP POLICY tenant ON tenants_guest", OWN_ROWS)

    after = check_tenant_tables()

    assert (before.verdict, after.verdict) == (Verdict.OK, Verdict.BROKEN)
    assert (after.detail, "audit_tenants" in after.mend) == ("model tenants.guest has no policy", True)


def test_a_second_policy_that_lets_more_through_is_named(change: Change) -> None:
    change("CREATE POLICY wide ON tenants_guest FOR SELECT USING (true)", "DROP POLICY wide ON tenants_guest")

    found = "\n".join(audited("table tenants.guest"))

    assert "model tenants.guest: policy wide lets through something else than own rows" in found
    assert "model tenants.guest: SQL reads a row of another business" in found


def test_a_reference_without_the_tenant_is_named_and_the_trial_points_with_it(change: Change) -> None:
    name = "tenants_guestidentity_guest_id_same_tenant"
    change(
        f"ALTER TABLE tenants_guestidentity DROP CONSTRAINT {name}",
        carried_reference("tenants_guestidentity", "guest_id", "tenants_guest"),
    )

    lines = audited("table tenants.guestidentity")

    told = "model tenants.guestidentity: guest can point at a row of another business"
    assert [line.partition(" -> ")[0] for line in lines] == [told, told]  # looked at, and tried


def test_a_key_without_the_tenant_and_a_trigger_switched_off_are_named(change: Change) -> None:
    change(
        "ALTER TABLE tenants_noticehours DROP CONSTRAINT tenants_noticehours_tenant_row",
        "ALTER TABLE tenants_noticehours ADD CONSTRAINT tenants_noticehours_tenant_row UNIQUE (tenant_id, id)",
    )
    change(
        "ALTER TABLE tenants_noticehours DISABLE TRIGGER conserje_audit",
        "ALTER TABLE tenants_noticehours ENABLE TRIGGER conserje_audit",
    )

    found = "\n".join(audited(NOTHING))

    assert "model tenants.noticehours: has no key (tenant_id, id)" in found
    assert "model tenants.noticehours: its changes leave no AuditEvent" in found


@pytest.mark.parametrize(
    ("statement", "undo", "told"),
    [
        (
            "CREATE VIEW planted AS SELECT * FROM tenants_guest",
            "DROP VIEW planted",
            "view planted: reads with its owner's rights",
        ),
        (
            "CREATE MATERIALIZED VIEW planted AS SELECT * FROM tenants_guest",
            "DROP MATERIALIZED VIEW planted",
            "view planted: is materialised",
        ),
        ("CREATE TABLE planted (id int)", "DROP TABLE planted", "table planted: no model knows it"),
        (
            "CREATE FUNCTION planted() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
            "DROP FUNCTION planted",
            "function planted: works with the rights of conserje_owner",
        ),
        (
            "ALTER FUNCTION conserje_audit() RESET search_path",
            "ALTER FUNCTION conserje_audit() SET search_path = pg_catalog, public, pg_temp",
            "function conserje_audit: its caller chooses which tables it finds",
        ),
        (
            "GRANT TRUNCATE ON tenants_guest TO conserje_app",
            "REVOKE TRUNCATE ON tenants_guest FROM conserje_app",
            "model tenants.guest: the app may TRUNCATE it",
        ),
    ],
)
def test_what_works_past_row_level_security_is_named(statement: str, undo: str, told: str, change: Change) -> None:
    change(statement, undo)

    assert any(line.startswith(told) for line in audited(NOTHING))


def test_a_view_that_reads_with_its_readers_rights_is_well(change: Change) -> None:
    change("CREATE VIEW planted WITH (security_invoker = true) AS SELECT * FROM tenants_guest", "DROP VIEW planted")

    assert audited(NOTHING) == []


def test_the_audit_leaves_no_event_behind() -> None:
    audited("table tenants.guest")

    with connections["owner"].cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{AuditEvent._meta.db_table}"')
        assert cursor.fetchone() == (0,)
