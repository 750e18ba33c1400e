"""The addresses of a business at the desk: one spelling, and nobody else's."""

from __future__ import annotations

import pytest

from tenants.models import ChannelIdentifier, Tenant, User
from tests.desk.conftest import Sit

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESSES = "/admin/tenants/channelidentifier/"


def test_an_address_is_kept_in_one_spelling(owner: User, hotel: Tenant, sit: Sit) -> None:
    answer = sit(owner).post(f"{ADDRESSES}add/", {"kind": "email", "value": " Hola@Ejemplo.COM "})

    assert answer.status_code == 302
    assert ChannelIdentifier.objects.get().value == "hola@ejemplo.com"
    assert ChannelIdentifier.objects.get().tenant == hotel


def test_an_address_of_a_neighbour_is_refused_without_saying_whose(
    owner: User, neighbour: Tenant, hotel: Tenant, sit: Sit
) -> None:
    ChannelIdentifier.objects.create(tenant=neighbour, kind="email", value="hola@ejemplo.com")

    page = sit(owner).post(f"{ADDRESSES}add/", {"kind": "email", "value": "HOLA@ejemplo.com"}, follow=True)

    assert page.status_code == 200
    assert neighbour.name not in page.content.decode()
    assert ChannelIdentifier.objects.count() == 1


def test_what_is_no_address_is_refused_on_the_page(owner: User, sit: Sit) -> None:
    page = sit(owner).post(f"{ADDRESSES}add/", {"kind": "email", "value": "hola"})

    assert "errorlist" in page.content.decode() or "errornote" in page.content.decode()
    assert not ChannelIdentifier.objects.exists()


def test_an_address_is_switched_off(owner: User, hotel: Tenant, sit: Sit) -> None:
    row = ChannelIdentifier.objects.create(tenant=hotel, kind="email", value="hola@ejemplo.com")

    sit(owner).post(f"{ADDRESSES}{row.pk}/change/", {"value": "hola@ejemplo.com"})

    row.refresh_from_db()
    assert row.is_active is False
