"""The page itself: one window of the calendar, whole or as the part that is renewed after a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookings.admin.calendar.answers import check_may_see, is_by_script, may_act
from bookings.admin.calendar.look import (
    SOURCE_LOOKS,
    STATUS_LOOKS,
    caption,
    description,
    source_look,
    status_look,
    written,
)
from bookings.admin.calendar.rows import EMPTY, FREE, SHARED, STAY, Cell, Group, Row, arrange
from bookings.admin.calendar.window import CHOICES, Window, read_window
from bookings.lifecycle import OPEN, Status
from bookings.models import Reservation, UnitState
from bookings.queries.month import CalendarStay, MonthRow, list_month
from bookings.rules import first_bookable_night
from tenants import clock

MARKED = (UnitState.DIRTY, UnitState.OUT_OF_ORDER)


@dataclass(frozen=True, slots=True)
class Day:
    """A column."""

    date: date
    iso: str
    words: str
    short: str
    style: str


@dataclass(frozen=True, slots=True)
class Mark:
    """How a stay is drawn."""

    stay: CalendarStay
    caption: str
    description: str
    icon: str
    source_icon: str
    style: str
    can_move: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A cell as the template writes it."""

    kind: str
    span: int = 1
    day: Day | None = None
    mark: Mark | None = None
    text: str = ""


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a window of the calendar."""
    check_may_see(request)
    now = clock.now()
    today = timezone.localtime(now).date()
    window = read_window(request.GET, today=today)
    language = (get_language() or "").partition("-")[0]
    units = list_month(first=window.first, after_last=window.after_last, language=language)
    groups = arrange(units, window)
    days = [day_of(one, today=today) for one in window.dates]
    context = {
        "groups": [drawn(group, days, now=now) for group in groups],
        "days": days,
        "months": months_of(window),
        "window": window,
        "has_houses": len({unit.property_name for unit in units}) > 1,
        "may_act": may_act(request),
        "has_units": bool(units),
    }
    if is_by_script(request):
        return TemplateResponse(request, "bookings/calendar_grid.html", context)
    context |= admin.site.each_context(request) | controls(window, units, today)
    return TemplateResponse(request, "bookings/calendar.html", context)


def controls(window: Window, units: Iterable[MonthRow], today: date) -> dict[str, Any]:
    """Return what stands around the grid: ways to other nights, filters, the legend."""
    moves = (
        (_("Mes anterior"), window.month_back(), "«"),
        (_("Semana anterior"), window.moved(-7), "‹"),
        (_("Hoy"), window.at(today), ""),
        (_("Semana siguiente"), window.moved(7), "›"),
        (_("Mes siguiente"), window.month_on(), "»"),
    )
    return {
        "title": _("Calendario"),
        "moves": [{"word": word, "query": to.query, "sign": sign} for word, to, sign in moves],
        "types": {unit.type_id: unit.type_name for unit in units},
        "lengths": CHOICES,
        "statuses": STATUS_LOOKS.values(),
        "sources": SOURCE_LOOKS.values(),
    }


def day_of(day: date, *, today: date) -> Day:
    ago = (today - day).days
    styles = ["is-weekend"] if day.weekday() >= 5 else []
    styles += ["is-today"] if not ago else ["is-past"] if ago > 0 else []
    return Day(day, day.isoformat(), written(day, "l j"), written(day, "D"), " ".join(styles))


def months_of(window: Window) -> list[tuple[str, int]]:
    """Return the months of the columns, with the number of these."""
    months = groupby(window.dates, key=lambda day: day.replace(day=1))
    return [(written(month, "F Y"), len(list(days))) for month, days in months]


def drawn(group: Group, days: Sequence[Day], *, now: datetime) -> dict[str, Any]:
    """Return a group with all that the template writes."""
    return {"group": group, "rows": [row_of(row, days, now=now) for row in group.rows]}


def row_of(row: Row, days: Sequence[Day], *, now: datetime) -> dict[str, Any]:
    unit = row.unit
    return {
        "unit": unit,
        "is_bed": row.is_bed,
        "state": UnitState(unit.state) if unit.state in MARKED else None,
        "lanes": [[box_of(cell, row, days, now=now) for cell in lane] for lane in row.lanes],
    }


def box_of(cell: Cell, row: Row, days: Sequence[Day], *, now: datetime) -> Box:
    if cell.kind == STAY and cell.stay:
        return Box(STAY, cell.span, mark=mark_of(cell, cell.stay, days, now=now))
    day = days[cell.first]
    if cell.kind == SHARED:
        return Box(SHARED, cell.span, text=shared_words(cell, row))
    # Until the house's day is closed, early in the morning, the night in progress can still be had.
    is_to_come = day.date >= first_bookable_night(timezone.localtime(now), row.unit.cutoff)
    is_free = cell.kind == FREE and is_to_come and row.can_be_let
    return Box(FREE if is_free else EMPTY, cell.span, day=day)


def shared_words(cell: Cell, row: Row) -> str:
    """Return why nights of a unit are not to be had, although nobody has the unit itself."""
    if cell.stay:
        return _("Habitación entera: %(name)s") % {"name": caption(cell.stay)}
    return _("%(count)d de %(beds)d camas") % {"count": cell.beds, "beds": row.beds}


def mark_of(cell: Cell, stay: CalendarStay, days: Sequence[Day], *, now: datetime) -> Mark:
    look, source = status_look(stay, now=now), source_look(stay)
    styles = [look.style, source.style]
    styles += ["is-cut-before"] if stay.check_in < days[0].date else []
    styles += ["is-cut-after"] if stay.check_out > days[-1].date + timedelta(days=1) else []
    return Mark(
        stay=stay,
        caption=caption(stay),
        description=description(stay, now=now),
        icon=look.icon,
        source_icon=source.icon,
        style=" ".join(styles),
        can_move=can_move(stay),
    )


def can_move(stay: CalendarStay | Reservation) -> bool:
    """Return whether a stay can be put elsewhere. What another calendar says is changed over there."""
    if stay.external_uid or stay.shadowed:
        return False
    return stay.status in OPEN or stay.status == Status.BLOCKED
