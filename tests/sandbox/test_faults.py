"""Faults: each befalls what it should, leaves its mark in the ledger, and can be played again."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.sandbox.caller import ANA, Caller
from tests.sandbox.receiver import Receiver


def outcomes(caller: Caller) -> list[tuple[Any, ...]]:
    return [(entry["outcome"], entry["fault"], entry["answered"]) for entry in caller.ledger()]


def test_a_5xx_accepts_nothing(caller: Caller, webhook: Receiver) -> None:
    caller.turn(error_5xx=1)

    answer = caller.text()

    assert answer.status_code in (500, 503)
    assert answer.json()["error"]["code"] in (131000, 131016)
    assert outcomes(caller) == [("refused", "error_5xx", True)]
    assert webhook.posts == []


def test_a_page_of_html_accepts_nothing(caller: Caller) -> None:
    caller.turn(html=1)

    answer = caller.text()

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert outcomes(caller) == [("dropped", "html", True)]


@pytest.mark.parametrize(
    ("dial", "outcome", "arrives"), [("timeout_after_accept", "accepted", 1), ("timeout_before_accept", "dropped", 0)]
)
def test_a_caller_left_without_an_answer_cannot_tell_but_the_ledger_can(
    caller: Caller, webhook: Receiver, dial: str, outcome: str, arrives: int
) -> None:
    caller.write(text="Hola")
    caller.turn(**{dial: 1}, hang_seconds=0.1)

    with pytest.raises(requests.ConnectionError):
        caller.text(biz_opaque_callback_data="out:1")
    caller.settle()

    assert outcomes(caller) == [(outcome, dial, False)]
    assert len([bubble for bubble in caller.bubbles() if bubble["author"] == "business"]) == arrives
    assert len(webhook.statuses()) == 3 * arrives
    assert {status["biz_opaque_callback_data"] for status in webhook.statuses()} <= {"out:1"}


def test_the_next_sends_can_be_refused_or_fail_later(caller: Caller, webhook: Receiver) -> None:
    caller.write(text="Hola")
    caller.turn(next_codes=[131056, 190], next_failures=[131026])

    answers = [caller.text() for _ in range(4)]
    caller.settle()

    assert [answer.status_code for answer in answers] == [400, 401, 200, 200]
    assert [answer.json()["error"]["code"] for answer in answers[:2]] == [131056, 190]
    failed = [status["errors"][0]["code"] for status in webhook.statuses() if status["status"] == "failed"]
    assert failed == [131026]
    assert caller.ledger()[2]["failure"] == 131026


def test_dropped_statuses_never_come_though_the_guest_has_the_message(caller: Caller, webhook: Receiver) -> None:
    caller.write(text="Hola")
    caller.turn(drop_status=1)

    caller.text()
    caller.settle()

    assert webhook.statuses() == []
    assert caller.bubbles()[-1]["tick"] == "read"


def test_without_statuses_none_is_posted(caller: Caller, webhook: Receiver) -> None:
    caller.write(text="Hola")
    caller.turn(statuses=False)

    caller.text()
    caller.settle()

    assert webhook.statuses() == []


def test_duplicates_come_twice(caller: Caller, webhook: Receiver) -> None:
    caller.turn(duplicate=1)

    caller.write(text="Hola")
    caller.text()
    caller.settle()

    assert len(webhook.messages()) == 2
    assert sorted(status["status"] for status in webhook.statuses()) == [
        *["delivered"] * 2,
        *["read"] * 2,
        *["sent"] * 2,
    ]


def test_reordered_statuses_all_come_but_in_another_order(caller: Caller, webhook: Receiver) -> None:
    caller.write(text="Hola")
    caller.turn(reorder=1, reorder_ms=400, seed=4)

    for turn in range(6):
        caller.text(biz_opaque_callback_data=f"out:{turn}")
    caller.settle()

    by_message: dict[str, list[str]] = {}
    for status in webhook.statuses():
        by_message.setdefault(status["id"], []).append(status["status"])
    assert all(sorted(names) == ["delivered", "read", "sent"] for names in by_message.values())
    assert any(names != ["sent", "delivered", "read"] for names in by_message.values())


def test_the_same_seed_brings_the_same_faults(caller: Caller) -> None:
    def play(seed: int) -> list[str]:
        caller.turn(seed=seed, error_5xx=0.3, statuses=False)
        caller.control("DELETE", "ledger")
        for turn in range(40):
            caller.text(biz_opaque_callback_data=f"out:{turn}")
        return [entry["outcome"] for entry in caller.ledger()]

    first, again, other = play(7), play(7), play(8)

    assert first == again
    assert first != other
    assert 4 <= first.count("refused") <= 22


def test_a_retry_of_the_same_message_rolls_anew(caller: Caller) -> None:
    caller.turn(error_5xx=0.5, seed=3, statuses=False)

    codes = {caller.text(biz_opaque_callback_data="out:1").status_code >= 500 for _ in range(20)}

    assert codes == {True, False}


def test_what_the_webhook_did_not_take_is_posted_again(caller: Caller, webhook: Receiver) -> None:
    caller.write(text="Hola")
    webhook.answers = [503, 500]

    caller.text()
    caller.settle()

    assert [status["status"] for status in webhook.statuses()] == ["sent", "sent", "sent", "delivered", "read"]


def test_without_a_webhook_the_phone_still_shows_what_was_sent(caller: Caller) -> None:
    caller.turn(webhook="")

    answer = caller.write(text="Hola")
    caller.text()
    caller.settle()

    assert answer["status"] == 0
    assert [bubble["author"] for bubble in caller.bubbles(ANA)] == ["guest", "business"]
