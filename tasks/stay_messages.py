"""Tasks about what guests are told around their stays."""

from __future__ import annotations

from datetime import datetime

from bookings.services import stay_messages
from messaging.services import lifecycle
from tasks.base import job
from tenants import clock


@job("bookings.release_stay_message", seconds=30)
def release_stay_message(*, tenant_id: int, message_id: int, due: str) -> None:
    """Let a message of a stay go out if it is still due at this moment; one that was moved has another job."""
    stay_messages.release_message(message_id=message_id, due_at=datetime.fromisoformat(due), now=clock.now())


@job("messaging.tell_guest", seconds=30)
def tell_guest(*, tenant_id: int, booking_id: int, kind: str) -> None:
    """Write to a guest what became of their booking, if it is still so."""
    lifecycle.tell_guest(booking_id=booking_id, kind=kind, now=clock.now())


@job("messaging.tell_stay_message", seconds=30)
def tell_stay_message(*, tenant_id: int, message_id: int) -> None:
    """Write to a guest what a rule calls for, if it still does."""
    lifecycle.tell_stay_message(message_id=message_id, now=clock.now())
