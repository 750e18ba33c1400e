"""What a guest can choose from, and what they are told: a type of unit, not a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Offer:
    """A type that is let: with its name in the guest's language, the most guests that fit, and its house's rules."""

    type_id: int
    property_id: int
    name: str
    kind: str
    dorm_gender: str
    capacity: int
    longest_stay: int
    cutoff: time
    zone: ZoneInfo
