"""Having a guest told what became of their booking: asked for in the same transaction, done elsewhere."""

from __future__ import annotations

from bookings.models import Booking, StayMessage
from bookings.telling import OCCASIONS, TELL_GUEST, TELL_STAY_MESSAGE
from tasks.queue import enqueue
from tenants.scoping import current_tenant_id


def tell_guest(booking: Booking, *, event: str) -> None:
    """Have a guest told that this happened to their booking, if it is something that guests are told."""
    if occasion := OCCASIONS.get(event):
        enqueue(TELL_GUEST, tenant_id=current_tenant_id(), booking_id=booking.pk, kind=occasion)


def tell_stay_message(message: StayMessage) -> None:
    """Have a guest told what a rule calls for."""
    enqueue(TELL_STAY_MESSAGE, tenant_id=current_tenant_id(), message_id=message.pk)
