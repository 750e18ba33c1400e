"""Every job works for one business and sees no other's rows; one that names no tenant is not even written down."""

from __future__ import annotations

import pytest
from django.db import transaction

from tasks.base import JOBS, Work, job, run_job
from tasks.doorbell import Ring
from tasks.models import Job
from tasks.queue import WrongTenant, enqueue
from tasks.routes import ROUTES
from tenants.models import AuditEvent, Guest, Tenant
from tests.cast import enter, make_guest

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "tests.greet"


def greet_guests(*, tenant_id: int) -> None:
    """Write a greeting beside every guest that can be seen."""
    Guest.objects.update(note="greeted")


@pytest.fixture
def greet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let that be a job until the test ends; Celery, which forgets no task, is not told."""
    monkeypatch.setitem(ROUTES, NAME, "side")
    monkeypatch.setitem(JOBS, NAME, Work(NAME, greet_guests, 5))


def notes(tenant: Tenant) -> list[str]:
    with enter(tenant):
        return list(Guest.objects.values_list("note", flat=True))


def test_a_job_works_in_the_scope_of_its_business(
    greet: None, rings: list[Ring], hotel: Tenant, neighbour: Tenant
) -> None:
    make_guest(hotel)
    make_guest(neighbour)
    with transaction.atomic():
        job_id = enqueue(NAME, tenant_id=hotel.pk)

    run_job(JOBS[NAME], job_id)

    assert (notes(hotel), notes(neighbour)) == (["greeted"], [""])
    with enter(hotel):
        assert AuditEvent.objects.order_by("-id")[0].actor == f"task:{NAME}"


def test_a_job_without_a_tenant_is_not_written_down(greet: None, hotel: Tenant) -> None:
    with pytest.raises(WrongTenant), transaction.atomic():
        enqueue(NAME)

    assert not Job.objects.exists()


def test_a_job_for_the_neighbour_is_not_written_down(greet: None, hotel: Tenant, neighbour: Tenant) -> None:
    with pytest.raises(WrongTenant), enter(hotel):
        enqueue(NAME, tenant_id=neighbour.pk)

    assert not Job.objects.exists()


def test_a_task_that_takes_no_tenant_is_refused_at_once(greet: None) -> None:
    with pytest.raises(TypeError, match="tenant_id"):

        @job(NAME)
        def work(*, booking_id: int) -> None: ...


def test_a_row_that_lost_its_tenant_fails_and_touches_nothing(greet: None, rings: list[Ring], hotel: Tenant) -> None:
    make_guest(hotel)
    with transaction.atomic():
        job_id = enqueue(NAME, tenant_id=hotel.pk)
    Job.objects.update(args={})

    run_job(JOBS[NAME], job_id)

    assert Job.objects.get().error.startswith("KeyError")
    assert notes(hotel) == [""]
