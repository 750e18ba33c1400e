"""The page of a booking: what it shows, what its buttons do, and how a refusal is told on it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bookings.models import Booking, BookingEvent, FolioEntry, Reservation, Unit
from bookings.queries.folio import get_balance
from bookings.services.confirming import confirm
from bookings.services.expiring import expire_overdue
from bookings.services.payments import record_payment
from tenants import clock
from tenants.models import Tenant
from tests.bookings.desk.conftest import NOON, Hold
from tests.cast import Enter, make_guest

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/admin/bookings/booking/"


def page_of(booking: Booking) -> str:
    return f"{LIST}{booking.pk}/change/"


def send(browser: Client, booking: Booking, step: str, stay: Reservation | None = None, **data: object) -> Any:
    places = [booking.pk, *([stay.pk] if stay else [])]
    return browser.post(reverse(f"admin:bookings_booking_{step}", args=places), data)


def read(browser: Client, booking: Booking) -> str:
    return browser.get(page_of(booking)).content.decode()


def test_the_page_says_who_when_where_and_how_much(desk: Client, hold: Hold) -> None:
    booking = hold(3, 5)

    page = read(desk, booking)

    assert "Ana Paz" in page
    assert "5493815550101" in page
    assert "03/12/2026 – 05/12/2026" in page
    assert "2 noches × ARS\xa0100,00" in page
    assert "Falta la seña: ARS\xa060,00" in page
    assert "Prerreservada: quedan" in page
    assert "Prerreservó" in page


def test_a_payment_that_reaches_the_deposit_confirms(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold()

    answer = send(desk, booking, "pago", amount="60,00", method="cash", key="a")

    assert answer.status_code == 302
    page = read(desk, booking)
    assert "El pago quedó registrado." in page
    assert "Debe ARS\xa0140,00" in page
    assert "Confirmó la reserva" in page
    assert "Motivo: llegó la seña" in page
    assert "Efectivo" in page or "efectivo" in page


def test_a_payment_that_is_sent_twice_is_one(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold()
    for _time in range(2):
        send(desk, booking, "pago", amount="10", method="cash", key="the same")

    with scope(hotel):
        assert FolioEntry.objects.filter(booking=booking, kind="payment").count() == 1


@pytest.mark.parametrize("amount", ["0", "-5", "1e3", "mucho", "99999999999999"])
def test_what_is_no_amount_is_told_on_the_same_page(
    desk: Client, hotel: Tenant, hold: Hold, scope: Enter, amount: str
) -> None:
    booking = hold()

    answer = send(desk, booking, "pago", amount=amount, method="cash", key="a")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "importe" in page.partition("desk-refusal")[2][:300]
    assert '<details class="desk-step" open>' in page
    with scope(hotel):
        assert not FolioEntry.objects.filter(kind="payment").exists()


def test_a_booking_without_its_deposit_is_confirmed_with_a_reason(desk: Client, hold: Hold) -> None:
    booking = hold()

    refused = send(desk, booking, "confirmar").content.decode()
    send(desk, booking, "confirmar", reason="paga al llegar")

    assert "Este campo es requerido." in refused
    assert "Motivo: paga al llegar" in read(desk, booking)


def test_a_refusal_is_a_sentence_on_the_same_page(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold()
    with scope(hotel):
        confirm(booking=booking, now=NOON)

    answer = send(desk, booking, "confirmar", reason="otra vez")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "La estadía está en un estado que no lo permite." in page
    assert "Ana Paz" in page


def test_cancelling_says_what_it_costs_and_can_be_free(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold()
    with scope(hotel):
        plan = booking.reservations.get().unit.type.plans.get()
        plan.cancellation = [{"hours": 480, "percent": "50"}]
        plan.save()
    booking = hold(6, 8)
    with scope(hotel):
        confirm(booking=booking, now=NOON)

    before = read(desk, booking)
    send(desk, booking, "cancelar", reason="se enfermó", waive_fee="on")

    assert "cancelar ahora cuesta ARS\xa0100,00" in before
    after = read(desk, booking)
    assert "Sin cobrar el cargo por cancelación" in after
    assert "Sin deuda" in after


def test_a_cancellation_charges_its_fee(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    first = hold()
    with scope(hotel):
        plan = first.reservations.get().unit.type.plans.get()
        plan.cancellation = [{"hours": 480, "percent": "50"}]
        plan.save()
    booking = hold(6, 8)
    with scope(hotel):
        confirm(booking=booking, now=NOON)

    send(desk, booking, "cancelar", reason="se enfermó")

    assert "Cargo por cancelación: ARS\xa0100,00" in read(desk, booking)


def test_a_hold_is_extended(desk: Client, hold: Hold) -> None:
    booking = hold()

    send(desk, booking, "extender", until="2026-12-02T12:30", reason="va al banco")

    page = read(desk, booking)
    assert "Hasta el 02/12/2026 12:30" in page
    assert "El plazo quedó extendido." in page


def test_an_expired_hold_is_revived_if_its_nights_are_free(desk: Client, hotel: Tenant, hold: Hold) -> None:
    booking = hold()
    clock.move(timedelta(hours=3))
    expire_overdue(now=clock.now())

    seen = read(desk, booking)
    send(desk, booking, "revivir")

    assert "Vencida" in seen
    assert "Revivió la prerreserva" in read(desk, booking)


def test_an_expired_hold_whose_nights_are_gone_says_so(
    desk: Client, hotel: Tenant, hold: Hold, scope: Enter, neighbour: Tenant
) -> None:
    booking = hold(3, 5)
    clock.move(timedelta(hours=3))
    expire_overdue(now=clock.now())
    other = make_guest(hotel, "Beto", "5493815550199")
    hold(3, 5, stays=2, who=other)

    answer = send(desk, booking, "revivir")

    assert "Esas noches ya no están libres." in answer.content.decode()


def test_guests_arrive_and_leave(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold(1, 3)
    with scope(hotel):
        confirm(booking=booking, now=NOON)
        [stay] = booking.reservations.all()

    send(desk, booking, "entrada", stay)
    arrived = read(desk, booking)
    send(desk, booking, "salida", stay)

    assert "Alojada" in arrived
    assert "Registrar la salida" in arrived
    assert "Finalizada" in read(desk, booking)


def test_a_check_in_before_the_day_is_refused_in_words(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold(4, 6)
    with scope(hotel):
        confirm(booking=booking, now=NOON)
        [stay] = booking.reservations.all()

    answer = send(desk, booking, "entrada", stay)

    assert "Hoy no se puede hacer eso con esta estadía." in answer.content.decode()


def test_a_stay_is_moved_to_another_unit_with_its_price_shown_before(
    desk: Client, hotel: Tenant, hold: Hold, scope: Enter
) -> None:
    booking = hold(3, 5)
    with scope(hotel):
        [stay] = booking.reservations.all()
        other = Unit.objects.exclude(pk=stay.unit_id).get()
    wanted = {"check_in": "2026-12-04", "check_out": "2026-12-08", "unit": other.pk, "adults": 2, "children": 1}

    looked = send(desk, booking, "cambiar", stay, look="1", **wanted).content.decode()
    send(desk, booking, "cambiar", stay, **wanted)

    assert "Costaría ARS\xa0400,00." in looked
    page = read(desk, booking)
    assert f"{other.name} · 04/12/2026 – 08/12/2026" in page
    assert "2 adultos, 1 menor" in page


def test_a_price_that_was_looked_at_changes_nothing(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold(3, 5)
    with scope(hotel):
        [stay] = booking.reservations.all()
        before = list(BookingEvent.objects.values_list("pk", flat=True)), stay.period
    wanted = {"check_in": "2026-12-03", "check_out": "2026-12-09", "unit": stay.unit_id, "adults": 2, "children": 0}

    send(desk, booking, "cambiar", stay, look="1", **wanted)

    with scope(hotel):
        stay.refresh_from_db()
        assert (list(BookingEvent.objects.values_list("pk", flat=True)), stay.period) == before


def test_a_longer_stay_may_keep_what_was_agreed(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold(3, 5)
    with scope(hotel):
        [stay] = booking.reservations.all()
    wanted = {"check_in": "2026-12-03", "check_out": "2026-12-06", "unit": stay.unit_id, "adults": 2, "children": 0}

    send(desk, booking, "cambiar", stay, keep_price="on", **wanted)

    with scope(hotel):
        stay.refresh_from_db()
        assert (stay.nights, stay.price) == (3, Decimal(200))


def test_a_rule_of_the_rates_that_staff_may_break_is_told(
    desk: Client, hotel: Tenant, hold: Hold, scope: Enter
) -> None:
    booking = hold(3, 5)
    with scope(hotel):
        [stay] = booking.reservations.all()
        stay.unit.type.plans.update(min_nights=5)
    wanted = {"check_in": "2026-12-03", "check_out": "2026-12-06", "unit": stay.unit_id, "adults": 2, "children": 0}

    page = send(desk, booking, "cambiar", stay, look="1", **wanted).content.decode()

    assert "La estadía es más corta que el mínimo de noches." in page
    assert "Usted puede hacerlo igual." in page


def test_a_move_onto_taken_nights_is_refused_where_it_was_asked(
    desk: Client, hotel: Tenant, hold: Hold, scope: Enter
) -> None:
    booking, other = hold(3, 5), hold(3, 5)
    with scope(hotel):
        [stay], [theirs] = booking.reservations.all(), other.reservations.all()
    wanted = {"check_in": "2026-12-03", "check_out": "2026-12-05", "unit": theirs.unit_id, "adults": 2, "children": 0}

    answer = send(desk, booking, "cambiar", stay, **wanted)

    assert answer.status_code == 200
    assert "Esas noches ya no están libres." in answer.content.decode()
    with scope(hotel):
        stay.refresh_from_db()
        assert stay.unit_id != theirs.unit_id


def test_a_stay_without_nights_is_refused_at_its_field(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold(3, 5)
    with scope(hotel):
        [stay] = booking.reservations.all()
    wanted = {"check_in": "2026-12-05", "check_out": "2026-12-05", "unit": stay.unit_id, "adults": 2, "children": 0}

    page = send(desk, booking, "cambiar", stay, **wanted).content.decode()

    assert "La salida tiene que ser después de la entrada." in page


def test_a_stay_is_added_and_cancelled_alone(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold(3, 5)
    with scope(hotel):
        kind = booking.reservations.get().unit.type_id
    wanted = {"type": kind, "check_in": "2026-12-03", "check_out": "2026-12-05", "adults": 3, "children": 0}

    send(desk, booking, "agregar", **wanted)
    with scope(hotel):
        added = booking.reservations.latest("pk")
        assert get_balance(booking).owed == Decimal(400)
    send(desk, booking, "cancelar_estadia", added, reason="vienen menos")

    with scope(hotel):
        assert get_balance(booking).owed == Decimal(200)
    assert "Canceló una estadía" in read(desk, booking)


def test_a_stay_is_shortened(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold(3, 6)
    with scope(hotel):
        [stay] = booking.reservations.all()

    send(desk, booking, "acortar", stay, check_out="2026-12-04", reason="se va antes")

    assert "La salida era el 06/12/2026 y es el 04/12/2026" in read(desk, booking)


def test_money_is_given_back_and_corrected(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold()
    with scope(hotel):
        record_payment(booking=booking, amount=Decimal(250), method="card", now=NOON)

    overpaid = read(desk, booking)
    send(desk, booking, "devolucion", amount="30", method="transfer", key="r")
    send(desk, booking, "ajuste", direction="less", amount="20", note="sin agua caliente")

    assert "A favor del huésped: ARS\xa050,00" in overpaid
    page = read(desk, booking)
    assert "A favor del huésped: ARS\xa040,00" in page
    assert "sin agua caliente" in page


def test_more_is_never_given_back_than_was_paid(desk: Client, hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold()
    with scope(hotel):
        record_payment(booking=booking, amount=Decimal(10), method="card", now=NOON)

    page = send(desk, booking, "devolucion", amount="11", method="cash", key="r").content.decode()

    assert "Es más de lo que se pagó." in page
