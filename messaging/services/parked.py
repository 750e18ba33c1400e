"""Words of Meta about messages that we do not know (yet): linked once we do, and forgotten after a month.

A status without our id may come before the answer to its send, and both be written at the same moment without seeing each
other; or it is about a message that went out again under another id, or that somebody sent from elsewhere.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from prometheus_client import Counter

from messaging.models import Direction, Message, MessageState, StatusEvent
from messaging.services.failures import act_on_late_failure
from messaging.services.statuses import link_parked, save

KEPT_FOR = timedelta(days=30)
BATCH = 1000

PARKED = Counter(
    "whatsapp_parked_statuses_total", "Statuses of messages nobody knew, by what became of them", ["result"]
)


def tidy_parked(*, now: datetime) -> bool:
    """Link what has found its message, forget what never will, and return whether there may be more."""
    about = Message.objects.filter(direction=Direction.OUT, wamid=OuterRef("wamid"))
    known = StatusEvent.objects.filter(Exists(about), message=None).exclude(wamid="")
    for wamid in known.values_list("wamid", flat=True).distinct()[:BATCH]:
        link(wamid, now=now)
    old = StatusEvent.objects.filter(message=None, created_at__lt=now - KEPT_FOR).order_by("created_at")
    count, _ = StatusEvent.objects.filter(pk__in=old.values("pk")[:BATCH]).delete()
    PARKED.labels("forgotten").inc(count)
    return count == BATCH


def link(wamid: str, *, now: datetime) -> None:
    """Let a message hear what was said of it before we knew that it was about it."""
    locked = Message.objects.select_for_update(of=["self"], no_key=True).select_related("conversation")
    message = locked.get(direction=Direction.OUT, wamid=wamid)
    had_failed = message.state == MessageState.FAILED
    link_parked(message)
    save([message])
    PARKED.labels("linked").inc()
    if message.state == MessageState.FAILED and not had_failed:
        act_on_late_failure(message, now=now)
