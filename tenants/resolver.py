"""Which business an address belongs to, answered from memory: every message asks, and hardly anything ever changes.

A process reads all addresses with one query at first use. From then on one thread of its own looks, about once a second,
at a one-row version that triggers raise (tenants/tenancy.py), and reads again when it has grown; so whoever asks never
waits. Without the database the old answers stay. docs/explanation/tenants.md.
"""

from __future__ import annotations

import logging
import os
import random
import threading
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

from django.conf import settings
from django.db import OperationalError, connection
from prometheus_client import Counter, Gauge, Histogram

from tenants.values.identifiers import BadIdentifier, normalise_identifier

# Whatever the version says, the map is read anew after this long.
KEPT_SECONDS = 300.0
# Between two looks at the version. With what a look takes, a change is known everywhere within 2 s.
LOOK_SECONDS = 1.0
# Not all processes at the same moment: this share of a pause is left to chance.
JITTER = 0.2
# After a first reading that failed, everybody hears so for this long instead of waiting for the next failure.
SILENCE = 1.0

LATENCY = Histogram(
    "tenant_resolution_latency_seconds",
    "From an address to its business",
    buckets=(0.00001, 0.00002, 0.00005, 0.0001, 0.001, 0.01, 0.1, 1),
)
# By role, so that a process which never looks is absent instead of the furthest behind.
LOOKED_AT = Gauge(
    "tenant_map_looked_at_seconds",
    "When the furthest behind process last looked",
    ["role"],
    multiprocess_mode="livemin",
)
FAILED = Counter("tenant_map_failures_total", "Looks that did not reach the database")

VERSION = "SELECT coalesce(max(version), 0) FROM tenants_identifierversion"
# One statement sees one moment, so the version is that of the rows; with no row to show there is still a version.
ADDRESSES = f"""
    SELECT known.version, address.kind, address.value,
           tenant.id, tenant.slug, tenant.name, tenant.zone, tenant.currency, tenant.language
    FROM ({VERSION}) AS known (version)
    LEFT JOIN (tenants_channelidentifier AS address
               JOIN tenants_tenant AS tenant ON tenant.id = address.tenant_id AND tenant.status = 'active')
        ON address.is_active
"""  # noqa: S608 (our own words)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ResolvedTenant:
    """What is needed of a business before its scope is entered."""

    id: int
    slug: str
    name: str
    zone: str
    currency: str
    language: str


@dataclass(frozen=True, slots=True)
class AddressMap:
    """All addresses as they were at one moment. Replaced as a whole, so that nobody sees half of a change."""

    version: int
    addresses: Mapping[tuple[str, str], ResolvedTenant]
    # By this process's monotonic clock, with chance in it.
    due_at: float
    # Read inside a transaction, which may see what is never committed, under a version that others will use too.
    is_tentative: bool


def resolve(kind: str, value: str) -> ResolvedTenant | None:
    """Return the business that an address leads to, if it and the address are active; None for anything else.

    :raises OperationalError: if this process has never reached the database
    """
    with LATENCY.time():
        try:
            address = normalise_identifier(kind, value)
        except BadIdentifier:
            return None
        return resolver.map().addresses.get((kind, address))


class Resolver:
    """The map of a process and the thread that keeps it fresh; the thread starts at first use, after any fork."""

    def __init__(self, *, look_seconds: float = LOOK_SECONDS, kept_seconds: float = KEPT_SECONDS) -> None:
        self.look_seconds = look_seconds
        self.kept_seconds = kept_seconds
        self.known: AddressMap | None = None
        self.first = threading.Lock()
        self.failed_at = float("-inf")
        self.is_away = False
        self.ended = threading.Event()
        self.thread: threading.Thread | None = None

    def map(self) -> AddressMap:
        """Return the map; only the very first call waits for it, together with those that come meanwhile."""
        return self.known or self.read_first()

    def read_first(self) -> AddressMap:
        with self.first:
            if self.known:
                return self.known
            if time.monotonic() - self.failed_at < SILENCE:
                raise OperationalError("the addresses could not be read a moment ago")
            try:
                known = self.known = self.read()
            except Exception:
                self.failed_at = time.monotonic()
                raise
            self.thread = threading.Thread(target=self.work, name="tenant-addresses", daemon=True)
            self.thread.start()
            return known

    def work(self) -> None:
        """Look again and again, for as long as the process lives."""
        while not self.ended.wait(self.look_seconds * random.uniform(1, 1 + JITTER)):  # noqa: S311 (spreads load)
            self.look()

    def look(self) -> None:
        """Read the version, and the map if it is another or due. The connection is given back: looks are short and rare."""
        try:
            with closing(connection):
                if self.is_old():
                    self.known = self.read()
                self.note_success()
        except Exception as error:  # whatever the driver raises: the old map answers, and this thread may not end
            self.note_failure(error)

    def is_old(self) -> bool:
        known = self.known
        if known is None or known.is_tentative or time.monotonic() >= known.due_at:
            return True
        return read_version() != known.version

    def read(self) -> AddressMap:
        known = read_map(due_in=self.kept_seconds * random.uniform(1 - JITTER, 1))  # noqa: S311 (spreads load)
        LOOKED_AT.labels(settings.ROLE).set_to_current_time()
        return known

    def note_success(self) -> None:
        LOOKED_AT.labels(settings.ROLE).set_to_current_time()
        if self.is_away:
            self.is_away = False
            log.info("addresses are fresh again")

    def note_failure(self, error: Exception) -> None:
        """Count it; say it once, not every second."""
        FAILED.inc()
        if not self.is_away:
            self.is_away = True
            log.warning("addresses stay as they were, database not reached", extra={"error": type(error).__name__})

    def end(self) -> None:
        """Let the thread end with its present look."""
        self.ended.set()


def read_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        return int(cursor.fetchone()[0])


def read_map(*, due_in: float) -> AddressMap:
    """Return all addresses that lead somewhere, with one query."""
    with connection.cursor() as cursor:
        is_tentative = connection.in_atomic_block
        cursor.execute(ADDRESSES)
        rows = cursor.fetchall()
    tenants: dict[int, ResolvedTenant] = {}
    addresses: dict[tuple[str, str], ResolvedTenant] = {}
    for _version, kind, value, *columns in rows:
        if kind is not None:
            addresses[kind, value] = tenants.setdefault(columns[0], ResolvedTenant(*columns))
    return AddressMap(int(rows[0][0]), addresses, time.monotonic() + due_in, is_tentative)


resolver = Resolver()


def begin_anew(*, look_seconds: float = LOOK_SECONDS, kept_seconds: float = KEPT_SECONDS) -> None:
    global resolver
    resolver = Resolver(look_seconds=look_seconds, kept_seconds=kept_seconds)


def renew(*, look_seconds: float = LOOK_SECONDS, kept_seconds: float = KEPT_SECONDS) -> None:
    """Forget the map and read it at the next use, by a thread that looks this often."""
    resolver.end()
    begin_anew(look_seconds=look_seconds, kept_seconds=kept_seconds)


# A child has its parent's map but not the thread that keeps it fresh; and the parent's locks, which somebody may hold.
os.register_at_fork(after_in_child=begin_anew)
