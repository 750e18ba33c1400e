"""The price grid's changes for several plans at once: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bookings.conflicts import settled
from bookings.errors import NothingToDo
from bookings.models import RateChange, RatePlan
from bookings.services.rates import raise_rates, set_rates


@settled
def set_rates_together(
    *, plans: Sequence[RatePlan], first_night: date, last_night: date, changes: Mapping[str, Any], now: datetime
) -> list[RateChange]:
    """Say something of some nights of several plans, and return what changed.

    :raises BadRateChange: if that cannot be said of nights of one of them
    :raises NothingToDo: if it is so in all of them already
    """
    return each(
        plans,
        lambda plan: set_rates(plan=plan, first_night=first_night, last_night=last_night, changes=changes, now=now),
    )


@settled
def raise_rates_together(
    *,
    plans: Sequence[RatePlan],
    first_night: date,
    last_night: date,
    percent: Decimal,
    round_to: Decimal | None,
    now: datetime,
) -> list[RateChange]:
    """Raise the prices of some nights of several plans, and return what changed.

    :raises BadRateChange: if no price can come of it in one of them
    :raises NothingToDo: if no price changes
    """
    return each(
        plans,
        lambda plan: raise_rates(
            plan=plan,
            first_night=first_night,
            last_night=last_night,
            percent=percent,
            round_to=round_to,
            now=now,
        ),
    )


def each(plans: Sequence[RatePlan], change: Callable[[RatePlan], RateChange]) -> list[RateChange]:
    """Change plan after plan, in the order in which everybody locks them.

    :raises NothingToDo: if none of them changes
    """
    done = []
    for plan in sorted(plans, key=lambda plan: plan.pk):
        try:
            done.append(change(plan))
        except NothingToDo:  # the others may have something to change
            continue
    if not done:
        raise NothingToDo
    return done
