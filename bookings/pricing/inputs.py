"""What a price is made from, as it stands at one moment. Amounts are Decimal, in the currency that stands beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class TaxKind(StrEnum):
    PERCENT = "percent"
    PERSON_NIGHT = "person_night"


class Exempt(StrEnum):
    CHILD = "child"
    FOREIGN = "foreign"


class Per(StrEnum):
    BOOKING = "booking"
    NIGHT = "night"
    PERSON = "person"
    PERSON_NIGHT = "person_night"


@dataclass(frozen=True, slots=True)
class SeasonRate:
    """Nights, the first and the last included, on which a plan says something else. What is None is as in the plan."""

    first_night: date
    last_night: date
    name: str = ""
    price: Decimal | None = None
    weekend_multiplier: Decimal | None = None
    extra_guest: Decimal | None = None
    min_nights: int | None = None
    max_nights: int | None = None
    closed_to_arrival: bool = False
    closed_to_departure: bool = False
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class LengthDiscount:
    """From so many nights on, so much off the nights."""

    nights: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class PolicyStep:
    """Less than so many hours before arrival, a cancellation costs so much of the stay."""

    hours: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Plan:
    """How nights of a type are priced. Its seasons are in order and do not overlap."""

    base_price: Decimal
    currency: str
    plan_id: int = 0
    type_id: int = 0
    collected_in: str = ""
    weekend_multiplier: Decimal = Decimal(1)
    weekend_nights: tuple[int, ...] = (5, 6)  # 0 is Monday's
    included_guests: int = 2
    extra_guest: Decimal = Decimal(0)
    cleaning_fee: Decimal = Decimal(0)
    length_discounts: tuple[LengthDiscount, ...] = ()
    deposit_percent: Decimal = Decimal(0)
    cancellation: tuple[PolicyStep, ...] = ()
    min_nights: int = 1
    max_nights: int | None = None
    seasons: tuple[SeasonRate, ...] = ()

    @property
    def paid_in(self) -> str:
        return self.collected_in or self.currency

    def discount_for(self, nights: int) -> LengthDiscount | None:
        """Return the discount of the longest length that a stay reaches."""
        reached = [step for step in self.length_discounts if step.nights <= nights]
        return max(reached, key=lambda step: step.nights, default=None)


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax on nights from `valid_from` to `valid_until`, both included: in the price already, or on top of it."""

    name: str
    kind: TaxKind
    valid_from: date
    valid_until: date | None = None
    percent: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)
    currency: str = ""  # of the amount; empty: that of the price
    is_included: bool = True
    exemptions: frozenset[Exempt] = frozenset()
    most_nights: int | None = None


@dataclass(frozen=True, slots=True)
class ExtraWanted:
    """What somebody asks for besides the nights; `for_stay` says for which of several stays (0 is the first)."""

    code: str
    count: int = 1
    for_stay: int | None = None


@dataclass(frozen=True, slots=True)
class ExtraOffer:
    """What the business sells besides the nights."""

    code: str
    name: str
    price: Decimal
    currency: str
    per: Per = Per.BOOKING
    most: int = 1


@dataclass(frozen=True, slots=True)
class ChosenExtra:
    """An offer, and how many of it."""

    offer: ExtraOffer
    count: int = 1


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of `base` was worth in `quote` from a day on."""

    base: str
    quote: str
    rate: Decimal
    valid_from: date
