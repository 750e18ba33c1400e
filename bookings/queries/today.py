"""Who comes, who goes and who is here today, and what runs out soon: each list bounded, each from an index."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from bookings.lifecycle import Status
from bookings.models import Booking, Reservation, WaitlistEntry, WaitStatus


def list_arrivals(today: date) -> QuerySet[Reservation]:
    """Return the stays whose guests are expected: those of today, and those who should have come before."""
    return shown().filter(status=Status.CONFIRMED, check_in__lte=today, check_out__gt=today).order_by("-check_in", "id")


def list_departures(today: date) -> QuerySet[Reservation]:
    """Return the stays whose guests leave today, or should have left."""
    return shown().filter(status=Status.CHECKED_IN, check_out__lte=today).order_by("check_out", "id")


def list_in_house(today: date) -> QuerySet[Reservation]:
    """Return the stays whose guests sleep here tonight."""
    return shown().filter(status=Status.CHECKED_IN, check_out__gt=today).order_by("check_out", "id")


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
