"""*Mis avisos* at the desk, the link of a notice, and who was told on the page of a task."""

from __future__ import annotations

import re
from datetime import time

import pytest
from django.test import Client

from tenants.models import Notice, NoticeChannel, NoticeHours, NoticeRules, Tenant, User
from tenants.services.notices import tell_people
from tests.cast import enter
from tests.desk.conftest import Sit, sit  # noqa: F401 (a fixture)
from tests.tenants.notices.conftest import MORNING, Browser, after, again, mailbox, open_task, told, work_until

pytestmark = pytest.mark.django_db(transaction=True)

OWN = "/admin/avisos/"
HOURS = {"quiet_from": "23:00", "quiet_to": "08:00", "urgent_anyway": "on", "duty_days": ["1", "5"]}


def page_of(person: User) -> str:
    return f"{OWN}{person.pk}/"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# --- Mis avisos -------------------------------------------------------------------------------------------------------


def test_a_member_adds_an_address_tries_it_and_sees_how_it_went(
    clerk: User,
    hotel: Tenant,
    sit: Sit,  # noqa: F811
    mail: None,
) -> None:
    browser = sit(clerk)

    browser.post(f"{page_of(clerk)}agregar/", {"kind": "email", "address": "carlos@example.com", "delay": "5"})
    with enter(hotel):
        channel = NoticeChannel.objects.get()
    browser.post(f"{OWN}medio/{channel.pk}/probar/")
    work_until(MORNING)

    assert (channel.user_id, channel.address, channel.delay) == (clerk.pk, "carlos@example.com", 5)
    assert told(hotel) == [("carlos", "email", 0, "sent", "")]
    page = text(browser, OWN)
    assert "carlos@example.com" in page
    assert "después de 5 minutos" in page
    assert "enviado" in page


def test_a_phone_is_kept_in_its_one_form(clerk: User, hotel: Tenant, sit: Sit) -> None:  # noqa: F811
    sit(clerk).post(f"{page_of(clerk)}agregar/", {"kind": "whatsapp", "address": "+54 9 381 555-0101", "delay": "0"})

    with enter(hotel):
        assert NoticeChannel.objects.get().address == "5493815550101"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "email", "address": "nadie", "delay": "0"},
        {"kind": "whatsapp", "address": "12", "delay": "0"},
        {"kind": "push", "address": "https://push.example.com/", "delay": "0"},
        {"kind": "email", "address": "a@example.com", "delay": "9999"},
    ],
)
def test_what_cannot_be_reached_is_refused(
    clerk: User,
    hotel: Tenant,
    sit: Sit,  # noqa: F811
    wrong: dict[str, str],
) -> None:
    answer = sit(clerk).post(f"{page_of(clerk)}agregar/", wrong)

    assert answer.status_code == 422
    with enter(hotel):
        assert not NoticeChannel.objects.exists()


def test_a_member_switches_a_way_off_and_on_and_moves_its_turn(clerk: User, hotel: Tenant, sit: Sit) -> None:  # noqa: F811
    with enter(hotel):
        channel = mailbox(clerk)
    browser = sit(clerk)
    seen = []

    for step, values in (("apagar", {}), ("probar", {}), ("encender", {}), ("espera", {"delay": "7"})):
        browser.post(f"{OWN}medio/{channel.pk}/{step}/", values)
        with enter(hotel):
            channel.refresh_from_db()
            seen.append((channel.is_active, channel.delay, Notice.objects.count()))

    assert seen == [(False, 0, 0), (False, 0, 0), (True, 0, 0), (True, 7, 0)]


def test_hours_are_kept(clerk: User, hotel: Tenant, sit: Sit) -> None:  # noqa: F811
    answer = sit(clerk).post(f"{page_of(clerk)}horarios/", HOURS)

    assert answer.status_code == 302
    with enter(hotel):
        hours = NoticeHours.objects.get()
    assert (hours.user_id, hours.quiet_from, hours.quiet_to, hours.duty_days) == (clerk.pk, time(23), time(8), [1, 5])


@pytest.mark.parametrize(
    "wrong", [{"quiet_to": ""}, {"quiet_to": "23:00"}, {"duty_from": "9:00"}, {"duty_days": ["8"]}]
)
def test_half_of_the_hours_is_refused(
    clerk: User,
    hotel: Tenant,
    sit: Sit,  # noqa: F811
    wrong: dict[str, object],
) -> None:
    answer = sit(clerk).post(f"{page_of(clerk)}horarios/", {**HOURS, **wrong})

    assert answer.status_code == 422
    with enter(hotel):
        assert not NoticeHours.objects.exists()


def test_a_browser_says_yes_and_reads_its_test(
    clerk: User,
    hotel: Tenant,
    sit: Sit,  # noqa: F811
    browser: Browser,
) -> None:
    desk = sit(clerk)
    yes = {"endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": "MDEyMzQ1Njc4OWFiY2RlZg"}

    answers = [desk.post(f"{OWN}navegador/", yes).status_code for _ in range(2)]
    with enter(hotel):
        channel = NoticeChannel.objects.get()
    desk.post(f"{OWN}medio/{channel.pk}/probar/")
    work_until(MORNING)

    assert answers == [200, 200]
    assert [said["title"] for said in browser.read()] == ["Prueba: así llegan los avisos"]


def test_a_browser_inside_the_building_is_refused(clerk: User, hotel: Tenant, sit: Sit) -> None:  # noqa: F811
    answer = sit(clerk).post(f"{OWN}navegador/", {"endpoint": "https://10.0.0.1/", "p256dh": "a", "auth": "b"})

    assert (answer.status_code, "error" in answer.json()) == (422, True)


def test_the_keys_of_a_browser_are_kept_in_their_one_form(
    clerk: User,
    hotel: Tenant,
    sit: Sit,  # noqa: F811
    browser: Browser,
) -> None:
    yes = {"endpoint": browser.endpoint, "p256dh": browser.p256dh + "=" * 80, "auth": "MDEyMzQ1Njc4OWFiY2RlZg=="}

    answer = sit(clerk).post(f"{OWN}navegador/", yes)

    assert answer.status_code == 200
    with enter(hotel):
        channel = NoticeChannel.objects.get()
    assert (channel.p256dh, channel.auth) == (browser.p256dh, "MDEyMzQ1Njc4OWFiY2RlZg")


@pytest.mark.parametrize("part", ["endpoint", "p256dh", "auth"])
def test_what_no_browser_says_is_refused_and_not_cut(
    clerk: User,
    hotel: Tenant,
    sit: Sit,  # noqa: F811
    browser: Browser,
    part: str,
) -> None:
    said = {"endpoint": f"{browser.endpoint}/", "p256dh": browser.p256dh, "auth": "MDEyMzQ1Njc4OWFiY2RlZg"}
    said[part] += "a" * 500 if part == "endpoint" else "!" * 80

    answer = sit(clerk).post(f"{OWN}navegador/", said)

    assert (answer.status_code, "error" in answer.json()) == (422, True)
    with enter(hotel):
        assert not NoticeChannel.objects.exists()


def test_an_eleventh_way_is_refused(clerk: User, hotel: Tenant, sit: Sit) -> None:  # noqa: F811
    with enter(hotel):
        for number in range(10):
            NoticeChannel.objects.create(user=clerk, kind="email", address=f"a{number}@example.com")

    answer = sit(clerk).post(f"{page_of(clerk)}agregar/", {"kind": "email", "address": "b@example.com", "delay": "0"})

    assert answer.status_code == 422


# --- The team ---------------------------------------------------------------------------------------------------------


def test_a_manager_sees_and_changes_everybodys(manager: User, clerk: User, hotel: Tenant, sit: Sit) -> None:  # noqa: F811
    browser = sit(manager)

    browser.post(f"{page_of(clerk)}agregar/", {"kind": "email", "address": "carlos@example.com", "delay": "0"})
    browser.post(f"{OWN}reglas/", {"urgent_minutes": "4", "other_minutes": "30", "template": "aviso"})

    assert "carlos@example.com" in text(browser, page_of(clerk))
    assert page_of(clerk) in text(browser, OWN)
    with enter(hotel):
        rules = NoticeRules.objects.get()
    assert (rules.urgent_minutes, rules.other_minutes, rules.template) == (4, 30, "aviso")


def test_others_see_their_own_alone(
    clerk: User,
    manager: User,
    outsider: User,
    hotel: Tenant,
    sit: Sit,  # noqa: F811
) -> None:
    with enter(hotel):
        channel = mailbox(manager)
    browser = sit(clerk)

    assert browser.get(page_of(manager)).status_code == 403
    assert browser.post(f"{OWN}medio/{channel.pk}/apagar/").status_code == 403
    assert browser.post(f"{OWN}reglas/", {}).status_code == 403
    assert browser.get(page_of(outsider)).status_code == 404
    assert sit(outsider).post(f"{OWN}medio/{channel.pk}/apagar/").status_code == 404


# --- The link ---------------------------------------------------------------------------------------------------------


def notice_of(hotel: Tenant, clerk: User, **columns: str) -> Notice:
    with enter(hotel):
        mailbox(clerk)
    task = open_task(hotel, **columns)
    with enter(hotel):
        tell_people(task_id=task.pk, step=1, now=MORNING)
        return Notice.objects.select_related("task").get()


def test_the_link_marks_it_opened_and_leads_to_the_work(clerk: User, hotel: Tenant, sit: Sit) -> None:  # noqa: F811
    notice = notice_of(hotel, clerk, link="/admin/tenants/guest/")

    answer = sit(clerk).get(f"/avisos/{notice.token}")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/tenants/guest/")
    with enter(hotel):
        notice.refresh_from_db()
    assert (notice.state, notice.opened_at is not None) == ("opened", True)


def test_a_link_tells_nothing_to_who_is_not_logged_in(clerk: User, hotel: Tenant) -> None:
    notice = notice_of(hotel, clerk)

    known, unknown = (Client().get(f"/avisos/{token}") for token in (notice.token, "x" * 32))

    assert known.status_code == unknown.status_code == 302
    assert known.headers["Location"] == f"/admin/login/?next=/avisos/{notice.token}"
    assert unknown.headers["Location"] == f"/admin/login/?next=/avisos/{'x' * 32}"
    with enter(hotel):
        notice.refresh_from_db()
    assert notice.opened_at is None


def test_anothers_link_is_none(clerk: User, manager: User, outsider: User, hotel: Tenant, sit: Sit) -> None:  # noqa: F811
    notice = notice_of(hotel, clerk)

    answers = [sit(who).get(f"/avisos/{notice.token}").status_code for who in (manager, outsider)]

    assert answers == [404, 404]


@pytest.mark.parametrize("token", ["%00", "a%00b", "a%0A", "ñ", "x" * 41])
def test_what_cannot_be_a_token_leads_nowhere(clerk: User, hotel: Tenant, sit: Sit, token: str) -> None:  # noqa: F811
    assert sit(clerk).get(f"/avisos/{token}").status_code == 404


# --- The task ---------------------------------------------------------------------------------------------------------


def test_the_task_says_who_was_told_and_that_nobody_came(
    clerk: User,
    hotel: Tenant,
    sit: Sit,  # noqa: F811
    mail: None,
) -> None:
    with enter(hotel):
        mailbox(clerk)
    task = open_task(hotel)
    work_until(after(hours=2))
    browser = sit(clerk)

    page, today = text(browser, f"/admin/tenants/stafftask/{task.pk}/change/"), text(browser, "/admin/")

    assert again(task).unreached == "no_reaction"
    assert re.search(r"carlos · correo.*enviado", page, re.DOTALL)
    assert "No se pudo avisar a nadie" in page
    assert "No se pudo avisar a nadie" in today


# --- The installed app ------------------------------------------------------------------------------------------------


def test_a_phone_can_install_the_desk(client: Client) -> None:
    card = client.get("/avisos/conserje.webmanifest")

    assert card.headers["Content-Type"] == "application/manifest+json"
    assert (card.json()["start_url"], card.json()["display"]) == ("/admin/", "standalone")
