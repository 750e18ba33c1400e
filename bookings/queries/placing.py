"""What has to be known before nights are kept: the house's rules, and how many holds the guest has."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from bookings.errors import UnknownUnit
from bookings.holds import Rule
from bookings.nights import BLOCK
from tenants.scoping import current_tenant_id


@dataclass(frozen=True, slots=True)
class House:
    """The rules of the property that a type belongs to, and of the type."""

    type_id: int
    capacity: int
    is_offered: bool
    cutoff: time
    longest_stay: int
    most_unpaid_holds: int
    zone: ZoneInfo
    language: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All of it, for one placing."""

    houses: dict[int, House]
    rules: tuple[Rule, ...]
    unpaid_holds: int
    has_webhooks: bool

    def house(self, type_id: int) -> House:
        """Return the house of a type.

        :raises UnknownUnit: if there is none of this business
        """
        try:
            return self.houses[type_id]
        except KeyError:
            raise UnknownUnit(fields={"unit_type": UnknownUnit.default_detail}) from None


PLACING = """
SELECT type.id, type.capacity, type.is_active, house.cutoff, house.longest_stay, house.most_unpaid_holds, tenant.zone,
       tenant.language,
       (SELECT coalesce(jsonb_agg(jsonb_build_array(source, days_ahead, minutes)), '[]')
        FROM bookings_holdrule WHERE tenant_id = %(tenant)s),
       (SELECT count(*) FROM bookings_booking
        WHERE tenant_id = %(tenant)s AND guest_id = %(guest)s AND hold_expires_at > %(now)s),
       EXISTS (SELECT FROM tenants_webhookendpoint WHERE tenant_id = %(tenant)s AND is_active)
FROM bookings_unittype AS type
JOIN bookings_property AS house ON house.tenant_id = type.tenant_id AND house.id = type.property_id
JOIN tenants_tenant AS tenant ON tenant.id = type.tenant_id
WHERE type.tenant_id = %(tenant)s AND type.id = ANY(%(types)s)
"""


# In the same message and before it: what is counted is then counted when nobody else is placing a hold for this guest.
LOCK_GUEST = "SELECT 1 FROM tenants_guest WHERE tenant_id = %(tenant)s AND id = %(guest)s FOR NO KEY UPDATE; "


def get_facts(*, type_ids: Sequence[int], guest_id: int | None, now: datetime, lock_guest: bool = False) -> Facts:
    """Return what a placing has to know, with the guest locked if two holds at once would each count only the others.

    One round trip.
    """
    values: dict[str, Any] = {"tenant": current_tenant_id(), "types": list(type_ids), "guest": guest_id, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(LOCK_GUEST + PLACING if lock_guest else PLACING, values)
        if lock_guest:
            cursor.nextset()
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    houses = {row[0]: House(*(*row[:6], ZoneInfo(row[6]), row[7])) for row in rows}
    rules = tuple(Rule(*rule) for rule in parsed(rows[0][8])) if rows else ()
    return Facts(houses, rules, rows[0][9], rows[0][10]) if rows else Facts(houses, rules, 0, has_webhooks=False)


def parsed(value: Any) -> Any:
    """Return JSON that a bare cursor hands over as text."""
    return json.loads(value) if isinstance(value, str) else value


OVERDUE = """
SELECT DISTINCT r.booking_id
FROM bookings_reservation AS r
JOIN jsonb_to_recordset(%(nights)s::jsonb) AS n(first bigint, after_last bigint, check_in date, check_out date)
  ON r.check_out > n.check_in AND r.check_in < n.check_out AND r.slots && int8range(n.first, n.after_last)
WHERE r.tenant_id = %(tenant)s AND r.check_out > %(from)s AND r.check_in < %(until)s
  AND r.status = 'pre_reserved' AND r.hold_expires_at <= %(now)s
"""


@dataclass(frozen=True, slots=True)
class Nights:
    """Slots for some nights."""

    first: int
    after_last: int
    check_in: date
    check_out: date


def list_overdue_in_the_way(wanted: Sequence[Nights], *, now: datetime) -> list[int]:
    """Return the bookings whose time is over and that still stand on wanted nights. One query."""
    values: dict[str, Any] = {
        "tenant": current_tenant_id(),
        "now": now,
        "from": min(nights.check_in for nights in wanted),
        "until": max(nights.check_out for nights in wanted),
        "nights": json.dumps(
            [
                {
                    "first": nights.first,
                    "after_last": nights.after_last,
                    "check_in": nights.check_in.isoformat(),
                    "check_out": nights.check_out.isoformat(),
                }
                for nights in wanted
            ]
        ),
    }
    with connection.cursor() as cursor:
        cursor.execute(OVERDUE, values)
        return sorted(row[0] for row in cursor.fetchall())


# The index has all that the first step needs; a room and its beds share a block of slots.
IN_THE_WAY = f"""
WITH near AS MATERIALIZED (
    SELECT slots, check_in, check_out FROM bookings_reservation
    WHERE tenant_id = %(tenant)s AND check_out > %(check_in)s AND check_in < %(check_out)s
      AND status = ANY(%(blocking)s) AND NOT overbooked AND NOT shadowed
), met AS MATERIALIZED (
    SELECT near.* FROM near JOIN bookings_unit AS u
      ON u.tenant_id = %(tenant)s AND lower(u.slots) / {BLOCK} = lower(near.slots) / {BLOCK} AND u.slots && near.slots
    WHERE u.type_id = %(type)s OR u.id = %(unit)s
    ORDER BY u.id = %(unit)s DESC, near.check_in LIMIT 1
)
SELECT r.unit_id, r.check_in, r.check_out, r.source
FROM met JOIN bookings_reservation AS r ON r.tenant_id = %(tenant)s AND r.check_out = met.check_out
     AND r.check_in = met.check_in AND r.slots = met.slots
WHERE r.status = ANY(%(blocking)s) AND NOT r.overbooked AND NOT r.shadowed
"""  # noqa: S608 (constants of ours)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands on nights that somebody wanted."""

    unit_id: int
    check_in: date
    check_out: date
    source: str


def find_obstacle(
    *, type_id: int, unit_id: int | None, check_in: date, check_out: date, blocking: Sequence[str]
) -> Obstacle | None:
    """Return one of the stays that are in the way, for the log."""
    values = {
        "tenant": current_tenant_id(),
        "type": type_id,
        "unit": unit_id,
        "check_in": check_in,
        "check_out": check_out,
        "blocking": list(blocking),
    }
    with connection.cursor() as cursor:
        cursor.execute(IN_THE_WAY, values)
        row = cursor.fetchone()
    return Obstacle(*row) if row else None
