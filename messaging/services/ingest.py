"""From webhooks as they came to rows: every part of them, once, in the business that it belongs to.

Two steps. The first counts the attempt and commits, so that a webhook which kills its worker is known by its count; the
second locks, reads and writes everything in one transaction. One worker at a time writes for a business: what two webhooks
have in common is then never a deadlock.
"""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models.functions import Now
from prometheus_client import Counter

from messaging.models import Quarantined, RawEvent
from messaging.models.intake import QuarantineReason, RawState
from messaging.services.account_updates import note_account_updates
from messaging.services.guest_messages import take_in
from messaging.services.identity_changes import change_identities
from messaging.services.signing import list_signers, may_sign, note_signers
from messaging.services.statuses import take_statuses
from messaging.whatsapp.items import AccountUpdate, Echo, Flaw, IdentityChange, InboundMessage, Item, StatusUpdate
from messaging.whatsapp.reading import read_update
from tenants import resolver
from tenants.scoping import tenant_scope

BATCH = 50
MOST_ATTEMPTS = 5
# Whoever counted an attempt and does not end it within this has died over it.
LEASE_SECONDS = 5
LONGEST_CONTENT = 20_000
ACTOR = "task:messaging.ingest"

ITEMS = Counter("whatsapp_items_total", "Parts of webhooks by kind and what became of them", ["kind", "result"])
# The first is missed by whoever watches a counter that begins with it.
DEAD = ITEMS.labels("webhook", "dead")

log = logging.getLogger(__name__)

# Rows that somebody works on are locked and passed over; so are those that were just counted and are about to be locked,
# or a few workers would count a healthy webhook to death among them. One that failed before is worked on alone, each time
# after a longer pause (5, 20, 80, 320 s), so that what ails us for a moment buries nothing. Losing the count with the machine
# costs nothing, and it is not waited for.
DUE = """(read_at IS NULL OR read_at < statement_timestamp() - make_interval(
              secs => %s * CASE WHEN error = '' THEN 1 ELSE power(4, greatest(attempts - 1, 0)) END))"""
COUNT = f"""
    UPDATE messaging_rawevent SET attempts = attempts + 1, read_at = statement_timestamp()
    WHERE id IN (SELECT id FROM messaging_rawevent
                 WHERE state = 'waiting' AND {DUE} ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
    RETURNING id, attempts, set_config('synchronous_commit', 'off', true)
"""  # noqa: S608 (our own words)
LOCK = """
    SELECT id, body, app_key FROM messaging_rawevent
    WHERE id = ANY(%s) AND state = 'waiting' ORDER BY id FOR UPDATE SKIP LOCKED
"""
DONE = "UPDATE messaging_rawevent SET state = 'done', error = '', read_at = clock_timestamp() WHERE id = ANY(%s)"


class Part(NamedTuple):
    """One part of a webhook, which webhook that was, and the app that signed it."""

    event_id: int
    place: str
    item: Item
    app_key: str


@dataclass
class OfTenant:
    """What came for one business, by kind; each kind in the order in which it came.

    Messages and who their guests are from now on are of one kind: what is written after a change is by whom it names.
    """

    talk: list[InboundMessage | Echo | IdentityChange] = field(default_factory=list)
    statuses: list[StatusUpdate] = field(default_factory=list)
    updates: list[tuple[str, AccountUpdate]] = field(default_factory=list)

    def add(self, part: Part) -> None:
        """Put a part to those of its kind."""
        item = part.item
        if isinstance(item, InboundMessage | Echo | IdentityChange):
            self.talk.append(item)
        elif isinstance(item, StatusUpdate):
            self.statuses.append(item)
        else:
            self.updates.append((f"{part.event_id}:{part.place}", item))


def ingest_some(*, now: datetime) -> int:
    """Read some of the webhooks that wait, and return how many there were. Call it until there are none."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [LEASE_SECONDS, BATCH])
        counted = sorted((event_id, attempts) for event_id, attempts, _without_waiting in cursor.fetchall())
    fresh = [event_id for event_id, attempts in counted if attempts == 1]
    if fresh:
        try:
            read_events(fresh, now=now)
        except Exception:  # one of them is at fault: each is tried alone, and its own row says what failed
            log.exception("webhooks could not be read together", extra={"events": len(fresh)})
            for event_id in fresh:
                read_alone(event_id, attempts=1, now=now)
    for event_id, attempts in counted:
        if attempts > 1:
            read_alone(event_id, attempts=attempts, now=now)
    return len(counted)


def read_alone(event_id: int, *, attempts: int, now: datetime) -> None:
    """Read one webhook; one that fails is tried again after a pause, and after too many failures waits for a person."""
    if attempts > MOST_ATTEMPTS:
        bury(event_id, error="its worker died or failed each time")
        return
    try:
        read_events([event_id], now=now)
    except Exception as error:  # whatever failed, the row says so, and the others go on
        log.exception("a webhook could not be read", extra={"event_id": event_id, "attempts": attempts})
        RawEvent.objects.filter(pk=event_id).update(error=type(error).__name__, read_at=Now())
        if attempts == MOST_ATTEMPTS:
            bury(event_id, error=type(error).__name__)


def bury(event_id: int, *, error: str) -> None:
    """Give a webhook up until a person asks for it again; an alert tells them of it."""
    RawEvent.objects.filter(pk=event_id, state=RawState.WAITING).update(state=RawState.DEAD, error=error[:200])
    log.error("a webhook is given up until somebody has it read again", extra={"event_id": event_id, "error": error})
    DEAD.inc()


def read_events(event_ids: Sequence[int], *, now: datetime) -> None:
    """Write down everything that these webhooks hold, and that they were read, in one transaction."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [list(event_ids)])
            rows = cursor.fetchall()
        parts, flaws = parts_of(rows)
        tenants, strangers = by_tenant(parts)
        lock_tenants(tenants)
        forged: list[Part] = []
        for tenant_id, theirs in sorted(tenants.items()):
            with tenant_scope(tenant_id, actor=ACTOR):
                forged += take(theirs, now=now)
        quarantine(flaws, strangers, forged)
        with connection.cursor() as cursor:
            cursor.execute(DONE, [[row[0] for row in rows]])


def parts_of(rows: Iterable[tuple[int, memoryview, str]]) -> tuple[list[Part], list[tuple[int, Flaw]]]:
    """Return all that some webhooks hold, and what in them cannot be read."""
    parts: list[Part] = []
    flaws: list[tuple[int, Flaw]] = []
    for event_id, body, app_key in rows:
        reading = read_update(bytes(body))
        parts += [Part(event_id, f"item[{place}]", item, app_key) for place, item in enumerate(reading.items)]
        flaws += [(event_id, flaw) for flaw in reading.faults]
    return parts, flaws


def by_tenant(parts: Iterable[Part]) -> tuple[dict[int, list[Part]], list[Part]]:
    """Return the parts by business, and those that lead to none."""
    tenants: dict[int, list[Part]] = defaultdict(list)
    strangers = []
    for part in parts:
        tenant_id = tenant_of(part.item)
        if tenant_id is None:
            strangers.append(part)
        else:
            tenants[tenant_id].append(part)
    return tenants, strangers


def tenant_of(item: Item) -> int | None:
    """Return whose an item is: by the number that it came to; by the account where no number is named."""
    found = resolver.resolve("phone_number_id", item.phone_number_id) if item.phone_number_id else None
    if found is None and isinstance(item, AccountUpdate) and item.waba_id:
        found = resolver.resolve("waba", item.waba_id)
    return found.id if found else None


# Whoever holds it reads a whole batch; to wait is better than to try each webhook alone.
LOCK_TENANT = """
    SELECT set_config('lock_timeout', '15s', true), pg_advisory_xact_lock(hashtextextended('messaging.ingest', %s))
"""


def lock_tenants(tenants: Iterable[int]) -> None:
    """Wait until nobody else writes for these businesses; in one order for all, until this transaction ends."""
    with connection.cursor() as cursor:
        for tenant_id in sorted(tenants):
            cursor.execute(LOCK_TENANT, [tenant_id])


def take(parts: Sequence[Part], *, now: datetime) -> list[Part]:
    """Write down what came for the business of the scope, and return what an app signed that is not the number's."""
    signers = list_signers()
    what, forged, signed = OfTenant(), [], set()
    for part in parts:
        if may_sign(signers, part.app_key, part.item):
            what.add(part)
            signed.add((part.item.phone_number_id, part.app_key))
        else:
            forged.append(part)
    take_items(what, now=now)
    note_signers(signers, signed, now=now)
    return forged


def take_items(what: OfTenant, *, now: datetime) -> None:
    take_talk(what.talk, now=now)
    if what.statuses:
        new = take_statuses(what.statuses, now=now)
        ITEMS.labels("status", "new").inc(new)
        ITEMS.labels("status", "known").inc(len(what.statuses) - new)
    if what.updates:
        new = note_account_updates(what.updates, now=now)
        ITEMS.labels("account", "new").inc(new)
        ITEMS.labels("account", "known").inc(len(what.updates) - new)


def take_talk(talk: Sequence[InboundMessage | Echo | IdentityChange], *, now: datetime) -> None:
    """Write messages down, those between two changes of who somebody is together. A change follows its own message."""
    fresh: frozenset[str] = frozenset()
    for is_change, run in groupby(talk, key=lambda item: isinstance(item, IdentityChange)):
        items = list(run)
        if is_change:
            change_identities([it for it in items if isinstance(it, IdentityChange)], fresh=fresh, now=now)
            continue
        counts = take_in([it for it in items if not isinstance(it, IdentityChange)], now=now)
        fresh = counts.fresh
        ITEMS.labels("message", "new").inc(counts.new)
        ITEMS.labels("message", "known").inc(counts.known)


def quarantine(flaws: Iterable[tuple[int, Flaw]], strangers: Iterable[Part], forged: Iterable[Part]) -> None:
    """Keep, where people see it, what cannot be read, leads to no business, or was signed by another's app."""
    rows = [
        Quarantined(
            event_id=event_id,
            reason=QuarantineReason.UNREADABLE,
            place=flaw.path[:200],
            content=shown(flaw.raw, flaw.reason),
        )
        for event_id, flaw in flaws
    ]
    reasons = ((QuarantineReason.UNKNOWN_NUMBER, strangers), (QuarantineReason.FOREIGN_APP, forged))
    rows += [quarantined(part, reason) for reason, parts in reasons for part in parts]
    # Read again and still not understood, a part that was released is back.
    once = list({(row.event_id, row.place): row for row in rows}.values())
    if once:
        Quarantined.objects.bulk_create(
            once,
            update_conflicts=True,
            unique_fields=["event", "place"],
            update_fields=["reason", "content", "released_at"],
        )
        ITEMS.labels("part", "quarantined").inc(len(once))


def quarantined(part: Part, reason: QuarantineReason) -> Quarantined:
    whose = part.item.phone_number_id or getattr(part.item, "waba_id", "") or "-"
    signer = f" {part.app_key}" if reason == QuarantineReason.FOREIGN_APP else ""
    return Quarantined(
        event_id=part.event_id,
        reason=reason,
        place=f"{whose} {part.place}{signer}"[:200],
        content=shown(getattr(part.item, "content", {}), type(part.item).__name__),
    )


def shown(raw: object, why: str) -> str:
    """Return a part as a person can read it, not endlessly long."""
    # Not orjson: it refuses numbers of more than 64 bits, and what is shown here may hold anything.
    text = json.dumps(raw, default=str, ensure_ascii=False)
    return f"{why}: {text}"[:LONGEST_CONTENT].replace("\\u0000", "")
