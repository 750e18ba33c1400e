"""What stays cost today, and whether their rates allow them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bookings.pricing.inputs import ExtraWanted
from bookings.pricing.prices import BookingPrice
from bookings.pricing.rules import broken_rule
from bookings.queries.rates import list_tariffs, price_by
from bookings.rules import refuse_broken
from bookings.stays import WantedStay


def price_wanted(
    stays: Sequence[WantedStay],
    *,
    extras: Sequence[ExtraWanted] = (),
    today: date,
    with_rules: bool,
    language: str = "",
) -> BookingPrice:
    """Return what stays cost together. One query.

    :raises RuleBroken: `with_rules`, if the rates of those nights do not allow one of them
    """
    tariffs = list_tariffs(stays, extras=extras, today=today, language=language)
    if with_rules:
        for tariff, one in zip(tariffs, stays, strict=True):
            refuse_broken(broken_rule(tariff.plan, one.stay))
    return price_by(tariffs, stays, extras=extras)
