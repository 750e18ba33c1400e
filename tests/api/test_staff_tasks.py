"""What people are asked to do: once for a cause, in one pair of hands, closed once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier

import pytest
from django.db import IntegrityError

from tenants import clock
from tenants.models import Outcome, StaffTask, Tenant, User
from tenants.services.staff_tasks import (
    NotInTeam,
    TaskClosed,
    assign_staff_task,
    close_staff_task,
    close_staff_tasks_about,
    open_staff_task,
)
from tests.api.conftest import Api
from tests.cast import Enter, enter
from tests.races import at_once

pytestmark = pytest.mark.django_db


def ask(cause: str = "payment:7") -> StaffTask:
    return open_staff_task(kind="refund", cause=cause, title="Devolver la seña")


@pytest.fixture
def task(hotel: Tenant, scope: Enter) -> StaffTask:
    with scope(hotel):
        return ask()


def test_the_same_cause_opens_no_second_task(in_hotel: Tenant) -> None:
    assert ask() == ask()
    assert ask("payment:8") != ask()


def test_a_cause_that_comes_back_after_closing_is_a_new_task(in_hotel: Tenant) -> None:
    first = close_staff_task(task=ask(), outcome=Outcome.DONE, now=clock.now())

    assert ask().pk != first.pk


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_open_one_task(hotel: Tenant) -> None:
    def work(_: int) -> int:
        with enter(hotel):
            return int(ask().pk)

    assert len(set(at_once(20, work))) == 1


@pytest.mark.django_db(transaction=True)
def test_control_a_look_before_the_insert_fails_for_all_but_one(hotel: Tenant) -> None:
    have_looked = Barrier(5)

    def work(_: int) -> bool:
        cause = {"kind": "refund", "cause": "payment:7"}
        try:
            with enter(hotel):
                assert not StaffTask.objects.filter(**cause).exists()
                have_looked.wait(timeout=30)
                StaffTask.objects.create(**cause, title="Devolver la seña")
        except IntegrityError:
            return False
        return True

    assert at_once(5, work).count(True) == 1


def close(task: StaffTask, meet: Callable[[], object]) -> bool:
    meet()
    try:
        close_staff_task(task=task, outcome="done", now=clock.now())
    except TaskClosed:
        return False
    return True


def close_carelessly(task: StaffTask, meet: Callable[[], object]) -> bool:
    """Look, then write."""
    found = StaffTask.objects.get(pk=task.pk, closed_at=None)
    meet()
    found.closed_at, found.outcome = clock.now(), "done"
    found.save()
    return True


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("how", "closers"), [(close, 1), (close_carelessly, 5)])
def test_of_five_who_close_it_at_once_one_does(
    hotel: Tenant, task: StaffTask, how: Callable[..., bool], closers: int
) -> None:
    barrier = Barrier(5)

    def work(_: int) -> bool:
        with enter(hotel):
            return how(task, lambda: barrier.wait(timeout=30))

    assert at_once(5, work).count(True) == closers


def test_closing_notes_who_and_how(hotel: Tenant) -> None:
    with enter(hotel, "user:5"):
        closed = close_staff_task(task=ask(), outcome="not_needed", note="Ya pagó", now=clock.now())

    assert (closed.closed_by, closed.outcome, closed.note) == ("user:5", "not_needed", "Ya pagó")


def test_a_cause_that_is_gone_closes_its_task(in_hotel: Tenant) -> None:
    ask()

    closed = [
        close_staff_tasks_about(kind="refund", cause="payment:7", outcome="solved_itself", now=clock.now())
        for _ in range(2)
    ]

    assert closed == [True, False]


def test_only_somebody_of_the_team_can_be_given_a_task(in_hotel: Tenant, clerk: User, outsider: User) -> None:
    task = ask()

    assert assign_staff_task(task=task, assignee=clerk).assignee == clerk
    with pytest.raises(NotInTeam):
        assign_staff_task(task=task, assignee=outsider)


def test_a_task_is_found_handed_over_and_closed_over_the_api(api: Api, task: StaffTask, clerk: User) -> None:
    path = f"/staff-tasks/{task.pk}"

    listed = api.get("/staff-tasks?state=open&kind=refund")[1]["items"]
    assigned = api.post(f"{path}/assign", {"assignee": clerk.pk})
    mine = api.get(f"/staff-tasks?assignee={clerk.pk}")[1]["items"]
    closed = api.post(f"{path}/close", {"outcome": "done", "note": "Listo"})
    again = api.post(f"{path}/close", {"outcome": "done"})

    assert [it["id"] for it in listed] == [it["id"] for it in mine] == [task.pk]
    assert (assigned[0], assigned[1]["assignee"]) == (200, {"id": clerk.pk, "username": "carlos"})
    assert (closed[0], closed[1]["outcome"], closed[1]["closed_by"][:4]) == (200, "done", "key:")
    assert (again[0], again[1]["code"]) == (409, "task_closed")
    assert api.get("/staff-tasks?state=open")[1]["items"] == []


@pytest.mark.parametrize("who", ["outsider", "nobody"])
def test_who_is_not_in_the_team_and_who_does_not_exist_are_answered_alike(
    api: Api, task: StaffTask, outsider: User, who: str
) -> None:
    person = outsider.pk if who == "outsider" else 10**9

    status, problem = api.post(f"/staff-tasks/{task.pk}/assign", {"assignee": person})

    assert (status, problem["code"]) == (422, "not_in_team")


def test_a_neighbours_task_does_not_exist_here(neighbours_api: Api, task: StaffTask) -> None:
    path = f"/staff-tasks/{task.pk}"

    answers = [
        neighbours_api.get(path),
        neighbours_api.post(f"{path}/close", {"outcome": "done"}),
        neighbours_api.post(f"{path}/assign", {"assignee": None}),
    ]

    assert [status for status, _ in answers] == [404] * 3
