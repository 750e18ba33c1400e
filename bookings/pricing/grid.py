"""What the price grid does to a plan's seasons: cutting out some nights, saying something else of them, putting them back.

A list of seasons is in order, and no two overlap. Nothing here knows rows: what is compared and undone is what the nights
say, so that a season that was cut or joined in between does no harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from bookings.pricing.inputs import Plan, SeasonRate
from bookings.pricing.pieces import DAY, spans
from bookings.stays import Stay
from tenants.errors import DomainError
from tenants.values.money import round_money

# What the grid may say of nights. None is "as in the plan".
SETTABLE = frozenset(SeasonRate.__dataclass_fields__) - {"first_night", "last_night"}
AMOUNTS = ("price", "weekend_multiplier", "extra_guest")
HIGHEST = {
    "price": Decimal("999999999999.99"),
    "weekend_multiplier": Decimal(10),
    "extra_guest": Decimal("999999999999.99"),
}
LENGTHS = ("min_nights", "max_nights")
LONGEST_NAME = 80
FINEST = Decimal("0.001")  # of a multiplier
MOST_LENGTH = 365
# Three years: further ahead nobody knows a price.
MOST_NIGHTS = 3 * 366


class BadRateChange(DomainError):
    """That cannot be said of nights."""

    code = "bad_rate_change"
    default_detail = "Eso no puede ser el precio o la regla de unas noches."


@dataclass(frozen=True, slots=True)
class Raise:
    """What a night costs on some nights, before and after."""

    first_night: date
    last_night: date
    name: str
    before: Decimal
    after: Decimal


def check_span(first_night: date, last_night: date) -> Stay:
    """Return nights from the first to the last, both included.

    :raises BadRateChange: if there are none, or too many at once
    """
    if not first_night <= last_night < first_night + DAY * MOST_NIGHTS:
        raise BadRateChange(fields={"last_night": BadRateChange.default_detail})
    return Stay(first_night, last_night + DAY)


def check_changes(changes: Mapping[str, Any]) -> None:
    """Refuse what cannot be said of nights.

    :raises BadRateChange: naming the field
    """
    wrong = [name for name, value in changes.items() if name not in SETTABLE or not can_be(name, value)]
    if wrong or not changes:
        raise BadRateChange(fields=dict.fromkeys(wrong or ["changes"], BadRateChange.default_detail))


def can_be(name: str, value: Any) -> bool:
    """Return whether a field of a season can have a value."""
    if name in AMOUNTS:
        return value is None or (isinstance(value, Decimal) and value.is_finite() and 0 <= value <= HIGHEST[name])
    if name in LENGTHS:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return value is None or (is_number and 1 <= value <= MOST_LENGTH)
    return isinstance(value, str) and len(value) <= LONGEST_NAME if name == "name" else isinstance(value, bool)


def joined(seasons: Iterable[SeasonRate]) -> list[SeasonRate]:
    """Return seasons with neighbours that say the same as one, and without those that say nothing."""
    found: list[SeasonRate] = []
    for season in seasons:
        before = found[-1] if found else None
        if not says_something(season):
            continue
        if before and before.last_night + DAY == season.first_night and said(before) == said(season):
            found[-1] = replace(before, last_night=season.last_night)
        else:
            found.append(season)
    return found


def said(season: SeasonRate) -> tuple[Any, ...]:
    """Return all that a season says but when."""
    return tuple(getattr(season, name) for name in SETTABLE)


def says_something(season: SeasonRate) -> bool:
    return any(value not in (None, False, "") for value in said(season))


def within(seasons: Sequence[SeasonRate], nights: Stay) -> list[SeasonRate]:
    """Return what seasons say of some nights."""
    parts = (
        replace(
            season,
            first_night=max(season.first_night, nights.check_in),
            last_night=min(season.last_night, nights.last_night),
        )
        for season in seasons
        if season.first_night <= nights.last_night and season.last_night >= nights.check_in
    )
    return joined(parts)


def put_in(seasons: Sequence[SeasonRate], nights: Stay, pieces: Sequence[SeasonRate]) -> list[SeasonRate]:
    """Return seasons that say of some nights what `pieces` say, and of all others what they said."""
    left = (
        replace(season, last_night=min(season.last_night, nights.check_in - DAY))
        for season in seasons
        if season.first_night < nights.check_in
    )
    right = (
        replace(season, first_night=max(season.first_night, nights.check_out))
        for season in seasons
        if season.last_night >= nights.check_out
    )
    return joined([*left, *pieces, *right])


def changed(plan: Plan, nights: Stay, changes: Mapping[str, Any]) -> list[SeasonRate]:
    """Return what a plan's seasons say of some nights after a change.

    :raises BadRateChange: if it cannot be said of one of them
    """
    check_changes(changes)
    values = {name: exact(name, value, plan.currency) for name, value in changes.items()}
    pieces = [
        replace(season, first_night=first, last_night=last, **values) for first, last, season in spans(nights, plan)
    ]
    if wrong := [name for name in LENGTHS if name in changes and not all(map(partial(fits, plan), pieces))]:
        raise BadRateChange(fields=dict.fromkeys(wrong, BadRateChange.default_detail))
    return joined(pieces)


def exact(name: str, value: Any, currency: str) -> Any:
    """Return a value as its column keeps it, so that what was written is found again."""
    if name not in AMOUNTS or value is None:
        return value
    return value.quantize(FINEST) if name == "weekend_multiplier" else round_money(value, currency)


def fits(plan: Plan, season: SeasonRate) -> bool:
    """Return whether some stay can be long enough and short enough."""
    least = plan.min_nights if season.min_nights is None else season.min_nights
    most = plan.max_nights if season.max_nights is None else season.max_nights
    return most is None or least <= most


def preview_raise(plan: Plan, nights: Stay, percent: Decimal, round_to: Decimal | None = None) -> list[Raise]:
    """Return what some nights would cost if their prices rose by so many percent, piece by piece.

    `round_to`: to the nearest multiple of it, since nobody likes to ask for 43,537.50.

    :raises BadRateChange: if no price can come of it
    """
    if not percent.is_finite() or not -100 < percent <= 1000:
        raise BadRateChange(fields={"percent": BadRateChange.default_detail})
    if round_to is not None and not (round_to.is_finite() and round_to > 0):
        raise BadRateChange(fields={"round_to": BadRateChange.default_detail})
    raises = []
    for first, last, season in spans(nights, plan):
        before = plan.base_price if season.price is None else season.price
        after = nearest(before * (100 + percent) / 100, round_to, plan.currency)
        if after > HIGHEST["price"]:
            raise BadRateChange(fields={"percent": BadRateChange.default_detail})
        raises.append(Raise(first, last, season.name, before, after))
    return raises


def nearest(amount: Decimal, multiple: Decimal | None, currency: str) -> Decimal:
    """Return the nearest multiple of an amount, or the amount as it is paid."""
    if multiple is None:
        return round_money(amount, currency)
    return round_money((amount / multiple).to_integral_value("ROUND_HALF_UP") * multiple, currency)


def raised(plan: Plan, nights: Stay, raises: Sequence[Raise]) -> list[SeasonRate]:
    """Return what a plan's seasons say of some nights after their prices rose."""
    pieces = zip(spans(nights, plan), raises, strict=True)
    return joined(
        replace(season, first_night=first, last_night=last, price=it.after) for (first, last, season), it in pieces
    )


def season_to_json(season: SeasonRate) -> dict[str, Any]:
    """Return a season as it is kept."""
    return {name: as_text(value) for name, value in asdict(season).items()}


def as_text(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def season_from_json(kept: Mapping[str, Any]) -> SeasonRate:
    """Return a season from how it is kept."""
    values = dict(kept)
    for name in AMOUNTS:
        values[name] = None if values[name] is None else Decimal(values[name])
    for name in ("first_night", "last_night"):
        values[name] = date.fromisoformat(values[name])
    return SeasonRate(**values)


def seasons_from_json(kept: Iterable[Mapping[str, Any]]) -> Iterator[SeasonRate]:
    yield from map(season_from_json, kept)
