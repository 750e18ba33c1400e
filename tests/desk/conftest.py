"""People at the desk, with a browser each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tenants.login.sessions import CHOSEN_TENANT
from tenants.models import Tenant, User

Sit = Callable[..., Client]


@pytest.fixture
def sit() -> Sit:
    """Return a browser in which this person is logged in, and has chosen the business."""

    def sit(person: User, tenant: Tenant | None = None) -> Client:
        client = Client()
        client.force_login(person)
        if tenant:
            session = client.session
            session[CHOSEN_TENANT] = tenant.pk
            session.save()
        return client

    return sit
