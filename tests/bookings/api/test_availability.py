"""What a program is told about free nights: options with their price, reasons, and what else there is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings.models import UnitType
from tenants.models import Tenant
from tests.api.conftest import Api
from tests.bookings.api.conftest import ANA, BRUNO, place
from tests.cast import Enter
from tests.lodging import make_type, make_units

pytestmark = pytest.mark.django_db

ASKED = "/availability?check_in=2026-12-01&check_out=2026-12-04&adults=2"


def test_types_are_offered_with_their_count_and_their_price(api: Api, cabins: UnitType) -> None:
    place(api, cabins)

    status, answer = api.get(ASKED)

    assert status == 200
    assert answer["options"] == [
        {
            "unit_type": {
                "id": cabins.pk,
                "name": "Cabaña para cuatro",
                "kind": "cabin",
                "dorm_gender": "",
                "capacity": 4,
                "property": cabins.property_id,
            },
            "count": 1,
            "price": {"currency": "ARS", "total": "300.00", "deposit": "90.00"},
        }
    ]
    assert (answer["nights"], answer["refusals"], answer["alternatives"]) == (3, [], [])


def test_a_full_house_says_so_and_what_else_there_is(api: Api, cabins: UnitType) -> None:
    place(api, cabins)
    place(api, cabins, contact=BRUNO)

    _, answer = api.get(f"{ASKED}&unit_type={cabins.pk}")

    assert (answer["options"], [it["reason"] for it in answer["refusals"]]) == ([], ["full"])
    first = answer["alternatives"][0]
    status, booking = api.post(
        "/reservations/prereserve", {"stays": first["stays"], "contact": {"phone": "+5493815550303"}}
    )
    assert (first["kind"], status, booking["total"]) == ("other_dates", 201, first["price"]["total"])


def test_a_large_party_is_offered_several_units(api: Api, cabins: UnitType) -> None:
    _, answer = api.get("/availability?check_in=2026-12-01&check_out=2026-12-04&adults=4&children=3")

    [refusal], first = answer["refusals"], answer["alternatives"][0]
    assert (refusal["reason"], refusal["number"], first["kind"]) == ("capacity", 4, "several_units")
    status, booking = api.post("/reservations/prereserve", {"stays": first["stays"], "contact": ANA})
    assert (status, len(booking["reservations"])) == (201, 2)


@pytest.mark.parametrize(
    ("query", "status", "code", "field"),
    [
        ("check_in=2026-11-01&check_out=2026-11-03&adults=2", 422, "past_date", "check_in"),
        ("check_in=2026-12-04&check_out=2026-12-04&adults=2", 422, "no_nights", "check_out"),
        ("check_in=2026-12-01&check_out=2026-12-04&adults=0", 422, "no_guests", "adults"),
        ("check_in=2026-12-01&check_out=2026-12-04&adults=2&unit_type=987654", 404, "unknown_unit", "unit_type"),
        ("check_in=2026-02-30&check_out=2026-12-04&adults=2", 400, "invalid", "check_in"),
        ("check_in=2026-12-01&check_out=2026-12-04&adults=dos", 400, "invalid", "adults"),
        ("check_in=2026-12-01&check_out=2026-12-04&adults=2147483648", 400, "invalid", "adults"),
        ("check_in=2026-12-01&check_out=2026-12-04&adults=-1", 400, "invalid", "adults"),
        ("check_in=2026-12-01&check_out=2026-12-04&adults=%00", 400, "invalid", "adults"),
        ("check_in=2026-12-01&check_out=2026-12-04", 400, "invalid", "adults"),
        ("check_in=2026-12-01&check_out=2026-12-04&adults=2&adults=3", 400, "invalid", "adults"),
        (
            "check_in=2026-12-01&check_out=2026-12-04&adults=2&unit_type=9223372036854775808",
            400,
            "invalid",
            "unit_type",
        ),
        ("check_in=2026-12-01&check_out=2026-12-04&adults=2&language=xx", 400, "invalid", "language"),
        ("check_in=2026-12-01&check_out=2026-12-04&adults=2&pets=1", 400, "invalid", "pets"),
    ],
)
def test_a_question_that_cannot_be_answered(
    api: Api, cabins: UnitType, query: str, status: int, code: str, field: str
) -> None:
    answered, problem = api.get(f"/availability?{query}")

    assert (answered, problem["code"]) == (status, code)
    assert field in problem["fields"]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("check_in=2026-12-01&check_out=2190-12-31&adults=2", "too_long"),
        ("check_in=2026-12-01&check_out=2026-12-04&adults=2147483647&children=2147483647", "capacity"),
    ],
)
def test_the_largest_numbers_have_a_reason(api: Api, cabins: UnitType, query: str, reason: str) -> None:
    status, answer = api.get(f"/availability?{query}")

    assert (status, [it["reason"] for it in answer["refusals"]]) == (200, [reason])


def test_the_neighbours_rooms_are_not_offered(api: Api, neighbour: Tenant, cabins: UnitType, scope: Enter) -> None:
    with scope(neighbour):
        theirs = make_type("Dormi")
        make_units(theirs, "Dormi 1")

    _, answer = api.get(ASKED)

    assert [it["unit_type"]["id"] for it in answer["options"]] == [cabins.pk]
    assert api.get(f"{ASKED}&unit_type={theirs.pk}")[1]["code"] == "unknown_unit"
    assert api.get(f"{ASKED}&property={theirs.property_id}")[1]["options"] == []


def test_names_are_told_in_the_language_that_is_asked_for(
    api: Api, hotel: Tenant, cabins: UnitType, scope: Enter
) -> None:
    with scope(hotel):
        UnitType.objects.update(name_en="Cabin for four")

    told = [api.get(f"{ASKED}&language={it}")[1]["options"][0]["unit_type"]["name"] for it in ("en", "pt", "es")]

    assert told == ["Cabin for four", "Cabaña para cuatro", "Cabaña para cuatro"]


def test_many_units_are_no_more_queries(api: Api, hotel: Tenant, cabins: UnitType, scope: Enter) -> None:
    counts = []
    api.get(ASKED)  # notes that the key is in use, which happens once a minute
    for number in (0, 20):
        with scope(hotel):
            make_units(cabins, *(f"Unidad {number} {it}" for it in range(number)))
        with CaptureQueriesContext(connection) as asked:
            api.get(ASKED)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 8
