"""Days that a guest names by half: "el 4" and "el viernes" are read from what they were talking about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from messaging.dialogue.state import Asked, State
from messaging.nlu import Understanding

# The rules of messaging/nlu by which a day was read that names neither month nor year.
DAY, WEEKDAY = "day", "weekday"


def in_context(said: Understanding, state: State, *, today: date) -> Understanding:
    """Return a message with its one half day moved to where the guest is: beside their arrival, or behind it."""
    rules = [span.rule for span in said.spans if span.kind == "date"]
    if state.check_in is None or len(rules) != 1 or rules[0] not in (DAY, WEEKDAY):
        return said
    if said.check_in and said.check_out is None:
        if state.asked == Asked.NIGHTS:
            return replace(said, check_in=None, check_out=behind(said.check_in, state.check_in, rules[0]))
        return replace(said, check_in=beside(said.check_in, state.check_in, rules[0], today=today))
    if said.check_out and said.check_in is None:
        return replace(said, check_out=behind(said.check_out, state.check_in, rules[0]))
    return said


def behind(day: date, arrival: date, rule: str) -> date:
    """Return the first such day after an arrival."""
    if rule == WEEKDAY:
        return arrival + timedelta(days=(day.weekday() - arrival.weekday() - 1) % 7 + 1)
    following = (arrival + timedelta(days=ahead) for ahead in range(1, 63))
    return next((it for it in following if it.day == day.day), day)


def beside(day: date, arrival: date, rule: str, *, today: date) -> date:
    """Return such a day of the same month, or week, if it is not over."""
    if rule == WEEKDAY:
        away = (day.weekday() - arrival.weekday() + 3) % 7 - 3
        near = arrival + timedelta(days=away)
    else:
        near = arrival - timedelta(days=arrival.day - 1) + timedelta(days=day.day - 1)
        if near.month != arrival.month:
            return day
    return near if near >= today else day
