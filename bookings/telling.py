"""The occasions on which a guest is told of their booking, and the work that is asked for then: by name, done elsewhere."""

from __future__ import annotations

from typing import Final

HOLD_PLACED, BOOKING_CONFIRMED = "hold_placed", "booking_confirmed"
BOOKING_CANCELLED, HOLD_EXPIRED = "booking_cancelled", "hold_expired"

# By the event that a service writes down (bookings/services/events.py).
OCCASIONS: Final = {
    "hold_placed": HOLD_PLACED,
    "confirmed": BOOKING_CONFIRMED,
    "cancelled": BOOKING_CANCELLED,
    "hold_expired": HOLD_EXPIRED,
}
TELL_GUEST, TELL_STAY_MESSAGE = "messaging.tell_guest", "messaging.tell_stay_message"
