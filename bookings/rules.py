"""What a house lets nobody do, whoever asks: decided on facts that were read before. No Django, no I/O, no clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import ClassVar

from bookings.errors import OverCapacity, PastDate, StayTooLong, UnknownUnit
from bookings.pricing.rules import BrokenRule, Rule
from bookings.stays import WantedStay
from tenants.errors import DomainError

LONGEST_FOR_STAFF = 365
# What a clerk writes down in the morning may have begun last night.
STAFF_MAY_LOOK_BACK = timedelta(days=1)


class RuleBroken(DomainError):
    """The rates of those nights do not allow such a stay."""

    code = "closed"
    default_detail = "Esas noches están cerradas."
    field: ClassVar[str] = "check_in"

    def __init__(self, broken: BrokenRule) -> None:
        super().__init__(fields={self.field: self.default_detail})
        self.broken = broken


class Closed(RuleBroken):
    """Nights that are not sold."""


class ClosedToArrival(RuleBroken):
    """Nobody may arrive on that day."""

    code = "closed_to_arrival"
    default_detail = "Ese día no hay entradas."


class ClosedToDeparture(RuleBroken):
    """Nobody may leave on that day."""

    code = "closed_to_departure"
    default_detail = "Ese día no hay salidas."
    field = "check_out"


class TooFewNights(RuleBroken):
    """Those nights are sold in longer stays only."""

    code = "min_nights"
    default_detail = "La estadía es más corta que el mínimo de noches."
    field = "check_out"


class TooManyNights(RuleBroken):
    """Those nights are sold in shorter stays only."""

    code = "max_nights"
    default_detail = "La estadía es más larga que el máximo de noches."
    field = "check_out"


REFUSALS: dict[Rule, type[RuleBroken]] = {
    Rule.CLOSED: Closed,
    Rule.CLOSED_TO_ARRIVAL: ClosedToArrival,
    Rule.CLOSED_TO_DEPARTURE: ClosedToDeparture,
    Rule.MIN_NIGHTS: TooFewNights,
    Rule.MAX_NIGHTS: TooManyNights,
}


def refuse_broken(broken: BrokenRule | None) -> None:
    """Refuse a stay that breaks a rule of its rates.

    :raises RuleBroken: naming which
    """
    if broken:
        raise REFUSALS[broken.rule](broken)


def first_bookable_night(local: datetime, cutoff: time) -> date:
    """Return the first night that can still be sold: before the house's day closes, the one that began yesterday."""
    return local.date() - timedelta(days=1) if local.time() < cutoff else local.date()


def check_wanted(
    wanted: WantedStay, *, capacity: int, is_offered: bool, longest: int, first_night: date, by_staff: bool
) -> None:
    """Refuse what no house can do, before anybody looks for a unit.

    :raises UnknownUnit: if the type is not let
    :raises PastDate: if the first night is over
    :raises StayTooLong: if the house takes nobody for so long
    :raises OverCapacity: if no unit of the type has room for so many
    """
    if not is_offered and not by_staff:
        raise UnknownUnit(fields={"unit_type": UnknownUnit.default_detail})
    if wanted.stay.check_in < first_night - (STAFF_MAY_LOOK_BACK if by_staff else timedelta(0)):
        raise PastDate(fields={"check_in": PastDate.default_detail})
    if wanted.stay.nights > (LONGEST_FOR_STAFF if by_staff else longest):
        raise StayTooLong(fields={"check_out": StayTooLong.default_detail})
    if wanted.party.guests > capacity:
        raise OverCapacity(fields={"adults": OverCapacity.default_detail})
