"""`calendar`: the reservation calendar with 60 units, 30 nights and 2,000 stays on one page, against reading their rows."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bookings.models import Booking, Reservation, Source, Unit
from bookings.queries.month import list_month
from config.tenancy_audit.visitor import browser
from proof.lodging import make_lodging
from proof.result import BenchResult, alternate, machine, percentiles
from tenants import clock
from tenants.models import Guest, Membership, User
from tenants.scoping import tenant_scope

UNITS, NIGHTS, STAYS = 60, 30, 2_000
# The day on which the data set was made to be.
NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
FIRST = NOW.date()
REQUESTS = 20
SLUG, ACTOR = "bench-calendar", "system:bench"


def bench_calendar(say: Callable[[str], None]) -> BenchResult:
    """Ask for the page again and again, through all that stands before it, as a person who is logged in."""
    call_command("migrate", verbosity=0, interactive=False)
    tenant_id = make_full_house(say)
    with clock.stopped_at(NOW):
        desk = at_the_desk(tenant_id)
        ours, bare = partial(page_seconds, desk), partial(row_seconds, tenant_id)
        ours()
        bare()
        say("measuring five rounds")
        figure, floor, rounds = alternate(lambda: p95(ours), lambda: p95(bare))
        details = {
            "ms": percentiles([ours() for _ in range(REQUESTS)]),
            "p95_rounds": rounds,
            **queries(desk),
            **shown(desk),
            "units": UNITS,
            "nights": NIGHTS,
            "machine": machine(),
        }
    return BenchResult("calendar", figure, "ms p95", floor, round(figure / floor, 2), details)


def make_full_house(say: Callable[[str], None]) -> int:
    """Return a business in which every unit has somebody else each night, and some nights are sold twice."""
    lodging = make_lodging(SLUG, units=UNITS, reservations=0, today=FIRST, say=say)
    with tenant_scope(lodging.tenant_id, actor=ACTOR):
        if not lodging.reservations:
            guest = Guest.objects.create(name="Ana Paz", language="es")
            beds = Unit.objects.exclude(type__kind="room").order_by("id")
            places = [(unit, night) for unit in beds for night in range(NIGHTS)]
            Reservation.objects.bulk_create(
                stay_of(guest, number, *place, is_twice=number >= len(places))
                for number, place in zip(range(STAYS), cycle(places), strict=False)
            )
    return lodging.tenant_id


def stay_of(guest: Guest, number: int, unit: Unit, night: int, *, is_twice: bool) -> Reservation:
    """Return one night of one unit, with a booking of its own."""
    source = Source.values[number % len(Source.values)]
    booking = Booking.objects.create(
        code=f"C{number}", guest=guest, source=source, currency="ARS", total=100, deposit=30
    )
    first = FIRST + timedelta(days=night)
    return Reservation(
        booking=booking,
        unit=unit,
        slots=unit.slots,
        period=(first, first + timedelta(days=1)),
        adults=1,
        capacity=unit.capacity,
        status="checked_in" if number % 7 == 0 else "confirmed",
        source=source,
        currency="ARS",
        overbooked=is_twice,
        reason="bench" if is_twice else "",
    )


def at_the_desk(tenant_id: int) -> Client:
    """Return the browser of somebody who works in that business."""
    person, _ = User.objects.get_or_create(username=SLUG)
    Membership.objects.get_or_create(tenant_id=tenant_id, user=person, defaults={"role": "manager"})
    client = browser()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def page(desk: Client) -> Any:
    """Return the page.

    :raises RuntimeError: if it is none: nothing would be measured
    """
    answer = desk.get(reverse("admin:calendar"), {"from": str(FIRST), "days": str(NIGHTS)}, secure=True)
    if answer.status_code != 200:
        raise RuntimeError(f"the calendar answered {answer.status_code}")
    return answer


def page_seconds(desk: Client) -> float:
    begun = time.perf_counter()
    page(desk)
    return time.perf_counter() - begun


def row_seconds(tenant_id: int) -> float:
    """Return what reading the rows alone takes."""
    begun = time.perf_counter()
    with tenant_scope(tenant_id, actor=ACTOR):
        list_month(first=FIRST, after_last=FIRST + timedelta(days=NIGHTS))
    return time.perf_counter() - begun


def p95(seconds: Callable[[], float]) -> float:
    return percentiles([seconds() for _ in range(REQUESTS)])["p95"]


def queries(desk: Client) -> dict[str, int]:
    """Return how often the page asks the database: for what is on it, and in all, with the log-in and the menu."""
    with CaptureQueriesContext(connection) as seen:
        page(desk)
    return {"own_queries": sum("bookings_" in query["sql"] for query in seen), "queries": len(seen)}


def shown(desk: Client) -> dict[str, int]:
    """Return how many stays the page shows, and what it weighs."""
    content = page(desk).content
    return {"stays": content.count(b"data-stay="), "bytes": len(content)}
