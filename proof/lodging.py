"""A business with as many units and stays as a bench wants, made by Postgres itself in seconds and kept for the next run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connections, transaction

from proof import lodging_rows as rows
from tenants.models import Tenant

# Nights from one stay of a unit to its next, on average; most stays are over, as in a business of some years.
NIGHTS_EACH, PAST = 4.5, 0.65
ROOM_EVERY, BEDS = 50, 9


@dataclass(frozen=True)
class Lodging:
    """What was made: of how many types with which ids, and the day that counts as today."""

    tenant_id: int
    slug: str
    type_ids: tuple[int, ...]
    units: int
    reservations: int
    today: date
    # Every night from here on is free.
    last_night: date


def make_lodging(
    slug: str, *, units: int, reservations: int, today: date, say: Callable[[str], None] = lambda _: None
) -> Lodging:
    """Return a business with so many units and about so many stays; one that stands already is taken as it is.

    Four fifths of the units are cabins of eight types, the rest are dorm rooms with their beds, which are units too.
    Ten units are the least.
    """
    tenant, _ = Tenant.objects.get_or_create(slug=slug, defaults={"name": slug.replace("-", " ").title()})
    if not count_of("bookings_reservation", tenant):
        say(f"making {units} units and {reservations} stays of {slug}")
        with connections["owner"].cursor() as cursor:
            # Tests' servers do not wait for their log; VACUUM would then take no row for one that everybody sees.
            cursor.execute("SET synchronous_commit = on")
        with transaction.atomic(using="owner"):
            fill(tenant, units=units, reservations=reservations, today=today)
        settle()
    return told(tenant, today)


def fill(tenant: Tenant, *, units: int, reservations: int, today: date) -> None:
    rooms = max(units // ROOM_EVERY, 1)
    sold = units - rooms
    each = -(-reservations // sold)
    values: dict[str, Any] = {
        "tenant": tenant.pk,
        "cabins": units - rooms * (BEDS + 1),
        "rooms": rooms,
        "beds": BEDS,
        "guests": max(reservations // 20, 1),
        "each": each,
        "most": reservations,
        "begin": today - timedelta(days=round(each * NIGHTS_EACH * PAST)),
        "today": today,
    }
    with connections["owner"].cursor() as cursor:
        for statement in rows.STATEMENTS:
            cursor.execute(statement, values)


def settle() -> None:
    """Let Postgres know what is there, as autovacuum would in a minute: without it, it would plan for empty tables."""
    with connections["owner"].cursor() as cursor:
        for table in rows.TABLES:
            cursor.execute(f"VACUUM (ANALYZE) {table}")


def told(tenant: Tenant, today: date) -> Lodging:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM bookings_unittype WHERE tenant_id = %s", [tenant.pk])
        types = cursor.fetchone()[0]
        cursor.execute("SELECT max(check_out) FROM bookings_reservation WHERE tenant_id = %s", [tenant.pk])
        last = cursor.fetchone()[0]
    return Lodging(
        tenant.pk,
        tenant.slug,
        tuple(types),
        count_of("bookings_unit", tenant),
        count_of("bookings_reservation", tenant),
        today,
        last,
    )


def count_of(table: str, tenant: Tenant) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE tenant_id = %s", [tenant.pk])  # noqa: S608 (a name of ours)
        row: tuple[Any, ...] = cursor.fetchone()
    return int(row[0])
