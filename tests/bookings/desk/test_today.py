"""Hoy for the front desk: who comes, who goes, who is here, what runs out, and one tap for each."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bookings.models import Booking, Reservation, Unit, WaitlistEntry, WaitStatus
from bookings.services import stays
from bookings.services.confirming import confirm
from bookings.services.payments import record_payment
from tenants import clock
from tenants.models import Guest, Tenant
from tests.bookings.desk.conftest import NOON, Hold
from tests.cast import Enter, make_person
from tests.desk.conftest import Sit
from tests.lodging import night

pytestmark = pytest.mark.django_db(transaction=True)


def today(browser: Client) -> str:
    return browser.get("/admin/").content.decode()


def panel(page: str, title: str) -> str:
    """Return the part of the page below a heading."""
    return page.partition(f">{title}<")[2].partition("</section>")[0]


def confirmed(hotel: Tenant, scope: Enter, booking: Booking) -> Reservation:
    with scope(hotel):
        confirm(booking=booking, now=clock.now())
        return booking.reservations.get()


def test_who_arrives_stands_there_with_what_they_owe(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    confirmed(hotel, scope, hold(1, 3))

    arrivals = panel(today(desk), "Llegadas")

    assert "Ana Paz" in arrivals
    assert "2 adultos" in arrivals
    assert "Debe ARS\xa0200,00" in arrivals


def test_one_tap_checks_in_and_leads_back(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    stay = confirmed(hotel, scope, hold(1, 3))
    url = reverse("admin:bookings_booking_entrada", args=[stay.booking_id, stay.pk])
    assert f'action="{url}"' in today(desk)

    answer = desk.post(url, {"from": "today"}, follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [("/admin/", 302)]
    assert "Quedó registrada la entrada." in page
    assert "Ana Paz" in panel(page, "Alojados")
    assert "Hoy no llega nadie más." in panel(page, "Llegadas")


def test_a_tap_that_comes_too_late_says_why_on_hoy(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    stay = confirmed(hotel, scope, hold(1, 3))
    url = reverse("admin:bookings_booking_entrada", args=[stay.booking_id, stay.pk])
    for _time in range(2):
        answer = desk.post(url, {"from": "today"}, follow=True)

    assert "La estadía está en un estado que no lo permite." in answer.content.decode()


def test_who_should_have_come_or_gone_stands_out(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    confirmed(hotel, scope, hold(1, 4))
    gone = confirmed(hotel, scope, hold(1, 2))
    with scope(hotel):
        stays.check_in(reservation=gone, now=NOON)
    clock.move(timedelta(days=2))

    page = today(desk)

    assert "Se esperaba el 01/12/2026" in panel(page, "Llegadas")
    assert "Tenía que irse el 02/12/2026" in panel(page, "Salidas")
    assert page.count("is-late") == 2


def test_who_leaves_today_is_checked_out_with_a_tap(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    stay = confirmed(hotel, scope, hold(1, 3))
    with scope(hotel):
        stays.check_in(reservation=stay, now=NOON)
        record_payment(booking=stay.booking, amount=Decimal(200), method="cash", now=NOON)
    clock.move(timedelta(days=2))
    assert "Debe" not in panel(today(desk), "Salidas")

    desk.post(reverse("admin:bookings_booking_salida", args=[stay.booking_id, stay.pk]), {"from": "today"})

    assert "Hoy no se va nadie más." in panel(today(desk), "Salidas")


def test_holds_say_how_much_time_is_left(desk: Client, hotel: Tenant, hold: Hold) -> None:
    booking = hold(5, 7)
    clock.move(timedelta(minutes=45))

    holds = panel(today(desk), "Prerreservas por vencer")

    assert booking.code in holds
    assert "quedan 15 minutos" in holds
    assert "seña ARS\xa060,00" in holds
    assert "is-late" in holds


def test_an_offer_of_the_waiting_list_is_there(
    desk: Client, hotel: Tenant, guest: Guest, hold: Hold, scope: Enter
) -> None:
    booking = hold(5, 7)
    with scope(hotel):
        kind = Unit.objects.first().type  # type: ignore[union-attr]
        WaitlistEntry.objects.create(
            guest=guest, type=kind, check_in=night(5), check_out=night(7), status=WaitStatus.OFFERED, booking=booking
        )

    offers = panel(today(desk), "Ofertas de la lista de espera")

    assert "Ana Paz · Cabaña para cuatro" in offers
    assert "quedan" in offers


def test_an_empty_day_says_what_will_come(desk: Client, noon: object) -> None:
    page = today(desk)

    for words in ("Hoy no llega nadie más.", "Hoy no se va nadie más.", "No hay prerreservas.", "No hay ofertas."):
        assert words in page


def test_a_long_day_costs_the_same_and_leads_to_the_rest(
    desk: Client, hotel: Tenant, hold: Hold, scope: Enter, django_assert_max_num_queries: Any
) -> None:
    with scope(hotel):
        kind = Unit.objects.first().type  # type: ignore[union-attr]
        for number in range(25):
            Unit.objects.create(type=kind, name=f"Otra {number}", capacity=4)
    booking = hold(1, 3, stays=25)
    with scope(hotel):
        confirm(booking=booking, now=NOON)
    today(desk)

    with django_assert_max_num_queries(16):
        arrivals = panel(today(desk), "Llegadas")

    assert arrivals.count("<button") == 20
    assert "Ver todas" in arrivals


def test_the_cleaning_sees_no_guest(hotel: Tenant, hold: Hold, sit: Sit, scope: Enter) -> None:
    confirmed(hotel, scope, hold(1, 3))

    page = today(sit(make_person("lola", hotel, "housekeeper")))

    assert "Ana Paz" not in page
    assert "Llegadas" not in page


def test_who_may_only_read_has_nothing_to_tap(hotel: Tenant, hold: Hold, sit: Sit, scope: Enter) -> None:
    confirmed(hotel, scope, hold(1, 3))

    arrivals = panel(today(sit(make_person("rita", hotel, "read_only"))), "Llegadas")

    assert "Ana Paz" in arrivals
    assert "<button" not in arrivals
