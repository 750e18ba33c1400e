"""Puts deploy/postgres to a real Postgres 18: the tests' own server was prepared by the very same files."""

from __future__ import annotations

import re

import pytest
from django.db import ProgrammingError, connection, connections, transaction

from tests.house.compose import ROOT

pytestmark = pytest.mark.django_db(databases=["default", "owner"], transaction=True)

POSTGRES = ROOT / "deploy" / "postgres"


def ask(question: str, *, role: str = "default") -> list[tuple[object, ...]]:
    with connections[role].cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


@pytest.fixture
def prepared_database() -> None:
    """Prepare the test database as Compose does its own, this time as its owner; doing it again must change nothing."""
    with connections["owner"].cursor() as cursor:
        cursor.execute((POSTGRES / "database.sql").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        ("conserje_app", (True, False, False, False, False)),
        ("conserje_owner", (True, False, True, False, False)),
        ("conserje_platform", (False, False, True, False, False)),
    ],
)
def test_a_role_has_the_rights_it_needs_and_no_other(role: str, rights: tuple[bool, ...]) -> None:
    question = "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolreplication FROM pg_roles"

    known = {name: given for name, *given in ask(question)}

    assert tuple(known[role]) == rights


def test_the_app_is_a_member_of_no_other_role() -> None:
    assert ask("SELECT roleid::regrole FROM pg_auth_members WHERE member = 'conserje_app'::regrole") == []


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine ()",
        "CREATE TEMPORARY TABLE mine ()",
        "ALTER TABLE tasks_job ADD COLUMN mine int",
        "DROP TABLE tasks_job",
        "SET ROLE conserje_owner",
        "SET ROLE conserje_platform",
    ],
)
def test_the_app_may_not_step_outside_its_tables(prepared_database: None, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_app_may_use_a_table_that_the_owner_makes_later(prepared_database: None) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE house_later (id bigserial PRIMARY KEY)")

    try:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO house_later DEFAULT VALUES RETURNING id")
            assert cursor.fetchone() == (1,)
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("DROP TABLE house_later")


def test_the_owner_may_give_a_function_to_the_platform_role(prepared_database: None) -> None:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION house_count() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint'"
        )
        cursor.execute("ALTER FUNCTION house_count() OWNER TO conserje_platform")
        cursor.execute("SELECT proowner::regrole::text FROM pg_proc WHERE proname = 'house_count'")
        owner = cursor.fetchone()
        cursor.execute("DROP FUNCTION house_count()")

    assert owner == ("conserje_platform",)


@pytest.mark.parametrize(
    ("role", "limits"),
    [
        (
            "conserje_app",
            {
                "statement_timeout=30s",
                "lock_timeout=3s",
                "idle_in_transaction_session_timeout=15s",
                "transaction_timeout=60s",
            },
        ),
        (
            "conserje_owner",
            {"statement_timeout=0", "lock_timeout=0", "idle_in_transaction_session_timeout=0", "transaction_timeout=0"},
        ),
    ],
)
def test_time_is_limited_for_the_app_and_not_for_migrations(role: str, limits: set[str]) -> None:
    rows = ask(f"SELECT unnest(setconfig) FROM pg_db_role_setting WHERE setrole = '{role}'::regrole")

    assert {row[0] for row in rows} == limits


def test_every_line_of_the_configuration_is_a_setting_of_this_server() -> None:
    text = (POSTGRES / "postgresql.conf").read_text(encoding="utf-8")

    used = set(re.findall(r"^([a-z_]+) =", text, re.MULTILINE))

    assert len(used) > 15
    assert used - {name for (name,) in ask("SELECT lower(name) FROM pg_settings")} == set()


def test_no_guests_words_reach_the_servers_log() -> None:
    text = (POSTGRES / "postgresql.conf").read_text(encoding="utf-8")

    for line in ("log_statement = 'none'", "log_min_duration_statement = -1", "log_min_error_statement = panic"):
        assert line in text
