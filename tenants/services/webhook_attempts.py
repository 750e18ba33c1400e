"""Each try at a delivery: taken before it is sent, noted afterwards, put off, or given up.

The taking is committed before anything is sent, and counts. A worker that dies over it is found by its hold: the job comes
back to another one (tasks/claims.py), which notes a failure and leaves the rest to the next try.
"""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import orjson
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _
from prometheus_client import Counter

from tasks.queue import enqueue
from tenants.language import site_language
from tenants.models import DeliveryState, Fault, OffReason, Outcome, Tenant, WebhookDelivery, WebhookEndpoint
from tenants.models.webhook import MOST_TRIES
from tenants.scoping import current_tenant_id
from tenants.sealed import CannotUnseal, NoSealingKey, unseal
from tenants.services.staff_tasks import open_staff_task
from tenants.services.webhook_endpoints import cause_of, settle, switch_off
from tenants.services.webhooks import JOB
from tenants.values.webhook_retries import delay_after
from tenants.values.webhook_signature import signature
from tenants.webhook_events import TEST

# Longer than a try may take, shorter than the job's own lease.
HOLD = timedelta(seconds=25)
# So much may a moment lie ahead that was reckoned elsewhere.
NEARLY = timedelta(seconds=1)
# After a failure a receiver is left alone for so long, however much there is to tell it.
QUIET = timedelta(seconds=45)
# Deliveries given up in a row after which a webhook is switched off.
MOST_DEATHS = 10
KEPT_FOR = timedelta(days=30)
BATCH = 5000

DELIVERIES = Counter("webhook_deliveries_total", "Tries at outgoing webhooks by how they ended", ["result"])

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outgoing:
    """What is to be sent, and which try it is."""

    delivery_id: int
    attempt: int
    url: str
    body: bytes
    headers: dict[str, str]


def take(*, delivery_id: int, now: datetime) -> Outgoing | None:
    """Return what to send, counted as one more try, or None if there is nothing to do now."""
    with transaction.atomic():
        delivery = locked(delivery_id)
        if delivery is None or delivery.state != DeliveryState.WAITING or was_put_off(delivery, now):
            return None
        if delivery.held_until:
            fail(delivery, fault=Fault.INTERRUPTED, status=None, now=now)
            return None
        if not delivery.endpoint.is_active:
            bury(delivery, fault=Fault.SWITCHED_OFF)
            return None
        delivery.attempts += 1
        delivery.held_until = now + HOLD
        delivery.save(update_fields=["attempts", "held_until"])
        try:
            return outgoing(delivery, now)
        except (CannotUnseal, NoSealingKey):
            fail(delivery, fault=Fault.SECRET_UNREADABLE, status=None, now=now)
            return None


def note_answer(*, delivery_id: int, attempt: int, status: int | None, fault: str, now: datetime) -> None:
    """Write down how a try ended; one that was given up for dead meanwhile says nothing any more, unless it arrived."""
    with transaction.atomic():
        delivery = locked(delivery_id)
        if delivery is None or delivery.state != DeliveryState.WAITING or delivery.attempts != attempt:
            return
        if not fault:
            arrive(delivery, status=status, now=now)
        elif delivery.held_until:
            fail(delivery, fault=Fault(fault), status=status, now=now)


def locked(delivery_id: int) -> WebhookDelivery | None:
    """Return a delivery with its webhook; nobody else touches it until the transaction ends."""
    rows = WebhookDelivery.objects.select_for_update(of=("self",)).select_related("endpoint")
    return rows.filter(pk=delivery_id).first()


def was_put_off(delivery: WebhookDelivery, now: datetime) -> bool:
    """Return whether it is not its time yet; then another job has it done when it is."""
    if delivery.held_until:
        later = delivery.held_until
    else:
        quiet = None if delivery.event == TEST else delivery.endpoint.quiet_until
        later = max(delivery.next_at, quiet or delivery.next_at)
        if quiet and later == quiet > now + NEARLY:
            # What waited together for the end of the pause shall not all come at once.
            later += QUIET * random.random()  # noqa: S311 (spreads load, guards nothing)
            delivery.next_at = later
            delivery.save(update_fields=["next_at"])
    if later <= now + NEARLY:
        return False
    ask_again(delivery, later)
    return True


def outgoing(delivery: WebhookDelivery, now: datetime) -> Outgoing:
    """Return a delivery as it travels.

    :raises CannotUnseal: if no key of the ring opens the webhook's secret
    :raises NoSealingKey: if there is none
    """
    body = orjson.dumps(delivery.payload)
    return Outgoing(
        delivery_id=delivery.pk,
        attempt=delivery.attempts,
        url=delivery.endpoint.url,
        body=body,
        headers={
            "Content-Type": "application/json",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "User-Agent": "Conserje-Webhooks/1",
            "Conserje-Event": delivery.event,
            "Conserje-Event-Id": str(delivery.payload["id"]),
            "Conserje-Signature": signature(body, secrets=secrets_of(delivery.endpoint, now), at=int(now.timestamp())),
        },
    )


def secrets_of(webhook: WebhookEndpoint, now: datetime) -> list[str]:
    """Return what signs: the secret, and the old one while its time lasts."""
    is_changing = webhook.old_secret and webhook.old_secret_until and webhook.old_secret_until > now
    return [unseal(sealed) for sealed in (webhook.secret, *([webhook.old_secret] if is_changing else []))]


def arrive(delivery: WebhookDelivery, *, status: int | None, now: datetime) -> None:
    """Note that a delivery has arrived. A webhook that had lost some before is well again."""
    delivery.state, delivery.delivered_at = DeliveryState.DELIVERED, now
    delivery.held_until, delivery.status_code, delivery.error = None, status, ""
    delivery.save(update_fields=["state", "delivered_at", "held_until", "status_code", "error"])
    DELIVERIES.labels("delivered").inc()
    if delivery.event != TEST and WebhookEndpoint.objects.filter(pk=delivery.endpoint_id, deaths__gt=0).update(
        deaths=0
    ):
        settle(delivery.endpoint, outcome=Outcome.SOLVED_ITSELF, now=now)


def fail(delivery: WebhookDelivery, *, fault: Fault, status: int | None, now: datetime) -> None:
    """Note a try that failed; another one follows, or none if it was the last or the receiver wants no more."""
    delivery.held_until, delivery.status_code, delivery.error = None, status, fault
    if delivery.event != TEST:
        WebhookEndpoint.objects.filter(pk=delivery.endpoint_id).update(quiet_until=now + QUIET)
    if fault == Fault.GONE or delivery.attempts >= delivery.gives_up_after:
        bury(delivery, fault=fault)
        mourn(delivery, fault=fault, now=now)
        return
    # Each round that a person asks for begins with short pauses again.
    failures = delivery.attempts - delivery.gives_up_after + MOST_TRIES
    delivery.next_at = now + delay_after(failures, luck=random.random())  # noqa: S311 (spreads load, guards nothing)
    delivery.save(update_fields=["held_until", "status_code", "error", "next_at"])
    ask_again(delivery, delivery.next_at)
    DELIVERIES.labels("retried").inc()


def bury(delivery: WebhookDelivery, *, fault: Fault) -> None:
    """Give a delivery up; a person may send it again."""
    delivery.state, delivery.held_until, delivery.error = DeliveryState.DEAD, None, fault
    delivery.save(update_fields=["state", "held_until", "status_code", "error"])
    DELIVERIES.labels("dead").inc()


def mourn(delivery: WebhookDelivery, *, fault: Fault, now: datetime) -> None:
    """Tell people that a delivery was given up, and switch a webhook off that has lost too many or is no more."""
    log.warning("webhook delivery given up", extra={"delivery_id": delivery.pk, "fault": fault.value})
    if delivery.event == TEST:  # whoever asked for it is looking at it
        return
    webhook = delivery.endpoint
    WebhookEndpoint.objects.filter(pk=webhook.pk).update(deaths=F("deaths") + 1)
    webhook.refresh_from_db()
    has_lost_too_many = webhook.deaths >= MOST_DEATHS
    if fault == Fault.GONE or has_lost_too_many:
        switch_off(webhook=webhook, now=now, reason=OffReason.GONE if fault == Fault.GONE else OffReason.FAILURES)
    ask_people(webhook, fault)


def ask_people(webhook: WebhookEndpoint, fault: Fault) -> None:
    """Ask people of the business to look after a webhook, in their language; once, while the task is open."""
    host = urlsplit(webhook.url).hostname or ""
    with translation.override(site_language(Tenant.objects.get(pk=current_tenant_id()).language)):
        if webhook.is_active:
            kind, title = "webhook_failed", _("El webhook de %(host)s no recibe los envíos")
            detail = _("Último error: %(fault)s. Revise el programa que los recibe y vuelva a enviar los perdidos.")
        else:
            kind, title = "webhook_off", _("Se apagó el webhook de %(host)s")
            detail = _("Último error: %(fault)s. Cuando el programa vuelva a recibir, encienda el webhook.")
        open_staff_task(
            kind=kind,
            cause=cause_of(webhook.pk),
            title=(title % {"host": host})[:160],
            detail=detail % {"fault": fault.label},
            link=f"/admin/tenants/webhookendpoint/{webhook.pk}/change/",
        )


def ask_again(delivery: WebhookDelivery, at: datetime) -> None:
    """Have a delivery looked at again at a moment."""
    enqueue(JOB, run_at=at, tenant_id=current_tenant_id(), delivery_id=delivery.pk)


def forget_deliveries(*, now: datetime) -> bool:
    """Delete the oldest deliveries of the scope's business whose time is over, and return whether there may be more."""
    oldest = WebhookDelivery.objects.filter(created_at__lt=now - KEPT_FOR).order_by("created_at").values("pk")[:BATCH]
    deleted, _of_what = WebhookDelivery.objects.filter(pk__in=oldest).delete()
    return deleted == BATCH
