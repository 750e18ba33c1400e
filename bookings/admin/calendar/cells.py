"""Cells as they are written down. By hand and not by a template: a page has thousands, and a variable of a template
costs as much there as a whole cell does here. Whatever a person has written passes through `escape`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from bookings.admin.calendar.look import caption, description, source_look, status_look
from bookings.admin.calendar.rows import FREE, SHARED, STAY, Cell, Row
from bookings.lifecycle import OPEN, Status
from bookings.models import Reservation
from bookings.queries.month import CalendarStay
from bookings.rules import first_bookable_night


@dataclass(frozen=True, slots=True)
class Day:
    """A column."""

    date: date
    iso: str
    words: str
    short: str
    style: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What all cells of a page share: its columns, its moment, and whether whoever looks may act."""

    days: Sequence[Day]
    now: datetime
    may_act: bool

    def first_bookable(self, row: Row) -> date:
        """Return from which night on a unit can be had: until its house's day is closed, also that in progress."""
        return first_bookable_night(timezone.localtime(self.now), row.unit.cutoff)


def lanes_of(row: Row, scene: Scene) -> list[SafeString]:
    """Return the lanes of a unit, each as its cells are written."""
    free = free_writer(row, scene)
    return [mark_safe("".join(written(cell, row, scene, free) for cell in lane)) for lane in row.lanes]  # noqa: S308


def written(cell: Cell, row: Row, scene: Scene, free: Callable[[Cell], str]) -> str:
    if cell.kind == STAY and cell.stay:
        return stay_cell(cell, cell.stay, scene)
    if cell.kind == FREE:
        return free(cell)
    if cell.kind == SHARED:
        words = escape(shared_words(cell, row))
        return f'<td{wide(cell)} class="is-shared" title="{words}"><span>{words}</span></td>'
    return f"<td{wide(cell)}></td>"


def wide(cell: Cell) -> str:
    return f' colspan="{cell.span}"' if cell.span > 1 else ""


def free_writer(row: Row, scene: Scene) -> Callable[[Cell], str]:
    """Return what writes the free nights of a unit: a link to a new stay, where one can still be made."""
    if not (scene.may_act and row.can_be_let):
        return lambda cell: f"<td{wide(cell)}></td>"
    from_night, pk = scene.first_bookable(row), row.unit.unit_id
    # Once for each unit, not for each night.
    words = _("%(name)s, %(day)s: libre") % {"name": row.unit.name.replace("%", "%%"), "day": "%s"}

    def write(cell: Cell) -> str:
        day = scene.days[cell.first]
        if day.date < from_night:
            return f"<td{wide(cell)}></td>"
        label = escape(words % day.words)
        return f'<td><a href="nueva/?unit={pk}&amp;check_in={day.iso}" aria-label="{label}"></a></td>'

    return write


def shared_words(cell: Cell, row: Row) -> str:
    """Return why nights of a unit are not to be had, although nobody has the unit itself."""
    if cell.stay:
        return _("Habitación entera: %(name)s") % {"name": caption(cell.stay)}
    return _("%(count)d de %(beds)d camas") % {"count": cell.beds, "beds": row.beds}


def stay_cell(cell: Cell, stay: CalendarStay, scene: Scene) -> str:
    look, source = status_look(stay, now=scene.now), source_look(stay)
    moves = f' data-moves="{stay.status}"' if scene.may_act and can_move(stay) else ""
    return (
        f'<td{wide(cell)}><a href="{stay.id}/" class="stay {look.style} {source.style}{cuts(stay, scene.days)}"'
        f' title="{escape(description(stay, now=scene.now))}" data-stay="{stay.id}"'
        f' data-in="{stay.check_in.isoformat()}" data-out="{stay.check_out.isoformat()}"{moves}>'
        f"{icon(look.icon)}{icon(source.icon)}"
        f'<span class="stay-name">{escape(caption(stay))}</span></a></td>'
    )


def icon(name: str) -> str:
    return f'<span class="material-symbols-outlined" aria-hidden="true">{name}</span>'


def cuts(stay: CalendarStay, days: Sequence[Day]) -> str:
    """Return the classes of a stay that begins before the first column or ends after the last."""
    before = " is-cut-before" if stay.check_in < days[0].date else ""
    return before + (" is-cut-after" if stay.check_out > days[-1].date + timedelta(days=1) else "")


def can_move(stay: CalendarStay | Reservation) -> bool:
    """Return whether a stay can be put elsewhere. What another calendar says is changed over there."""
    if stay.external_uid or stay.shadowed:
        return False
    return stay.status in OPEN or stay.status == Status.BLOCKED
