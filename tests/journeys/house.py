"""What the house has in its books: stays as rows of the calendar, and whose a conversation is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bookings.models import Booking, Reservation, UnitType
from bookings.services.holds import place_hold
from bookings.stays import Party, Stay, WantedStay
from messaging.models import Conversation
from tenants import clock
from tenants.models import Guest, StaffTask, Tenant
from tests.cast import enter

HELD, CANCELLED = "pre_reserved", "cancelled"


class Row(NamedTuple):
    """A stay in the calendar."""

    unit: str
    check_in: date
    check_out: date
    status: str
    adults: int
    children: int
    price: Decimal


def day(number: int, month: int = 12) -> date:
    """Return a day of the December in which the journeys lead."""
    return date(2025, month, number)


def rows(house: Tenant, *, source: str = "whatsapp") -> list[Row]:
    """Return the stays that came by WhatsApp, as they stand in the calendar."""
    with enter(house):
        found = Reservation.objects.filter(source=source).select_related("unit").order_by("pk")
        return [
            Row(
                it.unit.name,
                it.period.lower,
                it.period.upper,
                str(it.status),
                it.adults,
                it.children,
                it.price,
            )
            for it in found
        ]


def bookings(house: Tenant) -> list[Booking]:
    """Return the bookings that came by WhatsApp."""
    with enter(house):
        return list(Booking.objects.filter(source="whatsapp").select_related("guest").order_by("pk"))


def owner_of(house: Tenant, number: str) -> str:
    with enter(house):
        return Conversation.objects.get(wa_id=number).owner


def tasks(house: Tenant) -> list[StaffTask]:
    with enter(house):
        return list(StaffTask.objects.order_by("pk"))


def sell(house: Tenant, kind: UnitType, stay: Stay, *, count: int) -> None:
    """Let others have some of a type's nights, at the desk."""
    with enter(house):
        other = Guest.objects.create(name="Otro", language="es")
        wanted = [WantedStay(kind.pk, stay, Party(1))] * count
        place_hold(guest=other, stays=wanted, source="desk", now=clock.now(), by_staff=True)
