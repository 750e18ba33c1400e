"""Which app signs for which number: whoever holds the secret of one app says nothing about the numbers of another.

A number without an app takes what any app of the installation signs; the first that did is noted, as a suggestion.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from messaging.models import ConnectionStep, Step, StepState, WhatsAppNumber
from messaging.whatsapp.items import AccountUpdate, Item
from tenants.scoping import current_tenant_id

# Every batch of webhooks asks this, so it is one statement.
SIGNERS = """
    SELECT number.phone_number_id, number.waba_id, number.app_key, coalesce(step.facts -> 'apps', '[]')::text
    FROM messaging_whatsappnumber AS number
    LEFT JOIN messaging_connectionstep AS step
        ON step.tenant_id = %(tenant)s AND step.number_id = number.id AND step.step = 'webhook'
    WHERE number.tenant_id = %(tenant)s
"""


class Signers(NamedTuple):
    """Of each number, the app that it has and those that have signed for it; of each account, the apps of its numbers."""

    of_number: dict[str, str]
    of_account: dict[str, frozenset[str]]
    noted: dict[str, str]


def list_signers() -> Signers:
    """Return which apps sign for the numbers of the scope's business; those that have signed as JSON."""
    with connection.cursor() as cursor:
        cursor.execute(SIGNERS, {"tenant": current_tenant_id()})
        rows = cursor.fetchall()
    of_account: dict[str, frozenset[str]] = {}
    for _number, waba_id, app_key, _noted in rows:
        of_account[waba_id] = of_account.get(waba_id, frozenset()) | {app_key}
    return Signers({row[0]: row[2] for row in rows}, of_account, {row[0]: row[3] for row in rows})


def may_sign(signers: Signers, app_key: str, item: Item) -> bool:
    """Return whether an app speaks for the number that a part is about, or for the account where no number is named."""
    if item.phone_number_id in signers.of_number:
        return signers.of_number[item.phone_number_id] in ("", app_key)
    apps = signers.of_account.get(item.waba_id, frozenset()) if isinstance(item, AccountUpdate) else frozenset()
    return not apps or "" in apps or app_key in apps


def note_signers(signers: Signers, signed: Collection[tuple[str, str]], *, now: datetime) -> None:
    """Note with each number, once, that this app has signed for it: so its connection page knows that webhooks come."""
    for phone_number_id, app_key in signed:
        if f'"{app_key}"' not in signers.noted.get(phone_number_id, ""):
            note_signer(phone_number_id, app_key, now=now)


def note_signer(phone_number_id: str, app_key: str, *, now: datetime) -> None:
    """Note that an app has signed for a number, if there is such a number."""
    number = WhatsAppNumber.objects.filter(phone_number_id=phone_number_id).first() if phone_number_id else None
    if number is None:
        return
    step, _is_new = ConnectionStep.objects.select_for_update().get_or_create(number=number, step=Step.WEBHOOK)
    apps = step.facts.get("apps", [])
    if app_key not in apps:
        step.facts = {**step.facts, "apps": [*apps, app_key], "last": step.facts.get("last") or now.isoformat()}
        step.state, step.cause, step.tried_at = StepState.GOOD, "", now
        step.save()
