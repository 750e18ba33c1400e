"""Arranging units and stays into rows and cells. Plain: what is shown is decided here, how it looks in look.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bookings.admin.calendar.window import Window
from bookings.queries.month import CalendarStay, MonthRow

# What a cell is: a night to be had; somebody's nights; nights taken by the room or by beds; nothing to do here.
FREE, STAY, SHARED, EMPTY = "free", "stay", "shared", "empty"


@dataclass(frozen=True, slots=True)
class Cell:
    """Some nights of a row. `first` is a column; `beds` says how many beds of a room are taken."""

    kind: str
    first: int
    span: int = 1
    stay: CalendarStay | None = None
    beds: int = 0


@dataclass(slots=True)
class Row:
    """A unit. What overlaps stands in lanes below each other; the first also has the free nights."""

    unit: MonthRow
    is_bed: bool
    beds: int
    lanes: list[list[Cell]]

    @property
    def can_be_let(self) -> bool:
        return self.unit.is_active and self.unit.state != "out_of_order"


@dataclass(slots=True)
class Group:
    """The units of a type, a room followed by its beds; `free` counts what can still be let, night by night."""

    house: str
    type: str
    rows: list[Row] = field(default_factory=list)
    free: list[int] = field(default_factory=list)


def arrange(units: Sequence[MonthRow], window: Window) -> list[Group]:
    """Return the rows of a window, type by type."""
    beds: dict[int | None, list[MonthRow]] = defaultdict(list)
    for unit in units:
        beds[unit.parent_id].append(unit)
    taken = {unit.unit_id: taken_nights(unit.stays, window) for unit in units}
    groups: dict[int, Group] = {}
    for unit in units:
        # A bed stands below its room, whatever its own type.
        if unit.parent_id in taken or not is_wanted(unit, beds[unit.unit_id], window):
            continue
        group = groups.setdefault(unit.type_id, Group(unit.property_name, unit.type_name))
        for one in (unit, *beds[unit.unit_id]):
            shared = shared_nights(one, beds[one.unit_id], taken, window)
            lanes = fill_lanes(one.stays, shared, window)
            group.rows.append(Row(one, is_bed=one is not unit, beds=len(beds[one.unit_id]), lanes=lanes))
    for group in groups.values():
        group.free = count_free(group.rows, window)
    return list(groups.values())


def is_wanted(unit: MonthRow, beds: Iterable[MonthRow], window: Window) -> bool:
    """Return whether a unit with its beds is of the type that was asked for."""
    return window.type_id is None or window.type_id in {unit.type_id, *(bed.type_id for bed in beds)}


def columns(stay: CalendarStay, window: Window) -> range:
    """Return the columns of those nights of a stay that are in the window."""
    first = max((stay.check_in - window.first).days, 0)
    return range(first, min((stay.check_out - window.first).days, window.days))


def taken_nights(stays: Iterable[CalendarStay], window: Window) -> dict[int, CalendarStay]:
    """Return who has which night, by column; of those who keep others out there is one."""
    return {column: stay for stay in stays if stay.is_blocking for column in columns(stay, window)}


def shared_nights(
    unit: MonthRow, beds: Iterable[MonthRow], taken: dict[int, dict[int, CalendarStay]], window: Window
) -> dict[int, Cell]:
    """Return by column what others take of a unit: the whole room of a bed, or some beds of a room."""
    if unit.parent_id in taken:
        return {column: Cell(SHARED, column, stay=stay) for column, stay in taken[unit.parent_id].items()}
    shared = {}
    for column in range(window.days):
        if count := sum(1 for bed in beds if column in taken[bed.unit_id]):
            shared[column] = Cell(SHARED, column, beds=count)
    return shared


def fill_lanes(stays: Sequence[CalendarStay], shared: dict[int, Cell], window: Window) -> list[list[Cell]]:
    """Return the cells of a unit, lane by lane, without a gap."""
    lanes: list[dict[int, CalendarStay]] = [{}]
    # Those that the nights belong to come first; overbooked ones and those gone before their time stand below.
    for stay in sorted(stays, key=lambda stay: (not stay.is_blocking, stay.check_in, stay.id)):
        nights = columns(stay, window)
        lane = next((lane for lane in lanes if not any(column in lane for column in nights)), None)
        if lane is None:
            lane = {}
            lanes.append(lane)
        lane |= dict.fromkeys(nights, stay)
    free = {column: shared.get(column) or Cell(FREE, column) for column in range(window.days)}
    empty = {column: Cell(EMPTY, column) for column in range(window.days)}
    return [list(joined(lane, free if lane is lanes[0] else empty)) for lane in lanes]


def joined(lane: dict[int, CalendarStay], rest: dict[int, Cell]) -> Iterator[Cell]:
    """Yield the cells of a lane from left to right: nights of one stay, or taken by the same, are one cell."""
    cells = [Cell(STAY, column, stay=lane[column]) if column in lane else rest[column] for column in sorted(rest)]
    first = 0
    for column in range(1, len(cells) + 1):
        here = cells[first]
        is_same = column < len(cells) and here.kind != FREE and same(here, cells[column])
        if not is_same:
            yield Cell(here.kind, here.first, column - first, here.stay, here.beds)
            first = column


def same(one: Cell, other: Cell) -> bool:
    return (one.kind, one.stay, one.beds) == (other.kind, other.stay, other.beds)


def count_free(rows: Iterable[Row], window: Window) -> list[int]:
    """Return how many can still be let on each night: beds where a room has some, else the unit itself."""
    free = [0] * window.days
    for row in rows:
        if row.beds or not row.can_be_let:
            continue
        for cell in row.lanes[0]:
            if cell.kind == FREE:
                free[cell.first] += 1
    return free
