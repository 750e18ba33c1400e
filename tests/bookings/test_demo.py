"""The demonstration's lodgings: a busy day in both of them, whenever it is made."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from bookings import demo
from bookings.demo.houses import COAST, LAKE, DemoHouse
from bookings.demo.plays import Fate
from bookings.models import (
    Booking,
    BookingEvent,
    Photo,
    Reservation,
    ReservationStatus,
    StayMessage,
    Unit,
    UnitType,
    WaitlistEntry,
)
from bookings.queries.folio import list_balances
from tenants import demo as tenants_demo
from tenants.models import StaffTask, Tenant
from tests.cast import enter

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 15, tzinfo=UTC)
TABLES = (Booking, Reservation, BookingEvent, Photo, StayMessage, Unit, UnitType, WaitlistEntry, StaffTask)


def make(now: datetime = NOON) -> None:
    tenants_demo.refresh(now=now)
    demo.refresh(now=now)


def tenant_of(house: DemoHouse) -> Tenant:
    return Tenant.objects.get(slug=house.slug)


def today_at(house: DemoHouse, now: datetime) -> date:
    return now.astimezone(ZoneInfo(tenant_of(house).zone)).date()


def counts() -> Counter[str]:
    found: Counter[str] = Counter()
    for house in (LAKE, COAST):
        with enter(tenant_of(house)):
            found.update({f"{house.slug} {table.__name__}": table.objects.count() for table in TABLES})
    return found


def test_it_shows_every_status_and_the_money_in_every_shape() -> None:
    make()

    statuses: set[str] = set()
    shapes: Counter[str] = Counter()
    total = 0
    for house in (LAKE, COAST):
        with enter(tenant_of(house)):
            statuses |= set(Reservation.objects.values_list("status", flat=True))
            bookings = list(Booking.objects.all())
            total += len(bookings)
            for balance in list_balances(bookings).values():
                shapes.update(
                    {"partial": balance.is_partial, "over": balance.is_overpaid, "settled": balance.is_settled}
                )
    assert statuses == set(ReservationStatus.values)
    assert all(shapes[shape] for shape in ("partial", "over", "settled"))
    assert 50 <= total <= 75
    with enter(tenant_of(LAKE)):
        assert Reservation.objects.filter(overbooked=True).count() == 1
        assert StaffTask.objects.filter(kind="overbooking").count() == 1
        assert Booking.objects.annotate(stays=Count("reservations")).filter(stays=3).count() == 1
        in_dollars = Booking.objects.filter(reservations__unit__type__name="Cabaña para seis")
        assert set(in_dollars.values_list("currency", flat=True)) == {"ARS"}
    with enter(tenant_of(COAST)):
        assert Unit.objects.get(name="Dormitório 2").beds.count() == 8
        assert set(Booking.objects.values_list("language", flat=True)) == {"pt"}


def test_every_fate_that_there_is_is_played() -> None:
    assert {play.fate for house in (LAKE, COAST) for play in house.plays} == set(Fate)


# Deep in the night of a leap day, and in the morning of a high season.
MOMENTS = [datetime(2028, 2, 29, 4, 30, tzinfo=UTC), datetime(2026, 12, 24, 11, tzinfo=UTC)]


@pytest.mark.parametrize("now", MOMENTS, ids=lambda moment: f"{moment:%m-%d %H:%M}")
def test_there_is_something_to_do_whenever_it_is_made(now: datetime) -> None:
    make(now)

    for house in (LAKE, COAST):
        today = today_at(house, now)
        with enter(tenant_of(house)):
            stays = Reservation.objects.filter(booking__isnull=False)
            assert stays.filter(check_in=today, status="confirmed").exists()
            assert stays.filter(check_out=today, status="checked_in").exists()
            assert stays.filter(check_in__lt=today, check_out__gt=today, status="checked_in").exists()
            soon = Booking.objects.filter(hold_expires_at__range=(now, now + timedelta(minutes=30)))
            assert soon.count() == 1
            assert WaitlistEntry.objects.filter(status="waiting").exists()
            assert BookingEvent.objects.filter(at__gt=now).count() == 0


def test_a_second_run_of_the_day_adds_nothing_and_asks_little() -> None:
    make()
    once = counts()

    with CaptureQueriesContext(connection) as asked:
        demo.refresh(now=NOON + timedelta(hours=1))

    assert counts() == once
    assert len(asked) <= 20


@pytest.mark.parametrize("days", [3, 40])
def test_on_another_day_the_stays_have_gone_on(days: int) -> None:
    make()
    later = NOON + timedelta(days=days)

    make(later)

    for house in (LAKE, COAST):
        today = today_at(house, later)
        with enter(tenant_of(house)):
            stays = Reservation.objects.filter(booking__isnull=False)
            assert not stays.filter(status="checked_in", check_out__lt=today).exists()
            assert not stays.filter(status="confirmed", check_in__lt=today).exists()
            assert not Booking.objects.filter(hold_expires_at__lte=later).exists()
            assert stays.filter(check_in=today, status="confirmed").exists()
            assert StaffTask.objects.filter(cause__startswith="demo:arrivals:", closed_at=None).count() == 1


def test_the_command_makes_it_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("seed_demo")

    assert all(counts().values())
    assert "Cabañas del Lago: " in capsys.readouterr().out
