"""Who is offered freed nights: all who wait are looked at, by the rules of every guest, with one offer at a time for each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bookings.models import Property, Season, Unit, UnitType, WaitlistEntry
from bookings.services import waitlist
from bookings.services.closing_day import close_day
from bookings.services.confirming import cancel
from bookings.services.holds import place_hold
from bookings.services.waitlist import join_waitlist, offer_nights
from bookings.stays import Party, Stay, WantedStay
from tenants.models import Guest, Tenant
from tests.bookings.test_stays import NOW, confirmed, wait, waits
from tests.lodging import night

pytestmark = pytest.mark.django_db


def offer_december() -> int:
    return offer_nights(first=night(1), last=night(20), now=NOW)


def another_guest(name: str) -> Guest:
    return Guest.objects.create(name=name, language="es")


def test_a_guest_who_waits_for_many_nights_is_made_one_offer(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    Property.objects.update(most_unpaid_holds=5)
    entries = [wait(guest, cabins, day, day + 1) for day in range(1, 9)]

    offered = offer_december(), offer_december()

    assert offered == (1, 0)
    assert waits(*entries) == ["offered", *["waiting"] * 7]


def test_who_let_an_offer_go_is_made_the_next_one(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    entries = [wait(guest, cabins, day, day + 1) for day in (1, 2)]
    offer_december()

    cancel(booking=WaitlistEntry.objects.get(pk=entries[0].pk).booking, now=NOW, reason="no puede")
    offered = offer_december()

    assert (offered, waits(*entries)) == (1, ["passed", "offered"])


def test_nights_that_nobody_gave_up_are_offered_once_a_day(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    Unit.objects.update(state="out_of_order")
    entry = wait(guest, cabins, 1, 3)
    shut = offer_december()

    Unit.objects.update(state="clean")
    close_day(now=NOW)

    assert (shut, waits(entry)) == (0, ["offered"])


def test_an_offer_to_one_guest_keeps_nobody_else_from_theirs(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    mine = [wait(guest, cabins, day, day + 1) for day in (1, 2)]
    theirs = wait(another_guest("Beto"), cabins, 2, 3)

    offered = offer_december()

    assert (offered, waits(*mine, theirs)) == (2, ["offered", "waiting", "offered"])


def test_who_has_as_many_unpaid_holds_as_the_house_allows_is_offered_none(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    Property.objects.update(most_unpaid_holds=1)
    wanted = [WantedStay(cabins.pk, Stay(night(10), night(12)), Party(2))]
    place_hold(guest=guest, stays=wanted, source="web", now=NOW)
    entry = wait(guest, cabins, 1, 4)

    offered = offer_december()

    assert (offered, waits(entry)) == (0, ["waiting"])


@pytest.mark.parametrize("rule", ["min_nights", "closed", "not let"])
def test_what_is_not_sold_is_not_offered(in_hotel: Tenant, guest: Guest, cabins: UnitType, rule: str) -> None:
    entry = wait(guest, cabins, 1, 3)
    if rule == "min_nights":
        cabins.plans.update(min_nights=3)
    elif rule == "closed":
        Season.objects.create(plan=cabins.plans.get(), first_night=night(2), last_night=night(9), is_closed=True)
    else:
        UnitType.objects.update(is_active=False)

    offered = offer_december()

    assert (offered, waits(entry)) == (0, ["waiting"])


def test_many_who_cannot_be_helped_keep_nobody_behind_them_from_an_offer(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    for _cabin in Unit.objects.filter(type=cabins):
        confirmed(guest, cabins, 3, 5)
    for number in range(waitlist.PAGE):
        wait(another_guest(f"Espera {number}"), cabins, 1, 5)
    behind = wait(another_guest("Zoe"), cabins, 1, 2)

    offered = offer_december()

    assert (offered, waits(behind)) == (1, ["offered"])


def test_many_whom_the_rates_refuse_keep_nobody_behind_them_from_an_offer(in_hotel: Tenant, cabins: UnitType) -> None:
    for number in range(waitlist.PAGE):
        wait(another_guest(f"Espera {number}"), cabins, 1, 2)
    behind = wait(another_guest("Zoe"), cabins, 1, 4)
    cabins.plans.update(min_nights=3)

    offered = offer_december()

    assert (offered, waits(behind)) == (1, ["offered"])


def test_parties_of_every_size_are_offered_what_has_room_for_them(in_hotel: Tenant, cabins: UnitType) -> None:
    Unit.objects.filter(name="Ñire").update(capacity=2)
    four, two = (
        join_waitlist(guest=another_guest(name), type=cabins, stay=Stay(night(1), night(3)), party=party, now=NOW)
        for name, party in (("Familia", Party(2, 2)), ("Pareja", Party(2)))
    )
    late = wait(another_guest("Tarde"), cabins, 2, 3)

    offered = offer_nights(first=night(1), last=night(3), now=NOW)

    assert (offered, waits(four, two, late)) == (2, ["offered", "offered", "waiting"])
    assert WaitlistEntry.objects.get(pk=four.pk).booking.reservations.get().unit.capacity == 4


def test_a_hold_whose_time_is_over_makes_room_for_who_waits(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    Unit.objects.filter(name="Ñire").update(is_active=False)
    wanted = [WantedStay(cabins.pk, Stay(night(1), night(4)), Party(2))]
    hold = place_hold(guest=guest, stays=wanted, source="web", now=NOW)
    entry = wait(another_guest("Beto"), cabins, 1, 4)
    assert hold.hold_expires_at

    offered = offer_nights(first=night(1), last=night(4), now=hold.hold_expires_at + timedelta(seconds=1))

    assert (offered, waits(entry)) == (1, ["offered"])
