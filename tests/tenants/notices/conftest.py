"""A team with ways to be reached, a browser that reads pushes, and a clock that goes from one job to the next."""

from __future__ import annotations

import time
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from urllib.parse import urlsplit

import orjson
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pytest_django import Settings

import tasks.messaging
import tasks.tenants  # noqa: F401 (registers its tasks)
from sandbox.app import Sandbox
from sandbox.options import Options
from tasks import doorbell
from tasks.base import JOBS, deadline_at
from tasks.doorbell import Ring
from tasks.models import Job
from tenants import clock
from tenants.models import Notice, NoticeChannel, StaffTask, Tenant, User
from tenants.scoping import tenant_scope
from tenants.services.staff_tasks import open_staff_task
from tenants.values.push_message import CURVE, point_of, to_text
from tenants.values.webhook_url import read_networks
from tests.cast import enter
from tests.tasks.conftest import Ear

# A Tuesday, nine in the morning at the lake.
MORNING = datetime(2030, 1, 15, 12, tzinfo=UTC)
NIGHT = datetime(2030, 1, 16, 5, tzinfo=UTC)
OURS = ("tenants.notify", "tenants.send_notice", "messaging.notify_member")
URGENT = "message_failed"


@pytest.fixture(autouse=True)
def rings() -> Iterator[list[Ring]]:
    """Hear each ring instead of publishing it."""
    heard: list[Ring] = []
    before, doorbell.bell = doorbell.bell, Ear(heard)
    yield heard
    doorbell.bell = before


@pytest.fixture
def pushes(settings: Settings) -> Iterator[Sandbox]:
    """The sandbox with its push service, which this installation may reach."""
    sandbox = Sandbox(Options(port=0))
    sandbox.start()
    settings.WEBHOOK_PORTS = [urlsplit(sandbox.url).port, 443]
    settings.WEBHOOK_PLAIN_HTTP = True
    settings.WEBHOOK_ALLOWED_NETWORKS = read_networks(["127.0.0.0/8"])
    yield sandbox
    sandbox.stop()


@dataclass
class Browser:
    """A browser that said yes to notices: the one place where they can be read."""

    sandbox: Sandbox
    name: str = "a"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE))
    auth: bytes = b"0123456789abcdef"

    @property
    def endpoint(self) -> str:
        return f"{self.sandbox.url}/push/{self.name}"

    @property
    def p256dh(self) -> str:
        return to_text(point_of(self.key.public_key()))

    def subscribe(self, person: User, **columns: Any) -> NoticeChannel:
        return NoticeChannel.objects.create(
            user=person, kind="push", address=self.endpoint, p256dh=self.p256dh, auth=to_text(self.auth), **columns
        )

    def heard(self) -> list[dict[str, Any]]:
        """Return all that came to this browser, with its headers."""
        came = requests.get(f"{self.sandbox.url}/_sandbox/pushes", timeout=5).json()["pushes"]
        return [push for push in came if push["subscription"] == self.name]

    def read(self) -> list[dict[str, Any]]:
        """Return what the messages say, opened as RFC 8291 tells browsers to."""
        return [orjson.loads(self.open(b64decode(push["body"]))) for push in self.heard()]

    def open(self, body: bytes) -> bytes:
        salt, sender, sealed = body[:16], body[21 : 21 + body[20]], body[21 + body[20] :]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender))
        info = b"WebPush: info\x00" + point_of(self.key.public_key()) + sender
        secret = HKDF(SHA256(), 32, self.auth, info).derive(shared)
        key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(secret)
        nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(secret)
        return AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\x00").removesuffix(b"\x02")


@pytest.fixture
def browser(pushes: Sandbox) -> Browser:
    return Browser(pushes)


@pytest.fixture
def mail(settings: Settings) -> None:
    """Let there be a mail server; what it takes lies in Django's outbox."""
    settings.EMAIL_URL = "smtp://mail.example.com"


def turn(sandbox: Sandbox, **dials: Any) -> None:
    requests.post(f"{sandbox.url}/_sandbox/settings", json=dials, timeout=5).raise_for_status()


def mailbox(person: User, **columns: Any) -> NoticeChannel:
    """Return an address of a member."""
    return NoticeChannel.objects.create(user=person, kind="email", address=f"{person.username}@example.com", **columns)


def open_task(tenant: Tenant, kind: str = URGENT, **columns: Any) -> StaffTask:
    with enter(tenant):
        return open_staff_task(kind=kind, cause="1", title="No salió un mensaje a Ana", **columns)


def jobs() -> list[Job]:
    """Return what is still to be done, the earliest first."""
    return list(Job.objects.filter(name__in=OURS, state="waiting").order_by("run_at", "id"))


def work_until(moment: datetime, *, begin: datetime = MORNING) -> None:
    """Do each job at its time, up to a moment. What is asked for at once is due when the clock stands."""
    at = begin
    while due := [job for job in jobs() if max(job.run_at, at) <= moment]:
        at = max(due[0].run_at, at)
        run(due[0], at=at)


def run(job: Job, *, at: datetime) -> None:
    """Do a job at a moment, once, as a worker would."""
    Job.objects.filter(pk=job.pk).delete()
    do(job.name, at=at, **job.args)


def do(name: str, *, at: datetime, tenant_id: int, **ids: int) -> None:
    work = JOBS[name]
    token = deadline_at.set(time.monotonic() + work.seconds)
    try:
        with clock.stopped_at(at):
            if work.atomic:
                with tenant_scope(tenant_id, actor=f"task:{name}"):
                    work.function(tenant_id=tenant_id, **ids)
            else:
                work.function(tenant_id=tenant_id, **ids)
    finally:
        deadline_at.reset(token)


def told(tenant: Tenant) -> list[tuple[str, str, int, str, str]]:
    """Return who was told by what in which step, how that ended, and why."""
    with enter(tenant):
        rows = Notice.objects.select_related("user", "channel").order_by("step", "due_at", "id")
        return [
            (row.user.username, row.channel.kind if row.channel else "", row.step, row.state, row.reason)
            for row in rows
        ]


def again(task: StaffTask) -> StaffTask:
    with enter(Tenant.objects.get(pk=cast(int, task.tenant_id))):
        return StaffTask.objects.get(pk=task.pk)


def after(**by: float) -> datetime:
    return MORNING + timedelta(**by)
