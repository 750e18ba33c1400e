"""Rows written past the services: one of each table of this app, and copies of them that break a single rule."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import Error, connections, models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from bookings.models import (
    Booking,
    BookingEvent,
    ExchangeRate,
    Extra,
    FolioEntry,
    HoldRule,
    MessageRule,
    Photo,
    Property,
    Quote,
    RateChange,
    Reservation,
    Season,
    StayMessage,
    TaxRule,
    Unit,
    WaitlistEntry,
)
from tenants import clock
from tenants.models import Guest, Tenant
from tests.cast import make_guest
from tests.lodging import make_type, make_units, night

Refusal = tuple[str, str]


def plain_booking(guest: Guest, code: str = "ACD3467", **columns: Any) -> Booking:
    """Write a booking that no service knows of, in the scope of its business."""
    values = {"currency": "ARS", "total": Decimal(300), "deposit": Decimal(90), "source": "desk"}
    return Booking.objects.create(guest=guest, code=code, **(values | columns))


def plain_stay(
    unit: Unit, check_in: date, check_out: date, booking: Booking | None = None, **columns: Any
) -> Reservation:
    """Write a stay past all services: a confirmed one of a booking, or without one a closure."""
    values: dict[str, Any] = (
        {"adults": 2, "status": "confirmed", "currency": "ARS"} if booking else {"status": "blocked"}
    )
    copied = {"slots": unit.slots, "capacity": unit.capacity, "source": "desk"}
    period = DateRange(check_in, check_out)
    return Reservation.objects.create(booking=booking, unit=unit, period=period, **(copied | values | columns))


def one_of_each(tenant: Tenant) -> dict[str, models.Model]:
    """Return a valid row of each table of this app, and a guest, by the name of the table, in the scope of their business."""
    guest = make_guest(tenant)
    kind = make_type()
    (cabin,) = make_units(kind, "Arrayán")
    plan = kind.plans.get()
    now = clock.now()
    booking = plain_booking(guest)
    stay = plain_stay(cabin, night(1), night(5), booking)
    rule = MessageRule.objects.create(name="Bienvenida", template="welcome", anchor="arrival")
    rows: list[models.Model] = [
        *(guest, Property.objects.get(), kind, cabin, plan, booking, stay, rule),
        Photo.objects.create(type=kind, key="k" * 20, content=b"x", content_type="image/png"),
        Season.objects.create(plan=plan, first_night=night(10), last_night=night(20)),
        TaxRule.objects.create(name="IVA", valid_from=night(1)),
        Extra.objects.create(code="cuna", name="Cuna", price=10, currency="ARS"),
        ExchangeRate.objects.create(base="USD", quote="ARS", rate=1500, valid_from=night(1)),
        RateChange.objects.create(plan=plan, actor="test"),
        HoldRule.objects.create(minutes=30),
        Quote.objects.create(code="ACD3467", currency="ARS", total=300, deposit=90, expires_at=now + timedelta(days=1)),
        BookingEvent.objects.create(booking=booking, kind="confirmed", actor="test"),
        FolioEntry.objects.create(booking=booking, kind="charge", amount=300, currency="ARS", actor="test", key="once"),
        WaitlistEntry.objects.create(guest=guest, type=kind, check_in=night(1), check_out=night(2)),
        StayMessage.objects.create(rule=rule, booking=booking, due_at=now),
    ]
    return {row._meta.db_table: row for row in rows}


def copy_row(row: models.Model, **changes: str) -> None:
    """Insert the same row again but for some columns, which are given as SQL."""
    fields = [field for field in row._meta.concrete_fields if not (field.generated or field.primary_key)]
    columns = [str(field.column) for field in fields]
    values = [changes.get(column, f'"{column}"') for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    run(
        f'INSERT INTO "{row._meta.db_table}" ({names}) SELECT {", ".join(values)} FROM "{row._meta.db_table}" WHERE id = %s',
        row.pk,
    )


def change_row(row: models.Model, **changes: str) -> None:
    """Change columns of a row to what is given as SQL."""
    settings = ", ".join(f'"{column}" = {value}' for column, value in changes.items())
    run(f'UPDATE "{row._meta.db_table}" SET {settings} WHERE id = %s', row.pk, using=row._state.db or "default")


def run(statement: str, *values: Any, using: str = "default") -> None:
    """Run a statement in a savepoint of its own, so that a refusal leaves the test's transaction usable."""
    with transaction.atomic(using), connections[using].cursor() as cursor:
        cursor.execute(statement, values)


def refusal_of(error: Error) -> Refusal:
    """Return the state and the constraint by which Postgres refused."""
    cause: Any = error.__cause__
    return cause.sqlstate or "", cause.diag.constraint_name or ""
