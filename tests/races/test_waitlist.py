"""Two looks at the waiting list at the same moment: a guest who waits twice is made one offer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from bookings.models import Property, UnitType, WaitlistEntry
from bookings.services.waitlist import ids_with_room, join_waitlist, offer, offer_nights, pages_of_waiting
from bookings.stays import Party, Stay
from proof.faults.processes import wait_for
from tenants.models import Guest, Tenant
from tests.cast import enter
from tests.lodging import night
from tests.races.nights import NOW

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.timeout(180)]

Look = Callable[[int], object]


def with_turns(first: int) -> object:
    return offer_nights(first=night(first), last=night(first + 2), now=NOW)


def without_turns(first: int) -> object:
    """Look at the list as one would without thinking of a second look beside it."""
    pages = pages_of_waiting(first=night(first), last=night(first + 2))
    return [offer(entry_id, now=NOW) for page in pages for entry_id in ids_with_room(page, now=NOW)]


@pytest.mark.parametrize(("look", "offers"), [(with_turns, 1), (without_turns, 2)])
def test_of_two_looks_beside_each_other_the_second_sees_whom_the_first_made_an_offer(
    hotel: Tenant, guest: Guest, cabin: UnitType, look: Look, offers: int
) -> None:
    with enter(hotel):
        Property.objects.update(most_unpaid_holds=5)
        for first in (1, 10):
            join_waitlist(guest=guest, type=cabin, stay=Stay(night(first), night(first + 2)), party=Party(2), now=NOW)

    with ThreadPoolExecutor(1) as beside:
        with enter(hotel):
            look(1)
            # The first has made its offer, and its transaction is not over.
            second = beside.submit(apart, hotel, look)
            wait_for(lambda: waiting_for_locks() == 1, within=30, what="the second look to wait for the first")
        second.result(timeout=60)

    with enter(hotel):
        assert WaitlistEntry.objects.filter(status="offered").count() == offers


def apart(hotel: Tenant, look: Look) -> object:
    try:
        with enter(hotel):
            return look(10)
    finally:
        connection.close()


def waiting_for_locks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # or a transaction sees what it saw at first
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])
