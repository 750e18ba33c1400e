"""A question with a limit on the wait, asked by one thread however many want to know."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from config.health.probe import Probe, collect
from proof.faults.processes import wait_for


class Hanging:
    """A question that no answer comes to until it is let go."""

    def __init__(self) -> None:
        self.asked = 0
        self.go_on = threading.Event()

    def __call__(self) -> dict[str, Any]:
        self.asked += 1
        self.go_on.wait(60)
        return {"told": "late"}


def test_a_server_that_hangs_holds_one_thread_however_many_ask() -> None:
    question = Hanging()
    probes = {"server": Probe(question)}

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: collect(probes, within=0.05), range(100)))

    no_answer = {"server": {"status": "down", "error": "no answer in time"}}
    assert answers == [no_answer] * 100
    assert question.asked == 1
    question.go_on.set()
    wait_for(lambda: collect(probes, within=1)["server"].get("told"), within=20, what="the answer")


def test_those_who_ask_later_get_a_new_answer() -> None:
    answers = iter([{"number": 1}, {"number": 2}])
    probes = {"server": Probe(lambda: next(answers))}

    first, second = collect(probes, within=20), collect(probes, within=20)

    assert (first["server"]["number"], second["server"]["number"]) == (1, 2)


def test_a_slow_part_does_not_hold_up_the_answer_of_the_others() -> None:
    slow = Hanging()
    probes = {"slow": Probe(slow), "quick": Probe(lambda: {})}

    answers = collect(probes, within=0.2)

    assert answers == {"slow": {"status": "down", "error": "no answer in time"}, "quick": {"status": "ok"}}
    slow.go_on.set()


def test_the_words_of_an_error_stay_inside() -> None:
    def ask() -> dict[str, Any]:
        raise ConnectionError("redis://:hunter2@broker refused")

    assert collect({"server": Probe(ask)}, within=20) == {"server": {"status": "down", "error": "ConnectionError"}}
