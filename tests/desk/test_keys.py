"""API keys at the desk: shown once, revoked at once, never more than they were given."""

from __future__ import annotations

import re

import pytest

from tenants import clock
from tenants.models import ApiKey, Tenant, User
from tenants.services.keys import create_key
from tests.desk.conftest import Sit

pytestmark = pytest.mark.django_db(transaction=True)

KEYS = "/admin/tenants/apikey/"


def test_a_key_is_shown_once_and_kept_as_a_hash(owner: User, hotel: Tenant, sit: Sit) -> None:
    browser = sit(owner)

    page = browser.post(f"{KEYS}add/", {"name": "Motor", "scopes": ["guests:read"]})

    shown = re.search(r'id="secret"[^>]* value="([^"]+)"', page.content.decode())
    key = ApiKey.objects.get()
    assert shown
    assert "no-store" in page.headers["Cache-Control"]
    assert key.prefix in shown.group(1)
    assert (key.tenant, key.created_by, key.scopes) == (hotel, owner, ["guests:read"])
    again = browser.get(f"{KEYS}{key.pk}/change/").content.decode()
    assert shown.group(1) not in again
    assert key.digest not in again


@pytest.mark.parametrize("scopes", [[], ["team:write"], ["guests:read", "everything"]])
def test_a_key_gets_no_right_that_keys_may_not_have(owner: User, sit: Sit, scopes: list[str]) -> None:
    page = sit(owner).post(f"{KEYS}add/", {"name": "Motor", "scopes": scopes})

    assert page.status_code == 200
    assert not ApiKey.objects.exists()


def test_the_rights_of_a_key_in_use_do_not_grow(owner: User, hotel: Tenant, sit: Sit) -> None:
    key, _ = create_key(tenant=hotel, name="Motor", scopes=["guests:read"], by=owner, expires_at=None, now=clock.now())

    sit(owner).post(f"{KEYS}{key.pk}/change/", {"name": "Otro", "scopes": ["guests:write"], "revoked_at_0": ""})

    key.refresh_from_db()
    assert (key.name, key.scopes) == ("Otro", ["guests:read"])


def test_a_key_is_revoked(owner: User, hotel: Tenant, sit: Sit) -> None:
    key, _ = create_key(tenant=hotel, name="Motor", scopes=["guests:read"], by=owner, expires_at=None, now=clock.now())
    browser = sit(owner)

    done = browser.post(KEYS, {"action": "revoke_chosen", "_selected_action": [key.pk]}, follow=True).content.decode()
    twice = browser.post(KEYS, {"action": "revoke_chosen", "_selected_action": [key.pk]}, follow=True).content.decode()

    key.refresh_from_db()
    assert key.revoked_at
    assert "1 clave revocada." in done
    assert "Esa clave ya está revocada." in twice


def test_a_neighbours_key_cannot_be_revoked(outsider: User, owner: User, hotel: Tenant, sit: Sit) -> None:
    key, _ = create_key(tenant=hotel, name="Motor", scopes=["guests:read"], by=owner, expires_at=None, now=clock.now())

    sit(outsider).post(KEYS, {"action": "revoke_chosen", "_selected_action": [key.pk]})

    key.refresh_from_db()
    assert key.revoked_at is None


def test_a_key_is_revoked_from_its_own_page(owner: User, outsider: User, hotel: Tenant, sit: Sit) -> None:
    key, _ = create_key(tenant=hotel, name="Motor", scopes=["guests:read"], by=owner, expires_at=None, now=clock.now())
    revoke = f"{KEYS}{key.pk}/revocar/"

    assert sit(outsider).post(revoke).status_code == 404
    assert sit(owner).get(revoke).status_code == 405
    assert revoke in sit(owner).get(f"{KEYS}{key.pk}/change/").content.decode()
    assert "1 clave revocada." in sit(owner).post(revoke, follow=True).content.decode()

    key.refresh_from_db()
    assert key.revoked_at
    assert revoke not in sit(owner).get(f"{KEYS}{key.pk}/change/").content.decode()
