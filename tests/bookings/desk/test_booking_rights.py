"""The page of a booking: what is taken back, who may do it, and what others cannot."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bookings.models import BookingEvent, Unit
from bookings.services.confirming import confirm
from tenants.models import Guest, Tenant, User
from tests.bookings.desk.conftest import NOON, Hold
from tests.bookings.desk.test_booking_page import LIST, page_of, read, send
from tests.cast import Enter, make_guest, make_person
from tests.desk.conftest import Sit

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_did_not_come_keeps_the_nights_until_they_are_freed(
    desk: Client, hotel: Tenant, hold: Hold, scope: Enter
) -> None:
    booking = hold(1, 4)
    with scope(hotel):
        confirm(booking=booking, now=NOON)
        [stay] = booking.reservations.all()

    before = read(desk, booking)
    send(desk, booking, "no_vino", stay, reason="no contesta")

    assert "Sus noches siguen ocupadas" in before
    assert "Anotó que no llegó" in read(desk, booking)


def test_a_wrong_button_is_taken_back(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold(1, 4)
    with scope(hotel):
        confirm(booking=booking, now=NOON)
        [stay] = booking.reservations.all()
    for step in ("entrada", "salida", "deshacer_salida", "deshacer_entrada"):
        send(desk, booking, step, stay)

    with scope(hotel):
        stay.refresh_from_db()
        kinds = list(BookingEvent.objects.filter(reservation=stay).values_list("kind", flat=True))
    assert stay.status == "confirmed"
    assert kinds == ["checked_in", "checked_out", "check_out_undone", "check_in_undone"]


def test_who_may_only_read_sees_no_button_and_cannot_press_one(
    hotel: Tenant, hold: Hold, sit: Sit, scope: Enter
) -> None:
    booking, reader = hold(), sit(make_person("rita", hotel, "read_only"))

    page = read(reader, booking)

    assert "Ana Paz" in page
    assert "desk-steps" not in page
    assert send(reader, booking, "confirmar", reason="x").status_code == 403
    assert send(reader, booking, "pago", amount="1", method="cash", key="k").status_code == 403


def test_the_cleaning_sees_no_booking(hotel: Tenant, hold: Hold, sit: Sit) -> None:
    booking, cleaner = hold(), sit(make_person("lola", hotel, "housekeeper"))

    assert cleaner.get(page_of(booking)).status_code == 403
    assert cleaner.get(LIST).status_code == 403


def test_a_neighbour_reaches_no_step(hotel: Tenant, hold: Hold, outsider: User, sit: Sit, scope: Enter) -> None:
    booking, theirs = hold(), sit(outsider)
    with scope(hotel):
        [stay] = booking.reservations.all()

    assert send(theirs, booking, "confirmar", reason="x").status_code == 404
    assert send(theirs, booking, "entrada", stay).status_code == 404
    assert theirs.get(page_of(booking)).status_code == 302


def test_a_stay_of_another_booking_is_not_found(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking, other = hold(3, 5), hold(3, 5)
    with scope(hotel):
        [stay] = other.reservations.all()

    assert send(desk, booking, "salida", stay).status_code == 404


def test_the_address_of_a_step_leads_back_to_its_booking(desk: Client, hold: Hold) -> None:
    booking = hold()

    answer = desk.get(reverse("admin:bookings_booking_confirmar", args=[booking.pk]))

    assert answer.headers["Location"] == page_of(booking)


def test_more_stays_cost_no_more_questions(
    desk: Client, hotel: Tenant, guest: Guest, hold: Hold, scope: Enter, django_assert_max_num_queries: Any
) -> None:
    with scope(hotel):
        kind = Unit.objects.first().type  # type: ignore[union-attr]
        for number in range(6):
            Unit.objects.create(type=kind, name=f"Otra {number}", capacity=4)
    booking = hold(10, 12, stays=6)
    with scope(hotel):
        confirm(booking=booking, now=NOON)
    read(desk, booking)

    with django_assert_max_num_queries(25):
        page = read(desk, booking)

    assert page.count("desk-stay") == 6


def test_nothing_of_a_hostile_name_runs(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    other = make_guest(hotel, "<script>alert(1)</script>", "5493815550177")
    booking = hold(who=other)

    page = read(desk, booking)

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
