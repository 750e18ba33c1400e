"""The connection of a number, step by step: what was found at the last try, what to do next, and a button to try again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from messaging.admin.connection_words import ABOUT, found_words, moment_words, next_words, number_facts
from messaging.admin.health_words import health_word
from messaging.intake.doors import DEFAULT_APP, address_of
from messaging.models import ConnectionStep, MetaApp, Step, StepState, WhatsAppNumber
from messaging.queries.connection import find_health, find_test_status, list_apps, list_steps
from messaging.services.connecting import SUBSCRIBE, ask_to_try, choose_app
from tenants import clock
from tenants.admin.base import is_platform, refuse
from tenants.errors import DomainError

# A job that has not answered after this is not at it any more.
PATIENCE = timedelta(minutes=3)
COLOURS = {StepState.GOOD: "is-good", StepState.WRONG: "is-wrong"}
SHORTEST_PHONE, LONGEST_PHONE = 7, 15
HINTS: dict[str, Any] = {
    "stuck": _("Se pidió y nadie contestó: ¿están en marcha los procesos de tareas?"),
    "running": _("Probando…"),
}


@dataclass(frozen=True)
class Shown:
    """A step as the page shows it."""

    step: str
    label: str
    about: str
    state: str
    colour: str
    found: str
    next: str
    tried: str
    is_running: bool
    facts: list[tuple[str, str]]


def show_connection(page: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a number is connected.

    :raises PermissionDenied: if the person may not see it
    """
    number = get_object_or_404(page.get_queryset(request), pk=pk)
    if not page.has_view_permission(request, number):
        raise PermissionDenied
    now, rows = clock.now(), list_steps(number)
    steps = [shown(step, rows.get(step), now=now) for step in Step]
    apps, seen = list_apps(), seen_apps(rows)
    may_change = page.has_change_permission(request, number)
    context = {
        **admin.site.each_context(request),
        "title": _("Conexión de %(number)s") % {"number": number},
        "original": number,
        "opts": page.opts,
        "steps": steps,
        "is_running": any(step.is_running for step in steps),
        "health": health_word(number, find_health(number.pk)),
        "may_change": may_change,
        "address": webhook_address(number, apps, seen),
        "apps": choices(number, apps, seen, is_all=is_platform(request)) if may_change else [],
        "suggested": suggestion(number, seen),
    }
    return TemplateResponse(request, "messaging/connection.html", context)


def shown(step: str, row: ConnectionStep | None, *, now: datetime) -> Shown:
    """Return a step as the page shows it."""
    label, about = str(Step(step).label), str(ABOUT[step])
    if row is None:
        return Shown(
            step, label, about, str(StepState.NOT_YET.label), "is-unknown", "", "", moment_words(None), False, []
        )
    state, cause, facts = result_of(row)
    is_open = row.asked_at is not None and (row.tried_at is None or row.tried_at < row.asked_at)
    is_running = is_open and row.asked_at is not None and now - row.asked_at < PATIENCE
    found = found_words(step, cause, facts) if row.tried_at else ""
    if is_open:
        found = " ".join(filter(None, [str(HINTS["running" if is_running else "stuck"]), found]))
    return Shown(
        step=step,
        label=label,
        about=about,
        state=str(StepState(state).label),
        colour=COLOURS.get(StepState(state), "is-unknown"),
        found=found,
        next=next_words(step, cause, facts) if row.tried_at else "",
        tried=moment_words(row.tried_at),
        is_running=is_running,
        facts=number_facts(facts) if step == Step.NUMBER else [],
    )


def result_of(row: ConnectionStep) -> tuple[str, str, dict[str, Any]]:
    """Return state, cause and facts of a step; of a test that Meta took, with what it has said of it since."""
    told = find_test_status(row.facts.get("wamid", "")) if row.step == Step.SEND and row.cause == "accepted" else None
    if told is None:
        return row.state, row.cause, row.facts
    if told.status == "failed":
        facts = {**row.facts, "told": f"{told.error} ({told.error_code})", "code": told.error_code}
        return StepState.WRONG, "failed", facts
    return StepState.GOOD, "arrived", {**row.facts, "told": told.word}


def seen_apps(rows: dict[str, ConnectionStep]) -> list[str]:
    """Return the apps that have signed for the number."""
    row = rows.get(Step.WEBHOOK)
    return [str(key) for key in row.facts.get("apps", [])] if row else []


def webhook_address(number: WhatsAppNumber, apps: list[MetaApp], seen: list[str]) -> str:
    """Return the address to paste at Meta: of the number's app, of the one that signs already, or of the usual one."""
    active = [app.key for app in apps]
    wanted = [number.app_key, *seen, DEFAULT_APP, *active[:1]]
    key = next((key for key in wanted if key in active), "")
    return address_of(key, host=settings.PUBLIC_URL) if key else ""


def choices(number: WhatsAppNumber, apps: list[MetaApp], seen: list[str], *, is_all: bool) -> list[tuple[str, str]]:
    """Return which apps may be chosen; other businesses' apps are named to the platform alone."""
    offered = {DEFAULT_APP, number.app_key, *seen}
    return [(app.key, str(app)) for app in apps if is_all or app.key in offered]


def suggestion(number: WhatsAppNumber, seen: list[str]) -> str:
    """Return the app that signs for a number which has none: the only one that has."""
    return seen[0] if not number.app_key and len(seen) == 1 else ""


def try_again(page: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Have a step tried, or all of them.

    :raises PermissionDenied: if the person may not change the number
    """
    number = changed_number(page, request, pk)
    step, to = request.POST.get("step", ""), ""
    if step not in ("", SUBSCRIBE, *Step.values):
        raise PermissionDenied
    if step == Step.SEND:
        to = "".join(char for char in request.POST.get("to", "")[:40] if char in "0123456789")
        if not SHORTEST_PHONE <= len(to) <= LONGEST_PHONE:
            messages.error(request, _g("Escriba el teléfono con el código del país, por ejemplo 5493815550000."))
            return redirect("admin:number_connection", pk)
    ask_to_try(number=number, step=step, now=clock.now(), to=to)
    messages.success(request, _g("Ya se está probando: en unos segundos se ve aquí cómo salió."))
    return redirect("admin:number_connection", pk)


def set_app(page: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Say which app signs for a number.

    :raises PermissionDenied: if the person may not change the number
    """
    number = changed_number(page, request, pk)
    key = request.POST.get("app", "")
    offered = choices(number, list_apps(), seen_apps(list_steps(number)), is_all=is_platform(request))
    if key and key not in dict(offered):
        raise PermissionDenied
    try:
        choose_app(number=number, app_key=key)
        messages.success(request, _g("Guardado: cuenta desde el próximo aviso."))
    except DomainError as error:
        refuse(request, error)
    return redirect("admin:number_connection", pk)


def changed_number(page: Any, request: HttpRequest, pk: int) -> WhatsAppNumber:
    """Return the number that a person is about to change something of.

    :raises PermissionDenied: if they may not
    """
    number: WhatsAppNumber = get_object_or_404(page.get_queryset(request), pk=pk)
    if not page.has_change_permission(request, number):
        raise PermissionDenied
    return number
