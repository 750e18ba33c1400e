"""Questions about bookings and what happened to them."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from bookings.models import Booking, BookingEvent, FolioEntry, Reservation, StayMessage
from tenants.errors import NotFound

# More than any guest brings about.
MOST_EVENTS = 200


def list_bookings() -> QuerySet[Booking]:
    """Return the bookings of this business with their guests and, in the order of arrival, their stays."""
    stays = Reservation.objects.select_related("unit__type__property").order_by("check_in", "id")
    return Booking.objects.select_related("guest", "quote").prefetch_related(Prefetch("reservations", stays))


def get_booking(code: str) -> Booking:
    """Return a booking by its code.

    :raises NotFound: if this business has none of this code
    """
    booking = list_bookings().filter(code=code).first()
    if booking is None:
        raise NotFound
    return booking


def list_events(booking: Booking) -> QuerySet[BookingEvent]:
    """Return what happened to a booking, from the beginning."""
    return BookingEvent.objects.filter(booking=booking).order_by("id")


def list_entries(booking: Booking) -> QuerySet[FolioEntry]:
    """Return the movements of a booking's folio, from the beginning."""
    return FolioEntry.objects.filter(booking=booking).order_by("id")


def list_newest_events(booking: Booking) -> list[BookingEvent]:
    """Return the last things that happened to a booking, in their order; those before them stay in the admin."""
    return list(list_events(booking).order_by("-id")[:MOST_EVENTS])[::-1]


def list_messages(booking: Booking) -> QuerySet[StayMessage]:
    """Return what the guest of a booking is told around their stay, in the order in which it goes out."""
    return StayMessage.objects.filter(booking=booking).select_related("rule").order_by("due_at", "id")
