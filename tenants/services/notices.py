"""Telling people that something needs one of them: a step at a time, until somebody reacts or nobody is left.

Each step is a job that locks the task, so that two of the same step write what one would. What was written is sent by jobs of
its own (services/notice_sending.py), since nothing waits for a network in here.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from prometheus_client import Counter

from tasks.queue import enqueue
from tenants.models import Notice, NoticeKind, NoticeReason, NoticeState, StaffTask, Tenant
from tenants.queries.notices import get_notice_rules, list_reachable_members
from tenants.scoping import current_tenant_id
from tenants.values.notices import (
    END,
    FIRST,
    OFF_DUTY,
    OWNERS,
    Ask,
    Member,
    Planned,
    group,
    plan,
    step_end,
    verdict,
)

JOB = "tenants.notify"
# By which job a notice goes out.
SENDERS = {
    NoticeKind.PUSH: "tenants.send_notice",
    NoticeKind.EMAIL: "tenants.send_notice",
    NoticeKind.WHATSAPP: "messaging.notify_member",
}
# In these states somebody was told, or will be.
TOLD = (NoticeState.WAITING, NoticeState.SENT, NoticeState.DELIVERED, NoticeState.OPENED)
# What waits for longer past its time has been given up by its job.
FORGOTTEN_AFTER = timedelta(hours=1)

UNREACHED = Counter("staff_tasks_unreached_total", "Tasks of which nobody could be told", ["reason"])

log = logging.getLogger(__name__)


def ask_to_tell(task: StaffTask, *, step: int = FIRST, at: datetime | None = None) -> None:
    """Have a step of telling people about a task taken, now or at a moment. Belongs to the caller's transaction."""
    enqueue(JOB, run_at=at, tenant_id=current_tenant_id(), task_id=task.pk, step=step)


def tell_people(*, task_id: int, step: int, now: datetime) -> None:
    """Take a step, and those behind it that find nobody to wait for. Taken again it does nothing."""
    # Two jobs of the same step wait for each other here; the second one finds what the first one wrote.
    task = StaffTask.objects.select_for_update(of=("self",), no_key=True).filter(pk=task_id).first()
    tenant = Tenant.objects.get(pk=current_tenant_id())
    if task is None or is_settled(task, step) or not tenant.is_served:
        return
    ask = Ask(task.kind, ZoneInfo(tenant.zone), task.assignee_id)
    members = list_reachable_members() if step <= OWNERS else []
    while step <= OWNERS:
        turn = group(step, members, ask, passed_over=passed_over(task) if step == OWNERS else ())
        fresh = not_yet_decided(task, step, turn)
        if turn and not fresh:
            return
        planned = plan(step, not_yet_told(task, fresh), ask, now=now)
        write(task, step, planned)
        if until := step_end(planned, ask, minutes=minutes_of(ask)):
            ask_to_tell(task, step=step + 1, at=until)
            return
        step += 1
    conclude(task, ask, now=now)


def is_settled(task: StaffTask, step: int) -> bool:
    """Return whether nobody needs to be told: it is closed or taken, or somebody who was told has looked."""
    if task.closed_at or task.taken_at:
        return True
    return step > FIRST and Notice.objects.filter(task=task, state=NoticeState.OPENED).exists()


def not_yet_decided(task: StaffTask, step: int, turn: Iterable[Member]) -> list[Member]:
    """Return those of a step about whom it has written nothing; to whom a task is given is asked about once more."""
    decided = Notice.objects.filter(task=task, step=step)
    if task.assignee_id:
        decided = decided.exclude(user=task.assignee_id, reason=OFF_DUTY)
    known = set(decided.values_list("user_id", flat=True))
    return [member for member in turn if member.id not in known]


def passed_over(task: StaffTask) -> set[int]:
    """Return those who were off duty when it was their turn, and for whom no way was tried in a later one."""
    rows = Notice.objects.filter(task=task)
    tried = rows.exclude(channel=None).exclude(step=OWNERS).values_list("user_id", flat=True)
    return set(rows.filter(reason=OFF_DUTY).values_list("user_id", flat=True)) - set(tried)


def not_yet_told(task: StaffTask, members: Iterable[Member]) -> list[Member]:
    """Return those whom no earlier step told, or will tell."""
    told = set(Notice.objects.filter(task=task, state__in=TOLD).values_list("user_id", flat=True))
    return [member for member in members if member.id not in told]


def write(task: StaffTask, step: int, planned: Iterable[Planned]) -> None:
    """Write down who is told what and who is not, and have each notice sent at its time."""
    for one in planned:
        row = Notice(task=task, user_id=one.member, channel_id=one.way, step=step, due_at=one.at or task.opened_at)
        if one.at is None:
            row.state, row.reason = NoticeState.SKIPPED, NoticeReason(one.why)
        row.save(force_insert=True)
        if one.at is not None:
            ask_to_send(row)


def ask_to_send(notice: Notice) -> None:
    """Have a notice sent when it is due."""
    if notice.channel is None:
        return
    job = SENDERS[NoticeKind(notice.channel.kind)]
    enqueue(job, run_at=notice.due_at, tenant_id=current_tenant_id(), notice_id=notice.pk)


def minutes_of(ask: Ask) -> int:
    rules = get_notice_rules()
    return rules.urgent_minutes if ask.is_urgent else rules.other_minutes


def conclude(task: StaffTask, ask: Ask, *, now: datetime) -> None:
    """Say on the task that nobody could be told, and look again while something still waits for its hour."""
    rows = list(Notice.objects.filter(task=task).values_list("state", "reason", "due_at"))
    reason = verdict((state, why) for state, why, _ in rows)
    if reason != task.unreached:
        task.unreached = reason
        task.save(update_fields=["unreached"])
        if reason:
            UNREACHED.labels(reason).inc()
            log.warning("nobody could be told of a task", extra={"task_id": task.pk, "reason": reason})
    pending = [due for state, _, due in rows if state == NoticeState.WAITING and due > now - FORGOTTEN_AFTER]
    if pending:
        ask_to_tell(task, step=END, at=max(*pending, now) + timedelta(minutes=minutes_of(ask)))


def hasten(notice: Notice) -> None:
    """Let the next step begin, if of a notice's own step nobody is left who was told or will be."""
    if notice.task is None:
        return
    same = Notice.objects.filter(Q(state__in=TOLD), task=notice.task, step=notice.step)
    if not same.exists():
        ask_to_tell(notice.task, step=notice.step + 1)


def calm(task: StaffTask) -> None:
    """Take back that nobody could be told: somebody has looked, or acts."""
    StaffTask.objects.filter(pk=task.pk).exclude(unreached="").update(unreached="")
