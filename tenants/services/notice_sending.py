"""Each notice on its way: taken before it is sent, noted afterwards, tried again where nothing can have arrived, or given up.

The taking is committed before anything is sent, and counts: whoever dies over it leaves a hold behind, and the notice is
given up as interrupted rather than sent a second time. The next step tells others anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from prometheus_client import Counter

from tasks.queue import enqueue
from tenants import clock
from tenants.language import site_language
from tenants.models import Membership, Notice, NoticeChannel, NoticeKind, NoticeReason, NoticeState, StaffTask, Tenant
from tenants.queries.notices import get_notice_rules
from tenants.scoping import current_tenant_id
from tenants.services.notices import SENDERS, ask_to_send, calm, hasten
from tenants.values.notices import URGENT

# Longer than a try may take.
HOLD = timedelta(seconds=60)
# So much may a moment lie ahead that was reckoned elsewhere.
MOST_TRIES = 3
RETRY_AFTER = timedelta(seconds=30)
# Nothing arrived, and another try may.
PASSING = frozenset({NoticeReason.CONNECTION_FAILED, NoticeReason.STATUS, NoticeReason.MAIL_FAILED})

NOTICES = Counter("staff_notices_total", "Notices to members by how they ended", ["channel", "result"])


@dataclass(frozen=True)
class Outgoing:
    """What is to be sent, to where, and which try it is."""

    notice_id: int
    attempt: int
    kind: str
    address: str
    p256dh: str
    auth: str
    title: str
    detail: str
    business: str
    link: str
    language: str
    template: str
    is_urgent: bool


def take(*, notice_id: int, now: datetime) -> Outgoing | None:
    """Return what to send, counted as one more try, or None if there is nothing to do now."""
    with transaction.atomic():
        notice = locked(notice_id)
        if notice is None or notice.channel is None or notice.state != NoticeState.WAITING:
            return None
        if notice.held_until:
            if notice.held_until <= now:
                give_up(notice, NoticeReason.INTERRUPTED)
            else:  # a worker is at it; if it dies, somebody must find that
                enqueue(job_of(notice.channel), notice.held_until, **ids_of(notice))
            return None
        if notice.due_at > now + clock.NEARLY:
            ask_to_send(notice)
            return None
        if reason := why_not(notice):
            skip(notice, reason)
            return None
        notice.attempts += 1
        notice.held_until = now + HOLD
        notice.save(update_fields=["attempts", "held_until"])
        return outgoing(notice, notice.channel)


def locked(notice_id: int) -> Notice | None:
    """Return a notice with all that belongs to it; nobody else touches it until the transaction ends."""
    rows = Notice.objects.select_for_update(of=("self",)).select_related("channel", "task", "user")
    return rows.filter(pk=notice_id).first()


def why_not(notice: Notice) -> NoticeReason | None:
    """Return why a notice that is due is not sent after all."""
    here = Membership.objects.filter(tenant_id=current_tenant_id(), user=notice.user_id, is_active=True)
    if not notice.user.is_active or not here.exists():
        return NoticeReason.LEFT
    if notice.channel is None or not notice.channel.is_active:
        return NoticeReason.CHANNEL_OFF
    if notice.task and is_in_hand(notice.task, notice):
        return NoticeReason.SETTLED
    return None


def is_in_hand(task: StaffTask, notice: Notice) -> bool:
    """Return whether somebody sees to a task already. Whom it was given to is told even if others have looked."""
    if task.closed_at or task.taken_at:
        return True
    opened = Notice.objects.filter(task=task, state=NoticeState.OPENED)
    if task.assignee_id == notice.user_id:
        opened = opened.filter(user=notice.user_id)
    return opened.exists()


def outgoing(notice: Notice, channel: NoticeChannel) -> Outgoing:
    """Return a notice as it travels, in the language of the business."""
    tenant = Tenant.objects.get(pk=current_tenant_id())
    language = site_language(tenant.language)
    task = notice.task
    with translation.override(language):
        title = task.title if task else _("Prueba: así llegan los avisos")
    return Outgoing(
        notice_id=notice.pk,
        attempt=notice.attempts,
        kind=channel.kind,
        address=channel.address,
        p256dh=channel.p256dh,
        auth=channel.auth,
        title=title,
        detail=task.detail if task else "",
        business=tenant.name,
        link=reverse("notice", args=[notice.token]),
        language=language,
        template=get_notice_rules().template,
        is_urgent=task is None or task.kind in URGENT,
    )


def whole_link(sending: Outgoing) -> str:
    """Return the link as it stands in a mail or a message."""
    return f"{settings.PUBLIC_URL}{sending.link}"


def note_sent(*, notice_id: int, attempt: int, now: datetime, wamid: str = "") -> None:
    """Write down that a notice is out of our hands."""
    with transaction.atomic():
        notice = in_hand(notice_id, attempt)
        if notice is None:
            return
        # Meta may say that it was delivered before it answers that it took it.
        notice.state = NoticeState.DELIVERED if notice.delivered_at else NoticeState.SENT
        notice.sent_at, notice.held_until = now, None
        notice.wamid, notice.reason, notice.code = wamid, "", None
        notice.save(update_fields=["state", "sent_at", "held_until", "wamid", "reason", "code"])
        count(notice, "sent")


def note_failed(*, notice_id: int, attempt: int, reason: str, code: int | None, now: datetime) -> None:
    """Write down that a try failed; another one follows where nothing can have arrived, or the next step."""
    with transaction.atomic():
        notice = in_hand(notice_id, attempt)
        if notice is None:
            return
        notice.code = code
        if reason == NoticeReason.GONE and notice.channel:
            NoticeChannel.objects.filter(pk=notice.channel.pk).update(is_active=False, is_gone=True)
        if reason not in PASSING or notice.attempts >= MOST_TRIES or notice.task is None:
            give_up(notice, NoticeReason(reason))
            return
        notice.reason, notice.held_until = NoticeReason(reason), None
        notice.due_at = now + RETRY_AFTER * notice.attempts
        notice.save(update_fields=["reason", "code", "held_until", "due_at"])
        ask_to_send(notice)
        count(notice, "retried")


def in_hand(notice_id: int, attempt: int) -> Notice | None:
    """Return the notice that a try was about, unless it was given up for dead meanwhile."""
    notice = locked(notice_id)
    is_ours = notice and notice.state == NoticeState.WAITING and notice.attempts == attempt and notice.held_until
    return notice if is_ours else None


def give_up(notice: Notice, reason: NoticeReason) -> None:
    """Send a notice no more; if it was the last of its step, others are told now."""
    notice.state, notice.reason, notice.held_until = NoticeState.FAILED, reason, None
    notice.save(update_fields=["state", "reason", "code", "held_until"])
    count(notice, "failed")
    hasten(notice)


def skip(notice: Notice, reason: NoticeReason) -> None:
    """Do not send a notice whose time has come."""
    notice.state, notice.reason = NoticeState.SKIPPED, reason
    notice.save(update_fields=["state", "reason"])
    count(notice, "skipped")
    if reason != NoticeReason.SETTLED:
        hasten(notice)


def note_delivered(*, notice_id: int, now: datetime) -> None:
    """Write down that a notice has reached its member's phone."""
    rows = Notice.objects.filter(pk=notice_id, delivered_at=None)
    rows.filter(state=NoticeState.SENT).update(state=NoticeState.DELIVERED)
    rows.update(delivered_at=now)


def note_lost(*, notice_id: int, code: int | None) -> None:
    """Write down that WhatsApp took a notice and could not deliver it; if it was the last of its step, others are told."""
    with transaction.atomic():
        notice = locked(notice_id)
        if notice and notice.state in (NoticeState.WAITING, NoticeState.SENT):
            notice.code = code
            give_up(notice, NoticeReason.WHATSAPP_REFUSED)


def note_opened(*, notice: Notice, now: datetime) -> None:
    """Write down that somebody who was told has looked; then nobody else needs to be."""
    with transaction.atomic():
        fresh = Notice.objects.filter(pk=notice.pk, opened_at=None)
        if fresh.update(opened_at=now, state=NoticeState.OPENED, held_until=None):
            count(notice, "opened")
        if notice.task:
            calm(notice.task)


def count(notice: Notice, result: str) -> None:
    NOTICES.labels(notice.channel.kind if notice.channel else "none", result).inc()


def job_of(channel: NoticeChannel) -> str:
    return SENDERS[NoticeKind(channel.kind)]


def ids_of(notice: Notice) -> dict[str, int | str]:
    return {"tenant_id": current_tenant_id(), "notice_id": notice.pk}
