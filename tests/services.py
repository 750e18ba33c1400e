"""Brings Postgres and Valkey for one run of the tests: private, forgetful, in a folder of their own, gone at the end.

Loaded with `-p` before pytest-django, which reads the settings as soon as it can. Workers of pytest-xdist inherit the
addresses from the process that started them; each has a database and a Redis database of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from config.embedded import place as places
from config.embedded import postgres, secrets, services
from config.embedded.place import Place

# Databases of Valkey that each process of the run has to itself: its broker, limits and cache.
DATABASES_EACH = 3


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, parser: Any, args: list[str]) -> None:
    """Start the servers before anything reads the settings."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        start(early_config)
    use_own_databases()


def start(config: pytest.Config) -> None:
    # A short path outside var/: a developer's data stay untouched, and the socket's path stays short.
    place = Place(Path(tempfile.mkdtemp(prefix="conserje-test-")))
    config.stash[PLACE] = place
    config.add_cleanup(lambda: stop(place))
    services.start(place, forgetful=True, connections=500)
    let_the_owner_empty(place)
    os.environ |= services.environment(place)
    os.environ["CONSERJE_VAR"] = str(place.var)
    os.environ["CONSERJE_ENV"] = "development"


def let_the_owner_empty(place: Place) -> None:
    """Allow the role that owns the tables to go past triggers, in the server of this run alone."""
    with postgres.connect(place, secrets.load_or_make(place.secrets_file), "postgres") as superuser:
        superuser.execute("GRANT SET ON PARAMETER session_replication_role TO conserje_owner")


PLACE = pytest.StashKey[Place]()


def stop(place: Place) -> None:
    services.stop(place)
    places.forget(place)
    shutil.rmtree(place.var, ignore_errors=True)


def use_own_databases() -> None:
    """Point this process at Redis databases that no other process of the run uses."""
    number = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
    for name, offset in (("REDIS_URL", 0), ("CACHE_URL", 2)):
        os.environ[name] = re.sub(r"/\d+$", f"/{number * DATABASES_EACH + offset}", os.environ[name])
    os.environ["LIMITS_DATABASE"] = str(number * DATABASES_EACH + 1)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(Path(os.environ["CONSERJE_VAR"]) / f"metrics-{number}")
