"""Who comes, who goes and who is here today, and what runs out soon: each list bounded, each from an index."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max, Q, QuerySet

from bookings.lifecycle import Status
from bookings.models import Booking, Property, Reservation, WaitlistEntry, WaitStatus
from bookings.rules import first_bookable_night

CUTOFF = "unit__type__property__cutoff"


def get_business_day(local: datetime) -> date:
    """Return the day that the desk is at: until the last house has closed it, that of the night in progress."""
    cutoff = Property.objects.aggregate(latest=Max("cutoff"))["latest"]
    return first_bookable_night(local, cutoff) if cutoff else local.date()


def list_arrivals(local: datetime) -> QuerySet[Reservation]:
    """Return the stays whose guests are expected: those of today, and those who should have come before."""
    expected = shown().filter(has_night_left(local), status=Status.CONFIRMED, check_in__lte=local.date())
    return expected.order_by("-check_in", "id")


def list_departures(local: datetime) -> QuerySet[Reservation]:
    """Return the stays whose guests leave today, or should have left; who sleeps leaves later."""
    is_over = Q(check_out__lt=local.date()) | Q(**{f"{CUTOFF}__lte": local.time()})
    leaving = shown().filter(is_over, status=Status.CHECKED_IN, check_out__lte=local.date())
    return leaving.order_by("check_out", "id")


def list_in_house(local: datetime) -> QuerySet[Reservation]:
    """Return the stays whose guests sleep here tonight."""
    return shown().filter(has_night_left(local), status=Status.CHECKED_IN).order_by("check_out", "id")


def has_night_left(local: datetime) -> Q:
    """Return what stays are that have a night left: until their house's day is closed, the one that began yesterday."""
    return Q(check_out__gte=local.date()) & (Q(check_out__gt=local.date()) | Q(**{f"{CUTOFF}__gt": local.time()}))


def list_holds() -> QuerySet[Booking]:
    """Return the bookings that are kept unpaid, those that run out first first."""
    holds = Booking.objects.filter(hold_expires_at__isnull=False).select_related("guest")
    return holds.order_by("hold_expires_at", "id")


def list_offered() -> QuerySet[WaitlistEntry]:
    """Return who waited and has been offered nights, those whose offer runs out first first."""
    offered = WaitlistEntry.objects.filter(status=WaitStatus.OFFERED).select_related("guest", "type", "booking")
    return offered.order_by("booking__hold_expires_at", "id")


def shown() -> QuerySet[Reservation]:
    return Reservation.objects.filter(booking__isnull=False).select_related("unit", "booking__guest")
