"""What must be true of every business's nights and money at any moment, asked of Postgres in words of its own.

None of these questions uses the range operators that the constraint is made of: nights and slots are counted one by one.
"""

from __future__ import annotations

from django.db import connection

from proof.history import disagreements

BLOCKING = "('pre_reserved', 'confirmed', 'checked_in', 'no_show', 'blocked')"

# Every slot that a unit begins with stands for all of that unit: a room and its beds meet there, and so do a unit's stays.
SOLD_TWICE = f"""
SELECT lower(unit.slots), night::date, array_agg(stay.id ORDER BY stay.id)
FROM bookings_reservation AS stay
JOIN bookings_unit AS unit ON lower(unit.slots) >= lower(stay.slots) AND lower(unit.slots) < upper(stay.slots),
     generate_series(lower(stay.period), upper(stay.period) - 1, interval '1 day') AS night
WHERE stay.status IN {BLOCKING} AND NOT stay.overbooked AND NOT stay.shadowed
GROUP BY 1, 2 HAVING count(DISTINCT stay.id) > 1
"""  # noqa: S608 (a constant of ours)

# Each query returns what breaks the promise that it is named for.
PROMISES: dict[str, str] = {
    "no night is sold twice": SOLD_TWICE,
    "a stay has the slots of its unit": """
        SELECT stay.id FROM bookings_reservation AS stay JOIN bookings_unit AS unit ON unit.id = stay.unit_id
        WHERE lower(stay.slots) <> lower(unit.slots) OR upper(stay.slots) <> upper(unit.slots)
    """,
    "a booking has a stay": """
        SELECT id FROM bookings_booking AS booking
        WHERE NOT EXISTS (SELECT FROM bookings_reservation WHERE booking_id = booking.id)
    """,
    "a hold is one in all its parts": """
        SELECT booking.id FROM bookings_booking AS booking JOIN bookings_reservation AS stay ON stay.booking_id = booking.id
        GROUP BY booking.id, booking.hold_expires_at
        HAVING (booking.hold_expires_at IS NOT NULL) <> bool_or(stay.status = 'pre_reserved')
            OR bool_or(stay.status = 'pre_reserved' AND stay.hold_expires_at IS DISTINCT FROM booking.hold_expires_at)
            OR bool_or(stay.status <> 'pre_reserved' AND stay.hold_expires_at IS NOT NULL)
    """,
    # What was given up costs its fee, if any; everything else its price.
    "a stay owes its price, or nothing but a fee": """
        SELECT stay.id FROM bookings_reservation AS stay
        LEFT JOIN bookings_folioentry AS entry ON entry.reservation_id = stay.id
        WHERE stay.booking_id IS NOT NULL
        GROUP BY stay.id, stay.status, stay.price
        HAVING coalesce(sum(CASE entry.kind WHEN 'credit' THEN -entry.amount WHEN 'fee' THEN 0 ELSE entry.amount END)
                        FILTER (WHERE entry.kind NOT IN ('payment', 'refund')), 0)
            <> CASE WHEN stay.status IN ('cancelled', 'expired') THEN 0 ELSE stay.price END
    """,
    "only what was given up owes a fee": """
        SELECT stay.id FROM bookings_reservation AS stay JOIN bookings_folioentry AS entry ON entry.reservation_id = stay.id
        WHERE entry.kind = 'fee' AND stay.status <> 'cancelled'
    """,
    "every change has its event": "",
}


def violations() -> dict[str, int]:
    """Return how many rows break each promise, of the business in whose scope this is asked."""
    counts = {}
    with connection.cursor() as cursor:
        for name, query in PROMISES.items():
            if query:
                cursor.execute(query)
                counts[name] = len(cursor.fetchall())
    return counts | {"every change has its event": len(disagreements())}


def broken_promises() -> list[str]:
    """Return the names of the promises that do not hold for the business in whose scope this is asked."""
    return [name for name, count in violations().items() if count]
