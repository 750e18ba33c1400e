"""The other side: the sandbox's fake Graph, and a server that does what no good one does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from messaging.whatsapp import session
from messaging.whatsapp.client import Account
from sandbox.app import Sandbox
from sandbox.options import Options
from tests.messaging.whatsapp.wire import Wire, listening


@pytest.fixture
def account() -> Account:
    return Account("106700800", "a-token", "102200300")


@pytest.fixture
def own_session() -> Iterator[None]:
    """A session that begins and ends with the test."""
    session.close()
    yield
    session.close()


@pytest.fixture
def graph(own_session: None, settings: Settings) -> Iterator[Sandbox]:
    """The fake Graph, and the client turned to it."""
    sandbox = Sandbox(Options(port=0))
    sandbox.start()
    settings.GRAPH_URL = sandbox.url
    try:
        yield sandbox
    finally:
        session.close()
        sandbox.stop()


@pytest.fixture
def wire(own_session: None, settings: Settings) -> Iterator[Wire]:
    """A raw server, and the client turned to it."""
    with listening() as known:
        settings.GRAPH_URL = known.url
        yield known
        session.close()
