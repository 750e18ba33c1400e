"""What a booking with changed stays comes to."""

from __future__ import annotations

from bookings.lifecycle import Status
from bookings.models import Booking
from bookings.pricing.prices import BookingPrice, StayPrice

# A stay that was given up is not part of what the booking costs; its fee is in the folio.
GIVEN_UP = (Status.CANCELLED, Status.EXPIRED)


def reckon_totals(booking: Booking) -> None:
    """Let a locked booking's price, total and deposit be those of the stays that are left."""
    kept = list(booking.reservations.exclude(status__in=GIVEN_UP).order_by("pk").values_list("lines", flat=True))
    price = BookingPrice(booking.currency, tuple(StayPrice.from_json(lines) for lines in kept if lines))
    booking.price, booking.total, booking.deposit = price.to_json(), price.total, price.deposit
    booking.save(update_fields=["price", "total", "deposit"])
