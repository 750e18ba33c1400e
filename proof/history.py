"""What became of every stay, told by the events alone, to be compared with the rows: a change without an event shows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db import connection

from bookings.lifecycle import BEGINNINGS, Status, may_become

STAYS = "SELECT id, booking_id, status FROM bookings_reservation ORDER BY id"
EVENTS = "SELECT booking_id, reservation_id, kind, data FROM bookings_bookingevent ORDER BY id"


@dataclass(frozen=True)
class Event:
    """One line of the history."""

    booking: int | None
    stay: int | None
    kind: str
    data: dict[str, Any]


@dataclass
class History:
    """The statuses that each stay has had, first to last, as the events tell it."""

    of_booking: dict[int, list[int]]
    added_later: set[int]
    paths: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def begin(self, event: Event, status: Status) -> None:
        """Let the stays that were placed with the booking begin."""
        for stay in self.of_booking.get(event.booking or 0, []):
            if stay not in self.added_later:
                self.paths[stay].append(status)

    def move_all(self, event: Event, source: Status, target: Status) -> None:
        for stay in self.of_booking.get(event.booking or 0, []):
            if self.paths[stay] and self.paths[stay][-1] == source:
                self.paths[stay].append(target)

    def move_one(self, event: Event, target: Status) -> None:
        self.paths[event.stay or 0].append(target)

    def add(self, event: Event) -> None:
        """Let a stay begin as those that the booking has already."""
        others = {path[-1] for stay in self.of_booking[event.booking or 0] if (path := self.paths.get(stay))}
        held = Status.PRE_RESERVED in others
        self.paths[event.stay or 0].append(Status.PRE_RESERVED if held else Status.CONFIRMED)

    def give_up(self, event: Event) -> None:
        for stay in event.data["stays"]:
            self.paths[stay].append(Status.CANCELLED)


# What each kind of event says of statuses; what is not here says nothing of them.
READINGS: dict[str, Callable[[History, Event], None]] = {
    "hold_placed": lambda history, event: history.begin(event, Status.PRE_RESERVED),
    "overbooked": lambda history, event: history.begin(event, Status.CONFIRMED),
    "blocked": lambda history, event: history.move_one(event, Status.BLOCKED),
    "stay_added": History.add,
    "confirmed": lambda history, event: history.move_all(event, Status.PRE_RESERVED, Status.CONFIRMED),
    "hold_expired": lambda history, event: history.move_all(event, Status.PRE_RESERVED, Status.EXPIRED),
    "hold_revived": lambda history, event: history.move_all(event, Status.EXPIRED, Status.PRE_RESERVED),
    "cancelled": History.give_up,
    "stay_cancelled": History.give_up,
    "unblocked": lambda history, event: history.move_one(event, Status.CANCELLED),
    "checked_in": lambda history, event: history.move_one(event, Status.CHECKED_IN),
    "check_in_undone": lambda history, event: history.move_one(event, Status.CONFIRMED),
    "checked_out": lambda history, event: history.move_one(event, Status.CHECKED_OUT),
    "check_out_undone": lambda history, event: history.move_one(event, Status.CHECKED_IN),
    "no_show": lambda history, event: history.move_one(event, Status.NO_SHOW),
}


def told() -> tuple[dict[int, str], dict[int, list[str]]]:
    """Return the status of each stay by its row, and its whole path by the events."""
    with connection.cursor() as cursor:
        cursor.execute(STAYS)
        stays = cursor.fetchall()
        cursor.execute(EVENTS)
        events = [Event(row[0], row[1], row[2], parsed(row[3])) for row in cursor.fetchall()]
    of_booking: dict[int, list[int]] = defaultdict(list)
    for stay, booking, _ in stays:
        of_booking[booking].append(stay)
    added = {event.stay for event in events if event.kind == "stay_added" and event.stay}
    history = History(of_booking, added)
    for event in events:
        if reading := READINGS.get(event.kind):
            reading(history, event)
    return {stay: status for stay, _, status in stays}, history.paths


def parsed(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def disagreements() -> list[str]:
    """Return what is wrong with the history: a row that is not what its events say, or a step that nobody may take."""
    rows, paths = told()
    return [
        f"stay {stay} is {status}, its events say {' > '.join(path) or 'nothing'}"
        for stay, status in rows.items()
        if not is_legal(path := paths.get(stay, [])) or path[-1] != status
    ]


def is_legal(path: list[str]) -> bool:
    """Return whether a stay may begin and go on so."""
    if not path or path[0] not in BEGINNINGS:
        return False
    return all(may_become(now, then) for now, then in pairwise(path))
