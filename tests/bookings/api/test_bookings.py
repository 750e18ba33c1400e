"""The way of a booking over HTTP: held, paid, confirmed, changed, lived in, or given up; with its money and its history."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bookings.models import Unit, UnitType
from bookings.services.expiring import expire_overdue
from tenants import clock
from tenants.models import Tenant
from tests.api.conftest import Api
from tests.bookings.api.conftest import BRUNO, place, stay_in
from tests.cast import Enter

pytestmark = pytest.mark.django_db


def ask(api: Api, address: str, body: Any = None) -> dict[str, Any]:
    """Return the answer to what must go well."""
    status, answer = api.post(address, body if body is not None else {})
    assert status in (200, 201), answer
    return dict(answer)


def test_the_deposit_confirms_a_hold(api: Api, cabins: UnitType) -> None:
    code = place(api, cabins)["code"]

    part = ask(api, f"/bookings/{code}/payments", {"amount": "50.00", "method": "cash"})
    rest = ask(api, f"/bookings/{code}/payments", {"amount": "40", "method": "transfer", "reference": "0001-77"})

    assert (part["status"], part["balance"]["due"], part["balance"]["deposit_due"]) == (
        "pre_reserved",
        "250.00",
        "40.00",
    )
    assert (rest["status"], rest["balance"]["due"], rest["balance"]["deposit_due"]) == ("confirmed", "210.00", "0.00")
    assert (rest["entry"]["kind"], rest["entry"]["reference"]) == ("payment", "0001-77")


def test_a_booking_tells_its_money_and_its_history(api: Api, cabins: UnitType) -> None:
    code = place(api, cabins)["code"]
    ask(api, f"/bookings/{code}/confirm", {"reason": "Cliente de siempre"})

    status, booking = api.get(f"/bookings/{code.lower()}")

    assert (status, booking["status"], booking["hold_expires_at"]) == (200, "confirmed", None)
    assert booking["balance"] == {
        "currency": "ARS",
        "owed": "300.00",
        "paid": "0.00",
        "due": "300.00",
        "deposit_due": "90.00",
    }
    assert [event["kind"] for event in booking["events"]] == ["hold_placed", "confirmed"]
    assert booking["events"][1]["reason"] == "Cliente de siempre"
    assert booking["events"][1]["actor"].startswith("key:")


def test_a_folio_is_a_list_of_movements(api: Api, cabins: UnitType) -> None:
    code = place(api, cabins)["code"]
    ask(api, f"/bookings/{code}/payments", {"amount": "300.00", "method": "card"})
    ask(api, f"/bookings/{code}/refunds", {"amount": "20.00", "method": "card", "note": "Sin agua caliente"})
    ask(api, f"/bookings/{code}/adjustments", {"amount": "-20.00", "note": "Sin agua caliente"})

    status, page = api.get(f"/bookings/{code}/folio")

    told = [(entry["kind"], entry["amount"], entry["method"]) for entry in page["items"]]
    assert status == 200
    assert told == [
        ("charge", "300.00", ""),
        ("payment", "300.00", "card"),
        ("refund", "20.00", "card"),
        ("adjustment", "-20.00", ""),
    ]
    assert api.get(f"/bookings/{code}")[1]["balance"]["due"] == "0.00"


@pytest.mark.parametrize(
    ("address", "body", "code", "field"),
    [
        ("payments", {"amount": "0", "method": "cash"}, "bad_amount", "amount"),
        ("payments", {"amount": "-5.00", "method": "cash"}, "bad_amount", "amount"),
        ("payments", {"amount": 5, "method": "cash"}, "invalid", "amount"),
        ("payments", {"amount": "5.005", "method": "cash"}, "invalid", "amount"),
        ("payments", {"amount": "NaN", "method": "cash"}, "invalid", "amount"),
        ("payments", {"amount": "9" * 13, "method": "cash"}, "invalid", "amount"),
        ("payments", {"amount": "999999999999.99", "method": "cash"}, "bad_amount", "amount"),
        ("payments", {"amount": "5.00", "method": "provider"}, "invalid", "method"),
        ("payments", {"amount": "5.00"}, "invalid", "method"),
        ("refunds", {"amount": "5.00", "method": "cash"}, "more_than_paid", "amount"),
        ("adjustments", {"amount": "5.00"}, "invalid", "note"),
        ("adjustments", {"amount": "0.00", "note": "x"}, "bad_amount", "amount"),
        ("extend", {"until": "2026-11-20T14:00:00Z"}, "bad_moment", "until"),
        ("extend", {"until": "2027-11-20T14:00:00Z"}, "bad_moment", "until"),
        ("extend", {"until": "2026-11-21"}, "invalid", "until"),
        ("extend", {"until": "0001-01-01T00:00:00+14:00"}, "invalid", "until"),
        ("extend", {"until": "9999-12-31T23:59:59-12:00"}, "invalid", "until"),
    ],
)
def test_money_and_moments_that_cannot_be(
    api: Api, cabins: UnitType, address: str, body: dict[str, Any], code: str, field: str
) -> None:
    booking = place(api, cabins)["code"]

    status, problem = api.post(f"/bookings/{booking}/{address}", body)

    assert (status in (400, 409, 422), problem["code"]) == (True, code)
    assert field in problem["fields"]
    assert api.get(f"/bookings/{booking}")[1]["balance"]["due"] == "300.00"


def test_a_hold_is_kept_longer(api: Api, cabins: UnitType) -> None:
    code = place(api, cabins)["code"]

    booking = ask(api, f"/bookings/{code}/extend", {"until": "2026-11-21T12:00:00-03:00"})

    assert booking["hold_expires_at"] == "2026-11-21T15:00:00Z"
    assert booking["reservations"][0]["hold_expires_at"] == "2026-11-21T15:00:00Z"


def test_an_expired_hold_is_revived_if_its_nights_are_free(api: Api, cabins: UnitType) -> None:
    code = place(api, cabins)["code"]
    clock.move(timedelta(hours=2))
    expire_overdue(now=clock.now())
    assert api.get(f"/bookings/{code}")[1]["status"] == "expired"

    booking = ask(api, f"/bookings/{code}/revive")

    assert (booking["status"], booking["hold_expires_at"]) == ("pre_reserved", "2026-11-20T18:00:00Z")
    assert api.post(f"/bookings/{code}/revive", {})[1]["code"] == "illegal_move"


def test_a_booking_is_cancelled_whole(api: Api, cabins: UnitType) -> None:
    code = place(api, cabins)["code"]

    booking = ask(api, f"/bookings/{code}/cancel", {"reason": "Se enfermó"})

    assert (booking["status"], booking["reservations"][0]["status"]) == ("cancelled", "cancelled")
    assert api.post(f"/bookings/{code}/cancel", {})[0] == 409
    place(api, cabins, contact=BRUNO)


def test_one_stay_of_several_is_cancelled_and_the_price_follows(api: Api, cabins: UnitType) -> None:
    _, booking = api.post("/reservations/prereserve", {"stays": [stay_in(cabins)] * 2, "contact": BRUNO})
    first = booking["reservations"][0]["id"]

    cancelled = ask(api, f"/reservations/{first}/cancel", {"reason": "Vienen menos"})

    left = api.get(f"/bookings/{booking['code']}")[1]
    assert (cancelled["status"], left["status"], left["total"], left["deposit"]) == (
        "cancelled",
        "pre_reserved",
        "300.00",
        "90.00",
    )


def test_a_stay_is_added(api: Api, cabins: UnitType) -> None:
    code = place(api, cabins)["code"]

    stay = ask(api, f"/bookings/{code}/stays", stay_in(cabins))

    booking = api.get(f"/bookings/{code}")[1]
    assert (stay["booking"], stay["status"]) == (code, "pre_reserved")
    assert (booking["total"], len(booking["reservations"])) == ("600.00", 2)


def test_a_stay_is_moved_and_priced_again(api: Api, hotel: Tenant, cabins: UnitType, scope: Enter) -> None:
    stay = place(api, cabins, 1, 4)["reservations"][0]
    with scope(hotel):
        other = Unit.objects.exclude(pk=stay["unit"]["id"]).get().pk

    moved = ask(api, f"/reservations/{stay['id']}/change", {"check_out": "2026-12-06", "unit": other, "adults": 3})

    assert (moved["check_in"], moved["check_out"], moved["nights"]) == ("2026-12-01", "2026-12-06", 5)
    assert (moved["unit"]["id"], moved["adults"], moved["price"]) == (other, 3, "500.00")


def test_a_stay_is_not_moved_onto_another(api: Api, cabins: UnitType) -> None:
    place(api, cabins, 10, 14)
    place(api, cabins, 10, 14, contact=BRUNO)
    stay = place(api, cabins, 1, 4, contact={"phone": "+5493815550404"})["reservations"][0]

    status, problem = api.post(
        f"/reservations/{stay['id']}/change", {"check_in": "2026-12-09", "check_out": "2026-12-11"}
    )

    assert (status, problem["code"]) == (409, "nights_taken")
    assert api.get(f"/reservations/{stay['id']}")[1]["check_in"] == "2026-12-01"


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "invalid", "non_field_errors"),
        ({"reason": "x"}, "invalid", "non_field_errors"),
        ({"check_out": "2026-12-01"}, "no_nights", "check_out"),
        ({"check_in": "2026-11-01"}, "past_date", "check_in"),
        ({"check_out": "2026-02-30"}, "invalid", "check_out"),
        ({"check_out": "2027-12-01"}, "stay_too_long", "check_out"),
        ({"adults": 0}, "no_guests", "adults"),
        ({"adults": 9}, "over_capacity", "adults"),
        ({"unit": 987_654}, "unknown_unit", "unit"),
        ({"unit": "7"}, "invalid", "unit"),
    ],
)
def test_a_change_says_what_is_wrong(api: Api, cabins: UnitType, body: dict[str, Any], code: str, field: str) -> None:
    stay = place(api, cabins, 1, 4)["reservations"][0]

    status, problem = api.post(f"/reservations/{stay['id']}/change", body)

    assert (400 <= status < 500, problem["code"]) == (True, code)
    assert field in problem["fields"]


def test_guests_come_and_go(api: Api, hotel: Tenant, cabins: UnitType, scope: Enter) -> None:
    booking = place(api, cabins, 1, 4)
    stay = booking["reservations"][0]
    ask(api, f"/bookings/{booking['code']}/confirm")
    assert api.post(f"/reservations/{stay['id']}/check-in")[1]["code"] == "bad_moment"
    clock.move(timedelta(days=11, hours=4))

    here = ask(api, f"/reservations/{stay['id']}/check-in")
    gone = ask(api, f"/reservations/{stay['id']}/check-out")

    assert (here["status"], gone["status"]) == ("checked_in", "checked_out")
    with scope(hotel):
        assert Unit.objects.get(pk=stay["unit"]["id"]).state == "dirty"


def test_who_does_not_come_keeps_the_nights_until_they_are_shortened(api: Api, cabins: UnitType) -> None:
    booking = place(api, cabins, 1, 4)
    stay = booking["reservations"][0]
    ask(api, f"/bookings/{booking['code']}/confirm")
    clock.move(timedelta(days=12))

    away = ask(api, f"/reservations/{stay['id']}/no-show", {"reason": "No atiende"})
    shorter = ask(api, f"/reservations/{stay['id']}/shorten", {"check_out": "2026-12-03"})

    assert (away["status"], away["check_out"]) == ("no_show", "2026-12-04")
    assert (shorter["status"], shorter["check_out"]) == ("no_show", "2026-12-03")


def test_nights_are_closed_and_opened(api: Api, hotel: Tenant, cabins: UnitType, scope: Enter) -> None:
    with scope(hotel):
        units = [unit.pk for unit in cabins.units.all()]
    days = {"check_in": "2026-12-01", "check_out": "2026-12-04"}
    closed = [ask(api, "/blocks", {"unit": unit, **days, "reason": "Pintura"}) for unit in units]
    assert api.post("/reservations/prereserve", {**stay_in(cabins), "contact": BRUNO})[1]["code"] == "nights_taken"

    opened = api.client.delete(f"/api/v1/blocks/{closed[0]['id']}", headers=api.headers).json()

    assert (closed[0]["status"], closed[0]["booking"], opened["status"]) == ("blocked", None, "cancelled")
    place(api, cabins, contact=BRUNO)


def test_a_stay_is_no_block_and_a_block_no_stay(api: Api, hotel: Tenant, cabins: UnitType, scope: Enter) -> None:
    stay = place(api, cabins)["reservations"][0]
    with scope(hotel):
        free = cabins.units.exclude(pk=stay["unit"]["id"]).get().pk
    days = {"check_in": "2026-12-01", "check_out": "2026-12-04"}
    closed = ask(api, "/blocks", {"unit": free, **days, "reason": "Pintura"})

    assert api.ask("DELETE", f"/blocks/{stay['id']}").status_code == 404
    assert api.post(f"/reservations/{closed['id']}/check-in", {})[0] == 404
    assert api.post(f"/reservations/{closed['id']}/cancel", {})[0] == 404


def test_who_waits_is_on_the_list_once(api: Api, cabins: UnitType) -> None:
    wanted = {**stay_in(cabins), "contact": BRUNO}
    entry = ask(api, "/waitlist", wanted)

    again = ask(api, "/waitlist", wanted)
    left = ask(api, f"/waitlist/{entry['id']}/leave")

    assert (entry["status"], entry["unit_type"]["id"], entry["guest"]["name"]) == ("waiting", cabins.pk, "Bruno Gil")
    assert (again["id"], left["status"]) == (entry["id"], "closed")
    assert [it["id"] for it in api.get("/waitlist?status=closed")[1]["items"]] == [entry["id"]]


def test_all_of_it_belongs_to_one_business(api: Api, neighbours_api: Api, cabins: UnitType) -> None:
    booking = place(api, cabins)
    code, stay = booking["code"], booking["reservations"][0]["id"]

    answers = [
        neighbours_api.get(f"/bookings/{code}"),
        neighbours_api.post(f"/bookings/{code}/payments", {"amount": "5.00", "method": "cash"}),
        neighbours_api.post(f"/bookings/{code}/cancel", {}),
        neighbours_api.get(f"/reservations/{stay}"),
        neighbours_api.post(f"/reservations/{stay}/change", {"adults": 1}),
    ]

    assert [(status, problem["code"]) for status, problem in answers] == [(404, "not_found")] * 5
