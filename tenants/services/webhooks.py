"""Telling a business's own programs what happened: any app announces, whoever wants to hear of it is told.

What is told is written down in the transaction of what happened, so there is never one without the other; it is sent
afterwards by a job (tenants/services/webhook_attempts.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from tasks.queue import enqueue, enqueue_many
from tenants.errors import Conflict
from tenants.models import DeliveryState, WebhookDelivery, WebhookEndpoint
from tenants.models.webhook import MOST_TRIES
from tenants.scoping import current_tenant_id
from tenants.services.webhook_endpoints import WebhookOff
from tenants.values.webhook_signature import event_id
from tenants.webhook_events import EVENTS, TEST

JOB = "tenants.deliver_webhook"
# As JSON. An event says what happened to which thing; who wants to know more asks the API.
LONGEST_PAYLOAD = 64 * 1024

# One round trip, whether anybody wants to hear of it or not. An event that was announced before is told once.
ANNOUNCE = """
    INSERT INTO tenants_webhookdelivery
        (tenant_id, endpoint_id, event, key, payload, state, attempts, gives_up_after, next_at, error)
    SELECT tenant_id, id, %(event)s, %(key)s, %(payload)s::jsonb, 'waiting', 0, %(most)s, %(now)s, ''
    FROM tenants_webhookendpoint
    WHERE tenant_id = %(tenant)s AND is_active AND %(event)s = ANY (events)
    ON CONFLICT (tenant_id, endpoint_id, event, key) DO NOTHING
    RETURNING id
"""


class DeliveryInHand(Conflict):
    """A worker is sending it at this moment."""

    code = "delivery_in_hand"
    default_detail = _("Ese envío está en curso en este momento.")


def announce(*, event: str, key: str, data: Mapping[str, Any], now: datetime) -> int:
    """Tell the business's webhooks that want this event, and return how many that are.

    `key` says which happening it was (`B7K2M:3`): announced again with the same one, nothing more is told.
    `data` holds what JSON can, with moments and decimals as texts: ids, codes and amounts rather than persons.

    :raises ValueError: if nobody knows the event (tenants/webhook_events.py), or the data are too long
    """
    if event not in EVENTS:
        raise ValueError(f"{event} is no event: add it to tenants/webhook_events.py")
    tenant_id = current_tenant_id()
    payload = written(payload_of(event=event, key=key, data=data, now=now))
    values: dict[str, Any] = {"tenant": tenant_id, "event": event, "key": key, "now": now, "most": MOST_TRIES}
    # A scope is a transaction, so what is told and the jobs that tell it are one.
    with connection.cursor() as cursor:
        cursor.execute(ANNOUNCE, {**values, "payload": payload})
        deliveries = [row[0] for row in cursor.fetchall()]
        enqueue_many(JOB, [(None, {"tenant_id": tenant_id, "delivery_id": delivery_id}) for delivery_id in deliveries])
    return len(deliveries)


def send_test(*, webhook: WebhookEndpoint, now: datetime) -> WebhookDelivery:
    """Tell a webhook that this is a test, once; the delivery shows what became of it.

    :raises WebhookOff: if it is switched off
    """
    if not webhook.is_active:
        raise WebhookOff
    key = uuid4().hex
    payload = json.loads(written(payload_of(event=TEST, key=key, data={"webhook_id": webhook.pk}, now=now)))
    with transaction.atomic():
        listen_again(webhook.pk)
        delivery = WebhookDelivery.objects.create(
            endpoint=webhook, event=TEST, key=key, payload=payload, gives_up_after=1, next_at=now
        )
        enqueue(JOB, tenant_id=current_tenant_id(), delivery_id=delivery.pk)
    return delivery


def redeliver(*, delivery: WebhookDelivery, now: datetime) -> WebhookDelivery:
    """Send something again, now: what waits for its time, was given up, or has arrived and is wanted once more.

    :raises DeliveryInHand: if it is being sent at this moment
    :raises WebhookOff: if its webhook is switched off
    """
    with transaction.atomic():
        row = WebhookDelivery.objects.select_for_update(of=("self",)).select_related("endpoint").get(pk=delivery.pk)
        if not row.endpoint.is_active:
            raise WebhookOff
        if row.held_until and row.held_until > now:
            raise DeliveryInHand
        tries = 1 if row.event == TEST else MOST_TRIES
        row.state, row.delivered_at, row.held_until = DeliveryState.WAITING, None, None
        row.next_at, row.gives_up_after = now, row.attempts + tries
        row.save(update_fields=["state", "delivered_at", "held_until", "next_at", "gives_up_after"])
        listen_again(row.endpoint_id)
        enqueue(JOB, tenant_id=current_tenant_id(), delivery_id=row.pk)
    return row


def listen_again(webhook_id: int) -> None:
    """End the pause after a failure: a person wants to know now."""
    WebhookEndpoint.objects.filter(~Q(quiet_until=None), pk=webhook_id).update(quiet_until=None)


def payload_of(*, event: str, key: str, data: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return what a receiver reads: the same for each webhook and each try."""
    return {
        "id": event_id(current_tenant_id(), event, key),
        "event": event,
        "created_at": now.astimezone(UTC).isoformat(timespec="milliseconds"),
        "data": dict(data),
    }


def written(payload: Mapping[str, Any]) -> str:
    """Return a payload as JSON.

    :raises ValueError: if it is too long
    """
    text = json.dumps(payload, cls=DjangoJSONEncoder, ensure_ascii=False, allow_nan=False)
    if len(text.encode()) > LONGEST_PAYLOAD:
        raise ValueError(f"{payload['event']} carries more than {LONGEST_PAYLOAD} bytes: send ids")
    return text
