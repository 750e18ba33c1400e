"""What comes round: one effect a turn, whoever asks and however often."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import connection

from tasks.base import PERIODIC, run_turn, take_turn
from tasks.models import Heartbeat, Job, Slot
from tasks.routes import PERIODIC as PERIODIC_NAMES
from tasks.routes import QUEUES
from tasks.schedule import PERIODICS, Turns, beat_schedule

pytestmark = pytest.mark.django_db(transaction=True)

LONG = 10**9  # one turn lasts longer than any test


def test_a_turn_is_had_once() -> None:
    assert take_turn("tests.once", LONG)
    assert not take_turn("tests.once", LONG)


def test_the_next_turn_is_had_again() -> None:
    take_turn("tests.again", LONG)
    Slot.objects.filter(name="tests.again").update(turn=-1)

    assert take_turn("tests.again", LONG)


def test_two_who_ask_for_the_same_turn_at_once_do_the_work_once() -> None:
    beside_itself(slots=("tests.start", "tests.start"))

    assert Job.objects.count() == 1


def test_control_without_a_common_slot_both_do_the_work() -> None:
    beside_itself(slots=("tests.start.one", "tests.start.other"))

    assert Job.objects.count() == 2


def beside_itself(slots: tuple[str, str]) -> None:
    """Run one periodic task twice at the same moment."""
    together = threading.Barrier(2)

    def run(slot: str) -> None:
        together.wait(timeout=10)
        run_turn(PERIODIC["tasks.start"], slot=slot, every=LONG, arguments={"task": "tasks.forget_finished"})
        connection.close()

    threads = [threading.Thread(target=run, args=[slot]) for slot in slots]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)


def test_periodic_work_that_fails_leaves_the_next_turn_to_try_again(caplog: pytest.LogCaptureFixture) -> None:
    run_turn(PERIODIC["tasks.canary"], slot="tests.fails", every=LONG, arguments={"wrong": 1})

    assert "periodic work failed" in caplog.text
    assert Slot.objects.filter(name="tests.fails").exists()


def test_a_job_that_could_not_be_started_leaves_its_turn_to_whoever_asks_next() -> None:
    start = partial(run_turn, PERIODIC["tasks.start"], slot="tests.start", every=LONG)
    start(arguments={"task": "tasks.nobody_knows_this"})
    assert not Slot.objects.filter(name="tests.start").exists()

    start(arguments={"task": "tasks.forget_finished"})

    assert Job.objects.count() == 1


def test_beat_asks_for_a_long_turn_again_within_a_minute() -> None:
    entry = beat_schedule()["tasks.start:tasks.forget_finished"]

    assert entry["kwargs"]["every"] == 86_400
    assert entry["schedule"].run_every.total_seconds() == 60


def test_the_canary_leaves_a_sign_of_life() -> None:
    run_turn(PERIODIC["tasks.canary"], slot="tests.canary", every=LONG, arguments={"queue": "nlu"})

    assert Heartbeat.objects.get().name == "queue:nlu"


def test_a_turn_is_due_at_its_boundary_and_not_before() -> None:
    every = 3600
    now = time.time()
    this_turn = datetime.fromtimestamp(now // every * every + 0.5, tz=UTC)
    last_turn = datetime.fromtimestamp(now // every * every - 0.5, tz=UTC)

    assert not Turns(every).is_due(this_turn).is_due
    assert Turns(every).is_due(last_turn).is_due
    assert 0 < Turns(every).is_due(this_turn).next <= every + 0.05


def test_every_queue_has_a_canary_in_that_queue() -> None:
    canaries = {line.queue for line in PERIODICS if line.task == "tasks.canary"}

    assert canaries == set(QUEUES)


def test_every_line_of_the_page_names_a_registered_task() -> None:
    assert {line.task for line in PERIODICS} == set(PERIODIC) == PERIODIC_NAMES


def test_what_beat_is_told_carries_slot_and_length_of_the_turn() -> None:
    entry = beat_schedule()["tasks.canary:nlu"]

    assert entry["kwargs"] == {"slot": "tasks.canary:nlu", "every": 30, "queue": "nlu"}
    assert entry["options"]["queue"] == "nlu"
    assert entry["options"]["expires"] > 600
