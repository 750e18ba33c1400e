"""Putting stays on nights: all of a booking or nothing, in the order of the slots, and without waiting in a circle.

Why so, with the races that were measured: docs/explanation/nights.md.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from psycopg.types.range import Range

from bookings.availability.best_fit import choose, order_by_fit
from bookings.availability.units import FreeUnit
from bookings.codes import new_code
from bookings.conflicts import Raced, beaten
from bookings.errors import NightsTaken, UnknownUnit
from bookings.models import Booking, Reservation, Unit, UnitType
from bookings.pricing.prices import BookingPrice, StayPrice
from bookings.queries.availability import list_free_units
from bookings.queries.placing import Nights, list_overdue_in_the_way
from bookings.services.expiring import expire_bookings
from bookings.stays import WantedStay
from tenants.scoping import current_actor, current_tenant_id

TYPE_NAMES = ("name", "name_pt", "name_en")


@dataclass(frozen=True, slots=True)
class Order:
    """A booking to be written."""

    guest_id: int
    wanted: Sequence[WantedStay]
    price: BookingPrice
    status: str
    source: str
    language: str
    hold_expires_at: datetime | None
    note: str = ""
    quote_id: int | None = None
    overbooked: bool = False
    reason: str = ""
    kind: str = "hold_placed"


# The whole booking in one round trip. `ON CONFLICT DO NOTHING` lets two inserters that meet back out of it; a plain
# insert would let them wait for each other (docs/explanation/nights.md).
PLACE = """
WITH wanted AS (
    SELECT w.*, u.slots, u.capacity, u.name, u.type_id, t.name AS type_name, t.name_pt, t.name_en
    FROM jsonb_to_recordset(%(stays)s::jsonb) AS w(
        unit bigint, check_in date, check_out date, adults integer, children integer, price numeric, lines jsonb,
        charge numeric, extra numeric, tax numeric)
    JOIN bookings_unit AS u ON u.tenant_id = %(tenant)s AND u.id = w.unit
    JOIN bookings_unittype AS t ON t.tenant_id = u.tenant_id AND t.id = u.type_id
), booking AS (
    INSERT INTO bookings_booking (tenant_id, code, guest_id, quote_id, source, language, price, currency, total, deposit,
                                  hold_expires_at, note, created_at, created_by)
    VALUES (%(tenant)s, %(code)s, %(guest)s, %(quote)s, %(source)s, %(language)s, %(price)s::jsonb, %(currency)s,
            %(total)s, %(deposit)s, %(expires)s, %(note)s, %(now)s, %(actor)s)
    RETURNING id
), placed AS (
    INSERT INTO bookings_reservation (tenant_id, booking_id, unit_id, slots, period, adults, children, capacity, status,
                                      hold_expires_at, price, currency, lines, source, external_uid, reason, overbooked,
                                      shadowed, created_at)
    SELECT %(tenant)s, (SELECT id FROM booking), unit, slots, daterange(check_in, check_out), adults, children, capacity,
           %(status)s, %(expires)s, price, %(currency)s, lines, %(source)s, '', %(reason)s, %(overbooked)s, false, %(now)s
    FROM wanted ORDER BY lower(slots), check_in
    ON CONFLICT DO NOTHING
    RETURNING id, unit_id, slots, check_in, check_out, capacity
), charged AS (
    INSERT INTO bookings_folioentry (tenant_id, booking_id, reservation_id, kind, amount, currency, method, reference,
                                     note, key, at, actor)
    SELECT %(tenant)s, (SELECT id FROM booking), placed.id, entry.kind, entry.amount, %(currency)s, '', '', '', '',
           %(now)s, %(actor)s
    FROM placed JOIN wanted ON wanted.unit = placed.unit_id AND wanted.check_in = placed.check_in,
         LATERAL (VALUES ('charge', wanted.charge), ('extra', wanted.extra), ('tax', wanted.tax)) AS entry(kind, amount)
    WHERE entry.amount > 0
), event AS (
    INSERT INTO bookings_bookingevent (tenant_id, booking_id, kind, at, actor, reason, data)
    SELECT %(tenant)s, id, %(kind)s, %(now)s, %(actor)s, %(reason)s, %(data)s::jsonb FROM booking
    RETURNING id
)
SELECT (SELECT id FROM booking), (SELECT id FROM event), placed.id, placed.unit_id, lower(placed.slots),
       upper(placed.slots), placed.check_in, placed.check_out, placed.capacity, wanted.name, wanted.type_id,
       wanted.type_name, wanted.name_pt, wanted.name_en
FROM placed JOIN wanted ON wanted.unit = placed.unit_id AND wanted.check_in = placed.check_in
ORDER BY placed.id
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """What was written, with all that an answer needs."""

    booking: Booking
    event_id: int


def choose_and_place(order: Order, *, now: datetime) -> Placed:
    """Choose a unit for each stay and write the booking. To be called inside a `settled` service, which tries again.

    :raises NightsTaken: if there is no unit for one of them
    :raises Raced: if somebody was faster with one
    """
    units = choose_units(order.wanted, now=now)
    expire_in_the_way(order.wanted, units, now=now)
    return place(order, units, now=now)


def choose_units(wanted: Sequence[WantedStay], *, now: datetime) -> list[FreeUnit]:
    """Return a free unit for each stay, no two on the same nights. One query for each different stay.

    :raises NightsTaken: if one is left without
    :raises UnknownUnit: if a unit that is asked for by name is of another type
    """
    known: dict[Any, list[FreeUnit]] = {}
    free = []
    for one in wanted:
        asked = (one.unit_id or -one.type_id, one.stay, one.party.guests)
        if asked not in known:
            ids = {"unit_ids": [one.unit_id]} if one.unit_id else {"type_ids": [one.type_id]}
            known[asked] = list_free_units(**ids, stay=one.stay, guests=one.party.guests, now=now)
        if any(unit.type_id != one.type_id for unit in known[asked]):  # it would be sold at another type's price
            raise UnknownUnit(fields={"unit": UnknownUnit.default_detail})
        free.append(known[asked])
    chosen = choose(wanted, [spread(units, count=len(wanted)) for units in free] if beaten.get() else free)
    if None in chosen and beaten.get():
        chosen = choose(wanted, free)
    if missing := [number for number, unit in enumerate(chosen) if unit is None]:
        names = [f"stays.{number}.check_in" if len(wanted) > 1 else "check_in" for number in missing]
        raise NightsTaken(fields=dict.fromkeys(names, NightsTaken.default_detail))
    return [unit for unit in chosen if unit is not None]


def spread(units: Sequence[FreeUnit], *, count: int) -> list[FreeUnit]:
    """Return a few units out of the best, out of more of them each time that this placing was beaten to one.

    All who want the same nights would choose the same unit again, and a house with room would refuse them in the end.
    """
    best = order_by_fit(units)[: count * 4 ** beaten.get()]
    return random.sample(best, min(count, len(best)))


def expire_in_the_way(wanted: Sequence[WantedStay], units: Sequence[FreeUnit], *, now: datetime) -> None:
    """Let holds whose time is over make room, whether or not the sweep is running."""
    nights = [
        Nights(*unit.slots, one.stay.check_in, one.stay.check_out)
        for one, unit in zip(wanted, units, strict=True)
        if unit.is_held
    ]
    if nights:
        expire_bookings(booking_ids=list_overdue_in_the_way(nights, now=now), now=now)


def place(order: Order, units: Sequence[FreeUnit], *, now: datetime) -> Placed:
    """Write a booking on these units. One query.

    :raises Raced: if somebody has one of them; what was written has to be rolled back
    """
    price, code = order.price, new_code()
    kept = price.to_json()
    data = {"total": str(price.total), "deposit": str(price.deposit), "currency": price.currency}
    values: dict[str, Any] = {
        "tenant": current_tenant_id(),
        "actor": current_actor(),
        "now": now,
        "code": code,
        "guest": order.guest_id,
        "quote": order.quote_id,
        "source": order.source,
        "language": order.language,
        "price": json.dumps(kept),
        "currency": price.currency,
        "total": price.total,
        "deposit": price.deposit,
        "expires": order.hold_expires_at,
        "note": order.note,
        "status": order.status,
        "reason": order.reason,
        "overbooked": order.overbooked,
        "kind": order.kind,
        "data": json.dumps(data),
        "stays": json.dumps([row_of(order, index, unit, kept["stays"][index]) for index, unit in enumerate(units)]),
    }
    with connection.cursor() as cursor:
        cursor.execute(PLACE, values)
        rows = cursor.fetchall()
    if len(rows) != len(units):
        raise Raced
    turns = {
        (unit.id, one.stay.check_in): index for index, (unit, one) in enumerate(zip(units, order.wanted, strict=True))
    }
    booking = booking_of(order, kept, pk=rows[0][0], code=code, now=now)
    stays = [stay_of(order, turns[row[3], row[6]], booking, row) for row in rows]
    booking._prefetched_objects_cache = {"reservations": stays}  # type: ignore[attr-defined]  # as prefetch_related does
    return Placed(booking, event_id=rows[0][1])


def row_of(order: Order, index: int, unit: FreeUnit, lines: dict[str, Any]) -> dict[str, Any]:
    """Return what the statement needs of one stay."""
    wanted, price = order.wanted[index], order.price.stays[index]
    return {
        "unit": unit.id,
        "check_in": wanted.stay.check_in.isoformat(),
        "check_out": wanted.stay.check_out.isoformat(),
        "adults": wanted.party.adults,
        "children": wanted.party.children,
        "price": str(price.total),
        "lines": lines,
        **{kind: str(amount) for kind, amount in charges_of(price).items()},
    }


def charges_of(price: StayPrice) -> dict[str, Decimal]:
    """Return what the folio is charged for a stay; together it is the price, and nothing of it is negative."""
    # What the exempt do not pay of an included tax makes the nights cheaper.
    tax = max(price.taxes_amount, Decimal(0))
    return {"charge": price.total - price.extras_amount - tax, "extra": price.extras_amount, "tax": tax}


def booking_of(order: Order, kept: dict[str, Any], *, pk: int, code: str, now: datetime) -> Booking:
    """Return the booking as it was written, without asking again."""
    price = order.price
    booking = Booking(
        pk=pk,
        tenant_id=current_tenant_id(),
        code=code,
        guest_id=order.guest_id,
        quote_id=order.quote_id,
        source=order.source,
        language=order.language,
        price=kept,
        currency=price.currency,
        total=price.total,
        deposit=price.deposit,
        hold_expires_at=order.hold_expires_at,
        note=order.note,
        created_at=now,
        created_by=current_actor(),
    )
    booking._state.adding = False
    return booking


def stay_of(order: Order, index: int, booking: Booking, row: tuple[Any, ...]) -> Reservation:
    """Return a stay as it was written."""
    _, _, pk, unit_id, first, after_last, check_in, check_out, capacity, name, type_id, *type_names = row
    wanted, price = order.wanted[index], order.price.stays[index]
    stay = Reservation(
        pk=pk,
        tenant_id=booking.tenant_id,
        booking=booking,
        # As far as an answer needs them.
        unit=Unit(
            pk=unit_id,
            type=UnitType(pk=type_id, tenant_id=booking.tenant_id, **dict(zip(TYPE_NAMES, type_names, strict=True))),
            name=name,
            tenant_id=booking.tenant_id,
        ),
        slots=Range(first, after_last),
        period=Range(check_in, check_out),
        adults=wanted.party.adults,
        children=wanted.party.children,
        capacity=capacity,
        status=order.status,
        hold_expires_at=order.hold_expires_at,
        price=price.total,
        currency=price.currency,
        lines=booking.price["stays"][index],
        source=order.source,
        reason=order.reason,
        overbooked=order.overbooked,
        created_at=booking.created_at,
    )
    stay._state.adding = False
    stay.__dict__.update(check_in=check_in, check_out=check_out)  # generated by Postgres
    return stay
