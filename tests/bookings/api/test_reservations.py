"""The list of stays: newest arrival first, filtered, a page at a time, by an index and in few queries."""

from __future__ import annotations

from itertools import chain

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings.models import UnitType
from tenants.models import Tenant
from tests.api.conftest import Api
from tests.bookings.api.conftest import ANA, BRUNO, place, stay_in
from tests.bookings.rows import plain_booking, plain_stay
from tests.cast import Enter, make_guest
from tests.lodging import make_units, night

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(hotel: Tenant, cabins: UnitType, scope: Enter) -> list[int]:
    """Return the numbers of 60 stays on 12 days of arrival, five on each, the newest arrival first."""
    guest = make_guest(hotel)
    with scope(hotel):
        units = make_units(cabins, *(f"Unidad {number}" for number in range(5)))
        booking = plain_booking(guest)
        rows = [
            plain_stay(unit, night(1 + 2 * turn), night(2 + 2 * turn), booking) for turn in range(12) for unit in units
        ]
    return [row.pk for row in sorted(rows, key=lambda row: (row.period.lower, row.pk), reverse=True)]


def walk(api: Api, path: str) -> list[list[int]]:
    """Return the numbers on each page until the last."""
    pages, cursor = [], ""
    while True:
        status, page = api.get(f"{path}{'&cursor=' + cursor if cursor else ''}")
        assert status == 200
        pages.append([it["id"] for it in page["items"]])
        if page["next"] is None:
            return pages
        cursor = page["next"]


def test_the_newest_arrival_is_first_and_none_is_lost_or_told_twice(api: Api, many: list[int]) -> None:
    pages = walk(api, "/reservations?limit=7")

    assert [len(page) for page in pages] == [7] * 8 + [4]
    assert list(chain(*pages)) == many


def test_a_status_is_a_filter_and_keeps_the_order(api: Api, many: list[int]) -> None:
    assert list(chain(*walk(api, "/reservations?status=confirmed&limit=50"))) == many
    assert walk(api, "/reservations?status=cancelled") == [[]]


def test_dates_are_a_filter_of_nights(api: Api, cabins: UnitType) -> None:
    first = place(api, cabins, 1, 4)["reservations"][0]["id"]
    second = place(api, cabins, 4, 6)["reservations"][0]["id"]

    assert walk(api, "/reservations?from=2026-12-03&to=2026-12-03") == [[first]]
    assert walk(api, "/reservations?from=2026-12-04&to=2026-12-04") == [[second]]
    assert walk(api, "/reservations?from=2026-12-03&to=2026-12-04") == [[second, first]]
    assert walk(api, "/reservations?from=2026-12-06") == [[]]


def test_unit_type_booking_and_guest_are_filters(api: Api, cabins: UnitType) -> None:
    _, ours = api.post("/reservations/prereserve", {"stays": [stay_in(cabins)] * 2, "contact": ANA})
    other = place(api, cabins, 10, 12, contact=BRUNO)
    stay = other["reservations"][0]
    ids = [it["id"] for it in ours["reservations"]]

    assert walk(api, f"/reservations?unit={stay['unit']['id']}&from=2026-12-08") == [[stay["id"]]]
    assert walk(api, f"/reservations?unit_type={cabins.pk}&limit=200") == [[stay["id"], *sorted(ids, reverse=True)]]
    assert walk(api, f"/reservations?booking={other['code'].lower()}") == [[stay["id"]]]
    assert walk(api, f"/reservations?guest={ours['guest']['id']}") == [sorted(ids, reverse=True)]


@pytest.mark.parametrize(
    "query", ["status=gone", "from=2026-02-30", "to=x", "unit=x", "guest=0", "booking=%00", "unit=", "sort=id"]
)
def test_a_filter_that_cannot_be_is_named(api: Api, query: str) -> None:
    status, problem = api.get(f"/reservations?{query}")

    assert (status, problem["code"], list(problem["fields"])) == (400, "invalid", [query.partition("=")[0]])


def test_a_page_of_stays_is_one_query(api: Api, many: list[int]) -> None:
    counts = []
    api.get("/reservations")  # notes that the key is in use, which happens once a minute
    for limit in (1, 50):
        with CaptureQueriesContext(connection) as asked:
            _, page = api.get(f"/reservations?limit={limit}")
        counts.append(len(asked))
        assert page["items"][0]["guest"]["name"] == "Ana Paz"

    assert counts[0] == counts[1]


def test_one_stay_is_looked_at(api: Api, cabins: UnitType) -> None:
    booking = place(api, cabins)

    status, stay = api.get(f"/reservations/{booking['reservations'][0]['id']}")

    assert (status, stay["booking"], stay["guest"]["name"]) == (200, booking["code"], "Ana Paz")
    assert {name: stay[name] for name in booking["reservations"][0]} == booking["reservations"][0]
    assert api.get("/reservations/987654")[1]["code"] == "not_found"
