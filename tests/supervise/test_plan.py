"""Which processes there are, in a full and in a small house."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from config.supervise.plan import FULL, SMALL, programs
from tasks.routes import QUEUES


@pytest.mark.parametrize("crews", [FULL, SMALL], ids=["full", "small"])
def test_every_queue_has_one_worker(crews: tuple[object, ...]) -> None:
    queues = [queue for crew in crews for queue in crew.queues]  # type: ignore[attr-defined]

    assert sorted(queues) == sorted(QUEUES)


def test_a_full_house_has_each_part_once(settings: Settings) -> None:
    settings.FLOWER_PASSWORD = "hunter2"

    names = [program.name for program in programs(small=False)]

    assert len(set(names)) == len(names)
    assert {"web", "beat", "flower", "worker-inbound"} <= set(names)


def test_a_small_house_lets_a_worker_be_the_clock(settings: Settings) -> None:
    small = programs(small=True)

    assert "beat" not in [program.name for program in small]
    assert sum("-B" in program.command for program in small) == 1


@pytest.mark.parametrize("small", [True, False])
def test_there_is_no_flower_without_a_password(settings: Settings, small: bool) -> None:
    settings.FLOWER_PASSWORD = ""

    assert "flower" not in [program.name for program in programs(small=small)]


@pytest.mark.parametrize("small", [True, False])
def test_no_password_stands_in_a_command(settings: Settings, small: bool) -> None:
    settings.FLOWER_PASSWORD = "hunter2"

    for program in programs(small=small):
        assert "hunter2" not in " ".join(program.command)
