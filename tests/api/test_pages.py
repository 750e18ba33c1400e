"""Lists come a page at a time, in a fixed order, whatever is added meanwhile; a cursor is good for its own list alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenants.api.pages import Sort, page_of
from tenants.models import Guest, StaffTask, Tenant
from tests.api.conftest import Api, make_key, with_key
from tests.cast import Enter, make_guest

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def many(hotel: Tenant, scope: Enter) -> list[int]:
    """Return the numbers of 120 guests, the newest first."""
    with scope(hotel):
        guests = Guest.objects.bulk_create([Guest(name=f"Ana {n}") for n in range(120)])
    return [guest.pk for guest in reversed(guests)]


def walk(api: Api, path: str) -> list[list[int]]:
    """Return the numbers on each page until the last."""
    pages, cursor = [], ""
    while True:
        status, page = api.get(f"{path}{'&cursor=' + cursor if cursor else ''}")
        assert status == 200
        pages.append([it["id"] for it in page["items"]])
        if not page["next"]:
            return pages
        cursor = page["next"]


def test_fifty_a_page_until_all_were_seen_once(api: Api, many: list[int]) -> None:
    pages = walk(api, "/guests?sort=-id")

    assert [len(page) for page in pages] == [50, 50, 20]
    assert list(chain(*pages)) == many


def test_as_many_as_asked_for_in_the_other_direction(api: Api, many: list[int]) -> None:
    pages = walk(api, "/guests?limit=60&sort=id")

    assert [len(page) for page in pages] == [60, 60]
    assert list(chain(*pages)) == many[::-1]


def test_what_is_added_meanwhile_moves_nothing(api: Api, hotel: Tenant, many: list[int]) -> None:
    _, first = api.get("/guests?limit=100")
    make_guest(hotel, "Nueva")

    _, second = api.get(f"/guests?limit=100&cursor={first['next']}")

    assert [it["id"] for it in first["items"] + second["items"]] == many


def test_the_last_page_costs_what_the_first_does(api: Api, many: list[int]) -> None:
    _, first = api.get("/guests?limit=100")
    counts = []
    for cursor in ("", f"&cursor={first['next']}"):
        with CaptureQueriesContext(connection) as asked:
            api.get(f"/guests?limit=100{cursor}")
        counts.append(len(asked))
        assert not [it for it in asked if "count(" in it["sql"].lower() or " OFFSET " in it["sql"]]

    assert counts[0] == counts[1]


@pytest.mark.parametrize("cursor", ["x", "e30", "%00", "' OR 1=1 --", "x" * 500, "WzEsMV0:1aBcDe:zzz", "ñ"])
def test_an_invented_cursor_is_refused(api: Api, cursor: str) -> None:
    status, problem = api.get(f"/guests?cursor={cursor}")

    assert (status, problem["code"]) in {(400, "bad_cursor"), (400, "invalid")}


def test_a_cursor_of_another_list_is_refused(api: Api, hotel: Tenant, neighbour: Tenant, many: list[int]) -> None:
    cursor = api.get("/guests")[1]["next"]
    make_guest(neighbour)
    theirs = with_key(make_key(neighbour)[1])

    answers = [
        api.get(f"/guests?sort=id&cursor={cursor}"),
        api.get(f"/staff-tasks?cursor={cursor}"),
        theirs.get(f"/guests?cursor={cursor}"),
    ]

    assert [(status, problem["code"]) for status, problem in answers] == [(400, "bad_cursor")] * 3


def test_a_signed_text_that_is_no_cursor_is_refused(api: Api) -> None:
    status, problem = api.get(f"/guests?cursor={signing.dumps([None, 1], salt='other')}")

    assert (status, problem["code"]) == (400, "bad_cursor")


@pytest.mark.parametrize("column", ["opened_at", "-opened_at"])
def test_rows_of_the_same_moment_are_all_seen_once(in_hotel: Tenant, column: str) -> None:
    moments = [START, START, START, START + timedelta(seconds=1), START + timedelta(seconds=1), START]
    for number, moment in enumerate(moments):
        StaffTask.objects.create(kind="k", cause=str(number), title="t", opened_at=moment)
    rows, sort = StaffTask.objects.all(), Sort(column)
    seen: list[int] = []
    cursor = None

    for _ in range(3):
        page = page_of(rows, sort=sort, limit=2, cursor=cursor)
        seen, cursor = [*seen, *(task.pk for task in page.rows)], page.next

    assert seen == list(rows.order_by(*sort.order).values_list("pk", flat=True))
    assert cursor is None
