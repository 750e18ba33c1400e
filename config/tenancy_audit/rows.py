"""Makes a row of any table from what its fields ask for. A table with rules of its own gets a line in MAKERS."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.ranges import RangeField
from django.core.exceptions import ValidationError
from django.db import Error, models, transaction

from config.tenancy_audit import lodging, talk
from config.tenancy_audit.belonging import AnyModel, label
from tenants import clock
from tenants.errors import DomainError
from tenants.models import (
    AuditEvent,
    ChannelIdentifier,
    Guest,
    GuestIdentity,
    User,
    WebhookDelivery,
    WebhookEndpoint,
)
from tenants.webhook_events import EVENTS

if TYPE_CHECKING:
    from config.tenancy_audit.stage import Side


class CannotMake(Exception):
    """No row of this table can be made; the message says why."""


def last_event(side: Side) -> models.Model | None:
    """Return an event: triggers alone write them, and the rows made before have left some."""
    return AuditEvent.objects.order_by("-id").first()


def address(side: Side) -> models.Model:
    return ChannelIdentifier.objects.create(tenant=side.tenant, kind="domain", value=f"{side.token}.example.com")


def identity(side: Side) -> models.Model:
    return GuestIdentity.objects.create(guest_id=side.row(Guest).pk, kind="email", value=f"{side.token}@example.com")


def webhook(side: Side) -> models.Model:
    url = f"https://{side.token}.example.com/"
    return WebhookEndpoint.objects.create(url=url, events=[EVENTS[0]], secret=side.token)


def delivery(side: Side) -> models.Model:
    return WebhookDelivery.objects.create(
        endpoint_id=side.row(WebhookEndpoint).pk,
        event=EVENTS[0],
        key=side.token,
        payload={"id": side.token, "event": EVENTS[0], "data": {}},
        next_at=clock.now(),
    )


# Of a table that the generic way below cannot fill; called in the scope of the side's business.
MAKERS: dict[str, Callable[[Side], models.Model | None]] = {
    "tenants.auditevent": last_event,
    "tenants.channelidentifier": address,
    "tenants.guestidentity": identity,
    "tenants.webhookendpoint": webhook,
    "tenants.webhookdelivery": delivery,
    **lodging.MAKERS,
    **talk.MAKERS,
}


def make_row(model: AnyModel, side: Side) -> models.Model:
    """Return a new row of the side's business, with as much text in it as it holds.

    :raises CannotMake: if nobody knows how
    """
    try:
        if maker := MAKERS.get(label(model)):
            row = maker(side)
            if row is None:
                raise CannotMake("its maker made none")
            return row
        return saved(model, side)
    except (Error, DomainError, ValidationError) as error:
        raise CannotMake(str(error).splitlines()[0]) from error


def saved(model: AnyModel, side: Side) -> models.Model:
    """Return a row with as much text in it as it holds; where a rule of the table refuses that, with the least."""
    try:
        return insert(model, side, is_full=True)
    except Error:
        return insert(model, side, is_full=False)


def insert(model: AnyModel, side: Side, *, is_full: bool) -> models.Model:
    values = {
        field.name: value_for(field, side)
        for field in model._meta.concrete_fields
        if is_wanted(field, model, is_full=is_full)
    }
    with transaction.atomic():
        row = model(**values)
        row.save(force_insert=True)
    return row


def is_wanted(field: models.Field[Any, Any], model: AnyModel, *, is_full: bool) -> bool:
    """Return whether the row needs a value here, or should have one: references to try, and text to recognise it by."""
    if field.generated or (field.primary_key and isinstance(field, models.AutoField)):
        return False
    if field.is_relation:
        return not (field.null and field.related_model is model)
    has_value = field.has_default() or field.db_default is not models.NOT_PROVIDED
    is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
    return not has_value and ((is_full and is_text) or not (field.null or field.blank))


def value_for(field: models.Field[Any, Any], side: Side) -> Any:
    """Return something that the field takes.

    :raises CannotMake: if its kind is not known here
    """
    if field.name == "tenant":
        return side.tenant
    if field.is_relation:
        return side.person if field.related_model is User else side.row(field.related_model)  # type: ignore[arg-type]
    if field.choices:
        return next(iter(field.flatchoices))[0]
    if isinstance(field, RangeField):
        return span(field, side)
    for kind, value in samples(side.token):
        if isinstance(field, kind):
            return value[: field.max_length] if isinstance(value, str) and field.max_length else value
    raise CannotMake(f"no value is known for {field.name} ({type(field).__name__})")


def span(field: Any, side: Side) -> Any:
    """Return a range of one step."""
    start = value_for(field.base_field, side)
    step = 1 if isinstance(start, int | Decimal) else timedelta(days=1)
    return field.range_type(start, start + step)


def samples(text: str) -> tuple[tuple[type[models.Field[Any, Any]], Any], ...]:
    """Return a value for each kind of field. The first kind that fits decides: of two related ones the narrower is first."""
    now = clock.now()
    return (
        (models.EmailField, f"{text}@example.com"),
        (models.URLField, f"https://example.com/{text}"),
        (models.CharField, text),
        (models.TextField, text),
        (models.BooleanField, False),
        (models.IntegerField, 1),
        (models.DecimalField, Decimal(1)),
        (models.FloatField, 1.0),
        (models.DateTimeField, now),
        (models.DateField, now.date()),
        (models.TimeField, now.time()),
        (models.DurationField, timedelta(hours=1)),
        (models.UUIDField, uuid.uuid4()),
        (models.GenericIPAddressField, "192.0.2.1"),
        (models.BinaryField, text.encode()),
        (models.JSONField, {}),
        (ArrayField, []),
    )
