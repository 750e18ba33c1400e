"""From one currency to another at a rate that somebody wrote down with its day."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bookings.pricing.inputs import Rate
from tenants.errors import DomainError


class NoExchangeRate(DomainError):
    """A price in one currency is to be paid in another, and nobody has said at what rate."""

    code = "no_exchange_rate"
    default_detail = "Falta la cotización para cobrar en esa moneda."


def find_rate(base: str, quote: str, rates: Sequence[Rate]) -> Rate:
    """Return the newest rate between two currencies; one that stands the other way round serves if there is no other.

    :raises NoExchangeRate: if there is neither
    """
    for pair in ((base, quote), (quote, base)):
        found = [rate for rate in rates if (rate.base, rate.quote) == pair]
        if found:
            return max(found, key=lambda rate: rate.valid_from)
    raise NoExchangeRate


def exchanged(amount: Decimal, base: str, quote: str, rates: Sequence[Rate]) -> Decimal:
    """Return an amount in another currency, not rounded yet.

    :raises NoExchangeRate: if no rate is known
    """
    if base == quote:
        return amount
    rate = find_rate(base, quote, rates)
    return amount * rate.rate if rate.base == base else amount / rate.rate
