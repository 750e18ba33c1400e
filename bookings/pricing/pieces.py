"""A stay cut where its price per night changes. What is reckoned from here on costs per piece, not per night."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from bookings.pricing.inputs import Plan, SeasonRate
from bookings.stays import Stay
from tenants.values.money import round_money

DAY = timedelta(days=1)
NO_SEASON = SeasonRate(date.min, date.max)


@dataclass(frozen=True, slots=True)
class Piece:
    """Nights in a row, the first and the last included, with one price for weekdays and one for weekends."""

    first_night: date
    last_night: date
    season: str
    price: Decimal
    weekend_price: Decimal
    extra_guest: Decimal
    weekend_nights: tuple[int, ...]

    @property
    def nights(self) -> int:
        return (self.last_night - self.first_night).days + 1

    @property
    def weekends(self) -> int:
        """How many of the nights are weekend."""
        return count_weekdays(self.first_night, self.nights, self.weekend_nights)

    def within(self, first_night: date, last_night: date) -> Piece | None:
        """Return the part between two nights, both included, or None if there is none."""
        first, last = max(self.first_night, first_night), min(self.last_night, last_night)
        return replace(self, first_night=first, last_night=last) if first <= last else None


def count_weekdays(first: date, days: int, weekdays: Collection[int]) -> int:
    """Return how many of so many days in a row fall on these weekdays, without walking through them."""
    return sum((days + 6 - (weekday - first.weekday()) % 7) // 7 for weekday in set(weekdays))


def seasons_in(stay: Stay, seasons: Sequence[SeasonRate]) -> Iterator[SeasonRate]:
    """Yield the seasons that a stay's nights or its day of departure fall into, in order."""
    start = bisect_left(seasons, stay.check_in, key=lambda season: season.last_night)
    for season in seasons[start:]:
        if season.first_night > stay.check_out:
            return
        yield season


def cut(stay: Stay, plan: Plan) -> list[Piece]:
    """Return the pieces of a stay; neighbours that cost the same are one."""
    pieces: list[Piece] = []
    for first, last, season in spans(stay, plan):
        piece = priced(first, last, season, plan)
        before = pieces[-1] if pieces else None
        if before and replace(before, first_night=first, last_night=last) == piece:
            pieces[-1] = replace(before, last_night=last)
        else:
            pieces.append(piece)
    return pieces


def spans(stay: Stay, plan: Plan) -> Iterator[tuple[date, date, SeasonRate]]:
    """Yield the nights of a stay, first and last, by the season that they fall into; what lies between is of none."""
    night = stay.check_in
    for season in seasons_in(stay, plan.seasons):
        if season.first_night > stay.last_night:
            break
        if season.first_night > night:
            yield night, season.first_night - DAY, NO_SEASON
        first = max(night, season.first_night)
        night = min(season.last_night, stay.last_night) + DAY
        yield first, night - DAY, season
    if night <= stay.last_night:
        yield night, stay.last_night, NO_SEASON


def priced(first: date, last: date, season: SeasonRate, plan: Plan) -> Piece:
    """Return nights with what the season says of their price, and else the plan.

    Each night's price is rounded by itself: a guest can multiply it and arrives at what is asked.
    """
    price = plan.base_price if season.price is None else season.price
    times = plan.weekend_multiplier if season.weekend_multiplier is None else season.weekend_multiplier
    extra = plan.extra_guest if season.extra_guest is None else season.extra_guest
    changes_price = (season.price, season.weekend_multiplier, season.extra_guest) != (None, None, None)
    return Piece(
        first,
        last,
        season.name if changes_price else "",
        price=round_money(price, plan.currency),
        weekend_price=round_money(price * times, plan.currency),
        extra_guest=round_money(extra, plan.currency),
        weekend_nights=plan.weekend_nights,
    )
