"""A checkout that was deleted and cloned again to the same path knows nothing of the old one, and starts."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded import place as places
from config.embedded import services
from config.embedded.place import Place


@pytest.fixture
def var() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="conserje-again-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_it_starts_with_secrets_and_data_of_its_own(var: Path) -> None:
    first = Place(var)
    services.start(first, forgetful=True)
    old_home, old_url = first.postgres_home, services.environment(first)["DATABASE_URL"]
    services.stop(first)
    shutil.rmtree(var)

    second = Place(var)
    services.start(second, forgetful=True)
    new_url = services.environment(second)["DATABASE_URL"]
    with psycopg.connect(new_url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    services.stop(second)
    places.forget(second)
    shutil.rmtree(old_home, ignore_errors=True)

    assert new_url != old_url
    assert tables == (0,)
