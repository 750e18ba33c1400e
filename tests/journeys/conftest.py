"""A Sunday at noon, a house with two cabins, its number, and the sandbox with phones that write to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bookings.models import UnitType
from messaging.models import WhatsAppNumber
from sandbox.app import Sandbox
from tenants import clock
from tenants.models import Tenant
from tests.journeys.door import open_door
from tests.journeys.phone import ANA, Phone
from tests.messaging.conftest import line  # noqa: F401 (a fixture)
from tests.messaging.line import graph, set_dials

# In Buenos Aires. Long ago: what is due by a clock that stands still must be due by the database's, too.
NOON = datetime(2025, 11, 23, 15, tzinfo=UTC)


@pytest.fixture
def noon() -> Iterator[None]:
    with clock.stopped_at(NOON):
        yield


@pytest.fixture
def street(noon: None, line: WhatsAppNumber, cabins: UnitType, hotel: Tenant) -> Iterator[Sandbox]:  # noqa: F811
    """The sandbox, which posts to our webhook and takes what we send. Ticks come without posts, so that nothing races."""
    with open_door() as webhook, graph(webhook=webhook) as sandbox:
        set_dials(sandbox, statuses=False)
        yield sandbox


@pytest.fixture
def ana(street: Sandbox) -> Phone:
    """Somebody whose name nobody knows yet."""
    return Phone(street, ANA)
