"""A business's line to its guests: a number at the sandbox, an app that signs, and the steps that workers take."""

from __future__ import annotations

import hashlib
import hmac
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import requests
from django.test import override_settings

from config.wsgi import application
from messaging.intake import app_keys, receive
from messaging.intake.store import store
from messaging.models import AnswerRules, BotTurn, MetaApp, WhatsAppNumber
from messaging.services.answering import advance_one
from messaging.services.ingest import ingest_some
from messaging.services.unknowns import note_orphans, resolve_unknowns
from messaging.whatsapp import session
from sandbox.app import Sandbox
from sandbox.options import Options
from tasks.messaging import send_one
from tenants import clock, resolver
from tenants.models import ChannelIdentifier, Tenant
from tenants.scoping import tenant_scope
from tenants.sealed import seal
from tests.messaging.whatsapp.payloads import PHONE_NUMBER_ID, WABA_ID, as_bytes, envelope, value

SECRET, TOKEN, ACCESS = "the-app-secret", "the-verify-token", "the-access-token"


@dataclass(frozen=True)
class Told:
    """What an HTTP request was answered."""

    status: int
    text: str
    headers: dict[str, str]


def ask(method: str, path: str, body: bytes = b"", *, query: str = "", **environ: str) -> Told:
    """Send a request to the application as the server does; nothing of it knows that this is a test."""
    said: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]]) -> None:
        said.update(status=int(status.split()[0]), headers=dict(headers))

    parts = application(
        {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "application/json",
            "REMOTE_ADDR": "203.0.113.7",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "https",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            **environ,
        },
        start,
    )
    return Told(said["status"], b"".join(parts).decode(), said["headers"])


def signature(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def deliver(body: bytes, *, path: str = "/webhooks/whatsapp", secret: str = SECRET, **environ: str) -> Told:
    """Post a webhook as Meta does, signed."""
    return ask("POST", path, body, HTTP_X_HUB_SIGNATURE_256=signature(body, secret), **environ)


def write(*messages: Mapping[str, Any], phone_number_id: str = PHONE_NUMBER_ID) -> Told:
    """Let Meta deliver messages of guests, in one webhook."""
    return deliver(as_bytes(envelope(value(*messages, phone_number_id=phone_number_id))))  # type: ignore[arg-type]


def make_app(key: str = "default", *, secrets: tuple[str, ...] = (SECRET,)) -> MetaApp:
    app = MetaApp.objects.create(
        key=key, name=key, verify_token=seal(TOKEN), secrets=[seal(secret) for secret in secrets]
    )
    app_keys.renew(look_seconds=3600)
    return app


def make_line(tenant: Tenant, *, phone_number_id: str = PHONE_NUMBER_ID, **rules: Any) -> WhatsAppNumber:
    """Return a number of a business that guests can write to; its bot answers at once, unless told otherwise."""
    ChannelIdentifier.objects.create(tenant=tenant, kind="phone_number_id", value=phone_number_id)
    with tenant_scope(tenant.pk, actor="test"):
        number = WhatsAppNumber.objects.create(phone_number_id=phone_number_id, waba_id=WABA_ID, token=seal(ACCESS))
        AnswerRules.objects.create(**{"debounce_ms": 0, "fragment_ms": 0, **rules})
    resolver.renew(look_seconds=3600)
    return number


@contextmanager
def graph(*numbers: str, **options: Any) -> Iterator[Sandbox]:
    """Run the sandbox's Meta, and let everything of ours speak to it."""
    sandbox = Sandbox(Options(port=0, secret=SECRET, numbers=numbers or (PHONE_NUMBER_ID,), **options))
    sandbox.start()
    try:
        with override_settings(GRAPH_URL=sandbox.url, GRAPH_TRYOUT=True, GRAPH_MEDIA_HOSTS=["127.0.0.1"]):
            session.close()
            yield sandbox
    finally:
        session.close()
        sandbox.stop()


def set_dials(sandbox: Sandbox, **dials: Any) -> None:
    requests.post(f"{sandbox.url}/_sandbox/settings", json=dials, timeout=5).raise_for_status()


def ledger(sandbox: Sandbox) -> list[dict[str, Any]]:
    """Return what Meta accepted, in order."""
    said = requests.get(f"{sandbox.url}/_sandbox/ledger", timeout=5).json()
    return [entry for entry in said["entries"] if entry["outcome"] == "accepted"]


def heard(tenant: Tenant) -> list[str]:
    """Return what the bot has answered, as it read it, in order."""
    with tenant_scope(tenant.pk, actor="test"):
        return list(BotTurn.objects.order_by("id").values_list("heard", flat=True))


def work() -> None:
    """Do what workers would until nothing is left to do."""
    while ingest_some(now=clock.now()):
        pass
    while advance_one(now=clock.now()):
        pass
    while send_one():
        pass
    note_orphans(now=clock.now())
    resolve_unknowns(now=clock.now())


def renew_intake() -> None:
    """Let the intake of this process begin anew, as after a fork."""
    store.drop()
    receive.renew()
    app_keys.renew(look_seconds=3600)
