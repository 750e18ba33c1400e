"""What each Meta app is verified with, kept in memory: a webhook is also verified while Postgres is away."""

from __future__ import annotations

import hmac
import logging
import os
import threading
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, connection

from messaging.models import MetaApp
from tenants.sealed import CannotUnseal, NoSealingKey, unseal

# A changed secret is known everywhere after so long.
LOOK_SECONDS = 5.0
# After a first reading that failed, everybody hears so for this long instead of waiting for the next failure.
SILENCE = 1.0

log = logging.getLogger(__name__)


class AppsUnknown(Exception):
    """This process has never reached the database, so it cannot tell a genuine webhook from a forged one."""


@dataclass(frozen=True, slots=True)
class AppSecrets:
    """How one app is verified: what Meta must say to subscribe, and what it signs with."""

    verify_token: str
    secrets: tuple[str, ...]

    def is_token(self, said: str) -> bool:
        """Return whether Meta said the token. An app without one is never subscribed."""
        return bool(self.verify_token) and hmac.compare_digest(said.encode(), self.verify_token.encode())


class AppKeys:
    """The apps of a process and the thread that keeps them fresh; the thread starts at first use, after any fork."""

    def __init__(self, *, look_seconds: float = LOOK_SECONDS) -> None:
        self.look_seconds = look_seconds
        self.known: Mapping[str, AppSecrets] | None = None
        self.first = threading.Lock()
        self.failed_at = float("-inf")
        self.ended = threading.Event()

    def find(self, key: str) -> AppSecrets | None:
        """Return how an app is verified, None if there is no such app.

        :raises AppsUnknown: if this process could never read them
        """
        known = self.known if self.known is not None else self.read_first()
        return known.get(key)

    def read_first(self) -> Mapping[str, AppSecrets]:
        with self.first:
            if self.known is None:
                if time.monotonic() - self.failed_at < SILENCE:
                    raise AppsUnknown
                try:
                    self.known = read_apps()
                except (DatabaseError, InterfaceError) as error:
                    self.failed_at = time.monotonic()
                    raise AppsUnknown from error
                finally:
                    connection.close()
                threading.Thread(target=self.work, name="meta-apps", daemon=True).start()
            return self.known

    def work(self) -> None:
        """Read again and again, for as long as the process lives. Without the database the old ones stay."""
        while not self.ended.wait(self.look_seconds):
            try:
                with closing(connection):
                    self.known = read_apps()
            except (DatabaseError, InterfaceError) as error:
                log.info("apps not read again, the old ones stay", extra={"error": type(error).__name__})


def read_apps() -> dict[str, AppSecrets]:
    """Return all active apps by their key. One whose secrets cannot be opened verifies nothing."""
    return {app.key: secrets_of(app) for app in MetaApp.objects.filter(is_active=True)}


def secrets_of(app: MetaApp) -> AppSecrets:
    try:
        return AppSecrets(unseal(app.verify_token), tuple(unseal(secret) for secret in app.secrets))
    except (CannotUnseal, NoSealingKey):
        log.error("the secrets of an app cannot be opened: its webhooks are refused", extra={"app": app.key})
        return AppSecrets("", ())


apps = AppKeys()


def find_app(key: str) -> AppSecrets | None:
    """Return how an app is verified, None if there is no such app.

    :raises AppsUnknown: if this process could never read them
    """
    return apps.find(key)


def renew(*, look_seconds: float = LOOK_SECONDS) -> None:
    """Forget what this process knows, and read it at the next question: for forked children and tests."""
    global apps
    apps.ended.set()
    apps = AppKeys(look_seconds=look_seconds)


os.register_at_fork(after_in_child=renew)
