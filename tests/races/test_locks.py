"""Somebody keeps a lock for too long: whoever waits for it is told so in time, and nothing is half done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from inspect import signature
from typing import Any

import pytest
from django.db import connection, connections, transaction

from bookings.models import Booking, Unit, UnitType
from bookings.services.adding import add_stay
from bookings.services.blocks import block, unblock
from bookings.services.confirming import cancel, confirm
from bookings.services.holds import extend_hold, place_hold
from bookings.services.payments import record_adjustment, record_payment
from bookings.services.stays import change_stay, check_in, mark_no_show, shorten
from bookings.stays import Stay
from tenants.models import Guest, Tenant
from tests.cast import enter
from tests.lodging import night
from tests.races.nights import FIRST_NIGHTS, LONG_AGO, NOW, Work, broken, inside, placed, stay_of, told, wanting

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.timeout(180)]


@contextmanager
def held(statement: str, *values: Any) -> Iterator[None]:
    """Let somebody else have done this and not be finished."""
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        yield
        transaction.set_rollback(True, "owner")


def impatiently(hotel: Tenant, work: Work) -> Work:
    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '50ms'")
        return work()

    return inside(hotel, run)


@pytest.fixture
def booking(hotel: Tenant, cabin: UnitType) -> Booking:
    """A hold that is placed."""
    return placed(hotel, wanting(cabin))


# Each locks the booking first.
LOCKING: list[tuple[Callable[..., object], dict[str, object]]] = [
    (confirm, {}),
    (cancel, {"reason": "no viene"}),
    (extend_hold, {"until": NOW + timedelta(days=1)}),
    (record_payment, {"amount": Decimal(10), "method": "cash"}),
    (record_adjustment, {"amount": Decimal(10), "note": "llave perdida"}),
    (change_stay, {"stay": Stay(night(1), night(4))}),
    (check_in, {}),
    (mark_no_show, {}),
    (shorten, {"check_out": night(2)}),
]


@pytest.mark.parametrize(("service", "given"), LOCKING, ids=lambda it: getattr(it, "__name__", ""))
def test_a_booking_that_somebody_holds_too_long_is_a_clear_refusal(
    hotel: Tenant, booking: Booking, service: Callable[..., object], given: dict[str, object]
) -> None:
    about = {"booking": booking, "reservation": stay_of(hotel, booking)}
    named = {name: row for name, row in about.items() if name in signature(service).parameters}
    if service is cancel:
        named.pop("reservation")

    with held("UPDATE bookings_booking SET note = 'x' WHERE id = %s", booking.pk):
        assert told(impatiently(hotel, lambda: service(**named, **given, now=NOW))) == "busy"

    assert broken(hotel) == []
    assert stay_of(hotel, booking).status == "pre_reserved"


CLOSE = """
    INSERT INTO bookings_reservation
        (tenant_id, unit_id, slots, period, capacity, adults, children, status, price, currency, lines, source, external_uid,
         reason, overbooked, shadowed)
    SELECT tenant_id, id, slots, '[2026-12-01,2026-12-05)', capacity, 0, 0, 'blocked', 0, '', '{}', 'desk', '', '',
           false, false
    FROM bookings_unit WHERE id = %s
"""


def wants_it(hotel: Tenant, guest: Guest, unit: Unit) -> dict[str, Work]:
    """Return every way onto the nights of a unit."""
    elsewhere = Stay(night(10), night(12))
    booking = placed(hotel, wanting(unit.type, unit, stay=elsewhere))
    stay = stay_of(hotel, booking)
    return {
        "place_hold": lambda: place_hold(guest=guest, stays=[wanting(unit.type, unit)], source="api", now=NOW),
        "block": lambda: block(unit=unit, stay=FIRST_NIGHTS, reason="pintura", now=NOW),
        "change_stay": lambda: change_stay(reservation=stay, stay=FIRST_NIGHTS, now=NOW),
        "add_stay": lambda: add_stay(booking=booking, wanted=wanting(unit.type, unit), now=NOW),
    }


@pytest.mark.parametrize("way", ["place_hold", "block", "change_stay", "add_stay"])
def test_nights_that_somebody_is_writing_for_too_long_are_a_clear_refusal(
    hotel: Tenant, three: list[Unit], guest: Guest, way: str
) -> None:
    work = wants_it(hotel, guest, three[0])[way]

    with held(CLOSE, three[0].pk):
        assert told(impatiently(hotel, work)) == "busy"

    assert told(inside(hotel, work)) == "done"
    assert broken(hotel) == []


def test_an_overdue_hold_that_somebody_keeps_locked_is_a_clear_refusal(
    hotel: Tenant, cabin: UnitType, guest: Guest
) -> None:
    overdue = placed(hotel, wanting(cabin), now=LONG_AGO)
    work = inside(hotel, lambda: place_hold(guest=guest, stays=[wanting(cabin)], source="api", now=NOW))

    with held("UPDATE bookings_booking SET note = 'x' WHERE id = %s", overdue.pk):
        assert told(impatiently(hotel, work)) == "busy"

    assert told(work) == "done"


def test_a_closure_that_somebody_holds_too_long_is_a_clear_refusal(hotel: Tenant, three: list[Unit]) -> None:
    with enter(hotel):
        closure = block(unit=three[0], stay=FIRST_NIGHTS, reason="pintura", now=NOW)

    with held("UPDATE bookings_reservation SET reason = 'x' WHERE id = %s", closure.pk):
        assert told(impatiently(hotel, lambda: unblock(reservation=closure, now=NOW))) == "busy"

    assert told(inside(hotel, lambda: unblock(reservation=closure, now=NOW))) == "done"
