"""When a guest is told something: rules, stays and clocks that are changed twice a year."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bookings.stay_moments import LATE, PATIENCE, STAY_OVER, Moments, Planned, Timing, due_moment, is_late, plan

BUENOS_AIRES = ZoneInfo("America/Argentina/Buenos_Aires")
SANTIAGO = ZoneInfo("America/Santiago")
ASUNCION = ZoneInfo("America/Asuncion")

# Half past eleven in the evening of 1 November in Buenos Aires: in UTC it is the 2nd already.
CONFIRMED = datetime(2026, 11, 2, 2, 30, tzinfo=UTC)
STAY = Moments(CONFIRMED, arrival=date(2026, 12, 10), departure=date(2026, 12, 14))


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        (Timing("arrival", -3, time(10)), datetime(2026, 12, 7, 13, tzinfo=UTC)),
        (Timing("arrival", 0, time(8, 30)), datetime(2026, 12, 10, 11, 30, tzinfo=UTC)),
        (Timing("departure", 1, time(18)), datetime(2026, 12, 15, 21, tzinfo=UTC)),
        (Timing("departure", 0, time(23, 59)), datetime(2026, 12, 15, 2, 59, tzinfo=UTC)),
        (Timing("booking", 2, time(12)), datetime(2026, 11, 3, 15, tzinfo=UTC)),
    ],
)
def test_a_message_is_due_at_an_hour_of_the_business(timing: Timing, expected: datetime) -> None:
    assert due_moment(timing, STAY, BUENOS_AIRES) == expected


@pytest.mark.parametrize(
    ("zone", "arrival", "at", "expected"),
    [
        # Midnight to one does not exist on the day when summer begins: it is told after the change, on the same day.
        (SANTIAGO, date(2026, 9, 6), time(0, 30), datetime(2026, 9, 6, 4, 30, tzinfo=UTC)),
        (ASUNCION, date(2024, 10, 6), time(0, 30), datetime(2024, 10, 6, 4, 30, tzinfo=UTC)),
        # Eleven to midnight comes twice on the day before winter: the first one counts.
        (SANTIAGO, date(2026, 4, 4), time(23, 30), datetime(2026, 4, 5, 2, 30, tzinfo=UTC)),
        (ASUNCION, date(2024, 3, 23), time(23, 30), datetime(2024, 3, 24, 2, 30, tzinfo=UTC)),
        # Ten in the morning is ten in the morning on either side.
        (SANTIAGO, date(2026, 9, 5), time(10), datetime(2026, 9, 5, 14, tzinfo=UTC)),
        (SANTIAGO, date(2026, 9, 6), time(10), datetime(2026, 9, 6, 13, tzinfo=UTC)),
        (ASUNCION, date(2024, 10, 5), time(10), datetime(2024, 10, 5, 14, tzinfo=UTC)),
        (ASUNCION, date(2024, 10, 6), time(10), datetime(2024, 10, 6, 13, tzinfo=UTC)),
    ],
)
def test_an_hour_stays_that_hour_when_the_clocks_change(
    zone: ZoneInfo, arrival: date, at: time, expected: datetime
) -> None:
    stay = Moments(CONFIRMED, arrival, arrival + timedelta(days=3))

    due_at = due_moment(Timing("arrival", 0, at), stay, zone)

    assert due_at == expected
    assert due_at.astimezone(zone).date() == arrival


def test_days_are_counted_by_the_calendar_across_a_change() -> None:
    stay = Moments(CONFIRMED, date(2026, 9, 7), date(2026, 9, 9))

    due_at = due_moment(Timing("arrival", -3, time(10)), stay, SANTIAGO)

    assert due_at.astimezone(SANTIAGO) == datetime(2026, 9, 4, 10, tzinfo=SANTIAGO)


def test_what_is_still_to_come_is_planned_for_its_moment() -> None:
    planned = plan(Timing("arrival", -3, time(10)), STAY, BUENOS_AIRES, now=CONFIRMED)

    assert planned == Planned(datetime(2026, 12, 7, 13, tzinfo=UTC))


@pytest.mark.parametrize(("when_late", "expected"), [("send", ""), ("skip", LATE)])
def test_what_should_have_gone_out_already_is_for_the_rule_to_decide(when_late: str, expected: str) -> None:
    now = datetime(2026, 12, 9, 15, tzinfo=UTC)

    planned = plan(Timing("arrival", -3, time(10), when_late), STAY, BUENOS_AIRES, now=now)

    assert planned.reason == expected
    assert (planned.due_at == now) is (when_late == "send")


@pytest.mark.parametrize(("anchor", "expected"), [("arrival", STAY_OVER), ("booking", STAY_OVER), ("departure", "")])
def test_nobody_is_told_the_way_after_they_have_left(anchor: str, expected: str) -> None:
    now = datetime(2026, 12, 20, 15, tzinfo=UTC)

    planned = plan(Timing(anchor, 0, time(10), "send"), STAY, BUENOS_AIRES, now=now)

    assert planned.reason == expected


def test_a_message_that_nobody_sent_for_hours_is_late_unless_it_is_to_be_sent_anyway() -> None:
    due_at = datetime(2026, 12, 7, 13, tzinfo=UTC)

    assert not is_late(due_at, "skip", now=due_at + PATIENCE)
    assert is_late(due_at, "skip", now=due_at + PATIENCE + timedelta(seconds=1))
    assert not is_late(due_at, "send", now=due_at + timedelta(days=2))
