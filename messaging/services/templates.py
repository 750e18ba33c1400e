"""Our copy of Meta's catalogue of templates: which there are, in which languages, and which of them may be sent."""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils.translation import gettext_noop as _

from messaging.models import WhatsAppNumber, WhatsAppTemplate
from messaging.services.asking import ask_person
from messaging.services.claiming import UNUSABLE, account_of
from messaging.whatsapp.client import Account, Template, list_templates
from messaging.whatsapp.exchange import Exchange
from messaging.whatsapp.faults import SendFault
from tenants.scoping import tenant_scope

ACTOR = "task:messaging.sync_templates"

log = logging.getLogger(__name__)


def sync_templates(*, tenant_id: int, seconds: float, now: datetime) -> int:
    """Bring the copy up to date, one account after the other, and return how many templates there are.

    `seconds` are for all pages of all accounts: whoever is slow must not keep the worker.
    """
    with Exchange(seconds) as exchange:
        return sum(sync_account(tenant_id, account, exchange, now=now) for account in accounts_of(tenant_id))


def accounts_of(tenant_id: int) -> list[Account]:
    """Return the accounts of a business, each by one of its numbers."""
    with tenant_scope(tenant_id, actor=ACTOR):
        numbers = WhatsAppNumber.objects.exclude(waba_id="").exclude(token="").order_by("waba_id", "id")
        return [account_of(number) for number in {number.waba_id: number for number in numbers}.values()]


def sync_account(tenant_id: int, account: Account, exchange: Exchange, *, now: datetime) -> int:
    """Bring the copy of one account up to date. Meta not answering leaves it as it was."""
    try:
        found = list_templates(account, exchange=exchange)
    except SendFault as fault:
        log.warning("templates could not be read", extra={"fault": fault.remedy.value, "code": fault.code})
        return 0
    with tenant_scope(tenant_id, actor=ACTOR):
        before = {
            (row.name, row.language): row.status for row in WhatsAppTemplate.objects.filter(waba_id=account.waba_id)
        }
        WhatsAppTemplate.objects.bulk_create(
            [row_of(template, account, now=now) for template in found],
            update_conflicts=True,
            unique_fields=["tenant", "waba_id", "name", "language"],
            update_fields=["category", "status", "reason", "components", "synced_at"],
        )
        WhatsAppTemplate.objects.filter(waba_id=account.waba_id, synced_at__lt=now).delete()
        for template in found:
            if template.status in UNUSABLE and before.get((template.name, template.language)) != template.status:
                ask_person(
                    kind="whatsapp_template",
                    cause=f"{template.name}:{template.language}"[:120],
                    title=_("WhatsApp: la plantilla %(name)s no se puede usar (%(status)s)"),
                    name=template.name,
                    status=template.status,
                )
    return len(found)


def row_of(template: Template, account: Account, *, now: datetime) -> WhatsAppTemplate:
    return WhatsAppTemplate(
        waba_id=account.waba_id,
        name=template.name[:512],
        language=template.language[:16],
        category=template.category[:40],
        status=template.status[:40],
        reason=template.rejected_reason[:200],
        components=list(template.components),
        synced_at=now,
    )
