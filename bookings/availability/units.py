"""A unit that is free for a stay, with what stands around those nights."""

from __future__ import annotations

from dataclasses import dataclass

# A neighbour in time that is further off does not make one unit a better choice than another.
NEAR_NIGHTS = 7


@dataclass(frozen=True, slots=True)
class FreeUnit:
    """A unit nobody has for the nights asked for.

    `before` and `after` are the free nights between the stay and the unit's neighbours in time; None when there is none
    within NEAR_NIGHTS. `is_room_shared`: it is a bed of a room in which others sleep on one of those nights. `is_held`: a
    hold whose time is over still stands on one of them.
    """

    id: int
    type_id: int
    parent_id: int | None
    capacity: int
    # The first, and the one after the last: half-open, as Postgres's ranges.
    slots: tuple[int, int]
    position: int = 0
    before: int | None = None
    after: int | None = None
    is_room_shared: bool = False
    is_held: bool = False

    def overlaps(self, other: FreeUnit) -> bool:
        """Return whether selling one takes the other: they are the same, or a room and its bed."""
        return self.slots[0] < other.slots[1] and other.slots[0] < self.slots[1]
