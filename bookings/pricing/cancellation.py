"""What a cancellation costs: the policy of the day on which the price was made, and the hours that are left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bookings.pricing.inputs import PolicyStep
from bookings.pricing.prices import StayPrice
from tenants.values.money import round_money


def fee_percent(policy: Sequence[PolicyStep], *, arrives_at: datetime, at: datetime) -> Decimal:
    """Return how much of a stay a cancellation costs at a moment, in percent.

    The dearest of the steps that are reached counts, so that waiting never makes it cheaper.
    """
    left = hours_between(at, arrives_at)
    return max((step.percent for step in policy if left < timedelta(hours=step.hours)), default=Decimal(0))


def cancellation_fee(price: StayPrice, *, arrives_at: datetime, at: datetime) -> Decimal:
    """Return what a cancellation at a moment costs, in the currency of the price."""
    percent = fee_percent(price.policy, arrives_at=arrives_at, at=at)
    return round_money(price.total * percent / 100, price.currency)


def free_until(policy: Sequence[PolicyStep], *, arrives_at: datetime) -> datetime | None:
    """Return the last moment at which a cancellation costs nothing; None if it never costs anything."""
    hours = max((step.hours for step in policy if step.percent), default=None)
    return None if hours is None else arrives_at.astimezone(UTC) - timedelta(hours=hours)


def hours_between(at: datetime, arrives_at: datetime) -> timedelta:
    # In UTC: between two moments of one zone Python counts what the wall shows, an hour wrong when clocks change.
    return arrives_at.astimezone(UTC) - at.astimezone(UTC)
