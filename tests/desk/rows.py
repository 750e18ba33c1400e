"""How to fill each list of the desk, so that every registered page can be tried without naming it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.db.models import Model

from tasks.models import DeadJob, Job
from tenants import clock
from tenants.models import (
    ApiKey,
    AuditEvent,
    ChannelIdentifier,
    Guest,
    GuestIdentity,
    Membership,
    StaffTask,
    Tenant,
    User,
    WebhookDelivery,
    WebhookEndpoint,
)
from tenants.services.keys import create_key
from tenants.services.webhook_endpoints import create_webhook, switch_off
from tests.desk.booking_rows import BOOKING_MAKERS
from tests.desk.catalogue_rows import CATALOGUE_MAKERS
from tests.desk.talk_rows import TALK_MAKERS


def guest(tenant: Tenant) -> Model:
    made = Guest.objects.create(name=f"Ana {uuid4().hex[:6]}")
    for _ in range(2):
        number = f"549381{uuid4().int % 10**7:07}"
        GuestIdentity.objects.create(guest=made, kind="phone", value=number, canonical=number)
    return made


def member(tenant: Tenant) -> Model:
    person = User.objects.create_user(f"p{uuid4().hex[:10]}")
    return Membership.objects.create(tenant=tenant, user=person, role="desk")


def task(tenant: Tenant) -> Model:
    person = User.objects.create_user(f"p{uuid4().hex[:10]}")
    return StaffTask.objects.create(
        kind="call_guest", cause=uuid4().hex, title="Ana espera", assignee=person, due_at=clock.now(), link="/admin/"
    )


def key(tenant: Tenant) -> Model:
    person = User.objects.create_user(f"p{uuid4().hex[:10]}")
    made, _ = create_key(
        tenant=tenant, name="Motor", scopes=["guests:read"], by=person, expires_at=None, now=clock.now()
    )
    return made


def event(tenant: Tenant) -> Model:
    guest(tenant)
    return AuditEvent.objects.latest("id")


def webhook(tenant: Tenant) -> WebhookEndpoint:
    made, _ = create_webhook(url=f"https://{uuid4().hex[:8]}.example.com/conserje", events=["booking.confirmed"])
    # A business has a few; the lists here are longer.
    return switch_off(webhook=made, now=clock.now())


def delivery(tenant: Tenant) -> Model:
    known = WebhookEndpoint.objects.first() or webhook(tenant)
    key = uuid4().hex
    return WebhookDelivery.objects.create(
        endpoint=known, event="booking.confirmed", key=key, payload={"id": key}, next_at=clock.now()
    )


# A page that is registered and has no line here fails its test.
MAKERS: dict[type[Model], Callable[[Tenant], Model]] = {
    Tenant: lambda _: Tenant.objects.create(name="Otro", slug=f"otro-{uuid4().hex[:8]}"),
    Membership: member,
    ApiKey: key,
    ChannelIdentifier: lambda tenant: ChannelIdentifier.objects.create(
        tenant=tenant, kind="email", value=f"{uuid4().hex[:8]}@ejemplo.com"
    ),
    Guest: guest,
    StaffTask: task,
    AuditEvent: event,
    WebhookEndpoint: webhook,
    WebhookDelivery: delivery,
    **CATALOGUE_MAKERS,
    **BOOKING_MAKERS,
    **TALK_MAKERS,
    Job: lambda _: Job.objects.create(name="tasks.sample", queue="side"),
    DeadJob: lambda _: DeadJob.objects.create(name="tasks.sample", queue="side", state="dead"),
}
