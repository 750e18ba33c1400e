"""Why a guest cannot have a type of unit for a stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bookings.availability.offers import Offer
from bookings.pricing.inputs import Plan
from bookings.pricing.rules import Rule, broken_rule
from bookings.stays import Party, Stay


class Reason(StrEnum):
    PAST = "past"
    TOO_LONG = "too_long"
    CAPACITY = "capacity"
    CLOSED = "closed"
    CLOSED_TO_ARRIVAL = "closed_to_arrival"
    CLOSED_TO_DEPARTURE = "closed_to_departure"
    MIN_NIGHTS = "min_nights"
    MAX_NIGHTS = "max_nights"
    FULL = "full"
    # Priced in a currency that nobody gave a rate for.
    NO_PRICE = "no_price"


REASONS: dict[Rule, Reason] = {rule: Reason(rule.value) for rule in Rule}


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A reason, with the number that it is about: nights, or guests; or the day."""

    reason: Reason
    number: int | None = None
    on: date | None = None


def why_not(offer: Offer, plan: Plan, stay: Stay, party: Party, *, first_night: date, free: int) -> WhyNot | None:
    """Return what stands against a stay, or None. What the guest can change least comes first, and full comes last."""
    if stay.check_in < first_night:
        return WhyNot(Reason.PAST, on=first_night)
    if stay.nights > offer.longest_stay:
        return WhyNot(Reason.TOO_LONG, offer.longest_stay)
    if party.guests > offer.capacity:
        return WhyNot(Reason.CAPACITY, offer.capacity)
    if broken := broken_rule(plan, stay):
        return WhyNot(REASONS[broken.rule], broken.nights, broken.on)
    return None if free else WhyNot(Reason.FULL)
