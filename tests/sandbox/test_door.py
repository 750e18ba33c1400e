"""The door inside the web process leads to the phone, which is a process of its own."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client


@pytest.mark.django_db
def test_the_door_leads_to_the_phone(client: Client) -> None:
    page = client.get("/sandbox/").content.decode()

    assert f'href="http://127.0.0.1:{settings.SANDBOX_PORT}/"' in page
