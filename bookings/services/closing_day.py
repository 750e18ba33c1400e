"""What is done once a day without being asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bookings.lifecycle import Status
from bookings.models import RatePlan, Reservation
from bookings.queries.lodging import get_zone
from bookings.queries.today import get_business_day
from bookings.rules import first_bookable_night
from bookings.services.stays import shorten
from bookings.services.waitlist import close_past_waits, offer_nights

# The rest waits for tomorrow; so many guests do not stay away from one house in a day.
MOST = 200
# Who waits for later nights is looked at when they come nearer.
FARTHEST = timedelta(days=2 * 365)


def close_day(*, now: datetime) -> int:
    """Release nights of guests who did not come and close waits that are over; return how many stays were shortened.

    The night in progress is not over: until a house's cutoff, somebody may still come to it.
    """
    local = now.astimezone(get_zone())
    night = get_business_day(local)
    close_past_waits(today=night)
    # Nights that became free without anybody giving them up: a season opened, a unit came back into use, or the guest had
    # an offer for others at the time. Before a booking is locked, as every look at the list.
    offer_nights(first=night, last=night + FARTHEST, now=now)
    return release_no_shows(local=local, night=night, now=now)


def release_no_shows(*, local: datetime, night: date, now: datetime) -> int:
    """Shorten the stays of guests who did not come to the nights that are over, where their plan says after how long."""
    rules = dict(RatePlan.objects.exclude(no_show_releases_after=None).values_list("pk", "no_show_releases_after"))
    given_up = Reservation.objects.filter(status=Status.NO_SHOW, check_out__gt=night).order_by("pk")
    released = 0
    for stay in given_up.select_related("unit__type__property")[:MOST]:
        today = first_bookable_night(local, stay.unit.type.property.cutoff)
        days = rules.get((stay.lines or {}).get("plan", 0))
        keeps_until = None if days is None else stay.period.lower + timedelta(days=days)
        if keeps_until and keeps_until <= today and stay.period.lower < today < stay.period.upper:
            shorten(reservation=stay, check_out=today, now=now, reason="no_show")
            released += 1
    return released
