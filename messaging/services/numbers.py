"""Connecting numbers: a row of the business, and the addresses by which what comes to it finds that business."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction

from messaging.errors import NotPaused
from messaging.models import ConnectionStep, Step, WhatsAppNumber
from messaging.rings import SEND
from messaging.services.health import note_health
from messaging.services.media import fetch_waiting
from tasks.doorbell import ring
from tenants.models import ChannelIdentifier, Outcome, Tenant
from tenants.scoping import current_tenant_id
from tenants.sealed import seal
from tenants.services.channels import add_identifier, change_identifier
from tenants.services.staff_tasks import close_staff_tasks_about
from tenants.values.identifiers import normalise_identifier

PHONE, ACCOUNT = "phone_number_id", "waba"


def connect_number(
    *, phone_number_id: str, waba_id: str = "", display: str = "", per_second: int = 80, token: str = ""
) -> WhatsAppNumber:
    """Connect a number, or write anew what is known of one that guests have written to already.

    :raises IdentifierTaken: if it is another business's
    :raises BadIdentifier: if it can be no number of Meta's
    """
    phone_number_id = normalise_identifier(PHONE, phone_number_id)
    with transaction.atomic():
        number, _ = WhatsAppNumber.objects.get_or_create(phone_number_id=phone_number_id)
        return change_number(
            number=number,
            phone_number_id=phone_number_id,
            waba_id=waba_id,
            display=display,
            per_second=per_second,
            token=token,
        )


def change_number(
    *, number: WhatsAppNumber, phone_number_id: str, waba_id: str, display: str, per_second: int, token: str = ""
) -> WhatsAppNumber:
    """Write down what is known of a number, and let its addresses lead here. Without a token the old one stays.

    :raises IdentifierTaken: if it is another business's
    :raises BadIdentifier: if it can be no number of Meta's
    """
    phone_number_id = normalise_identifier(PHONE, phone_number_id)
    waba_id = normalise_identifier(ACCOUNT, waba_id) if waba_id else ""
    with transaction.atomic():
        before = WhatsAppNumber.objects.select_for_update().get(pk=number.pk)
        others = WhatsAppNumber.objects.exclude(pk=number.pk)
        lead_here(PHONE, phone_number_id, before=before.phone_number_id)
        if waba_id:
            is_shared = others.filter(waba_id=before.waba_id).exists()
            lead_here(ACCOUNT, waba_id, before="" if is_shared else before.waba_id)
        number.phone_number_id, number.waba_id = phone_number_id, waba_id
        number.display, number.per_second = display, per_second
        if token:
            number.token = seal(token)
        number.save()
        if token:
            # What was found about the one before says nothing about this one.
            ConnectionStep.objects.filter(number=number, step=Step.TOKEN).delete()
            fetch_waiting(number)
    return number


def lead_here(kind: str, value: str, *, before: str) -> None:
    """Let an address lead to the business of the scope, in the place of the one that it had before.

    :raises IdentifierTaken: if it leads to another business
    """
    tenant = Tenant.objects.get(pk=current_tenant_id())
    ours = ChannelIdentifier.objects.filter(tenant=tenant, kind=kind)
    if known := ours.filter(value=value).first():
        if not known.is_active:
            change_identifier(identifier=known, value=value, is_active=True)
    elif before and (old := ours.filter(value=before).first()):
        change_identifier(identifier=old, value=value, is_active=True)
    else:
        add_identifier(tenant=tenant, kind=kind, value=value)


def resume_number(*, number: WhatsAppNumber, now: datetime) -> None:
    """Send again from a number whose cause to be paused is mended, and close what people were asked about it.

    :raises NotPaused: if it is not paused
    """
    with transaction.atomic():
        paused = WhatsAppNumber.objects.filter(pk=number.pk, paused_at__isnull=False)
        if not paused.update(paused_at=None, pause_code=None):
            raise NotPaused
        cause = f"number:{number.pk}"
        close_staff_tasks_about(kind="whatsapp_paused", cause=cause, outcome=Outcome.DONE, now=now)
        fetch_waiting(number)
        number.paused_at, number.pause_code = None, None
        note_health(number=number, now=now)
        transaction.on_commit(partial(ring, SEND), robust=True)
