"""What Postgres refuses, in the words of the trade: one refusal or one more try, never an error nobody expected."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction
from django.db.utils import IntegrityError, OperationalError

from bookings.errors import Busy, NightsTaken, OverCapacity, StayTooLong, UnknownUnit
from bookings.stays import NoGuests, NoNights
from tenants.errors import DomainError

P = ParamSpec("P")
T = TypeVar("T")

EXCLUSION, UNIQUE, CHECK, FOREIGN = "23P01", "23505", "23514", "23503"
DEADLOCK, SERIALIZATION, LOCK_TIMEOUT = "40P01", "40001", "55P03"
MOST_TRIES = 4
# Each time somebody else got a unit that we wanted, so there are fewer left; a full house ends it long before.
MOST_RACES = 30
LONGEST_PAUSE = 0.05

# How often the running service was beaten to a unit: when it chooses again, it looks further afield.
beaten: ContextVar[int] = ContextVar("beaten", default=0)

# By the constraint's name; what is not here is a fault of ours and stays one.
REFUSALS: dict[tuple[str, str], type[DomainError]] = {
    (EXCLUSION, "no_overlap_reservations"): NightsTaken,
    (CHECK, "reservation_has_nights"): NoNights,
    (CHECK, "reservation_has_guests"): NoGuests,
    (CHECK, "reservation_within_capacity"): OverCapacity,
    (CHECK, "reservation_longest"): StayTooLong,
    (FOREIGN, "reservation_slots_of_its_unit"): UnknownUnit,
}
# Two codes that are equal, once in thousands of millions: another one is made. And a place on the waiting list that was
# there at one look and left by the next: the guest is given another.
LUCK = {(UNIQUE, "booking_code_once"), (UNIQUE, "quote_code_once"), (UNIQUE, "wait_once")}


class Raced(Exception):
    """Somebody was faster with one of the units that were chosen; who is there now is seen when it is tried again."""


def told_by(error: Exception) -> tuple[str, str]:
    """Return Postgres's code of an error, and the constraint that it names."""
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None) or ""
    constraint = getattr(getattr(cause, "diag", None), "constraint_name", None) or ""
    return state, constraint


def settled(service: Callable[P, T]) -> Callable[P, T]:
    """Let a service run whole or not at all, in a transaction or a savepoint, and answer its conflicts.

    Who lost a deadlock tries again: the savepoint has given back what it held. Who waited too long for a lock is told so.
    """

    @wraps(service)
    def run(*args: P.args, **options: P.kwargs) -> T:
        attempt = races = 0
        while True:
            attempt += 1
            token = beaten.set(races)
            try:
                with transaction.atomic():
                    return service(*args, **options)
            except Raced:
                attempt, races = attempt - 1, races + 1
                if races == MOST_RACES:
                    raise Busy from None
            except IntegrityError as error:
                told = told_by(error)
                if told in REFUSALS:
                    raise REFUSALS[told] from error
                if told not in LUCK or attempt == MOST_TRIES:
                    raise
            except OperationalError as error:
                state = told_by(error)[0]
                if state == LOCK_TIMEOUT or (state in (DEADLOCK, SERIALIZATION) and attempt == MOST_TRIES):
                    raise Busy from error
                if state not in (DEADLOCK, SERIALIZATION):
                    raise
                # Those who met here would meet again: each waits a different while.
                time.sleep(random.uniform(0, LONGEST_PAUSE) * attempt)  # noqa: S311 (no secret)
            finally:
                beaten.reset(token)

    return run
