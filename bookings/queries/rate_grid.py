"""What each night costs and asks for, plan by plan: what the price grid shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from bookings.pricing import Plan
from bookings.pricing.grid import check_span
from bookings.pricing.pieces import DAY, priced, spans
from bookings.queries.rates import PLAN, plan_of
from bookings.stays import Stay
from tenants.scoping import current_tenant_id


@dataclass(frozen=True, slots=True)
class Cell:
    """A night: what is set for it, and what it costs (at a weekend that is more)."""

    night: date
    set_price: Decimal
    price: Decimal
    season: str
    min_nights: int
    max_nights: int | None
    is_weekend: bool
    is_own: bool  # it has a price of its own, not the plan's
    is_closed: bool
    closed_to_arrival: bool
    closed_to_departure: bool


@dataclass(frozen=True, slots=True)
class GridRow:
    """A plan of a type, night by night."""

    type_id: int
    type_name: str
    plan_id: int
    plan_name: str
    currency: str
    is_default: bool
    cells: tuple[Cell, ...]


GRID = f"""
SELECT type.id, plan.id, type.name, plan.name, plan.is_default, {PLAN}
FROM bookings_unittype AS type
JOIN bookings_rateplan AS plan ON plan.tenant_id = type.tenant_id AND plan.type_id = type.id AND plan.is_active
WHERE type.tenant_id = %(tenant)s AND type.is_active
ORDER BY type.position, type.id, NOT plan.is_default, plan.name
"""  # noqa: S608 (a constant of ours)


def rate_grid(first_day: date, days: int) -> list[GridRow]:
    """Return the nights from a day on, for each plan in use of each type that is let. One query.

    :raises BadRateChange: if those are none, or too many at once
    """
    nights = check_span(first_day, first_day + timedelta(days=days - 1))
    values: dict[str, Any] = {"tenant": current_tenant_id(), "check_in": nights.check_in, "check_out": nights.check_out}
    with connection.cursor() as cursor:
        cursor.execute(GRID, values)
        rows = cursor.fetchall()
    return [grid_row(row, nights) for row in rows]


def grid_row(row: tuple[Any, ...], nights: Stay) -> GridRow:
    type_id, plan_id, type_name, plan_name, is_default, *columns = row
    plan = plan_of(type_id, plan_id, columns)
    return GridRow(type_id, type_name, plan_id, plan_name, plan.currency, is_default, cells=tuple(cells(plan, nights)))


def cells(plan: Plan, nights: Stay) -> Iterator[Cell]:
    """Yield what a plan says of each night."""
    for first, last, season in spans(nights, plan):
        piece = priced(first, last, season, plan)
        for number in range((last - first).days + 1):
            night = first + number * DAY
            is_weekend = night.weekday() in plan.weekend_nights
            yield Cell(
                night,
                set_price=piece.price,
                price=piece.weekend_price if is_weekend else piece.price,
                season=season.name,
                min_nights=plan.min_nights if season.min_nights is None else season.min_nights,
                max_nights=plan.max_nights if season.max_nights is None else season.max_nights,
                is_weekend=is_weekend,
                is_own=season.price is not None,
                is_closed=season.is_closed,
                closed_to_arrival=season.closed_to_arrival,
                closed_to_departure=season.closed_to_departure,
            )
