"""What the scenes of this folder share: a day in November, a program, and what it asks for most."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bookings.models import UnitType
from tenants import clock
from tests.api.conftest import Api, _forget_counts, api, neighbours_api  # noqa: F401 (fixtures)
from tests.lodging import night

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
ANA = {"name": "Ana Paz", "phone": "+54 9 381 555-0101"}
BRUNO = {"name": "Bruno Gil", "phone": "+54 9 381 555-0202"}


@pytest.fixture(autouse=True)
def _in_november() -> Iterator[None]:
    """Stop the clock ten days before the December of the scenes."""
    with clock.stopped_at(NOW):
        yield


def stay_in(kind: UnitType, first: int = 1, last: int = 4, **fields: Any) -> dict[str, Any]:
    """Return what is asked for a type of unit from a day of December to another."""
    return {
        "unit_type": kind.pk,
        "check_in": night(first).isoformat(),
        "check_out": night(last).isoformat(),
        "adults": 2,
        **fields,
    }


def wish(kind: UnitType, first: int = 1, last: int = 4, **fields: Any) -> dict[str, Any]:
    """Return the body of a pre-reservation."""
    return {**stay_in(kind, first, last), "contact": ANA, **fields}


def place(api: Api, kind: UnitType, first: int = 1, last: int = 4, **fields: Any) -> dict[str, Any]:  # noqa: F811
    """Pre-reserve, and return the booking."""
    status, booking = api.post("/reservations/prereserve", wish(kind, first, last, **fields))
    assert status == 201, booking
    return dict(booking)
