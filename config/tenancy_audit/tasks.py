"""Looks at each task: whose work is it? Then does it for us with the numbers of the other business."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

from django.db import transaction

from config.celery import app
from config.tenancy_audit.dump import dump
from config.tenancy_audit.finding import Finding
from config.tenancy_audit.routes import row_in
from config.tenancy_audit.stage import Stage
from tasks.base import JOBS, PERIODIC, RUNG, Work
from tasks.routes import PERIODIC as BY_THE_CLOCK
from tasks.routes import PLATFORM, ROUTES, needs_tenant
from tasks.routes import RUNG as BY_A_RING
from tenants.scoping import tenant_scope

SCOPED = "let it ask for rows of its tenant alone"

# Arguments that are no numbers of rows, by task: what it is called with when it is tried.
ARGUMENTS: dict[str, dict[str, int | str]] = {
    "messaging.fetch_media": {"tries": 0},
    "tenants.notify": {"step": 1},
    "messaging.check_number": {"step": ""},
    "messaging.no_reply": {"since": "2026-12-01T13:00:00+00:00"},
    "messaging.nudge": {"since": "2026-12-01T13:00:00+00:00"},
    "messaging.wake_conversation": {"until": "2026-12-01T13:00:00+00:00"},
    "bookings.release_stay_message": {"due": "2026-12-01T13:00:00+00:00"},
    "messaging.tell_guest": {"kind": "hold_placed"},
    "bookings.offer_freed_nights": {"first": "2026-12-01", "last": "2026-12-05"},
}
# Arguments whose name alone says another table, by task.
PLACES: dict[str, dict[str, str]] = {
    "bookings.release_stay_message": {"message_id": "staymessage_id"},
    "messaging.check_number": {"number_id": "whatsappnumber_id"},
    "messaging.tell_stay_message": {"message_id": "staymessage_id"},
}


def every_task() -> list[str]:
    """Return the names of all tasks of ours, those that nobody gave a queue among them."""
    app.loader.import_default_modules()
    known = {name for name in app.tasks if not name.startswith("celery.")}
    return sorted(known | set(ROUTES) | set(PLATFORM) | set(JOBS) | set(PERIODIC) | set(RUNG))


def look_at_task(name: str) -> Iterator[Finding]:
    """Find tasks that nobody answers for."""
    subject = f"task {name}"
    if name not in ROUTES:
        yield Finding(
            subject, "has no queue", "make it with @job or @periodic, and add it to ROUTES in tasks/routes.py"
        )
    elif name in PLATFORM and not PLATFORM[name].strip():
        yield Finding(subject, "works for no business, and nobody says why", "write the reason into tasks/routes.py")
    elif name in BY_THE_CLOCK or name in PERIODIC:
        if not (name in BY_THE_CLOCK and name in PERIODIC):
            yield Finding(subject, "comes round by the clock in one list only", "see PERIODIC in tasks/routes.py")
    elif name in BY_A_RING or name in RUNG:
        if not (name in BY_A_RING and name in RUNG):
            yield Finding(subject, "is rung for in one list only", "see RUNG in tasks/routes.py")
    elif name not in JOBS:
        yield Finding(subject, "is not registered", "name its module in conf.include in config/celery.py")
    elif needs_tenant(name) and "tenant_id" not in parameters_of(JOBS[name]):
        mend = "let it take tenant_id, or name it in PLATFORM in tasks/routes.py with the reason"
        yield Finding(subject, "names no tenant", mend)


def parameters_of(work: Work) -> list[str]:
    return [name for name, it in inspect.signature(work.function).parameters.items() if it.kind is not it.VAR_KEYWORD]


def try_task(name: str, stage: Stage, *, outside: bool = False) -> list[Finding]:
    """Return whether a job that works for us touches rows of theirs when it is handed their numbers.

    What is not atomic speaks to the outside, which cannot be taken back: only tests try it.
    """
    findings = list(look_at_task(name))
    if findings or name not in JOBS or not needs_tenant(name):
        return findings
    work, arguments = JOBS[name], arguments_of(JOBS[name], stage)
    if not (work.atomic or outside):
        return findings
    before = dump(stage.theirs)
    run(work, arguments)
    if dump(stage.theirs) != before:
        findings.append(Finding(f"task {name}", "changes rows of another business", SCOPED))
    return findings


def arguments_of(work: Work, stage: Stage) -> dict[str, Any]:
    """Return our tenant and their rows.

    :raises UnknownPlace: if nobody says of which table an argument is
    """
    known, places = ARGUMENTS.get(work.name, {}), PLACES.get(work.name, {})
    others = [name for name in parameters_of(work) if name != "tenant_id" and name not in known]
    rows = {name: row_in(stage.theirs, places.get(name, name)) for name in others}
    return {"tenant_id": stage.ours.tenant.pk, **known, **rows}


def run(work: Work, arguments: dict[str, Any]) -> None:
    """Do a job as a worker would, whatever becomes of it."""
    try:
        with transaction.atomic():
            scope = tenant_scope(arguments["tenant_id"], actor=f"task:{work.name}") if work.atomic else nullcontext()
            with scope:
                work.function(**arguments)
    except Exception:  # noqa: S110  # a task may refuse such numbers in any way; what counts is what it left behind
        pass
