"""What is fought for: a cabin, three of them, a room with its beds."""

from __future__ import annotations

import pytest

from bookings.models import Unit, UnitType
from tenants.models import Tenant
from tests.cast import enter
from tests.lodging import make_type, make_units


@pytest.fixture
def cabin(hotel: Tenant) -> UnitType:
    """A type of cabin of which there is one."""
    with enter(hotel):
        kind = make_type()
        make_units(kind, "Arrayán")
    return kind


@pytest.fixture
def three(hotel: Tenant) -> list[Unit]:
    """Three cabins of one type."""
    with enter(hotel):
        return make_units(make_type("Cabaña triple"), "Coihue", "Ñire", "Lenga")


@pytest.fixture
def room(hotel: Tenant) -> list[Unit]:
    """A room for four, and its four beds."""
    with enter(hotel):
        (whole,) = make_units(make_type("Habitación"), "Dormitorio")
        names = (f"Cama {number}" for number in range(4))
        return [whole, *make_units(make_type("Cama", capacity=1), *names, parent=whole)]
