"""When a plan lets nobody stay: closed nights, too few or too many of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bookings.pricing.inputs import Plan, SeasonRate
from bookings.pricing.pieces import seasons_in, spans
from bookings.stays import Stay


class Rule(StrEnum):
    CLOSED = "closed"
    CLOSED_TO_ARRIVAL = "closed_to_arrival"
    CLOSED_TO_DEPARTURE = "closed_to_departure"
    MIN_NIGHTS = "min_nights"
    MAX_NIGHTS = "max_nights"


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """Which rule stands in the way; `nights` is how many it asks for, `on` the day that it is about."""

    rule: Rule
    nights: int | None = None
    on: date | None = None


def broken_rule(plan: Plan, stay: Stay) -> BrokenRule | None:
    """Return the first rule that a stay breaks, or None.

    Of the nights' minimums the longest counts, and of their maximums the shortest: one night of carnival asks for
    what carnival asks for. The day of departure is asked about leaving, though its night is no longer the guest's.
    """
    touched = list(spans(stay, plan))
    for first, _last, season in touched:
        if season.is_closed:
            return BrokenRule(Rule.CLOSED, on=first)
    if touched[0][2].closed_to_arrival:
        return BrokenRule(Rule.CLOSED_TO_ARRIVAL, on=stay.check_in)
    if is_closed_to_departure(plan, stay):
        return BrokenRule(Rule.CLOSED_TO_DEPARTURE, on=stay.check_out)
    return broken_length(plan, stay, [season for _first, _last, season in touched])


def is_closed_to_departure(plan: Plan, stay: Stay) -> bool:
    """Return whether nobody may leave on the day on which a stay ends."""
    return any(
        season.closed_to_departure
        for season in seasons_in(stay, plan.seasons)
        if season.first_night <= stay.check_out <= season.last_night
    )


def broken_length(plan: Plan, stay: Stay, seasons: Sequence[SeasonRate]) -> BrokenRule | None:
    """Return the rule about a stay's length that it breaks, or None."""
    least = max(plan.min_nights if season.min_nights is None else season.min_nights for season in seasons)
    if stay.nights < least:
        return BrokenRule(Rule.MIN_NIGHTS, nights=least)
    most = [plan.max_nights if season.max_nights is None else season.max_nights for season in seasons]
    shortest = min((nights for nights in most if nights is not None), default=None)
    if shortest is not None and stay.nights > shortest:
        return BrokenRule(Rule.MAX_NIGHTS, nights=shortest)
    return None
