"""Webhooks over the API: the secret is told once, each mistake is named, nothing of a neighbour's exists."""

from __future__ import annotations

from typing import Any

import pytest

from tenants.models import AuditEvent, Tenant, WebhookDelivery, WebhookEndpoint
from tenants.sealed import unseal
from tenants.services.webhook_endpoints import MOST_WEBHOOKS
from tests.api.conftest import Api, _forget_counts, make_key, with_key  # noqa: F401 (the second is a fixture)
from tests.cast import enter
from tests.tenants.webhooks.conftest import tell, try_it
from tests.tenants.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db(transaction=True)

WANTED = {"url": "https://hooks.example.com/conserje", "events": ["booking.confirmed"]}


@pytest.fixture
def api(hotel: Tenant) -> Api:
    return with_key(make_key(hotel)[1])


@pytest.fixture
def theirs(neighbour: Tenant) -> Api:
    return with_key(make_key(neighbour)[1])


def test_a_webhook_is_made_changed_and_switched_off(api: Api) -> None:
    status, made = api.post("/webhooks", WANTED)
    changed = api.patch(f"/webhooks/{made['id']}", {"events": ["hold.created", "hold.created"]})[1]
    off = api.patch(f"/webhooks/{made['id']}", {"is_active": False})[1]
    on = api.patch(f"/webhooks/{made['id']}", {"is_active": True, "url": "https://other.example.com/"})[1]

    assert (status, made["is_active"], made["off_reason"]) == (201, True, "")
    assert (changed["events"], changed["url"]) == (["hold.created"], WANTED["url"])
    assert (off["is_active"], off["off_reason"], bool(off["off_at"])) == (False, "by_hand", True)
    assert (on["is_active"], on["url"], on["off_at"]) == (True, "https://other.example.com/", None)
    assert api.get(f"/webhooks/{made['id']}")[1] == on
    assert api.get("/webhooks")[1] == {"items": [on], "next": None}


def test_the_secret_is_told_once_and_kept_sealed(api: Api, hotel: Tenant) -> None:
    headers = {"Idempotency-Key": "once"}

    made = api.post("/webhooks", WANTED, **headers)[1]
    again = api.post("/webhooks", WANTED, **headers)[1]

    with enter(hotel):
        row = WebhookEndpoint.objects.get()
        events = [*AuditEvent.objects.filter(table_name="tenants_webhookendpoint")]
    assert made["secret"].startswith("whsec_")
    assert (again["id"], again["secret"]) == (made["id"], None)
    assert made["secret"] not in row.secret
    assert unseal(row.secret) == made["secret"]
    assert "secret" not in str(api.get("/webhooks")[1]).replace("old_secret_until", "")
    assert events
    assert not [it for it in events if "secret" in it.changes or "url" in it.changes]


def test_a_new_secret_is_told_once_and_the_old_one_has_a_day(api: Api, hotel: Tenant) -> None:
    made = api.post("/webhooks", WANTED)[1]

    status, rotated = api.post(f"/webhooks/{made['id']}/rotate")

    with enter(hotel):
        row = WebhookEndpoint.objects.get()
    assert (status, rotated["secret"] == made["secret"], bool(rotated["old_secret_until"])) == (200, False, True)
    assert (unseal(row.secret), unseal(row.old_secret)) == (rotated["secret"], made["secret"])


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"url": "http://169.254.169.254/"}, 422, "bad_webhook_url"),
        ({"url": "https://127.1/"}, 422, "bad_webhook_url"),
        ({"url": "https://user:word@example.com/"}, 422, "bad_webhook_url"),
        ({"url": "https://example.com:22/"}, 422, "bad_webhook_url"),
        ({"url": "javascript:alert(1)"}, 422, "bad_webhook_url"),
        ({"url": ""}, 400, "invalid"),
        ({"url": 5}, 400, "invalid"),
        ({"url": "https://example.com/" + "a" * 500}, 400, "invalid"),
        ({"events": []}, 400, "invalid"),
        ({"events": ["booking.unheard_of"]}, 400, "invalid"),
        ({"events": ["webhook.test"]}, 400, "invalid"),
        ({"events": "booking.confirmed"}, 400, "invalid"),
        ({"secret": "mine"}, 400, "invalid"),
    ],
)
def test_what_cannot_be_is_refused_and_named(api: Api, change: dict[str, Any], status: int, code: str) -> None:
    made = api.post("/webhooks", WANTED)[1]

    created = api.post("/webhooks", {**WANTED, **change})
    changed = api.patch(f"/webhooks/{made['id']}", change)

    assert (created[0], created[1]["code"], set(created[1]["fields"])) == (status, code, set(change))
    assert (changed[0], changed[1]["code"]) == (status, code)
    assert len(api.get("/webhooks")[1]["items"]) == 1


@pytest.mark.parametrize("wish", ["yes", 1, None, "false"])
def test_a_switch_is_on_or_off(api: Api, wish: Any) -> None:
    made = api.post("/webhooks", WANTED)[1]

    assert api.patch(f"/webhooks/{made['id']}", {"is_active": wish})[0] == 400


def test_a_business_has_so_many_and_no_more(api: Api) -> None:
    made = [api.post("/webhooks", WANTED)[1] for _ in range(MOST_WEBHOOKS)]

    refused = api.post("/webhooks", WANTED)
    api.patch(f"/webhooks/{made[0]['id']}", {"is_active": False})
    accepted = api.post("/webhooks", WANTED)
    on_again = api.patch(f"/webhooks/{made[0]['id']}", {"is_active": True})

    assert (refused[0], refused[1]["code"]) == (409, "too_many_webhooks")
    assert (accepted[0], on_again[0]) == (201, 409)


def test_a_test_shows_up_among_the_deliveries(api: Api, hotel: Tenant, receiver: Receiver) -> None:
    made = api.post("/webhooks", {**WANTED, "url": receiver.url()})[1]

    status, sent = api.post(f"/webhooks/{made['id']}/test")
    with enter(hotel):
        row = WebhookDelivery.objects.get()
    try_it(row, row.next_at)

    (item,) = api.get("/webhook-deliveries?state=delivered")[1]["items"]
    assert (status, sent["state"], sent["event"]) == (201, "waiting", "webhook.test")
    assert (item["id"], item["status_code"], item["event_id"]) == (sent["id"], 200, sent["event_id"])
    assert receiver.heard[0].headers["Conserje-Event-Id"] == sent["event_id"]


def test_deliveries_are_found_by_state_and_webhook(
    api: Api, hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver
) -> None:
    try_it(tell(hotel, "1"))
    tell(hotel, "2")

    def found(query: str) -> list[str]:
        return [item["state"] for item in api.get(f"/webhook-deliveries?{query}")[1]["items"]]

    assert found("") == ["waiting", "delivered"]
    assert found("state=waiting") == ["waiting"]
    assert found(f"webhook={webhook.pk}&state=delivered") == ["delivered"]
    assert found(f"webhook={webhook.pk + 1}") == []
    assert api.get("/webhook-deliveries?state=lost")[0] == 400
    assert len(api.get("/webhook-deliveries?limit=1")[1]["items"]) == 1


def test_a_delivery_is_sent_again_and_one_in_hand_is_not(
    api: Api, hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver
) -> None:
    delivery = try_it(tell(hotel))

    status, again = api.post(f"/webhook-deliveries/{delivery.pk}/redeliver")
    with enter(hotel):
        WebhookDelivery.objects.update(held_until="2999-01-01T00:00Z")
    in_hand = api.post(f"/webhook-deliveries/{delivery.pk}/redeliver")
    with enter(hotel):
        WebhookDelivery.objects.update(held_until=None)
    api.patch(f"/webhooks/{webhook.pk}", {"is_active": False})
    off = api.post(f"/webhook-deliveries/{delivery.pk}/redeliver")

    assert (status, again["state"], again["attempts"], again["delivered_at"]) == (200, "waiting", 1, None)
    assert (in_hand[0], in_hand[1]["code"]) == (409, "delivery_in_hand")
    assert (off[0], off[1]["code"]) == (409, "webhook_off")


def test_a_neighbours_webhooks_do_not_exist_here(
    theirs: Api, hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver
) -> None:
    delivery = tell(hotel)

    answers = [
        theirs.get(f"/webhooks/{webhook.pk}"),
        theirs.patch(f"/webhooks/{webhook.pk}", {"is_active": False}),
        theirs.post(f"/webhooks/{webhook.pk}/rotate"),
        theirs.post(f"/webhooks/{webhook.pk}/test"),
        theirs.post(f"/webhook-deliveries/{delivery.pk}/redeliver"),
    ]

    assert {status for status, _ in answers} == {404}
    assert theirs.get("/webhooks")[1]["items"] == theirs.get("/webhook-deliveries")[1]["items"] == []
