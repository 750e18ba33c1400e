"""Other dates near those that somebody asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bookings.pricing.inputs import Plan
from bookings.pricing.rules import Rule, broken_rule
from bookings.stays import Stay

# So many days before and after are looked at.
SEARCHED_DAYS = 14
# A longer stay may reach a season that asks for still more; then a look further on is better than a longer stay still.
MOST_ADJUSTMENTS = 3


def moved(day: date, days: int) -> date:
    """Return a day that is so many later, or the first or last that there is."""
    if days < 0:
        return day - timedelta(days=min(-days, (day - date.min).days))
    return day + timedelta(days=min(days, (date.max - day).days))


def searched(stay: Stay, longest: int) -> Stay:
    """Return the nights within which all other dates of a stay lie, with room for one that has to be longer."""
    return Stay(moved(stay.check_in, -SEARCHED_DAYS), moved(stay.check_out, SEARCHED_DAYS + longest))


def other_dates(stay: Stay, plan: Plan, *, first_night: date, longest: int) -> list[Stay]:
    """Return the stays near one that the plan allows, the nearest first: moved, and as long as the plan wants them."""
    found = {near for near in moves(stay, plan, longest) if near.check_in >= first_night and near != stay}
    return sorted(found, key=lambda near: (distance(stay, near), near.check_in < stay.check_in, near))


def distance(asked: Stay, near: Stay) -> int:
    """Return how many days two stays are apart: in arrival, and in length."""
    return abs((near.check_in - asked.check_in).days) + abs(near.nights - asked.nights)


def moves(stay: Stay, plan: Plan, longest: int) -> Iterator[Stay]:
    for days in range(-SEARCHED_DAYS, SEARCHED_DAYS + 1):
        check_in = moved(stay.check_in, days)
        if near := allowed(check_in, min(stay.nights, longest), plan, longest):
            yield near


def allowed(check_in: date, nights: int, plan: Plan, longest: int) -> Stay | None:
    """Return the stay from a day on that the plan allows, of so many nights or of as many as it asks for; else None."""
    for _ in range(MOST_ADJUSTMENTS):
        if not 0 < nights <= min(longest, (date.max - check_in).days):
            return None
        stay = Stay(check_in, check_in + timedelta(days=nights))
        broken = broken_rule(plan, stay)
        if broken is None:
            return stay
        if broken.rule not in (Rule.MIN_NIGHTS, Rule.MAX_NIGHTS):
            return None
        nights = broken.nights or 0
    return None
