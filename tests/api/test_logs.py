"""What the API writes into the logs says nothing of guests and shows no key."""

from __future__ import annotations

import logging

import pytest

from config.logs.masking import mask_text
from tests.api.conftest import Api, with_key

SECRET = "csj_0123456789ab_" + "aB3-_" * 8 + "xyz"


@pytest.mark.parametrize(
    "line", ["used {}", "/api/v1/me?key={}", '{{"secret":"{}"}}', "Authorization: Bearer {}", "({})"]
)
def test_a_key_is_masked_wherever_it_stands(line: str) -> None:
    masked = mask_text(line.format(SECRET))

    assert "csj_" not in masked
    assert "aB3" not in masked


@pytest.mark.django_db
def test_a_refusal_is_logged_without_what_was_sent(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    sent = {"nombre": "Ana Paz", "identities": [{"kind": "phone", "value": "+54 9 381 555-0101"}]}

    with caplog.at_level(logging.DEBUG):
        api.post("/guests?value=5493815550101", sent)
        api.get("/guests?kind=phone&value=llamame-Ana")
        with_key(SECRET).get("/me")

    written = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    for private in ("Ana", "3815550101", "555-0101", "csj_", "llamame"):
        assert private not in written
