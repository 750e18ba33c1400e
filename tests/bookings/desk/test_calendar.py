"""The calendar of the desk over HTTP: what it shows, what can be noted down and moved, and what is refused in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bookings.models import Reservation, Unit, UnitType
from bookings.services.blocks import block
from bookings.services.overbooking import overbook
from bookings.stays import Party, Stay
from tenants import clock
from tenants.models import Guest, GuestIdentity, Tenant
from tests.bookings.desk.calendar_facts import NEW, PAGE, PRICE, SCRIPT, facts, place, texts
from tests.bookings.desk.conftest import Hold
from tests.cast import Enter
from tests.desk.reading import Page
from tests.lodging import make_type, make_units, night

pytestmark = pytest.mark.django_db(transaction=True)


# --- What it shows ------------------------------------------------------------------------------------------------------


def test_a_stay_is_told_in_words_and_not_by_colour_alone(desk: Client, hold: Hold) -> None:
    booking = hold(3, 5)

    page = desk.get(PAGE)

    assert f"Prerreserva · recepción · 3 dic – 5 dic (2 noches) · 2 adultos · {booking.code}" in texts(page)
    assert "Ana Paz" in texts(page)


def test_a_hold_whose_time_is_over_is_told_apart(desk: Client, hold: Hold, hotel: Tenant, scope: Enter) -> None:
    booking = hold(3, 5)
    with scope(hotel):
        late = clock.now() - timedelta(minutes=1)
        Reservation.objects.filter(booking=booking).update(hold_expires_at=late)

    page = desk.get(PAGE)

    assert any(text.startswith("Prerreserva vencida · ") for text in texts(page))
    assert "is-overdue by-desk" in page.content.decode()


def test_what_is_sold_twice_stands_in_a_line_of_its_own(
    desk: Client, hold: Hold, units: list[Unit], hotel: Tenant, guest: Guest, scope: Enter, noon: Any
) -> None:
    hold(3, 5, stays=2)
    with scope(hotel):
        overbook(
            guest=guest,
            unit=units[0],
            stay=Stay(night(4), night(6)),
            party=Party(1),
            reason="Pedido de la dueña",
            now=noon,
        )

    page = desk.get(PAGE).content.decode()

    assert page.count(f'<tr data-unit="{units[0].pk}"') == 2
    assert 'rowspan="2"' in page
    assert "Sobreventa · Confirmada · " in page
    assert "Pedido de la dueña" in page


def test_a_room_and_its_beds_show_each_others_nights(desk: Client, hotel: Tenant, noon: Any, scope: Enter) -> None:
    with scope(hotel):
        kind = make_type("Cama", capacity=1)
        (room,) = make_units(make_type("Dormitorio"), "Roble", capacity=3)
        one, other, _third = make_units(kind, "Roble 1", "Roble 2", "Roble 3", parent=room)
        block(unit=one, stay=Stay(night(3), night(5)), reason="Colchón roto", now=noon)
        block(unit=other, stay=Stay(night(4), night(6)), reason="Pintura", now=noon)
        block(unit=room, stay=Stay(night(10), night(12)), reason="Grupo", now=noon)

    page = desk.get(PAGE)

    told = [text for text in texts(page) if " camas" in text or "entera" in text]
    assert list(dict.fromkeys(told)) == ["1 de 3 camas", "2 de 3 camas", "Habitación entera: Grupo"]
    assert f"?unit={room.pk}&amp;check_in=2026-12-04" not in page.content.decode()
    assert f"?unit={room.pk}&amp;check_in=2026-12-07" in page.content.decode()


def test_each_type_says_how_many_are_free_each_night(desk: Client, hold: Hold) -> None:
    hold(3, 5)
    hold(3, 4)

    page = desk.get(f"{PAGE}?from=2026-12-02&days=7").content.decode()

    counts = page.split('class="plan-type"')[1].split("</tr>")[0]
    assert Page(counts).texts[2:] == ["2", "0", "1", "2", "2", "2", "2"]


def test_a_dirty_unit_and_one_out_of_order_are_marked(
    desk: Client, units: list[Unit], hotel: Tenant, scope: Enter, noon: Any
) -> None:
    with scope(hotel):
        Unit.objects.filter(pk=units[0].pk).update(state="dirty")
        Unit.objects.filter(pk=units[1].pk).update(state="out_of_order")

    page = desk.get(PAGE)

    assert {"sucia", "fuera de servicio"} <= set(texts(page))
    assert f"nueva/?unit={units[0].pk}" in page.content.decode()
    assert f"nueva/?unit={units[1].pk}" not in page.content.decode()


def test_a_window_is_moved_and_another_length_chosen(desk: Client, cabins: UnitType, noon: Any) -> None:
    page = desk.get(f"{PAGE}?from=2027-01-20&days=14").content.decode()

    assert 'data-day="2027-01-20"' in page
    assert 'data-day="2027-02-02"' in page
    assert 'data-day="2027-02-03"' not in page
    assert "?from=2027-01-27&amp;days=14" in page
    assert "?from=2027-02-01&amp;days=14" in page
    assert "?from=2027-01-01&amp;days=14" in page
    assert "?from=2026-12-01&amp;days=14" in page


@pytest.mark.parametrize(
    "query",
    ["from=2026-02-30", "from=9999-12-31&days=30", "from=0001-01-01", "days=-1", "days=9999", "type=x", "from=%00"],
)
def test_a_window_that_makes_no_sense_is_todays(desk: Client, cabins: UnitType, noon: Any, query: str) -> None:
    page = desk.get(f"{PAGE}?{query}")

    assert page.status_code == 200
    assert 'data-day="2026-12-01"' in page.content.decode()


def test_only_units_of_one_type_are_shown(
    desk: Client, cabins: UnitType, hotel: Tenant, scope: Enter, noon: Any
) -> None:
    with scope(hotel):
        make_units(make_type("Domo"), "Luna")

    page = desk.get(PAGE, {"type": cabins.pk}).content.decode()

    assert 'data-name="Arrayán"' in page
    assert 'data-name="Luna"' not in page


def test_a_house_without_units_is_told_what_to_do(desk: Client, hotel: Tenant) -> None:
    assert any("Agregue las primeras" in text for text in texts(desk.get(PAGE)))


def test_more_stays_cost_no_more_queries(desk: Client, hold: Hold, units: list[Unit]) -> None:
    counts = []
    for first in (3, 13):
        hold(first, first + 2)
        desk.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            desk.get(PAGE)
        counts.append(sum("bookings_" in query["sql"] for query in asked))

    assert counts == [1, 1]


# --- Noting down --------------------------------------------------------------------------------------------------------


def test_a_hold_is_noted_down_for_somebody_new(
    desk: Client, units: list[Unit], rows: Callable[..., list[Reservation]], hotel: Tenant, scope: Enter, noon: Any
) -> None:
    answer = desk.post(NEW, facts(units[1], phone="0381 15 555-0202"), headers=SCRIPT)

    (row,) = rows()
    assert answer.status_code == 200
    assert answer.json()["message"].startswith("Anotada: Rosa Luna en Ñire, 10 dic – 12 dic (2 noches), reserva ")
    assert (row.unit, row.check_in, row.status, row.source) == (units[1], night(10), "pre_reserved", "desk")
    with scope(hotel):
        assert GuestIdentity.objects.get().canonical == "5493815550202"


def test_a_confirmed_booking_is_noted_down(
    desk: Client, units: list[Unit], rows: Callable[..., list[Reservation]], noon: Any
) -> None:
    answer = desk.post(NEW, facts(units[0], kind="confirmed"))

    (row,) = rows()
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?from=2026-12-10")
    assert row.status == "confirmed"


def test_a_number_we_know_is_its_guests(
    desk: Client, units: list[Unit], guest: Guest, rows: Callable[..., list[Reservation]], noon: Any
) -> None:
    desk.post(NEW, facts(units[0], phone="+54 9 381 555-0101", guest_name="Anita"), headers=SCRIPT)

    (row,) = rows()
    assert row.booking
    assert row.booking.guest == guest


def test_a_closure_needs_a_reason_and_nobodys_name(
    desk: Client, units: list[Unit], rows: Callable[..., list[Reservation]], noon: Any
) -> None:
    closure = {**place(units[0], 10, 12), "kind": "block"}

    without = desk.post(NEW, closure, headers=SCRIPT)
    done = desk.post(NEW, closure | {"reason": "Pintura"}, headers=SCRIPT)

    assert without.status_code == 422
    assert without.json()["fields"] == {"reason": "Escriba el motivo."}
    assert done.status_code == 200
    (row,) = rows()
    assert (row.status, row.reason, row.booking) == ("blocked", "Pintura", None)


def test_taken_nights_are_refused_in_words_and_nothing_stays(
    desk: Client, hold: Hold, units: list[Unit], rows: Callable[..., list[Reservation]], hotel: Tenant, scope: Enter
) -> None:
    hold(10, 12, stays=2)

    answer = desk.post(NEW, facts(units[0], 11, 13), headers=SCRIPT)

    assert answer.status_code == 409
    assert answer.json()["code"] == "nights_taken"
    assert answer.json()["message"] == "Esas noches ya no están libres."
    assert len(rows()) == 2
    with scope(hotel):
        assert Guest.objects.count() == 1


def test_taken_nights_are_sold_twice_by_whoever_says_why(
    desk: Client, hold: Hold, units: list[Unit], rows: Callable[..., list[Reservation]]
) -> None:
    hold(10, 12, stays=2)

    answer = desk.post(NEW, facts(units[0], kind="overbook", reason="Pedido de la dueña"), headers=SCRIPT)

    assert answer.status_code == 200
    assert [row.reason for row in rows(overbooked=True)] == ["Pedido de la dueña"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"check_in": "2026-02-30"}, "check_in"),
        ({"check_in": ""}, "check_in"),
        ({"check_out": "2026-12-10"}, "check_out"),
        ({"check_in": "2026-11-01", "check_out": "2026-11-03"}, "check_in"),
        ({"adults": "0"}, "adults"),
        ({"adults": "x"}, "adults"),
        ({"adults": "99999999999"}, "adults"),
        ({"adults": "9"}, "adults"),
        ({"children": "-1"}, "children"),
        ({"guest_name": ""}, "guest_name"),
        ({"phone": "llamame"}, "phone"),
        ({"unit": ""}, "unit"),
        ({"kind": "gift"}, "kind"),
        ({"kind": "overbook"}, "reason"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    desk: Client,
    units: list[Unit],
    rows: Callable[..., list[Reservation]],
    noon: Any,
    wrong: dict[str, str],
    field: str,
) -> None:
    answer = desk.post(NEW, facts(units[0]) | wrong, headers=SCRIPT)

    assert answer.status_code == 422
    assert field in answer.json()["fields"]
    assert not rows()


def test_without_a_script_the_page_comes_back_with_what_was_wrong(desk: Client, hold: Hold, units: list[Unit]) -> None:
    hold(10, 12, stays=2)

    answer = desk.post(NEW, facts(units[0], 11, 13))

    assert answer.status_code == 422
    assert "Esas noches ya no están libres." in texts(answer)
    assert 'value="Rosa Luna"' in answer.content.decode()


def test_the_form_begins_with_the_night_that_was_chosen_and_its_price(
    desk: Client, units: list[Unit], noon: Any
) -> None:
    page = desk.get(NEW, place(units[1], 10, 13))

    assert f'<option value="{units[1].pk}" selected>' in page.content.decode()
    assert 'value="2026-12-13"' in page.content.decode()
    assert any("300" in text for text in texts(page))


def test_the_price_is_shown_before_anything_is_saved(desk: Client, units: list[Unit], noon: Any) -> None:
    asked = place(units[0], 10, 13) | {"adults": 2, "children": 0}

    page = desk.get(PRICE, asked)

    assert "ARS 300,00" in " ".join(texts(page)).replace("\N{NO-BREAK SPACE}", " ")
    assert "Esas noches no están libres, o no entran tantas personas." not in texts(page)


def test_with_the_price_comes_whether_the_nights_are_free(desk: Client, hold: Hold, units: list[Unit]) -> None:
    hold(10, 12, stays=2)

    page = desk.get(PRICE, place(units[0], 11, 13) | {"adults": 2})

    assert "Esas noches no están libres, o no entran tantas personas." in texts(page)


@pytest.mark.parametrize("asked", [{}, {"unit": "x"}, {"unit": "", "check_in": "2026-02-30"}, {"adults": "0"}])
def test_a_price_of_nothing_is_no_fault(desk: Client, units: list[Unit], noon: Any, asked: dict[str, str]) -> None:
    assert desk.get(PRICE, asked).status_code == 200
