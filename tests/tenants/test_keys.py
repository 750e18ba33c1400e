"""A name in Redis says whose it is; the caches take no other."""

from __future__ import annotations

import pytest
from django.core.cache import caches

from tenants.keys import key_of, platform_key, tenant_key
from tenants.models import Tenant
from tenants.scoping import NoTenantScope
from tests.cast import enter


@pytest.mark.parametrize("alias", ["default", "limits"])
def test_a_name_made_by_hand_is_refused(alias: str) -> None:
    with pytest.raises(TypeError, match="names no tenant"):
        caches[alias].set("guest:5", 1)


@pytest.mark.django_db
def test_two_businesses_never_share_a_name(hotel: Tenant, neighbour: Tenant) -> None:
    with enter(hotel):
        ours = tenant_key("list", 1)
    with enter(neighbour):
        theirs = tenant_key("list", 1)
    caches["default"].set(ours, "ours")

    assert caches["default"].get(ours) == "ours"
    assert caches["default"].get(theirs) is None
    assert ours == key_of(hotel.pk, "list", 1) != platform_key("list", 1)


def test_a_tenants_name_needs_a_scope() -> None:
    with pytest.raises(NoTenantScope):
        tenant_key("list")
