"""A delivery on its way: sent once, signed, sent again by hand, forgotten in the end."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest
from django.db import connection
from prometheus_client import REGISTRY

from tasks.base import JOBS, run_job
from tasks.models import Job
from tenants import clock
from tenants.models import StaffTask, Tenant, WebhookDelivery, WebhookEndpoint
from tenants.models.webhook import MOST_TRIES
from tenants.services.webhook_attempts import (
    forget_deliveries,
    take,
)
from tenants.services.webhook_endpoints import WebhookOff, rotate_secret, switch_off
from tenants.services.webhooks import DeliveryInHand, redeliver, send_test
from tests.cast import enter
from tests.tenants.webhooks.conftest import EVENT, NOON, again, jobs_of, later, tell, try_it, try_to_the_end
from tests.tenants.webhooks.receiver import Receiver
from tests.tenants.webhooks.verifying import is_signed

pytestmark = pytest.mark.django_db(transaction=True)


def count(result: str) -> float:
    return REGISTRY.get_sample_value("webhook_deliveries_total", {"result": result}) or 0


def test_what_happened_arrives_with_its_name_and_a_signature(
    hotel: Tenant, webhook: WebhookEndpoint, secret: str, receiver: Receiver
) -> None:
    before = count("delivered")

    delivery = try_it(tell(hotel))

    (request,) = receiver.heard
    body = orjson.loads(request.body)
    assert (delivery.state, delivery.attempts, delivery.status_code, delivery.error) == ("delivered", 1, 200, "")
    assert (delivery.delivered_at, delivery.held_until) == (NOON, None)
    assert body == {
        "id": delivery.event_id,
        "event": EVENT,
        "created_at": "2030-01-15T12:00:00.000+00:00",
        "data": {"booking": "B7K2M"},
    }
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["Conserje-Event"] == EVENT
    assert request.headers["Conserje-Event-Id"] == delivery.event_id
    assert is_signed(request.body, request.headers["Conserje-Signature"], secret, now=NOON.timestamp())
    assert count("delivered") == before + 1


def test_a_signature_is_good_for_its_body_moment_and_secret_alone(
    hotel: Tenant, webhook: WebhookEndpoint, secret: str, receiver: Receiver
) -> None:
    try_it(tell(hotel))
    (request,) = receiver.heard
    header, at = request.headers["Conserje-Signature"], NOON.timestamp()

    assert not is_signed(request.body + b" ", header, secret, now=at)
    assert not is_signed(request.body, header, secret + "x", now=at)
    assert not is_signed(request.body, header, secret, now=at + 301)
    assert not is_signed(request.body, header.replace("t=1", "t=2"), secret, now=at)


def test_what_has_arrived_is_not_sent_again(hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver) -> None:
    delivery = try_it(tell(hotel))

    for _ in range(3):
        try_it(delivery, later(hours=1))

    assert len(receiver.heard) == 1


def test_while_the_secret_changes_both_sign(
    hotel: Tenant, webhook: WebhookEndpoint, secret: str, receiver: Receiver
) -> None:
    with enter(hotel):
        new = rotate_secret(webhook=webhook, now=NOON)
    try_it(tell(hotel, "1"))
    try_it(tell(hotel, "2", at=later(hours=25)), later(hours=25))

    first, second = [(request.body, request.headers["Conserje-Signature"]) for request in receiver.heard]

    now, tomorrow = NOON.timestamp(), later(hours=25).timestamp()
    assert (is_signed(*first, secret, now=now), is_signed(*first, new, now=now)) == (True, True)
    assert (is_signed(*second, secret, now=tomorrow), is_signed(*second, new, now=tomorrow)) == (False, True)


def test_the_job_sends_it_and_no_transaction_is_open_meanwhile(
    hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver
) -> None:
    seen: list[bool] = []

    def look(handler: object) -> None:
        # Another connection sees the try that is being made: it was committed before.
        seen.append(again(delivery).held_until is not None)
        connection.close()
        receiver.status(200)
        receiver.answer(handler)  # type: ignore[arg-type]

    delivery = tell(hotel, at=clock.now())
    receiver.answer = look

    run_job(JOBS["tenants.deliver_webhook"], jobs_of(delivery)[0].pk)

    assert seen == [True]
    assert again(delivery).state == "delivered"
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}


# --- By hand ----------------------------------------------------------------------------------------------------------


def test_what_was_given_up_is_sent_again_with_the_same_name(
    hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.status(500)
    lost = try_to_the_end(tell(hotel))
    receiver.status(200)

    with enter(hotel):
        redeliver(delivery=lost, now=later(days=1))
    delivery = try_it(lost, later(days=1))

    assert (delivery.state, delivery.attempts) == ("delivered", MOST_TRIES + 1)
    assert len({request.headers["Conserje-Event-Id"] for request in receiver.heard}) == 1


def test_sent_again_it_has_a_round_of_tries(hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.status(500)
    lost = try_to_the_end(tell(hotel))

    with enter(hotel):
        redeliver(delivery=lost, now=later(days=1))

    assert try_to_the_end(lost).attempts == 2 * MOST_TRIES


def test_what_waits_is_tried_now(hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.status(500)
    delivery = try_it(tell(hotel))
    receiver.status(200)

    with enter(hotel):
        redeliver(delivery=delivery, now=later(seconds=5))

    assert try_it(delivery, later(seconds=5)).state == "delivered"


def test_what_is_being_sent_is_not_sent_beside_itself(hotel: Tenant, webhook: WebhookEndpoint) -> None:
    delivery = tell(hotel)
    with enter(hotel):
        take(delivery_id=delivery.pk, now=NOON)

    with pytest.raises(DeliveryInHand), enter(hotel):
        redeliver(delivery=delivery, now=later(seconds=1))


def test_a_test_is_sent_once_and_asks_nobody(hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.status(500)
    with enter(hotel):
        delivery = send_test(webhook=webhook, now=NOON)

    delivery = try_it(delivery)

    assert (delivery.state, delivery.error, delivery.attempts) == ("dead", "status", 1)
    assert orjson.loads(receiver.heard[0].body)["data"] == {"webhook_id": webhook.pk}
    with enter(hotel):
        webhook.refresh_from_db()
        assert (webhook.deaths, webhook.quiet_until, StaffTask.objects.count()) == (0, None, 0)


def test_to_what_is_off_nothing_is_sent(hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver) -> None:
    delivery = tell(hotel)
    with enter(hotel):
        switch_off(webhook=webhook, now=NOON)

    with pytest.raises(WebhookOff), enter(hotel):
        send_test(webhook=webhook, now=NOON)
    with pytest.raises(WebhookOff), enter(hotel):
        redeliver(delivery=delivery, now=NOON)
    delivery = try_it(delivery)

    assert (delivery.state, delivery.error, receiver.heard) == ("dead", "switched_off", [])


# --- In the end -------------------------------------------------------------------------------------------------------


def test_after_thirty_days_a_delivery_is_forgotten(hotel: Tenant, neighbour: Tenant, webhook: WebhookEndpoint) -> None:
    with enter(hotel):
        for key, days in (("old", 31), ("young", 29)):
            row = tell(hotel, key)
            WebhookDelivery.objects.filter(pk=row.pk).update(created_at=NOON - timedelta(days=days))

    with enter(neighbour):
        forget_deliveries(now=NOON)
    with enter(hotel):
        before = WebhookDelivery.objects.count()
        has_more = forget_deliveries(now=NOON)
        left = list(WebhookDelivery.objects.values_list("key", flat=True))

    assert (before, has_more, left) == (2, False, ["young"])


def test_a_delivery_that_was_forgotten_is_no_defect_for_its_job(hotel: Tenant, webhook: WebhookEndpoint) -> None:
    delivery = tell(hotel)
    with enter(hotel):
        WebhookDelivery.objects.all().delete()

    with clock.stopped_at(NOON):
        run_job(JOBS["tenants.deliver_webhook"], jobs_of(delivery)[0].pk)

    assert Job.objects.get().state == "done"
