"""The settings as a process finds them when it starts, in environments made for the purpose."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from config.env import BadSetting

ROOT = Path(__file__).resolve().parents[2]
Load = Callable[[dict[str, str]], dict[str, Any]]
DEVELOPMENT = {
    "SECRET_KEY": "short",
    "DATABASE_URL": "postgresql://conserje_app:hunter2@db/conserje",
    "REDIS_URL": "redis://:hunter2@broker:6379/0",
    "CACHE_URL": "redis://:hunter2@cache:6379/0",
}
PRODUCTION = DEVELOPMENT | {
    "CONSERJE_ENV": "production",
    "SECRET_KEY": "q8Zr3vNw6TbX1mKd9HsLfYc2GjPe7RuAo5WiVtBnQxMzEk4SaDh",
    "PUBLIC_URL": "https://hotel.cl",
    "METRICS_TOKEN": "hunter2",
    "SEALING_KEYS": "hunter2hunter2hunter2hunter2hunter2",
}


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Load the settings anew, in an environment that holds what is given and nothing else."""

    def load(environment: dict[str, str]) -> dict[str, Any]:
        monkeypatch.setattr(os, "environ", {"CONSERJE_VAR": str(tmp_path), **environment})
        return runpy.run_path(str(ROOT / "config" / "settings.py"))

    return load


def test_development_needs_four_values_and_is_open(load: Load) -> None:
    settings = load(DEVELOPMENT)

    assert settings["DEVELOPMENT"]
    assert settings["SANDBOX"]
    assert not settings["DEBUG"]
    assert not settings["SESSION_COOKIE_SECURE"]
    assert (settings["PUBLIC_URL"], settings["ROLE"]) == ("http://127.0.0.1:8000", "manage")


@pytest.mark.parametrize("name", ["staging", "production"])
def test_outside_development_everything_is_locked(load: Load, name: str) -> None:
    settings = load(PRODUCTION | {"CONSERJE_ENV": name})

    assert not settings["SANDBOX"]
    locks = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    assert all(settings[lock] for lock in locks)
    assert (settings["LOG_FORMAT"], settings["CSRF_TRUSTED_ORIGINS"]) == ("json", ["https://hotel.cl"])


def test_staging_may_have_the_sandbox(load: Load) -> None:
    assert load(PRODUCTION | {"CONSERJE_ENV": "staging", "SANDBOX": "on"})["SANDBOX"]


UNSAFE = [
    ({"DEBUG": "on"}, "DEBUG is on"),
    ({"SECRET_KEY": "hunter2"}, "SECRET_KEY is weak"),
    ({"SECRET_KEY": "hunter2" * 10}, "SECRET_KEY is weak"),
    ({"PUBLIC_URL": "http://hotel.cl"}, "PUBLIC_URL must start with https://"),
    ({"PUBLIC_URL": ""}, "PUBLIC_URL must start with https://"),
    ({"METRICS_TOKEN": ""}, "The setting METRICS_TOKEN is missing"),
    ({"GRAPH_URL": "http://graph.facebook.com"}, "GRAPH_URL must start with https://"),
    ({"SEALING_KEYS": ""}, "The setting SEALING_KEYS is missing"),
    ({"SEALING_KEYS": "hunter2hunter2hunter2hunter2hunter2,hunter2"}, "SEALING_KEYS has a weak key"),
]


@pytest.mark.parametrize("name", ["staging", "production"])
@pytest.mark.parametrize(("change", "sentence"), UNSAFE)
def test_what_is_unsafe_is_refused_outside_development(
    load: Load, name: str, change: dict[str, str], sentence: str
) -> None:
    with pytest.raises(BadSetting, match=sentence):
        load(PRODUCTION | change | {"CONSERJE_ENV": name})


@pytest.mark.parametrize("change", [change for change, sentence in UNSAFE])
def test_none_of_that_is_refused_in_development(load: Load, change: dict[str, str]) -> None:
    assert load(DEVELOPMENT | change)["DEVELOPMENT"]


BROKEN = [
    ({"CONSERJE_ENV": "prod"}, "CONSERJE_ENV must be one of development, staging, production"),
    (PRODUCTION | {"SANDBOX": "on"}, "SANDBOX is on in production"),
    ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
    ({"DATABASE_URL": ""}, "DATABASE_URL is missing"),
    ({"DATABASE_URL": "postgresql://app:hunter2/@db/x"}, "DATABASE_URL cannot be read"),
    ({"DATABASE_OWNER_URL": "sqlite:///hunter2"}, "DATABASE_OWNER_URL must be an address"),
    ({"REDIS_URL": "memcached://:hunter2@cache"}, "REDIS_URL must be an address"),
    ({"BROKER_URL": "sqs://:hunter2@broker"}, "BROKER_URL must be an address"),
    ({"PORT": "80a"}, "PORT must be a whole number"),
    ({"PORT": "9000", "FLOWER_PORT": "9000"}, "FLOWER_PORT and PORT are the same"),
    ({"PORT": "9000", "SANDBOX_PORT": "9000"}, "SANDBOX_PORT is taken by PORT or FLOWER_PORT"),
    ({"DB_SSLMODE": "maybe"}, "DB_SSLMODE must be one of"),
    ({"DB_POOL_MIN_SIZE": "9", "DB_POOL_MAX_SIZE": "8"}, "DB_POOL_MIN_SIZE is larger than DB_POOL_MAX_SIZE"),
    ({"REDIS_TIMEOUT": "-1"}, "REDIS_TIMEOUT must be a number of seconds"),
    (PRODUCTION | {"WEBHOOK_PLAIN_HTTP": "on"}, "WEBHOOK_PLAIN_HTTP is on in production"),
    ({"GRAPH_URL": "https://hunter2@graph.facebook.com"}, "GRAPH_URL must be a host"),
    ({"GRAPH_VERSION": "25"}, "GRAPH_VERSION must be a version"),
    ({"GRAPH_MEDIA_HOSTS": "https://cdn.example.com/"}, "GRAPH_MEDIA_HOSTS must be hosts"),
    ({"WEBHOOK_PORTS": "443,65536"}, "WEBHOOK_PORTS must be ports"),
    ({"WEBHOOK_PORTS": "https"}, "WEBHOOK_PORTS must be ports"),
    ({"WEBHOOK_ALLOWED_NETWORKS": "10.0.0.0/33"}, "WEBHOOK_ALLOWED_NETWORKS must be networks"),
    ({"WEBHOOK_ALLOWED_NETWORKS": "10.1.2.3/8"}, "WEBHOOK_ALLOWED_NETWORKS must be networks"),
    ({"WEBHOOK_ALLOWED_NETWORKS": "intranet"}, "WEBHOOK_ALLOWED_NETWORKS must be networks"),
]


@pytest.mark.parametrize(("change", "sentence"), BROKEN)
def test_what_cannot_be_used_is_refused_everywhere(load: Load, change: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadSetting, match=sentence) as refusal:
        load(DEVELOPMENT | change)

    assert "hunter2" not in str(refusal.value)


def test_a_process_with_a_bad_setting_ends_with_the_sentence_and_no_traceback(tmp_path: Path) -> None:
    environment = DEVELOPMENT | {"PATH": os.defpath, "CONSERJE_VAR": str(tmp_path), "PORT": "none"}

    command = [sys.executable, "-c", "import config.settings"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    expected = "The setting PORT must be a whole number from 1 to 65535, not 'none' (see .env.example).\n"
    assert (result.stdout, result.stderr) == ("", expected)


def test_web_processes_share_a_pool_of_connections(load: Load) -> None:
    sizes = {"CONSERJE_ROLE": "web", "DB_POOL_MAX_SIZE": "9", "DB_POOL_TIMEOUT": "1.5"}

    database = load(DEVELOPMENT | sizes)["DATABASES"]["default"]

    pool = database["OPTIONS"]["pool"]
    assert (pool["min_size"], pool["max_size"], pool["timeout"], pool["max_lifetime"]) == (2, 9, 1.5, 1800)
    assert pool["reconnect_timeout"] <= 5, "or the pool notices a Postgres that is back only minutes later"
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (0, True)


@pytest.mark.parametrize(("role", "age"), [("worker", 600), ("beat", 0), ("flower", 0), ("manage", 0)])
def test_other_processes_have_no_pool_and_only_workers_keep_their_connection(load: Load, role: str, age: int) -> None:
    database = load(DEVELOPMENT | {"CONSERJE_ROLE": role})["DATABASES"]["default"]

    assert "pool" not in database["OPTIONS"]
    assert database["CONN_MAX_AGE"] == age


@pytest.mark.parametrize(("role", "patience"), [("web", 10), ("worker", 30)])
def test_the_server_is_told_how_long_to_bear_with_a_role(load: Load, role: str, patience: int) -> None:
    options = load(DEVELOPMENT | {"CONSERJE_ROLE": role})["DATABASES"]["default"]["OPTIONS"]

    assert options["options"] == (
        f"-c statement_timeout={patience * 1000} -c lock_timeout=3000 -c idle_in_transaction_session_timeout=15000"
    )
    assert (options["connect_timeout"], options["sslmode"], options["keepalives_idle"]) == (2, "prefer", 60)
    assert options["application_name"] == f"conserje-{role}"


def test_limits_live_beside_the_broker_and_not_in_the_cache(load: Load) -> None:
    caches = load(DEVELOPMENT)["CACHES"]

    assert caches["default"]["LOCATION"] == DEVELOPMENT["CACHE_URL"]
    assert caches["limits"]["LOCATION"] == DEVELOPMENT["REDIS_URL"].replace("/0", "/1")


def test_rabbitmq_takes_the_place_of_redis_by_one_address(load: Load) -> None:
    address = "amqp://conserje:hunter2@rabbit:5672//"

    settings = load(DEVELOPMENT | {"BROKER_URL": address})

    assert (settings["BROKER_URL"], settings["CELERY_BROKER_URL"]) == (address, address)
