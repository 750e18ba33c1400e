"""The statements that make a lodging's rows (proof/lodging.py). Chance is seeded: the same rows every time."""

from __future__ import annotations

SEED = "SELECT setseed(0.42)"

HOUSE = """
INSERT INTO bookings_property (tenant_id, name, address, country, check_in_from, check_out_by, cutoff, longest_stay,
                               most_unpaid_holds, quote_hours)
VALUES (%(tenant)s, 'Casa', '', 'AR', '15:00', '10:00', '04:00', 60, 10000, 24)
"""

# Types of cabins for two to six, a type of room and one of bed.
TYPES = """
INSERT INTO bookings_unittype (tenant_id, property_id, kind, name, name_pt, name_en, description, description_pt,
    description_en, house_rules, house_rules_pt, house_rules_en, amenities, dorm_gender, capacity, position, is_active)
SELECT %(tenant)s, house.id, type.kind, type.name, '', '', '', '', '', '', '', '', '{wifi}', '', type.capacity,
       type.number, true
FROM bookings_property AS house,
     (SELECT number, 'cabin' AS kind, 'Tipo ' || number AS name, 2 + number %% 5 AS capacity
      FROM generate_series(1, 8) AS number
      UNION ALL VALUES (9, 'room', 'Dormitorio entero', %(beds)s), (10, 'bed', 'Cama en dormitorio', 1)) AS type
WHERE house.tenant_id = %(tenant)s
"""
PLANS = """
INSERT INTO bookings_rateplan (tenant_id, type_id, name, currency, collected_in, base_price, weekend_multiplier,
    weekend_nights, included_guests, extra_guest, cleaning_fee, length_discounts, deposit_percent, cancellation,
    min_nights, is_default, is_active)
SELECT tenant_id, id, 'Habitual', 'ARS', '', 40000 + 5000 * capacity, 1.2, '{5,6}', least(capacity, 2), 8000, 15000,
       '[{"nights": 7, "percent": "10"}]', 30, '[{"hours": 48, "percent": "50"}]', 1, true, true
FROM bookings_unittype WHERE tenant_id = %(tenant)s
"""
SEASONS = """
INSERT INTO bookings_season (tenant_id, plan_id, name, first_night, last_night, price, closed_to_arrival,
                             closed_to_departure, is_closed)
SELECT tenant_id, id, 'Temporada ' || number, %(today)s::date + number * 90, %(today)s::date + number * 90 + 29,
       base_price * 1.5, false, false, false
FROM bookings_rateplan, generate_series(0, 11) AS number WHERE tenant_id = %(tenant)s
"""

UNIT = "INSERT INTO bookings_unit (tenant_id, type_id, parent_id, name, capacity, state, is_active, position, note)"
CABINS = f"""
{UNIT}
SELECT %(tenant)s, type.id, NULL::bigint, 'Cabaña ' || number, type.capacity, 'clean', true, number, ''
FROM generate_series(1, %(cabins)s) AS number
JOIN bookings_unittype AS type ON type.tenant_id = %(tenant)s AND type.position = 1 + number %% 8
"""  # noqa: S608 (a constant of ours)
ROOMS = f"""
{UNIT}
SELECT tenant_id, id, NULL::bigint, 'Dormitorio ' || number, capacity, 'clean', true, 10000 + number * (%(beds)s + 1), ''
FROM bookings_unittype, generate_series(1, %(rooms)s) AS number WHERE tenant_id = %(tenant)s AND kind = 'room'
"""  # noqa: S608
BEDS = f"""
{UNIT}
SELECT type.tenant_id, type.id, room.id, room.name || ', cama ' || number, 1, 'clean', true, room.position + number, ''
FROM bookings_unittype AS type JOIN bookings_unit AS room ON room.tenant_id = type.tenant_id AND room.position > 10000,
     generate_series(1, %(beds)s) AS number
WHERE type.tenant_id = %(tenant)s AND type.kind = 'bed'
ORDER BY room.position, number
"""  # noqa: S608

GUESTS = """
INSERT INTO tenants_guest (tenant_id, name, language, note)
SELECT %(tenant)s, 'Huésped ' || number, 'es', '' FROM generate_series(1, %(guests)s) AS number
"""

# One booking for each stay, in the same order of chance; joined by number below.
STAYS = """
CREATE TEMPORARY TABLE made_stays ON COMMIT DROP AS
WITH sold AS (
    SELECT id, slots, capacity FROM bookings_unit
    WHERE tenant_id = %(tenant)s AND type_id NOT IN (SELECT id FROM bookings_unittype WHERE kind = 'room')
), drawn AS (
    SELECT sold.*, number, 1 + floor(random() * 5)::int AS nights, floor(random() * 4)::int AS gap, random() AS fate
    FROM sold, generate_series(1, %(each)s) AS number
), placed AS (
    SELECT *, %(begin)s::date + (sum(nights + gap) OVER (PARTITION BY id ORDER BY number) - nights)::int AS check_in
    FROM drawn
)
SELECT row_number() OVER (ORDER BY number, id) AS row, id AS unit_id, slots, capacity, check_in,
       check_in + nights AS check_out, %(today)s::date AS today,
       CASE WHEN fate < 0.08 THEN 'cancelled'
            WHEN fate < 0.12 THEN 'expired'
            WHEN check_in + nights <= %(today)s::date THEN CASE WHEN fate < 0.14 THEN 'no_show' ELSE 'checked_out' END
            WHEN fate < 0.15 THEN 'blocked'
            WHEN check_in <= %(today)s::date THEN 'checked_in'
            WHEN fate < 0.16 THEN 'pre_reserved'
            ELSE 'confirmed' END AS status
FROM placed ORDER BY number, id LIMIT %(most)s
"""
BOOKINGS = """
WITH guests AS (
    SELECT id, row_number() OVER (ORDER BY id) AS row FROM tenants_guest WHERE tenant_id = %(tenant)s
)
INSERT INTO bookings_booking (tenant_id, code, guest_id, source, language, price, currency, total, deposit,
                              hold_expires_at, note, created_at, created_by)
SELECT %(tenant)s, 'L' || stay.row, guests.id, (ARRAY['whatsapp', 'desk', 'web', 'channel'])[1 + stay.row %% 4], 'es',
       '{}', 'ARS', 100000, 30000, CASE WHEN status = 'pre_reserved' THEN stay.today + interval '2 years' END, '',
       stay.check_in - interval '20 days', 'system:bench'
FROM made_stays AS stay JOIN guests ON guests.row = 1 + stay.row %% %(guests)s
WHERE status <> 'blocked'
"""
RESERVATIONS = """
INSERT INTO bookings_reservation (tenant_id, booking_id, unit_id, slots, period, adults, children, capacity, status,
    hold_expires_at, price, currency, lines, source, external_uid, reason, overbooked, shadowed)
SELECT %(tenant)s, booking.id, stay.unit_id, stay.slots, daterange(stay.check_in, stay.check_out),
       CASE WHEN booking.id IS NULL THEN 0 ELSE 1 END, 0, stay.capacity, stay.status, booking.hold_expires_at, 100000,
       'ARS', '{}', coalesce(booking.source, 'desk'), '', '', false, false
FROM made_stays AS stay
LEFT JOIN bookings_booking AS booking ON booking.tenant_id = %(tenant)s AND booking.code = 'L' || stay.row
ORDER BY stay.row
"""

STATEMENTS = (
    SEED, HOUSE, TYPES, PLANS, SEASONS, CABINS, ROOMS, BEDS, GUESTS, STAYS, BOOKINGS, "ANALYZE bookings_booking",
    RESERVATIONS,
)  # fmt: skip
TABLES = (
    "bookings_property", "bookings_unittype", "bookings_rateplan", "bookings_season", "bookings_unit", "tenants_guest",
    "bookings_booking", "bookings_reservation",
)  # fmt: skip
