"""A sandbox on a free port, a webhook for it, and a caller."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sandbox.app import Sandbox
from sandbox.options import Options
from tests.sandbox.caller import NUMBER, Caller
from tests.sandbox.receiver import Receiver, receiving

SECRET = "the-app-secret"


@pytest.fixture
def webhook() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def caller(webhook: Receiver) -> Iterator[Caller]:
    """A caller of a sandbox that posts to the webhook; statuses come at once."""
    sandbox = Sandbox(Options(port=0, webhook=webhook.url, secret=SECRET, numbers=(f"{NUMBER}=Las Lomas",)))
    sandbox.start()
    caller = Caller(sandbox)
    caller.turn(delay_status_ms=0)
    with caller.session:
        yield caller
    sandbox.stop()
