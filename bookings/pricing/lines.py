"""A line of a price: a code and its data. Words for people are made at the edge (bookings/price_words.py)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tenants.values.money import Money

Datum = str | int | bool


class Kind(StrEnum):
    NIGHTS = "nights"
    EXTRA_GUESTS = "extra_guests"
    CLEANING = "cleaning"
    EXTRA = "extra"
    LENGTH_DISCOUNT = "length_discount"
    TAX = "tax"
    TAX_RELIEF = "tax_relief"  # what the exempt do not pay of a tax that is in the price


# What is charged besides the nights.
EXTRA_KINDS = frozenset({Kind.EXTRA_GUESTS, Kind.CLEANING, Kind.EXTRA})


@dataclass(frozen=True, slots=True)
class Line:
    """An amount in the currency of the price, and in its own if that is another.

    `name` is what the business calls it (a season, an extra, a tax).
    """

    kind: Kind
    amount: Decimal
    name: str = ""
    data: Mapping[str, Datum] = field(default_factory=dict)
    original: Money | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the line as it is kept."""
        kept: dict[str, Any] = {
            "kind": self.kind.value,
            "name": self.name,
            "amount": str(self.amount),
            "data": dict(self.data),
        }
        if self.original:
            kept["original"] = {"amount": str(self.original.amount), "currency": self.original.currency}
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Line:
        """Return a line from how it is kept."""
        original = kept.get("original")
        return cls(
            Kind(kept["kind"]),
            Decimal(kept["amount"]),
            kept["name"],
            kept["data"],
            Money(Decimal(original["amount"]), original["currency"]) if original else None,
        )


def sum_of(lines: Iterable[Line]) -> Decimal:
    """Return what lines come to."""
    return sum((line.amount for line in lines), Decimal(0))
