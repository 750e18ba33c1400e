"""Holds docker-compose.yml to its promises. No container engine runs in CI: the file is read here, not started.

Beside each promise stand its exceptions, with their reasons, and a way to break it: a check that cannot fail proves
nothing.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.house import promises
from tests.house.compose import FILE, Compose, load

NOT_PASSED_ON = {
    "CONSERJE_VAR": "a folder of the image",
    "DATABASE_OWNER_URL": "migrate alone may own the tables",
    "DEBUG": "never on outside development",
    "DESK_PASSWORD": "of the first person on a developer's machine; production makes people by createsuperuser",
    "FLOWER_PASSWORD": "for Flower's service alone",
    "FLOWER_PORT": "for Flower's service alone",
    "FLOWER_USER": "for Flower's service alone",
    "METRICS_PORT": "each worker's own, 9100",
    "PROMETHEUS_MULTIPROC_DIR": "a folder of the image",
    "SANDBOX_PORT": "of the sandbox, which production refuses",
    "WEB_HOST": "on the command line",
}


@dataclass(frozen=True)
class Promise:
    """What must hold, how other values in one service would break it, and where it need not hold."""

    faults: Callable[[Compose], list[str] | set[str]]
    breaks: tuple[str, dict[str, Any]]
    exceptions: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.faults.__name__


PROMISES = (
    Promise(
        promises.without_health_check,
        ("web", {"healthcheck": {}}),
        {"migrate": "runs once and ends; the others wait for its success"},
    ),
    Promise(promises.run_as_root, ("postgres", {"user": "root"})),
    Promise(promises.not_hardened, ("web", {"cap_drop": []})),
    Promise(promises.writable, ("web", {"read_only": False})),
    Promise(promises.unbounded, ("web", {"logging": {"driver": "json-file"}})),
    Promise(promises.published_to_all, ("flower", {"ports": ["5555:5555"]}), {"proxy": "it is the door"}),
    Promise(promises.floating_images, ("cache", {"image": "valkey/valkey:latest"})),
    Promise(promises.floating_images, ("cache", {"image": "valkey/valkey:9"})),
    Promise(promises.secrets_not_asked_for, ("web", {"environment": {"SECRET_KEY": "${SECRET_KEY:-changeme}"}})),
    Promise(promises.secrets_not_asked_for, ("web", {"environment": {"REDIS_URL": "redis://:changeme@broker"}})),
    Promise(promises.settings_that_stop_at_the_door, ("web", {"environment": {}}), NOT_PASSED_ON),
    Promise(promises.queues_without_worker, ("worker-sync", {"command": ""})),
    Promise(promises.queues_without_worker, ("small-io", {"command": ""})),
    Promise(promises.shared_workers, ("worker-nlu", {"command": "celery worker -Q nlu,side"})),
    Promise(promises.other_pools_than_up, ("worker-nlu", {"command": "celery worker -Q nlu -P threads"})),
    Promise(
        promises.other_small_crews_than_up, ("small-core", {"command": "celery worker -n core@%h -Q sweep -P solo"})
    ),
    Promise(promises.layouts_without_one_beat, ("beat", {"profiles": ["full", "small"]})),
    Promise(promises.layouts_without_one_beat, ("beat", {"command": ""})),
    Promise(promises.health_of_other_queues, ("worker-nlu", {"command": "celery worker -Q nlu,side"})),
    Promise(promises.cut_off_workers, ("worker-nlu", {"stop_grace_period": "10s"})),
    Promise(promises.unscraped_workers, ("web", {"command": "celery worker -Q new"})),
    Promise(promises.absent_files, ("cache", {"volumes": ["./deploy/nothing:/etc/nothing:ro"]})),
    Promise(promises.undocumented_variables, ("web", {"environment": {"NEW": "${NEVER_HEARD_OF}"}})),
)


@pytest.mark.parametrize("promise", PROMISES, ids=str)
def test_the_compose_file_keeps_its_promise(promise: Promise) -> None:
    faults = set(promise.faults(load()))

    assert faults == set(promise.exceptions), "a fault without a reason, or a reason without need"


@pytest.mark.parametrize("promise", PROMISES, ids=str)
def test_a_broken_promise_is_seen(promise: Promise) -> None:
    compose = load()
    name, values = promise.breaks

    compose["services"][name] |= values

    assert set(promise.faults(compose)) - set(promise.exceptions)


def test_the_file_follows_the_compose_specification() -> None:
    assert validate(FILE) == 0


def test_a_file_outside_the_specification_is_seen(tmp_path: Path) -> None:
    broken = tmp_path / "docker-compose.yml"
    broken.write_text(FILE.read_text(encoding="utf-8").replace("    healthcheck:", "    healtcheck:"), encoding="utf-8")

    assert validate(broken) == 1


def validate(file: Path) -> int:
    """Return 0 if the file fits the specification's JSON schema, a copy of which comes with the checker."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(file)]
    return subprocess.run(command, capture_output=True, check=False).returncode
