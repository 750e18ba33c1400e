"""Fetching what a guest sent: at once, since Meta's address for it is good for minutes, then for as long as Meta has it."""

from __future__ import annotations

import hashlib
import random
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import F
from django.utils.translation import gettext_noop as _

from messaging.models import MediaFile, WhatsAppNumber
from messaging.models.message import MediaState
from messaging.services.asking import ask_person
from messaging.services.claiming import account_of
from messaging.whatsapp.client import Account, Download, MediaDamaged, fetch_media
from messaging.whatsapp.faults import Remedy, SendFault
from tasks.queue import enqueue, enqueue_many
from tenants.scoping import current_tenant_id, tenant_scope

ACTOR = "task:messaging.fetch_media"
MOST_BYTES = 16 << 20
MOST_SECONDS = 55.0
# Meta keeps it for seven days. After six a person is asked, who can still ask the guest for it.
WORTH_TRYING = timedelta(days=6)
HOUR = 3600.0
# How long to wait after the first try; each further pause is four times as long, up to an hour.
FIRST_PAUSE = {Remedy.RETRY_SAFE: 5.0, Remedy.RETRY_LATER: 5.0, Remedy.STOP_CHANNEL: HOUR}
OTHER_PAUSE = 60.0


class Wanted(NamedTuple):
    """A file to be fetched, what the webhook said that it is, with which account, and until when that makes sense."""

    media_id: str
    sha256: str
    account: Account
    give_up_at: datetime


def fetch(*, tenant_id: int, message_id: int, tries: int = 0, seconds: float, now: datetime) -> None:
    """Fetch the file of a message and keep it. What may be had later is asked for later, what cannot be had is a task.

    `tries` is how often it was asked for before; who was overtaken by another asks nothing.
    """
    wanted = wanted_file(tenant_id, message_id, tries)
    if wanted is None:
        return
    try:
        found = fetch_media(
            wanted.account, wanted.media_id, most_bytes=MOST_BYTES, seconds=min(MOST_SECONDS, seconds - 5)
        )
        check(found, wanted.sha256)
    except SendFault as fault:
        note_fault(tenant_id, message_id, fault, tries=tries, give_up_at=wanted.give_up_at, now=now)
    else:
        keep(tenant_id, message_id, found)


def wanted_file(tenant_id: int, message_id: int, tries: int) -> Wanted | None:
    """Return what is to be fetched; None if it is there, or given up, or somebody else's turn."""
    with tenant_scope(tenant_id, actor=ACTOR):
        file = MediaFile.objects.filter(message_id=message_id, state=MediaState.WAITING, tries=tries).first()
        if file is None:
            return None
        number = WhatsAppNumber.objects.get(pk=file.message.conversation.number_id)
        return Wanted(file.media_id, file.sha256, account_of(number), file.message.sent_at + WORTH_TRYING)


def check(found: Download, announced: str) -> None:
    """Refuse what is not what the webhook announced; it was signed, and the file is not.

    :raises MediaDamaged: if it is something else
    """
    if announced and hashlib.sha256(found.content).hexdigest() != announced.lower():
        raise MediaDamaged(Remedy.RETRY_LATER, None, "sha256", most_retries=3)


def keep(tenant_id: int, message_id: int, found: Download) -> None:
    with tenant_scope(tenant_id, actor=ACTOR):
        MediaFile.objects.filter(message_id=message_id).update(
            state=MediaState.STORED,
            content=found.content,
            size=len(found.content),
            sha256=found.sha256,
            mime_type=found.mime_type[:100],
            error="",
        )


def note_fault(
    tenant_id: int, message_id: int, fault: SendFault, *, tries: int, give_up_at: datetime, now: datetime
) -> None:
    """Ask again later if that can help, and else ask a person."""
    due = now + timedelta(seconds=pause_after(fault, tries))
    # Asking again gives the same; and Meta blocks numbers that ask too often for what is gone.
    is_final = fault.remedy is Remedy.NEVER or (fault.most_retries is not None and tries >= fault.most_retries)
    why = (str(fault) if type(fault) is SendFault else type(fault).__name__)[:200]
    with tenant_scope(tenant_id, actor=ACTOR):
        mine = MediaFile.objects.filter(message_id=message_id, state=MediaState.WAITING, tries=tries)
        if is_final or due >= give_up_at:
            if mine.update(state=MediaState.FAILED, error=why):
                ask_staff(message_id)
        elif mine.update(tries=tries + 1, error=why):
            enqueue("messaging.fetch_media", due, tenant_id=tenant_id, message_id=message_id, tries=tries + 1)


def pause_after(fault: SendFault, tries: int) -> float:
    """Return how long to wait before the next try, with jitter: many files fail together, and should not come together."""
    grown = min(HOUR, FIRST_PAUSE.get(fault.remedy, OTHER_PAUSE) * 4.0 ** min(tries, 6))
    return max(float(fault.least_wait), random.uniform(0.5, 1) * grown)  # noqa: S311 (spreads load, guards nothing)


def ask_staff(message_id: int) -> None:
    """Ask a person to ask the guest for a file that cannot be had."""
    ask_person(
        kind="media_failed",
        cause=f"message:{message_id}",
        title=_("WhatsApp: no se pudo bajar un archivo de un huésped"),
        link=f"/admin/messaging/message/{message_id}/change/",
    )


def fetch_waiting(number: WhatsAppNumber) -> None:
    """Ask at once for all that waits of a number: what kept Meta from giving it is mended. Inside a scope."""
    waiting = MediaFile.objects.filter(state=MediaState.WAITING, tries__gt=0, message__conversation__number=number)
    message_ids = list(waiting.values_list("message_id", flat=True))
    # Whoever was to ask later finds that it was done.
    MediaFile.objects.filter(message_id__in=message_ids).update(tries=F("tries") + 1)
    wanted = MediaFile.objects.filter(message_id__in=message_ids).order_by("id").values_list("message_id", "tries")
    tenant_id = current_tenant_id()
    enqueue_many(
        "messaging.fetch_media",
        [(None, {"tenant_id": tenant_id, "message_id": message_id, "tries": tries}) for message_id, tries in wanted],
    )
