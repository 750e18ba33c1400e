"""What else a guest could have who cannot have what they asked for: three suggestions at most, of different kinds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, zip_longest

from bookings.availability.offers import Offer
from bookings.availability.several import split, units_for
from bookings.availability.units import FreeUnit
from bookings.stays import Party, Stay, WantedStay

MOST_ALTERNATIVES = 3


class Kind(StrEnum):
    OTHER_TYPE = "other_type"
    OTHER_DATES = "other_dates"
    SEVERAL_UNITS = "several_units"


@dataclass(frozen=True, slots=True)
class Idea:
    """Stays that would do, in one booking."""

    kind: Kind
    wanted: tuple[WantedStay, ...]


def mixed(*kinds: Iterable[Idea]) -> list[Idea]:
    """Return ideas of each kind in turn, so that a guest sees different ways out, the nearest of each first."""
    in_turn = chain.from_iterable(zip_longest(*kinds))
    return [idea for idea in in_turn if idea is not None]


def other_types(offers: Sequence[Offer], stay: Stay, party: Party) -> list[Idea]:
    """Return types that can be had on the same dates, the smallest first."""
    fitting = sorted(offers, key=lambda offer: offer.capacity)
    return [Idea(Kind.OTHER_TYPE, (WantedStay(offer.type_id, stay, party),)) for offer in fitting]


def several_units(groups: Iterable[Iterable[FreeUnit]], stay: Stay, party: Party) -> list[Idea]:
    """Return ways to hold a party in several units of one group: the fewest units first, then the fewest empty places."""
    found = [units for group in groups if (units := units_for(party, group))]
    found.sort(key=lambda units: (len(units), sum(unit.capacity for unit in units)))
    return [Idea(Kind.SEVERAL_UNITS, stays_of(units, stay, party)) for units in found]


def stays_of(units: Sequence[FreeUnit], stay: Stay, party: Party) -> tuple[WantedStay, ...]:
    parties = split(party, [unit.capacity for unit in units])
    return tuple(WantedStay(unit.type_id, stay, few) for unit, few in zip(units, parties, strict=True))
