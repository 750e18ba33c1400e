"""The calendar of the desk over HTTP: what is moved, one stay and its steps, and who may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bookings.models import BookingEvent, Reservation, Unit
from bookings.services.blocks import block
from bookings.services.confirming import confirm
from bookings.services.stays import check_in
from bookings.stays import Stay
from tenants import clock
from tenants.models import Tenant, User
from tests.bookings.desk.calendar_facts import NEW, PAGE, PRICE, SCRIPT, place, texts
from tests.bookings.desk.conftest import Hold
from tests.cast import Enter, make_person
from tests.lodging import night

pytestmark = pytest.mark.django_db(transaction=True)


# --- Moving -------------------------------------------------------------------------------------------------------------


def test_a_stay_is_moved_and_moved_back(
    desk: Client, hold: Hold, units: list[Unit], rows: Callable[..., list[Reservation]], hotel: Tenant, scope: Enter
) -> None:
    hold(3, 5)
    (before,) = rows()
    other = next(unit for unit in units if unit != before.unit)

    answer = desk.post(f"{PAGE}{before.pk}/mover/", place(other, 6, 8), headers=SCRIPT)
    (after,) = rows()
    undo = answer.json()["undo"]
    desk.post(undo["url"], undo["values"], headers=SCRIPT)

    assert answer.json()["message"] == f"Movida: {other.name}, 6 dic – 8 dic (2 noches)."
    assert (after.unit, after.check_in, after.check_out) == (other, night(6), night(8))
    assert [(row.unit, row.check_in) for row in rows()] == [(before.unit, night(3))]
    with scope(hotel):
        assert BookingEvent.objects.filter(kind="stay_changed").count() == 2


def test_a_longer_stay_is_asked_about_since_it_costs_more(
    desk: Client, hold: Hold, rows: Callable[..., list[Reservation]]
) -> None:
    hold(3, 5)
    (row,) = rows()
    longer = place(row.unit, 3, 6)

    asked = desk.post(f"{PAGE}{row.pk}/mover/", longer, headers=SCRIPT)
    unchanged = rows()[0].check_out
    done = desk.post(f"{PAGE}{row.pk}/mover/", longer | {"sure": "1"}, headers=SCRIPT)

    assert asked.status_code == 409
    assert asked.json()["code"] == "price_changes"
    assert "200,00" in asked.json()["message"]
    assert "300,00" in asked.json()["message"]
    assert unchanged == night(5)
    assert done.status_code == 200
    assert rows()[0].check_out == night(6)


def test_a_stay_is_not_moved_onto_somebody_else(
    desk: Client, hold: Hold, rows: Callable[..., list[Reservation]]
) -> None:
    hold(3, 5, stays=2)
    first, second = rows()

    answer = desk.post(f"{PAGE}{first.pk}/mover/", place(second.unit, 4, 6), headers=SCRIPT)

    assert answer.status_code == 409
    assert answer.json()["message"] == "Esas noches ya no están libres."
    assert rows()[0].check_in == night(3)


def test_a_closure_is_moved_too(
    desk: Client, units: list[Unit], rows: Callable[..., list[Reservation]], hotel: Tenant, scope: Enter, noon: Any
) -> None:
    with scope(hotel):
        row = block(unit=units[0], stay=Stay(night(3), night(5)), reason="Pintura", now=noon)

    answer = desk.post(f"{PAGE}{row.pk}/mover/", place(units[1], 4, 8), headers=SCRIPT)

    assert answer.status_code == 200
    assert [(row.unit, row.nights) for row in rows()] == [(units[1], 4)]


def test_without_a_script_a_new_price_is_ticked(
    desk: Client, hold: Hold, rows: Callable[..., list[Reservation]]
) -> None:
    hold(3, 5)
    (row,) = rows()

    page = desk.post(f"{PAGE}{row.pk}/mover/", place(row.unit, 3, 6, adults=2, children=0))

    assert page.status_code == 422
    assert 'name="sure"' in page.content.decode()
    assert any("pasa de" in text for text in texts(page))


# --- One stay -----------------------------------------------------------------------------------------------------------


def test_a_stay_shows_its_facts_and_leads_to_its_booking(
    desk: Client, hold: Hold, rows: Callable[..., list[Reservation]]
) -> None:
    booking = hold(3, 5)
    (row,) = rows()

    page = desk.get(f"{PAGE}{row.pk}/")

    assert f"/admin/bookings/booking/{booking.pk}/change/" in page.content.decode()
    assert {"3 dic – 5 dic (2 noches)", "2 adultos", "Prerreserva"} <= set(texts(page))


def test_a_hold_is_confirmed_and_a_guest_comes_and_goes(
    desk: Client, hold: Hold, rows: Callable[..., list[Reservation]]
) -> None:
    hold(1, 3)
    (row,) = rows()

    seen = []
    for step, more in (("confirmar", {"reason": "Paga al llegar"}), ("entrada", {}), ("salida", {})):
        answer = desk.post(f"{PAGE}{row.pk}/{step}/", more, headers=SCRIPT)
        seen.append((answer.status_code, rows()[0].status))

    assert seen == [(200, "confirmed"), (200, "checked_in"), (200, "checked_out")]


def test_a_step_that_is_too_early_is_refused_in_words(
    desk: Client, hold: Hold, rows: Callable[..., list[Reservation]], hotel: Tenant, scope: Enter
) -> None:
    booking = hold(3, 5)
    with scope(hotel):
        confirm(booking=booking, now=clock.now())
    (row,) = rows()

    by_script = desk.post(f"{PAGE}{row.pk}/entrada/", {}, headers=SCRIPT)
    without = desk.post(f"{PAGE}{row.pk}/entrada/", {}, follow=True)

    assert by_script.status_code == 409
    assert by_script.json()["message"] == "Hoy no se puede hacer eso con esta estadía."
    assert "Hoy no se puede hacer eso con esta estadía." in texts(without)
    assert rows()[0].status == "confirmed"


def test_a_booking_is_cancelled_by_whoever_says_why(
    desk: Client, hold: Hold, rows: Callable[..., list[Reservation]]
) -> None:
    hold(3, 5)
    (row,) = rows()

    without = desk.post(f"{PAGE}{row.pk}/cancelar/", {}, headers=SCRIPT)
    done = desk.post(f"{PAGE}{row.pk}/cancelar/", {"reason": "Se enfermó"}, headers=SCRIPT)

    assert "reason" in without.json()["fields"]
    assert done.status_code == 200
    assert rows()[0].status == "cancelled"


def test_a_closure_is_opened_again(
    desk: Client, units: list[Unit], rows: Callable[..., list[Reservation]], hotel: Tenant, scope: Enter, noon: Any
) -> None:
    with scope(hotel):
        row = block(unit=units[0], stay=Stay(night(3), night(5)), reason="Pintura", now=noon)

    answer = desk.post(f"{PAGE}{row.pk}/liberar/", {}, headers=SCRIPT)

    assert answer.json()["message"] == "Las noches vuelven a estar a la venta."
    assert rows()[0].status == "cancelled"


def test_a_guest_who_is_here_cannot_have_come_on_another_day(
    desk: Client, hold: Hold, rows: Callable[..., list[Reservation]], hotel: Tenant, scope: Enter
) -> None:
    booking = hold(1, 3)
    (row,) = rows()
    with scope(hotel):
        confirm(booking=booking, now=clock.now())
        check_in(reservation=row, now=clock.now())

    answer = desk.post(f"{PAGE}{row.pk}/mover/", place(row.unit, 2, 4), headers=SCRIPT)

    assert answer.status_code == 409
    assert rows()[0].check_in == night(1)


# --- Who may ------------------------------------------------------------------------------------------------------------


def steps(row: Reservation) -> list[str]:
    return [f"{PAGE}{row.pk}/{step}/" for step in ("mover", "liberar", "confirmar", "entrada", "cancelar")]


def test_who_may_only_look_is_offered_nothing_and_does_nothing(
    hotel: Tenant, hold: Hold, units: list[Unit], rows: Callable[..., list[Reservation]], sit: Callable[..., Client]
) -> None:
    hold(3, 5)
    (row,) = rows()
    browser = sit(make_person("lea", hotel, "read_only"))

    page = browser.get(PAGE).content.decode()
    dialog = browser.get(f"{PAGE}{row.pk}/").content.decode()
    posts = {browser.post(path, {"reason": "x"}).status_code for path in (NEW, *steps(row))}

    assert "nueva/" not in page
    assert "data-moves" not in page
    assert "<form" not in dialog.split('id="content"')[1].split("</main>")[0]
    assert posts == {403}
    assert rows()[0].status == "pre_reserved"


def test_who_cleans_sees_no_guests(hotel: Tenant, sit: Callable[..., Client], hold: Hold) -> None:
    hold(3, 5)
    browser = sit(make_person("hilda", hotel, "housekeeper"))

    assert browser.get(PAGE).status_code == 403
    assert 'href="/admin/calendario/"' not in browser.get("/admin/").content.decode()


def test_a_neighbour_neither_sees_nor_moves_our_stays(
    outsider: User,
    neighbour: Tenant,
    sit: Callable[..., Client],
    hold: Hold,
    units: list[Unit],
    rows: Callable[..., list[Reservation]],
) -> None:
    hold(3, 5)
    (row,) = rows()
    theirs = sit(outsider)

    posts = {theirs.post(path, place(units[0], 6, 8)).status_code for path in (NEW, *steps(row))}
    gets = {theirs.get(f"{PAGE}{row.pk}/{rest}").status_code for rest in ("", "mover/")}

    assert posts == gets == {404}
    assert "Ana Paz" not in theirs.get(PAGE).content.decode()
    assert theirs.get(PRICE, place(units[0], 6, 8) | {"adults": 2}).status_code == 404
