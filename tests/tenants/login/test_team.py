"""Who may invite whom, and who may hand whom a link: nobody comes higher, or into another business, by either."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django import Settings

from tasks.models import Job
from tenants import clock
from tenants.errors import NotAllowed
from tenants.login.access_link import access_link_for
from tenants.login.team import (
    AlreadyMember,
    HasAccountElsewhere,
    NobodyInvited,
    SeveralPeople,
    appoints,
    change_member,
    invite,
    reset_link,
)
from tenants.models import AuditEvent, Membership, Tenant, User
from tests.cast import enter, make_person
from tests.races import at_once
from tests.tenants.login.conftest import GOOD

pytestmark = pytest.mark.django_db
NOW = clock.now()
BELOW = ["desk", "housekeeper", "read_only"]
ABOVE = ["owner", "manager"]


def test_who_is_invited_chooses_a_password_and_is_part_of_the_team(client: Client, hotel: Tenant, owner: User) -> None:
    invitation = invite(tenant=hotel, role="desk", by=owner, now=NOW, email="Lucia@Hotel.example")

    assert client.post(invitation.link, {"password": GOOD, "again": GOOD}).status_code == 302
    member = Membership.objects.get(user__username="lucia@hotel.example")
    assert (member.tenant, member.role, member.is_active) == (hotel, "desk", True)
    assert not invitation.user.is_superuser


def test_without_address_a_name_will_do(hotel: Tenant, owner: User) -> None:
    invitation = invite(tenant=hotel, role="housekeeper", by=owner, now=NOW, username="rosa")

    assert (invitation.user.username, invitation.user.email) == ("rosa", "")
    assert invitation.link


@pytest.mark.parametrize("role", [*ABOVE, *BELOW])
def test_an_owner_invites_into_every_role(hotel: Tenant, owner: User, role: str) -> None:
    assert invite(tenant=hotel, role=role, by=owner, now=NOW, username="rosa").link


@pytest.mark.parametrize("role", BELOW)
def test_a_manager_invites_those_below(hotel: Tenant, manager: User, role: str) -> None:
    assert invite(tenant=hotel, role=role, by=manager, now=NOW, username="rosa").link


@pytest.mark.parametrize("role", [*ABOVE, "king", ""])
def test_a_manager_makes_nobody_as_high_as_themselves(hotel: Tenant, manager: User, role: str) -> None:
    with pytest.raises(NotAllowed):
        invite(tenant=hotel, role=role, by=manager, now=NOW, username="rosa")

    assert not User.objects.filter(username="rosa").exists()


@pytest.mark.parametrize("role", BELOW)
def test_others_invite_nobody(hotel: Tenant, role: str) -> None:
    with pytest.raises(NotAllowed):
        invite(tenant=hotel, role="read_only", by=make_person("pedro", hotel, role), now=NOW, username="rosa")


def test_nobody_invites_into_another_business(neighbour: Tenant, owner: User) -> None:
    with pytest.raises(NotAllowed):
        invite(tenant=neighbour, role="desk", by=owner, now=NOW, username="rosa")


def test_an_account_that_others_made_does_not_come_in_with_an_invitation(
    hotel: Tenant, owner: User, neighbour: Tenant
) -> None:
    thief = make_person("zoe", neighbour, "owner")
    squatter = invite(tenant=neighbour, role="desk", by=thief, now=NOW, email="jefa@hotel.example").user
    squatter.set_password(GOOD)
    squatter.save()

    with pytest.raises(HasAccountElsewhere):
        invite(tenant=hotel, role="manager", by=owner, now=NOW, email="jefa@hotel.example")

    assert not squatter.memberships.filter(tenant=hotel).exists()


def test_somebody_who_exists_just_gets_the_role_from_the_platform(
    hotel: Tenant, platform_admin: User, outsider: User
) -> None:
    outsider.email = "nora@x.example"
    outsider.save()

    invitation = invite(tenant=hotel, role="desk", by=platform_admin, now=NOW, email="NORA@x.example")

    assert (invitation.user, invitation.link) == (outsider, "")
    assert set(outsider.memberships.values_list("tenant__slug", "role")) == {
        ("cabanas-del-lago", "desk"),
        ("hostal-vecino", "manager"),
    }


def test_who_is_here_already_keeps_their_role(hotel: Tenant, owner: User, manager: User) -> None:
    with pytest.raises(AlreadyMember):
        invite(tenant=hotel, role="owner", by=owner, now=NOW, username="marta")

    assert manager.memberships.get().role == "manager"


def test_who_left_comes_back_with_the_role_of_today(hotel: Tenant, owner: User, manager: User) -> None:
    manager.memberships.update(is_active=False)

    invite(tenant=hotel, role="desk", by=owner, now=NOW, username="marta")

    member = manager.memberships.get()
    assert (member.role, member.is_active) == ("desk", True)


@pytest.mark.parametrize(
    "names", [{}, {"email": ""}, {"email": "no address"}, {"username": "two words"}, {"username": "x" * 200}]
)
def test_an_invitation_of_nobody_is_refused(hotel: Tenant, owner: User, names: dict[str, str]) -> None:
    with pytest.raises(NobodyInvited):
        invite(tenant=hotel, role="desk", by=owner, now=NOW, **names)


def test_an_address_of_two_people_is_refused(hotel: Tenant, owner: User) -> None:
    for name in ("uno", "dos"):
        User.objects.create_user(name, email="casa@x.example")

    with pytest.raises(SeveralPeople):
        invite(tenant=hotel, role="desk", by=owner, now=NOW, email="casa@x.example")


def test_the_history_says_who_invited(hotel: Tenant, owner: User) -> None:
    invitation = invite(tenant=hotel, role="desk", by=owner, now=NOW, username="rosa")

    with enter(hotel):
        event = AuditEvent.objects.filter(table_name="tenants_membership").latest("id")
    assert event.actor == f"user:{owner.pk}"
    assert event.changes["user_id"] == [None, invitation.user.pk]


def test_with_a_mail_server_the_invitation_is_mailed_too(hotel: Tenant, owner: User, settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://mail.example"

    invitation = invite(tenant=hotel, role="desk", by=owner, now=NOW, email="lucia@x.example")

    assert Job.objects.get(name="tenants.send_access_link").args == {"user_id": invitation.user.pk}


# --- A link for somebody who forgot ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "role", "may"),
    [
        ("owner", "desk", True),
        ("owner", "manager", True),
        ("owner", "owner", True),
        ("manager", "desk", True),
        ("manager", "read_only", True),
        ("manager", "manager", False),
        ("manager", "owner", False),
        ("desk", "read_only", False),
        ("read_only", "read_only", False),
    ],
)
def test_a_link_is_for_those_below(hotel: Tenant, by: str, role: str, may: bool) -> None:
    above, user = make_person("uno", hotel, by), make_person("dos", hotel, role)

    if may:
        assert reset_link(user=user, by=above, now=NOW) == access_link_for(user, now=NOW)
        return
    with pytest.raises(NotAllowed):
        reset_link(user=user, by=above, now=NOW)


def test_a_foreign_owner_gets_no_link_not_even_when_the_person_works_there_too(
    hotel: Tenant, clerk: User, neighbour: Tenant, platform_admin: User
) -> None:
    thief = make_person("zoe", neighbour, "owner")
    with pytest.raises(NotAllowed):
        reset_link(user=clerk, by=thief, now=NOW)

    invite(tenant=neighbour, role="desk", by=platform_admin, now=NOW, username="carlos")
    with pytest.raises(NotAllowed):
        reset_link(user=clerk, by=thief, now=NOW)

    clerk.memberships.filter(tenant=hotel).update(is_active=False)
    with pytest.raises(NotAllowed):
        reset_link(user=clerk, by=thief, now=NOW)


def test_nobody_gets_a_link_of_a_platform_administrator(hotel: Tenant, owner: User, platform_admin: User) -> None:
    Membership.objects.create(tenant=hotel, user=platform_admin, role="desk")

    with pytest.raises(NotAllowed):
        reset_link(user=platform_admin, by=owner, now=NOW)


def test_nobody_gets_a_link_of_who_may_do_something_on_the_platform(hotel: Tenant, owner: User, clerk: User) -> None:
    clerk.user_permissions.add(Permission.objects.get(codename="redrive_deadjob"))

    with pytest.raises(NotAllowed):
        reset_link(user=clerk, by=owner, now=NOW)


def test_a_platform_administrator_hands_anybody_a_link(platform_admin: User, owner: User) -> None:
    assert reset_link(user=owner, by=platform_admin, now=NOW)
    platform_admin.is_active = False
    with pytest.raises(NotAllowed):
        reset_link(user=owner, by=platform_admin, now=NOW)


# --- A link, and what changed since it was handed over ---------------------------------------------------------------------


def refused(client: Client, link: str) -> bool:
    return client.post(link, {"password": GOOD, "again": GOOD}).status_code == 403


def test_who_invited_first_cannot_enter_the_next_business_with_the_old_link(
    hotel: Tenant, manager: User, neighbour: Tenant, platform_admin: User, client: Client
) -> None:
    link = invite(tenant=hotel, role="desk", by=manager, now=NOW, email="rosa@ejemplo.com").link

    invite(tenant=neighbour, role="manager", by=platform_admin, now=NOW, email="rosa@ejemplo.com")

    assert refused(client, link)


@pytest.mark.parametrize("change", [{"role": "owner"}, {"is_active": False}])
def test_a_link_is_void_once_the_person_has_another_role(
    manager: User, clerk: User, client: Client, change: dict[str, object]
) -> None:
    link = reset_link(user=clerk, by=manager, now=NOW)

    clerk.memberships.update(**change)

    assert refused(client, link)


def test_a_link_is_void_once_the_person_administers_the_platform(manager: User, clerk: User, client: Client) -> None:
    link = reset_link(user=clerk, by=manager, now=NOW)

    User.objects.filter(pk=clerk.pk).update(is_superuser=True)

    assert refused(client, link)


@pytest.mark.parametrize("who", ["owner", "platform_admin"])
def test_nobody_gets_round_the_own_password_by_a_link(who: str, hotel: Tenant, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        reset_link(user=person, by=person, now=NOW)


# --- Roles that change at the same moment ----------------------------------------------------------------------------------


def demote_each_other(hotel: Tenant, change: Callable[[Membership, User], None]) -> list[str]:
    """Let two owners demote each other at once, and return the roles that are left."""
    people = [make_person("una", hotel, "owner"), make_person("otra", hotel, "owner")]
    members = [Membership.objects.get(tenant=hotel, user=person) for person in reversed(people)]

    def demote(number: int) -> None:
        members[number].role = "desk"
        with suppress(NotAllowed), enter(hotel):
            change(members[number], people[number])

    at_once(2, demote)
    return sorted(Membership.objects.filter(tenant=hotel).values_list("role", flat=True))


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_demote_each_other_leave_one(hotel: Tenant) -> None:
    left = demote_each_other(hotel, lambda member, by: change_member(member=member, by=by))

    assert left == ["desk", "owner"]


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_they_leave_none(hotel: Tenant) -> None:
    asked = Barrier(2)

    def unguarded(member: Membership, by: User) -> None:
        assert appoints(by, hotel, "owner")
        asked.wait(timeout=10)
        member.save()

    assert demote_each_other(hotel, unguarded) == ["desk", "desk"]


def test_nobody_changes_their_own_role(hotel: Tenant, owner: User) -> None:
    member = owner.memberships.get()
    member.role = "desk"

    with pytest.raises(NotAllowed):
        change_member(member=member, by=owner)
