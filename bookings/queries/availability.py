"""Which units are free. Why the SQL looks as it does: docs/explanation/nights.md."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from bookings.availability.dates import moved
from bookings.availability.units import NEAR_NIGHTS, FreeUnit
from bookings.lifecycle import BLOCKING
from bookings.nights import BLOCK
from bookings.stays import Stay
from tenants.scoping import current_tenant_id

# What is in the way: nights that somebody has, but not those of an overdue hold, which is expired before the insert.
BLOCKS = "status = ANY(%(blocking)s) AND NOT overbooked AND NOT shadowed"
IS_OVERDUE = "(status = 'pre_reserved' AND hold_expires_at <= %(now)s)"
TAKEN = f"{BLOCKS} AND NOT {IS_OVERDUE}"
# A room and its beds share a block of slots, so neighbours are joined by it before their ranges are compared.
FREE_UNITS = f"""
WITH near AS MATERIALIZED (
    SELECT slots, lower(slots) / {BLOCK} AS block, check_in, check_out,
           check_in < %(check_out)s AND check_out > %(check_in)s AS is_in_the_way, {IS_OVERDUE} AS is_overdue
    FROM bookings_reservation
    WHERE tenant_id = %(tenant)s AND check_out > %(near_from)s AND check_in < %(near_until)s AND {BLOCKS}
), taken AS MATERIALIZED (
    SELECT coalesce(range_agg(slots), '{{}}') AS slots FROM (
        SELECT slots FROM near WHERE is_in_the_way AND NOT is_overdue
        UNION ALL
        SELECT slots FROM bookings_unit WHERE tenant_id = %(tenant)s AND state = 'out_of_order'
    ) AS those
), free AS MATERIALIZED (
    SELECT id, type_id, parent_id, capacity, slots, position, lower(slots) / {BLOCK} AS block
    FROM bookings_unit
    WHERE tenant_id = %(tenant)s AND is_active AND capacity >= %(guests)s
      AND (type_id = ANY(%(types)s) OR id = ANY(%(units)s)) AND NOT slots && (SELECT slots FROM taken)
), around AS (
    SELECT free.id, bool_or(near.is_in_the_way) FILTER (WHERE NOT is_overdue) AS is_room_shared,
           bool_or(near.is_in_the_way AND near.slots && free.slots) FILTER (WHERE is_overdue) AS is_held,
           max(near.check_out) FILTER (
               WHERE NOT is_overdue AND near.slots && free.slots AND near.check_out <= %(check_in)s) AS before,
           min(near.check_in) FILTER (
               WHERE NOT is_overdue AND near.slots && free.slots AND near.check_in >= %(check_out)s) AS after
    FROM near JOIN free ON near.block = free.block GROUP BY free.id
)
SELECT free.id, free.type_id, free.parent_id, free.capacity, lower(free.slots), upper(free.slots), free.position,
       %(check_in)s - around.before, around.after - %(check_out)s, coalesce(around.is_room_shared, false),
       coalesce(around.is_held, false)
FROM free LEFT JOIN around ON around.id = free.id
ORDER BY free.position, free.id
"""  # noqa: S608 (constants of ours)


def list_free_units(
    *, type_ids: Sequence[int] = (), unit_ids: Sequence[int] = (), stay: Stay, guests: int, now: datetime
) -> list[FreeUnit]:
    """Return the units of these types, and these units, that can be sold to so many guests for a stay. One query."""
    values = values_for(type_ids=type_ids, unit_ids=unit_ids, stay=stay, guests=guests, now=now)
    with connection.cursor() as cursor:
        cursor.execute(FREE_UNITS, values)
        return [free_unit(row) for row in cursor.fetchall()]


def values_for(
    *, type_ids: Sequence[int], unit_ids: Sequence[int], stay: Stay, guests: int, now: datetime
) -> dict[str, Any]:
    """Return what FREE_UNITS is asked with."""
    return {
        "tenant": current_tenant_id(),
        "types": list(type_ids),
        "units": list(unit_ids),
        "guests": guests,
        "check_in": stay.check_in,
        "check_out": stay.check_out,
        "near_from": moved(stay.check_in, -NEAR_NIGHTS - 1),
        "near_until": moved(stay.check_out, NEAR_NIGHTS + 1),
        "blocking": [status.value for status in BLOCKING],
        "now": now,
    }


def free_unit(row: tuple[Any, ...]) -> FreeUnit:
    return FreeUnit(*(*row[:4], (row[4], row[5]), *row[6:]))


# For each of several stays, how many units of each type are free. So many stays as there are days near, so small.
FREE_BY_STAY = f"""
WITH asked AS (
    SELECT * FROM unnest(%(check_ins)s::date[], %(check_outs)s::date[]) AS asked(check_in, check_out)
), near AS MATERIALIZED (
    SELECT slots, check_in, check_out FROM bookings_reservation
    WHERE tenant_id = %(tenant)s AND check_out > %(from)s AND check_in < %(until)s AND {TAKEN}
      AND lower(slots) / {BLOCK} IN (
          SELECT lower(slots) / {BLOCK} FROM bookings_unit WHERE tenant_id = %(tenant)s AND type_id = ANY(%(types)s))
), taken AS MATERIALIZED (
    SELECT asked.check_in, asked.check_out,
           coalesce(range_agg(near.slots), '{{}}') + (
               SELECT coalesce(range_agg(slots), '{{}}') FROM bookings_unit
               WHERE tenant_id = %(tenant)s AND state = 'out_of_order') AS slots
    FROM asked LEFT JOIN near ON near.check_out > asked.check_in AND near.check_in < asked.check_out
    GROUP BY asked.check_in, asked.check_out
)
SELECT taken.check_in, taken.check_out, unit.type_id
FROM taken JOIN bookings_unit AS unit ON unit.tenant_id = %(tenant)s AND unit.is_active
     AND unit.capacity >= %(guests)s AND unit.type_id = ANY(%(types)s) AND NOT unit.slots && taken.slots
GROUP BY taken.check_in, taken.check_out, unit.type_id
"""  # noqa: S608 (constants of ours)


def find_free_types(
    *, type_ids: Sequence[int], stays: Collection[Stay], guests: int, now: datetime
) -> set[tuple[Stay, int]]:
    """Return which types have a unit for so many guests on which of these stays. One query."""
    if not stays:
        return set()
    values: dict[str, Any] = {
        "tenant": current_tenant_id(),
        "types": list(type_ids),
        "guests": guests,
        "check_ins": [stay.check_in for stay in stays],
        "check_outs": [stay.check_out for stay in stays],
        "from": min(stay.check_in for stay in stays),
        "until": max(stay.check_out for stay in stays),
        "blocking": [status.value for status in BLOCKING],
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(FREE_BY_STAY, values)
        return {(Stay(check_in, check_out), type_id) for check_in, check_out, type_id in cursor.fetchall()}
