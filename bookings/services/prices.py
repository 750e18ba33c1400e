"""What stays cost today, and whether their rates allow them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bookings.pricing.inputs import ExtraWanted
from bookings.pricing.prices import BookingPrice
from bookings.pricing.rules import broken_rule
from bookings.queries.placing import Facts
from bookings.queries.rates import Tariff, list_tariffs, price_by
from bookings.rules import check_wanted, first_bookable_night, refuse_broken
from bookings.stays import WantedStay, told_of


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
        check_rates(tariffs, stays)
    return price_by(tariffs, stays, extras=extras)


def check_rates(tariffs: Sequence[Tariff], stays: Sequence[WantedStay]) -> None:
    """Refuse stays that their rates do not allow.

    :raises RuleBroken: naming which rule, and which of several stays
    """
    for number, tariff in enumerate(tariffs):
        with told_of(number, len(stays)):
            refuse_broken(broken_rule(tariff.plan, stays[number].stay))


def check_stays(stays: Sequence[WantedStay], facts: Facts, *, now: datetime, by_staff: bool) -> None:
    """Refuse what the house does not do, whether it is to be priced or kept.

    :raises DomainError: saying what stands against it, and against which of several stays
    """
    for number, one in enumerate(stays):
        with told_of(number, len(stays)):
            house = facts.house(one.type_id)
            check_wanted(
                one,
                capacity=house.capacity,
                is_offered=house.is_offered,
                longest=house.longest_stay,
                first_night=first_bookable_night(now.astimezone(house.zone), house.cutoff),
                by_staff=by_staff,
            )
