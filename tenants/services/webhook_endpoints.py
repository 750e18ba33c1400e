"""The addresses that a business wants its events sent to: made, changed, switched off and on, given a new secret."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop as _

from tenants.errors import Conflict, DomainError
from tenants.models import OffReason, Outcome, WebhookEndpoint
from tenants.sealed import seal
from tenants.services.staff_tasks import close_staff_tasks_about
from tenants.values.webhook_url import BadUrl, check_url
from tenants.webhook_events import EVENTS
from tenants.webhook_rules import configured_rules

# Each event of a business is written down once for each of them.
MOST_WEBHOOKS = 20
# So long the old secret signs beside the new one.
ROTATION = timedelta(hours=24)
# What people are asked about them.
ASKED = ("webhook_failed", "webhook_off")

URL_FAULTS = {
    "too_long": _("La dirección es demasiado larga."),
    "malformed": _("Esa dirección no se puede leer."),
    "scheme": _("La dirección debe comenzar con https://."),
    "credentials": _("La dirección no puede llevar usuario ni contraseña."),
    "fragment": _("La dirección no puede llevar #."),
    "host": _("Ese nombre de servidor no es válido."),
    "private": _("Esa dirección pertenece a una red privada o reservada."),
    "port": _("Ese puerto no está permitido."),
}


class BadWebhookUrl(DomainError):
    """An address that no webhook may go to."""

    code = "bad_webhook_url"
    default_detail = _("Un webhook no puede enviarse a esa dirección.")


class UnknownEvent(DomainError):
    """An event that nobody announces."""

    code = "unknown_event"
    default_detail = _("No existe ese evento.")


class TooManyWebhooks(Conflict):
    """The business has as many as it may have."""

    code = "too_many_webhooks"
    default_detail = _("Hay demasiados webhooks encendidos; apague uno que ya no use.")


class WebhookOff(Conflict):
    """Nothing is sent to a webhook that is switched off."""

    code = "webhook_off"
    default_detail = _("Ese webhook está apagado; enciéndalo primero.")


def create_webhook(*, url: str, events: Collection[str]) -> tuple[WebhookEndpoint, str]:
    """Make a webhook and return it with the secret that signs what it is sent, which cannot be had a second time.

    :raises BadWebhookUrl: if the address is none that may be reached
    :raises UnknownEvent: if one of the events does not exist, or there is none
    :raises TooManyWebhooks: if the business has too many
    """
    check_wish(url, events)
    secret = new_secret()
    with transaction.atomic():
        refuse_too_many()
        webhook = WebhookEndpoint.objects.create(url=url, events=sorted(set(events)), secret=seal(secret))
    return webhook, secret


def update_webhook(*, webhook: WebhookEndpoint, url: str, events: Collection[str]) -> WebhookEndpoint:
    """Write down another address or other events. What is on its way goes to the new address.

    :raises BadWebhookUrl: if the address is none that may be reached
    :raises UnknownEvent: if one of the events does not exist, or there is none
    """
    check_wish(url, events)
    webhook.url, webhook.events, webhook.quiet_until = url, sorted(set(events)), None
    webhook.save(update_fields=["url", "events", "quiet_until"])
    return webhook


def switch_off(*, webhook: WebhookEndpoint, now: datetime, reason: OffReason = OffReason.BY_HAND) -> WebhookEndpoint:
    """Send nothing more to a webhook. One that is off already stays as it is."""
    changes = {"is_active": False, "off_reason": reason.value, "off_at": now}
    WebhookEndpoint.objects.filter(pk=webhook.pk, is_active=True).update(**changes)
    webhook.refresh_from_db()
    return webhook


def switch_on(*, webhook: WebhookEndpoint, now: datetime) -> WebhookEndpoint:
    """Send to a webhook again, from the next event on. What was asked of people about it is settled.

    :raises TooManyWebhooks: if the business has too many others
    """
    changes = {"is_active": True, "off_reason": "", "off_at": None, "deaths": 0, "quiet_until": None}
    with transaction.atomic():
        if not webhook.is_active:
            refuse_too_many()
        WebhookEndpoint.objects.filter(pk=webhook.pk, is_active=False).update(**changes)
        settle(webhook, outcome=Outcome.DONE, now=now)
    webhook.refresh_from_db()
    return webhook


def rotate_secret(*, webhook: WebhookEndpoint, now: datetime) -> str:
    """Give a webhook a new secret and return it, this once. For a day the old one signs as well."""
    secret = new_secret()
    with transaction.atomic():
        row = WebhookEndpoint.objects.select_for_update().get(pk=webhook.pk)
        row.old_secret, row.old_secret_until = row.secret, now + ROTATION
        row.secret = seal(secret)
        row.save(update_fields=["secret", "old_secret", "old_secret_until"])
    webhook.refresh_from_db()
    return secret


def settle(webhook: WebhookEndpoint, *, outcome: Outcome, now: datetime) -> None:
    """Close what people were asked about a webhook."""
    for kind in ASKED:
        close_staff_tasks_about(kind=kind, cause=cause_of(webhook.pk), outcome=outcome, now=now)


def cause_of(webhook_id: int) -> str:
    """Return what tasks about a webhook are known by."""
    return f"webhook:{webhook_id}"


def check_wish(url: str, events: Collection[str]) -> None:
    """Refuse what cannot be sent or cannot happen.

    :raises BadWebhookUrl: if the address is none that may be reached
    :raises UnknownEvent: if one of the events does not exist, or there is none
    """
    try:
        check_url(url, configured_rules())
    except BadUrl as error:
        raise BadWebhookUrl(fields={"url": URL_FAULTS[error.code]}) from None
    unknown = sorted(set(events) - set(EVENTS))
    if unknown or not events:
        raise UnknownEvent(fields={"events": ", ".join(unknown)})


def refuse_too_many() -> None:
    """Let a business have so many and no more.

    :raises TooManyWebhooks: if it has as many
    """
    # Two at the same moment may make one too many, which harms nobody.
    if WebhookEndpoint.objects.filter(is_active=True).count() >= MOST_WEBHOOKS:
        raise TooManyWebhooks


def new_secret() -> str:
    return f"whsec_{secrets.token_urlsafe(32)}"
