"""Questions about guests who wait for nights."""

from __future__ import annotations

from django.db.models import QuerySet

from bookings.models import WaitlistEntry
from tenants.errors import NotFound


def list_waits() -> QuerySet[WaitlistEntry]:
    """Return everybody who waits or has waited, with what they wait for."""
    return WaitlistEntry.objects.select_related("guest", "type", "booking")


def get_wait(wait_id: int) -> WaitlistEntry:
    """Return somebody who waits.

    :raises NotFound: if this business has none of this number
    """
    entry = list_waits().filter(pk=wait_id).first()
    if entry is None:
        raise NotFound
    return entry
