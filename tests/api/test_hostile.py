"""Whatever a stranger puts into a parameter that the description knows: 4xx or an empty page, never a fault of ours.

The calls are made from the API's own description, so an endpoint that joins is tried as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import orjson
import pytest
from pytest_django import Settings

from tenants.api.docs import plain
from tenants.api.schema import METHODS, api_schema
from tenants.models import Guest, StaffTask, Tenant, User
from tests.api.conftest import Api, as_person
from tests.cast import Enter

pytestmark = pytest.mark.django_db

TEXTS = [
    "' OR '1'='1",
    "'; DROP TABLE tenants_guest; --",
    "%' AND 1=CAST((SELECT version()) AS int) --",
    "1 UNION SELECT password FROM tenants_user",
    "{{7*7}}${7*7}%s%(x)s{0}",
    "\x00",
    "\ud7ff\uffff\U0010ffff",
    "../../../../etc/passwd",
    "<script>alert(1)</script>",
    "-1",
    "0",
    "1e400",
    str(2**63),
    "NaN",
    "",
    " ",
    "x" * 3000,
    "۱۲۳",
    "2026-13-45T99:99:99Z",
]
VALUES: list[Any] = [*TEXTS, None, True, -1, 2**63, 1.5, [], [[]], ["x"], {}, {"$gt": ""}, {"a": {"b": []}}]


@pytest.fixture
def boss(owner: User, hotel: Tenant, task: StaffTask, guest: Guest, settings: Settings, scope: Enter) -> Iterator[Api]:
    """Somebody who may do everything, as often as they like; what there was is still there afterwards."""
    settings.API_LIMIT_PER_KEY = settings.API_LIMIT_PER_TENANT = 10**6
    yield as_person(owner)
    with scope(hotel):
        assert (Guest.objects.filter(pk=guest.pk).count(), StaffTask.objects.filter(pk=task.pk).count()) == (1, 1)


@pytest.fixture
def task(hotel: Tenant, scope: Enter) -> StaffTask:
    with scope(hotel):
        return StaffTask.objects.create(kind="k", cause="c", title="t")


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in api_schema("es")["paths"].items():
        for method, operation in methods.items():
            if method in METHODS:
                yield path, method.upper(), operation


def parameters(operation: dict[str, Any], where: str) -> list[str]:
    return [it["name"] for it in operation.get("parameters", []) if it.get("in") == where]


def fields(operation: dict[str, Any]) -> list[str]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return list(plain(api_schema("es"), content.get("schema", {})).get("properties", {}))


QUERIES = [(path, name) for path, _, it in operations() for name in parameters(it, "query")]
PATHS = [(method, path, name) for path, method, it in operations() for name in parameters(it, "path")]
BODIES = [(method, path, name) for path, method, it in operations() for name in fields(it)]


def refuse_faults(response: Any, *, empty_is_fine: bool = False) -> None:
    """Fail unless the answer is a refusal, or a page without rows."""
    if empty_is_fine and response.status_code == 200:
        assert orjson.loads(response.content)["items"] == []
        return
    assert 400 <= response.status_code < 500
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(("path", "name"), QUERIES)
def test_behind_the_question_mark(boss: Api, path: str, name: str) -> None:
    for text in TEXTS:
        refuse_faults(boss.ask("GET", f"{local(path)}?{name}={quote(text)}"), empty_is_fine=True)


@pytest.mark.parametrize(("method", "path", "name"), PATHS)
def test_in_the_path(boss: Api, method: str, path: str, name: str) -> None:
    for text in TEXTS:
        refuse_faults(boss.ask(method, local(path).replace(f"{{{name}}}", quote(text, safe="")), {}))


@pytest.mark.parametrize(("method", "path", "name"), BODIES)
def test_in_the_body(boss: Api, method: str, path: str, name: str, guest: Guest, task: StaffTask) -> None:
    known = {"{guest_id}": guest.pk, "{task_id}": task.pk}
    for parameter, number in known.items():
        path = path.replace(parameter, str(number))
    for value in VALUES:
        response = boss.ask(method, local(path), {name: value})
        # Any text may be a name or a note; then it is kept as it came, which a test below looks at.
        assert response.status_code < 500
        assert response.status_code < 300 or response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("header", ["Conserje-Tenant", "Idempotency-Key", "Authorization", "Accept", "X-Request-ID"])
def test_in_a_header(boss: Api, header: str) -> None:
    for text in TEXTS:
        sent = text.encode().decode("latin-1").replace("\n", "")
        response = boss.ask("POST", "/guests", {"name": "Ana"}, **{header: sent})
        assert response.status_code < 500


@pytest.mark.parametrize("text", [text for text in TEXTS if text.strip() and "\x00" not in text and len(text) <= 120])
def test_a_strange_name_is_a_name(boss: Api, text: str) -> None:
    status, guest = boss.post("/guests", {"name": text, "note": text})

    assert (status, guest["name"], guest["note"]) == (201, text, text)


def test_every_kind_of_place_was_tried() -> None:
    assert len(QUERIES) > 15
    assert len(PATHS) > 4
    assert len(BODIES) > 8


def local(path: str) -> str:
    return path.removeprefix("/api/v1")
