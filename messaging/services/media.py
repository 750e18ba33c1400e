"""Fetching what a guest sent: at once, since Meta's address for it is good for minutes."""

from __future__ import annotations

import hashlib

from messaging.models import MediaFile, WhatsAppNumber
from messaging.models.message import MediaState
from messaging.services.sending import account_of
from messaging.whatsapp.client import Account, Download, MediaDamaged, MediaGone, MediaRefused, MediaTooBig, fetch_media
from messaging.whatsapp.faults import Remedy
from tenants.scoping import tenant_scope

ACTOR = "task:messaging.fetch_media"
MOST_BYTES = 16 << 20
MOST_SECONDS = 55.0
# Asking again gives the same; and a provider blocks numbers that ask too often for what is gone.
FINAL = (MediaGone, MediaTooBig, MediaRefused)


def fetch(*, tenant_id: int, message_id: int, seconds: float) -> None:
    """Fetch the file of a message and keep it; what can never be had is noted as such.

    :raises SendFault: if it may be had later
    """
    wanted = wanted_file(tenant_id, message_id)
    if wanted is None:
        return
    media_id, announced, account = wanted
    try:
        found = fetch_media(account, media_id, most_bytes=MOST_BYTES, seconds=min(MOST_SECONDS, seconds - 5))
        check(found, announced)
    except FINAL as fault:
        note_failure(tenant_id, message_id, why=type(fault).__name__)
    except MediaDamaged as fault:
        note_failure(tenant_id, message_id, why=type(fault).__name__)
        raise
    else:
        keep(tenant_id, message_id, found)


def wanted_file(tenant_id: int, message_id: int) -> tuple[str, str, Account] | None:
    """Return what is to be fetched, what it should be, and with which account; None if it is there."""
    with tenant_scope(tenant_id, actor=ACTOR):
        file = MediaFile.objects.filter(message_id=message_id).exclude(state=MediaState.STORED).first()
        if file is None:
            return None
        number = WhatsAppNumber.objects.get(pk=file.message.conversation.number_id)
        return file.media_id, file.sha256, account_of(number)


def check(found: Download, announced: str) -> None:
    """Refuse what is not what the webhook announced; it was signed, and the file is not.

    :raises MediaDamaged: if it is something else
    """
    if announced and hashlib.sha256(found.content).hexdigest() != announced.lower():
        raise MediaDamaged(Remedy.RETRY_LATER, None, "sha256")


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


def note_failure(tenant_id: int, message_id: int, *, why: str) -> None:
    with tenant_scope(tenant_id, actor=ACTOR):
        MediaFile.objects.filter(message_id=message_id).update(state=MediaState.FAILED, error=why[:200])
