"""What ails a number, from facts; and when silence is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messaging.connection.findings import Seen, judge_payment, judge_subscription, judge_token
from messaging.connection.health import DAYS, HOURS_KEPT, Cause, Facts, asked_about, causes_of, silent_hours, state_of

WELL = Facts(
    has_token=True,
    is_token_refused=False,
    is_paused=False,
    pause_code=None,
    is_payment_refused=False,
    silent_hours=None,
    is_quality_low=False,
    bad_templates=0,
)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "causes"),
    [
        ({}, []),
        ({"is_token_refused": True}, ["token"]),
        ({"is_paused": True, "pause_code": 368}, ["paused"]),
        ({"is_paused": True, "pause_code": 131042}, ["paused", "payment"]),
        ({"is_paused": True, "pause_code": 190, "is_token_refused": None}, ["token", "paused"]),
        ({"is_paused": True, "pause_code": 190}, ["paused"]),
        ({"silent_hours": 4, "is_quality_low": True, "bad_templates": 2}, ["silent", "quality", "template"]),
        ({"has_token": False, "is_token_refused": None}, []),
    ],
)
def test_what_ails_a_number_comes_worst_first(change: dict[str, object], causes: list[str]) -> None:
    assert list(causes_of(replace(WELL, **change), before=())) == causes  # type: ignore[arg-type]


def test_not_knowing_changes_nothing() -> None:
    unknown = replace(WELL, is_token_refused=None, is_quality_low=None)

    assert causes_of(unknown, before=["token", "quality"]) == (Cause.TOKEN, Cause.QUALITY)
    assert causes_of(unknown, before=[]) == ()


def test_a_number_without_a_token_is_not_connected_yet() -> None:
    assert state_of([], has_token=False) == "unknown"
    assert state_of([], has_token=True) == "good"
    assert state_of(["silent", "quality"], has_token=True) == "silent"


def test_whoever_mends_a_pause_is_not_asked_twice() -> None:
    assert asked_about(["token", "paused", "payment", "quality"]) == {"quality"}
    assert asked_about(["token", "silent"]) == {"token", "silent"}


def every_day(guests: int, *, today: int = 0) -> list[int]:
    """Return hours in which so many guests write each hour of the day, and today another number of them."""
    return [today] * 24 + [guests] * (HOURS_KEPT - 24)


@pytest.mark.parametrize(("guests", "hours"), [(5, 2), (3, 4), (2, 8), (1, 16)])
def test_the_more_usually_write_the_sooner_silence_is_one(guests: int, hours: int) -> None:
    assert silent_hours(every_day(guests)) == hours


def test_one_guest_within_the_hours_ends_the_silence() -> None:
    counts = every_day(3)
    counts[3] = 1

    assert silent_hours(counts) is None


def test_the_night_is_silent_every_night() -> None:
    night = [0] * 8 + [10] * 16

    assert silent_hours(night * (DAYS + 1)) is None


def test_a_new_number_is_not_silent() -> None:
    ten_days = [0] * 24 + [9] * (24 * 10) + [0] * (24 * 4)

    assert silent_hours(ten_days) is None


def test_a_quiet_number_is_not_silent() -> None:
    one_a_day = ([0] * 23 + [1]) * (DAYS + 1)

    assert silent_hours([0] * 24 + one_a_day[24:]) is None


def test_one_day_without_anything_before_is_forgiven_and_two_are_not() -> None:
    one = every_day(9)
    one[24 * 7 : 24 * 8] = [0] * 24
    two = list(one)
    two[24 * 9 : 24 * 10] = [0] * 24

    assert silent_hours(one) == 2
    assert silent_hours(two) is None


@settings(database=None, deadline=None, max_examples=200)
@given(st.lists(st.integers(0, 9), min_size=HOURS_KEPT, max_size=HOURS_KEPT))
def test_who_was_heard_in_the_last_two_hours_is_never_silent(counts: list[int]) -> None:
    assert silent_hours([1, *counts[1:]]) is None


@pytest.mark.parametrize(
    ("refused", "paid", "is_refused"),
    [
        (None, None, False),
        (timedelta(days=1), None, True),
        (timedelta(days=1), timedelta(hours=1), False),
        (timedelta(hours=1), timedelta(days=1), True),
        (timedelta(days=8), None, False),
    ],
)
def test_lack_of_payment_counts_until_something_was_paid_for(
    refused: timedelta | None, paid: timedelta | None, is_refused: bool
) -> None:
    seen = Seen(NOW - refused if refused else None, NOW - paid if paid else None)

    assert seen.is_refused(now=NOW) == is_refused


def test_nothing_is_claimed_of_the_payment_that_nobody_can_know() -> None:
    found = judge_payment(seen=Seen(), can_send="AVAILABLE", errors=(), fault=None, now=NOW)

    assert (found.state, found.cause) == ("unknown", "until_template")


def test_another_app_that_hears_of_the_account_is_not_ours() -> None:
    assert judge_subscription(subscribed=[("1", "Otra")], app_id="2").cause == "others"
    assert judge_subscription(subscribed=[("1", "Otra")], app_id="").state == "good"


def test_a_token_of_which_nothing_is_told_is_only_taken() -> None:
    found = judge_token(is_valid=True, is_told=False, app="", expires_at=0, scopes=(), now=NOW)

    assert (found.state, found.cause) == ("good", "taken")
