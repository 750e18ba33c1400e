"""The clock follows the database's, and can be stopped and moved by a test."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tenants import clock
from tenants.models import Tenant
from tests.cast import enter

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = (clock.offset, clock.measured_at)
    clock.offset, clock.measured_at = 0.0, 0.0
    yield
    clock.offset, clock.measured_at = before


def test_a_machine_that_runs_ahead_is_put_right() -> None:
    here = time.time()

    clock.learn(datetime.fromtimestamp(here - 90, UTC), asked=here, answered=here + 0.01)

    assert clock.offset == pytest.approx(-90, abs=0.01)
    assert clock.now().timestamp() == pytest.approx(time.time() - 90, abs=5)


def test_a_slow_answer_and_one_too_soon_teach_nothing() -> None:
    here = time.time()

    clock.learn(datetime.fromtimestamp(here - 90, UTC), asked=here, answered=here + 5)
    slow = clock.offset
    clock.learn(datetime.fromtimestamp(here - 90, UTC), asked=here, answered=here)
    clock.learn(datetime.fromtimestamp(here, UTC), asked=here + 1, answered=here + 1)

    assert slow == 0
    assert clock.offset == pytest.approx(-90, abs=0.01)


@pytest.mark.django_db
def test_entering_a_scope_measures(hotel: Tenant) -> None:
    clock.offset, clock.measured_at = 3600.0, 0.0

    with enter(hotel):
        pass

    assert abs(clock.offset) < 60


def test_a_stopped_clock_stands_until_it_is_moved() -> None:
    with clock.stopped_at(NOON):
        clock.move(timedelta(hours=2))
        moved = clock.now()

    assert moved == NOON + timedelta(hours=2)
    assert clock.now() != moved


def test_a_running_clock_cannot_be_moved() -> None:
    with pytest.raises(RuntimeError):
        clock.move(timedelta(hours=1))
