"""Lists beyond ten thousand rows: pages by key, no totals, every row reached once."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenants.admin import pages
from tenants.models import Guest, Tenant, User
from tests.cast import Enter
from tests.desk.conftest import Sit

pytestmark = pytest.mark.django_db(transaction=True)

GUESTS = "/admin/tenants/guest/"


@pytest.fixture
def many(hotel: Tenant, scope: Enter, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the keys of a list that is too long to be counted, newest first."""
    monkeypatch.setattr(pages, "MOST_COUNTED", 100)
    with scope(hotel):
        made = Guest.objects.bulk_create([Guest(name=f"Huésped {number}") for number in range(130)])
    return sorted((guest.pk for guest in made), reverse=True)


@pytest.fixture
def desk(clerk: User, sit: Sit) -> Client:
    return sit(clerk)


def keys_of(page: str) -> list[int]:
    return [int(key) for key in re.findall(r'href="/admin/tenants/guest/(\d+)/change/', page)]


def link(page: str, name: str) -> str | None:
    found = re.search(rf'rel="{name}" href="([^"]+)"', page)
    return found.group(1).replace("&amp;", "&") if found else None


def test_every_row_is_reached_once_going_back_in_time(desk: Client, many: list[int]) -> None:
    seen: list[int] = []
    query: str | None = "?"
    while query is not None:
        page = desk.get(GUESTS + query).content.decode()
        seen += keys_of(page)
        query = link(page, "next")

    assert seen == many


def test_going_forward_shows_the_same_pages(desk: Client, many: list[int]) -> None:
    first = desk.get(GUESTS).content.decode()
    second = desk.get(GUESTS + str(link(first, "next"))).content.decode()

    again = desk.get(GUESTS + str(link(second, "prev"))).content.decode()

    assert keys_of(again) == keys_of(first) == many[:50]


def test_a_filter_stays_from_page_to_page_and_begins_anew(
    desk: Client, many: list[int], hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        Guest.objects.update(language="pt")
    page = desk.get(f"{GUESTS}?language__exact=pt&before={many[60]}").content.decode()

    assert "language__exact=pt" in str(link(page, "next"))
    assert keys_of(page)[0] == many[61]
    assert f"language__exact=es&amp;before={many[60]}" not in page


def test_no_offset_and_no_total_is_asked_for(desk: Client, many: list[int]) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = desk.get(f"{GUESTS}?before={many[100]}").content.decode()

    sql = " ".join(query["sql"] for query in asked)
    assert "OFFSET" not in sql
    assert len(re.findall(r"COUNT\(", sql)) == 1
    assert "LIMIT 101" in sql
    assert "Más de 10.000 filas" in page


@pytest.mark.parametrize(
    "query", ["?before=x", "?before=-1", "?after=" + "9" * 40, "?before=%00", "?p=zwei", "?before="]
)
def test_an_address_that_makes_no_sense_shows_the_newest(desk: Client, many: list[int], query: str) -> None:
    page = desk.get(GUESTS + query)

    assert page.status_code == 200
    assert keys_of(page.content.decode()) == many[:50]


def test_a_short_list_has_numbers_and_a_total(desk: Client, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        Guest.objects.bulk_create([Guest(name=f"Huésped {number}") for number in range(60)])

    page = desk.get(f"{GUESTS}?p=2").content.decode()

    assert len(keys_of(page)) == 10
    assert "60 filas" in page
