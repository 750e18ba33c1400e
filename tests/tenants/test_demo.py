"""The demonstration: two businesses that show every screen, dated as of today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tenants import demo
from tenants.models import ApiKey, ChannelIdentifier, Guest, GuestIdentity, Membership, StaffTask, Tenant, User
from tests.cast import enter

pytestmark = pytest.mark.django_db

TODAY = datetime(2026, 3, 2, 15, tzinfo=UTC)


def count_rows() -> dict[str, int]:
    counts = {model.__name__: model.objects.count() for model in (Tenant, User, Membership, ApiKey, ChannelIdentifier)}
    for tenant in Tenant.objects.all():
        with enter(tenant):
            for model in (Guest, GuestIdentity, StaffTask):
                counts[f"{tenant.slug} {model.__name__}"] = model.objects.count()
    return counts


def due_moments() -> list[datetime]:
    with enter(Tenant.objects.get(slug=demo.LAKE.slug)):
        return [task.due_at for task in StaffTask.objects.exclude(due_at=None).order_by("due_at") if task.due_at]


def test_it_has_two_businesses_with_people_guests_and_things_to_do() -> None:
    call_command("seed_demo")

    counts = count_rows()
    assert counts["Tenant"] == 2
    assert all(counts.values())


def test_a_second_run_adds_nothing() -> None:
    demo.refresh(now=TODAY)
    once = count_rows()

    demo.refresh(now=TODAY + timedelta(hours=1))

    assert count_rows() == once


def test_on_another_day_it_is_dated_as_of_that_day() -> None:
    demo.refresh(now=TODAY)
    once, first = count_rows(), due_moments()

    demo.refresh(now=TODAY + timedelta(days=3))

    assert count_rows() == once
    assert due_moments() == [moment + timedelta(days=3) for moment in first]


def test_a_task_that_was_closed_is_asked_for_again_another_day_only() -> None:
    demo.refresh(now=TODAY)
    with enter(Tenant.objects.get(slug=demo.LAKE.slug)):
        StaffTask.objects.filter(cause__startswith="demo:1:").update(closed_at=TODAY, outcome="done")

    demo.refresh(now=TODAY + timedelta(hours=1))
    same_day = len(due_moments())
    demo.refresh(now=TODAY + timedelta(days=1))

    with enter(Tenant.objects.get(slug=demo.LAKE.slug)):
        open_now = StaffTask.objects.filter(closed_at=None, cause__startswith="demo:1:").count()
    assert (same_day, open_now) == (4, 1)


def test_nobody_of_it_has_a_password() -> None:
    demo.refresh(now=TODAY)

    assert not any(person.has_usable_password() for person in User.objects.all())


def test_it_is_refused_in_production(settings: Settings) -> None:
    settings.CONSERJE_ENV = "production"

    with pytest.raises(CommandError, match="production"):
        call_command("seed_demo")
