"""The page itself: one window of the calendar, whole or as the part that is renewed after a change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
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
from bookings.admin.calendar.cells import Day, Scene, lanes_of
from bookings.admin.calendar.look import (
    SOURCE_LOOKS,
    STATUS_LOOKS,
    written,
)
from bookings.admin.calendar.rows import Group, Row, arrange
from bookings.admin.calendar.window import CHOICES, Window, read_window
from bookings.models import UnitState
from bookings.queries.month import MonthRow, list_month
from tenants import clock

MARKED = (UnitState.DIRTY, UnitState.OUT_OF_ORDER)


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
    scene = Scene(days, now, may_act(request))
    context = {
        "groups": [drawn(group, scene) for group in groups],
        "days": days,
        "months": months_of(window),
        "window": window,
        "has_houses": len({unit.property_name for unit in units}) > 1,
        "may_act": scene.may_act,
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


def drawn(group: Group, scene: Scene) -> dict[str, Any]:
    """Return a group with all that the template writes."""
    return {"group": group, "rows": [row_of(row, scene) for row in group.rows]}


def row_of(row: Row, scene: Scene) -> dict[str, Any]:
    state = UnitState(row.unit.state) if row.unit.state in MARKED else None
    return {"unit": row.unit, "is_bed": row.is_bed, "state": state, "lanes": lanes_of(row, scene)}
