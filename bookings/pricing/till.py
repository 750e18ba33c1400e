"""Where amounts become lines: in the currency that is paid, rounded as that one is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bookings.pricing.exchange import exchanged, find_rate
from bookings.pricing.inputs import Rate
from bookings.pricing.lines import Datum, Kind, Line
from tenants.values.money import Money, round_money


@dataclass(frozen=True, slots=True)
class Till:
    """Takes one currency, at the rates of a day."""

    currency: str
    rates: Sequence[Rate]

    def exact(self, amount: Decimal, currency: str) -> Decimal:
        """Return what an amount is worth here, not rounded yet.

        :raises NoExchangeRate: if no rate is known
        """
        return exchanged(amount, currency, self.currency, self.rates)

    def paid(self, amount: Decimal, currency: str) -> Decimal:
        """Return an amount as it is paid.

        :raises NoExchangeRate: if no rate is known
        """
        return round_money(self.exact(amount, currency), self.currency)

    def line(
        self, kind: Kind, amount: Decimal, currency: str, name: str = "", data: Mapping[str, Datum] | None = None
    ) -> Line:
        """Return a line; one in another currency keeps its own amount beside it.

        :raises NoExchangeRate: if no rate is known
        """
        amount = round_money(amount, currency)
        original = Money(amount, currency) if currency != self.currency else None
        return Line(kind, self.paid(amount, currency), name, data or {}, original)

    def rates_behind(self, lines: Iterable[Line]) -> tuple[Rate, ...]:
        """Return the rates that lines were made with."""
        others = sorted({line.original.currency for line in lines if line.original})
        return tuple(find_rate(currency, self.currency, self.rates) for currency in others)

    def total_in(self, currency: str, lines: Iterable[Line]) -> Money | None:
        """Return what lines come to in the currency of a plan; None if that is the one that is paid.

        Lines that were made in the currency that is paid (an extra, a tax) are worth what the rate says.
        """
        if currency == self.currency:
            return None
        amounts = (self.in_currency(currency, line) for line in lines)
        return Money(sum(amounts, Decimal(0)), currency).rounded()

    def in_currency(self, currency: str, line: Line) -> Decimal:
        if line.original and line.original.currency == currency:
            return line.original.amount
        return exchanged(line.amount, self.currency, currency, self.rates)
