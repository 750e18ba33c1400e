"""When a guest is told something around a stay: a rule, a stay and a zone give a moment. No Django, no I/O, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BOOKING, ARRIVAL, DEPARTURE = ANCHORS = ("booking", "arrival", "departure")
SEND, SKIP = ("send", "skip")

# Why a message is not sent; people read the words in bookings/admin/stay_messages.py.
LATE = "late"
STAY_OVER = "stay_over"

# A worker that stood still longer than this is late, and the rule decides again.
PATIENCE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Timing:
    """So many days after (before, if negative) a moment of the stay, at an hour of the business's clock."""

    anchor: str
    days: int
    at: time
    when_late: str = SKIP


@dataclass(frozen=True, slots=True)
class Moments:
    """What a rule can be relative to."""

    confirmed_at: datetime
    arrival: date
    departure: date


@dataclass(frozen=True, slots=True)
class Planned:
    """When a message is due; with a reason, it never is."""

    due_at: datetime
    reason: str = ""


def due_moment(timing: Timing, moments: Moments, zone: ZoneInfo) -> datetime:
    """Return when a message is due, in UTC.

    An hour that the clocks leave out is told by the clock before the change (00:30 becomes 01:30); of an hour that comes
    twice the first one counts.
    """
    day = anchor_day(timing.anchor, moments, zone) + timedelta(days=timing.days)
    return datetime.combine(day, timing.at, tzinfo=zone).astimezone(UTC)


def anchor_day(anchor: str, moments: Moments, zone: ZoneInfo) -> date:
    days = {
        BOOKING: moments.confirmed_at.astimezone(zone).date(),
        ARRIVAL: moments.arrival,
        DEPARTURE: moments.departure,
    }
    return days[anchor]


def plan(timing: Timing, moments: Moments, zone: ZoneInfo, *, now: datetime) -> Planned:
    """Return when a message goes out: at its moment or, where that has passed, as the rule says."""
    due_at = due_moment(timing, moments, zone)
    if due_at > now:
        return Planned(due_at)
    if timing.when_late == SKIP:
        return Planned(due_at, LATE)
    # Directions are of no use to somebody who has left; thanks are.
    if timing.anchor != DEPARTURE and now.astimezone(zone).date() > moments.departure:
        return Planned(due_at, STAY_OVER)
    return Planned(now)


def is_late(due_at: datetime, when_late: str, *, now: datetime) -> bool:
    """Return whether a message whose hour has come should not go out any more: nobody sent anything for too long."""
    return when_late == SKIP and now - due_at > PATIENCE
