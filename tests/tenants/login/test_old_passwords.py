"""A password that is too old opens the page to change it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tenants import clock
from tenants.login.link import link_for
from tenants.models import Session, User
from tests.cast import PASSWORD
from tests.tenants.login.conftest import GOOD

pytestmark = pytest.mark.django_db
Later = Callable[[int], None]


@pytest.fixture
def old(clerk: User) -> User:
    """Let the clerk's password be of 91 days ago."""
    User.objects.filter(pk=clerk.pk).update(password_changed_at=clock.now() - timedelta(days=91))
    clerk.refresh_from_db()
    return clerk


@pytest.fixture
def logged_in(client: Client, old: User) -> Client:
    client.post(reverse("admin:login"), {"username": "carlos", "password": PASSWORD})
    return client


@pytest.mark.parametrize("page", ["admin:index", "sessions", "second_factor", "admin:tasks_job_changelist"])
def test_every_page_leads_to_the_change(logged_in: Client, page: str) -> None:
    response = logged_in.get(reverse(page))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("change_password") + "?next=")
    assert logged_in.post(reverse(page))["Location"] == reverse("change_password")


def test_a_program_with_that_session_gets_a_problem(logged_in: Client) -> None:
    response = logged_in.get("/api/v1/me")

    assert (response.status_code, response.json()["code"]) == (403, "password_expired")


def test_what_everybody_sees_and_the_way_out_stay_open(logged_in: Client) -> None:
    assert logged_in.get(reverse("home")).status_code == 200
    assert logged_in.get(reverse("live")).status_code == 200
    assert logged_in.post(reverse("admin:logout")).status_code in {200, 302}


def test_after_the_change_everything_is_open_again(logged_in: Client) -> None:
    asked = logged_in.get(reverse("sessions"))["Location"]
    assert "Su contraseña venció" in logged_in.get(asked).content.decode()

    response = logged_in.post(
        asked, {"present": PASSWORD, "password": GOOD, "again": GOOD, "next": "/entrar/sesiones/"}
    )

    assert response["Location"] == reverse("sessions")
    assert logged_in.get(reverse("sessions")).status_code == 200


def test_the_same_password_is_no_change(logged_in: Client, old: User) -> None:
    response = logged_in.post(
        reverse("change_password"), {"present": PASSWORD, "password": PASSWORD, "again": PASSWORD}
    )

    assert response.status_code == 422
    assert "elija otra" in response.content.decode()


def test_the_present_password_must_be_known(logged_in: Client, old: User) -> None:
    values = {"present": "wrong", "password": GOOD, "again": GOOD}

    assert logged_in.post(reverse("change_password"), values).status_code == 422
    old.refresh_from_db()
    assert old.check_password(PASSWORD)


def test_a_session_left_open_is_no_place_to_guess_the_password(logged_in: Client, old: User) -> None:
    values = {"present": "wrong", "password": GOOD, "again": GOOD}
    for _ in range(10):
        logged_in.post(reverse("change_password"), values)

    assert logged_in.post(reverse("change_password"), values | {"present": PASSWORD}).status_code == 422


def test_two_different_new_passwords_are_refused(logged_in: Client) -> None:
    response = logged_in.post(reverse("change_password"), {"present": PASSWORD, "password": GOOD, "again": GOOD + "x"})

    assert "Las dos contraseñas no son iguales" in response.content.decode()


def test_who_came_by_a_link_is_not_asked_for_a_password_that_they_forgot(client: Client, old: User) -> None:
    client.post(link_for(old))
    assert client.get(reverse("sessions"))["Location"].startswith(reverse("change_password"))

    client.post(reverse("change_password"), {"password": GOOD, "again": GOOD})

    assert client.get(reverse("sessions")).status_code == 200


def test_who_has_no_password_is_forced_to_nothing(client: Client, old: User) -> None:
    old.set_unusable_password()
    old.save()
    User.objects.filter(pk=old.pk).update(password_changed_at=clock.now() - timedelta(days=400))

    client.post(link_for(old))

    assert client.get(reverse("sessions")).status_code == 200


def test_with_zero_days_nobody_is_forced(logged_in: Client, settings: Settings) -> None:
    settings.PASSWORD_MAX_AGE_DAYS = 0

    assert logged_in.get(reverse("sessions")).status_code == 200


def test_changing_the_password_ends_all_other_sessions(clerk: User) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(clerk)

    here.post(reverse("change_password"), {"present": PASSWORD, "password": GOOD, "again": GOOD})

    assert here.get(reverse("sessions")).status_code == 200
    assert there.get(reverse("sessions")).status_code == 302
    assert Session.objects.filter(user=clerk).count() == 1
