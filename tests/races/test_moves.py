"""Stays that move onto nights which others want, and everybody who meets a lock that is held for too long."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from bookings.models import Booking, Reservation, Unit, UnitType
from bookings.services.adding import add_stay
from bookings.services.blocks import block
from bookings.services.confirming import confirm
from bookings.services.stays import change_stay, check_in, check_out, undo_check_out
from bookings.stays import Stay
from tenants.models import Tenant
from tests.cast import enter
from tests.lodging import make_type, make_units, night
from tests.races.nights import (
    FIRST_NIGHTS,
    NOW,
    Work,
    broken,
    holding,
    inside,
    make_guests,
    no_constraint,
    placed,
    race,
    stay_of,
    told,
    wanting,
)

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.timeout(180)]

SOLD_TWICE = "no night is sold twice"


def moving(hotel: Tenant, stay: Reservation, unit: Unit, nights: Stay | None = None) -> Work:
    return inside(hotel, lambda: change_stay(reservation=stay, unit=with_house(unit), stay=nights, now=NOW))


def with_house(unit: Unit) -> Unit:
    return Unit.objects.select_related("type__property").get(pk=unit.pk)


@pytest.fixture
def movers(hotel: Tenant, three: list[Unit]) -> list[Reservation]:
    """Two stays of the same nights, on the first and the second of three cabins."""
    return [stay_of(hotel, placed(hotel, wanting(unit.type, unit))) for unit in three[:2]]


def rush(hotel: Tenant, movers: list[Reservation], target: Unit) -> list[Work]:
    """Return everybody who wants the target's nights: both movers, and ten who would come anew."""
    guests = make_guests(hotel, 10)
    return [
        *(moving(hotel, stay, target) for stay in movers),
        *(holding(hotel, guest, wanting(target.type, target)) for guest in guests),
    ]


def test_of_those_who_move_to_a_cabin_and_those_who_want_it_one_has_it(
    hotel: Tenant, three: list[Unit], movers: list[Reservation]
) -> None:
    found = race(*rush(hotel, movers, three[2]))

    assert found == Counter(done=1, nights_taken=11)
    with enter(hotel):
        # Who was refused still has what they had.
        placed_on = {stay.unit_id for stay in Reservation.objects.filter(pk__in=[stay.pk for stay in movers])}
    assert placed_on in ({three[0].pk, three[1].pk}, {three[0].pk, three[2].pk}, {three[1].pk, three[2].pk})
    assert broken(hotel) == []


def test_control_without_the_constraint_movers_land_on_others(
    hotel: Tenant, three: list[Unit], movers: list[Reservation]
) -> None:
    with no_constraint():
        race(*rush(hotel, movers, three[2]))

        assert SOLD_TWICE in broken(hotel)


def test_a_closure_that_several_move_at_once_moves_for_each_in_turn(hotel: Tenant, three: list[Unit]) -> None:
    with enter(hotel):
        closure = block(unit=three[0], stay=FIRST_NIGHTS, reason="pintura", now=NOW)

    found = race(*(moving(hotel, closure, three[number % 3]) for number in range(30)))

    # Who finds it where they want it is told so; nobody finds it gone.
    assert set(found) <= {"done", "nothing_to_do"}
    assert found["done"] >= 2
    assert broken(hotel) == []


def test_two_who_would_change_places_are_both_refused_and_neither_sees_a_deadlock(
    hotel: Tenant, three: list[Unit], movers: list[Reservation]
) -> None:
    first, second = movers

    found = race(moving(hotel, first, three[1]), moving(hotel, second, three[0]))

    assert found == Counter(nights_taken=2)
    assert broken(hotel) == []


def test_a_stay_that_moves_away_leaves_its_nights_to_one(
    hotel: Tenant, three: list[Unit], movers: list[Reservation]
) -> None:
    first, target = movers[0], three[2]
    guests = make_guests(hotel, 10)
    wanted = (holding(hotel, guest, wanting(three[0].type, three[0])) for guest in guests)

    found = race(moving(hotel, first, target), *wanted)

    # Those who asked before it had gone are refused rightly.
    assert found["done"] in (1, 2)
    assert found["done"] + found["nights_taken"] == 11
    assert broken(hotel) == []


def test_ten_who_grow_by_a_night_and_ten_who_want_that_night_are_told_apart(hotel: Tenant, cabin: UnitType) -> None:
    booking = placed(hotel, wanting(cabin))
    stay = stay_of(hotel, booking)
    longer = Stay(night(1), night(6))
    wanted = [holding(hotel, guest, wanting(cabin, stay=Stay(night(5), night(7)))) for guest in make_guests(hotel, 10)]

    found = race(*[inside(hotel, lambda: change_stay(reservation=stay, stay=longer, now=NOW))] * 10, *wanted)

    grown = stay_of(hotel, booking).nights == 5
    assert found == (Counter(done=1, nothing_to_do=9, nights_taken=10) if grown else Counter(done=1, nights_taken=19))
    assert broken(hotel) == []


def test_stays_added_to_several_bookings_at_once_land_on_one(hotel: Tenant, three: list[Unit]) -> None:
    target = three[2]
    kind = target.type
    bookings = [placed(hotel, wanting(kind, three[0], stay=Stay(night(day), night(day + 1)))) for day in range(10, 18)]

    def adding(booking: Booking) -> Work:
        return inside(hotel, lambda: add_stay(booking=booking, wanted=wanting(kind, target), now=NOW))

    found = race(*map(adding, bookings))

    assert found == Counter(done=1, nights_taken=7)
    assert broken(hotel) == []


def test_a_check_out_that_is_undone_while_others_want_the_nights_is_one_of_them(hotel: Tenant, cabin: UnitType) -> None:
    booking = placed(hotel, wanting(cabin))
    arrived = NOW.replace(month=12, day=1, hour=20)
    stay = stay_of(hotel, booking)
    for step in (
        lambda: confirm(booking=booking, now=NOW),
        lambda: check_in(reservation=stay, now=arrived),
        lambda: check_out(reservation=stay, now=arrived),
    ):
        assert told(inside(hotel, step)) == "done"
    rest = wanting(cabin, stay=Stay(night(2), night(4)))
    others = [holding(hotel, guest, rest, now=arrived) for guest in make_guests(hotel, 10)]

    found = race(inside(hotel, lambda: undo_check_out(reservation=stay, now=arrived)), *others)

    assert found == Counter(done=1, nights_taken=10)
    assert broken(hotel) == []


def test_beds_made_at_once_have_a_slot_each(hotel: Tenant) -> None:
    with enter(hotel):
        kind = make_type()
        (whole,) = make_units(kind, "Dormitorio")

    found = race(
        *(inside(hotel, partial(make_units, kind, f"Cama {number}", parent=whole, capacity=1)) for number in range(12))
    )

    assert found == Counter(done=12)
    with enter(hotel):
        slots = Unit.objects.filter(parent=whole).values_list("slots", flat=True)
        assert sorted(one.lower for one in slots) == list(range(whole.slots.lower, whole.slots.lower + 12))
