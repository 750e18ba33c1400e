"""Rows and bodies for the rights of the endpoints about rooms and bookings: one booking in each state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.apps import apps

from bookings.models import Booking, Source, Unit, UnitType
from bookings.queries.lodging import get_zone
from bookings.services.blocks import block
from bookings.services.confirming import confirm
from bookings.services.expiring import expire_bookings
from bookings.services.holds import place_hold
from bookings.services.payments import record_payment
from bookings.services.quotes import create_quote
from bookings.services.stays import check_in
from bookings.services.waitlist import join_waitlist
from bookings.stays import Party, Stay, WantedStay
from tenants import clock
from tenants.models import Tenant
from tests.cast import enter, make_guest
from tests.lodging import make_type, make_units

# Endpoints that are for a booking in another state than a hold: which of the rows below they get.
INSTEAD: dict[str, dict[str, str]] = {
    "POST /api/v1/bookings/{booking_code}/revive": {"booking_code": "expired"},
    "POST /api/v1/bookings/{booking_code}/refunds": {"booking_code": "paid"},
    "POST /api/v1/reservations/{reservation_id}/check-in": {"reservation_id": "arriving"},
    "POST /api/v1/reservations/{reservation_id}/no-show": {"reservation_id": "arriving"},
    "POST /api/v1/reservations/{reservation_id}/check-out": {"reservation_id": "here"},
}
# What has to stand behind the question mark.
ASKED = {"GET /api/v1/availability": "?check_in=2031-01-02&check_out=2031-01-05&adults=2"}
CONTACT = {"name": "Ana Paz", "phone": "+54 9 381 555-0101"}


def coming(days: int) -> date:
    """Return a day to come, in the scope of the business."""
    return clock.now().astimezone(get_zone()).date() + timedelta(days=days)


def lodging_numbers(hotel: Tenant) -> dict[str, Any]:
    """Return rows of our business for the parameters of paths, and bookings in the states that some endpoints are for."""
    with enter(hotel):
        kind = make_type("Cabaña de derechos", deposit_percent=0)
        units = make_units(kind, *(f"Unidad {number}" for number in range(8)))
    held, arriving, here, paid = (booking(hotel, kind, unit, number) for number, unit in enumerate(units[:4]))
    with enter(hotel):
        for one in (arriving, here, paid):
            confirm(booking=one, now=clock.now())
        check_in(reservation=here.reservations.all()[0], now=clock.now())
        record_payment(booking=paid, amount=paid.total, method="cash", now=clock.now())
    expired = booking(hotel, kind, units[4], 4)
    with enter(hotel):
        expire_bookings(booking_ids=[expired.pk], now=clock.now() + timedelta(days=1))
        closed = block(unit=units[5], stay=Stay(coming(3), coming(5)), reason="Pintura", now=clock.now())
        wait = join_waitlist(
            guest=make_guest(hotel, phone="5493815550999"),
            type=kind,
            stay=Stay(coming(3), coming(5)),
            party=Party(2),
            now=clock.now(),
        )
        quote = create_quote(
            stays=[WantedStay(kind.pk, Stay(coming(3), coming(5)), Party(2))], source=Source.API, now=clock.now()
        )
        # By the business's own day: for three hours of every night that is not the day of UTC.
        last_morning = coming(2).isoformat()
    return {
        "unit_type_id": kind.pk,
        "unit_id": units[6].pk,
        "booking_code": held.code,
        "reservation_id": held.reservations.all()[0].pk,
        "quote_code": quote.code,
        "block_id": closed.pk,
        "wait_id": wait.pk,
        "arriving": arriving.reservations.all()[0].pk,
        "here": here.reservations.all()[0].pk,
        "paid": paid.code,
        "expired": expired.code,
        "last_morning": last_morning,
    }


def booking(hotel: Tenant, kind: UnitType, unit: Unit, number: int) -> Booking:
    """Hold a unit from today on."""
    guest = make_guest(hotel, phone=f"549381555030{number}")
    with enter(hotel):
        wanted = WantedStay(kind.pk, Stay(coming(0), coming(3)), Party(2), unit_id=unit.pk)
        return place_hold(guest=guest, stays=[wanted], source=Source.DESK, now=clock.now(), by_staff=True)


def lodging_body(endpoint: str, numbers: dict[str, Any]) -> Any:
    """Return what is sent to an endpoint about rooms and bookings; None to those that take nothing."""
    days = {"check_in": ahead(10), "check_out": ahead(12)}
    stay = {"unit_type": numbers["unit_type_id"], **days, "adults": 2}
    bodies: dict[str, Any] = {
        "PATCH /api/v1/units/{unit_id}/state": {"state": "dirty"},
        "POST /api/v1/quotes": stay,
        "POST /api/v1/reservations/prereserve": {**stay, "contact": CONTACT},
        "POST /api/v1/reservations/{reservation_id}/change": {"adults": 1},
        "POST /api/v1/reservations/{reservation_id}/shorten": {"check_out": numbers["last_morning"]},
        "POST /api/v1/bookings/{booking_code}/extend": {"until": (clock.now() + timedelta(days=2)).isoformat()},
        "POST /api/v1/bookings/{booking_code}/stays": stay,
        "POST /api/v1/bookings/{booking_code}/payments": {"amount": "10.00", "method": "cash"},
        "POST /api/v1/bookings/{booking_code}/refunds": {"amount": "10.00", "method": "cash"},
        "POST /api/v1/bookings/{booking_code}/adjustments": {"amount": "10.00", "note": "Leña"},
        "POST /api/v1/blocks": {"unit": numbers["unit_id"], **days, "reason": "Pintura"},
        "POST /api/v1/waitlist": {**stay, "contact": CONTACT},
    }
    return bodies.get(endpoint)


def ahead(days: int) -> str:
    """Return a day to come, as it is written; which day it is here matters little."""
    return (clock.now().date() + timedelta(days=days)).isoformat()


def lodging_rows() -> Iterator[Any]:
    """Yield every row of the app, in the scope of a business."""
    for model in apps.get_app_config("bookings").get_models():
        yield from model._default_manager.order_by("pk").values_list()
