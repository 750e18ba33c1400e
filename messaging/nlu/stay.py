"""When the stay begins and ends, put together from everything that a message says about days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from messaging.nlu.date_items import EITHER, IGNORED, LENGTH, NEXT_YEAR, POINT, RANGE, Item
from messaging.nlu.days import Day, Stretch, made, next_of, next_week, plus
from messaging.nlu.feasts import find_feast
from messaging.nlu.other_days import in_month
from messaging.nlu.result import Candidate
from messaging.nlu.roles import IN, OUT, Told

NAMED_DAYS: Final = frozenset({"range", "range_numeric", "range_glued", "nights_of", "days_of"})
TWO_ENDS: Final = 2
# "la semana que viene, la semana entera".
A_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Stay:
    """The days of a stay as far as they are known, other ways to read them, and how sure the reading is."""

    check_in: date | None = None
    check_out: date | None = None
    nights: int | None = None
    alternatives: tuple[Candidate, ...] = ()
    confidence: float = 0.0


def put_together(told: Sequence[Told], *, today: date) -> Stay:
    """Return the stay that some items tell of."""
    kept = [it for it in told if it.item.kind != IGNORED]
    if any(it.item.kind == NEXT_YEAR for it in kept):
        kept = [in_next_year(it, today) for it in kept if it.item.kind != NEXT_YEAR]
    kept = after_corrections(kept)
    lengths = [it.item.nights for it in kept if it.item.kind == LENGTH]
    length = lengths[-1] if lengths else None
    choices = alternatives(kept, today, length)
    if choices:
        return Stay(nights=length, alternatives=choices, confidence=0.5)
    kept = in_week_of_last(kept, today)
    kept = in_named_week(kept, today, has_length=length not in (None, A_WEEK))
    begins, ends = both_ends(kept, today)
    return with_length(begins, ends, length, replaces=not has_named_end(kept))


def after_corrections(told: Sequence[Told]) -> list[Told]:
    """Return what counts: what comes after a correction replaces what it corrects."""
    kept: list[Told] = []
    for at, it in enumerate(told):
        if it.is_changed or it.is_corrected:
            rest = list_until_next(told, at)
            replaced = [old for old in kept if is_replaced(old, rest, is_all=it.is_changed)]
            kept = [old for old in kept if old not in replaced]
            kept.append(in_month_of(it, replaced))
        else:
            kept.append(it)
    return kept


def in_month_of(told: Told, replaced: Sequence[Told]) -> Told:
    """Return a correction with the month that it leaves unsaid: "del 3 al 9 de febrero, perdon, del 3 al 10"."""
    months = [day.month for it in replaced for day in it.item.days[:1] if day.month]
    days = told.item.days
    if not months or not days or any(it.month or not it.day for it in days):
        return told
    return replace(told, item=replace(told.item, days=in_month(days, months[-1])))


def list_until_next(told: Sequence[Told], at: int) -> list[Told]:
    """Return the items from a correction up to the next."""
    end = next((n for n in range(at + 1, len(told)) if told[n].is_changed or told[n].is_corrected), len(told))
    return list(told[at:end])


def is_replaced(old: Told, new: Sequence[Told], *, is_all: bool) -> bool:
    """Return whether newer items take the place of an old one."""
    if is_all:
        return True
    days = [it for it in new if it.item.kind != LENGTH]
    if old.item.kind == LENGTH:
        return len(days) < len(new)
    if days and all(it.role == OUT and it.item.kind == POINT for it in days):
        return old.role == OUT
    return bool(days)


def alternatives(told: Sequence[Told], today: date, length: int | None) -> tuple[Candidate, ...]:
    """Return the readings if days were named with "or" between them."""
    days: list[Day] = []
    for it in told:
        if it.item.kind == EITHER:
            days += it.item.days
        elif it.is_either and it.item.days:
            days += [*before(told, it), it.item.days[0]]
    found = [next_of(day, plus(today, 1) if day.weekday is not None else today) for day in days]
    return tuple(Candidate(it, plus(it, length) if length else None) for it in dict.fromkeys(found) if it)


def before(told: Sequence[Told], it: Told) -> list[Day]:
    """Return the day before an item; of "3 o 4 de mayo" it has the month of the later."""
    earlier = [other for other in told if other.item.end <= it.item.start and other.item.days]
    if not earlier:
        return []
    day, later = earlier[-1].item.days[0], it.item.days[0]
    return [replace(day, month=later.month, year=later.year) if day.day and not day.month else day]


def in_next_year(told: Told, today: date) -> Told:
    """Return an item as of the next year."""
    item, year = told.item, today.year + 1
    if item.rule == "feast" and item.stretch and item.word:
        feast = find_feast(item.word, today=today, year=year)
        return replace(told, item=replace(item, stretch=feast.stay, edge=feast.day)) if feast else told
    return replace(
        told, item=replace(item, days=tuple(replace(day, year=year) if day.month else day for day in item.days))
    )


def in_named_week(told: Sequence[Told], today: date, *, has_length: bool) -> list[Told]:
    """Return the items with "next week" taken into those weekdays that it is said with."""
    weeks = [it for it in told if it.item.rule == "week_next"]
    if not weeks:
        return list(told)
    rest = [it for it in told if it.item.rule != "week_next"]
    if not any(it.item.kind in (POINT, RANGE) for it in rest):
        return rest if has_length else list(told)
    monday = next_week(today).start
    moved: list[Told] = []
    is_first = True
    for it in rest:
        day = it.item.days[0] if it.item.days else None
        if day and day.weekday is not None and is_first:
            known = Day(known=plus(monday, day.weekday))
            moved.append(replace(it, item=replace(it.item, days=(known, *it.item.days[1:]))))
            is_first = False
        else:
            moved.append(it)
    return moved


def in_week_of_last(told: Sequence[Told], today: date) -> list[Told]:
    """Return "de jueves a lunes la semana que viene" with the first weekday in that week and the second after it."""
    kept = list(told)
    for at in range(1, len(kept)):
        first, last = kept[at - 1], kept[at]
        is_pair = last.item.rule == "weekday_next_week" and last.role == OUT
        day = first.item.days[0] if first.item.days else None
        if is_pair and day and day.weekday is not None and last.item.days[0].known:
            begins = plus(next_week(today).start, day.weekday)
            kept[at - 1] = replace(first, item=replace(first.item, days=(Day(known=begins),)))
            kept[at] = replace(last, item=replace(last.item, days=(Day(weekday=last.item.days[0].known.weekday()),)))
    return kept


def has_named_end(told: Sequence[Told]) -> bool:
    """Return whether the guest named the day of leaving, which a length does not move."""
    return any(it.item.rule in NAMED_DAYS or it.role == OUT for it in told if it.item.kind in (POINT, RANGE))


def both_ends(told: Sequence[Told], today: date) -> tuple[date | None, date | None]:
    """Return the first and the last day that were named."""
    base = base_of(told, today)
    points = [it for it in told if it.item.kind == POINT]
    if base and any(it.item.rule in NAMED_DAYS for it in told):
        # "este sábado y domingo, del 10 al 12": the weekdays say the same again.
        points = [it for it in points if not is_said_again(it, base, today)]
    if len(points) == TWO_ENDS and all(it.role == OUT and it.is_own for it in points):
        # "salimos el 30 y volvemos el 4": away from home first.
        points[0] = replace(points[0], role=IN)
    if len(points) > 1 and points[0].role == OUT and points[1].role == IN and is_later(points[1], points[0], today):
        # "salimos de Rosario el 20, llegamos el 21".
        points = points[1:]
    if len(points) > 1 and not any(it.role == OUT for it in points) and points[0].role != OUT:
        points[1] = replace(points[1], role=OUT)
    begins = next((day for it in points if it.role != OUT and (day := first_day_in(base, it, today))), None)
    is_towards = any(it.role == OUT for it in told if it.item.kind == RANGE)
    if (
        base
        and begins
        and not (len(points) >= TWO_ENDS and all(it.item.days[0].weekday is None for it in points))
        and not is_towards
        and not any(it.role == IN for it in points)
        and not base.start <= begins < base.end
    ):
        begins = None
    feasts = [it for it in told if it.item.edge]
    if begins is None:
        begins = start_of(base, feasts, points, told)
    begins = before_feast(begins, points, feasts, today)
    earliest = plus(begins, 1) if begins else today
    ends = next((day for it in points if it.role == OUT and (day := last_day(it, today, earliest))), None)
    if ends is None:
        ends = end_of(base, feasts, begins)
    return begins, ends


def is_later(told: Told, other: Told, today: date) -> bool:
    """Return whether a day is that after another."""
    first, then = first_day(other, today), first_day(told, today)
    return first is not None and then is not None and (then - first).days == 1


def is_said_again(told: Told, base: Stretch, today: date) -> bool:
    """Return whether a day lies in a stretch that was named besides."""
    # And so does a holiday amid them: "el feriado del 2, del 31 al 3".
    is_plain = told.item.days[0].weekday is not None or not told.role
    day = first_day(told, today) if is_plain else None
    return day is not None and base.start <= day <= base.end


def start_of(base: Stretch | None, feasts: Sequence[Told], points: Sequence[Told], told: Sequence[Told]) -> date | None:
    """Return when a stay without a day of arrival begins: with its stretch, or with the feast that it leads away from."""
    if feasts and feasts[0].role != OUT and (len(feasts) > 1 or any(it.role == OUT for it in points)):
        return feasts[0].item.edge
    if feasts and feasts[0].role == OUT and len(feasts) == 1 and not any(it.item.rule in NAMED_DAYS for it in told):
        return None
    return base.start if base else None


def before_feast(begins: date | None, points: Sequence[Told], feasts: Sequence[Told], today: date) -> date | None:
    """Return a bare day as the last of its number before the feast that the stay leads to: "del 30 hasta ano nuevo"."""
    edge = feasts[-1].item.edge if feasts and feasts[-1].role == OUT else None
    day = points[0].item.days[0] if points and points[0].item.days else Day()
    if not begins or not edge or not day.day or day.month or begins != first_day(points[0], today):
        return begins
    months = ((edge.year, edge.month), before_in_years(edge.year, edge.month))
    return next((it for at in months if (it := made(*at, day.day)) and today <= it < edge), begins)


def before_in_years(year: int, month: int) -> tuple[int, int]:
    """Return the month before one, of the year before if that is the first."""
    return (year, month - 1) if month > 1 else (year - 1, 12)


def end_of(base: Stretch | None, feasts: Sequence[Told], begins: date | None) -> date | None:
    """Return when a stay without a day of leaving ends: with its stretch, or at the feast that it leads to."""
    last = feasts[-1] if feasts else None
    if (
        last
        and last.item.edge
        and (last.role == OUT or len(feasts) > 1)
        and (begins is None or last.item.edge > begins)
    ):
        return last.item.edge
    return base.end if base and (begins is None or base.start <= begins < base.end) else None


def base_of(told: Sequence[Told], today: date) -> Stretch | None:
    """Return the stretch that a message names: rather one of named days than a weekend or a feast, and the last of those."""
    ranges = [it for it in told if it.item.kind == RANGE]
    named = [it for it in ranges if it.item.rule in NAMED_DAYS]
    for it in named[:1] or ranges[:1]:
        return it.item.stretch or stretch_of(it.item, today)
    return None


def stretch_of(item: Item, today: date) -> Stretch | None:
    """Return the days between two that were named."""
    begins = next_of(item.days[0], today)
    ends = next_of(item.days[1], plus(begins, 1)) if begins else None
    return Stretch(begins, ends) if begins and ends and begins < ends else None


def first_day(told: Told, today: date) -> date | None:
    """Return a day of arrival."""
    day = told.item.days[0]
    return next_of(day, plus(today, 1) if day.weekday is not None else today)


def first_day_in(base: Stretch | None, told: Told, today: date) -> date | None:
    """Return a day of arrival; a weekday is the one of the weekend that is named: "el finde del 10, llegamos el viernes"."""
    day = told.item.days[0]
    if base and day.weekday is not None and told.role:
        within = next_of(day, base.start)
        if within and within < base.end:
            return within
    return first_day(told, today)


def last_day(told: Told, today: date, earliest: date) -> date | None:
    """Return a day of leaving: after the arrival, if that is known."""
    day = told.item.days[0]
    if day.weekday is not None and earliest <= today:
        earliest = plus(today, 1)
    return next_of(day, earliest)


def with_length(begins: date | None, ends: date | None, length: int | None, *, replaces: bool) -> Stay:
    """Return the stay with what a length adds to its days."""
    if begins and length and (ends is None or replaces):
        ends = plus(begins, length)
    elif ends and length and begins is None:
        begins = plus(ends, -length)
    if begins and ends and not begins < ends:
        return Stay(begins, None, None, confidence=0.4)
    if begins and ends:
        return Stay(begins, ends, (ends - begins).days, confidence=0.95)
    confidence = 0.9 if begins or ends else 0.8 if length else 0.0
    return Stay(begins, ends, length, confidence=confidence)
