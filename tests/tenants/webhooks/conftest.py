"""A business with a webhook that leads to a real server on this machine, and ways to do the work that waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from pytest_django import Settings

from tasks import doorbell
from tasks.doorbell import Ring
from tasks.models import Job
from tasks.tenants import deliver_webhook
from tenants import clock
from tenants.models import Tenant, WebhookDelivery, WebhookEndpoint
from tenants.services.webhook_endpoints import create_webhook
from tenants.services.webhooks import announce
from tenants.values.webhook_url import read_networks
from tests.cast import enter
from tests.tasks.conftest import Ear
from tests.tenants.webhooks.receiver import Receiver, listening

NOON = datetime(2030, 1, 15, 12, tzinfo=UTC)
EVENT = "booking.confirmed"

Announce = Callable[..., WebhookDelivery]


@pytest.fixture(autouse=True)
def rings() -> Iterator[list[Ring]]:
    """Hear each ring instead of publishing it."""
    heard: list[Ring] = []
    before, doorbell.bell = doorbell.bell, Ear(heard)
    yield heard
    doorbell.bell = before


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """A server on this machine, which this installation lets webhooks reach."""
    with listening() as receiver:
        settings.WEBHOOK_PORTS = [receiver.port, 443]
        settings.WEBHOOK_PLAIN_HTTP = True
        settings.WEBHOOK_ALLOWED_NETWORKS = read_networks(["127.0.0.0/8"])
        yield receiver


@pytest.fixture
def made(hotel: Tenant, receiver: Receiver) -> tuple[WebhookEndpoint, str]:
    """Our webhook and its secret."""
    with enter(hotel):
        return create_webhook(url=receiver.url(), events=[EVENT])


@pytest.fixture
def webhook(made: tuple[WebhookEndpoint, str]) -> WebhookEndpoint:
    return made[0]


@pytest.fixture
def secret(made: tuple[WebhookEndpoint, str]) -> str:
    return made[1]


def tell(tenant: Tenant, key: str = "B7K2M:1", event: str = EVENT, at: datetime = NOON) -> WebhookDelivery:
    """Announce something to a webhook of this business, and return its delivery."""
    with enter(tenant):
        announce(event=event, key=key, data={"booking": "B7K2M"}, now=at)
        return WebhookDelivery.objects.latest("id")


def try_it(delivery: WebhookDelivery, at: datetime = NOON) -> WebhookDelivery:
    """Do the work of a delivery's job at a moment, and return the delivery as it is then."""
    with clock.stopped_at(at):
        deliver_webhook(tenant_id=tenant_of(delivery).pk, delivery_id=delivery.pk)
    return again(delivery)


def try_to_the_end(delivery: WebhookDelivery) -> WebhookDelivery:
    """Let every try of a delivery come to its time."""
    delivery = again(delivery)
    while delivery.state == "waiting":
        delivery = try_it(delivery, delivery.next_at)
    return delivery


def again(delivery: WebhookDelivery) -> WebhookDelivery:
    with enter(tenant_of(delivery)):
        return WebhookDelivery.objects.select_related("endpoint").get(pk=delivery.pk)


def tenant_of(delivery: WebhookDelivery) -> Tenant:
    return Tenant.objects.get(pk=cast(int, delivery.tenant_id))


def jobs_of(delivery: WebhookDelivery) -> list[Job]:
    """Return what is still asked for about a delivery, the earliest first."""
    rows = Job.objects.filter(name="tenants.deliver_webhook", state="waiting").order_by("run_at", "id")
    return [job for job in rows if job.args["delivery_id"] == delivery.pk]


def later(**by: float) -> datetime:
    return NOON + timedelta(**by)
