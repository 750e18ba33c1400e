"""The 24 hours after a guest's message in which a business may write freely. No Django, no clock."""

from __future__ import annotations

from datetime import datetime, timedelta

OPEN_FOR = timedelta(hours=24)
# Meta reckons by its own clock, and a message takes a moment to get there.
MARGIN = timedelta(minutes=2)


def closes_at(last_inbound_at: datetime | None) -> datetime | None:
    """Return until when we may write freely; None if the guest has never written."""
    return last_inbound_at + OPEN_FOR - MARGIN if last_inbound_at else None


def is_open(last_inbound_at: datetime | None, *, now: datetime) -> bool:
    """Return whether we may write freely now."""
    closes = closes_at(last_inbound_at)
    return closes is not None and now < closes
