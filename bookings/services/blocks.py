"""Closing units: nights that are not sold, by a person or by another calendar."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import connection

from bookings.conflicts import settled
from bookings.errors import NightsTaken, ReasonMissing, StayTooLong
from bookings.lifecycle import IllegalMove, Status
from bookings.models import LONGEST_PERIOD, Reservation, Source, Unit
from bookings.services.events import record_event
from bookings.services.freed import offer_freed_nights
from bookings.services.locks import lock_stay
from bookings.services.stays import facts_of, make_room, move
from bookings.stays import Stay
from tenants.scoping import current_actor, current_tenant_id

BLOCK = """
WITH block AS (
    INSERT INTO bookings_reservation (tenant_id, unit_id, slots, period, adults, children, capacity, status, price,
                                      currency, lines, source, external_uid, reason, overbooked, shadowed, created_at)
    SELECT %(tenant)s, id, slots, daterange(%(check_in)s, %(check_out)s), 0, 0, capacity, 'blocked', 0, '', '{}',
           %(source)s, %(uid)s, %(reason)s, false, false, %(now)s
    FROM bookings_unit WHERE tenant_id = %(tenant)s AND id = %(unit)s
    ON CONFLICT DO NOTHING
    RETURNING id
), event AS (
    INSERT INTO bookings_bookingevent (tenant_id, reservation_id, kind, at, actor, reason, data)
    SELECT %(tenant)s, id, 'blocked', %(now)s, %(actor)s, %(reason)s, %(data)s::jsonb FROM block
)
SELECT id FROM block
"""


@settled
def block(
    *,
    unit: Unit,
    stay: Stay,
    reason: str,
    now: datetime,
    source: str = Source.DESK,
    external_uid: str = "",
) -> Reservation:
    """Close a unit for some nights.

    :raises NightsTaken: if somebody has one of them
    :raises ReasonMissing: if nobody says why
    """
    if not reason.strip():
        raise ReasonMissing(fields={"reason": ReasonMissing.default_detail})
    if stay.nights > LONGEST_PERIOD:
        raise StayTooLong(fields={"check_out": StayTooLong.default_detail})
    make_room(unit, stay, now=now)
    values: dict[str, Any] = {
        "tenant": current_tenant_id(),
        "actor": current_actor(),
        "unit": unit.pk,
        "check_in": stay.check_in,
        "check_out": stay.check_out,
        "source": Source(source).value,
        "uid": external_uid,
        "reason": reason[:200],
        "now": now,
        "data": json.dumps({"check_in": stay.check_in.isoformat(), "check_out": stay.check_out.isoformat()}),
    }
    with connection.cursor() as cursor:
        cursor.execute(BLOCK, values)
        row = cursor.fetchone()
    if row is None:
        raise NightsTaken
    return Reservation.objects.select_related("unit").get(pk=row[0])


@settled
def unblock(*, reservation: Reservation, now: datetime, reason: str = "") -> Reservation:
    """Open the nights of a closure again.

    :raises IllegalMove: if it is none, or is open already
    """
    row, booking = lock_stay(reservation)
    if booking or row.status != Status.BLOCKED:
        raise IllegalMove
    move(row, Status.CANCELLED)
    record_event(kind="unblocked", reservation=row, now=now, reason=reason, data=facts_of(row))
    offer_freed_nights([row])
    return row
