"""Writing down what happened, telling the business's own programs, and having the guest told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bookings.models import Booking, BookingEvent, Reservation
from bookings.services.telling import tell_guest
from tenants.scoping import current_actor
from tenants.services.webhooks import announce

# What programs may hear of (tenants/webhook_events.py); the rest stays in the house.
ANNOUNCED = {
    "hold_placed": "hold.created",
    "hold_extended": "hold.extended",
    "hold_expired": "hold.expired",
    "hold_revived": "hold.revived",
    "confirmed": "booking.confirmed",
    "cancelled": "booking.cancelled",
    "stay_cancelled": "booking.changed",
    "stay_changed": "booking.changed",
    "stay_added": "booking.changed",
    "extra_added": "booking.changed",
    "shortened": "booking.changed",
    "checked_in": "stay.checked_in",
    "checked_out": "stay.checked_out",
    "no_show": "stay.no_show",
    "payment": "payment.recorded",
}


def record_event(
    *,
    kind: str,
    now: datetime,
    booking: Booking | None = None,
    reservation: Reservation | None = None,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> BookingEvent:
    """Write down what happened to a booking or a closure."""
    event = BookingEvent.objects.create(
        booking=booking,
        reservation=reservation,
        kind=kind,
        at=now,
        actor=current_actor(),
        reason=reason[:200],
        data=dict(data or {}),
    )
    if booking:
        announce_event(kind=kind, event_id=event.pk, booking=booking, reservation=reservation, now=now, data=data)
        tell_guest(booking, event=kind)
    return event


def announce_event(
    *,
    kind: str,
    event_id: int,
    booking: Booking,
    now: datetime,
    reservation: Reservation | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Tell the business's webhooks, if this is something they can ask for."""
    name = ANNOUNCED.get(kind)
    if name is None:
        return
    told: dict[str, Any] = {"booking": booking.code, "source": booking.source, **(data or {})}
    if reservation:
        told["reservation_id"] = reservation.pk
    announce(event=name, key=f"{booking.code}:{event_id}", data=told, now=now)
