"""How long a hold lasts, and which codes bookings have."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from bookings.codes import ALPHABET, LENGTH, new_code, read_code
from bookings.holds import DEFAULT_MINUTES, SAME_DAY_MINUTES, Rule, hold_length
from bookings.rules import first_bookable_night

RULES = [Rule("", 0, 20), Rule("", 7, 240), Rule("whatsapp", 0, 45), Rule("whatsapp", 30, 1440)]


@pytest.mark.parametrize(
    ("source", "days_ahead", "minutes"),
    [("api", 0, 20), ("api", 6, 20), ("api", 7, 240), ("whatsapp", 7, 45), ("whatsapp", 30, 1440), ("desk", 90, 240)],
)
def test_the_most_particular_rule_that_is_reached_counts(source: str, days_ahead: int, minutes: int) -> None:
    assert hold_length(RULES, source=source, days_ahead=days_ahead) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("days_ahead", "minutes"), [(-1, SAME_DAY_MINUTES), (0, SAME_DAY_MINUTES), (1, DEFAULT_MINUTES)]
)
def test_without_rules_tonight_is_decided_sooner(days_ahead: int, minutes: int) -> None:
    assert hold_length([], source="api", days_ahead=days_ahead) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("clock", "first"),
    [("2026-12-02T03:59", "2026-12-01"), ("2026-12-02T04:00", "2026-12-02"), ("2026-12-02T23:59", "2026-12-02")],
)
def test_the_night_in_progress_can_be_booked_until_the_day_closes(clock: str, first: str) -> None:
    assert first_bookable_night(datetime.fromisoformat(clock), time(4)).isoformat() == first


def test_a_code_has_no_letters_that_sound_or_look_alike() -> None:
    code = new_code()

    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("0O1IL5S2Z8BUV")


def test_a_code_is_read_however_it_was_written() -> None:
    assert read_code(" ac3-4 kt\tm ") == "AC34KTM"
