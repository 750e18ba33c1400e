"""Tasks about people and their programs: mail with a way in, outgoing webhooks, forgetting what nobody needs."""

from __future__ import annotations

from tasks.base import job, remaining_seconds
from tasks.queue import enqueue
from tenants import clock
from tenants.login import lockout, mail, sessions
from tenants.models import Tenant
from tenants.notice_outside import send_outside
from tenants.scoping import tenant_scope
from tenants.services import answers, notice_sending, notices, webhook_attempts
from tenants.webhook_client import post
from tenants.webhook_rules import configured_rules


@job("tenants.send_access_link", seconds=30, atomic=False)
def send_access_link(*, user_id: int) -> None:
    """Mail a link with which the person chooses a password. It waits for a mail server, so no transaction is open."""
    mail.send_access_link(user_id, now=clock.now())


@job("tenants.forget_access", seconds=60)
def forget_access() -> None:
    """Delete sessions that have run out and attempts that count no more."""
    sessions.forget_expired(clock.now())
    lockout.forget_old()


@job("tenants.forget_all_answers", seconds=60)
def forget_all_answers() -> None:
    """Ask for the job below in each business."""
    for tenant_id in Tenant.objects.values_list("pk", flat=True).order_by("pk"):
        enqueue("tenants.forget_answers", tenant_id=tenant_id)


@job("tenants.forget_answers", seconds=60)
def forget_answers(*, tenant_id: int) -> None:
    """Delete the answers of a business that nobody will ask for again, a batch at a time."""
    if answers.forget_answers(now=clock.now()):
        enqueue("tenants.forget_answers", tenant_id=tenant_id)


@job("tenants.deliver_webhook", seconds=25, atomic=False)
def deliver_webhook(*, tenant_id: int, delivery_id: int) -> None:
    """Send one delivery. The try is counted before and noted after; in between no transaction is open."""
    actor = "task:tenants.deliver_webhook"
    with tenant_scope(tenant_id, actor=actor):
        outgoing = webhook_attempts.take(delivery_id=delivery_id, now=clock.now())
    if outgoing is None:
        return
    # Some seconds are left to note what became of it.
    seconds = remaining_seconds() - 5
    answer = post(outgoing.url, outgoing.body, outgoing.headers, rules=configured_rules(), seconds=seconds)
    with tenant_scope(tenant_id, actor=actor):
        webhook_attempts.note_answer(
            delivery_id=delivery_id,
            attempt=outgoing.attempt,
            status=answer.status,
            fault=answer.fault,
            now=clock.now(),
        )


@job("tenants.forget_all_webhook_deliveries", seconds=60)
def forget_all_webhook_deliveries() -> None:
    """Ask for the job below in each business."""
    for tenant_id in Tenant.objects.values_list("pk", flat=True).order_by("pk"):
        enqueue("tenants.forget_webhook_deliveries", tenant_id=tenant_id)


@job("tenants.forget_webhook_deliveries", seconds=60)
def forget_webhook_deliveries(*, tenant_id: int) -> None:
    """Delete the deliveries of a business that are old, a batch at a time."""
    if webhook_attempts.forget_deliveries(now=clock.now()):
        enqueue("tenants.forget_webhook_deliveries", tenant_id=tenant_id)


@job("tenants.notify")
def notify(*, tenant_id: int, task_id: int, step: int) -> None:
    """Take a step of telling people about a task of the staff."""
    notices.tell_people(task_id=task_id, step=step, now=clock.now())


@job("tenants.send_notice", seconds=30, atomic=False)
def send_notice(*, tenant_id: int, notice_id: int) -> None:
    """Send one notice by push or mail. The try is counted before and noted after; in between no transaction is open."""
    actor = "task:tenants.send_notice"
    with tenant_scope(tenant_id, actor=actor):
        sending = notice_sending.take(notice_id=notice_id, now=clock.now())
    if sending is None:
        return
    # Some seconds are left to note what became of it.
    sent = send_outside(sending, seconds=remaining_seconds() - 5, now=clock.now())
    with tenant_scope(tenant_id, actor=actor):
        if sent.reason:
            notice_sending.note_failed(
                notice_id=notice_id, attempt=sending.attempt, reason=sent.reason, code=sent.code, now=clock.now()
            )
        else:
            notice_sending.note_sent(notice_id=notice_id, attempt=sending.attempt, now=clock.now())
