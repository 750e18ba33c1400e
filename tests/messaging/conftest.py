"""Fixtures of the folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from messaging.models import WhatsAppNumber
from sandbox.app import Sandbox
from tenants.models import Tenant
from tests.api.conftest import neighbours_api  # noqa: F401 (a fixture)
from tests.desk.conftest import sit  # noqa: F401 (a fixture)
from tests.messaging.held import ana, held, program  # noqa: F401 (fixtures)
from tests.messaging.line import graph, make_app, make_line, renew_intake, set_dials
from tests.messaging.talk import talk  # noqa: F401 (a fixture)


@pytest.fixture
def line(transactional_db: None, hotel: Tenant) -> Iterator[WhatsAppNumber]:
    """A number of the hotel, with the app that signs for it. The intake writes by a connection of its own."""
    renew_intake()
    make_app()
    yield make_line(hotel)
    renew_intake()


@pytest.fixture
def meta() -> Iterator[Sandbox]:
    """A Meta whose statuses do not come by themselves, and who minds no window: tests about those turn them on."""
    with graph() as sandbox:
        set_dials(sandbox, statuses=False, window=False)
        yield sandbox
