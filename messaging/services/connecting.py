"""Trying the steps of a number's connection, one after the other: Meta is asked, and what it says is kept with each step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from messaging.connection.findings import (
    GOOD,
    UNKNOWN,
    WRONG,
    Finding,
    judge_address,
    judge_fault,
    judge_number,
    judge_payment,
    judge_subscription,
    judge_token,
    judge_webhook,
)
from messaging.errors import NoSuchApp
from messaging.intake.app_keys import secrets_of
from messaging.intake.doors import addresses_of
from messaging.models import ConnectionStep, Conversation, NumberHealth, Step, StepState, WhatsAppNumber
from messaging.queries.connection import last_heard, last_paid_for, list_apps
from messaging.services.claiming import account_of
from messaging.services.health import note_health
from messaging.whatsapp.client import Account, check_subscription, get_number, send, subscribe
from messaging.whatsapp.exchange import Exchange
from messaging.whatsapp.faults import SendFault
from messaging.whatsapp.inspecting import SendingHealth, get_sending_health, inspect_token, is_about_the_token
from messaging.whatsapp.outgoing import BadContent, Content, Recipient, TemplateMessage, Text
from messaging.window import is_open
from tasks.queue import enqueue
from tenants.language import site_language
from tenants.models import Tenant
from tenants.scoping import current_tenant_id, tenant_scope

ACTOR = "task:messaging.check_number"
# Everybody has it from the first day, and Meta answers with a code of its own where it was deleted.
TEST_TEMPLATE, TEST_LANGUAGE = "hello_world", "en_US"
# A step of its own among the words that a job knows: subscribe, then look whether that worked.
SUBSCRIBE = "subscribe"
# Without a word which, all of them but the last: that one writes to somebody.
ALL = tuple(step for step in Step if step != Step.SEND)
STEP_SECONDS = 10.0
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """One step of one number being tried."""

    tenant_id: int
    number: WhatsAppNumber
    account: Account
    exchange: Exchange
    now: datetime


def ask_to_try(*, number: WhatsAppNumber, step: str, now: datetime, to: str = "") -> None:
    """Have a step tried by a job, all steps without a word which: nobody holds a transaction open while Meta thinks."""
    facts = {"facts": {"to": to}} if to else {}
    for name in steps_of(step):
        ConnectionStep.objects.update_or_create(number=number, step=name, defaults={"asked_at": now, **facts})
    enqueue("messaging.check_number", tenant_id=current_tenant_id(), number_id=number.pk, step=step)


def steps_of(step: str) -> tuple[str, ...]:
    """Return the steps that a word means."""
    if step == SUBSCRIBE:
        return (Step.ACCOUNT,)
    return (Step(step),) if step else ALL


def check_number(*, tenant_id: int, number_id: int, step: str, seconds: float, now: datetime) -> None:
    """Try a step of a number, or all, keep what each found as soon as it is known, and note how the number does."""
    with tenant_scope(tenant_id, actor=ACTOR):
        number = WhatsAppNumber.objects.get(pk=number_id)
    account = account_of(number)
    names = steps_of(step)
    for name in names:
        with Exchange(min(STEP_SECONDS, seconds / len(names))) as exchange:
            visit = Visit(tenant_id, number, account, exchange, now)
            found = try_step(SUBSCRIBE if step == SUBSCRIBE else name, visit)
        keep(visit, name, found)
    with tenant_scope(tenant_id, actor=ACTOR):
        note_health(number=WhatsAppNumber.objects.get(pk=number_id), now=now)


def look_at_numbers(*, tenant_id: int, seconds: float, now: datetime) -> None:
    """Ask Meta about token and quality of a business's numbers, and note how each does; the longest unseen come first."""
    with tenant_scope(tenant_id, actor=ACTOR):
        seen = dict(NumberHealth.objects.filter(tenant_id=tenant_id).values_list("number_id", "looked_at"))
        numbers = sorted(WhatsAppNumber.objects.all(), key=lambda it: (it.pk in seen, seen.get(it.pk), it.pk))
    share = min(STEP_SECONDS, seconds / (2 * len(numbers))) if numbers else 0
    for number in numbers:
        for step in (Step.TOKEN, Step.NUMBER) if number.token else ():
            with Exchange(share) as exchange:
                visit = Visit(tenant_id, number, account_of(number), exchange, now)
                found = try_step(step, visit)
            if found.state != UNKNOWN:  # Meta not answering says nothing new
                keep(visit, step, found)
        with tenant_scope(tenant_id, actor=ACTOR):
            note_health(number=WhatsAppNumber.objects.get(pk=number.pk), now=now)


def keep(visit: Visit, step: str, found: Finding) -> None:
    """Write down what a try found."""
    kept: dict[str, Any] = {
        "state": found.state,
        "cause": found.cause,
        "facts": dict(found.facts),
        "tried_at": visit.now,
    }
    with tenant_scope(visit.tenant_id, actor=ACTOR):
        row, _is_new = ConnectionStep.objects.select_for_update().get_or_create(number=visit.number, step=step)
        if step == Step.WEBHOOK and row.facts.get("apps"):  # noted while we looked (services/signing.py)
            kept = {**kept, "state": GOOD, "cause": "", "facts": {**kept["facts"], "apps": row.facts["apps"]}}
        ConnectionStep.objects.filter(pk=row.pk).update(**kept)


def try_step(step: str, visit: Visit) -> Finding:
    """Return what a step found; a refusal of Meta's is a finding too."""
    try:
        return TRIES[step](visit)
    except SendFault as fault:
        return judge_fault(fault, is_auth=is_about_the_token(fault))


def try_app(visit: Visit) -> Finding:
    """Look whether the app is ready here, and whether Meta posts to its address."""
    apps = {app.key: app for app in list_apps()}
    wanted = visit.number.app_key
    if not apps or (wanted and wanted not in apps):
        return Finding(WRONG, "app_gone" if wanted else "no_app", {"key": wanted})
    keys = [wanted] if wanted else list(apps)
    ready = {key: secrets_of(apps[key]) for key in keys}
    if not any(known.secrets for known in ready.values()):
        return Finding(WRONG, "sealed", {"key": wanted})
    if not any(known.verify_token for known in ready.values()):
        return Finding(WRONG, "no_verify_token", {"key": wanted})
    number = get_number(visit.account, exchange=visit.exchange)
    return judge_address(told=number.webhook_url, ours=addresses_of(keys, host=settings.PUBLIC_URL))


def try_token(visit: Visit) -> Finding:
    token = inspect_token(visit.account, exchange=visit.exchange)
    return judge_token(
        is_valid=token.is_valid,
        is_told=token.is_told,
        app=token.app_name or token.app_id,
        expires_at=token.expires_at,
        scopes=token.scopes,
        now=visit.now,
    )


def try_number(visit: Visit) -> Finding:
    number = get_number(visit.account, exchange=visit.exchange)
    told = {
        "name": number.verified_name,
        "phone": number.display_phone_number,
        "quality": number.quality,
        "throughput": number.throughput,
        "platform": number.platform_type,
        "verification": number.code_verification,
        "name_status": number.name_status,
        "status": number.status,
    }
    return judge_number({name: words[:LONGEST] for name, words in told.items()})


def try_account(visit: Visit) -> Finding:
    subscribed = check_subscription(visit.account, exchange=visit.exchange)
    try:
        app_id = inspect_token(visit.account, exchange=visit.exchange).app_id
    except SendFault:
        app_id = ""  # then it only shows whether anybody hears of the account
    return judge_subscription(subscribed=[(app.app_id, app.name) for app in subscribed], app_id=app_id)


def subscribe_account(visit: Visit) -> Finding:
    """Let the token's app hear of the account, then look whether it does."""
    subscribe(visit.account, exchange=visit.exchange)
    return try_account(visit)


def try_webhook(visit: Visit) -> Finding:
    with tenant_scope(visit.tenant_id, actor=ACTOR):
        step = ConnectionStep.objects.filter(number=visit.number, step=Step.WEBHOOK).first()
        return judge_webhook(last_at=last_heard(visit.number), apps=step.facts.get("apps", []) if step else [])


def try_payment(visit: Visit) -> Finding:
    with tenant_scope(visit.tenant_id, actor=ACTOR):
        seen = last_paid_for(visit.number, now=visit.now)
    fault: Finding | None = None
    health = SendingHealth(can_send="", errors=())
    try:
        health = get_sending_health(visit.account, exchange=visit.exchange)
    except SendFault as error:
        fault = judge_fault(error, is_auth=is_about_the_token(error))
    return judge_payment(seen=seen, can_send=health.can_send, errors=health.errors, fault=fault, now=visit.now)


def try_send(visit: Visit) -> Finding:
    """Write to the phone that somebody gave; what became of it comes as a status, like of any message."""
    with tenant_scope(visit.tenant_id, actor=ACTOR):
        step = ConnectionStep.objects.filter(number=visit.number, step=Step.SEND).first()
        to = str(step.facts.get("to", "")) if step else ""
        content = test_content(visit.number, to, now=visit.now)
    if not to.isdecimal():
        return Finding(StepState.NOT_YET, "no_phone")
    facts = {"phone": f"…{to[-4:]}", "kind": content.kind}
    try:
        took = send(
            visit.account, content, recipient=Recipient(wa_id=to), opaque=f"test:{uuid4()}", seconds=STEP_SECONDS
        )
    except SendFault as fault:
        found = judge_fault(fault, is_auth=is_about_the_token(fault))
        return Finding(found.state, found.cause, {**found.facts, **facts})
    except BadContent:
        return Finding(WRONG, "bad_phone", facts)
    return Finding(UNKNOWN, "accepted", {**facts, "wamid": took.wamid})


def test_content(number: WhatsAppNumber, to: str, *, now: datetime) -> Content:
    """Return what a test says: free words where the phone wrote within 24 hours, else a template that everybody has."""
    talk = Conversation.objects.filter(number=number, wa_id=to).order_by("-last_inbound_at").first() if to else None
    if talk is None or not is_open(talk.last_inbound_at, now=now):
        return TemplateMessage(TEST_TEMPLATE, TEST_LANGUAGE)
    language = Tenant.objects.values_list("language", flat=True).get(pk=current_tenant_id())
    with translation.override(site_language(language)):
        return Text(gettext("Mensaje de prueba: este número ya puede enviar."))


TRIES: dict[str, Callable[[Visit], Finding]] = {
    Step.APP: try_app,
    Step.TOKEN: try_token,
    Step.NUMBER: try_number,
    Step.ACCOUNT: try_account,
    SUBSCRIBE: subscribe_account,
    Step.WEBHOOK: try_webhook,
    Step.PAYMENT: try_payment,
    Step.SEND: try_send,
}


def choose_app(*, number: WhatsAppNumber, app_key: str) -> None:
    """Say which app signs for a number; without one, any app of the installation does.

    :raises NoSuchApp: if there is no active app of this key
    """
    if app_key and app_key not in {app.key for app in list_apps()}:
        raise NoSuchApp
    WhatsAppNumber.objects.filter(pk=number.pk).update(app_key=app_key)
