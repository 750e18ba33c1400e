"""Who stays when in the demonstration: days are counted from today, and each stay has its fate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What has become of a stay by today."""

    OUT = "out"  # stayed, paid, left
    LEAVING = "leaving"  # leaves today, still here
    LEFT = "left"  # left this morning
    HERE = "here"  # here and paid
    OWING = "owing"  # here, and owes the rest
    DUE = "due"  # comes later, or today; the deposit is paid
    PARTIAL = "partial"  # confirmed by the desk on less than the deposit
    OVERPAID = "overpaid"
    HELD = "held"
    URGENT = "urgent"  # a hold that is about to run out
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    BLOCK = "block"
    OVERBOOKED = "overbooked"
    WAIT = "wait"


@dataclass(frozen=True)
class Play:
    """A stay: the type, the unit by its number (several: one booking), the first day, the nights, and the fate."""

    kind: str
    units: tuple[int, ...]
    day: int
    nights: int
    fate: Fate
    source: str = "whatsapp"
    adults: int = 2
    children: int = 0
    note: str = ""

    @property
    def is_over(self) -> bool:
        return self.day + self.nights < 0


def lane(kind: str, unit: int, *stays: tuple[int, int, Fate, str], adults: int = 2, children: int = 0) -> list[Play]:
    """Return the stays of one unit, one after the other: first day, nights, fate, source."""
    return [
        Play(kind, (unit,), day, nights, fate, source, adults, children if number % 2 else 0)
        for number, (day, nights, fate, source) in enumerate(stays)
    ]


F = Fate

LAKE_PLAYS = (
    *lane("two", 0, (-12, 4, F.OUT, "whatsapp"), (-6, 3, F.OUT, "web"), (-2, 3, F.HERE, "whatsapp")),
    *lane("two", 0, (3, 4, F.DUE, "whatsapp"), (9, 2, F.HELD, "web"), (20, 5, F.DUE, "api")),
    *lane("two", 1, (-9, 5, F.OUT, "desk"), (-3, 3, F.LEAVING, "whatsapp"), (0, 4, F.DUE, "whatsapp")),
    *lane("two", 1, (6, 3, F.DUE, "web"), (14, 7, F.PARTIAL, "desk")),
    *lane("two", 2, (-7, 2, F.OUT, "whatsapp"), (-1, 3, F.NO_SHOW, "channel"), (4, 2, F.DUE, "whatsapp")),
    *lane("two", 2, (10, 4, F.CANCELLED, "web"), (11, 3, F.URGENT, "whatsapp")),
    *lane("four", 0, (-10, 4, F.OUT, "web"), (-4, 4, F.LEFT, "whatsapp"), (0, 5, F.PARTIAL, "whatsapp"), adults=3),
    *lane("four", 0, (8, 3, F.DUE, "whatsapp"), (25, 6, F.DUE, "channel"), children=2),
    Play("four", (1,), -1, 7, F.BLOCK, "desk", note="Pintura del frente"),
    *lane("four", 1, (12, 4, F.OVERPAID, "whatsapp"), (30, 7, F.HELD, "desk"), adults=3, children=1),
    *lane("four", 2, (-8, 6, F.OUT, "whatsapp"), (-2, 5, F.OWING, "desk"), (5, 3, F.DUE, "web"), children=2),
    *lane("four", 2, (16, 2, F.EXPIRED, "whatsapp"), (16, 3, F.HELD, "whatsapp"), adults=4),
    *lane("six", 0, (-6, 3, F.OUT, "channel"), (-1, 4, F.HERE, "whatsapp"), (7, 7, F.DUE, "channel"), adults=4),
    *lane("six", 1, (-6, 6, F.LEAVING, "web"), (0, 3, F.DUE, "whatsapp"), (5, 2, F.HELD, "web"), adults=5),
    *lane("flat", 0, (-3, 7, F.HERE, "api"), (6, 4, F.DUE, "whatsapp"), adults=1, children=1),
    Play("flat", (0,), 18, 3, F.BLOCK, "desk", note="Lo usa la familia"),
    Play("two", (0, 1, 2), 27, 3, F.DUE, "whatsapp", note="Tres parejas, un casamiento"),
    Play("four", (0,), 1, 2, F.OVERBOOKED, "channel", note="El portal vendió la misma noche"),
    Play("six", (), 7, 4, F.WAIT, adults=4),
    Play("four", (), 0, 3, F.WAIT, adults=3),
    Play("flat", (), 6, 2, F.WAIT),
)
COAST_PLAYS = (
    *lane("couple", 0, (-8, 5, F.OUT, "whatsapp"), (-2, 4, F.HERE, "channel"), (4, 3, F.DUE, "whatsapp")),
    *lane("couple", 1, (-4, 4, F.LEAVING, "whatsapp"), (0, 3, F.DUE, "web"), (9, 5, F.HELD, "whatsapp")),
    *lane("couple", 2, (-1, 5, F.OWING, "whatsapp"), (6, 2, F.CANCELLED, "web"), (7, 4, F.DUE, "channel")),
    *lane("couple", 3, (-5, 3, F.OUT, "desk"), (0, 2, F.DUE, "whatsapp"), (3, 3, F.URGENT, "whatsapp")),
    *lane("family", 0, (-3, 3, F.LEFT, "web"), (0, 6, F.PARTIAL, "whatsapp"), children=2),
    Play("family", (0,), 10, 4, F.BLOCK, "desk", note="Reforma do banheiro"),
    *lane("bed", 0, (-3, 5, F.HERE, "whatsapp"), (5, 3, F.DUE, "channel"), adults=1),
    *lane("bed", 1, (-2, 2, F.LEAVING, "channel"), (1, 4, F.DUE, "whatsapp"), adults=1),
    *lane("bed", 2, (-1, 3, F.HERE, "web"), adults=1),
    *lane("bed", 3, (0, 2, F.DUE, "whatsapp"), (2, 2, F.EXPIRED, "whatsapp"), adults=1),
    Play("bed", (4, 5, 6), 0, 4, F.DUE, "whatsapp", 1, note="Três amigas"),
    Play("dorm", (0,), 14, 3, F.DUE, "desk", 8, note="Grupo de kitesurf"),
    Play("couple", (), 0, 3, F.WAIT),
)
