"""The first page: the doors that are open, and no need of any server to show them."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings


def test_every_door_of_a_developers_machine_is_shown(client: Client, settings: Settings) -> None:
    page = client.get("/").content.decode()

    flower = f"http://127.0.0.1:{settings.FLOWER_PORT}/"
    for address in ("/admin/", "/sandbox/", flower, "/metrics", "/health/"):
        assert f'href="{address}"' in page
    assert "manage.py desk_link" in page


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/", "/sandbox/", "/metrics", "/health/"])
def test_behind_every_door_somebody_answers(client: Client, address: str) -> None:
    assert client.get(address, follow=True).status_code == 200


def test_guests_of_a_real_house_see_no_doors_of_developers(client: Client, settings: Settings) -> None:
    settings.DEVELOPMENT = settings.SANDBOX = False

    page = client.get("/").content.decode()

    assert 'href="/admin/"' in page
    assert 'href="/health/"' in page
    assert "/sandbox/" not in page
    assert "/metrics" not in page
    assert "desk_link" not in page
    assert str(settings.FLOWER_PORT) not in page


@pytest.mark.django_db
def test_the_page_asks_the_database_nothing(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert client.get("/").status_code == 200


def test_the_page_is_for_reading(client: Client) -> None:
    assert client.head("/").status_code == 200
    assert client.post("/").status_code == 405
