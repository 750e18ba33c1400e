"""Lets people in by name and password, and counts how often that went wrong."""

from __future__ import annotations

import logging
from typing import Any

from asgiref.sync import sync_to_async
from django.http import HttpRequest
from prometheus_client import Counter

from tenants.login import lockout
from tenants.login.address import client_address
from tenants.models import User
from tenants.role_backend import RoleBackend

LOGINS = Counter("conserje_logins_total", "Attempts to log in by how they ended", ["outcome"])
log = logging.getLogger(__name__)


class PasswordBackend(RoleBackend):
    """Django's own way in, behind the lock. Every log-in with a password comes through here, whichever page it is from."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **fields: Any
    ) -> User | None:
        """Return the person, or None: a wrong name, a wrong password and a locked name look the same from outside."""
        if username is None or password is None:
            return None
        address = client_address(request) if request is not None else ""
        # A locked name is refused before any hash is reckoned, whether it belongs to somebody or not.
        if not lockout.may_try_password(username, address):
            refused("locked", address)
            return None
        user = super().authenticate(request, username=username, password=password)  # as slow for an unknown name
        if not isinstance(user, User):
            refused("wrong", address)
            return None
        lockout.forgive_password(username, address)
        LOGINS.labels("let_in").inc()
        return user

    async def aauthenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **fields: Any
    ) -> User | None:
        return await sync_to_async(self.authenticate)(request, username=username, password=password)

    def get_user(self, user_id: int) -> User | None:
        # With the second factor: the gate asks for it in every request.
        user = User.objects.select_related("second_factor").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


def refused(outcome: str, address: str) -> None:
    """Note a refusal, without the name: it may be a password that slipped into the wrong field."""
    LOGINS.labels(outcome).inc()
    log.warning("log-in refused", extra={"outcome": outcome, "client": address})
