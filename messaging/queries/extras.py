"""What could be added to the next stay of a guest: what the house sells for a topic, its price, and whether it can be had."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from bookings.lifecycle import OPEN, Status
from bookings.models import Extra, Reservation
from bookings.pricing.extras import UnknownExtra
from bookings.services.extras import has_extra
from bookings.services.repricing import with_extra
from messaging.dialogue.shapes import Addable, OwnBooking

LATE_CHECKOUT = "late_checkout"


def find_addable(
    topic: str, own: tuple[OwnBooking, ...], *, now: datetime, zone: ZoneInfo, language: str
) -> Addable | None:
    """Return what a guest can add to their next booking, None if the house sells nothing of the kind or they have it."""
    if not topic or not own or own[0].stays != 1:
        return None
    row = next_stay(own[0].code)
    if row is None:
        return None
    mine = Q(property=None) | Q(property=row.unit.type.property_id)
    extra = Extra.objects.filter(mine, topic=topic, is_active=True).order_by("pk").first()
    if extra is None or has_extra(row, extra.code):
        return None
    try:
        price = with_extra(row, extra.code, today=now.astimezone(zone).date(), language=language)
    except UnknownExtra:
        return None
    is_taken = topic == LATE_CHECKOUT and somebody_arrives_after(row, now=now)
    name = getattr(extra, f"name_{language}", "") or extra.name
    amount = price.total - row.price
    return Addable(topic, extra.code, name, own[0].code, amount, price.currency, row.period.upper, is_taken)


def next_stay(code: str) -> Reservation | None:
    """Return the stay of a booking that is to come or under way."""
    rows = Reservation.objects.filter(status__in=OPEN, booking__code=code).select_related("unit__type")
    return rows.order_by("period").first()


def somebody_arrives_after(row: Reservation, *, now: datetime) -> bool:
    """Return whether the unit is not free from the hour on which this stay ends: a stay or a closure begins that day."""
    begins = Reservation.objects.filter(
        slots__overlap=row.slots, period__startswith=row.period.upper, status__in=[*OPEN, Status.BLOCKED]
    )
    return begins.exclude(status=Status.PRE_RESERVED, hold_expires_at__lte=now).exists()
