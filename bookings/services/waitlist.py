"""The waiting list: freed nights are offered in the order in which guests asked, one hold at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import connection
from django.db.models import Exists, OuterRef

from bookings.conflicts import settled
from bookings.lifecycle import IllegalMove
from bookings.metrics import HOLDS_PLACED
from bookings.models import Source, UnitType, WaitlistEntry, WaitStatus
from bookings.queries.availability import find_free_types
from bookings.queries.placing import get_facts
from bookings.services.events import record_event
from bookings.services.holds import placed_hold
from bookings.services.prices import check_stays
from bookings.stays import Party, Stay, WantedStay
from tenants.errors import DomainError
from tenants.models import Guest
from tenants.scoping import current_tenant_id
from tenants.services.webhooks import announce

# So many are read at once; everybody on the list is looked at, however many there are.
PAGE = 50

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
    wait_for_turn()
    return sum(
        offer(entry_id, now=now)
        for page in pages_of_waiting(first=first, last=last)
        for entry_id in ids_with_room(page, now=now)
    )


def wait_for_turn() -> None:
    """Let one look at a business's list follow the other, so that each sees what the one before has offered to whom."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('waitlist', %s))", [current_tenant_id()])


def pages_of_waiting(*, first: date, last: date) -> Iterator[list[WaitlistEntry]]:
    """Yield those who wait for nights between two days, in the order in which they asked."""
    waiting = WaitlistEntry.objects.filter(status=WaitStatus.WAITING, check_in__lt=last, check_out__gt=first)
    after = 0
    while page := list(waiting.filter(pk__gt=after).order_by("pk")[:PAGE]):
        yield page
        after = page[-1].pk


def ids_with_room(entries: Sequence[WaitlistEntry], *, now: datetime) -> list[int]:
    """Return those for whom there is a unit at this moment. One query for each size of party, however many wait."""
    wanted: defaultdict[int, dict[int, tuple[Stay, int]]] = defaultdict(dict)
    for entry in entries:
        wanted[entry.adults + entry.children][entry.pk] = (Stay(entry.check_in, entry.check_out), entry.type_id)
    fitting: list[int] = []
    for guests, asked in wanted.items():
        stays, types = {stay for stay, _type in asked.values()}, {type_id for _stay, type_id in asked.values()}
        free = find_free_types(type_ids=list(types), stays=stays, guests=guests, now=now)
        fitting += [pk for pk, one in asked.items() if one in free]
    return sorted(fitting)


def lock_waiting(entry_id: int) -> WaitlistEntry | None:
    """Return somebody who still waits and has no open offer: a guest answers one before they are made another."""
    offers = WaitlistEntry.objects.filter(guest=OuterRef("guest"), status=WaitStatus.OFFERED)
    waiting = WaitlistEntry.objects.filter(~Exists(offers), pk=entry_id, status=WaitStatus.WAITING)
    return waiting.select_for_update(of=("self",), no_key=True).select_related("guest").first()


def offer(entry_id: int, *, now: datetime) -> bool:
    """Place a hold for somebody who waits, by the rules that every guest is held to, and return whether they got it."""
    entry = lock_waiting(entry_id)
    if entry is None:
        return False
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
            by_staff=False,
            note="",
        )
    except DomainError:  # still not free or not sold, or they have other holds to pay: they keep their place
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
