"""Rows of rooms, bookings and their money that the generic way cannot fill, and bodies for the endpoints about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from bookings.codes import new_code
from bookings.models import (
    Booking,
    ExchangeRate,
    Photo,
    Property,
    Quote,
    RateChange,
    RatePlan,
    Reservation,
    Unit,
    UnitType,
    WaitlistEntry,
)
from tenants import clock
from tenants.models import Guest

if TYPE_CHECKING:
    from config.tenancy_audit.stage import Side

Maker = Callable[["Side"], models.Model | None]
PLACES_IN_A_UNIT = 4
TURNS = count()


def day(ahead: int) -> date:
    """Return a day to come, far enough that no house's clock makes it yesterday."""
    return clock.now().date() + timedelta(days=2 + ahead)


def unit_type(side: Side) -> models.Model:
    return UnitType.objects.create(
        property_id=side.row(Property).pk, name=side.token, description=side.token, capacity=PLACES_IN_A_UNIT
    )


def unit(side: Side) -> models.Model:
    return Unit.objects.create(
        type_id=side.row(UnitType).pk, name=side.token, note=side.token, capacity=PLACES_IN_A_UNIT
    )


def photo(side: Side) -> models.Model:
    return Photo.objects.create(
        type_id=side.row(UnitType).pk, caption=side.token, key=side.token, content=b"", content_type="image/png"
    )


def exchange_rate(side: Side) -> models.Model:
    return ExchangeRate.objects.create(base="USD", quote="ARS", rate=1000, valid_from=day(0))


def quote(side: Side) -> models.Model:
    """Return a price whose code an address takes; its token is the guest's."""
    return Quote.objects.create(
        code=new_code(),
        guest_id=side.row(Guest).pk,
        price={"stays": []},
        currency="ARS",
        total=1,
        deposit=1,
        expires_at=clock.now() + timedelta(days=1),
    )


def booking(side: Side) -> models.Model:
    return Booking.objects.create(
        code=new_code(),
        guest_id=side.row(Guest).pk,
        source="api",
        currency="ARS",
        total=1,
        deposit=1,
        note=side.token,
        created_by=side.token,
    )


def reservation(side: Side) -> models.Model:
    where = side.row(Unit)
    where.refresh_from_db()  # its slots are given by a trigger
    return Reservation.objects.create(
        booking_id=side.row(Booking).pk,
        unit_id=where.pk,
        slots=where.slots,  # type: ignore[attr-defined]
        period=DateRange(day(0), day(2)),
        adults=2,
        capacity=PLACES_IN_A_UNIT,
        status="confirmed",
        currency="ARS",
        source="api",
        reason=side.token,
    )


def rate_change(side: Side) -> models.Model:
    """Return what somebody did in the price grid, which is told in words there."""
    what = {"act": "raise", "percent": "5", "first_night": day(0).isoformat(), "last_night": day(2).isoformat()}
    return RateChange.objects.create(plan_id=side.row(RatePlan).pk, actor=side.token, what=what)


def wait(side: Side) -> models.Model:
    return WaitlistEntry.objects.create(
        guest_id=side.row(Guest).pk, type_id=side.row(UnitType).pk, check_in=day(0), check_out=day(2)
    )


MAKERS: dict[str, Maker] = {
    "bookings.unittype": unit_type,
    "bookings.unit": unit,
    "bookings.photo": photo,
    "bookings.exchangerate": exchange_rate,
    "bookings.ratechange": rate_change,
    "bookings.quote": quote,
    "bookings.booking": booking,
    "bookings.reservation": reservation,
    "bookings.waitlistentry": wait,
}

# What a place in an address or a field of a body is called, where the name of the table alone does not say it.
PLACES = {
    "booking_code": ("bookings.booking", "code"),
    "quote_code": ("bookings.quote", "code"),
    "block_id": ("bookings.reservation", "pk"),
    "wait_id": ("bookings.waitlistentry", "pk"),
    "unit_type": ("bookings.unittype", "pk"),
    "unit": ("bookings.unit", "pk"),
}


def nights(side: Side) -> dict[str, Any]:
    """Return nights that nobody has: what is placed there stays until the end of the trial."""
    first = 10 + 3 * next(TURNS)
    return {"check_in": day(first).isoformat(), "check_out": day(first + 2).isoformat()}


def stay(side: Side) -> dict[str, Any]:
    """Return a stay that names no place yet: each is tried in turn."""
    return {**nights(side), "adults": 1}


def stay_of_a_guest(side: Side) -> dict[str, Any]:
    return {**stay(side), "contact": {"name": side.token, "phone": "+54 9 381 555-0101"}}


def closure(side: Side) -> dict[str, Any]:
    return {**nights(side), "reason": side.token}


# Bodies by the name of the address.
BODIES: dict[str, Callable[[Side], dict[str, Any]]] = {
    "quotes": stay,
    "add_stay": stay,
    "prereserve": stay_of_a_guest,
    "waitlist": stay_of_a_guest,
    "blocks": closure,
    "change_reservation": lambda _: {"adults": 1},
}
# What has to stand behind the question mark of a GET, by the name of the address.
QUERIES: dict[str, Callable[[], str]] = {
    "availability": lambda: f"?check_in={day(10).isoformat()}&check_out={day(12).isoformat()}&adults=1",
}
