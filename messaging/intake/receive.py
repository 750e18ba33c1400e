"""A webhook of Meta, from its bytes to the answer: verified, written down, answered. It knows HTTP, but no framework."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.conf import settings
from prometheus_client import Counter, Histogram

from messaging.intake.app_keys import AppsUnknown, find_app
from messaging.intake.doors import DEFAULT_APP
from messaging.intake.forgeries import Forgeries
from messaging.intake.spool import Record, Spool, SpoolFailed, adopt
from messaging.intake.store import NotStored, store
from messaging.rings import INGEST
from messaging.whatsapp.signature import is_signed
from tasks.doorbell import ring

# After Postgres did not take one, the next ones go to disk without asking, for so long.
SHY_SECONDS = 1.0
DRAIN_EVERY = 1.0

WEBHOOKS = Counter("whatsapp_webhooks_total", "Webhooks of Meta by what became of them", ["result"])
SECONDS = Histogram(
    "whatsapp_webhook_seconds",
    "From the whole body to the answer",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1),
)
DRAINED = Counter("whatsapp_webhooks_drained_total", "Webhooks brought from the spool on disk into Postgres")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What Meta is told: a status, and either the text that it asked for or a code of ours."""

    status: int
    code: str = ""
    text: str = ""


OK = Answer(200)


class Intake:
    """What a process keeps for its webhooks: counts of forgeries, the spool, and the thread that drains it."""

    def __init__(self) -> None:
        self.forgeries = Forgeries()
        self.spool = Spool(settings.WEBHOOK_SPOOL, most_bytes=settings.WEBHOOK_SPOOL_MOST)
        self.shy_until = 0.0
        self.lock = threading.Lock()
        self.thread: threading.Thread | None = None
        self.ended = threading.Event()

    def keep(self, app_key: str, body: bytes) -> str:
        """Write a webhook down, and return where: `stored` or `spooled`.

        :raises SpoolFailed: if it could be written nowhere
        """
        self.start()
        if time.monotonic() >= self.shy_until:
            try:
                store.keep(app_key, body)
            except NotStored:
                self.shy_until = time.monotonic() + SHY_SECONDS
            else:
                return "stored"
        self.spool.write(app_key, body)
        return "spooled"

    def start(self) -> None:
        """Start the thread that drains, once; also what an earlier process has left is drained."""
        if self.thread is None:
            with self.lock:
                if self.thread is None:
                    self.thread = threading.Thread(target=self.work, name="webhook-spool", daemon=True)
                    self.thread.start()

    def work(self) -> None:
        """Drain again and again, for as long as the process lives."""
        self.drain()
        while not self.ended.wait(DRAIN_EVERY):
            self.drain()
        store.drop()

    def drain(self) -> int:
        """Bring what lies on disk into Postgres, and return how much that was."""
        try:
            count = (0 if self.spool.is_empty() else self.spool.drain(put_back)) + adopt(
                settings.WEBHOOK_SPOOL, put_back
            )
        except NotStored:
            return 0  # not yet
        except OSError:
            log.exception("the spool cannot be read")
            return 0
        if count:
            DRAINED.inc(count)
            log.info("webhooks brought from disk", extra={"count": count})
            ring(INGEST)
        return count


def put_back(record: Record) -> None:
    """Write a spooled webhook into Postgres; the second time it is there already.

    :raises NotStored: if Postgres is still away
    """
    store.keep(record.app_key, record.body, spool_key=record.place)


intake = Intake()


def renew() -> None:
    """Start afresh in a forked child: threads, connections and files stay with the parent."""
    global intake
    intake.ended.set()
    intake = Intake()


os.register_at_fork(after_in_child=renew)


def start_draining() -> None:
    """Begin to drain what earlier processes have left: no webhook need come for that. For web processes, after any fork."""
    intake.start()


def subscribe(app_key: str, query: str) -> Answer:
    """Answer Meta's question whether this address is ours: the challenge, if it knows the token."""
    said = dict(parse_qsl(query, keep_blank_values=True, errors="replace"))
    try:
        app = find_app(app_key or DEFAULT_APP)
    except AppsUnknown:
        return Answer(503, "database_unavailable")
    if app is None:
        return Answer(404, "not_found")
    if said.get("hub.mode") != "subscribe" or not app.is_token(said.get("hub.verify_token", "")):
        return Answer(403, "wrong_verify_token")
    return Answer(200, text=said.get("hub.challenge", ""))


def receive(app_key: str, headers: Mapping[str, str], body: bytes, *, address: str) -> Answer:
    """Take a webhook: whoever signed it is told 200 as soon as it is on disk, here or in Postgres."""
    with SECONDS.time():
        answer, result = take(app_key or DEFAULT_APP, headers.get("HTTP_X_HUB_SIGNATURE_256"), body, address)
    WEBHOOKS.labels(result).inc()
    return answer


def take(app_key: str, signature: str | None, body: bytes, address: str) -> tuple[Answer, str]:
    try:
        app = find_app(app_key)
    except AppsUnknown:
        return Answer(503, "database_unavailable"), "unverifiable"
    if app is None or not is_signed(body, signature, app.secrets):
        return refuse(address, is_signed=bool(signature), is_app=app is not None), "refused"
    try:
        where = intake.keep(app_key, body)
    except SpoolFailed:
        log.error("a webhook could be written nowhere: its sender is asked to come back")
        return Answer(503, "database_unavailable"), "lost_to_sender"
    if where == "stored":
        ring(INGEST)
    return OK, where


def refuse(address: str, *, is_signed: bool, is_app: bool) -> Answer:
    """Answer what Meta did not sign. Nothing of it is kept."""
    if intake.forgeries.is_too_many(address, now=time.time()):
        return Answer(429, "too_many_forgeries")
    if not is_app:
        return Answer(404, "not_found")
    return Answer(403, "wrong_signature") if is_signed else Answer(401, "signature_missing")
