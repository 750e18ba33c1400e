"""Runs deploy/healthcheck.py as Compose does: as a process of its own, against real servers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from tests.house.compose import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


def check(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    database = str(connection.settings_dict["NAME"])
    address = re.sub(r"@([^/]*)/[^?]*", rf"@\1/{database}", os.environ["DATABASE_URL"])
    return subprocess.run(
        [sys.executable, str(ROOT / "deploy" / "healthcheck.py"), *arguments],
        env={"PATH": os.environ["PATH"], "DATABASE_URL": address, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def note(name: str, *, seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tasks_heartbeat (name, seen_at) VALUES (%s, now() - make_interval(secs => %s))",
            [name, seconds_ago],
        )


def test_a_worker_whose_queues_all_sang_is_healthy() -> None:
    note("queue:nlu", seconds_ago=10)
    note("queue:sweep", seconds_ago=90)

    assert check("queue:nlu", "queue:sweep").returncode == 0


def test_a_worker_of_which_one_queue_is_silent_is_not() -> None:
    note("queue:nlu", seconds_ago=10)
    note("queue:sweep", seconds_ago=110)

    done = check("queue:nlu", "queue:sweep", "queue:inbound")

    assert done.returncode == 1
    assert done.stderr.strip() == "no work done for 100 s: queue:sweep, queue:inbound"


@pytest.mark.parametrize(("seconds_ago", "code"), [(10, 0), (110, 1)])
def test_a_beat_is_judged_by_the_turns_that_were_taken(seconds_ago: int, code: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tasks_slot (name, turn, ran_at) VALUES ('tasks.sweep', 1, now() - make_interval(secs => %s))",
            [seconds_ago],
        )

    assert check("beat").returncode == code


def test_nobody_is_healthy_without_a_database() -> None:
    assert check("beat", DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing").returncode == 1


def test_web_is_healthy_while_it_answers(live_server: LiveServer) -> None:
    assert check("web", PORT=str(urlsplit(live_server.url).port)).returncode == 0


def test_web_is_not_healthy_when_nobody_answers() -> None:
    assert check("web", PORT="1").returncode == 1
