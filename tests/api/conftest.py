"""What the tests of the API share: a client that is a program with a key, and one that is a person who is logged in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from django.core.cache import caches
from django.test import Client
from django_redis import get_redis_connection

from tenants import clock
from tenants.api.limiter import local_counts
from tenants.models import ApiKey, Tenant, User
from tenants.rights import KEY_SCOPES
from tenants.services.keys import create_key

Answer = tuple[int, Any]
API = "/api/v1"


class Api:
    """Asks the API as somebody, and reads its answers."""

    def __init__(self, client: Client, headers: dict[str, str]) -> None:
        self.client = client
        self.headers = headers

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Return the answer."""
        content = b"" if body is None else body if isinstance(body, bytes) else orjson.dumps(body)
        return self.client.generic(
            method, API + path, content, content_type="application/json", headers={**self.headers, **headers}
        )

    def get(self, path: str, **headers: str) -> Answer:
        return read(self.ask("GET", path, **headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        return read(self.ask("POST", path, body, **headers))

    def patch(self, path: str, body: Any = None, **headers: str) -> Answer:
        return read(self.ask("PATCH", path, body, **headers))


def read(response: Any) -> Answer:
    return response.status_code, orjson.loads(response.content) if response.content else None


def make_key(tenant: Tenant, *scopes: str, **columns: Any) -> tuple[ApiKey, str]:
    """Return a key and its secret; without scopes it has all of them."""
    key, secret = create_key(
        tenant=tenant, name="Programa", scopes=scopes or KEY_SCOPES, by=None, expires_at=None, now=clock.now()
    )
    if columns:
        ApiKey.objects.filter(pk=key.pk).update(**columns)
    return key, secret


def with_key(secret: str) -> Api:
    return Api(Client(), {"Authorization": f"Bearer {secret}"})


def as_person(person: User) -> Api:
    """Return somebody who is logged in and whose pages are ours."""
    client = Client()
    client.force_login(person)
    return Api(client, {})


@pytest.fixture(autouse=True)
def _forget_counts() -> None:
    """Begin with limits that nobody has used."""
    get_redis_connection("limits").flushdb()
    local_counts.cells.clear()
    caches["default"].clear()


@pytest.fixture
def api(hotel: Tenant) -> Api:
    """A program of our business that may do all that programs may."""
    return with_key(make_key(hotel)[1])


@pytest.fixture
def neighbours_api(neighbour: Tenant) -> Api:
    return with_key(make_key(neighbour)[1])


Person = Callable[[User], Api]
