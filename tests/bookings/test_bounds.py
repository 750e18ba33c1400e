"""Nights that no service writes down, whoever asks: too many of them, or those that are over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from psycopg.types.range import Range

from bookings.conflicts import settled
from bookings.errors import OverCapacity, PastDate, StayTooLong
from bookings.models import LONGEST_PERIOD, Booking, Reservation, Season, Unit, UnitType
from bookings.rules import LONGEST_FOR_STAFF
from bookings.services.blocks import block
from bookings.services.overbooking import overbook
from bookings.services.stays import change_stay
from bookings.stays import Party, Stay
from tenants.models import Guest, Tenant
from tests.bookings.test_stays import NOW, confirmed
from tests.lodging import night

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


def nights(count: int) -> Stay:
    return Stay(night(1), night(1) + timedelta(days=count))


def sold_twice(guest: Guest, stay: Stay, party: Party = Party(2)) -> Booking:  # noqa: B008 (it never changes)
    return overbook(guest=guest, unit=Unit.objects.earliest("pk"), stay=stay, party=party, reason="familia", now=NOW)


def test_a_closure_is_moved_up_to_the_longest_and_no_further(in_hotel: Tenant, cabins: UnitType) -> None:
    closed = block(unit=Unit.objects.earliest("pk"), stay=nights(2), reason="pintura", now=NOW)

    with pytest.raises(StayTooLong) as refused:
        change_stay(reservation=closed, stay=nights(LONGEST_PERIOD + 1), now=NOW, by_staff=True)
    change_stay(reservation=closed, stay=nights(LONGEST_PERIOD), now=NOW, by_staff=True)

    assert list(refused.value.fields) == ["check_out"]
    assert Reservation.objects.get(pk=closed.pk).nights == LONGEST_PERIOD


def test_a_stay_is_moved_by_staff_up_to_a_year_and_no_further(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    stay = confirmed(guest, cabins)

    with pytest.raises(StayTooLong):
        change_stay(reservation=stay, stay=nights(LONGEST_FOR_STAFF + 1), now=NOW, by_staff=True)
    change_stay(reservation=stay, stay=nights(LONGEST_FOR_STAFF), now=NOW, by_staff=True)

    assert Reservation.objects.get(pk=stay.pk).nights == LONGEST_FOR_STAFF


def test_what_postgres_itself_finds_too_long_is_told_in_the_same_words(in_hotel: Tenant, cabins: UnitType) -> None:
    closed = block(unit=Unit.objects.earliest("pk"), stay=nights(2), reason="pintura", now=NOW)
    far = Range(night(1), night(1) + timedelta(days=LONGEST_PERIOD + 1))

    @settled
    def stretch() -> None:
        Reservation.objects.filter(pk=closed.pk).update(period=far)

    with pytest.raises(StayTooLong):
        stretch()


@pytest.mark.parametrize(
    ("stay", "party", "error"),
    [
        (Stay(TODAY - timedelta(days=400), TODAY - timedelta(days=399)), Party(2), PastDate),
        (Stay(TODAY - timedelta(days=2), TODAY + timedelta(days=2)), Party(2), PastDate),
        (nights(LONGEST_FOR_STAFF + 1), Party(2), StayTooLong),
        (nights(LONGEST_PERIOD + 1), Party(2), StayTooLong),
        (nights(2), Party(4, 1), OverCapacity),
    ],
)
def test_nights_are_sold_twice_only_where_they_could_be_sold_once(
    in_hotel: Tenant, guest: Guest, cabins: UnitType, stay: Stay, party: Party, error: type[Exception]
) -> None:
    with pytest.raises(error):
        sold_twice(guest, stay, party)

    assert not Booking.objects.exists()


def test_a_night_that_began_yesterday_and_closed_rates_are_no_obstacle_to_who_sells_twice(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    cabins.plans.update(min_nights=5)
    Season.objects.create(plan=cabins.plans.get(), first_night=TODAY, last_night=night(20), is_closed=True)

    booking = sold_twice(guest, Stay(TODAY - timedelta(days=1), TODAY + timedelta(days=1)))

    assert Reservation.objects.get(booking=booking).overbooked
