"""A program keeps nights for a guest: priced, held, answered; and each night is given once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings.models import Booking, ExchangeRate, Extra, Property, RatePlan, Reservation, UnitType
from tenants.models import Guest, StaffTask, Tenant
from tests.api.conftest import Api
from tests.bookings.api.conftest import ANA, BRUNO, place, stay_in, wish
from tests.cast import Enter
from tests.lodging import make_type, make_units, night

pytestmark = pytest.mark.django_db


def test_nights_are_kept_and_the_answer_says_all(api: Api, cabins: UnitType) -> None:
    status, booking = api.post("/reservations/prereserve", wish(cabins, 1, 4))

    assert status == 201
    assert booking | {"code": "", "guest": "", "reservations": ""} == {
        "code": "",
        "status": "pre_reserved",
        "guest": "",
        "source": "api",
        "language": "es",
        "hold_expires_at": "2026-11-20T16:00:00Z",
        "currency": "ARS",
        "total": "300.00",
        "deposit": "90.00",
        "note": "",
        "created_at": "2026-11-20T15:00:00Z",
        "reservations": "",
    }
    [stay] = booking["reservations"]
    assert (stay["check_in"], stay["check_out"], stay["nights"]) == ("2026-12-01", "2026-12-04", 3)
    assert (stay["price"], [line["amount"] for line in stay["lines"]]) == ("300.00", ["300.00"])
    assert stay["unit"]["type"] == {"id": cabins.pk, "name": "Cabaña para cuatro"}
    assert stay["unit"]["name"] in ("Arrayán", "Ñire")


def test_what_was_answered_is_what_is_found_later(api: Api, cabins: UnitType) -> None:
    booking = place(api, cabins, 1, 4, note="Llegan tarde", source="web", language="pt")

    status, found = api.get(f"/bookings/{booking['code']}")

    assert status == 200
    assert {name: found[name] for name in booking} == booking
    assert (booking["note"], booking["source"], booking["language"]) == ("Llegan tarde", "web", "pt")


def test_three_cabins_are_one_booking_or_none(api: Api, hotel: Tenant, cabins: UnitType, scope: Enter) -> None:
    three: dict[str, Any] = {"stays": [stay_in(cabins)] * 3, "contact": ANA}

    status, problem = api.post("/reservations/prereserve", three)

    assert (status, problem["code"]) == (409, "nights_taken")
    with scope(hotel):
        assert Reservation.objects.count() == Booking.objects.count() == 0
    status, booking = api.post("/reservations/prereserve", {**three, "stays": three["stays"][:2]})
    assert (status, booking["total"], booking["deposit"]) == (201, "600.00", "180.00")
    assert len({stay["unit"]["id"] for stay in booking["reservations"]}) == 2


def test_the_third_who_wants_the_same_nights_is_refused(api: Api, cabins: UnitType) -> None:
    place(api, cabins, 1, 4)
    place(api, cabins, 2, 5, contact=BRUNO)

    status, problem = api.post("/reservations/prereserve", wish(cabins, 3, 6, contact={"phone": "+5493815550303"}))

    assert (status, problem["code"]) == (409, "nights_taken")
    place(api, cabins, 10, 15, contact={"phone": "+5493815550303"})


def test_a_unit_can_be_named(api: Api, hotel: Tenant, cabins: UnitType, scope: Enter) -> None:
    with scope(hotel):
        wanted = cabins.units.get(name="Ñire").pk
    body = wish(cabins, unit=wanted)
    del body["unit_type"]

    status, booking = api.post("/reservations/prereserve", body)

    assert (status, booking["reservations"][0]["unit"]["id"]) == (201, wanted)
    assert api.post("/reservations/prereserve", {**body, "contact": BRUNO})[1]["code"] == "nights_taken"


def test_one_guest_in_any_spelling_of_their_number(api: Api, hotel: Tenant, cabins: UnitType, scope: Enter) -> None:
    first = place(api, cabins, 1, 2)

    second = place(api, cabins, 5, 6, contact={"phone": "54 381 5550101"})

    assert first["guest"] == second["guest"]
    with scope(hotel):
        assert Guest.objects.count() == 1


def test_extras_are_priced_and_named(api: Api, hotel: Tenant, cabins: UnitType, scope: Enter) -> None:
    with scope(hotel):
        house = Property.objects.get()
        Extra.objects.create(
            property=house, code="cuna", name="Cuna", name_en="Cot", price=Decimal(20), currency="ARS", most=2
        )

    booking = place(api, cabins, 1, 4, extras=[{"code": "cuna", "quantity": 2}])

    assert booking["total"] == "340.00"
    lines = booking["reservations"][0]["lines"]
    assert [(line["kind"], line["name"], line["amount"]) for line in lines][1:] == [("extra", "Cuna", "40.00")]


def test_the_second_call_with_its_name_places_nothing(api: Api, hotel: Tenant, cabins: UnitType, scope: Enter) -> None:
    first = api.ask("POST", "/reservations/prereserve", wish(cabins), **{"Idempotency-Key": "web-4821"})
    again = api.ask("POST", "/reservations/prereserve", wish(cabins), **{"Idempotency-Key": "web-4821"})
    other = api.ask("POST", "/reservations/prereserve", wish(cabins, 7, 9), **{"Idempotency-Key": "web-4821"})

    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    with scope(hotel):
        assert Booking.objects.count() == 1


def test_one_hold_too_many_is_refused(api: Api, cabins: UnitType) -> None:
    place(api, cabins, 1, 2)
    place(api, cabins, 3, 4)

    status, problem = api.post("/reservations/prereserve", wish(cabins, 5, 6))

    assert (status, problem["code"]) == (409, "too_many_holds")


def test_a_quoted_price_counts_and_brings_its_stays(api: Api, cabins: UnitType, hotel: Tenant, scope: Enter) -> None:
    _, quote = api.post("/quotes", stay_in(cabins, 1, 4))
    with scope(hotel):
        cabins.plans.update(base_price=999)

    status, booking = api.post("/reservations/prereserve", {"quote": quote["code"].lower(), "contact": ANA})

    assert (status, booking["total"]) == (201, "300.00")
    assert booking["reservations"][0]["check_in"] == "2026-12-01"


@pytest.mark.parametrize(("collected_in", "original"), [("", None), ("ARS", {"amount": "300.00", "currency": "USD"})])
def test_a_stay_has_the_lines_that_were_quoted_with_the_amounts_of_the_plan(
    api: Api, hotel: Tenant, cabins: UnitType, scope: Enter, collected_in: str, original: dict[str, str] | None
) -> None:
    with scope(hotel):
        RatePlan.objects.update(currency="USD", collected_in=collected_in)
        ExchangeRate.objects.create(base="USD", quote="ARS", rate=1450, valid_from=night(1, 11))
    _, quote = api.post("/quotes", stay_in(cabins))

    booking = place(api, cabins)
    _, found = api.get(f"/reservations/{booking['reservations'][0]['id']}")

    lines = quote["stays"][0]["lines"]
    assert [line["original"] for line in lines] == [original]
    assert lines == booking["reservations"][0]["lines"] == found["lines"]


def test_a_quote_for_other_nights_does_not_count(api: Api, cabins: UnitType) -> None:
    _, quote = api.post("/quotes", stay_in(cabins, 1, 4))

    status, problem = api.post("/reservations/prereserve", wish(cabins, 1, 5, quote=quote["code"]))

    assert (status, problem["code"]) == (409, "quote_differs")


def test_the_database_is_asked_little(api: Api, cabins: UnitType) -> None:
    place(api, cabins, 1, 2)

    with CaptureQueriesContext(connection) as asked:
        place(api, cabins, 5, 7)

    statements = [it["sql"] for it in asked if not it["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) <= 12, statements


def test_a_room_of_the_neighbour_is_no_room(api: Api, neighbour: Tenant, cabins: UnitType, scope: Enter) -> None:
    with scope(neighbour):
        theirs = make_type("Dormi")
        [unit] = make_units(theirs, "Dormi 1")
    by_unit = {**wish(cabins), "unit": unit.pk}
    del by_unit["unit_type"]

    answers = [api.post("/reservations/prereserve", body) for body in (wish(theirs), by_unit)]

    assert [(status, problem["code"]) for status, problem in answers] == [(404, "unknown_unit")] * 2
    assert [list(problem["fields"]) for _, problem in answers] == [["unit_type"], ["unit"]]


def test_one_hold_too_many_is_refused_and_a_person_is_asked_once(
    api: Api, hotel: Tenant, cabins: UnitType, scope: Enter
) -> None:
    place(api, cabins, 1, 2)
    place(api, cabins, 3, 4)

    answers = [api.post("/reservations/prereserve", wish(cabins, day, day + 1)) for day in (5, 7)]

    assert [(status, problem["code"]) for status, problem in answers] == [(409, "too_many_holds")] * 2
    with scope(hotel):
        task = StaffTask.objects.get(kind="hold_approval")
        assert task.link == f"/admin/tenants/guest/{Guest.objects.get().pk}/change/"
        assert "2026-12-05" in task.detail
