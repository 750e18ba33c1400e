"""How full the house is, and what its nights bring."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from bookings.models import Unit, UnitType
from bookings.queries.charts import get_occupancy, list_revenue
from bookings.services.blocks import block
from bookings.services.confirming import confirm
from bookings.stays import Stay
from tenants.models import Tenant
from tests.bookings.desk.conftest import NOON, Hold
from tests.cast import Enter
from tests.lodging import make_type, make_units, night

pytestmark = pytest.mark.django_db(transaction=True)

CHARTS = "/admin/graficos/"


def test_the_nights_of_a_stay_count_and_the_day_of_departure_does_not(hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold(3, 5)
    with scope(hotel):
        confirm(booking=booking, now=NOON)

        occupancy = get_occupancy(night(2), 4)

    assert [it.sold for it in occupancy.nights] == [0, 1, 1, 0]
    assert [it.share for it in occupancy.nights] == [0, 0.5, 0.5, 0]


def test_holds_and_closures_are_told_apart(hotel: Tenant, hold: Hold, scope: Enter) -> None:
    hold(3, 4)
    with scope(hotel):
        block(unit=Unit.objects.get(name="Ñire"), stay=Stay(night(3), night(4)), reason="pintura", now=NOON)

        [counted] = get_occupancy(night(3), 1).nights

    assert (counted.places, counted.sold, counted.held, counted.closed) == (2, 0, 1, 1)
    assert counted.open == 1


def test_a_whole_room_counts_as_its_beds(hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        room_type, bed_type = make_type("Dormitorio", capacity=4), make_type("Cama", capacity=1)
        [room] = make_units(room_type, "Dormi")
        beds = make_units(bed_type, "A", "B", "C", parent=room)
        block(unit=room, stay=Stay(night(3), night(4)), reason="pintura", now=NOON)
        block(unit=beds[0], stay=Stay(night(4), night(5)), reason="colchón", now=NOON)

        occupancy = get_occupancy(night(3), 2)

    assert [kind.name for kind in occupancy.types] == ["Cama"]
    assert [(it.places, it.closed) for it in occupancy.nights] == [(3, 3), (3, 1)]


def test_what_nights_bring_is_spread_over_them(hotel: Tenant, hold: Hold, scope: Enter) -> None:
    booking = hold(3, 6)
    with scope(hotel):
        confirm(booking=booking, now=NOON)

        [revenue] = list_revenue(night(4), 5)

    assert revenue.currency == "ARS"
    assert revenue.amounts == tuple(map(Decimal, (100, 100, 0, 0, 0)))


def test_both_questions_cost_the_same_however_many_stays_there_are(
    hotel: Tenant, hold: Hold, scope: Enter, django_assert_num_queries: Any
) -> None:
    for first in range(3, 20, 2):
        hold(first, first + 2, stays=2)

    with scope(hotel), django_assert_num_queries(3):
        get_occupancy(night(1), 30)
        list_revenue(night(1), 30)


def test_the_page_draws_and_says_the_same(hotel: Tenant, hold: Hold, desk: Client, scope: Enter) -> None:
    booking = hold(3, 6)
    with scope(hotel):
        confirm(booking=booking, now=NOON)

    page = desk.get(CHARTS).content.decode()

    assert "Jue 3/12: 1 de 2 vendidas" in page
    assert page.count('<svg class="desk-chart"') == 2
    assert "Verlo como tabla" in page
    assert "ARS\xa0300,00" in page


def test_the_last_thirty_nights_end_yesterday(desk: Client, cabins: UnitType, noon: datetime) -> None:
    page = desk.get(f"{CHARTS}?when=past").content.decode()

    assert "01/11/2026 – 30/11/2026" in page


def test_an_empty_house_says_what_to_do(desk: Client, noon: datetime) -> None:
    assert "Todavía no hay unidades que se vendan." in desk.get(CHARTS).content.decode()


def test_a_stay_of_a_neighbour_is_in_no_chart(hotel: Tenant, neighbour: Tenant, hold: Hold, scope: Enter) -> None:
    hold(3, 5)

    with scope(neighbour):
        assert get_occupancy(night(1), 10).types == ()
        assert list_revenue(night(1), 10) == []
