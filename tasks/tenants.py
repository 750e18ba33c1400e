"""Tasks about people and their programs: mail with a way in, and forgetting what nobody needs."""

from __future__ import annotations

from tasks.base import job
from tasks.queue import enqueue
from tenants import clock
from tenants.login import lockout, mail, sessions
from tenants.models import Tenant
from tenants.services import answers


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
