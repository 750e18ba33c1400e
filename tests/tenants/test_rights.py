"""Who may do what."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenants.models import Membership, Tenant, User
from tenants.rights import AREAS, EVERY_RIGHT, KEY_SCOPES, ROLE_RIGHTS, ROLES, may_appoint, right_for, rights_of
from tests.cast import enter


@pytest.mark.parametrize(
    ("role", "right", "may"),
    [
        ("owner", "business:write", True),
        ("manager", "business:write", False),
        ("manager", "team:write", True),
        ("desk", "guests:write", True),
        ("desk", "team:read", False),
        ("housekeeper", "guests:read", False),
        ("housekeeper", "tasks:write", True),
        ("read_only", "guests:read", True),
        ("read_only", "guests:write", False),
        ("owner", "audit:write", False),
        ("nobody", "guests:read", False),
    ],
)
def test_a_role_has_its_rights(role: str, right: str, may: bool) -> None:
    assert (right in rights_of(role)) is may


def test_every_role_is_in_the_table_and_knows_no_strange_right() -> None:
    assert set(ROLE_RIGHTS) == set(ROLES)
    assert all(rights <= EVERY_RIGHT for rights in ROLE_RIGHTS.values())


def test_a_key_is_never_given_rights_over_people() -> None:
    assert not {scope for scope in KEY_SCOPES if scope.startswith(("team:", "keys:", "business:"))}


@pytest.mark.parametrize("action", ["", "destroy", "view_all"])
def test_an_action_nobody_knows_has_no_right(action: str) -> None:
    assert right_for("tenants.guest", action) is None
    assert right_for("tenants.unheard", "view") is None
    assert all(right_for(label, "view") for label in AREAS)


@pytest.mark.parametrize(
    ("by", "role", "may"),
    [
        ("owner", "owner", True),
        ("manager", "desk", True),
        ("manager", "manager", False),
        ("manager", "owner", False),
        ("desk", "read_only", False),
        ("owner", "emperor", False),
    ],
)
def test_nobody_appoints_above_themselves(by: str, role: str, may: bool) -> None:
    assert may_appoint(by, role) is may


@pytest.mark.django_db
def test_a_person_has_rights_in_their_own_business_alone(hotel: Tenant, neighbour: Tenant, clerk: User) -> None:
    outside = clerk.has_perm("tenants.view_guest")
    with enter(hotel):
        here = (clerk.has_perm("tenants.view_guest"), clerk.has_perm("tenants.view_membership"))
    with enter(neighbour):
        there = clerk.has_perm("tenants.view_guest")

    assert (outside, here, there) == (False, (True, False), False)


@pytest.mark.django_db
def test_a_membership_that_ended_gives_nothing(hotel: Tenant, clerk: User) -> None:
    Membership.objects.update(is_active=False)

    with enter(hotel):
        assert not clerk.has_perm("tenants.view_guest")


@pytest.mark.django_db
def test_the_role_is_asked_once(in_hotel: Tenant, clerk: User) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert clerk.has_perm("tenants.view_guest")
        assert clerk.has_perm("tenants.change_stafftask")

    assert len(queries) == 1
