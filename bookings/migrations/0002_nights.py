"""What Postgres holds by itself: whose rows they are, which slots a unit has, and that no night is sold twice."""

from django.db import migrations

from bookings import nights
from tenants import tenancy

TABLES = (
    "property",
    "unittype",
    "photo",
    "unit",
    "rateplan",
    "season",
    "taxrule",
    "extra",
    "exchangerate",
    "ratechange",
    "holdrule",
    "quote",
    "booking",
    "reservation",
    "bookingevent",
    "folioentry",
    "waitlistentry",
    "messagerule",
    "staymessage",
)
FOR_EVER = migrations.RunSQL.noop


class Migration(migrations.Migration):
    dependencies = [("bookings", "0001_bookings")]

    operations = [
        *(tenancy.TenantTable(table) for table in TABLES),
        migrations.RunSQL([nights.SLOT_SEQUENCE, nights.SLOT_RIGHTS], "DROP SEQUENCE bookings_slot"),
        migrations.RunSQL(
            [nights.SLOT_FUNCTION, nights.SLOT_TRIGGER],
            ["DROP TRIGGER unit_slots ON bookings_unit", "DROP FUNCTION conserje_unit_slots()"],
        ),
        migrations.RunSQL(
            [nights.COPIED_SLOTS, nights.LONGEST.format(nights=1100), nights.VACUUM_OFTEN],
            [
                "ALTER TABLE bookings_reservation DROP CONSTRAINT reservation_slots_of_its_unit",
                "ALTER TABLE bookings_reservation DROP CONSTRAINT reservation_longest",
            ],
        ),
        migrations.RunSQL(nights.STATUS_INDEX, "DROP INDEX idx_reservations_status_checkin"),
        migrations.RunSQL(nights.SEASONS_APART, "ALTER TABLE bookings_season DROP CONSTRAINT season_apart"),
        migrations.RunSQL(
            [nights.OVERDUE_INDEX, nights.OVERDUE_FUNCTION, *nights.OVERDUE_RIGHTS],
            ["DROP FUNCTION conserje_overdue_holds(timestamptz, integer)", "DROP INDEX booking_overdue"],
        ),
        migrations.RunSQL(tenancy.append_only("bookings_bookingevent"), FOR_EVER),
        migrations.RunSQL(tenancy.append_only("bookings_folioentry"), FOR_EVER),
        tenancy.Audited("property"),
        tenancy.Audited("unittype"),
        tenancy.Audited("photo", private=["content"]),
        tenancy.Audited("unit"),
        tenancy.Audited("rateplan"),
        tenancy.Audited("season"),
        tenancy.Audited("taxrule"),
        tenancy.Audited("extra"),
        tenancy.Audited("exchangerate"),
        tenancy.Audited("holdrule"),
        tenancy.Audited("messagerule"),
        tenancy.Audited("waitlistentry"),
    ]
