"""What a person sees while things start."""

from __future__ import annotations

import re
import threading

import pytest

from config.supervise.terminal import EVERY, Steps


def test_a_quick_step_is_one_line() -> None:
    said: list[str] = []

    with Steps(said.append).step(3, "Starting Postgres"):
        pass

    assert said == ["[3/6] Starting Postgres"]


def test_a_slow_step_is_never_silent_for_three_seconds() -> None:
    said: list[str] = []
    heard = threading.Event()

    def say(text: str) -> None:
        said.append(text)
        if len(said) == 3:
            heard.set()

    with Steps(say).step(4, "Migrating"):
        assert heard.wait(60)

    assert EVERY < 3
    assert all(re.fullmatch(r" +\.\.\. [\d.]+ s", murmur) for murmur in said[1:])


def test_a_step_that_fails_murmurs_no_more() -> None:
    said: list[str] = []

    with pytest.raises(RuntimeError), Steps(said.append).step(4, "Migrating"):
        raise RuntimeError

    assert said == ["[4/6] Migrating"]
    assert not any("murmur" in thread.name for thread in threading.enumerate())
