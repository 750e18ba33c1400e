"""How to fill the lists about bookings: each row with a guest and nights of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Model

from bookings.models import Booking, BookingEvent, FolioEntry, Quote, Unit, WaitlistEntry
from tenants import clock
from tenants.models import Guest, GuestIdentity, Tenant
from tests.bookings.rows import plain_booking, plain_stay
from tests.desk.catalogue_rows import BEGINNING, kind, name, unit


def guest(tenant: Tenant) -> Guest:
    made = Guest.objects.create(name=f"Ana {name()}")
    GuestIdentity.objects.create(guest=made, kind="email", value=f"{name().lower()}@ejemplo.com")
    return made


def booking(tenant: Tenant) -> Booking:
    """Return a hold of two stays, with its first movements."""
    made = plain_booking(guest(tenant), code=name(), hold_expires_at=clock.now() + timedelta(minutes=50))
    room = unit(tenant)
    for one in (room, Unit.objects.filter(parent=room).get()):
        first = BEGINNING if one is room else BEGINNING + timedelta(days=3)
        plain_stay(
            one,
            first,
            first + timedelta(days=3),
            made,
            status="pre_reserved",
            hold_expires_at=made.hold_expires_at,
            adults=1,
        )
    FolioEntry.objects.create(booking=made, kind="charge", amount=300, currency="ARS", actor="system:test")
    BookingEvent.objects.create(booking=made, kind="hold_placed", actor="system:test")
    return made


def quote(tenant: Tenant) -> Quote:
    expires_at = clock.now() + timedelta(days=1)
    return Quote.objects.create(
        code=name(), guest=guest(tenant), currency="ARS", total=300, deposit=90, expires_at=expires_at
    )


def wait(tenant: Tenant) -> WaitlistEntry:
    """Return somebody who has been offered nights."""
    return WaitlistEntry.objects.create(
        guest=guest(tenant),
        type=kind(tenant),
        check_in=BEGINNING,
        check_out=BEGINNING + timedelta(days=2),
        status="offered",
        booking=booking(tenant),
    )


BOOKING_MAKERS: dict[type[Model], Callable[[Tenant], Model]] = {Booking: booking, Quote: quote, WaitlistEntry: wait}
