"""Amounts of money: exact, with their currency, and rounded in one place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# Digits after the point with which people pay. Chile and Colombia have no cents in use, and Japan has none at all.
DIGITS = {"ARS": 2, "BRL": 2, "CLP": 0, "COP": 0, "JPY": 0, "MXN": 2, "PEN": 2, "USD": 2, "UYU": 2}
SMALLEST = {currency: Decimal(1).scaleb(-digits) for currency, digits in DIGITS.items()}


class UnknownCurrency(ValueError):
    """Nobody has said how this currency is rounded."""


class OtherCurrency(ValueError):
    """Amounts of two currencies cannot be added: a rate of exchange comes first."""


def round_money(amount: Decimal, currency: str) -> Decimal:
    """Return an amount as it can be paid: the nearest one, and of two equally near the one further from zero.

    :raises UnknownCurrency: if it is none of ours
    """
    smallest = SMALLEST.get(currency)
    if smallest is None:
        raise UnknownCurrency(currency)
    return amount.quantize(smallest, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount and what it is counted in."""

    amount: Decimal
    currency: str

    def __add__(self, other: Money) -> Money:
        self.check_same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self.check_same(other)
        return Money(self.amount - other.amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __mul__(self, times: int | Decimal) -> Money:
        return Money(self.amount * times, self.currency)

    def __str__(self) -> str:
        return f"{self.rounded().amount} {self.currency}"

    def rounded(self) -> Money:
        """Return the amount as it can be paid."""
        return Money(round_money(self.amount, self.currency), self.currency)

    def check_same(self, other: Money) -> None:
        """Refuse to mix currencies.

        :raises OtherCurrency: if the other amount is of another
        """
        if self.currency != other.currency:
            raise OtherCurrency(f"{self.currency} and {other.currency}")
