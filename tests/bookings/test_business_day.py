"""The small hours: until a house's day is closed, the night that began yesterday is the one in progress."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.utils.timezone import override

from bookings.admin.booking_forms import About
from bookings.admin.booking_steps import may_arrive
from bookings.errors import BadMoment, NightsTaken, PastDate
from bookings.models import Booking, Property, Reservation, UnitType, WaitlistEntry
from bookings.queries.bookings import list_bookings
from bookings.queries.folio import get_balance
from bookings.queries.today import list_arrivals, list_departures, list_in_house
from bookings.services.blocks import block
from bookings.services.closing_day import close_day
from bookings.services.confirming import confirm
from bookings.services.holds import place_hold
from bookings.services.stays import change_stay, check_in, check_out, mark_no_show, shorten
from bookings.services.waitlist import join_waitlist
from bookings.stays import Party, Stay, WantedStay
from tenants.models import Guest, Tenant
from tests.lodging import night

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
TUCUMAN = timezone(-timedelta(hours=3))


def at(day: int, hour: int) -> datetime:
    """Return an hour in Tucumán, of a day in December; the house closes its day at four."""
    return datetime(2026, 12, day, hour, tzinfo=TUCUMAN)


def confirmed(guest: Guest, kind: UnitType, first: int = 1, last: int = 2) -> Reservation:
    wanted = [WantedStay(kind.pk, Stay(night(first), night(last)), Party(2))]
    booking = place_hold(guest=guest, stays=wanted, source="desk", now=NOW, by_staff=True)
    confirm(booking=booking, now=NOW)
    return Reservation.objects.select_related("unit").get(booking=booking)


def is_offered(stay: Reservation, now: datetime) -> bool:
    """Return whether the desk is offered to check a stay in."""
    booking: Booking = list_bookings().get(reservations=stay)
    with override(TUCUMAN):
        return may_arrive(About(booking, get_balance(booking), now, booking.reservations.all()[0]))


# --- Arriving and leaving -----------------------------------------------------------------------------------------------


def test_who_comes_after_midnight_to_their_only_night_is_checked_in(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    stay = confirmed(guest, cabins)
    late = at(2, 1)

    assert is_offered(stay, late)
    assert list(list_arrivals(late)) == [stay]
    assert check_in(reservation=stay, now=late).status == "checked_in"
    assert (list(list_in_house(late)), list(list_departures(late))) == ([stay], [])


def test_a_night_is_over_when_the_house_has_closed_its_day(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    stay, here = confirmed(guest, cabins), confirmed(guest, cabins)
    check_in(reservation=here, now=at(1, 16))
    morning = at(2, 4)

    assert not is_offered(stay, morning)
    assert list(list_arrivals(morning)) == []
    with pytest.raises(BadMoment):
        check_in(reservation=stay, now=morning)
    assert (list(list_in_house(morning)), list(list_departures(morning))) == ([], [here])


def test_each_house_closes_its_own_day(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    stay = confirmed(guest, cabins)
    Property.objects.update(cutoff="01:00")

    with pytest.raises(BadMoment):
        check_in(reservation=stay, now=at(2, 1))
    assert list(list_arrivals(at(2, 1))) == []


def test_who_is_expected_on_a_day_may_come_from_its_first_hour(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    stay = confirmed(guest, cabins, 2, 4)

    assert not is_offered(stay, at(1, 23))
    with pytest.raises(BadMoment):
        check_in(reservation=stay, now=at(1, 23))
    assert is_offered(stay, at(2, 1))
    assert check_in(reservation=stay, now=at(2, 1)).status == "checked_in"


def test_who_leaves_in_the_small_hours_frees_the_night_in_progress(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    stay = confirmed(guest, cabins)
    check_in(reservation=stay, now=at(1, 16))

    check_out(reservation=stay, now=at(2, 1))

    assert block(unit=stay.unit, stay=Stay(night(1), night(2)), reason="limpieza", now=at(2, 1)).pk


# --- Nights that are over -----------------------------------------------------------------------------------------------


def test_nights_that_were_slept_are_not_freed(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    stay = confirmed(guest, cabins, 1, 6)
    check_in(reservation=stay, now=at(1, 16))

    with pytest.raises(BadMoment):
        shorten(reservation=stay, check_out=night(2), now=at(4, 12))
    with pytest.raises(BadMoment):
        shorten(reservation=stay, check_out=night(3), now=at(4, 4))
    with pytest.raises(NightsTaken):
        block(unit=stay.unit, stay=Stay(night(5), night(6)), reason="pintura", now=at(4, 12))
    assert shorten(reservation=stay, check_out=night(4), now=at(4, 12)).check_out == night(4)


def test_before_the_day_is_closed_its_night_can_be_freed(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    first, second = confirmed(guest, cabins, 1, 6), confirmed(guest, cabins, 1, 6)
    for stay in (first, second):
        check_in(reservation=stay, now=at(1, 16))

    changed = change_stay(reservation=first, stay=Stay(night(1), night(3)), now=at(4, 3))
    shortened = shorten(reservation=second, check_out=night(3), now=at(4, 3))

    assert (changed.check_out, shortened.check_out) == (night(3), night(3))
    with pytest.raises(PastDate):
        change_stay(reservation=first, stay=Stay(night(1), night(2)), now=at(4, 3))


# --- Closing the day ----------------------------------------------------------------------------------------------------


def test_a_wait_for_the_night_in_progress_is_not_closed_yet(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    nights = Stay(night(1), night(2))
    entry = join_waitlist(guest=guest, type=cabins, stay=nights, party=Party(2), now=NOW)
    cabins.units.update(state="out_of_order")  # or it would be offered
    seen = []

    for hour in (3, 4):
        close_day(now=at(2, hour))
        seen.append(WaitlistEntry.objects.get(pk=entry.pk).status)

    assert seen == ["waiting", "closed"]


def test_a_no_show_keeps_the_night_in_progress_until_the_day_is_closed(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    cabins.plans.update(no_show_releases_after=1)
    stay = confirmed(guest, cabins, 1, 6)
    mark_no_show(reservation=stay, now=at(1, 23))
    seen = []

    for hour in (3, 4):
        close_day(now=at(2, hour))
        seen.append(Reservation.objects.get(pk=stay.pk).check_out)

    assert seen == [night(6), night(2)]
