"""The waiting list: freed nights are offered in the order in which guests asked, one hold at a time."""

from __future__ import annotations

from datetime import date, datetime

from bookings.conflicts import settled
from bookings.lifecycle import IllegalMove
from bookings.metrics import HOLDS_PLACED
from bookings.models import Source, UnitType, WaitlistEntry, WaitStatus
from bookings.queries.placing import get_facts
from bookings.services.events import record_event
from bookings.services.holds import placed_hold
from bookings.services.prices import check_stays
from bookings.stays import Party, Stay, WantedStay
from tenants.errors import DomainError
from tenants.models import Guest
from tenants.services.webhooks import announce

# Somebody far down the list waits for the next look; each look offers at most so many.
MOST_LOOKED_AT = 50

# Those who have a place on the list: the constraint lets a guest have one for the same nights.
THERE = (WaitStatus.WAITING, WaitStatus.OFFERED)


@settled
def join_waitlist(
    *, guest: Guest, type: UnitType, stay: Stay, party: Party, now: datetime, language: str = ""
) -> WaitlistEntry:
    """Put a guest on the list for nights of a type; who asks again has the place that they have.

    :raises DomainError: if the house could never offer such a stay
    """
    facts = get_facts(type_ids=[type.pk], guest_id=None, now=now)
    check_stays([WantedStay(type.pk, stay, party)], facts, now=now, by_staff=False)
    entry, _is_new = WaitlistEntry.objects.get_or_create(
        guest=guest,
        type=type,
        check_in=stay.check_in,
        check_out=stay.check_out,
        status__in=THERE,
        defaults={"adults": party.adults, "children": party.children, "language": language or guest.language},
    )
    return entry


@settled
def leave_waitlist(*, entry: WaitlistEntry) -> WaitlistEntry:
    """Take a guest off the list.

    :raises IllegalMove: if they do not wait any more
    """
    left = WaitlistEntry.objects.filter(pk=entry.pk, status=WaitStatus.WAITING).update(status=WaitStatus.CLOSED)
    if not left:
        raise IllegalMove
    entry.refresh_from_db()
    return entry


@settled
def offer_nights(*, first: date, last: date, now: datetime) -> int:
    """Offer what is free between two days to those who wait for it, the first who asked first; return how many got a hold."""
    waiting = (
        WaitlistEntry.objects.select_for_update(of=("self",), no_key=True)
        .filter(status=WaitStatus.WAITING, check_in__lt=last, check_out__gt=first)
        .select_related("guest")
        .order_by("pk")[:MOST_LOOKED_AT]
    )
    return sum(offer(entry, now=now) for entry in list(waiting))


def offer(entry: WaitlistEntry, *, now: datetime) -> bool:
    """Place a hold for somebody who waits, if their nights are free, and return whether they were."""
    wanted = WantedStay(entry.type_id, Stay(entry.check_in, entry.check_out), Party(entry.adults, entry.children))
    try:
        # Not place_hold: that nothing is free yet is no refused guest, to be counted and logged.
        booking = placed_hold(
            guest=entry.guest,
            stays=[wanted],
            source=Source.WAITLIST,
            now=now,
            language=entry.language,
            extras=(),
            quote=None,
            by_staff=True,
            note="",
        )
    except DomainError:  # still not free, or over by now: they keep their place
        return False
    HOLDS_PLACED.labels(booking.source).inc()
    entry.status, entry.booking, entry.offered_at = WaitStatus.OFFERED, booking, now
    entry.save(update_fields=["status", "booking", "offered_at"])
    record_event(kind="waitlist_offered", booking=booking, now=now, data={"entry": entry.pk})
    told = {"booking": booking.code, "waitlist_entry": entry.pk}
    announce(event="waitlist.offered", key=f"{booking.code}:{entry.pk}", data=told, now=now)
    return True


def close_past_waits(*, today: date) -> int:
    """Close entries whose first night is over, and return how many."""
    past = WaitlistEntry.objects.filter(status=WaitStatus.WAITING, check_in__lt=today)
    return past.update(status=WaitStatus.CLOSED)
