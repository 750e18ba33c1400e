"""Days that a guest names by half: "el 4", "el viernes" and "del 4 al 6" are read from what they were talking about."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from messaging.nlu import Understanding

# The rules of messaging/nlu by which a day was read that names neither month nor year, and ranges of such days.
DAY, WEEKDAY = "day", "weekday"
DAYS = frozenset({DAY, "changed_to"})
RANGES = frozenset({"range", "days_of"})
# What tells that the month is named all the same, anywhere in the message.
MONTH_NAMED = re.compile(
    r"\d[/.]\d|\b(?:ene(?:ro)?|jan(?:eiro|uary)?|feb(?:rero|ruary)?|fev(?:ereiro)?|mar(?:zo|ço|co|ch)?|abr(?:il)?|apr(?:il)?"
    r"|mayo?|maio?|jun(?:io|ho|e)?|jul(?:io|ho|y)?|ago(?:sto)?|aug(?:ust)?|sep(?:t(?:iembre|ember)?)?|set(?:iembre|embro)?"
    r"|oct(?:ubre|ober)?|out(?:ubro)?|nov(?:iembre|embro|ember)?|dic(?:iembre)?|dez(?:embro)?|dec(?:ember)?"
    r"|mes(?:es)?|mês|months?)\b|\bde 1?\d\b(?! *(?:al?|ao|at[eé]|hasta|y|e|to|-))",
    re.I,
)
FAR = timedelta(days=15)
WEEKDAYS = (
    ("lunes", "segunda", "monday"),
    ("martes", "terça", "terca", "tuesday"),
    ("miércoles", "miercoles", "quarta", "wednesday"),
    ("jueves", "quinta", "thursday"),
    ("viernes", "sexta", "friday"),
    ("sábado", "sabado", "saturday"),
    ("domingo", "sunday"),
)
WEEKDAY_NAMED = {name: number for number, names in enumerate(WEEKDAYS) for name in names}
WORD = re.compile(r"\w+")


def in_context(
    said: Understanding, text: str, arrival: date | None, *, today: date, asks_nights: bool = False
) -> Understanding:
    """Return a message with its half days moved to where the guest is: beside the arrival they speak of, or behind it."""
    rule = rule_of_half_days(said, text)
    if arrival is None or not rule:
        return said
    moved = beside_arrival(said, arrival, rule, today=today, asks_nights=asks_nights)
    if rule == WEEKDAY:
        return moved
    # "El viernes 14": where the 14th is no Friday, another month is meant.
    named = {WEEKDAY_NAMED[word] for word in WORD.findall(text.lower()) if word in WEEKDAY_NAMED}
    falls_on = {day.weekday() for day in (moved.check_in, moved.check_out) if day}
    return moved if named <= falls_on else said


def beside_arrival(said: Understanding, arrival: date, rule: str, *, today: date, asks_nights: bool) -> Understanding:
    """Return a message with its days beside an arrival, or behind it."""
    if said.check_in and said.check_out:
        begins, length = beside(said.check_in, arrival, rule, today=today), said.check_out - said.check_in
        is_length = [span.kind for span in said.spans].count("date") == 1
        ends = begins + length if is_length else behind(said.check_out, begins, rule, today=today)
        return replace(said, check_in=begins, check_out=ends)
    if said.check_in and asks_nights:
        return replace(said, check_in=None, check_out=behind(said.check_in, arrival, rule, today=today))
    if said.check_in:
        return replace(said, check_in=beside(said.check_in, arrival, rule, today=today))
    if said.check_out:
        return replace(said, check_out=behind(said.check_out, arrival, rule, today=today))
    return said


def rule_of_half_days(said: Understanding, text: str) -> str:
    """Return by which rule the days of a message were read, if all of them are named by half; else ""."""
    spans = [span for span in said.spans if span.kind in ("date", "range")]
    rules = {span.rule for span in spans}
    if MONTH_NAMED.search(text) or not 1 <= len(spans) <= 2:
        return ""
    if (len(spans) == 1 and rules <= RANGES and said.check_in and said.check_out) or rules <= DAYS:
        return DAY
    return WEEKDAY if rules == {WEEKDAY} else ""


def behind(day: date, arrival: date, rule: str, *, today: date) -> date:
    """Return the first such day after an arrival that is not over: a weekday is after today, "el 22" may be today."""
    if rule == WEEKDAY:
        after = max(arrival, today)
        return after + timedelta(days=(day.weekday() - after.weekday() - 1) % 7 + 1)
    first = max(arrival + timedelta(days=1), today)
    following = (first + timedelta(days=ahead) for ahead in range(62))
    return next((it for it in following if it.day == day.day), day)


def beside(day: date, arrival: date, rule: str, *, today: date) -> date:
    """Return such a day of the same month, or week, if it is not over; at the end of a month one of the next."""
    if rule == WEEKDAY:
        away = (day.weekday() - arrival.weekday() + 3) % 7 - 3
        near = arrival + timedelta(days=away)
    else:
        near = arrival - timedelta(days=arrival.day - 1) + timedelta(days=day.day - 1)
        if near.month != arrival.month:
            return day
        later = behind(day, arrival, rule, today=today)
        # Who spoke of the 28th of December means by "el 2" the one of January.
        if arrival - near > FAR and later - arrival < FAR:
            near = later
    return near if near >= today else day
