"""Too many wrong log-ins lock, also when they come at the same moment, and who may lift that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier

import pytest
from asgiref.sync import async_to_sync
from django.contrib.auth import SESSION_KEY, aauthenticate, authenticate
from django.db import connection
from django.db.models import F
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from tenants import clock
from tenants.errors import NotAllowed
from tenants.login import lockout
from tenants.login.team import LIFTS_A_DAY, lift_lock
from tenants.models import AuditEvent, LockLift, LoginFailures, Membership, Tenant, User
from tests.cast import PASSWORD, enter, make_person
from tests.hashing import QuickHasher
from tests.races import at_once

pytestmark = pytest.mark.django_db


class CountingHasher(QuickHasher):
    """Counts what it reckons."""

    hashes = 0

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        type(self).hashes += 1
        return super().encode(password, salt, iterations)


def try_login(name: str, password: str = "wrong", address: str = "") -> User | None:  # noqa: S107 (nobody has it)
    request = RequestFactory().post("/", REMOTE_ADDR=address) if address else None
    found = authenticate(request, username=name, password=password)
    return found if isinstance(found, User) else None


def fail(name: str, times: int, address: str = "") -> None:
    for _ in range(times):
        assert try_login(name, address=address) is None


def make_older(by: timedelta) -> None:
    LoginFailures.objects.update(began_at=F("began_at") - by, seen_at=F("seen_at") - by, locked_at=F("locked_at") - by)


def failures(name: str) -> LoginFailures:
    return LoginFailures.objects.get(kind=lockout.NAME, key=lockout.name_key(name))


def test_twenty_wrong_logins_lock_and_the_right_password_is_refused_until_a_manager_unlocks(
    clerk: User, manager: User
) -> None:
    fail("carlos", 20)
    assert try_login("carlos", PASSWORD) is None

    lift_lock(user=clerk, by=manager)

    assert try_login("carlos", PASSWORD) == clerk


def test_nine_wrong_logins_lock_nothing_and_a_right_one_begins_anew(clerk: User) -> None:
    for _ in range(3):
        fail("carlos", 9)
        assert try_login("carlos", PASSWORD) == clerk


def test_the_tenth_attempt_still_counts_if_it_is_right(clerk: User) -> None:
    fail("carlos", 9)

    assert try_login("carlos", PASSWORD) == clerk
    assert not LoginFailures.objects.filter(kind=lockout.NAME).exists()


def test_case_and_spaces_make_no_other_name(clerk: User) -> None:
    for name in ("carlos", "CARLOS", " Carlos", "cArLoS ", "ｃａｒｌｏｓ") * 2:
        try_login(name)

    assert try_login("carlos", PASSWORD) is None


def test_a_lock_ends_by_itself(clerk: User, settings: Settings) -> None:
    fail("carlos", 20)

    make_older(timedelta(seconds=settings.LOGIN_LOCK_SECONDS - 5))
    assert try_login("carlos", PASSWORD) is None

    make_older(timedelta(seconds=6))
    assert try_login("carlos", PASSWORD) == clerk


def test_attempts_during_a_lock_do_not_make_it_longer(clerk: User, settings: Settings) -> None:
    fail("carlos", 10)
    before = failures("carlos").locked_at

    fail("carlos", 5)

    assert failures("carlos").locked_at == before


def test_with_zero_seconds_only_a_manager_ends_a_lock(clerk: User, manager: User, settings: Settings) -> None:
    settings.LOGIN_LOCK_SECONDS = 0
    fail("carlos", 10)

    make_older(timedelta(days=365))
    assert try_login("carlos", PASSWORD) is None
    lockout.forget_old()
    assert try_login("carlos", PASSWORD) is None

    lift_lock(user=clerk, by=manager)
    assert try_login("carlos", PASSWORD) == clerk


def test_a_lock_of_one_person_is_none_of_another(clerk: User, owner: User) -> None:
    fail("carlos", 20)

    assert try_login("olga", PASSWORD) == owner


def test_an_address_that_guesses_at_many_names_is_locked_for_all_of_them(clerk: User, settings: Settings) -> None:
    settings.LOGIN_ADDRESS_MAX_FAILURES = 15
    for number in range(15):
        fail(f"somebody-{number}", 1, address="203.0.113.7")

    assert try_login("carlos", PASSWORD, address="203.0.113.7") is None
    assert try_login("carlos", PASSWORD, address="203.0.113.8") == clerk


def test_a_locked_address_cannot_lock_others_out(clerk: User, settings: Settings) -> None:
    settings.LOGIN_ADDRESS_MAX_FAILURES = 5
    fail("carlos", 30, address="203.0.113.7")

    assert failures("carlos").failures == 5
    assert try_login("carlos", PASSWORD, address="203.0.113.8") == clerk


def test_own_successes_do_not_clear_an_address(clerk: User, settings: Settings) -> None:
    settings.LOGIN_ADDRESS_MAX_FAILURES = 10
    for number in range(10):
        fail(f"somebody-{number}", 1, address="203.0.113.7")
        try_login("carlos", PASSWORD, address="203.0.113.7")

    assert try_login("carlos", PASSWORD, address="203.0.113.7") is None


def test_an_address_is_free_again_after_a_while(clerk: User, settings: Settings) -> None:
    settings.LOGIN_LOCK_SECONDS, settings.LOGIN_ADDRESS_MAX_FAILURES = 0, 5
    fail("somebody", 5, address="203.0.113.7")

    make_older(timedelta(seconds=lockout.ADDRESS_SECONDS + 1))

    assert try_login("carlos", PASSWORD, address="203.0.113.7") == clerk


def test_names_are_not_kept_since_passwords_slip_into_their_field() -> None:
    fail("Mi-clave-secreta-9", 1)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM tenants_loginfailures")
        assert "secreta" not in str(cursor.fetchall()).casefold()


def test_what_counts_no_more_is_forgotten(clerk: User) -> None:
    fail("carlos", 20)
    fail("somebody", 1)
    make_older(timedelta(days=2))
    fail("olga", 1)

    lockout.forget_old()

    assert LoginFailures.objects.filter(kind=lockout.NAME).count() == 1


def test_the_asynchronous_way_in_is_locked_too(clerk: User) -> None:
    fail("carlos", 20)

    assert async_to_sync(aauthenticate)(username="carlos", password=PASSWORD) is None


# --- At the same moment ------------------------------------------------------------------------------------------------


def count_carefully(meet: Callable[[], object]) -> bool:
    meet()
    return lockout.count("name", "x", lockout.Rule(limit=10, lock_seconds=900))


def count_carelessly(meet: Callable[[], object]) -> bool:
    """Count as one would without thinking of two at once: look, then write."""
    row, _ = LoginFailures.objects.get_or_create(
        kind="name", key="x", defaults={"failures": 0, "began_at": clock.now(), "seen_at": clock.now()}
    )
    meet()
    row.failures += 1
    row.save()
    return row.failures <= 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("how", "loses"), [(count_carefully, False), (count_carelessly, True)])
def test_twenty_wrong_logins_at_once_count_twenty(how: Callable[..., bool], loses: bool) -> None:
    LoginFailures.objects.create(kind="name", key="x", failures=0, began_at=clock.now(), seen_at=clock.now())
    barrier = Barrier(20)

    went_on = at_once(20, lambda _: how(lambda: barrier.wait(timeout=30)))

    counted = LoginFailures.objects.get().failures
    assert (counted < 20, went_on.count(True) > 10) == (loses, loses)
    if not loses:
        assert (counted, went_on.count(True)) == (20, 10)


@pytest.mark.django_db(transaction=True)
def test_twenty_right_guesses_among_wrong_ones_at_once_get_nobody_past_the_lock(clerk: User) -> None:
    fail("carlos", 10)
    barrier = Barrier(20)

    def guess(number: int) -> User | None:
        barrier.wait(timeout=30)
        return try_login("carlos", PASSWORD)

    assert at_once(20, guess) == [None] * 20
    assert failures("carlos").failures == 30


# --- Who may lift it ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["owner", "manager", "platform_admin"])
def test_owners_managers_and_the_platform_unlock(who: str, clerk: User, request: pytest.FixtureRequest) -> None:
    fail("carlos", 20)

    lift_lock(user=clerk, by=request.getfixturevalue(who))

    assert try_login("carlos", PASSWORD) == clerk


def test_a_foreign_manager_cannot_unlock(clerk: User, outsider: User) -> None:
    fail("carlos", 20)

    with pytest.raises(NotAllowed):
        lift_lock(user=clerk, by=outsider)

    assert try_login("carlos", PASSWORD) is None


@pytest.mark.parametrize("role", ["desk", "housekeeper", "read_only"])
def test_colleagues_cannot_unlock(role: str, hotel: Tenant, clerk: User) -> None:
    fail("carlos", 20)

    with pytest.raises(NotAllowed):
        lift_lock(user=clerk, by=make_person("pedro", hotel, role))


def test_a_manager_who_has_left_cannot_unlock(clerk: User, manager: User) -> None:
    manager.memberships.update(is_active=False)
    with pytest.raises(NotAllowed):
        lift_lock(user=clerk, by=manager)

    manager.memberships.update(is_active=True)
    manager.is_active = False
    with pytest.raises(NotAllowed):
        lift_lock(user=clerk, by=manager)


def test_to_invite_and_unlock_is_no_way_to_guess_for_ever(clerk: User, outsider: User, neighbour: Tenant) -> None:
    Membership.objects.create(tenant=neighbour, user=clerk, role="desk")
    for _ in range(LIFTS_A_DAY):
        fail("carlos", 20)
        lift_lock(user=clerk, by=outsider)
    fail("carlos", 20)

    with pytest.raises(NotAllowed):
        lift_lock(user=clerk, by=outsider)

    assert try_login("carlos", PASSWORD) is None


def test_who_is_above_a_person_unlocks_them_as_often_as_it_takes(clerk: User, manager: User) -> None:
    for _ in range(LIFTS_A_DAY + 1):
        fail("carlos", 20)
        lift_lock(user=clerk, by=manager)

    assert try_login("carlos", PASSWORD) == clerk


def test_no_business_unlocks_a_platform_administrator(hotel: Tenant, owner: User, platform_admin: User) -> None:
    Membership.objects.create(tenant=hotel, user=platform_admin, role="desk")

    with pytest.raises(NotAllowed):
        lift_lock(user=platform_admin, by=owner)


def test_the_history_says_who_unlocked_whom(hotel: Tenant, clerk: User, manager: User) -> None:
    lift_lock(user=clerk, by=manager)

    with enter(hotel):
        event = AuditEvent.objects.get(table_name=LockLift._meta.db_table)
    assert event.actor == f"user:{manager.pk}"
    assert event.changes["user_id"] == [None, clerk.pk]


# --- What is told to somebody who guesses ---------------------------------------------------------------------------------


def answer_to(client: Client, name: str, password: str) -> tuple[int, str]:
    """Return what the log-in page answers, without what was typed into it and the token of its form."""
    response = client.post(reverse("admin:login"), {"username": name, "password": password})
    assert SESSION_KEY not in client.session
    text = response.content.decode().replace(name, "NAME")
    csrf = str(response.context["csrf_token"])
    return response.status_code, text.replace(csrf, "TOKEN")


def test_a_wrong_name_a_wrong_password_and_a_lock_are_answered_alike(client: Client, clerk: User, owner: User) -> None:
    User.objects.create_user("dora", password=PASSWORD, is_active=False, is_staff=True)
    User.objects.create_user("ines", password=PASSWORD, is_staff=True)  # works for nobody
    fail("olga", 20)
    fail("nobody-locked", 20)

    answers = {
        answer_to(client, name, password)
        for name, password in [
            ("carlos", "wrong"),
            ("nobody", "wrong"),
            ("olga", PASSWORD),
            ("olga", "wrong"),
            ("nobody-locked", "wrong"),
            ("dora", PASSWORD),
            ("ines", PASSWORD),
        ]
    }

    assert len(answers) == 1
    status, text = answers.pop()
    assert status == 200
    assert "o la cuenta está bloqueada" in text


def test_an_unknown_name_costs_as_many_hashes_as_a_known_one(clerk: User, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["tests.tenants.login.test_lockout.CountingHasher"]
    clerk.set_password(PASSWORD)
    clerk.save()
    spent = {}

    for name in ("carlos", "nobody"):
        CountingHasher.hashes = 0
        try_login(name)
        spent[name] = CountingHasher.hashes

    assert spent["carlos"] == spent["nobody"] == 1
