"""What Postgres itself holds about nights, as statements for migrations: see docs/explanation/nights.md."""

from __future__ import annotations

# Each unit that is no bed gets a block of so many slots of its own, each bed one slot out of its room's block.
BLOCK = 100

SLOT_SEQUENCE = "CREATE SEQUENCE bookings_slot"
SLOT_RIGHTS = "GRANT USAGE ON SEQUENCE bookings_slot TO conserje_app"

# Given once and never changed: a reservation's copy must stay what the constraint was checked with.
SLOT_FUNCTION = f"""
CREATE FUNCTION conserje_unit_slots() RETURNS trigger LANGUAGE plpgsql AS $slots$
DECLARE
    room int8range;
    slot bigint;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.slots IS DISTINCT FROM OLD.slots OR NEW.parent_id IS DISTINCT FROM OLD.parent_id THEN
            RAISE EXCEPTION 'the slots of a unit never change'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_slots_fixed';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.parent_id IS NULL THEN
        slot := nextval('bookings_slot') * {BLOCK};
        NEW.slots := int8range(slot, slot + {BLOCK});
        RETURN NEW;
    END IF;
    -- Locked, so that two beds that are made at once do not get the same slot.
    SELECT slots INTO room FROM bookings_unit
    WHERE tenant_id = NEW.tenant_id AND id = NEW.parent_id AND parent_id IS NULL FOR UPDATE;
    SELECT min(free) INTO slot FROM generate_series(lower(room), upper(room) - 1) AS free
    WHERE NOT EXISTS (SELECT FROM bookings_unit
                      WHERE tenant_id = NEW.tenant_id AND parent_id = NEW.parent_id
                        AND slots = int8range(free, free + 1));
    IF slot IS NULL THEN
        RAISE EXCEPTION 'no room for this bed' USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_bed_in_a_room';
    END IF;
    NEW.slots := int8range(slot, slot + 1);
    RETURN NEW;
END
$slots$
"""  # noqa: S608 (a constant of ours)
SLOT_TRIGGER = """
CREATE TRIGGER unit_slots BEFORE INSERT OR UPDATE OF slots, parent_id ON bookings_unit
FOR EACH ROW EXECUTE FUNCTION conserje_unit_slots()
"""

# The copy in a reservation is the unit's own.
COPIED_SLOTS = """
ALTER TABLE bookings_reservation ADD CONSTRAINT reservation_slots_of_its_unit
FOREIGN KEY (tenant_id, unit_id, slots) REFERENCES bookings_unit (tenant_id, id, slots) ON UPDATE CASCADE
"""
LONGEST = """
ALTER TABLE bookings_reservation ADD CONSTRAINT reservation_longest CHECK (upper(period) - lower(period) <= {nights})
"""

# Its name is longer than Django lets an index have.
STATUS_INDEX = """
CREATE INDEX idx_reservations_status_checkin ON bookings_reservation (tenant_id, status, check_in DESC, id DESC)
"""

SEASONS_APART = """
ALTER TABLE bookings_season ADD CONSTRAINT season_apart EXCLUDE USING gist (
    int8range(tenant_id, tenant_id, '[]') WITH &&, int8range(plan_id, plan_id, '[]') WITH &&,
    daterange(first_night, last_night, '[]') WITH &&)
"""

# A table where rows come and go all day: half its dead rows would be a long walk. And an index alone can answer only for
# pages that were vacuumed since somebody wrote to them.
VACUUM_OFTEN = """
ALTER TABLE bookings_reservation
SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02)
"""

# Ids alone; each is then handled in its own tenant's scope.
OVERDUE_FUNCTION = """
CREATE FUNCTION conserje_overdue_holds(moment timestamptz, most integer)
RETURNS TABLE (of_tenant bigint, booking bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $overdue$
    SELECT tenant_id, id FROM public.bookings_booking
    WHERE hold_expires_at <= moment ORDER BY hold_expires_at LIMIT most
$overdue$
"""
OVERDUE_INDEX = "CREATE INDEX booking_overdue ON bookings_booking (hold_expires_at) WHERE hold_expires_at IS NOT NULL"
OVERDUE_RIGHTS = [
    "REVOKE ALL ON FUNCTION conserje_overdue_holds(timestamptz, integer) FROM PUBLIC",
    "ALTER FUNCTION conserje_overdue_holds(timestamptz, integer) OWNER TO conserje_platform",
    "GRANT EXECUTE ON FUNCTION conserje_overdue_holds(timestamptz, integer) TO conserje_app",
    "GRANT SELECT (tenant_id, id, hold_expires_at) ON bookings_booking TO conserje_platform",
]
