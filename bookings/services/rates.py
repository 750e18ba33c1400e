"""Changing what nights cost: a range of nights at once, noted so that it can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bookings.conflicts import settled
from bookings.errors import NothingToDo
from bookings.models import RateChange, RatePlan, Season
from bookings.pricing import Plan, SeasonRate
from bookings.pricing.grid import (
    Raise,
    as_text,
    changed,
    check_span,
    preview_raise,
    put_in,
    raised,
    season_to_json,
    seasons_from_json,
    within,
)
from bookings.pricing.pieces import DAY
from bookings.stays import Stay
from tenants.errors import Conflict
from tenants.scoping import current_actor


class RatesMovedOn(Conflict):
    """Somebody has changed those nights since; undoing would undo their work too."""

    code = "rates_moved_on"
    default_detail = "Esas noches cambiaron después. Deshaga primero el cambio más nuevo, o corrija a mano."


class AlreadyUndone(Conflict):
    """It has been taken back before."""

    code = "already_undone"
    default_detail = "Ese cambio ya se deshizo."


@settled
def set_rates(
    *, plan: RatePlan, first_night: date, last_night: date, changes: Mapping[str, Any], now: datetime
) -> RateChange:
    """Say something of some nights, the first and the last included: `{"price": Decimal(90), "min_nights": 3}`.

    What `changes` does not name stays as it is; None is "as in the plan". Seasons are cut and joined as needed.

    :raises BadRateChange: if that cannot be said of nights
    :raises NothingToDo: if it is so already
    """
    nights = check_span(first_night, last_night)
    known = locked_plan(plan, nights)
    what = {"act": "set", "changes": {name: as_text(value) for name, value in changes.items()}}
    return write(plan, known, nights, changed(known, nights, changes), what=what, now=now)


@settled
def raise_rates(
    *,
    plan: RatePlan,
    first_night: date,
    last_night: date,
    percent: Decimal,
    now: datetime,
    round_to: Decimal | None = None,
) -> RateChange:
    """Raise the prices of some nights, or lower them if `percent` is negative.

    :raises BadRateChange: if no price can come of it
    :raises NothingToDo: if no price changes
    """
    nights = check_span(first_night, last_night)
    known = locked_plan(plan, nights)
    pieces = raised(known, nights, preview_raise(known, nights, percent, round_to))
    what = {"act": "raise", "percent": str(percent), "round_to": as_text(round_to)}
    return write(plan, known, nights, pieces, what=what, now=now)


def preview_raise_rates(
    *, plan: RatePlan, first_night: date, last_night: date, percent: Decimal, round_to: Decimal | None = None
) -> list[Raise]:
    """Return what raise_rates would do, piece by piece; nothing is changed.

    :raises BadRateChange: if no price can come of it
    """
    nights = check_span(first_night, last_night)
    return preview_raise(plan_with(plan, seasons_around(plan, nights)), nights, percent, round_to)


@settled
def undo_rate_change(*, change: RateChange, now: datetime) -> RateChange:
    """Let nights say again what they said before a change. This is a change too, and can be undone.

    :raises AlreadyUndone: if somebody did so before
    :raises RatesMovedOn: if what the change wrote is not there any more
    """
    nights = Stay(date.fromisoformat(change.what["first_night"]), date.fromisoformat(change.what["last_night"]) + DAY)
    known = locked_plan(change.plan, nights)
    # Only now: who waited for the plan's lock sees what the other did.
    if not RateChange.objects.filter(pk=change.pk, undone_at=None).update(undone_at=now):
        raise AlreadyUndone
    if within(known.seasons, nights) != list(seasons_from_json(change.after)):
        raise RatesMovedOn
    before = list(seasons_from_json(change.before))
    return write(change.plan, known, nights, before, what={"act": "undo", "of": change.pk}, now=now)


def locked_plan(plan: RatePlan, nights: Stay) -> Plan:
    """Return a plan with its seasons around some nights, which nobody else changes until this transaction ends."""
    locked = RatePlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    return plan_with(locked, seasons_around(locked, nights))


def plan_with(plan: RatePlan, seasons: Sequence[Season]) -> Plan:
    """Return what the grid needs to know of a plan."""
    return Plan(
        base_price=plan.base_price,
        currency=plan.currency,
        plan_id=plan.pk,
        min_nights=plan.min_nights,
        max_nights=plan.max_nights,
        seasons=tuple(rate_of(season) for season in seasons),
    )


def seasons_around(plan: RatePlan, nights: Stay) -> list[Season]:
    """Return the seasons of some nights and of the nights beside them, with which they may be joined."""
    touching = Season.objects.filter(
        plan=plan, first_night__lte=nights.check_out, last_night__gte=nights.check_in - DAY
    )
    return list(touching.order_by("first_night"))


def rate_of(season: Season) -> SeasonRate:
    return SeasonRate(**{name: getattr(season, name) for name in SeasonRate.__dataclass_fields__})


def write(
    plan: RatePlan, known: Plan, nights: Stay, pieces: Sequence[SeasonRate], *, what: dict[str, Any], now: datetime
) -> RateChange:
    """Let some nights of a locked plan say what `pieces` say, and note the change.

    :raises NothingToDo: if they say so already
    """
    before = within(known.seasons, nights)
    if before == list(pieces):
        raise NothingToDo
    replace_seasons(plan, known.seasons, put_in(known.seasons, nights, pieces))
    span = {"first_night": nights.check_in.isoformat(), "last_night": nights.last_night.isoformat()}
    return RateChange.objects.create(
        plan=plan,
        at=now,
        actor=current_actor(),
        what={**what, **span},
        before=[season_to_json(season) for season in before],
        after=[season_to_json(season) for season in pieces],
    )


def replace_seasons(plan: RatePlan, old: Sequence[SeasonRate], new: Sequence[SeasonRate]) -> None:
    """Write the seasons that are new and delete those that are gone; who stays as it was keeps its row."""
    gone = [season.first_night for season in old if season not in new]
    # First those that are gone: the constraint lets no two overlap, not even for a moment.
    Season.objects.filter(plan=plan, first_night__in=gone).delete()
    Season.objects.bulk_create([Season(plan=plan, **asdict(season)) for season in new if season not in old])
