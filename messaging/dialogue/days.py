"""Days that a guest names by half: "el 4", "el viernes" and "del 4 al 6" are read from what they were talking about."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from messaging.nlu import Understanding

# The rules of messaging/nlu by which a day was read that names neither month nor year, and ranges of such days.
DAY, WEEKDAY = "day", "weekday"
RANGES = frozenset({"range", "days_of"})
# What tells that a range names its month all the same.
MONTH_NAMED = re.compile(
    r"\d[/.]\d|\b(?:ene|jan|feb|fev|mar(?!te)|abr|apr|may|mai|jun|jul|ago|aug|sep|set|oct|out|nov|dic|dez|dec)", re.I
)


def in_context(
    said: Understanding, text: str, arrival: date | None, *, today: date, asks_nights: bool = False
) -> Understanding:
    """Return a message with its half days moved to where the guest is: beside the arrival they speak of, or behind it."""
    rule = rule_of_half_days(said, text)
    if arrival is None or not rule:
        return said
    if said.check_in and said.check_out:
        begins, length = beside(said.check_in, arrival, rule, today=today), said.check_out - said.check_in
        is_length = [span.kind for span in said.spans].count("date") == 1
        ends = begins + length if is_length else behind(said.check_out, begins, rule, today=today)
        return replace(said, check_in=begins, check_out=ends)
    if said.check_in:
        if asks_nights:
            return replace(said, check_in=None, check_out=behind(said.check_in, arrival, rule, today=today))
        return replace(said, check_in=beside(said.check_in, arrival, rule, today=today))
    if said.check_out:
        return replace(said, check_out=behind(said.check_out, arrival, rule, today=today))
    return said


def rule_of_half_days(said: Understanding, text: str) -> str:
    """Return by which rule the days of a message were read, if all of them are named by half; else ""."""
    spans = [span for span in said.spans if span.kind in ("date", "range")]
    rules = {span.rule for span in spans}
    is_range = len(spans) == 1 and rules <= RANGES
    if is_range and said.check_in and said.check_out:
        return "" if MONTH_NAMED.search(text, spans[0].start, spans[0].end) else DAY
    return rules.pop() if len(rules) == 1 and rules <= {DAY, WEEKDAY} and len(spans) <= 2 else ""


def behind(day: date, arrival: date, rule: str, *, today: date) -> date:
    """Return the first such day after an arrival, and after today."""
    after = max(arrival, today)
    if rule == WEEKDAY:
        return after + timedelta(days=(day.weekday() - after.weekday() - 1) % 7 + 1)
    following = (after + timedelta(days=ahead) for ahead in range(1, 63))
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
