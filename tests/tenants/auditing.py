"""Runs the audit as its users do, in a database whose roles are those of a production."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connections

# In no name of a table, address or task: what Postgres and the models say is looked at in any case.
NOTHING = "nothing at all"


def owner_runs(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def rights_of_production(db: None) -> Iterator[None]:
    """Take away what the app's role has in test databases alone (tests/conftest.py)."""
    owner_runs("REVOKE TRUNCATE ON ALL TABLES IN SCHEMA public FROM conserje_app")
    yield
    owner_runs("GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO conserje_app")


def audited(only: str) -> list[str]:
    """Return the lines of the command, after checking that its exit code agrees."""
    out, code = io.StringIO(), 0
    try:
        call_command("audit_tenants", only=only, stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    lines = out.getvalue().splitlines()
    is_well = lines == ["No business can reach another."]
    assert code == (0 if is_well else 1)
    return [] if is_well else lines
