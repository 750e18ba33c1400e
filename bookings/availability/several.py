"""A party that no single unit holds, or that is better off in several: which units, and who sleeps where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bookings.availability.best_fit import fit
from bookings.availability.units import FreeUnit
from bookings.stays import Party

# More than this is a group, which a person answers.
MOST_UNITS = 10


def units_for(party: Party, free: Iterable[FreeUnit]) -> list[FreeUnit] | None:
    """Return the fewest units that hold a party together, two at least; None if there are not enough.

    Each needs an adult. The last one is the smallest that still holds whoever is left.
    """
    chosen: list[FreeUnit] = []
    left = sorted(free, key=lambda unit: (-unit.capacity, *fit(unit)))
    missing = party.guests
    while left and len(chosen) < min(MOST_UNITS, party.adults):
        enough = [unit for unit in left if unit.capacity >= missing]
        unit = min(enough, key=fit) if enough and chosen else left[0]
        chosen.append(unit)
        missing -= unit.capacity
        if missing <= 0:
            return chosen if len(chosen) > 1 else None
        left = [other for other in left if not other.overlaps(unit)]
    return None


def split(party: Party, capacities: Sequence[int]) -> list[Party]:
    """Return who sleeps in each of several units that hold the party: an adult in each, then whoever there is room for."""
    adults = [1] * len(capacities)
    children = [0] * len(capacities)
    more_adults, more_children = party.adults - len(capacities), party.children
    for index, capacity in enumerate(capacities):
        room = capacity - 1
        adults[index] += (here := min(room, more_adults))
        children[index] = min(room - here, more_children)
        more_adults -= here
        more_children -= children[index]
    return [Party(one, few, party.is_foreign) for one, few in zip(adults, children, strict=True)]


def count_together(free: Iterable[FreeUnit]) -> int:
    """Return how many of the units can be sold side by side: a room and its beds cannot."""
    count, end = 0, -1
    for unit in sorted(free, key=lambda unit: unit.slots[1]):
        if unit.slots[0] >= end:
            count, end = count + 1, unit.slots[1]
    return count
