"""Many want the same night at the same moment: one has it, each other is told so, and nobody sees how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations
from threading import Barrier

import pytest
from django.db import connections

from bookings.lifecycle import Status
from bookings.models import Reservation, Unit, UnitType
from bookings.services.blocks import block
from bookings.stays import Party, Stay
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
    race,
    wanting,
)

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.timeout(180)]

CLIENTS = 200
SOLD_TWICE = "no night is sold twice"


def clients_of(hotel: Tenant, kind: UnitType, count: int) -> list[Work]:
    return [holding(hotel, guest, wanting(kind)) for guest in make_guests(hotel, count)]


def test_of_two_hundred_one_has_the_night_and_each_other_is_refused(hotel: Tenant, cabin: UnitType) -> None:
    found = race(*clients_of(hotel, cabin, CLIENTS))

    assert found == Counter(done=1, nights_taken=CLIENTS - 1)
    assert broken(hotel) == []


def test_control_without_the_constraint_several_have_it(hotel: Tenant, cabin: UnitType) -> None:
    with no_constraint():
        found = race(*clients_of(hotel, cabin, 40))
        promises = broken(hotel)

    assert found["done"] > 1
    assert SOLD_TWICE in promises


def test_sixty_who_want_any_of_sixty_cabins_have_one_each(hotel: Tenant) -> None:
    with enter(hotel):
        kind = make_type()
        make_units(kind, *(f"Cabaña {number}" for number in range(60)))

    found = race(*clients_of(hotel, kind, 60))

    assert found == Counter(done=60)
    assert broken(hotel) == []


def test_nights_that_only_touch_are_all_sold(hotel: Tenant, cabin: UnitType) -> None:
    arrivals = [night(1) + timedelta(days=3 * number) for number in range(20)]
    stays = [Stay(day, day + timedelta(days=3)) for day in arrivals]
    guests = make_guests(hotel, len(stays))

    found = race(*(holding(hotel, guest, wanting(cabin, stay=stay)) for guest, stay in zip(guests, stays, strict=True)))

    assert found == Counter(done=20)


def rivals_for(hotel: Tenant, room: list[Unit], count: int) -> list[Work]:
    """Return guests of whom every other wants the whole room, and the rest one of its beds."""
    whole, *beds = room
    works = []
    for number, guest in enumerate(make_guests(hotel, count)):
        bed = beds[number // 2 % len(beds)]
        wanted = wanting(bed.type, bed, party=Party(1)) if number % 2 else wanting(whole.type, whole)
        works.append(holding(hotel, guest, wanted))
    return works


def test_a_room_is_sold_whole_or_by_the_bed_and_never_both(hotel: Tenant, room: list[Unit]) -> None:
    found = race(*rivals_for(hotel, room, 40))

    with enter(hotel):
        sold = set(Reservation.objects.values_list("unit__name", flat=True))
    assert sold == {"Dormitorio"} or (sold <= {bed.name for bed in room[1:]} and len(sold) == 4)
    assert found == Counter(done=len(sold), nights_taken=40 - len(sold))
    assert broken(hotel) == []


def test_control_without_the_constraint_a_room_is_sold_whole_and_by_the_bed(hotel: Tenant, room: list[Unit]) -> None:
    with no_constraint():
        race(*rivals_for(hotel, room, 40))

        assert SOLD_TWICE in broken(hotel)


def test_of_those_who_close_a_cabin_and_those_who_want_it_one_does(hotel: Tenant, three: list[Unit]) -> None:
    unit = three[0]
    closing = inside(hotel, lambda: block(unit=unit, stay=FIRST_NIGHTS, reason="pintura", now=NOW))
    wanted = [holding(hotel, guest, wanting(unit.type, unit)) for guest in make_guests(hotel, 10)]

    found = race(*[closing] * 10, *wanted)

    assert found == Counter(done=1, nights_taken=19)
    assert broken(hotel) == []


def groups_of(hotel: Tenant, orders: Sequence[tuple[Unit, ...]]) -> list[Work]:
    guests = make_guests(hotel, len(orders))
    return [
        holding(hotel, guest, *(wanting(unit.type, unit) for unit in order))
        for guest, order in zip(guests, orders, strict=True)
    ]


def test_of_those_who_want_three_cabins_in_any_order_one_has_all_three(hotel: Tenant, three: list[Unit]) -> None:
    orders = list(permutations(three)) * 4

    found = race(*groups_of(hotel, orders))

    assert found == Counter(done=1, nights_taken=len(orders) - 1)
    with enter(hotel):
        assert Reservation.objects.filter(status=Status.PRE_RESERVED).count() == Reservation.objects.count() == 3
    assert broken(hotel) == []


def test_of_those_who_want_two_of_three_in_a_circle_one_has_both(hotel: Tenant, three: list[Unit]) -> None:
    first, second, third = three
    orders = [(first, second), (second, third), (third, first)] * 6

    found = race(*groups_of(hotel, orders))

    assert found == Counter(done=1, nights_taken=len(orders) - 1)
    assert broken(hotel) == []


PLAIN = """
    INSERT INTO bookings_reservation
        (tenant_id, unit_id, slots, period, capacity, adults, children, status, price, currency, lines, source, external_uid,
         reason, overbooked, shadowed)
    SELECT tenant_id, id, slots, '[2026-12-01,2026-12-05)', capacity, 0, 0, 'blocked', 0, '', '{}', 'desk', '', '',
           false, false
    FROM bookings_unit WHERE id = %s
"""


def test_control_plain_inserts_in_the_order_that_each_was_asked_for_deadlock(hotel: Tenant, three: list[Unit]) -> None:
    both_have_one = Barrier(2)

    def group(*units: Unit) -> Work:
        def work() -> None:
            with enter(hotel), connections["default"].cursor() as cursor:
                cursor.execute(PLAIN, [units[0].pk])
                both_have_one.wait(timeout=30)
                cursor.execute(PLAIN, [units[1].pk])

        return work

    found = race(group(three[0], three[1]), group(three[1], three[0]))

    assert found["OperationalError 40P01"] == 1
