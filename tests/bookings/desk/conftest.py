"""A house with guests, seen from the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from bookings.models import Booking, Reservation, Unit, UnitType
from bookings.services.holds import place_hold
from bookings.stays import Party, Stay, WantedStay
from tenants import clock
from tenants.models import Guest, Tenant, User
from tests.cast import Enter, enter
from tests.desk.conftest import sit  # noqa: F401 (a fixture of these tests too)
from tests.lodging import night

# Noon of the first of December in Tucumán.
NOON = datetime(2026, 12, 1, 15, tzinfo=UTC)

Hold = Callable[..., Booking]


@pytest.fixture
def noon() -> Iterator[datetime]:
    """Let it be noon on the first of December for the whole test."""
    with clock.stopped_at(NOON):
        yield NOON


@pytest.fixture
def hold(hotel: Tenant, guest: Guest, cabins: UnitType, noon: datetime) -> Hold:
    """Return a function that keeps nights for Ana, from one day of December to another."""

    def hold(first: int = 3, last: int = 5, *, stays: int = 1, who: Guest | None = None) -> Booking:
        wanted = [WantedStay(cabins.pk, Stay(night(first), night(last)), Party(2))] * stays
        with enter(hotel):
            placed = place_hold(guest=who or guest, stays=wanted, source="desk", now=clock.now(), by_staff=True)
            return Booking.objects.get(pk=placed.pk)

    return hold


@pytest.fixture
def desk(clerk: User, sit: Callable[..., Client]) -> Client:  # noqa: F811
    """Carlos of the front desk, at his browser."""
    return sit(clerk)


@pytest.fixture
def units(hotel: Tenant, cabins: UnitType, scope: Enter) -> list[Unit]:
    """Return the two cabins, Arrayán and Ñire."""
    with scope(hotel):
        return list(cabins.units.order_by("id"))


@pytest.fixture
def rows(hotel: Tenant, scope: Enter) -> Callable[..., list[Reservation]]:
    """Return a function that reads stays, with what belongs to them."""

    def rows(**where: Any) -> list[Reservation]:
        with scope(hotel):
            found = Reservation.objects.filter(**where).select_related("unit", "booking__guest")
            return list(found.order_by("id"))

    return rows


def day(number: int) -> date:
    return night(number)
