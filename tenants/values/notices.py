"""Who is told that something needs a person, by which way and when. Plain: no Django, no I/O, no clock.

A task goes through three steps until somebody reacts: those it concerns first, then managers, then owners. Those who
were off duty when it began have another turn with the owners, for when their hours begin. Within a step each member's ways
come one after the other, as many minutes apart as the member said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tenants.rights import DESK, HOUSEKEEPER, MANAGER, OWNER

FIRST, MANAGERS, OWNERS, END = 1, 2, 3, 4

# What costs a guest or money while it lies there. All other kinds can wait until the next morning.
URGENT = frozenset(
    {
        *("bot_stopped", "conversation_stuck", "guest_waits", "person_wanted", "window_closed"),
        *("message_failed", "message_unknown", "whatsapp_account", "whatsapp_paused"),
        *("whatsapp_payment", "whatsapp_silent", "whatsapp_token"),
        *("call_guest", "overbooking", "paid_but_expired", "paid_too_late"),
    }
)
# What those who clean are told of as well.
CLEANING = frozenset({"prepare_unit"})

# Why somebody is not told; models/notices.py has the words.
NO_CHANNEL, OFF_DUTY, NEVER_FREE = "no_channel", "off_duty", "never_free"
# Why a task reached nobody.
NO_CHANNELS, ALL_FAILED, ALL_QUIET, NO_REACTION = "no_channels", "all_failed", "all_quiet", "no_reaction"
ALL_OFF_DUTY = "all_off_duty"

DAYS_AHEAD = 9
Span = tuple[time, time]


@dataclass(frozen=True)
class Hours:
    """When a member may be told: never in the quiet hours, and while on duty. Without duty hours that is always."""

    quiet: Span | None = None
    urgent_anyway: bool = True
    duty: Span | None = None
    # As the calendar counts: Monday is 1. None of them stands for all.
    duty_days: frozenset[int] = frozenset()

    @property
    def has_duty(self) -> bool:
        return bool(self.duty or self.duty_days)

    def is_quiet(self, local: datetime) -> bool:
        if self.quiet is None:
            return False
        start, end = self.quiet
        hour = local.time()
        return start <= hour < end if start <= end else hour >= start or hour < end

    def is_on_duty(self, local: datetime) -> bool:
        if self.duty is None:
            return self.works_on(local.date())
        start, end = self.duty
        hour, today = local.time(), local.date()
        if start < end:
            return start <= hour < end and self.works_on(today)
        # A night's work belongs to the day on which it begins.
        return (hour >= start and self.works_on(today)) or (hour < end and self.works_on(today - timedelta(days=1)))

    def works_on(self, day: date) -> bool:
        return not self.duty_days or day.isoweekday() in self.duty_days


@dataclass(frozen=True)
class Way:
    """A channel of a member, and how many minutes after the step begins its turn is."""

    id: int
    delay: int = 0


@dataclass(frozen=True)
class Member:
    """Somebody who works here, as far as telling them goes."""

    id: int
    role: str
    ways: tuple[Way, ...] = ()
    hours: Hours = field(default_factory=Hours)


@dataclass(frozen=True)
class Ask:
    """What needs a person: of which kind, in whose hands, and where."""

    kind: str
    zone: ZoneInfo
    assignee: int | None = None

    @property
    def is_urgent(self) -> bool:
        return self.kind in URGENT


@dataclass(frozen=True)
class Planned:
    """One notice to one member: by which way and when, or why not. `is_late` is one that the member's hours put off."""

    member: int
    way: int | None = None
    at: datetime | None = None
    is_late: bool = False
    why: str = ""


def group(step: int, members: Iterable[Member], ask: Ask, *, passed_over: Collection[int] = ()) -> list[Member]:
    """Return whose turn a step is; the last one is also that of those who were passed over, since none comes after it."""
    known = list(members)
    if step == FIRST:
        own = [member for member in known if member.id == ask.assignee]
        return own or [member for member in known if is_first(member, ask.kind)]
    if step == OWNERS:
        return [member for member in known if member.role == OWNER or member.id in passed_over]
    return [member for member in known if member.role == MANAGER and step == MANAGERS]


def is_first(member: Member, kind: str) -> bool:
    """Return whether a member is asked before the managers. Managers and owners are if they gave hours of duty."""
    if member.role == HOUSEKEEPER:
        return kind in CLEANING
    return member.role == DESK or (member.role in (MANAGER, OWNER) and member.hours.has_duty)


def plan(step: int, members: Sequence[Member], ask: Ask, *, now: datetime) -> list[Planned]:
    """Return what these members of a step's group are told, and when."""
    return [planned for member in members for planned in plan_for(step, member, ask, now=now)]


def plan_for(step: int, member: Member, ask: Ask, *, now: datetime) -> Iterator[Planned]:
    # Whoever holds the task is told of what is urgent at any hour of work; and managers stand in for those on duty. In the
    # last step all but the owners are those who were off duty.
    is_on_call = (step == MANAGERS) or (step == OWNERS and member.role == OWNER)
    heeds_duty = not is_on_call and not (ask.is_urgent and member.id == ask.assignee)
    if not member.ways:
        yield Planned(member.id, why=NO_CHANNEL)
        return
    if step == FIRST and heeds_duty and ask.is_urgent and not member.hours.is_on_duty(now.astimezone(ask.zone)):
        yield Planned(member.id, why=OFF_DUTY)
        return
    for way in sorted(member.ways, key=lambda way: (way.delay, way.id)):
        begin = first_free(member.hours, now, ask, heeds_duty=heeds_duty)
        wanted = begin + timedelta(minutes=way.delay) if begin else None
        at = first_free(member.hours, wanted, ask, heeds_duty=heeds_duty and not ask.is_urgent) if wanted else None
        if at is None:
            yield Planned(member.id, why=NEVER_FREE)
            return
        yield Planned(member.id, way.id, at, is_late=at != now + timedelta(minutes=way.delay))


def first_free(hours: Hours, at: datetime, ask: Ask, *, heeds_duty: bool) -> datetime | None:
    """Return the first moment from this one on at which a member may be told; None if the hours leave none."""

    def is_free(moment: datetime) -> bool:
        local = moment.astimezone(ask.zone)
        if hours.is_quiet(local) and not (ask.is_urgent and hours.urgent_anyway):
            return False
        return not heeds_duty or hours.is_on_duty(local)

    return next((moment for moment in (at, *turns(hours, at, ask.zone)) if is_free(moment)), None)


def turns(hours: Hours, at: datetime, zone: ZoneInfo) -> list[datetime]:
    """Return the moments after this one at which something about these hours changes for the better."""
    clock = {time(0), *(span[index] for span, index in ((hours.quiet, 1), (hours.duty, 0)) if span)}
    today = at.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
    moments = (datetime.combine(day, hour, zone).astimezone(UTC) for day in days for hour in clock)
    return sorted(moment for moment in moments if moment > at)


def step_end(planned: Iterable[Planned], ask: Ask, *, minutes: int) -> datetime | None:
    """Return until when a step waits for somebody to react; None if the next one's turn is now.

    What is urgent does not wait for those who sleep, unless nobody is left to be told.
    """
    told = [one for one in planned if one.at]
    prompt = [one.at for one in told if one.at and not one.is_late]
    late = [] if ask.is_urgent else [one.at for one in told if one.at]
    moments = prompt or late
    return max(moments) + timedelta(minutes=minutes) if moments else None


def verdict(results: Iterable[tuple[str, str]]) -> str:
    """Return why a task that went through all steps reached nobody, by what became of each notice and why; empty if
    somebody opened one.
    """
    known = list(results)
    seen, reasons = {state for state, _ in known}, {why for _, why in known}
    if "opened" in seen:
        return ""
    if seen & {"sent", "delivered"}:
        return NO_REACTION
    if "waiting" in seen:
        return ALL_OFF_DUTY if OFF_DUTY in reasons else ALL_QUIET
    if "failed" in seen:
        return ALL_FAILED
    return ALL_OFF_DUTY if reasons & {OFF_DUTY, NEVER_FREE} else NO_CHANNELS
