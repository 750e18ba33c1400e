"""Who is told when something needs a person: by table, and by what holds for any hours."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.values.notices import (
    ALL_FAILED,
    ALL_OFF_DUTY,
    ALL_QUIET,
    FIRST,
    MANAGERS,
    NEVER_FREE,
    NO_CHANNEL,
    NO_CHANNELS,
    NO_REACTION,
    OFF_DUTY,
    OWNERS,
    Ask,
    Hours,
    Member,
    Planned,
    Way,
    first_free,
    group,
    plan,
    step_end,
    verdict,
)

ZONE = ZoneInfo("America/Argentina/Buenos_Aires")
# A Tuesday, three in the afternoon there.
AFTERNOON = datetime(2030, 1, 15, 18, tzinfo=UTC)
NIGHT = AFTERNOON + timedelta(hours=10)
URGENT, OTHER = Ask("message_failed", ZONE), Ask("update_photos", ZONE)
SLEEPS = Hours(quiet=(time(23), time(8)))
SLEEPS_DEEPLY = Hours(quiet=(time(23), time(8)), urgent_anyway=False)
OFFICE = Hours(duty=(time(9), time(17)), duty_days=frozenset({1, 2, 3, 4, 5}))


def member(number: int, role: str = "desk", hours: Hours | None = None, ways: int = 1) -> Member:
    return Member(number, role, tuple(Way(number * 10 + n, n * 5) for n in range(ways)), hours or Hours())


DESK, CLEANER, BOSS, OWNER = member(1), member(2, "housekeeper"), member(3, "manager"), member(4, "owner")
TEAM = [DESK, CLEANER, BOSS, OWNER, member(5, "read_only")]


@pytest.mark.parametrize(
    ("step", "kind", "assignee", "expected"),
    [
        (FIRST, "message_failed", None, [1]),
        (FIRST, "prepare_unit", None, [1, 2]),
        (FIRST, "message_failed", 2, [2]),
        (FIRST, "message_failed", 99, [1]),
        (MANAGERS, "message_failed", 1, [3]),
        (OWNERS, "update_photos", None, [4]),
    ],
)
def test_each_step_has_its_people(step: int, kind: str, assignee: int | None, expected: list[int]) -> None:
    turn = group(step, TEAM, Ask(kind, ZONE, assignee))

    assert [one.id for one in turn] == expected


def test_a_manager_who_gave_hours_of_duty_is_asked_with_the_desk() -> None:
    on_duty = member(3, "manager", OFFICE)

    assert group(FIRST, [DESK, on_duty], URGENT) == [DESK, on_duty]


def test_whoever_was_off_duty_has_another_turn_with_the_owners() -> None:
    assert group(OWNERS, TEAM, URGENT, passed_over={1, 4}) == [DESK, OWNER]
    assert group(MANAGERS, TEAM, URGENT, passed_over={1}) == [BOSS]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("desk", datetime(2030, 1, 16, 12, tzinfo=UTC)),
        ("manager", datetime(2030, 1, 16, 12, tzinfo=UTC)),
        ("owner", NIGHT),
    ],
)
def test_in_the_last_step_whoever_was_off_duty_is_told_when_their_hours_begin(role: str, expected: datetime) -> None:
    planned = plan(OWNERS, [member(1, role, OFFICE)], URGENT, now=NIGHT)

    assert [one.at for one in planned] == [expected]
    # What is urgent does not wait for that before it says that nobody could be told.
    assert (step_end(planned, URGENT, minutes=10) is None) == (role != "owner")


@pytest.mark.parametrize(
    ("ask", "hours", "now", "expected"),
    [
        (URGENT, Hours(), NIGHT, NIGHT),
        (OTHER, Hours(), NIGHT, NIGHT),
        (URGENT, SLEEPS, NIGHT, NIGHT),
        (OTHER, SLEEPS, NIGHT, datetime(2030, 1, 16, 11, tzinfo=UTC)),
        (URGENT, SLEEPS_DEEPLY, NIGHT, datetime(2030, 1, 16, 11, tzinfo=UTC)),
        (OTHER, OFFICE, AFTERNOON, AFTERNOON),
        (OTHER, OFFICE, NIGHT, datetime(2030, 1, 16, 12, tzinfo=UTC)),
        # On Friday night the next hour of work is on Monday.
        (OTHER, OFFICE, NIGHT + timedelta(days=3), datetime(2030, 1, 21, 12, tzinfo=UTC)),
        (URGENT, OFFICE, NIGHT, OFF_DUTY),
        (URGENT, Hours(duty=(time(22), time(6)), duty_days=frozenset({2})), NIGHT, NIGHT),
        (OTHER, Hours(quiet=(time(8), time(18)), duty=(time(9), time(17))), AFTERNOON, NEVER_FREE),
    ],
)
def test_hours_say_when_somebody_is_told(ask: Ask, hours: Hours, now: datetime, expected: datetime | str) -> None:
    (one,) = plan(FIRST, [member(1, hours=hours)], ask, now=now)

    assert (one.at or one.why) == expected


def test_whoever_holds_what_is_urgent_is_told_off_duty_too() -> None:
    (one,) = plan(FIRST, [member(1, hours=OFFICE)], Ask("message_failed", ZONE, 1), now=NIGHT)

    assert one.at == NIGHT


def test_ways_come_one_after_the_other() -> None:
    planned = plan(FIRST, [member(1, ways=3)], URGENT, now=AFTERNOON)

    assert [(one.way, one.at) for one in planned] == [
        (10, AFTERNOON),
        (11, AFTERNOON + timedelta(minutes=5)),
        (12, AFTERNOON + timedelta(minutes=10)),
    ]
    assert step_end(planned, URGENT, minutes=10) == AFTERNOON + timedelta(minutes=20)


def test_nobody_is_told_who_cannot_be_reached() -> None:
    assert plan(FIRST, [member(1, ways=0)], URGENT, now=AFTERNOON) == [Planned(1, why=NO_CHANNEL)]


def test_what_is_urgent_does_not_wait_for_those_who_sleep() -> None:
    asleep = plan(FIRST, [member(1, hours=SLEEPS_DEEPLY)], URGENT, now=NIGHT)
    awake = plan(FIRST, [member(2)], URGENT, now=NIGHT)

    assert step_end(asleep, URGENT, minutes=10) is None
    assert step_end([*asleep, *awake], URGENT, minutes=10) == NIGHT + timedelta(minutes=10)


def test_what_can_wait_waits_for_the_morning_before_managers_are_told() -> None:
    planned = plan(FIRST, [member(1, hours=SLEEPS)], OTHER, now=NIGHT)

    assert step_end(planned, OTHER, minutes=60) == datetime(2030, 1, 16, 12, tzinfo=UTC)


NOT_REACHABLE, NOT_HERE, NEVER = ("skipped", NO_CHANNEL), ("skipped", OFF_DUTY), ("skipped", NEVER_FREE)
FAILED, WAITING, SENT = ("failed", "status"), ("waiting", ""), ("sent", "")


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([], NO_CHANNELS),
        ([NOT_REACHABLE], NO_CHANNELS),
        ([NOT_REACHABLE, NOT_HERE], ALL_OFF_DUTY),
        ([NEVER], ALL_OFF_DUTY),
        ([NOT_HERE, WAITING], ALL_OFF_DUTY),
        ([NOT_HERE, FAILED], ALL_FAILED),
        ([NOT_REACHABLE, FAILED], ALL_FAILED),
        ([FAILED, WAITING], ALL_QUIET),
        ([FAILED, SENT, WAITING], NO_REACTION),
        ([NOT_HERE, SENT, WAITING], NO_REACTION),
        ([("delivered", "")], NO_REACTION),
        ([FAILED, ("opened", "")], ""),
    ],
)
def test_the_end_says_why_nobody_came(results: list[tuple[str, str]], expected: str) -> None:
    assert verdict(results) == expected


spans = st.none() | st.tuples(*[st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30]))] * 2)
any_hours = st.builds(Hours, spans, st.booleans(), spans, st.frozensets(st.integers(1, 7)))
any_moment = st.integers(0, 14 * 24 * 4).map(lambda quarter: AFTERNOON + timedelta(minutes=15 * quarter))


@given(hours=any_hours, at=any_moment, ask=st.sampled_from([URGENT, OTHER]), heeds_duty=st.booleans())
def test_the_first_free_moment_is_free_and_none_before_it_is(
    hours: Hours, at: datetime, ask: Ask, heeds_duty: bool
) -> None:
    def is_free(moment: datetime) -> bool:
        local = moment.astimezone(ZONE)
        is_woken = ask.is_urgent and hours.urgent_anyway
        return (is_woken or not hours.is_quiet(local)) and (not heeds_duty or hours.is_on_duty(local))

    found = first_free(hours, at, ask, heeds_duty=heeds_duty)

    last = found or at + timedelta(days=8)
    assert found is None or (found >= at and is_free(found))
    assert not any(is_free(at + timedelta(minutes=15 * n)) for n in range(int((last - at) / timedelta(minutes=15))))


@given(
    hours=any_hours,
    at=any_moment,
    ask=st.sampled_from([URGENT, OTHER]),
    step=st.sampled_from([FIRST, MANAGERS, OWNERS]),
)
def test_everybody_is_told_or_it_is_said_why_not(hours: Hours, at: datetime, ask: Ask, step: int) -> None:
    planned = plan(step, [member(1, hours=hours, ways=2)], ask, now=at)

    assert planned
    assert all(bool(one.at) != bool(one.why) for one in planned)
    assert all(one.at >= at for one in planned if one.at)
    end = step_end(planned, ask, minutes=10)
    assert end is None or end > at
