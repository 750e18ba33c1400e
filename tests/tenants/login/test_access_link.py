"""The link that lets a person choose a password: who gets it, how often it works, and what a stranger learns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tasks.models import Job
from tasks.tenants import send_access_link
from tenants import clock
from tenants.login.access_link import AccessLinkRefused, access_link_for, choose_password, person_of
from tenants.models import Tenant, User
from tests.cast import PASSWORD
from tests.races import at_once
from tests.tenants.login.conftest import GOOD

pytestmark = pytest.mark.django_db
NEW = {"password": GOOD, "again": GOOD}


@pytest.fixture
def mail_on(settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://mail.example"


@pytest.fixture
def reachable(clerk: User) -> User:
    clerk.email = "carlos@hotel.example"
    clerk.save()
    return clerk


@pytest.fixture(autouse=True)
def _stopped_clock() -> Iterator[None]:
    with clock.stopped_at(clock.now()):
        yield


def link_for(user: User) -> str:
    return access_link_for(user, now=clock.now())


def parts(link: str) -> dict[str, str]:
    uid, token = link.strip("/").split("/")[-2:]
    return {"uid": uid, "token": token}


def test_the_link_sets_a_password_and_lets_in(client: Client, clerk: User) -> None:
    link = link_for(clerk)
    assert "carlos" in client.get(link).content.decode()

    response = client.post(link, NEW)

    assert response["Location"] == reverse("admin:index")
    assert client.session[SESSION_KEY] == str(clerk.pk)
    clerk.refresh_from_db()
    assert clerk.check_password(GOOD)


def test_who_has_just_chosen_a_password_is_asked_for_it_before_the_next(client: Client, clerk: User) -> None:
    client.post(link_for(clerk), NEW)

    answer = client.post(reverse("change_password"), {"password": PASSWORD, "again": PASSWORD})

    assert answer.status_code == 422
    clerk.refresh_from_db()
    assert clerk.check_password(GOOD)


def test_following_the_link_uses_nothing_up(client: Client, clerk: User) -> None:
    link = link_for(clerk)

    for _ in range(3):
        assert client.get(link).status_code == client.head(link).status_code == 200

    assert SESSION_KEY not in client.session
    assert client.post(link, NEW).status_code == 302


def test_the_link_works_once(client: Client, clerk: User) -> None:
    link = link_for(clerk)
    client.post(link, NEW)

    stranger = Client()
    for response in (stranger.get(link), stranger.post(link, NEW)):
        assert response.status_code == 403
        assert "Este enlace ya no sirve" in response.content.decode()
    assert SESSION_KEY not in stranger.session


def test_logging_in_with_the_old_password_makes_links_void(client: Client, clerk: User) -> None:
    link = link_for(clerk)

    clock.move(timedelta(seconds=5))
    client.force_login(clerk)

    assert Client().get(link).status_code == 403


@pytest.mark.parametrize(("days", "status"), [(2.99, 200), (3.01, 403)])
def test_the_link_lasts_three_days(client: Client, clerk: User, days: float, status: int) -> None:
    link = link_for(clerk)

    clock.move(timedelta(days=days))

    assert client.get(link).status_code == status


def test_a_link_of_another_or_a_broken_one_is_refused(client: Client, clerk: User, owner: User) -> None:
    ours, theirs = parts(link_for(clerk)), parts(link_for(owner))
    wrong = [
        {"uid": ours["uid"], "token": theirs["token"]},
        {"uid": ours["uid"], "token": "x"},
        {"uid": "x", "token": ours["token"]},
        {"uid": "!!!!", "token": ours["token"]},
        {"uid": "LTE", "token": ours["token"]},
        {"uid": ours["uid"], "token": ours["token"][:-1] + "z"},
    ]

    for pair in wrong:
        assert client.post(reverse("access_link", kwargs=pair), NEW).status_code == 403


def test_who_has_left_gets_in_no_more(client: Client, clerk: User) -> None:
    link = link_for(clerk)
    User.objects.filter(pk=clerk.pk).update(is_active=False)

    assert client.post(link, NEW).status_code == 403


def test_a_weak_password_is_refused_in_the_page_and_uses_nothing_up(client: Client, clerk: User) -> None:
    link = link_for(clerk)

    response = client.post(link, {"password": "Conserje2024!!", "again": "Conserje2024!!"})

    assert response.status_code == 422
    assert "se adivina" in response.content.decode()
    assert client.post(link, NEW).status_code == 302


def test_the_page_of_the_link_is_kept_by_no_cache_and_told_to_no_other_site(client: Client, clerk: User) -> None:
    response = client.get(link_for(clerk))

    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"


def test_the_button_cannot_be_pressed_from_another_site(clerk: User) -> None:
    assert Client(enforce_csrf_checks=True).post(link_for(clerk), NEW).status_code == 403


def press(link: dict[str, str], password: str, meet: Callable[[], object]) -> bool:
    meet()
    try:
        choose_password(**link, password=password, now=clock.now())
    except AccessLinkRefused:
        return False
    return True


def press_carelessly(link: dict[str, str], password: str, meet: Callable[[], object]) -> bool:
    """Look, then write."""
    user = person_of(**link, now=clock.now())
    meet()
    user.set_password(password)
    user.save(update_fields=["password"])
    return True


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("how", "winners"), [(press, 1), (press_carelessly, 5)])
def test_of_five_presses_at_once_one_sets_the_password(clerk: User, how: Callable[..., bool], winners: int) -> None:
    link, barrier = parts(link_for(clerk)), Barrier(5)

    answers = at_once(5, lambda number: how(link, f"{GOOD}-{number}", lambda: barrier.wait(timeout=30)))

    clerk.refresh_from_db()
    assert answers.count(True) == winners
    assert any(clerk.check_password(f"{GOOD}-{number}") for number, is_set in enumerate(answers) if is_set)


# --- Forgotten ----------------------------------------------------------------------------------------------------------


def ask(client: Client, who: str) -> str:
    response = client.post(reverse("forgotten"), {"who": who})
    assert response.status_code == 200
    return response.content.decode().replace(str(response.context["csrf_token"]), "TOKEN")


def jobs() -> list[dict[str, int]]:
    return list(Job.objects.filter(name="tenants.send_access_link").order_by("id").values_list("args", flat=True))


def test_without_mail_the_page_says_whom_to_ask(client: Client) -> None:
    page = client.get(reverse("forgotten")).content.decode()

    assert "Pida a un dueño o encargado" in page
    assert '<form method="post">' not in page
    ask(client, "carlos")
    assert jobs() == []


@pytest.mark.usefixtures("mail_on")
def test_the_answer_is_the_same_whoever_is_named(client: Client, reachable: User, owner: User) -> None:
    User.objects.create_user("dora", email="dora@hotel.example", is_active=False)

    names = ("carlos", "CARLOS@hotel.example", "olga", "nobody", "dora", "nobody@hotel.example")
    answers = {ask(Client(REMOTE_ADDR=f"203.0.113.{number}"), name) for number, name in enumerate(names)}

    assert len(answers) == 1
    assert [job["user_id"] for job in jobs()] == [reachable.pk, reachable.pk, 0, 0, 0, 0]


@pytest.mark.usefixtures("mail_on")
def test_nobody_is_flooded_with_mail(client: Client, reachable: User) -> None:
    answers = {ask(client, "carlos") for _ in range(12)}

    assert len(answers) == 1
    assert len(jobs()) == 5


@pytest.mark.usefixtures("mail_on")
def test_the_mail_carries_a_link_that_works(client: Client, reachable: User) -> None:
    send_access_link(user_id=reachable.pk)

    (message,) = outbox.outbox
    assert message.to == ["carlos@hotel.example"]
    link = next(word for word in str(message.body).split() if word.startswith("http"))
    path = "/" + link.split("/", 3)[3]
    assert client.post(path, NEW).status_code == 302


@pytest.mark.usefixtures("mail_on")
def test_the_mail_is_in_the_language_of_the_business(hotel: Tenant, reachable: User) -> None:
    Tenant.objects.filter(pk=hotel.pk).update(language="pt")

    send_access_link(user_id=reachable.pk)

    assert "uma senha" in str(outbox.outbox[0].body)


@pytest.mark.usefixtures("mail_on")
@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_who_cannot_be_reached_gets_nothing(reachable: User, change: dict[str, object]) -> None:
    User.objects.filter(pk=reachable.pk).update(**change)

    send_access_link(user_id=reachable.pk)
    send_access_link(user_id=0)

    assert outbox.outbox == []


def test_without_mail_server_nothing_is_sent(reachable: User) -> None:
    send_access_link(user_id=reachable.pk)

    assert outbox.outbox == []


def test_the_password_of_the_cast_is_one_that_the_rules_allow(client: Client, clerk: User) -> None:
    clerk.set_password(GOOD)
    clerk.save()

    assert client.post(link_for(clerk), {"password": PASSWORD, "again": PASSWORD}).status_code == 302
