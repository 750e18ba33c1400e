"""Telling a member of the staff, on their own phone, that something needs them: a template, straight to Meta.

It is no message to a guest, so it belongs to no conversation; how it went stands on the member's notice (tenants).
"""

from __future__ import annotations

from datetime import datetime

from messaging.models import WhatsAppNumber, WhatsAppTemplate
from messaging.services.claiming import account_of
from messaging.services.notice_statuses import OPAQUE_PREFIX
from messaging.whatsapp.client import Account, send
from messaging.whatsapp.faults import Remedy, SendFault
from messaging.whatsapp.outgoing import BadContent, Recipient, TemplateMessage
from tenants.models import NoticeReason
from tenants.scoping import tenant_scope
from tenants.services.notice_sending import (
    Outgoing,
    note_failed,
    note_sent,
    take,
    whole_link,
)

ACTOR = "task:messaging.notify_member"
# What Meta did not take, and may take later. What it may have taken is not sent twice.
PASSING = frozenset({Remedy.RETRY_SAFE, Remedy.RETRY_LATER, Remedy.SLOW_NUMBER, Remedy.SLOW_PAIR, Remedy.SLOW_ACCOUNT})


def notify_member(*, tenant_id: int, notice_id: int, seconds: float, now: datetime) -> None:
    """Send a notice by WhatsApp. The try is counted before and noted after; in between no transaction is open."""
    with tenant_scope(tenant_id, actor=ACTOR):
        sending = take(notice_id=notice_id, now=now)
        if sending is None:
            return
        number = find_sender()
        if number is None:
            none = NoticeReason.NO_NUMBER
            note_failed(notice_id=notice_id, attempt=sending.attempt, reason=none, code=None, now=now)
            return
        account, content = account_of(number), template_for(sending, number)
    wamid, reason, code = send_template(account, content, sending, seconds=seconds)
    with tenant_scope(tenant_id, actor=ACTOR):
        if reason:
            note_failed(notice_id=notice_id, attempt=sending.attempt, reason=reason, code=code, now=now)
        else:
            note_sent(notice_id=notice_id, attempt=sending.attempt, now=now, wamid=wamid)


def find_sender() -> WhatsAppNumber | None:
    """Return the business's number that writes to its people: the oldest that may send at all."""
    return WhatsAppNumber.objects.filter(paused_at=None).exclude(token="").order_by("pk").first()


def template_for(sending: Outgoing, number: WhatsAppNumber) -> TemplateMessage:
    """Return the template with its gaps filled, in the language of the business if Meta has it in that one."""
    known = WhatsAppTemplate.objects.filter(waba_id=number.waba_id, name=sending.template, status="APPROVED")
    languages = list(known.order_by("language").values_list("language", flat=True))
    wanted = sending.language.replace("-", "_")
    language = next((it for it in languages if it.split("_")[0] == wanted.split("_")[0]), None)
    title = " ".join(sending.title.split())  # Meta takes no line breaks in a gap
    return TemplateMessage(
        sending.template, language or (languages[0] if languages else wanted), body=(title, whole_link(sending))
    )


def send_template(
    account: Account, content: TemplateMessage, sending: Outgoing, *, seconds: float
) -> tuple[str, str, int | None]:
    """Return Meta's id of the message, or what was wrong and Meta's code for it."""
    opaque = f"{OPAQUE_PREFIX}{sending.notice_id}"
    try:
        accepted = send(account, content, recipient=Recipient(sending.address), opaque=opaque, seconds=seconds)
    except BadContent:
        return "", NoticeReason.WHATSAPP_REFUSED, None
    except SendFault as fault:
        if fault.remedy is Remedy.UNKNOWN:
            return "", NoticeReason.TIMED_OUT, fault.code
        return "", NoticeReason.STATUS if fault.remedy in PASSING else NoticeReason.WHATSAPP_REFUSED, fault.code
    return accepted.wamid, "", None
