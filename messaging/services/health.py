"""Noting how a number does: its state in one row, a task for whoever can mend it, and the task closed once it is mended."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_noop as _

from messaging.connection.findings import PAYMENT_CODE
from messaging.connection.health import Cause, Facts, asked_about, causes_of, silent_hours, state_of
from messaging.models import ConnectionStep, NumberHealth, Step, StepState, WhatsAppNumber, WhatsAppTemplate
from messaging.queries.connection import last_paid_for, list_guests_by_hour, list_steps
from messaging.services.asking import ask_person
from tenants.models import Outcome, StaffTask
from tenants.scoping import current_tenant_id
from tenants.services.staff_tasks import close_staff_tasks_about

BAD_TEMPLATES, GOOD_TEMPLATES = ("REJECTED", "PAUSED", "DISABLED"), ("APPROVED", "REINSTATED")
# What a try at the token says of the token itself.
REFUSED = frozenset({"expired", "invalid", "refused_token"})


class Ask(NamedTuple):
    """The task about a cause."""

    kind: str
    title: str


ASKS = {
    Cause.TOKEN: Ask("whatsapp_token", _("WhatsApp: el token de %(number)s ya no vale")),
    Cause.PAYMENT: Ask("whatsapp_payment", _("WhatsApp: Meta no puede cobrar los envíos de %(number)s")),
    Cause.SILENT: Ask("whatsapp_silent", _("WhatsApp: no llega nada a %(number)s")),
    Cause.QUALITY: Ask("whatsapp_quality", _("WhatsApp: la calidad de %(number)s es mala")),
}


def note_health(*, number: WhatsAppNumber, now: datetime) -> NumberHealth:
    """Write down how a number of the scope's business does. A new cause opens a task, one that is gone closes its own."""
    with transaction.atomic():
        empty = {"tenant_id": current_tenant_id(), "state": "", "looked_at": now}
        health, _is_new = NumberHealth.objects.select_for_update().get_or_create(pk=number.pk, defaults=empty)
        before, facts = health.causes, facts_of(number, now=now)
        causes = [str(cause) for cause in causes_of(facts, before=before)]
        health.state, health.causes = state_of(causes, has_token=facts.has_token), causes
        health.silent_hours, health.looked_at = facts.silent_hours, now
        health.save()
        for cause in asked_about(causes) - asked_about(before):
            ask_about(number, Cause(cause))
        for cause in ASKS.keys() & (set(before) - set(causes)):
            about = cause_of(number)
            close_staff_tasks_about(kind=ASKS[cause].kind, cause=about, outcome=Outcome.SOLVED_ITSELF, now=now)
        close_template_tasks(number, now=now)
    return health


def facts_of(number: WhatsAppNumber, *, now: datetime) -> Facts:
    """Return what is known of a number now."""
    steps = list_steps(number)
    is_payment_refused = number.pause_code == PAYMENT_CODE or last_paid_for(number, now=now).is_refused(now=now)
    return Facts(
        has_token=bool(number.token),
        is_token_refused=is_refused(steps.get(Step.TOKEN), number),
        is_paused=number.paused_at is not None,
        pause_code=number.pause_code,
        is_payment_refused=is_payment_refused,
        silent_hours=silent_hours(list_guests_by_hour(number, now=now)),
        is_quality_low=is_low(steps.get(Step.NUMBER)),
        bad_templates=WhatsAppTemplate.objects.filter(waba_id=number.waba_id, status__in=BAD_TEMPLATES).count(),
    )


def is_refused(step: ConnectionStep | None, number: WhatsAppNumber) -> bool | None:
    """Return whether Meta takes the token, None if the last try does not say."""
    if step is None or step.tried_at is None or step.state == StepState.UNKNOWN:
        return None
    if number.paused_at and step.tried_at < number.paused_at:
        return None
    if step.cause in REFUSED:
        return True
    return False if step.state == StepState.GOOD or step.cause == "scopes" else None


def is_low(step: ConnectionStep | None) -> bool | None:
    """Return whether the quality is low, None if the last try does not say."""
    quality = step.facts.get("quality") if step else None
    return quality == "RED" if quality else None


def ask_about(number: WhatsAppNumber, cause: Cause) -> None:
    """Ask a person to mend a cause; the number's connection page says how."""
    ask = ASKS[cause]
    link = f"/admin/messaging/whatsappnumber/{number.pk}/conexion/"
    ask_person(kind=ask.kind, cause=cause_of(number), title=ask.title, link=link, number=str(number))


def cause_of(number: WhatsAppNumber) -> str:
    return f"number:{number.pk}"


def close_template_tasks(number: WhatsAppNumber, *, now: datetime) -> None:
    """Close what was asked about templates that Meta lets us use again."""
    good = WhatsAppTemplate.objects.filter(waba_id=number.waba_id, status__in=GOOD_TEMPLATES)
    usable = {f"{name}:{language}"[:120] for name, language in good.values_list("name", "language")}
    asked = StaffTask.objects.filter(kind="whatsapp_template", closed_at=None).values_list("cause", flat=True)
    for cause in usable.intersection(asked):
        close_staff_tasks_about(kind="whatsapp_template", cause=cause, outcome=Outcome.SOLVED_ITSELF, now=now)
