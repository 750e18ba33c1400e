"""Whatever is wrong with what a program asks for, it is told what and where: its own code, and the field. Never a 500."""

from __future__ import annotations

from typing import Any

import pytest

from bookings.models import Booking, RatePlan, Reservation, Season, UnitType, WaitlistEntry
from tenants.models import Guest, Tenant
from tests.api.conftest import Api
from tests.bookings.api.conftest import ANA, stay_in, wish
from tests.cast import Enter
from tests.lodging import night

pytestmark = pytest.mark.django_db

PRERESERVE = "/reservations/prereserve"
MISSING = "(missing)"

# What is wrong, the status, the code and the field that the answer names.
WISHES: list[tuple[dict[str, Any], int, str, str]] = [
    ({"check_in": "2026-11-01", "check_out": "2026-11-03"}, 422, "past_date", "check_in"),
    ({"check_out": "2026-12-01"}, 422, "no_nights", "check_out"),
    ({"check_out": "2026-11-30"}, 422, "no_nights", "check_out"),
    ({"check_out": "2027-02-15"}, 422, "stay_too_long", "check_out"),
    ({"adults": 0}, 422, "no_guests", "adults"),
    ({"adults": -1}, 422, "no_guests", "adults"),
    ({"children": -1}, 422, "no_guests", "children"),
    ({"adults": 5}, 422, "over_capacity", "adults"),
    ({"adults": 2, "children": 3}, 422, "over_capacity", "adults"),
    ({"adults": 2**31 - 1}, 422, "over_capacity", "adults"),
    ({"unit_type": 987_654_321}, 404, "unknown_unit", "unit_type"),
    ({"unit_type": MISSING, "unit": 987_654_321}, 404, "unknown_unit", "unit"),
    ({"unit_type": MISSING, "unit": 2**63 - 1}, 404, "unknown_unit", "unit"),
    ({"quote": "AAAAAAA"}, 404, "unknown_quote", "quote"),
    ({"extras": [{"code": "helicoptero"}]}, 422, "unknown_extra", "extras"),
    ({"contact": {"phone": "llamame"}}, 422, "bad_identity", "contact.phone"),
    ({"check_in": "2026-12-24", "check_out": "2026-12-26"}, 422, "min_nights", "check_out"),
    ({"check_in": "2026-12-30", "check_out": "2027-01-02"}, 422, "closed", "check_in"),
    ({"adults": "2"}, 400, "invalid", "adults"),
    ({"adults": 2.0}, 400, "invalid", "adults"),
    ({"adults": True}, 400, "invalid", "adults"),
    ({"adults": None}, 400, "invalid", "adults"),
    ({"adults": 2**31}, 400, "invalid", "adults"),
    ({"children": 2**63}, 400, "invalid", "children"),
    ({"adults": MISSING}, 400, "invalid", "adults"),
    ({"unit_type": 2**63}, 400, "invalid", "unit_type"),
    ({"unit_type": 0}, 400, "invalid", "unit_type"),
    ({"unit_type": MISSING}, 400, "invalid", "unit_type"),
    ({"unit": 1}, 400, "invalid", "unit_type"),
    ({"check_in": "2026-02-30"}, 400, "invalid", "check_in"),
    ({"check_in": "2026-13-01"}, 400, "invalid", "check_in"),
    ({"check_in": "26-12-01"}, 400, "invalid", "check_in"),
    ({"check_in": "20261201"}, 400, "invalid", "check_in"),
    ({"check_in": "2026-W49-2"}, 400, "invalid", "check_in"),
    ({"check_in": "2026-12-01T15:00:00Z"}, 400, "invalid", "check_in"),
    ({"check_in": "۲۰۲۶-۱۲-۰۱"}, 400, "invalid", "check_in"),
    ({"check_in": 20261201}, 400, "invalid", "check_in"),
    ({"check_out": "9999-12-31"}, 400, "invalid", "check_out"),
    ({"check_in": "0001-01-01"}, 400, "invalid", "check_in"),
    ({"check_in": MISSING}, 400, "invalid", "check_in"),
    ({"contact": MISSING}, 400, "invalid", "contact"),
    ({"contact": "Ana"}, 400, "invalid", "contact"),
    ({"contact": {"name": "Ana"}}, 400, "invalid", "contact"),
    ({"contact": {"phone": "+54\x009381"}}, 400, "invalid", "contact"),
    ({"note": "a\x00b"}, 400, "invalid", "note"),
    ({"note": "x" * 2001}, 400, "invalid", "note"),
    ({"language": "xx"}, 400, "invalid", "language"),
    ({"source": "whatsapp"}, 400, "invalid", "source"),
    ({"stays": []}, 400, "invalid", "stays"),
    ({"nights": 3}, 400, "invalid", "nights"),
    ({"extras": [{"code": "cuna", "quantity": 0}]}, 400, "invalid", "extras"),
    ({"extras": {}}, 400, "invalid", "extras"),
    ({"quote": "x" * 13}, 400, "invalid", "quote"),
]


@pytest.fixture
def house(hotel: Tenant, cabins: UnitType, scope: Enter) -> UnitType:
    """Cabins that ask for four nights at Christmas, and are closed at New Year."""
    with scope(hotel):
        plan = RatePlan.objects.get()
        Season.objects.create(plan=plan, first_night=night(24), last_night=night(26), min_nights=4)
        Season.objects.create(plan=plan, first_night=night(30), last_night=night(31), is_closed=True)
    return cabins


def without_missing(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if value != MISSING}


@pytest.mark.parametrize(("wrong", "status", "code", "field"), WISHES, ids=[f"{it[0]}"[:60] for it in WISHES])
def test_a_pre_reservation_says_what_is_wrong(
    api: Api, hotel: Tenant, house: UnitType, scope: Enter, wrong: dict[str, Any], status: int, code: str, field: str
) -> None:
    answered, problem = api.post(PRERESERVE, without_missing(wish(house) | wrong))

    assert (answered, problem["code"]) == (status, code)
    assert field in problem["fields"], problem
    with scope(hotel):
        assert Booking.objects.count() == Reservation.objects.count() == Guest.objects.count() == 0


@pytest.mark.parametrize(("wrong", "status", "code", "field"), WISHES[:12], ids=[f"{it[0]}"[:60] for it in WISHES[:12]])
def test_of_several_stays_it_says_which(
    api: Api, house: UnitType, wrong: dict[str, Any], status: int, code: str, field: str
) -> None:
    stays = [stay_in(house), without_missing(stay_in(house) | wrong)]

    answered, problem = api.post(PRERESERVE, {"stays": stays, "contact": ANA})

    assert (answered, problem["code"]) == (status, code)
    assert f"stays.1.{field}" in problem["fields"], problem


@pytest.mark.parametrize(("wrong", "status", "code", "field"), WISHES[:12], ids=[f"{it[0]}"[:60] for it in WISHES[:12]])
def test_a_quote_refuses_the_same(
    api: Api, house: UnitType, wrong: dict[str, Any], status: int, code: str, field: str
) -> None:
    answered, problem = api.post("/quotes", without_missing(stay_in(house) | wrong))

    assert (answered, problem["code"]) == (status, code)
    assert field in problem["fields"], problem


@pytest.mark.parametrize(("wrong", "status", "code", "field"), WISHES[:11], ids=[f"{it[0]}"[:60] for it in WISHES[:11]])
def test_the_waiting_list_refuses_the_same(
    api: Api, hotel: Tenant, house: UnitType, scope: Enter, wrong: dict[str, Any], status: int, code: str, field: str
) -> None:
    answered, problem = api.post("/waitlist", wish(house) | wrong)

    assert (answered, problem["code"]) == (status, code)
    assert field in problem["fields"], problem
    with scope(hotel):
        assert WaitlistEntry.objects.count() == Guest.objects.count() == 0


def test_nobody_waits_for_a_type_that_is_not_on_offer(api: Api, hotel: Tenant, house: UnitType, scope: Enter) -> None:
    with scope(hotel):
        UnitType.objects.update(is_active=False)

    answered, problem = api.post("/waitlist", wish(house))

    assert (answered, problem["code"], list(problem["fields"])) == (404, "unknown_unit", ["unit_type"])


def test_each_mistake_has_a_code_of_its_own_for_programs(api: Api, house: UnitType) -> None:
    body = wish(house, check_in="2026-02-30", adults=2**31, children="2", nights=3)
    del body["check_out"]

    _, problem = api.post(PRERESERVE, body)

    assert problem["codes"] == {
        "check_in": ["no_day"],
        "check_out": ["required"],
        "adults": ["max_value"],
        "children": ["invalid"],
        "nights": ["unknown"],
    }


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b'"x"',
        b"{",
        b'{"adults": NaN}',
        b'{"adults": 10000000000000000000000000000000000000000}',
        b'{"adults": 1e400}',
        b'{"adults": 1, "adults": 2}',
        b"\xff",
    ],
)
def test_what_is_no_object_is_refused(api: Api, body: bytes) -> None:
    status, problem = api.post(PRERESERVE, body)

    assert status == 400
    assert problem["code"] in ("invalid", "parse_error", "said_twice")


def test_words_for_people_are_in_their_language(api: Api, house: UnitType) -> None:
    body = wish(house, check_out="2026-12-01")

    said = [api.post(PRERESERVE, body, **{"Accept-Language": it})[1]["detail"] for it in ("es", "en", "pt-br")]

    assert said[0] == "La salida tiene que ser después de la entrada."
