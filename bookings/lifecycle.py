"""What may become of a stay: one table of legal moves."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from tenants.errors import Conflict


class Status(StrEnum):
    PRE_RESERVED = "pre_reserved"
    CONFIRMED = "confirmed"
    CHECKED_IN = "checked_in"
    CHECKED_OUT = "checked_out"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    NO_SHOW = "no_show"
    BLOCKED = "blocked"


# Those whose nights nobody else can have. The exclusion constraint reads the same (models/reservation.py).
BLOCKING = (Status.PRE_RESERVED, Status.CONFIRMED, Status.CHECKED_IN, Status.NO_SHOW, Status.BLOCKED)

# Those of a guest who is still to come or here: their stay can be changed, or cancelled before it began.
OPEN = (Status.PRE_RESERVED, Status.CONFIRMED, Status.CHECKED_IN)

MOVES: dict[Status, frozenset[Status]] = {
    Status.PRE_RESERVED: frozenset({Status.CONFIRMED, Status.CANCELLED, Status.EXPIRED}),
    Status.CONFIRMED: frozenset({Status.CHECKED_IN, Status.CANCELLED, Status.NO_SHOW}),
    # Somebody pressed the wrong button: the guest is not here yet.
    Status.CHECKED_IN: frozenset({Status.CHECKED_OUT, Status.CONFIRMED}),
    Status.CHECKED_OUT: frozenset({Status.CHECKED_IN}),
    # A guest who was given up and still comes.
    Status.NO_SHOW: frozenset({Status.CHECKED_IN, Status.CANCELLED}),
    # Revived, if its nights are still free: to be paid, or paid already.
    Status.EXPIRED: frozenset({Status.PRE_RESERVED, Status.CONFIRMED}),
    Status.CANCELLED: frozenset(),
    Status.BLOCKED: frozenset({Status.CANCELLED}),
}

# Where a row may begin. Everything else it has to become.
BEGINNINGS = (Status.PRE_RESERVED, Status.CONFIRMED, Status.BLOCKED)


class IllegalMove(Conflict):
    """The stay is not in a state from which that can be done."""

    code = "illegal_move"
    default_detail = "La estadía está en un estado que no lo permite."


def may_become(now: str, then: str) -> bool:
    """Return whether a stay may go from one status to another."""
    return Status(then) in MOVES[Status(now)]


def check_move(now: str, then: str) -> None:
    """Refuse a move that the table does not have.

    :raises IllegalMove: if it is not there
    """
    if not may_become(now, then):
        raise IllegalMove


def sources_of(then: Status) -> list[str]:
    """Return the statuses from which a stay may become `then`: what a compare-and-swap compares with."""
    return [status.value for status, moves in MOVES.items() if then in moves]


# What a booking is called whose stays differ: the first of these that one of them is in. Somebody is in the house; else
# something has still to be paid or its nights go; else somebody comes.
OF_A_BOOKING = (
    Status.CHECKED_IN,
    Status.PRE_RESERVED,
    Status.CONFIRMED,
    Status.NO_SHOW,
    Status.CHECKED_OUT,
    Status.EXPIRED,
    Status.CANCELLED,
)


def booking_status(of_stays: Iterable[str]) -> Status:
    """Return the status of a booking by those of its stays; one that has none left was cancelled."""
    there = set(of_stays)
    return next((status for status in OF_A_BOOKING if status.value in there), Status.CANCELLED)
