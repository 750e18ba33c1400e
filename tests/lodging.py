"""What our business lets in most scenes: one house, a type of cabin with two cabins, a room with its beds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bookings.models import Property, RatePlan, Unit, UnitType
from tenants.models import Tenant
from tests.cast import enter


def make_type(
    name: str = "Cabaña", *, price: str = "100.00", capacity: int = 4, house: Property | None = None, **plan: object
) -> UnitType:
    """Make a type with its plan, in the scope of its business."""
    house = house or Property.objects.get_or_create(name="Casa")[0]
    kind = UnitType.objects.create(property=house, name=name, capacity=capacity)
    values = {"name": "Habitual", "currency": "ARS", "included_guests": capacity} | plan
    RatePlan.objects.create(type=kind, base_price=Decimal(price), **values)
    return kind


def make_units(kind: UnitType, *names: str, parent: Unit | None = None, capacity: int | None = None) -> list[Unit]:
    """Make units of a type, in the scope of its business."""
    return [
        Unit.objects.create(type=kind, name=name, parent=parent, capacity=capacity or kind.capacity) for name in names
    ]


def night(day: int, month: int = 12, year: int = 2026) -> date:
    """Return a day of the December that most scenes are set in."""
    return date(year, month, day)


@pytest.fixture
def cabins(hotel: Tenant) -> UnitType:
    """A type of cabin for four, with two of them."""
    with enter(hotel):
        kind = make_type("Cabaña para cuatro")
        make_units(kind, "Arrayán", "Ñire")
    return kind
