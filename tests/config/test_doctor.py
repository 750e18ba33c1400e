"""The doctor: well when all is well, and for each thing that can be wrong a sentence and its mend."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import psycopg
import pytest
import redis
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.doctor import checks
from config.doctor.finding import Finding, Verdict
from config.embedded import valkey
from config.embedded.place import Place
from tasks.models import Heartbeat, Job, Slot
from tasks.routes import QUEUES

pytestmark = pytest.mark.django_db(transaction=True)

SECRETS = {"BROKER_PASSWORD": "of-this-test", "CACHE_PASSWORD": "of-this-test"}


@pytest.fixture(scope="module")
def own_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a broker that this file may spoil."""
    place = Place(tmp_path_factory.mktemp("doctor"))
    place.make()
    valkey.start(place, valkey.BROKER, SECRETS)
    yield valkey.address(place, valkey.BROKER, SECRETS)
    valkey.stop(place, valkey.BROKER)


@pytest.fixture
def broker(own_broker: str, settings: Settings) -> Iterator[redis.Redis]:
    settings.REDIS_URL = settings.BROKER_URL = own_broker
    with redis.Redis.from_url(own_broker, retry=Retry(NoBackoff(), 0)) as client:
        yield client
        client.config_set("maxmemory-policy", "noeviction")
        client.config_set("appendonly", "yes")
        client.config_set("maxmemory", 256_000_000)


def says(finding: Finding, verdict: Verdict, *words: str) -> bool:
    return finding.verdict == verdict and all(word in f"{finding.detail} {finding.mend}" for word in words)


def everything_worked_just_now() -> None:
    for queue in QUEUES:
        Heartbeat.objects.create(name=f"queue:{queue}")
    Slot.objects.create(name="tasks.sweep", turn=1)


def test_a_healthy_house_gets_no_complaint() -> None:
    everything_worked_just_now()
    out = io.StringIO()

    call_command("doctor", "--json", stdout=out)

    findings = orjson.loads(out.getvalue())
    assert {finding["verdict"] for finding in findings} == {"ok"}, findings
    assert len(findings) == len(checks.CHECKS)


def test_people_get_a_line_for_each_finding_and_its_mend() -> None:
    out = io.StringIO()

    call_command("doctor", stdout=out, no_color=True)

    assert "warning  workers and beat" in out.getvalue()
    assert "-> start them: make run" in out.getvalue()


def test_something_broken_is_an_exit_code_for_programs(settings: Settings) -> None:
    out = io.StringIO()
    settings.REDIS_URL = settings.BROKER_URL = "redis://:hunter2@127.0.0.1:1/0"

    with pytest.raises(SystemExit) as stopped:
        call_command("doctor", stdout=out, no_color=True)

    assert stopped.value.code == 1
    assert "redis://:***@127.0.0.1:1/0 does not answer" in out.getvalue()
    assert "hunter2" not in out.getvalue()


def test_a_database_that_is_away_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")

    found = [check() for check in (checks.check_database, checks.check_database_role, checks.check_connections)]
    monkeypatch.undo()

    assert says(found[0], Verdict.BROKEN, "does not answer", "DATABASE_URL")
    assert [finding.verdict for finding in found[1:]] == [Verdict.BROKEN, Verdict.BROKEN]


def test_a_database_that_nobody_has_migrated_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", "postgres")

    finding = checks.check_database()
    connection.close()
    monkeypatch.undo()

    assert says(finding, Verdict.BROKEN, "migrations are missing", "manage.py migrate")


def test_missing_migrations_are_broken() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'tasks' RETURNING id, app, name, applied")
        rows = cursor.fetchall()

    finding = checks.check_database()
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO django_migrations (id, app, name, applied) VALUES (%s, %s, %s, %s)", rows)

    assert says(finding, Verdict.BROKEN, "1 migrations are missing", "manage.py migrate")


@pytest.mark.parametrize(
    ("attribute", "words"),
    [("SUPERUSER", "a superuser"), ("BYPASSRLS", "bypass row-level security")],
)
def test_a_database_role_above_the_rules_is_broken(as_role: Callable[[str], None], attribute: str, words: str) -> None:
    as_role(attribute)

    assert says(checks.check_database_role(), Verdict.BROKEN, words, "roles.sql")


@pytest.fixture
def as_role(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Work as a role with an attribute that the app's role must not have."""
    parameters = {name: connection.settings_dict[name] for name in ("NAME", "HOST")}
    secrets = dict(
        line.split("=", 1)
        for line in (django_settings.VAR / "secrets.env").read_text().splitlines()
        if not line.startswith("#")
    )

    def as_superuser(statement: str) -> None:
        with psycopg.connect(
            host=str(parameters["HOST"]),
            dbname=str(parameters["NAME"]),
            user="postgres",
            password=secrets["POSTGRES_PASSWORD"],
            autocommit=True,
        ) as session:
            session.execute(statement)

    role, database = f"doctor_{parameters['NAME']}", parameters["NAME"]
    is_there = f"EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}')"
    forget = f"DO $$ BEGIN IF {is_there} THEN DROP OWNED BY {role}; END IF; END $$"

    def become(attribute: str) -> None:
        as_superuser(f"{forget}; DROP ROLE IF EXISTS {role}; CREATE ROLE {role} LOGIN {attribute} PASSWORD 'x'")
        # Other tests of this process may have closed the database to all but our own roles.
        as_superuser(f'GRANT CONNECT ON DATABASE "{database}" TO {role}')
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "USER", role)
        monkeypatch.setitem(connection.settings_dict, "PASSWORD", "x")

    yield become
    connection.close()
    monkeypatch.undo()
    as_superuser(f"{forget}; DROP ROLE IF EXISTS {role}")


def test_pools_larger_than_postgres_allows_are_broken(settings: Settings) -> None:
    settings.WEB_PROCESSES, settings.DB_POOL_MAX_SIZE = 20, 50

    assert says(checks.check_connections(), Verdict.BROKEN, "may open", "max_connections to")


def test_an_evicting_broker_is_broken(broker: redis.Redis) -> None:
    broker.config_set("maxmemory-policy", "allkeys-lru")

    assert says(checks.check_broker_policy(), Verdict.BROKEN, "allkeys-lru", "noeviction")


def test_a_broker_that_forgets_is_a_warning(broker: redis.Redis) -> None:
    broker.config_set("appendonly", "no")

    assert says(checks.check_broker_policy(), Verdict.WARNING, "appendonly yes")


def test_a_nearly_full_broker_is_a_warning(broker: redis.Redis) -> None:
    broker.config_set("maxmemory", int(broker.info("memory")["used_memory"] * 1.1))

    assert says(checks.check_broker_policy(), Verdict.WARNING, "% full")


def test_a_cache_on_the_brokers_server_is_broken(settings: Settings) -> None:
    settings.CACHE_URL = settings.REDIS_URL

    assert says(checks.check_cache(), Verdict.BROKEN, "same server")


def test_a_cache_that_is_away_is_a_warning_since_everything_works_without_it(settings: Settings) -> None:
    settings.CACHE_URL = "redis://127.0.0.1:1/0"

    assert says(checks.check_cache(), Verdict.WARNING, "CACHE_URL")


def test_dead_letters_are_a_warning() -> None:
    Job.objects.create(name="tasks.sample", queue="side", state="dead")

    assert says(checks.check_dead_letters(), Verdict.WARNING, "1 jobs", "redrive")


def test_secrets_that_others_may_read_are_broken(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    (tmp_path / "secrets.env").write_text("SECRET_KEY=x")
    (tmp_path / "secrets.env").chmod(0o644)

    assert says(checks.check_secrets(), Verdict.BROKEN, "chmod 600")


@pytest.mark.parametrize(("limit", "verdict"), [("LOW_DISK_MB", Verdict.WARNING), ("EMPTY_DISK_MB", Verdict.BROKEN)])
def test_a_disk_without_room_is_said(monkeypatch: pytest.MonkeyPatch, limit: str, verdict: Verdict) -> None:
    monkeypatch.setattr(checks, limit, 10**12)  # more than any disk has

    assert says(checks.check_disk(), verdict, "free some room")
