"""Nights became free: whoever waits for them may have them."""

from __future__ import annotations

from collections.abc import Iterable

from bookings.models import Reservation, WaitlistEntry, WaitStatus
from tasks.queue import enqueue
from tenants.scoping import current_tenant_id


def offer_freed_nights(stays: Iterable[Reservation]) -> None:
    """Ask for the waiting list to be looked at, if anybody waits for nights like these."""
    freed = list(stays)
    if not freed:
        return
    first = min(stay.period.lower for stay in freed)
    last = max(stay.period.upper for stay in freed)
    waiting = WaitlistEntry.objects.filter(status=WaitStatus.WAITING, check_in__lt=last, check_out__gt=first)
    if waiting.exists():
        enqueue(
            "bookings.offer_freed_nights", tenant_id=current_tenant_id(), first=first.isoformat(), last=last.isoformat()
        )
