"""The list of bookings: found by code, name and telephone, narrowed down by state, holds and money."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from bookings.models import Booking
from bookings.services.confirming import cancel, confirm
from bookings.services.payments import record_payment
from tenants import clock
from tenants.models import Guest, Tenant
from tests.bookings.desk.conftest import NOON, Hold
from tests.cast import Enter, make_guest

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/admin/bookings/booking/"


@pytest.fixture
def beto(hotel: Tenant) -> Guest:
    return make_guest(hotel, "Beto Ruiz", "5493815550199")


@pytest.fixture
def two(hold: Hold, beto: Guest) -> tuple[Booking, Booking]:
    """A hold of Ana's for the third of December, and one of Beto's for the tenth."""
    return hold(3, 5), hold(10, 12, who=beto)


def shown(desk: Client, two: tuple[Booking, Booking], **query: str) -> tuple[bool, bool]:
    """Return which of the two a list shows."""
    page = desk.get(LIST, query).content.decode()
    ana, beto = (f">{booking.code}</a>" in page for booking in two)
    return ana, beto


def test_a_booking_is_found_however_its_code_is_written(desk: Client, two: tuple[Booking, Booking]) -> None:
    code = two[0].code

    assert shown(desk, two, q=f" {code[:3].lower()}-{code[3:]} ") == (True, False)


def test_a_booking_is_found_by_name_and_telephone(desk: Client, two: tuple[Booking, Booking]) -> None:
    assert shown(desk, two, q="ruiz") == (False, True)
    assert shown(desk, two, q="0381 555-0101") == (True, False)
    assert shown(desk, two, q="nadie") == (False, False)


def test_bookings_are_narrowed_down_by_state(
    desk: Client, hotel: Tenant, two: tuple[Booking, Booking], scope: Enter
) -> None:
    with scope(hotel):
        confirm(booking=two[0], now=NOON)

    assert shown(desk, two, state="confirmed") == (True, False)
    assert shown(desk, two, state="pre_reserved") == (False, True)
    assert shown(desk, two, hold="open") == (False, True)
    assert shown(desk, two, state="nonsense") == (True, True)


def test_holds_that_run_out_soon_are_found(desk: Client, two: tuple[Booking, Booking]) -> None:
    assert shown(desk, two, hold="soon") == (True, True)

    clock.move(timedelta(days=-1))
    assert shown(desk, two, hold="soon") == (False, False)


def test_bookings_are_narrowed_down_by_arrival(desk: Client, two: tuple[Booking, Booking]) -> None:
    assert shown(desk, two, arrival="today") == (False, False)
    assert shown(desk, two, arrival="week") == (True, False)
    clock.move(timedelta(days=2))
    assert shown(desk, two, arrival="today") == (True, False)


def test_the_overpaid_are_listed(desk: Client, hotel: Tenant, two: tuple[Booking, Booking], scope: Enter) -> None:
    with scope(hotel):
        record_payment(booking=two[0], amount=Decimal(250), method="cash", now=NOON)

    assert shown(desk, two, money="overpaid") == (True, False)
    assert shown(desk, two, money="owing") == (False, True)
    assert shown(desk, two, money="deposit") == (False, True)
    assert "A favor del huésped: ARS\xa050,00" in desk.get(LIST).content.decode()


def test_who_paid_and_cancelled_is_overpaid(
    desk: Client, hotel: Tenant, two: tuple[Booking, Booking], scope: Enter
) -> None:
    with scope(hotel):
        record_payment(booking=two[0], amount=Decimal(60), method="cash", now=NOON)
        cancel(booking=two[0], now=NOON, reason="se enfermó")

    assert shown(desk, two, money="overpaid") == (True, False)


def test_the_list_says_how_much_time_a_hold_has(desk: Client, two: tuple[Booking, Booking]) -> None:
    page = desk.get(LIST).content.decode()

    assert "prerreservada: quedan 1 h 00 min" in page
    assert "03/12/2026 – 05/12/2026" in page


def test_a_booking_is_not_typed_in_here(desk: Client, two: tuple[Booking, Booking]) -> None:
    assert desk.get(f"{LIST}add/").status_code == 403
    assert desk.post(f"{LIST}{two[0].pk}/change/", {"note": "x"}).status_code in (200, 403, 405)
