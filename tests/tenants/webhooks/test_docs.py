"""The verification that the docs hand to receivers is the one that fits what we send."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest

from tenants.models import Fault
from tenants.values.webhook_signature import signature
from tenants.webhook_events import EVENTS, TEST

PAGE = (Path(__file__).resolve().parents[3] / "docs/howto/outgoing-webhooks.md").read_text(encoding="utf-8")
BODY, SECRET = b'{"id":"evt_1"}', "whsec_word"


@pytest.fixture
def is_ours() -> Any:
    snippet = re.search(r"```python\n(import hashlib.*?)```", PAGE, re.DOTALL)
    assert snippet
    names: dict[str, Any] = {}
    exec(snippet[1], names)  # noqa: S102 (a page of ours)
    return names["is_ours"]


def signed(*secrets: str, at: float = 0) -> str:
    return signature(BODY, secrets=secrets, at=int(time.time() + at))


def test_what_we_sign_is_ours(is_ours: Any) -> None:
    assert is_ours(SECRET, signed(SECRET), BODY)
    assert is_ours(SECRET, signed("new", SECRET), BODY)


@pytest.mark.parametrize("header", ["", "t=", "t=x,v1=y", "v1=", "t=1,v1=", "nonsense", "t=9" * 50])
def test_what_we_did_not_sign_is_not(is_ours: Any, header: str) -> None:
    assert not is_ours(SECRET, header, BODY)


def test_another_body_secret_or_time_is_not(is_ours: Any) -> None:
    assert not is_ours(SECRET, signed(SECRET), BODY + b" ")
    assert not is_ours("other", signed(SECRET), BODY)
    assert not is_ours(SECRET, signed(SECRET, at=-301), BODY)


def test_the_page_knows_every_event_and_every_error() -> None:
    named = {word for line in PAGE.splitlines() if line.startswith("| `") for word in re.findall(r"`([a-z_.]+)`", line)}

    assert named >= {*EVENTS, TEST, *Fault.values}
    assert {word for word in named if re.fullmatch(r"(hold|booking|stay|payment|waitlist)\.\w+", word)} <= set(EVENTS)
