"""How full the house was and will be, and what its nights bring: three questions, whatever the size of the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from bookings.lifecycle import Status
from bookings.models import UnitType
from tenants.scoping import current_tenant_id

# Nights that somebody has paid or will pay, those that are only kept, and those that cannot be sold.
SOLD = (Status.CONFIRMED, Status.CHECKED_IN, Status.CHECKED_OUT, Status.NO_SHOW)
HELD = (Status.PRE_RESERVED,)
CLOSED = (Status.BLOCKED,)

# A room that is let by the bed counts as its beds, and who has the room has them all.
PLACES = """
    WITH place AS MATERIALIZED (
        SELECT id, type_id, parent_id FROM bookings_unit AS unit
        WHERE tenant_id = %(tenant)s AND is_active AND NOT EXISTS (
            SELECT FROM bookings_unit AS bed
            WHERE bed.tenant_id = %(tenant)s AND bed.parent_id = unit.id AND bed.is_active)
    )
"""

TYPES = f"""{PLACES}
    SELECT place.type_id, kind.name, kind.name_pt, kind.name_en, count(*)
    FROM place JOIN bookings_unittype AS kind ON kind.id = place.type_id
    GROUP BY place.type_id, kind.id ORDER BY kind.position, kind.id
"""  # noqa: S608 (a constant of ours)

NIGHTS = f"""{PLACES},
    taken AS (
        SELECT place.id, place.type_id, stay.status, stay.check_in, stay.check_out
        FROM bookings_reservation AS stay
        JOIN (SELECT id AS unit_id, id FROM place
              UNION ALL SELECT parent_id, id FROM place WHERE parent_id IS NOT NULL) AS has ON has.unit_id = stay.unit_id
        JOIN place ON place.id = has.id
        WHERE stay.tenant_id = %(tenant)s AND stay.check_out > %(first)s AND stay.check_in < %(beyond)s
          AND stay.status = ANY(%(counted)s) AND NOT stay.shadowed
    )
    SELECT type_id, night::date,
           count(DISTINCT id) FILTER (WHERE status = ANY(%(sold)s)),
           count(DISTINCT id) FILTER (WHERE status = ANY(%(held)s)),
           count(DISTINCT id) FILTER (WHERE status = ANY(%(closed)s))
    FROM taken CROSS JOIN LATERAL generate_series(
        greatest(check_in, %(first)s)::timestamp, least(check_out, %(beyond)s)::timestamp - interval '1 day', '1 day'
    ) AS night
    GROUP BY type_id, night
"""  # noqa: S608 (a constant of ours)

# Without the taxes that come on top. A stay brings each of its nights the same.
REVENUE = """
    SELECT stay.currency, night::date, count(*),
           sum(coalesce((lines -> 'steps' ->> 'discounts')::numeric, price) / (check_out - check_in))
    FROM bookings_reservation AS stay CROSS JOIN LATERAL generate_series(
        greatest(check_in, %(first)s)::timestamp, least(check_out, %(beyond)s)::timestamp - interval '1 day', '1 day'
    ) AS night
    WHERE stay.tenant_id = %(tenant)s AND stay.check_out > %(first)s AND stay.check_in < %(beyond)s
      AND stay.status = ANY(%(sold)s) AND stay.booking_id IS NOT NULL
    GROUP BY stay.currency, night
"""


@dataclass(frozen=True)
class NightCount:
    """How many places there are on a night, and what becomes of them."""

    places: int = 0
    sold: int = 0
    held: int = 0
    closed: int = 0

    @property
    def open(self) -> int:
        """How many could be sold; one that was sold although it is closed was open."""
        return max(self.places - self.closed, self.sold)

    @property
    def share(self) -> float:
        """How much of it is sold, from 0 to 1."""
        return self.sold / self.open if self.open else 0.0

    def __add__(self, other: NightCount) -> NightCount:
        return NightCount(
            self.places + other.places, self.sold + other.sold, self.held + other.held, self.closed + other.closed
        )


@dataclass(frozen=True)
class TypeNights:
    """A type of unit with its count for each night."""

    name: str
    nights: tuple[NightCount, ...]

    @property
    def total(self) -> NightCount:
        return sum(self.nights, NightCount())


@dataclass(frozen=True)
class Revenue:
    """What the sold nights bring in one currency, night by night."""

    currency: str
    sold: tuple[int, ...]
    amounts: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        return sum(self.amounts, Decimal(0))


@dataclass(frozen=True)
class Occupancy:
    """Some nights in a row: all together, and by type."""

    days: tuple[date, ...]
    types: tuple[TypeNights, ...]

    @property
    def nights(self) -> tuple[NightCount, ...]:
        """Return the count of the whole house for each night."""
        return tuple(sum((kind.nights[place] for kind in self.types), NightCount()) for place in range(len(self.days)))

    @property
    def total(self) -> NightCount:
        return sum(self.nights, NightCount())


def get_occupancy(first: date, nights: int) -> Occupancy:
    """Return how full the house is on so many nights, by type, in two queries."""
    days = days_from(first, nights)
    counted = {(kind, day): counts for kind, day, *counts in ask(NIGHTS, first, nights)}
    types = [
        TypeNights(
            str(UnitType(name=name, name_pt=name_pt, name_en=name_en)),
            tuple(NightCount(places, *counted.get((kind, day), (0, 0, 0))) for day in days),
        )
        for kind, name, name_pt, name_en, places in ask(TYPES, first, nights)
    ]
    return Occupancy(days, tuple(types))


def list_revenue(first: date, nights: int) -> list[Revenue]:
    """Return what so many nights bring, one entry for each currency, the one with most nights first; one query."""
    found: dict[str, dict[date, tuple[int, Decimal]]] = {}
    for currency, day, sold, amount in ask(REVENUE, first, nights):
        found.setdefault(currency, {})[day] = (sold, amount)
    days = days_from(first, nights)
    revenues = [revenue_of(currency, by_day, days) for currency, by_day in found.items()]
    return sorted(revenues, key=lambda revenue: (-sum(revenue.sold), revenue.currency))


def revenue_of(currency: str, by_day: Mapping[date, tuple[int, Decimal]], days: Iterable[date]) -> Revenue:
    pairs = [by_day.get(day, (0, Decimal(0))) for day in days]
    return Revenue(currency, tuple(sold for sold, _ in pairs), tuple(amount for _, amount in pairs))


def days_from(first: date, nights: int) -> tuple[date, ...]:
    return tuple(first + timedelta(days=number) for number in range(nights))


def ask(question: str, first: date, nights: int) -> list[tuple[Any, ...]]:
    values: dict[str, Any] = {
        "tenant": current_tenant_id(),
        "first": first,
        "beyond": first + timedelta(days=nights),
        "sold": [status.value for status in SOLD],
        "held": [status.value for status in HELD],
        "closed": [status.value for status in CLOSED],
        "counted": [status.value for status in (*SOLD, *HELD, *CLOSED)],
    }
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
