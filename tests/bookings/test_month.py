"""The month as the front desk sees it: every unit, who has it, in one query."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from bookings.models import Booking, Property, Unit, UnitType
from bookings.queries.month import MonthRow, list_month
from tenants.models import Guest, Tenant
from tests.bookings.rows import plain_booking, plain_stay
from tests.cast import enter
from tests.lodging import make_type, make_units, night

pytestmark = pytest.mark.usefixtures("in_hotel")

Queries = Callable[..., Any]


@pytest.fixture
def booking(in_hotel: Tenant, guest: Guest) -> Booking:
    return plain_booking(guest)


def december() -> list[MonthRow]:
    return list_month(first=night(1), after_last=date(2027, 1, 1))


def test_sixty_units_and_their_stays_are_one_query(booking: Booking, django_assert_num_queries: Queries) -> None:
    units = make_units(make_type(), *(f"{number:02}" for number in range(60)))
    for unit in units:
        for number in range(0, 30, 5):
            check_in = night(1) + timedelta(days=number)
            plain_stay(unit, check_in, check_in + timedelta(days=4), booking)

    with django_assert_num_queries(1):
        month = december()

    assert [row.name for row in month] == [f"{number:02}" for number in range(60)]
    assert {len(row.stays) for row in month} == {6}


def test_a_stay_tells_who_has_the_nights_and_how(booking: Booking) -> None:
    (cabin,) = make_units(make_type(), "Arrayán")
    plain_stay(cabin, night(3), night(6), booking, overbooked=True, reason="Lo pidió la dueña")

    (row,) = december()

    (stay,) = row.stays
    assert (row.name, row.type_name, row.property_name, row.state) == ("Arrayán", "Cabaña", "Casa", "clean")
    assert (stay.code, stay.guest, stay.status, stay.source) == (booking.code, "Ana Paz", "confirmed", "desk")
    assert (stay.check_in, stay.check_out, stay.overbooked) == (night(3), night(6), True)


def test_beds_follow_their_room_whatever_their_own_type(booking: Booking) -> None:
    rooms, beds, cabins = (make_type(name) for name in ("Dormitorio", "Cama", "Cabaña"))
    small, large = make_units(rooms, "Chico", "Grande")
    make_units(beds, "G1", parent=large)
    make_units(beds, "C1", "C2", parent=small)
    make_units(cabins, "Arrayán")

    names = [row.name for row in december()]

    assert names == ["Chico", "C1", "C2", "Grande", "G1", "Arrayán"]


def test_what_ends_on_the_first_or_begins_after_the_last_is_not_of_the_month(booking: Booking) -> None:
    (cabin,) = make_units(make_type(), "Arrayán")
    plain_stay(cabin, date(2026, 11, 20), night(1), booking)
    plain_stay(cabin, date(2027, 1, 1), date(2027, 1, 5), booking)
    plain_stay(cabin, night(31), date(2027, 1, 1), booking)

    (row,) = december()

    assert [stay.check_in for stay in row.stays] == [night(31)]


def test_closures_are_shown_and_what_was_cancelled_is_not(booking: Booking) -> None:
    (cabin,) = make_units(make_type(), "Arrayán")
    plain_stay(cabin, night(1), night(3), reason="Pintura")
    plain_stay(cabin, night(5), night(8), booking, status="cancelled")
    plain_stay(cabin, night(5), night(8), booking, status="checked_out")

    (row,) = december()

    assert [(stay.status, stay.guest, stay.reason) for stay in row.stays] == [
        ("blocked", None, "Pintura"),
        ("checked_out", "Ana Paz", ""),
    ]


def test_units_that_are_not_sold_and_those_of_a_neighbour_are_not_shown(neighbour: Tenant) -> None:
    make_units(make_type(), "Arrayán", "Vieja")
    Unit.objects.filter(name="Vieja").update(is_active=False)
    with enter(neighbour):
        make_units(make_type(), "Ajena")

    assert [(row.name, row.stays) for row in december()] == [("Arrayán", ())]


def test_a_unit_that_is_not_sold_any_more_is_shown_while_somebody_has_nights_in_it(booking: Booking) -> None:
    (cabin,) = make_units(make_type(), "Arrayán")
    plain_stay(cabin, night(3), night(6), booking)
    Unit.objects.update(is_active=False)

    assert [(row.name, row.is_active) for row in december()] == [("Arrayán", False)]


def test_a_type_is_named_in_the_language_that_is_asked_for() -> None:
    make_units(make_type(), "Arrayán")
    UnitType.objects.update(name_en="Cabin")

    months = [list_month(first=night(1), after_last=night(5), language=language) for language in ("en", "pt", "")]

    assert [row.type_name for (row,) in months] == ["Cabin", "Cabaña", "Cabaña"]


def test_houses_stand_one_after_the_other() -> None:
    make_units(make_type(house=Property.objects.create(name="Norte")), "N")
    make_units(make_type(house=Property.objects.create(name="Lago")), "L")

    assert [row.property_name for row in december()] == ["Lago", "Norte"]
