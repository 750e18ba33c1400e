"""The second step: nobody counts as logged in before it, and each code opens once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenants import clock
from tenants.errors import NotAllowed
from tenants.login import second_factor, totp
from tenants.login.access_link import access_link_for
from tenants.login.link import link_for
from tenants.login.second_factor import CodeRefused, check_code
from tenants.login.team import lift_lock, remove_second_factor
from tenants.models import AuditEvent, RecoveryCode, SecondFactor, Tenant, User
from tenants.sealed import unseal
from tests.cast import PASSWORD, enter
from tests.races import at_once
from tests.tenants.login.conftest import GOOD

pytestmark = pytest.mark.django_db
LOGIN = {"username": "carlos", "password": PASSWORD}


@pytest.fixture(autouse=True)
def _stopped_clock() -> Iterator[None]:
    """Stop the clock at a code's beginning, so that no code changes while a test looks at it."""
    moment = timezone.now()
    with clock.stopped_at(moment.replace(second=0, microsecond=0)):
        yield


@pytest.fixture
def codes(clerk: User) -> list[str]:
    """Switch the second step on for the clerk, and return the recovery codes."""
    second_factor.begin_second_factor(user=clerk)
    codes = second_factor.confirm_second_factor(user=clerk, code=code_of(clerk), now=clock.now())
    clock.move(timedelta(seconds=60))
    clerk.refresh_from_db()
    return codes


def code_of(user: User, later: int = 0) -> str:
    secret = second_factor.secret_of(SecondFactor.objects.get(user=user))
    return totp.code_at(secret, totp.step_at(clock.now()) + later)


def is_in(client: Client) -> bool:
    """Return whether the client sees a page that is for people who are in."""
    return client.get(reverse("sessions")).status_code == 200


def test_a_password_alone_is_not_enough(client: Client, codes: list[str]) -> None:
    client.post(reverse("admin:login"), LOGIN)

    response = client.get(reverse("sessions"))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("second_step"))
    assert client.get(reverse("admin:index")).status_code == 302
    assert client.get("/api/v1/me").status_code == 401


def test_with_the_code_one_is_in_and_comes_to_where_one_wanted(client: Client, clerk: User, codes: list[str]) -> None:
    client.post(reverse("admin:login"), LOGIN)
    asked = client.get(reverse("sessions"))["Location"]

    response = client.post(asked, {"code": code_of(clerk), "next": client.get(asked).context["next"]})

    assert response["Location"] == reverse("sessions")
    assert is_in(client)


def test_nobody_is_sent_to_another_site_after_the_code(client: Client, clerk: User, codes: list[str]) -> None:
    client.post(reverse("admin:login"), LOGIN)

    response = client.post(reverse("second_step"), {"code": code_of(clerk), "next": "https://evil.example/"})

    assert response["Location"] == reverse("admin:index")


def test_a_wrong_code_is_answered_in_the_page(client: Client, codes: list[str]) -> None:
    client.post(reverse("admin:login"), LOGIN)

    response = client.post(reverse("second_step"), {"code": "000000"})

    assert response.status_code == 422
    assert "El código no es correcto" in response.content.decode()
    assert not is_in(client)


def test_who_is_not_half_way_is_asked_for_no_code(client: Client) -> None:
    assert client.get(reverse("second_step"))["Location"] == reverse("admin:login")


@pytest.mark.parametrize("way", ["link", "password"])
def test_links_ask_for_the_code_too(client: Client, clerk: User, codes: list[str], way: str) -> None:
    if way == "link":
        client.post(link_for(clerk))
    else:
        client.post(access_link_for(clerk, now=clock.now()), {"password": GOOD, "again": GOOD})

    assert not is_in(client)
    client.post(reverse("second_step"), {"code": code_of(clerk)})
    assert is_in(client)


def test_other_sessions_are_asked_for_a_code_once_it_is_on(clerk: User) -> None:
    other = Client()
    other.force_login(clerk)
    assert is_in(other)

    second_factor.begin_second_factor(user=clerk)
    second_factor.confirm_second_factor(user=clerk, code=code_of(clerk), now=clock.now())

    assert not is_in(other)


def test_a_code_opens_once(clerk: User, codes: list[str]) -> None:
    code = code_of(clerk)
    check_code(user=clerk, code=code, now=clock.now())

    with pytest.raises(CodeRefused):
        check_code(user=clerk, code=code, now=clock.now())


def test_a_recovery_code_opens_once_however_it_is_written(clerk: User, codes: list[str]) -> None:
    assert len(set(codes)) == 10
    check_code(user=clerk, code=codes[0].lower().replace("-", " "), now=clock.now())

    with pytest.raises(CodeRefused):
        check_code(user=clerk, code=codes[0], now=clock.now())
    assert second_factor.count_recovery_codes(clerk) == 9


def test_codes_of_others_open_nothing(clerk: User, owner: User, codes: list[str]) -> None:
    second_factor.begin_second_factor(user=owner)
    second_factor.confirm_second_factor(user=owner, code=code_of(owner), now=clock.now())

    for code in (codes[0], code_of(clerk)):
        with pytest.raises(CodeRefused):
            check_code(user=owner, code=code, now=clock.now())


def test_ten_wrong_codes_lock_and_a_manager_unlocks(clerk: User, manager: User, codes: list[str]) -> None:
    for _ in range(10):
        with pytest.raises(CodeRefused):
            check_code(user=clerk, code="000000", now=clock.now())
    with pytest.raises(CodeRefused):
        check_code(user=clerk, code=code_of(clerk), now=clock.now())

    lift_lock(user=clerk, by=manager)

    check_code(user=clerk, code=code_of(clerk), now=clock.now())


def test_neither_secret_nor_codes_are_in_the_database_in_the_clear(clerk: User, codes: list[str]) -> None:
    factor = SecondFactor.objects.get(user=clerk)
    kept = str(list(RecoveryCode.objects.values_list("digest", flat=True)))

    assert totp.base32(second_factor.secret_of(factor)) == unseal(factor.secret) != factor.secret
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_switching_it_off_needs_a_code(client: Client, clerk: User, codes: list[str]) -> None:
    client.post(reverse("admin:login"), LOGIN)
    client.post(reverse("second_step"), {"code": codes[0]})
    page = reverse("second_factor")

    assert client.post(page, {"action": "switch_off", "code": "000000"}).status_code == 422
    assert SecondFactor.objects.exists()

    client.post(page, {"action": "switch_off", "code": code_of(clerk)})
    assert not SecondFactor.objects.exists()
    assert not RecoveryCode.objects.exists()


def test_switching_it_on_shows_a_picture_then_codes_and_lets_this_session_go_on(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    page = reverse("second_factor")

    shown = client.post(page, {"action": "begin"}).content.decode()
    assert "<svg" in shown
    assert unseal(SecondFactor.objects.get().secret) in shown
    assert client.post(page, {"action": "confirm", "code": "000000"}).status_code == 422
    assert is_in(client)

    done = client.post(page, {"action": "confirm", "code": code_of(clerk)})
    assert len(done.context["codes"]) == 10
    assert is_in(client)
    assert done.context["codes"][0] not in client.get(page).content.decode()


def test_the_secret_of_one_that_is_on_is_never_shown_again(client: Client, clerk: User, codes: list[str]) -> None:
    client.post(reverse("admin:login"), LOGIN)
    client.post(reverse("second_step"), {"code": codes[0]})
    before = SecondFactor.objects.get().secret

    for action in ("begin", "confirm", "nonsense"):
        response = client.post(reverse("second_factor"), {"action": action, "code": codes[1]}, follow=True)
        assert unseal(before) not in response.content.decode()

    assert SecondFactor.objects.get().secret == before


def test_a_manager_takes_it_from_who_lost_the_phone(
    hotel: Tenant, clerk: User, manager: User, codes: list[str], client: Client
) -> None:
    remove_second_factor(user=clerk, by=manager)

    client.post(reverse("admin:login"), LOGIN)
    assert is_in(client)
    with enter(hotel):
        event = AuditEvent.objects.get(table_name=SecondFactor._meta.db_table, action="delete")
    assert (event.actor, event.changes["user_id"]) == (f"user:{manager.pk}", [clerk.pk, None])
    assert event.private_columns == ["secret"]


def test_strangers_and_those_below_take_nothing(
    clerk: User, owner: User, manager: User, outsider: User, codes: list[str]
) -> None:
    # Of oneself too: with a code it is done elsewhere, and whoever has none may not be who they say.
    for by, user in ((outsider, clerk), (clerk, clerk), (manager, owner), (owner, owner)):
        with pytest.raises(NotAllowed):
            remove_second_factor(user=user, by=by)

    assert SecondFactor.objects.filter(user=clerk).exists()


# --- At the same moment -------------------------------------------------------------------------------------------------


def take(user: User, code: str, meet: Callable[[], object]) -> bool:
    factor = SecondFactor.objects.get(user=user)
    meet()
    return second_factor.takes_code(factor, code, now=clock.now())


def take_carelessly(user: User, code: str, meet: Callable[[], object]) -> bool:
    """Look, then write."""
    factor = SecondFactor.objects.get(user=user)
    step = totp.matching_step(second_factor.secret_of(factor), code, now=clock.now(), after=factor.last_step)
    meet()
    if step is None:
        return False
    factor.last_step = step
    factor.save()
    return True


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("how", "let_in"), [(take, 1), (take_carelessly, 5)])
def test_of_five_who_saw_the_same_code_one_gets_in(
    clerk: User, codes: list[str], how: Callable[..., bool], let_in: int
) -> None:
    code, barrier = code_of(clerk), Barrier(5)

    answers = at_once(5, lambda _: how(clerk, code, lambda: barrier.wait(timeout=30)))

    assert answers.count(True) == let_in


def recover(user: User, code: str, meet: Callable[[], object]) -> bool:
    meet()
    return second_factor.takes_recovery_code(user, code, now=clock.now())


def recover_carelessly(user: User, code: str, meet: Callable[[], object]) -> bool:
    """Look, then write."""
    unused = RecoveryCode.objects.get(user=user, digest=second_factor.digest_of(user, code), used_at=None)
    meet()
    unused.used_at = clock.now()
    unused.save()
    return True


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("how", "let_in"), [(recover, 1), (recover_carelessly, 5)])
def test_of_five_who_found_the_same_recovery_code_one_gets_in(
    clerk: User, codes: list[str], how: Callable[..., bool], let_in: int
) -> None:
    barrier = Barrier(5)

    answers = at_once(5, lambda _: how(clerk, codes[0], lambda: barrier.wait(timeout=30)))

    assert answers.count(True) == let_in


def test_the_password_alone_is_still_checked_first(clerk: User, codes: list[str]) -> None:
    assert authenticate(None, username="carlos", password="wrong") is None
