"""The audit names pages, endpoints, tasks and caches that let one business reach another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import models
from django.test import override_settings

from tasks.base import JOBS, Work
from tasks.routes import ROUTES
from tenants.admin.keys import ApiKeyAdmin
from tenants.api.schema import api_schema
from tenants.models import ApiKey
from tests.tenants.auditing import NOTHING, audited

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

# --- Pages and endpoints ----------------------------------------------------------------------------------------------


def everybodys_keys(page: ApiKeyAdmin, request: Any) -> models.QuerySet[ApiKey]:
    return ApiKey.objects.order_by("-pk")


def test_a_page_without_scope_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ApiKeyAdmin, "get_queryset", everybodys_keys)

    found = "\n".join(audited("/apikey/"))

    list_page, row_page = "page /admin/tenants/apikey/", "page /admin/tenants/apikey/<path:object_id>/change/"
    assert f"{list_page}: shows something of another business" in found
    assert f"{list_page}: finds a row of another business" in found
    assert f"{list_page}: changes rows of another business" in found
    assert f"{row_page}: GET answers 200 for a row of another business" in found


@pytest.fixture
def leaks() -> Iterator[None]:
    """Let the endpoints with mistakes be ours."""
    api_schema.cache_clear()
    with override_settings(ROOT_URLCONF="tests.tenants.leaks"):
        yield
    api_schema.cache_clear()


def test_endpoints_that_leak_are_named(leaks: None) -> None:
    found = [line.partition(" -> ")[0] for line in audited("/leaks/")]

    key, everybody = "/api/v1/leaks/key/<row:key_id>", "/api/v1/leaks/everybody"
    task = "/api/v1/leaks/task/<row:task_id>"
    for who in ("a key", "an owner"):
        assert f"endpoint GET {key}: tells {who} something of another business" in found
        assert f"endpoint GET {key}: answers 200 to {who} for a row of another business, and 500 for none" in found
        assert f"endpoint GET {everybody}: tells {who} something of another business" in found
    assert f"endpoint {key}: changes rows of another business" not in found  # an answer of 404 takes its effect back
    assert f"endpoint POST {task}: answers 200 to a body with assignee of another business" in found
    assert "endpoint /api/v1/leaks/without-right: GET declares no right" in found
    assert "endpoint /api/v1/leaks/unscoped: works in nobody's scope" in found
    assert any("strange" in line and "nobody says of which table thing_id is" in line for line in found)


# --- Tasks and caches -------------------------------------------------------------------------------------------------


def plant_job(monkeypatch: pytest.MonkeyPatch, function: Callable[..., None]) -> None:
    monkeypatch.setitem(ROUTES, "planted.work", "side")
    monkeypatch.setitem(JOBS, "planted.work", Work("planted.work", function, 5))


def test_a_job_that_names_no_tenant_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def forget_tenant(*, guest_id: int) -> None:
        """Work for anybody."""

    plant_job(monkeypatch, forget_tenant)

    (line,) = audited("planted.work")

    assert line.startswith("task planted.work: names no tenant -> ")


def test_a_job_that_touches_a_neighbours_row_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def rename_key(*, tenant_id: int, key_id: int) -> None:
        ApiKey.objects.filter(pk=key_id).update(name="taken")

    plant_job(monkeypatch, rename_key)

    (line,) = audited("planted.work")

    assert line.startswith("task planted.work: changes rows of another business -> ")


def test_a_job_that_asks_for_its_tenants_rows_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    def rename_key(*, tenant_id: int, key_id: int) -> None:
        ApiKey.objects.filter(pk=key_id, tenant_id=tenant_id).update(name="ours")

    plant_job(monkeypatch, rename_key)

    assert audited("planted.work") == []


def test_a_job_that_cannot_be_tried_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def work_on_things(*, tenant_id: int, thing_id: int) -> None:
        """Take a number of nobody knows what."""

    plant_job(monkeypatch, work_on_things)

    (line,) = audited("planted.work")

    assert line.startswith("task planted.work: cannot be tried: nobody says of which table thing_id is -> ")


def test_a_task_without_function_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ROUTES, "planted.work", "side")

    (line,) = audited("planted.work")

    assert line.startswith("task planted.work: is not registered -> ")


def test_a_cache_that_takes_any_name_is_named(settings: Any) -> None:
    loose = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}

    with override_settings(CACHES={**settings.CACHES, "loose": loose}):
        lines = audited(NOTHING)

    assert [line.partition(" -> ")[0] for line in lines] == [
        "cache loose: makes its keys in a way of its own",
        "cache loose: takes names that say not whose they are",
    ]
