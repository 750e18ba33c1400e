"""The pages of the queues: people look, and give dead jobs another chance; they change nothing by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tasks.doorbell import Ring
from tasks.models import Job
from tenants.models import User

pytestmark = pytest.mark.django_db(transaction=True)

MakeJob = Callable[..., Job]


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("recepcion"))
    return client


def test_the_list_of_jobs_needs_few_queries_however_long_it_is(
    desk: Client, sample_job: MakeJob, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _ in range(30):
        sample_job()

    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        page = desk.get(reverse("admin:tasks_job_changelist"))

    assert page.status_code == 200
    assert page.content.count(b"tasks.sample") >= 30


def test_dead_jobs_are_shown_with_why_and_the_living_are_not(desk: Client, sample_job: MakeJob) -> None:
    sample_job(state="dead", error="ValueError in fail (poison.py:1)")
    sample_job(error="still alive")

    page = desk.get(reverse("admin:tasks_deadjob_changelist")).content.decode()

    assert "ValueError in fail" in page
    assert "still alive" not in page


def test_the_chosen_dead_jobs_go_back_to_their_queues(desk: Client, sample_job: MakeJob, rings: list[Ring]) -> None:
    chosen, other = sample_job(state="dead", attempts=5), sample_job(state="dead", attempts=5)

    answer = desk.post(
        reverse("admin:tasks_deadjob_changelist"),
        {"action": "redrive_chosen", "_selected_action": [chosen.pk]},
        follow=True,
    )

    assert "1 trabajo vuelve a su cola." in answer.content.decode()
    assert set(Job.objects.filter(state="dead").values_list("pk", flat=True)) == {other.pk}
    assert [ring.job_id for ring in rings] == [chosen.pk]


@pytest.mark.parametrize("queue", ["side", "inbound"])
def test_jobs_can_be_looked_at_by_queue(desk: Client, sample_job: MakeJob, queue: str) -> None:
    sample_job()

    page = desk.get(reverse("admin:tasks_job_changelist"), {"queue": queue}).content.decode()

    assert ("tasks.sample" in page) is (queue == "side")


@pytest.mark.parametrize("name", ["tasks_job", "tasks_deadjob"])
def test_history_cannot_be_changed_by_hand(desk: Client, sample_job: MakeJob, name: str) -> None:
    job = sample_job(state="dead")

    answers = {
        "add": desk.post(reverse(f"admin:{name}_add"), {}).status_code,
        "change": desk.post(reverse(f"admin:{name}_change", args=[job.pk]), {"name": "x"}).status_code,
        "delete": desk.post(reverse(f"admin:{name}_delete", args=[job.pk]), {"post": "yes"}).status_code,
    }

    assert answers == {"add": 403, "change": 403, "delete": 403}
    assert Job.objects.get(pk=job.pk).name == "tasks.sample"
