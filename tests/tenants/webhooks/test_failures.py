"""Deliveries that do not arrive: tried again ever later, given up in the end, and people are asked to look."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import resolve

from tenants.models import AuditEvent, StaffTask, Tenant, WebhookEndpoint
from tenants.models.webhook import MOST_TRIES
from tenants.services.webhook_attempts import (
    MOST_DEATHS,
    QUIET,
)
from tenants.services.webhook_endpoints import switch_on, update_webhook
from tenants.services.webhooks import redeliver
from tests.cast import enter
from tests.tenants.webhooks.conftest import EVENT, NOON, jobs_of, later, tell, try_it, try_to_the_end
from tests.tenants.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_fails_is_tried_again_ever_later(hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.status(503)
    delivery, pauses = tell(hotel), []

    while delivery.state == "waiting":
        at = delivery.next_at
        delivery = try_it(delivery, at)
        if delivery.state == "waiting":
            pauses.append((delivery.next_at - at) / timedelta(minutes=1))
            assert [job.run_at for job in jobs_of(delivery)][-1] == delivery.next_at

    assert len(receiver.heard) == delivery.attempts == MOST_TRIES
    assert [0.8 * 6**n <= pause <= 1.2 * 6**n for n, pause in enumerate(pauses)] == [True] * 4
    assert (delivery.state, delivery.error, delivery.status_code) == ("dead", "status", 503)
    assert len({request.headers["Conserje-Event-Id"] for request in receiver.heard}) == 1
    assert len({request.body for request in receiver.heard}) == 1


def test_a_receiver_that_comes_back_gets_it(hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.status(500)
    delivery = try_it(tell(hotel))
    receiver.status(200)

    delivery = try_it(delivery, delivery.next_at)

    assert (delivery.state, delivery.attempts, delivery.error, delivery.status_code) == ("delivered", 2, "", 200)


def test_before_its_time_nothing_is_sent(hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.status(500)
    delivery = try_it(tell(hotel))

    delivery = try_it(delivery, later(seconds=46))

    assert (len(receiver.heard), delivery.attempts) == (1, 1)


def test_a_lost_delivery_is_a_task_for_people_once(hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.status(500)

    for key in ("1", "2"):
        try_to_the_end(tell(hotel, key))

    with enter(hotel):
        task = StaffTask.objects.get()
    assert (task.kind, task.title) == ("webhook_failed", "El webhook de 127.0.0.1 no recibe los envíos")
    assert "contestó con un error" in task.detail
    assert resolve(task.link).url_name == "tenants_webhookendpoint_change"


def test_the_task_is_in_the_language_of_the_business(
    hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver
) -> None:
    Tenant.objects.filter(pk=hotel.pk).update(language="en")
    receiver.status(500)

    try_to_the_end(tell(hotel))

    with enter(hotel):
        assert StaffTask.objects.filter(kind="webhook_failed").exists()


def test_a_webhook_that_is_well_again_settles_what_was_asked(
    hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.status(500)
    try_to_the_end(tell(hotel, "1"))
    receiver.status(200)

    try_to_the_end(tell(hotel, "2", at=later(hours=9)))

    with enter(hotel):
        assert StaffTask.objects.get().outcome == "solved_itself"
        assert WebhookEndpoint.objects.get().deaths == 0


def test_many_lost_in_a_row_switch_it_off_and_say_why(
    hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.status(500)
    with enter(hotel):
        WebhookEndpoint.objects.update(deaths=MOST_DEATHS - 1)
    waiting = tell(hotel, "waiting", at=later(days=2))

    try_to_the_end(tell(hotel, "1"))

    with enter(hotel):
        webhook.refresh_from_db()
        assert (webhook.is_active, webhook.off_reason, webhook.deaths) == (False, "failures", MOST_DEATHS)
        assert webhook.off_at
        assert StaffTask.objects.get(kind="webhook_off").title == "Se apagó el webhook de 127.0.0.1"
        assert AuditEvent.objects.filter(table_name="tenants_webhookendpoint", changes__has_key="off_reason").exists()
    heard = len(receiver.heard)
    waiting = try_it(waiting, later(days=2))
    assert (waiting.state, waiting.error, len(receiver.heard)) == ("dead", "switched_off", heard)


def test_one_that_arrives_in_between_begins_the_count_anew(
    hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver
) -> None:
    with enter(hotel):
        WebhookEndpoint.objects.update(deaths=MOST_DEATHS - 1)
    try_it(tell(hotel, "1"))
    receiver.status(500)

    try_to_the_end(tell(hotel, "2"))

    with enter(hotel):
        webhook.refresh_from_db()
    assert (webhook.is_active, webhook.deaths) == (True, 1)


def test_a_receiver_that_is_gone_is_believed_at_once(
    hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.status(410)

    delivery = try_it(tell(hotel))

    assert (delivery.state, delivery.error, delivery.attempts) == ("dead", "gone", 1)
    assert (delivery.endpoint.is_active, delivery.endpoint.off_reason) == (False, "gone")


def test_switched_on_again_it_starts_anew(hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.status(410)
    lost = try_it(tell(hotel, "1"))
    receiver.status(200)

    with enter(hotel):
        on = switch_on(webhook=webhook, now=NOON)
        redeliver(delivery=lost, now=NOON)

    assert (on.is_active, on.off_reason, on.off_at, on.deaths) == (True, "", None, 0)
    assert try_it(lost).state == "delivered"
    with enter(hotel):
        assert not StaffTask.objects.filter(closed_at=None).exists()


def test_after_a_failure_the_others_wait_and_lose_no_try(
    hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.status(500)
    first, second = tell(hotel, "1"), tell(hotel, "2")
    try_it(first)

    second = try_it(second, later(seconds=5))

    assert (len(receiver.heard), second.attempts, second.state) == (1, 0, "waiting")
    assert later(seconds=0) + QUIET <= second.next_at <= later(seconds=0) + 2 * QUIET
    assert jobs_of(second)[-1].run_at == second.next_at
    assert try_it(second, second.next_at).attempts == 1


def test_an_address_inside_is_refused_when_it_is_sent_to(
    hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver, settings: object
) -> None:
    settings.WEBHOOK_ALLOWED_NETWORKS = ()  # type: ignore[attr-defined]

    delivery = try_it(tell(hotel))

    assert (delivery.error, delivery.state, receiver.heard) == ("address_refused", "waiting", [])


def test_a_secret_that_cannot_be_read_is_a_failure_and_not_a_defect(
    hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver, settings: object
) -> None:
    settings.SEALING_KEYS = ["another-key-" * 4]  # type: ignore[attr-defined]

    delivery = try_it(tell(hotel))

    assert (delivery.error, delivery.state, receiver.heard) == ("secret_unreadable", "waiting", [])


def test_a_changed_address_counts_for_what_is_on_its_way(
    hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver
) -> None:
    delivery = tell(hotel)
    with enter(hotel):
        update_webhook(webhook=webhook, url=receiver.url() + "/new", events=[EVENT])

    try_it(delivery)

    assert receiver.heard[0].path == "/hook/new"
