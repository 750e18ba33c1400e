"""The link that logs a person in once: who gets in, who does not, and how often."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core import signing
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from proof.faults.processes import wait_for
from tenants.login.link import FIRST_PERSON, SALT, LinkRefused, first_person, link_for, moment_of, redeem
from tenants.models import User

pytestmark = pytest.mark.django_db
Redeem = Callable[[str], User]


@pytest.fixture
def ana() -> User:
    return User.objects.create_user("ana", is_staff=True, is_superuser=True)


def token_of(link: str) -> str:
    return link.strip("/").rpartition("/")[2]


def test_the_link_lets_the_person_in(client: Client, ana: User) -> None:
    response = client.post(link_for(ana))

    assert (response.status_code, response["Location"]) == (302, reverse("admin:index"))
    assert client.session[SESSION_KEY] == str(ana.pk)


def test_following_the_link_without_pressing_the_button_uses_nothing_up(client: Client, ana: User) -> None:
    link = link_for(ana)

    for _ in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200

    assert SESSION_KEY not in client.session
    assert client.post(link).status_code == 302


def test_the_page_of_the_link_is_kept_by_no_cache(client: Client, ana: User) -> None:
    assert "no-store" in client.get(link_for(ana))["Cache-Control"]


def test_a_link_works_once(client: Client, ana: User) -> None:
    link = link_for(ana)
    client.post(link)
    stranger = Client()

    response = stranger.post(link)

    assert response.status_code == 403
    assert "Este enlace ya no sirve" in response.content.decode()
    assert SESSION_KEY not in stranger.session


def test_using_one_link_makes_the_others_of_that_person_void(ana: User) -> None:
    first, second = token_of(link_for(ana)), token_of(link_for(ana))
    redeem(first, now=timezone.now())

    with pytest.raises(LinkRefused):
        redeem(second, now=timezone.now())


def test_a_person_gets_a_new_link_after_using_one(ana: User) -> None:
    redeem(token_of(link_for(ana)), now=timezone.now())
    ana.refresh_from_db()

    assert redeem(token_of(link_for(ana)), now=timezone.now()) == ana


def test_logging_in_with_a_password_makes_links_void(client: Client, ana: User) -> None:
    link = link_for(ana)
    client.force_login(ana)

    assert Client().post(link).status_code == 403


class YesterdaysSigner(signing.TimestampSigner):
    """Signs as of more than a day ago."""

    def timestamp(self) -> str:
        return signing.b62_encode(int(time.time()) - 24 * 3600 - 60)


def test_a_link_lasts_a_day(ana: User) -> None:
    claims = {"user": ana.pk, "seen": moment_of(ana)}
    expired = YesterdaysSigner(salt=SALT).sign_object(claims)

    with pytest.raises(LinkRefused):
        redeem(expired, now=timezone.now())


def test_a_link_that_was_tampered_with_is_refused(ana: User) -> None:
    token = token_of(link_for(ana))
    forged = signing.TimestampSigner(salt=SALT, key="not our key").sign_object({"user": ana.pk, "seen": ""})
    of_another_kind = signing.dumps({"user": ana.pk, "seen": ""}, salt="something else")

    for wrong in (token[:-1] + ("A" if token[-1] != "A" else "B"), token[1:], forged, of_another_kind, "x", ":::"):
        with pytest.raises(LinkRefused):
            redeem(wrong, now=timezone.now())


def test_a_refused_link_is_answered_and_not_a_fault(client: Client) -> None:
    assert client.post(reverse("login_link", args=["nonsense"])).status_code == 403


def test_who_has_left_gets_in_no_more(client: Client, ana: User) -> None:
    link = link_for(ana)
    User.objects.filter(pk=ana.pk).update(is_active=False)

    assert client.post(link).status_code == 403


def test_the_link_of_somebody_who_was_removed_is_refused(client: Client, ana: User) -> None:
    link = link_for(ana)
    ana.delete()

    assert client.post(link).status_code == 403


def test_the_button_cannot_be_pressed_from_another_site(ana: User) -> None:
    link = link_for(ana)

    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert redeem(token_of(link), now=timezone.now()) == ana


def redeem_carelessly(token: str) -> User:
    """Redeem a link as one would without thinking of two clicks: look, then write."""
    claims = signing.loads(token, salt=SALT)
    user = User.objects.get(pk=claims["user"])
    if moment_of(user) != claims["seen"]:
        raise LinkRefused
    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])
    return user


def redeem_with_care(token: str) -> User:
    return redeem(token, now=timezone.now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("how", "winners"), [(redeem_with_care, 1), (redeem_carelessly, 2)])
def test_of_two_clicks_at_the_same_time_one_gets_in(ana: User, how: Redeem, winners: int) -> None:
    token = token_of(link_for(ana))

    with ThreadPoolExecutor(2) as clicks:
        with transaction.atomic():
            # Both have looked and wait to write, before either has written.
            User.objects.select_for_update().get(pk=ana.pk)
            both = [clicks.submit(click, how, token) for _ in range(2)]
            wait_for(lambda: waiting_for_locks() == 2, within=30, what="both clicks to be about to write")
        let_in = [future for future in both if not isinstance(future.exception(), LinkRefused)]

    assert [type(future.exception()) for future in let_in] == [type(None)] * winners


def click(how: Redeem, token: str) -> User:
    try:
        return how(token)
    finally:
        connection.close()


def waiting_for_locks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # or a transaction sees what it saw at first
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def test_the_first_person_of_an_installation_may_do_everything(settings: Settings) -> None:
    settings.DESK_PASSWORD = "made-on-first-run-aZ7"

    person = first_person()

    assert (person.username, person.is_staff, person.is_superuser) == (FIRST_PERSON, True, True)
    assert person.check_password("made-on-first-run-aZ7")


def test_asking_again_gives_the_same_person_with_the_password_they_chose(settings: Settings) -> None:
    person = first_person()
    person.set_password("what-she-likes-better-8K")
    person.save()

    assert first_person() == person
    assert first_person().check_password("what-she-likes-better-8K")


def test_without_a_generated_password_no_password_fits(settings: Settings) -> None:
    settings.DESK_PASSWORD = ""

    person = first_person()

    assert not person.has_usable_password()
    for guess in ("", "None", "admin", FIRST_PERSON):
        assert not person.check_password(guess)


def test_the_command_prints_a_link_that_works(client: Client, settings: Settings) -> None:
    output = StringIO()

    call_command("desk_link", stdout=output)

    link = output.getvalue().strip()
    assert link.startswith(f"{settings.PUBLIC_URL}/entrar/")
    assert client.post(link.removeprefix(settings.PUBLIC_URL)).status_code == 302


def test_a_link_can_be_had_for_a_person_by_name(client: Client, ana: User) -> None:
    output = StringIO()
    call_command("desk_link", "ana", stdout=output)

    client.post(output.getvalue().strip().removeprefix(settings.PUBLIC_URL))

    assert client.session[SESSION_KEY] == str(ana.pk)


@pytest.mark.parametrize("name", ["nobody", "gone"])
def test_a_link_for_somebody_who_may_not_log_in_is_refused_with_those_who_may(ana: User, name: str) -> None:
    User.objects.create_user("gone", is_active=False)

    with pytest.raises(CommandError, match="There are: ana"):
        call_command("desk_link", name)
