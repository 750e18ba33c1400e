"""Reading a webhook again, since a person asks for it: nothing in it counts twice, and what was missing is there now."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from messaging.errors import AlreadyWaiting
from messaging.models import Quarantined, RawEvent
from messaging.models.intake import RawState
from messaging.rings import INGEST
from tasks.doorbell import ring
from tenants.scoping import current_actor

log = logging.getLogger(__name__)


def replay_event(*, event: RawEvent, now: datetime, why: str = "") -> None:
    """Have a webhook read once more. What of it lies in quarantine is released, and comes back if it must.

    :raises AlreadyWaiting: if it waits to be read
    """
    with transaction.atomic():
        over = RawEvent.objects.filter(pk=event.pk).exclude(state=RawState.WAITING)
        if not over.update(state=RawState.WAITING, attempts=0, error="", read_at=None):
            raise AlreadyWaiting
        let_out(Quarantined.objects.filter(event_id=event.pk), now=now, why=why)
        transaction.on_commit(partial(ring, INGEST), robust=True)
    log.info("a webhook is read again", extra={"event_id": event.pk, "actor": current_actor(), "why": why})


def release(*, quarantined: Quarantined, now: datetime, why: str = "") -> None:
    """Take a part out of quarantine: its webhook is read again. One whose webhook is gone is only marked.

    :raises AlreadyWaiting: if its webhook waits to be read
    """
    if quarantined.event is not None:
        replay_event(event=quarantined.event, now=now, why=why)
        return
    let_out(Quarantined.objects.filter(pk=quarantined.pk), now=now, why=why)
    log.info("a part is released", extra={"quarantined_id": quarantined.pk, "actor": current_actor(), "why": why})


def let_out(parts: QuerySet[Quarantined], *, now: datetime, why: str) -> None:
    """Mark those that are still in quarantine, with who says so and why."""
    parts.filter(released_at=None).update(released_at=now, released_by=current_actor()[:80], released_why=why[:200])
