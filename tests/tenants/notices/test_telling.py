"""People are told of a task: who is on duty first, then managers, then owners, until somebody reacts."""

from __future__ import annotations

from datetime import time

import pytest
from django.conf import settings
from django.core import mail as post
from prometheus_client import REGISTRY

from tenants.models import Notice, NoticeChannel, NoticeHours, NoticeRules, StaffTask, Tenant, User
from tenants.services.notice_sending import note_opened
from tenants.services.staff_tasks import assign_staff_task, close_staff_task
from tests.cast import enter, make_person
from tests.tenants.notices.conftest import (
    MORNING,
    NIGHT,
    Browser,
    after,
    again,
    jobs,
    mailbox,
    open_task,
    told,
    turn,
    work_until,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("mail")]

SLEEP = {"quiet_from": time(23), "quiet_to": time(8), "urgent_anyway": False}
# By day, at the lake; it begins at noon in UTC.
SHIFT = {"duty_from": time(9), "duty_to": time(17)}


@pytest.fixture
def team(hotel: Tenant, clerk: User, manager: User, owner: User) -> Tenant:
    """Everybody has an address."""
    with enter(hotel):
        for person in (clerk, manager, owner):
            mailbox(person)
    return hotel


def receivers() -> list[str]:
    return [sent.to[0].partition("@")[0] for sent in post.outbox]


def unreached(reason: str) -> float:
    return REGISTRY.get_sample_value("staff_tasks_unreached_total", {"reason": reason}) or 0


def test_opening_a_task_asks_for_telling_in_the_same_transaction(team: Tenant) -> None:
    task = open_task(team)

    (job,) = jobs()
    assert (job.name, job.queue, job.args) == (
        "tenants.notify",
        "side",
        {"tenant_id": team.pk, "task_id": task.pk, "step": 1},
    )


def test_a_task_that_is_open_already_is_not_told_again(team: Tenant) -> None:
    open_task(team)
    open_task(team)

    assert len(jobs()) == 1


def test_the_desk_is_told_by_mail_with_a_link_that_says_nothing(team: Tenant) -> None:
    task = open_task(team, detail="No tiene WhatsApp.")

    work_until(MORNING)

    assert told(team) == [("carlos", "email", 1, "sent", "")]
    (sent,) = post.outbox
    with enter(team):
        token = Notice.objects.get(task=task).token
    assert sent.subject == f"No salió un mensaje a Ana · {team.name}"
    assert f"{settings.PUBLIC_URL}/avisos/{token}\n" in sent.body
    assert "No tiene WhatsApp." in sent.body


def test_if_nobody_reacts_managers_are_told_then_owners_then_it_is_said(team: Tenant) -> None:
    before = unreached("no_reaction")
    task = open_task(team)

    for minute, expected in ((9, ["carlos"]), (10, ["carlos", "marta"]), (20, ["carlos", "marta", "olga"])):
        work_until(after(minutes=minute))
        assert receivers() == expected
        assert again(task).unreached == ""
    work_until(after(hours=2))

    assert again(task).unreached == "no_reaction"
    assert "No se pudo avisar a nadie" in again(task).get_unreached_display()
    assert unreached("no_reaction") == before + 1
    assert jobs() == []


def test_at_night_with_nobody_answering_it_goes_through_the_channels_and_ends_by_saying_so(
    team: Tenant, clerk: User, browser: Browser
) -> None:
    with enter(team):
        NoticeChannel.objects.filter(user=clerk).update(delay=5)
        browser.subscribe(clerk)
    task = open_task(team)

    work_until(NIGHT, begin=NIGHT)
    assert (len(browser.read()), receivers()) == (1, [])
    work_until(NIGHT.replace(minute=5), begin=NIGHT)
    assert receivers() == ["carlos"]
    work_until(NIGHT.replace(hour=9), begin=NIGHT)

    assert receivers() == ["carlos", "marta", "olga"]
    assert [row[:4] for row in told(team)] == [
        ("carlos", "push", 1, "sent"),
        ("carlos", "email", 1, "sent"),
        ("marta", "email", 2, "sent"),
        ("olga", "email", 3, "sent"),
    ]
    assert again(task).unreached == "no_reaction"


def test_whoever_sleeps_is_passed_over_and_told_in_the_morning(team: Tenant, clerk: User) -> None:
    with enter(team):
        NoticeHours.objects.create(user=clerk, **SLEEP)
    open_task(team)

    work_until(NIGHT, begin=NIGHT)
    assert receivers() == ["marta"]
    work_until(NIGHT.replace(hour=11), begin=NIGHT)

    assert receivers() == ["marta", "olga", "carlos"]


def test_when_all_sleep_the_task_says_so_at_once_and_looks_again(
    team: Tenant, clerk: User, manager: User, owner: User
) -> None:
    with enter(team):
        for person in (clerk, manager, owner):
            NoticeHours.objects.create(user=person, **SLEEP)
    task = open_task(team)

    work_until(NIGHT, begin=NIGHT)
    assert (again(task).unreached, receivers()) == ("all_quiet", [])
    work_until(NIGHT.replace(hour=12), begin=NIGHT)

    assert (again(task).unreached, sorted(receivers())) == ("no_reaction", ["carlos", "marta", "olga"])


def test_what_is_not_urgent_waits_for_the_morning(team: Tenant, clerk: User) -> None:
    with enter(team):
        NoticeHours.objects.create(user=clerk, **{**SLEEP, "urgent_anyway": True})
    open_task(team, "update_photos")

    work_until(NIGHT.replace(hour=10, minute=59), begin=NIGHT)
    assert receivers() == []
    work_until(NIGHT.replace(hour=11), begin=NIGHT)

    assert receivers() == ["carlos"]


def test_a_business_says_how_long_it_waits(team: Tenant) -> None:
    with enter(team):
        NoticeRules.objects.create(urgent_minutes=3)
    open_task(team)

    work_until(after(minutes=3))

    assert receivers() == ["carlos", "marta"]


@pytest.mark.parametrize("reaction", ["open", "take", "close"])
def test_a_reaction_ends_it(team: Tenant, clerk: User, reaction: str) -> None:
    task = open_task(team)
    work_until(MORNING)

    with enter(team, f"user:{clerk.pk}"):
        if reaction == "open":
            note_opened(notice=Notice.objects.get(), now=after(minutes=1))
        elif reaction == "take":
            assign_staff_task(task=task, assignee=clerk)
        else:
            close_staff_task(task=task, outcome="done", now=after(minutes=1))
    work_until(after(hours=3))

    assert receivers() == ["carlos"]
    assert (jobs(), again(task).unreached) == ([], "")


def test_taken_late_the_words_on_the_task_are_taken_back(team: Tenant, owner: User) -> None:
    task = open_task(team)
    work_until(after(hours=2))
    assert again(task).unreached

    with enter(team, f"user:{owner.pk}"):
        assign_staff_task(task=task, assignee=owner)

    assert again(task).unreached == ""


def test_whoever_is_given_a_task_is_told(team: Tenant, manager: User) -> None:
    rosa = make_person("rosa", team, "housekeeper")
    task = open_task(team)
    work_until(MORNING)

    with enter(team, f"user:{manager.pk}"):
        mailbox(rosa)
        note_opened(notice=Notice.objects.get(), now=MORNING)
        assign_staff_task(task=task, assignee=rosa)
    work_until(after(hours=1))

    assert receivers() == ["carlos", "rosa"]


def test_a_team_without_channels_is_said_at_once(hotel: Tenant, clerk: User) -> None:
    task = open_task(hotel)

    work_until(MORNING)

    assert again(task).unreached == "no_channels"
    assert told(hotel) == [("carlos", "", 1, "skipped", "no_channel")]


def test_what_is_urgent_off_duty_says_so_and_is_told_when_the_shift_begins(hotel: Tenant, clerk: User) -> None:
    with enter(hotel):
        mailbox(clerk)
        NoticeHours.objects.create(user=clerk, **SHIFT)
    task = open_task(hotel)

    work_until(NIGHT, begin=NIGHT)
    assert (again(task).unreached, receivers()) == ("all_off_duty", [])
    assert "fuera de turno" in again(task).get_unreached_display()
    work_until(NIGHT.replace(hour=11, minute=59), begin=NIGHT)
    assert receivers() == []
    work_until(NIGHT.replace(hour=13), begin=NIGHT)

    assert told(hotel) == [("carlos", "", 1, "skipped", "off_duty"), ("carlos", "email", 3, "sent", "")]
    assert (again(task).unreached, receivers(), jobs()) == ("no_reaction", ["carlos"], [])


def test_whoever_was_off_duty_is_told_after_those_in_charge_unless_one_of_them_looked(
    team: Tenant, clerk: User, manager: User
) -> None:
    with enter(team):
        NoticeHours.objects.create(user=clerk, **SHIFT)
        # Told as a manager already: not once more as one of those on duty.
        NoticeHours.objects.create(user=manager, **SHIFT)
    open_task(team)
    work_until(NIGHT.replace(minute=30), begin=NIGHT)
    assert receivers() == ["marta", "olga"]

    with enter(team):
        note_opened(notice=Notice.objects.get(user__username="olga"), now=NIGHT.replace(minute=31))
    work_until(NIGHT.replace(hour=14), begin=NIGHT)

    assert receivers() == ["marta", "olga"]
    assert [row[3:] for row in told(team) if row[:3] == ("carlos", "email", 3)] == [("skipped", "settled")]


def test_if_all_fails_the_next_are_told_at_once_and_the_end_says_so(
    hotel: Tenant, clerk: User, owner: User, browser: Browser
) -> None:
    with enter(hotel):
        browser.subscribe(clerk)
        Browser(browser.sandbox, "b").subscribe(owner)
    turn(browser.sandbox, push_status=410)
    task = open_task(hotel)

    work_until(MORNING)

    assert told(hotel) == [("carlos", "push", 1, "failed", "gone"), ("olga", "push", 3, "failed", "gone")]
    assert again(task).unreached == "all_failed"


def test_a_suspended_business_tells_nobody(team: Tenant) -> None:
    open_task(team)
    Tenant.objects.filter(pk=team.pk).update(status="suspended")

    work_until(after(hours=1))

    assert (told(team), receivers()) == ([], [])


def test_whoever_left_meanwhile_is_not_told(team: Tenant, clerk: User) -> None:
    with enter(team):
        NoticeChannel.objects.filter(user=clerk).update(delay=5)
    open_task(team)
    work_until(MORNING)

    clerk.memberships.update(is_active=False)
    work_until(after(minutes=5))

    assert told(team)[0] == ("carlos", "email", 1, "skipped", "left")
    assert receivers() == ["marta"]


def test_neighbours_are_not_told(team: Tenant, neighbour: Tenant, outsider: User) -> None:
    with enter(neighbour):
        mailbox(outsider)
    open_task(team)

    work_until(after(hours=3))

    assert "nora" not in receivers()
    with enter(neighbour):
        assert (Notice.objects.count(), StaffTask.objects.count()) == (0, 0)
