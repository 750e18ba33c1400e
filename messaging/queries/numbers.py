"""Asking for the numbers of a business."""

from __future__ import annotations

import threading
import time

from messaging.models import WhatsAppNumber
from tenants.scoping import tenant_scope

# A changed pace counts after so long; every send asks for it.
KEPT_SECONDS = 30.0
USUAL = 80

kept: dict[int, tuple[float, int]] = {}
lock = threading.Lock()


def pace_of(tenant_id: int, number_id: int) -> int:
    """Return how many messages a second a number may send, as it was a moment ago."""
    now = time.monotonic()
    known = kept.get(number_id)
    if known and now < known[0]:
        return known[1]
    with tenant_scope(tenant_id, actor="task:messaging.send"):
        found = WhatsAppNumber.objects.filter(pk=number_id).values_list("per_second", flat=True).first() or USUAL
    with lock:
        kept[number_id] = (now + KEPT_SECONDS, found)
    return found
