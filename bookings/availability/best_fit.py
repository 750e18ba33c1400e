"""Which of the free units a guest gets: the one whose loss hurts later sales least."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bookings.availability.units import NEAR_NIGHTS, FreeUnit
from bookings.stays import WantedStay

Fit = tuple[int, ...]


def order_by_fit(units: Iterable[FreeUnit]) -> list[FreeUnit]:
    """Return units that are large enough, the best first. The same units give the same order, however they come."""
    return sorted(units, key=fit)


def fit(unit: FreeUnit) -> Fit:
    """Return what units are compared by; less is better."""
    return (unit.capacity, one_night_gaps(unit), is_whole_room_opened(unit), leftover(unit), unit.position, unit.id)


def one_night_gaps(unit: FreeUnit) -> int:
    """Return how many single nights the stay would leave, which hardly anybody buys."""
    return (unit.before == 1) + (unit.after == 1)


def is_whole_room_opened(unit: FreeUnit) -> bool:
    """Return whether the stay takes the first bed of a room that could still be sold to a group."""
    return unit.parent_id is not None and not unit.is_room_shared


def leftover(unit: FreeUnit) -> int:
    """Return the free nights around the stay: the smallest hole is filled first, the open calendar last."""
    before, after = unit.before, unit.after
    return (NEAR_NIGHTS + 1 if before is None else before) + (NEAR_NIGHTS + 1 if after is None else after)


def choose(wanted: Sequence[WantedStay], free: Sequence[Sequence[FreeUnit]]) -> list[FreeUnit | None]:
    """Return a unit for each stay of a booking, out of those free for it; None for a stay that is left without.

    A booking's beds go into one room if there is one for them.
    """
    # Those with the least choice go first; a room and beds of one booking may need the other turn.
    turns = sorted(range(len(wanted)), key=lambda index: (len(free[index]), index))
    chosen = choose_in_turn(turns, wanted, free)
    return chosen if None not in chosen else choose_in_turn(turns[::-1], wanted, free)


def choose_in_turn(
    turns: Sequence[int], wanted: Sequence[WantedStay], free: Sequence[Sequence[FreeUnit]]
) -> list[FreeUnit | None]:
    chosen: list[FreeUnit | None] = [None] * len(wanted)
    for place, index in enumerate(turns):
        taken = [unit for other, unit in enumerate(chosen) if unit and wanted[other].stay.overlaps(wanted[index].stay)]
        left = [unit for unit in free[index] if not any(unit.overlaps(one) for one in taken)] if taken else free[index]
        beds = sum(wanted[other].type_id == wanted[index].type_id for other in turns[place:])
        chosen[index] = best_beside(taken, left, beds=beds)
    return chosen


def best_beside(taken: Sequence[FreeUnit], left: Sequence[FreeUnit], *, beds: int) -> FreeUnit | None:
    """Return the best of those left for a booking that has these already and still wants so many beds."""
    rooms = {unit.parent_id for unit in taken}
    in_room = Counter(unit.parent_id for unit in left)

    def apart(unit: FreeUnit) -> Fit:
        if unit.parent_id is None:
            return fit(unit)
        return (unit.capacity, unit.parent_id not in rooms, in_room[unit.parent_id] < beds, *fit(unit)[1:])

    return min(left, key=apart, default=None)
