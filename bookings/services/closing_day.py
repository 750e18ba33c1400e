"""What is done once a day without being asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bookings.lifecycle import Status
from bookings.models import RatePlan, Reservation
from bookings.queries.lodging import get_zone
from bookings.services.stays import shorten
from bookings.services.waitlist import close_past_waits

# The rest waits for tomorrow; so many guests do not stay away from one house in a day.
MOST = 200


def close_day(*, now: datetime) -> int:
    """Release nights of guests who did not come and close waits that are over; return how many stays were shortened."""
    today = now.astimezone(get_zone()).date()
    close_past_waits(today=today)
    return release_no_shows(today=today, now=now)


def release_no_shows(*, today: date, now: datetime) -> int:
    """Shorten the stays of guests who did not come to the nights that are over, where their plan says after how long."""
    rules = dict(RatePlan.objects.exclude(no_show_releases_after=None).values_list("pk", "no_show_releases_after"))
    given_up = Reservation.objects.filter(status=Status.NO_SHOW, check_out__gt=today).order_by("pk")[:MOST]
    released = 0
    for stay in given_up:
        days = rules.get((stay.lines or {}).get("plan", 0))
        keeps_until = None if days is None else stay.period.lower + timedelta(days=days)
        if keeps_until and keeps_until <= today and stay.period.lower < today:
            shorten(reservation=stay, check_out=today, now=now, reason="no_show")
            released += 1
    return released
