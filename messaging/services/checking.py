"""Asking Meta about a number: whether its webhooks come to us, which is seen to at once, and how Meta sees it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from messaging.models import WhatsAppNumber
from messaging.services.claiming import account_of
from messaging.whatsapp.client import Account, check_subscription, get_number, subscribe
from messaging.whatsapp.exchange import Exchange
from messaging.whatsapp.faults import SendFault
from tenants.scoping import tenant_scope

ACTOR = "task:messaging.check_number"
LONGEST = 200


def check_number(*, tenant_id: int, number_id: int, seconds: float, now: datetime) -> None:
    """Let the webhooks of a number's account come to its token's app, and write down what Meta says, a fault too."""
    with tenant_scope(tenant_id, actor=ACTOR):
        account = account_of(WhatsAppNumber.objects.get(pk=number_id))
    try:
        found = ask_meta(account, seconds=seconds)
    except SendFault as fault:
        found = {"fault": fault.remedy.value, "code": fault.code, "words": f"{fault.title} {fault.detail}".strip()}
    with tenant_scope(tenant_id, actor=ACTOR):
        WhatsAppNumber.objects.filter(pk=number_id).update(checked=found, checked_at=now)


def ask_meta(account: Account, *, seconds: float) -> dict[str, Any]:
    """Subscribe the app, and return what the number's page tells of it.

    :raises SendFault: with a remedy
    """
    with Exchange(seconds) as exchange:
        number = get_number(account, exchange=exchange)
        subscribe(account, exchange=exchange)
        apps = check_subscription(account, exchange=exchange)
    return {
        "name": number.verified_name[:LONGEST],
        "phone": number.display_phone_number[:LONGEST],
        "quality": number.quality[:LONGEST],
        "webhook": number.webhook_url[:LONGEST],
        "apps": [(app.name or app.app_id)[:LONGEST] for app in apps],
    }
