"""Who may do what over HTTP: one line for each endpoint of the API, and every line is tried. A new endpoint needs its line.

`key` has every scope that keys may have, `bare` is a key without any. The `outsider` works next door and names our
business; the `neighbour` is a key from next door that uses our numbers.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tenants import clock
from tenants.models import ApiKey, Guest, Membership, StaffTask, Tenant, User, WebhookDelivery, WebhookEndpoint
from tenants.rights import ROLES
from tenants.services.webhook_endpoints import create_webhook
from tenants.services.webhooks import send_test
from tests.api.conftest import (  # the last one is a fixture: here too nobody has used up a limit
    Api,
    _forget_counts,  # noqa: F401
    as_person,
    make_key,
    with_key,
)
from tests.cast import enter, make_guest
from tests.house import talk_rights
from tests.house.endpoints import api_endpoints
from tests.house.lodging_rights import ASKED, INSTEAD, lodging_body, lodging_numbers, lodging_rows
from tests.house.talk_rights import talk_body, talk_numbers, talk_rows

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
GET   /api/v1/webhooks                         200   200     403  403         403       200 403  401    403      200
POST  /api/v1/webhooks                         201   201     403  403         403       201 403  401    403      201
GET   /api/v1/webhooks/{webhook_id}            200   200     403  403         403       200 403  401    403      404
PATCH /api/v1/webhooks/{webhook_id}            200   200     403  403         403       200 403  401    403      404
POST  /api/v1/webhooks/{webhook_id}/rotate     200   200     403  403         403       200 403  401    403      404
POST  /api/v1/webhooks/{webhook_id}/test       201   201     403  403         403       201 403  401    403      404
GET   /api/v1/webhook-deliveries               200   200     403  403         403       200 403  401    403      200
POST  /api/v1/webhook-deliveries/{delivery_id}/redeliver 200 200 403 403       403      200 403  401    403      404
GET   /api/v1/properties                       200   200     200  403         200       200 403  401    403      200
GET   /api/v1/unit-types                       200   200     200  403         200       200 403  401    403      200
GET   /api/v1/units                            200   200     200  200         200       200 403  401    403      200
PATCH /api/v1/units/{unit_id}/state            200   200     200  200         403       200 403  401    403      404
GET   /api/v1/rate-plans                       200   200     200  403         200       200 403  401    403      200
GET   /api/v1/seasons                          200   200     200  403         200       200 403  401    403      200
GET   /api/v1/extras                           200   200     200  403         200       200 403  401    403      200
GET   /api/v1/availability                     200   200     200  403         200       200 403  401    403      200
POST  /api/v1/quotes                           201   201     201  403         403       201 403  401    403      404
GET   /api/v1/quotes/{quote_code}              200   200     200  403         200       200 403  401    403      404
GET   /api/v1/reservations                     200   200     200  403         200       200 403  401    403      200
POST  /api/v1/reservations/prereserve          201   201     201  403         403       201 403  401    403      404
GET   /api/v1/reservations/{reservation_id}    200   200     200  403         200       200 403  401    403      404
POST  /api/v1/reservations/{reservation_id}/change 200 200   200  403         403       200 403  401    403      404
POST  /api/v1/reservations/{reservation_id}/cancel 200 200   200  403         403       200 403  401    403      404
POST  /api/v1/reservations/{reservation_id}/check-in 200 200 200  403         403       200 403  401    403      404
POST  /api/v1/reservations/{reservation_id}/check-out 200 200 200 403         403       200 403  401    403      404
POST  /api/v1/reservations/{reservation_id}/no-show 200 200  200  403         403       200 403  401    403      404
POST  /api/v1/reservations/{reservation_id}/shorten 200 200  200  403         403       200 403  401    403      404
GET   /api/v1/bookings/{booking_code}          200   200     200  403         200       200 403  401    403      404
POST  /api/v1/bookings/{booking_code}/confirm  200   200     200  403         403       200 403  401    403      404
POST  /api/v1/bookings/{booking_code}/cancel   200   200     200  403         403       200 403  401    403      404
POST  /api/v1/bookings/{booking_code}/extend   200   200     200  403         403       200 403  401    403      404
POST  /api/v1/bookings/{booking_code}/revive   200   200     200  403         403       200 403  401    403      404
POST  /api/v1/bookings/{booking_code}/stays    201   201     201  403         403       201 403  401    403      404
GET   /api/v1/bookings/{booking_code}/folio    200   200     200  403         200       200 403  401    403      404
POST  /api/v1/bookings/{booking_code}/payments 201   201     201  403         403       201 403  401    403      404
POST  /api/v1/bookings/{booking_code}/refunds  201   201     201  403         403       201 403  401    403      404
POST  /api/v1/bookings/{booking_code}/adjustments 201 201    201  403         403       201 403  401    403      404
POST  /api/v1/blocks                           201   201     201  403         403       201 403  401    403      404
DELETE /api/v1/blocks/{block_id}               200   200     200  403         403       200 403  401    403      404
GET   /api/v1/waitlist                         200   200     200  403         200       200 403  401    403      200
POST  /api/v1/waitlist                         201   201     201  403         403       201 403  401    403      404
POST  /api/v1/waitlist/{wait_id}/leave        200   200     200  403         403       200 403  401    403      404
GET /api/v1/conversations 200 200 200 403 200 200 403 401 403 200
GET /api/v1/conversations/counts 200 200 200 403 200 200 403 401 403 200
GET /api/v1/conversations/search 200 200 200 403 200 200 403 401 403 200
GET /api/v1/conversations/{conversation_id} 200 200 200 403 200 200 403 401 403 404
GET /api/v1/conversations/{conversation_id}/messages 200 200 200 403 200 200 403 401 403 404
GET /api/v1/conversations/{conversation_id}/guest 200 200 200 403 200 200 403 401 403 404
GET /api/v1/conversations/{conversation_id}/templates 200 200 200 403 200 200 403 401 403 404
GET /api/v1/conversations/{conversation_id}/canned-replies 200 200 200 403 200 200 403 401 403 404
POST /api/v1/conversations/{conversation_id}/messages/{message_id}/retry 204 204 204 403 403 204 403 401 403 404
GET /api/v1/conversations/{conversation_id}/messages/{message_id}/why 200 200 200 403 200 200 403 401 403 404
POST /api/v1/conversations/{conversation_id}/messages/{message_id}/wrong 200 200 200 403 403 200 403 401 403 404
POST /api/v1/conversations/{conversation_id}/assign 200 200 200 403 403 200 403 401 403 404
POST /api/v1/conversations/{conversation_id}/hand-back 200 200 200 403 403 200 403 401 403 404
POST /api/v1/conversations/{conversation_id}/read 200 200 200 403 403 200 403 401 403 404
POST /api/v1/conversations/{conversation_id}/unread 200 200 200 403 403 200 403 401 403 404
POST /api/v1/conversations/{conversation_id}/snooze 200 200 200 403 403 200 403 401 403 404
POST /api/v1/conversations/{conversation_id}/reply 201 201 201 403 403 201 403 401 403 404
POST /api/v1/conversations/{conversation_id}/note 201 201 201 403 403 201 403 401 403 404
POST /api/v1/conversations/{conversation_id}/schedule 201 201 201 403 403 201 403 401 403 404
POST /api/v1/conversations/{conversation_id}/schedule/{later_id}/cancel 200 200 200 403 403 200 403 401 403 404
GET /api/v1/conversations/{conversation_id}/bot 200 200 200 403 200 200 403 401 403 404
POST /api/v1/conversations/{conversation_id}/bot/send 409 409 409 403 403 409 403 401 403 404
POST /api/v1/conversations/{conversation_id}/bot/drop 200 200 200 403 403 200 403 401 403 404
POST /api/v1/conversations/{conversation_id}/bot/mode 200 200 200 403 403 200 403 401 403 404
POST /api/v1/nlu/analyze 200 200 200 403 200 200 403 401 403 200
"""
BODIES: dict[str, Any] = {
    "POST /api/v1/guests": {"name": "Ana"},
    "PATCH /api/v1/guests/{guest_id}": {"note": "Llega tarde"},
    "POST /api/v1/staff-tasks/{task_id}/close": {"outcome": "done"},
    "POST /api/v1/staff-tasks/{task_id}/assign": {"assignee": None},
    "POST /api/v1/webhooks": {"url": "https://example.com/conserje", "events": ["booking.confirmed"]},
    "PATCH /api/v1/webhooks/{webhook_id}": {"is_active": False},
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
def numbers(hotel: Tenant) -> dict[str, Any]:
    """Return rows of our business for the parameters of paths."""
    with enter(hotel):
        task = StaffTask.objects.create(kind="k", cause="c", title="t")
        webhook, _ = create_webhook(url="https://example.com/", events=["hold.created"])
        delivery = send_test(webhook=webhook, now=clock.now())
    webhooks = {"webhook_id": webhook.pk, "delivery_id": delivery.pk}
    ours = {"guest_id": make_guest(hotel).pk, "task_id": task.pk, "key_id": make_key(hotel)[0].pk, **webhooks}
    return {**ours, **lodging_numbers(hotel), **talk_numbers(hotel)}


def address_of(endpoint: str, numbers: dict[str, Any]) -> str:
    """Return where to ask, with a row of ours that is in the state which the endpoint is for."""
    path = endpoint.split()[1].removeprefix("/api/v1") + {**ASKED, **talk_rights.ASKED}.get(endpoint, "")
    return path.format(**{**numbers, **{place: numbers[name] for place, name in INSTEAD.get(endpoint, {}).items()}})


def body_of(endpoint: str, numbers: dict[str, Any]) -> Any:
    """Return what is sent there."""
    return BODIES.get(endpoint) or talk_body(endpoint) or lodging_body(endpoint, numbers)


def test_every_endpoint_has_its_line() -> None:
    assert set(lines()) == api_endpoints()


@pytest.mark.parametrize("endpoint", sorted(lines()))
def test_the_line_is_true(endpoint: str, cast: dict[str, Api], numbers: dict[str, Any]) -> None:
    method, _ = endpoint.split()
    answered = {}

    for who, api in cast.items():
        with transaction.atomic():  # and back, so that everybody finds the same
            response = api.ask(method, address_of(endpoint, numbers), body_of(endpoint, numbers))
            transaction.set_rollback(True)
        answered[who] = response.status_code

    assert answered == lines()[endpoint]


def test_a_refused_neighbour_changes_nothing(cast: dict[str, Api], numbers: dict[str, Any], hotel: Tenant) -> None:
    def ours() -> list[Any]:
        with enter(hotel):
            keys = ApiKey.objects.filter(tenant=hotel).order_by("pk").values_list()
            webhooks = [*WebhookEndpoint.objects.values_list(), *WebhookDelivery.objects.values_list()]
            stays = [*lodging_rows()]
            return [
                *Guest.objects.values_list(),
                *StaffTask.objects.values_list(),
                *keys,
                *webhooks,
                *stays,
                *talk_rows(),
            ]

    before = ours()

    for endpoint in lines():
        method, _ = endpoint.split()
        for who in ("neighbour", "outsider"):
            cast[who].ask(method, address_of(endpoint, numbers), body_of(endpoint, numbers))

    assert ours() == before
