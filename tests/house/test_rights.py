"""Who may do what over HTTP: one line for each endpoint of the API, and every line is tried. A new endpoint needs its line.

`key` has every scope that keys may have, `bare` is a key without any. The `outsider` works next door and names our
business; the `neighbour` is a key from next door that uses our numbers.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tenants.models import ApiKey, Guest, Membership, StaffTask, Tenant, User
from tenants.rights import ROLES
from tests.api.conftest import Api, as_person, make_key, with_key
from tests.cast import enter, make_guest
from tests.house.endpoints import api_endpoints

pytestmark = pytest.mark.django_db

TABLE = """
                                                owner manager desk housekeeper read_only key bare nobody outsider neighbour
GET   /api/v1/me                               200   200     200  200         200       200 200  401    403      200
GET   /api/v1/guests                           200   200     200  403         200       200 403  401    403      200
POST  /api/v1/guests                           201   201     201  403         403       201 403  401    403      201
GET   /api/v1/guests/{guest_id}                200   200     200  403         200       200 403  401    403      404
PATCH /api/v1/guests/{guest_id}                200   200     200  403         403       200 403  401    403      404
GET   /api/v1/staff-tasks                      200   200     200  200         200       200 403  401    403      200
GET   /api/v1/staff-tasks/{task_id}            200   200     200  200         200       200 403  401    403      404
POST  /api/v1/staff-tasks/{task_id}/close      200   200     200  200         403       200 403  401    403      404
POST  /api/v1/staff-tasks/{task_id}/assign     200   200     200  200         403       200 403  401    403      404
GET   /api/v1/audit-events                     200   200     403  403         403       200 403  401    403      200
GET   /api/v1/keys                             200   200     403  403         403       403 403  401    403      403
POST  /api/v1/keys                             201   201     403  403         403       403 403  401    403      403
POST  /api/v1/keys/{key_id}/revoke             200   200     403  403         403       403 403  401    403      403
"""
BODIES: dict[str, Any] = {
    "POST /api/v1/guests": {"name": "Ana"},
    "PATCH /api/v1/guests/{guest_id}": {"note": "Llega tarde"},
    "POST /api/v1/staff-tasks/{task_id}/close": {"outcome": "done"},
    "POST /api/v1/staff-tasks/{task_id}/assign": {"assignee": None},
    "POST /api/v1/keys": {"name": "Programa", "scopes": ["guests:read"]},
}


def lines() -> dict[str, dict[str, int]]:
    """Return the expected status by endpoint and by who asks."""
    first, *rest = TABLE.strip("\n").splitlines()
    table = {}
    for line in rest:
        method, path, *statuses = line.split()
        table[f"{method} {path}"] = dict(zip(first.split(), map(int, statuses), strict=True))
    return table


@pytest.fixture
def cast(hotel: Tenant, neighbour: Tenant) -> dict[str, Api]:
    """Return everybody in the table's first line, ready to ask."""
    people = {role: as_person(member(hotel, role, role)) for role in ROLES}
    outsider = as_person(member(neighbour, "outsider", "owner"))
    outsider.headers = {"Conserje-Tenant": hotel.slug}
    keys = {
        "key": make_key(hotel),
        "bare": make_key(hotel, **{"scopes": []}),
        "neighbour": make_key(neighbour),
    }
    programs = {name: with_key(secret) for name, (_, secret) in keys.items()}
    return {**people, **programs, "outsider": outsider, "nobody": Api(Client(), {})}


def member(tenant: Tenant, username: str, role: str) -> User:
    person = User.objects.create(username=username)
    Membership.objects.create(tenant=tenant, user=person, role=role)
    return person


@pytest.fixture
def numbers(hotel: Tenant) -> dict[str, int]:
    """Return rows of our business for the parameters of paths."""
    with enter(hotel):
        task = StaffTask.objects.create(kind="k", cause="c", title="t")
    return {"guest_id": make_guest(hotel).pk, "task_id": task.pk, "key_id": make_key(hotel)[0].pk}


def test_every_endpoint_has_its_line() -> None:
    assert set(lines()) == api_endpoints()


@pytest.mark.parametrize("endpoint", sorted(lines()))
def test_the_line_is_true(endpoint: str, cast: dict[str, Api], numbers: dict[str, int]) -> None:
    method, path = endpoint.split()
    answered = {}

    for who, api in cast.items():
        with transaction.atomic():  # and back, so that everybody finds the same
            response = api.ask(method, path.format(**numbers).removeprefix("/api/v1"), BODIES.get(endpoint))
            transaction.set_rollback(True)
        answered[who] = response.status_code

    assert answered == lines()[endpoint]


def test_a_refused_neighbour_changes_nothing(cast: dict[str, Api], numbers: dict[str, int], hotel: Tenant) -> None:
    def ours() -> list[Any]:
        with enter(hotel):
            keys = ApiKey.objects.filter(tenant=hotel).order_by("pk").values_list()
            return [*Guest.objects.values_list(), *StaffTask.objects.values_list(), *keys]

    before = ours()

    for endpoint in lines():
        method, path = endpoint.split()
        for who in ("neighbour", "outsider"):
            cast[who].ask(method, path.format(**numbers).removeprefix("/api/v1"), BODIES.get(endpoint))

    assert ours() == before
