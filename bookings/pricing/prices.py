"""The price of a stay, and of a booking with all its stays: made once, kept as JSON, never reckoned anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bookings.pricing.inputs import PolicyStep, Rate
from bookings.pricing.lines import EXTRA_KINDS, Kind, Line, sum_of
from bookings.stays import Party, Stay
from tenants.errors import DomainError
from tenants.values.money import Money


class MixedCurrencies(DomainError):
    """The stays of one booking would be paid in several currencies."""

    code = "mixed_currencies"
    default_detail = "Esas estadías se cobran en monedas distintas; reserve cada una por separado."


@dataclass(frozen=True, slots=True)
class Steps:
    """What the price has come to after each step, in the currency of the price."""

    listed: Decimal
    seasonal: Decimal
    weekend: Decimal
    extras: Decimal
    discounts: Decimal
    taxes: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class StayPrice:
    """What one stay costs. `lines` add up to `total`; `contained` are the taxes that are in them already."""

    type_id: int
    plan_id: int
    stay: Stay
    party: Party
    currency: str
    lines: tuple[Line, ...]
    contained: tuple[Line, ...]
    steps: Steps
    deposit: Decimal
    policy: tuple[PolicyStep, ...] = ()
    # Of a plan in another currency than the one that is paid.
    original: Money | None = None
    rates: tuple[Rate, ...] = ()

    @property
    def total(self) -> Decimal:
        return self.steps.total

    # The three parts in which a folio is charged. None is negative, and together they are the total: what is taken off
    # (a discount, a relief) goes off the nights first, then off what comes with them.
    @property
    def nights_amount(self) -> Decimal:
        return self.total - self.taxes_amount - self.extras_amount

    @property
    def extras_amount(self) -> Decimal:
        extras = sum_of(line for line in self.lines if line.kind in EXTRA_KINDS)
        return min(extras, self.total - self.taxes_amount)

    @property
    def taxes_amount(self) -> Decimal:
        return sum_of(self.of_kind(Kind.TAX))

    def of_kind(self, kind: Kind) -> list[Line]:
        """Return the lines of a kind."""
        return [line for line in self.lines if line.kind == kind]

    def to_json(self) -> dict[str, Any]:
        """Return the price as it is kept, with the cancellation policy of its day."""
        return {
            "type": self.type_id,
            "plan": self.plan_id,
            "check_in": self.stay.check_in.isoformat(),
            "check_out": self.stay.check_out.isoformat(),
            "nights": self.stay.nights,
            "party": fields_of(self.party),
            "currency": self.currency,
            "lines": [line.to_json() for line in self.lines],
            "contained": [line.to_json() for line in self.contained],
            "steps": {name: str(value) for name, value in fields_of(self.steps).items()},
            "total": str(self.total),
            "deposit": str(self.deposit),
            "cancellation": [{"hours": step.hours, "percent": str(step.percent)} for step in self.policy],
            "original": {"amount": str(self.original.amount), "currency": self.original.currency}
            if self.original
            else None,
            "rates": [rate_to_json(rate) for rate in self.rates],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> StayPrice:
        """Return a price from how it is kept."""
        original = kept["original"]
        return cls(
            type_id=kept["type"],
            plan_id=kept["plan"],
            stay=Stay(date.fromisoformat(kept["check_in"]), date.fromisoformat(kept["check_out"])),
            party=Party(**kept["party"]),
            currency=kept["currency"],
            lines=tuple(map(Line.from_json, kept["lines"])),
            contained=tuple(map(Line.from_json, kept["contained"])),
            steps=Steps(**{name: Decimal(value) for name, value in kept["steps"].items()}),
            deposit=Decimal(kept["deposit"]),
            policy=tuple(PolicyStep(step["hours"], Decimal(step["percent"])) for step in kept["cancellation"]),
            original=Money(Decimal(original["amount"]), original["currency"]) if original else None,
            rates=tuple(map(rate_from_json, kept["rates"])),
        )


@dataclass(frozen=True, slots=True)
class BookingPrice:
    """What a booking costs: its stays, all in one currency."""

    currency: str
    stays: tuple[StayPrice, ...]

    @classmethod
    def of(cls, stays: Sequence[StayPrice]) -> BookingPrice:
        """Return the price of stays that are booked together.

        :raises MixedCurrencies: if they are paid in several currencies
        """
        if len({stay.currency for stay in stays}) != 1:
            raise MixedCurrencies
        return cls(stays[0].currency, tuple(stays))

    @property
    def total(self) -> Decimal:
        return sum((stay.total for stay in self.stays), Decimal(0))

    @property
    def deposit(self) -> Decimal:
        return sum((stay.deposit for stay in self.stays), Decimal(0))

    def to_json(self) -> dict[str, Any]:
        """Return the price as it is kept."""
        return {
            "currency": self.currency,
            "total": str(self.total),
            "deposit": str(self.deposit),
            "stays": [stay.to_json() for stay in self.stays],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> BookingPrice:
        """Return a price from how it is kept."""
        return cls(kept["currency"], tuple(map(StayPrice.from_json, kept["stays"])))


def fields_of(value: Party | Steps | Rate) -> dict[str, Any]:
    """Return the fields of a flat value by name; dataclasses' own `asdict` copies each of them deeply."""
    return {name: getattr(value, name) for name in value.__slots__}


def rate_to_json(rate: Rate) -> dict[str, str]:
    return {**fields_of(rate), "rate": str(rate.rate), "valid_from": rate.valid_from.isoformat()}


def rate_from_json(kept: Mapping[str, str]) -> Rate:
    return Rate(kept["base"], kept["quote"], Decimal(kept["rate"]), date.fromisoformat(kept["valid_from"]))
