"""Questions about outgoing webhooks and what was sent to them."""

from __future__ import annotations

from django.db.models import QuerySet

from tenants.errors import NotFound
from tenants.models import WebhookDelivery, WebhookEndpoint


def list_webhooks() -> QuerySet[WebhookEndpoint]:
    """Return the webhooks of this business, without their secrets."""
    return WebhookEndpoint.objects.defer("secret", "old_secret")


def get_webhook(webhook_id: int) -> WebhookEndpoint:
    """Return a webhook.

    :raises NotFound: if this business has none of this number
    """
    webhook = list_webhooks().filter(pk=webhook_id).first()
    if webhook is None:
        raise NotFound
    return webhook


def list_deliveries() -> QuerySet[WebhookDelivery]:
    """Return what was sent, or is to be, without what it says."""
    return WebhookDelivery.objects.defer("payload")


def get_delivery(delivery_id: int) -> WebhookDelivery:
    """Return a delivery.

    :raises NotFound: if this business has none of this number
    """
    delivery = list_deliveries().filter(pk=delivery_id).first()
    if delivery is None:
        raise NotFound
    return delivery
