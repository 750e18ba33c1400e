"""Asking a person to act: open once for a cause, hand over, close with an outcome."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_noop as _

from tenants.errors import Conflict, DomainError
from tenants.models import Outcome, StaffTask, User
from tenants.queries.team import find_role
from tenants.scoping import current_actor, current_tenant_id
from tenants.services.notices import ask_to_tell, calm

# Between "there is one" and looking at it somebody may close it; more often than this nobody is so unlucky.
MOST_TRIES = 5


class TaskClosed(Conflict):
    """Somebody has already closed it."""

    code = "task_closed"
    default_detail = _("Esa tarea ya está cerrada.")


class NotInTeam(DomainError):
    """The person does not work for this business."""

    code = "not_in_team"
    default_detail = _("Esa persona no forma parte del equipo.")


def open_staff_task(
    *,
    kind: str,
    cause: str,
    title: str,
    due_at: datetime | None = None,
    detail: str = "",
    link: str = "",
    assignee: User | None = None,
) -> StaffTask:
    """Ask a person to act, and have people told. While one of this kind and cause is open, it is the answer as it stands.

    :raises ValueError: if the link is no path of this installation
    """
    if link and not re.match(r"/(?![/\\])", link):
        raise ValueError("a link of a task is a path: staff press it without looking")
    known = StaffTask.objects.filter(kind=kind, cause=cause, closed_at=None)
    for _attempt in range(MOST_TRIES):
        if found := known.first():
            return found
        task = StaffTask(
            kind=kind, cause=cause, title=title, due_at=due_at, detail=detail, link=link, assignee=assignee
        )
        with transaction.atomic():
            # The constraint decides who of two is first; the second waits for the first's commit and then finds it.
            StaffTask.objects.bulk_create([task], ignore_conflicts=True)
            if found := known.first():
                # Who came second asks as well: a task of which people were told is not told again.
                ask_to_tell(found)
                return found
    raise TaskClosed


def close_staff_task(*, task: StaffTask, outcome: Outcome | str, now: datetime, note: str = "") -> StaffTask:
    """Close a task and note who did, and how it ended.

    :raises TaskClosed: if somebody was faster
    """
    changes = {"closed_at": now, "closed_by": current_actor(), "outcome": Outcome(outcome).value}
    if note:  # without one, what was noted before stays
        changes["note"] = note
    if not StaffTask.objects.filter(pk=task.pk, closed_at=None).update(**changes):
        raise TaskClosed
    task.refresh_from_db()
    return task


def close_staff_tasks_about(*, kind: str, cause: str, outcome: Outcome | str, now: datetime) -> bool:
    """Close what was asked for this cause, if it is still open, and return whether it was: the cause is gone."""
    changes = {"closed_at": now, "closed_by": current_actor(), "outcome": Outcome(outcome).value}
    return bool(StaffTask.objects.filter(kind=kind, cause=cause, closed_at=None).update(**changes))


def assign_staff_task(*, task: StaffTask, assignee: User | None) -> StaffTask:
    """Put a task into somebody's hands, or back on the table. Whoever is given one by another is told.

    :raises NotInTeam: if the person does not work here
    :raises TaskClosed: if it is closed
    """
    if assignee and not is_in_team(assignee):
        raise NotInTeam
    is_own = assignee is not None and current_actor() == f"user:{assignee.pk}"
    changes = {"assignee": assignee, "taken_at": Now() if is_own else None}
    with transaction.atomic():
        if not StaffTask.objects.filter(pk=task.pk, closed_at=None).update(**changes):
            raise TaskClosed
        if is_own:
            calm(task)
        elif assignee:
            ask_to_tell(task)
        task.refresh_from_db()
    return task


def is_in_team(person: User) -> bool:
    """Return whether a person works for the scope's business."""
    return person.is_active and bool(find_role(person, current_tenant_id()))
