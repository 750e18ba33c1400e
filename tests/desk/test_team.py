"""The team's page: who may invite, appoint, help back in."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from tenants import clock
from tenants.login import lockout
from tenants.models import Membership, Tenant, User
from tenants.queries.locks import list_locked
from tests.cast import make_person
from tests.desk.conftest import Sit

pytestmark = pytest.mark.django_db(transaction=True)

TEAM = "/admin/tenants/membership/"


def member(person: User, tenant: Tenant) -> Membership:
    return Membership.objects.get(user=person, tenant=tenant)


def test_a_manager_invites_and_gets_the_link_once(manager: User, hotel: Tenant, sit: Sit) -> None:
    browser = sit(manager)

    page = browser.post(f"{TEAM}add/", {"email": "ines@ejemplo.com", "username": "", "role": "desk"})

    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    link = re.search(r'value="(http[^"]+/entrar/clave/[^"]+)"', page.content.decode())
    assert link
    assert browser.get(link.group(1)).status_code == 200
    assert link.group(1) not in browser.get(TEAM).content.decode()
    assert Membership.objects.get(user__username="ines@ejemplo.com").role == "desk"


def test_nobody_invites_above_themselves(manager: User, hotel: Tenant, sit: Sit) -> None:
    page = sit(manager).post(f"{TEAM}add/", {"email": "jefa@ejemplo.com", "username": "", "role": "owner"})

    assert not User.objects.filter(username="jefa@ejemplo.com").exists()
    assert page.status_code == 200
    assert "errornote" in page.content.decode()


def test_an_invitation_names_somebody(manager: User, sit: Sit) -> None:
    page = sit(manager).post(f"{TEAM}add/", {"email": "", "username": "", "role": "desk"}).content.decode()

    assert "Escriba un correo o un nombre de usuario." in page


def test_what_the_log_in_refuses_is_said_on_the_page(manager: User, clerk: User, sit: Sit) -> None:
    page = sit(manager).post(f"{TEAM}add/", {"email": "", "username": clerk.username, "role": "desk"}, follow=True)

    assert "Esa persona ya es parte del equipo." in page.content.decode()


@pytest.mark.parametrize("role", ["desk", "housekeeper", "read_only"])
def test_whoever_manages_nobody_sees_no_team(hotel: Tenant, sit: Sit, role: str) -> None:
    browser = sit(make_person("pepe", hotel, role))

    assert browser.get(TEAM).status_code == 403
    assert browser.get(f"{TEAM}add/").status_code == 403


def test_a_manager_changes_the_role_of_a_clerk(manager: User, clerk: User, hotel: Tenant, sit: Sit) -> None:
    row = member(clerk, hotel)

    answer = sit(manager).post(f"{TEAM}{row.pk}/change/", {"role": "housekeeper"})

    row.refresh_from_db()
    assert answer.status_code == 302
    assert (row.role, row.is_active) == ("housekeeper", False)


def test_a_manager_cannot_make_an_owner_nor_touch_one(
    manager: User, clerk: User, owner: User, hotel: Tenant, sit: Sit
) -> None:
    browser = sit(manager)

    browser.post(f"{TEAM}{member(clerk, hotel).pk}/change/", {"role": "owner", "is_active": "on"})
    touched = browser.post(f"{TEAM}{member(owner, hotel).pk}/change/", {"role": "desk"})

    assert member(clerk, hotel).role == "desk"
    assert member(owner, hotel).role == "owner"
    assert touched.status_code == 403


def test_nobody_changes_their_own_membership(owner: User, hotel: Tenant, sit: Sit) -> None:
    answer = sit(owner).post(f"{TEAM}{member(owner, hotel).pk}/change/", {"role": "desk"})

    assert answer.status_code == 403
    assert member(owner, hotel).role == "owner"


def test_a_locked_person_is_seen_and_unlocked(manager: User, clerk: User, hotel: Tenant, sit: Sit) -> None:
    for _ in range(settings.LOGIN_MAX_FAILURES + 1):
        lockout.may_try_password(clerk.username, "192.0.2.7")
    browser = sit(manager)

    before = browser.get(TEAM).content.decode()
    answer = browser.post(f"{TEAM}{member(clerk, hotel).pk}/desbloquear/", follow=True)

    assert "bloqueado" in before
    assert "Ya puede volver a intentar." in answer.content.decode()
    assert list_locked([clerk], now=clock.now()) == set()


def test_a_manager_hands_over_a_link_for_a_new_password(manager: User, clerk: User, hotel: Tenant, sit: Sit) -> None:
    page = sit(manager).post(f"{TEAM}{member(clerk, hotel).pk}/enlace/")

    assert "/entrar/clave/" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("step", ["enlace", "segundo-factor"])
def test_the_keys_of_an_owner_are_not_a_managers_to_give(
    manager: User, owner: User, hotel: Tenant, sit: Sit, step: str
) -> None:
    page = sit(manager).post(f"{TEAM}{member(owner, hotel).pk}/{step}/", follow=True).content.decode()

    assert "No tiene permiso para hacer eso." in page
    assert "/entrar/clave/" not in page.replace('href="/entrar/clave/"', "")


@pytest.mark.parametrize("step", ["enlace", "segundo-factor", "desbloquear"])
def test_a_neighbours_people_are_not_there(outsider: User, clerk: User, hotel: Tenant, sit: Sit, step: str) -> None:
    assert sit(outsider).post(f"{TEAM}{member(clerk, hotel).pk}/{step}/").status_code == 404


def test_an_invitation_begins_with_a_clerk_and_is_saved_in_one_way(owner: User, sit: Sit) -> None:
    page = sit(owner).get(f"{TEAM}add/").content.decode()

    assert '<option value="desk" selected' in page
    assert 'name="_save"' in page
    assert 'name="_continue"' not in page
