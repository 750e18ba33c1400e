"""Noting what Meta says about numbers, accounts and templates."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_noop as _

from messaging.models import AccountNotice, WhatsAppTemplate
from messaging.services.asking import ask_person
from messaging.whatsapp.items import AccountUpdate

# Of these, somebody should know: sending may stop, or a template is not to be had any more.
ALARMING = frozenset({"account_update", "account_alerts", "phone_number_quality_update", "security", "errors"})
TEMPLATE_STATUS, TEMPLATE_CATEGORY = "message_template_status_update", "template_category_update"
USABLE = frozenset({"APPROVED", "REINSTATED", "UNARCHIVED", "PENDING", "IN_APPEAL"})


def note_account_updates(updates: Sequence[tuple[str, AccountUpdate]], *, now: datetime) -> int:
    """Keep each update once, act on those that are new and change what can be sent, and return how many were new."""
    new = keep_notices(updates)
    for key, update in new.items():
        if update.field in (TEMPLATE_STATUS, TEMPLATE_CATEGORY):
            note_template(update, now=now)
        elif update.field in ALARMING:
            ask_person(
                kind="whatsapp_account",
                cause=f"{update.field}:{key}"[:120],
                title=_("WhatsApp: Meta avisa algo de la cuenta (%(field)s)"),
                field=update.field,
                detail=str(update.content),
            )
    return len(new)


def keep_notices(updates: Iterable[tuple[str, AccountUpdate]]) -> dict[str, AccountUpdate]:
    """Write down what we did not have, and return it by its key. One worker at a time does so for a business.

    Beside each update stands where in which webhook it was.
    """
    told = {key_of(place, update): update for place, update in updates}
    known = set(AccountNotice.objects.filter(key__in=told).values_list("key", flat=True))
    new = {key: update for key, update in told.items() if key not in known}
    AccountNotice.objects.bulk_create(
        AccountNotice(
            field=update.field[:60],
            account=(update.phone_number_id or update.waba_id)[:32],
            content=update.content,
            key=key,
            at=update.at,
        )
        for key, update in new.items()
    )
    return new


def key_of(place: str, update: AccountUpdate) -> str:
    """Return by what an update is known when it comes again: what it says, of whom and when.

    Without a moment the same may have happened twice; then the webhook in which it stood tells the two apart.
    """
    when = update.at.isoformat() if update.at else place
    said = [update.field, update.phone_number_id, update.waba_id, when, update.content]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def note_template(update: AccountUpdate, *, now: datetime) -> None:
    """Write a template's new state into our copy of the catalogue; a rejected or paused one is a task for somebody."""
    name = str(update.content.get("message_template_name", ""))
    language = str(update.content.get("message_template_language", ""))
    if not name:
        return
    event = str(update.content.get("event", ""))
    changes: dict[str, object] = {"synced_at": now}
    if event:
        changes |= {"status": event[:40], "reason": str(update.content.get("reason") or "")[:200]}
    if category := str(update.content.get("message_template_category", "") or update.content.get("new_category", "")):
        changes["category"] = category[:40]
    WhatsAppTemplate.objects.filter(waba_id=update.waba_id, name=name, language=language).update(**changes)
    if event and event not in USABLE:
        ask_person(
            kind="whatsapp_template",
            cause=f"{name}:{language}"[:120],
            title=_("WhatsApp: la plantilla %(name)s no se puede usar (%(status)s)"),
            name=name,
            status=event,
        )
