"""What Meta says of the notices that members of the staff get on their own phones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from messaging.whatsapp.items import StatusUpdate
from tenants.services.notice_sending import note_delivered, note_lost

# Goes out with a notice and comes back in its statuses.
OPAQUE_PREFIX = "notice:"


def take_notice_statuses(statuses: Sequence[StatusUpdate], *, now: datetime) -> list[StatusUpdate]:
    """Note what Meta says of notices to members, and return the other statuses: those of messages to guests."""
    others = []
    for status in statuses:
        notice_id = status.opaque.removeprefix(OPAQUE_PREFIX)
        if not status.opaque.startswith(OPAQUE_PREFIX) or not notice_id.isdecimal() or len(notice_id) > 18:
            others.append(status)
        elif status.status in ("delivered", "read", "played"):
            note_delivered(notice_id=int(notice_id), now=status.at or now)
        elif status.status == "failed":
            note_lost(notice_id=int(notice_id), code=status.error_code)
    return others
