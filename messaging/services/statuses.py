"""Taking in what became of our messages: each word is kept once, and a message never goes backwards.

The opaque id that went out with a message comes back in its statuses, so that a send whose answer was lost is found again by
its status. A word that comes before its message is known waits (`message` is null) until the answer to the sending links it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from prometheus_client import Counter

from messaging.models import Message, Outgoing, StatusEvent
from messaging.progress import merge
from messaging.services.failures import act_on_late_failure
from messaging.services.notice_statuses import take_notice_statuses
from messaging.whatsapp.items import StatusUpdate
from tenants.scoping import current_tenant_id

OPAQUE_PREFIX = "out:"
MERGED = Counter("whatsapp_statuses_total", "Statuses of our messages as Meta told them", ["status"])
KNOWN_WORDS = frozenset({"sent", "delivered", "read", "played", "failed"})

# By the opaque id first: the wamid may not be known yet.
WRITE = """
    INSERT INTO messaging_statusevent
        (tenant_id, message_id, wamid, status, at, opaque, pricing, error_code, error)
    SELECT %(tenant)s, coalesce(by_opaque.id, by_wamid.id), told.wamid, told.status, told.at, told.opaque,
           told.pricing, told.error_code, told.error
    FROM unnest(%(wamids)s::text[], %(statuses)s::text[], %(moments)s::timestamptz[], %(opaques)s::text[],
                %(ids)s::uuid[], %(pricings)s::jsonb[], %(codes)s::integer[], %(errors)s::text[])
         AS told (wamid, status, at, opaque, opaque_id, pricing, error_code, error)
    LEFT JOIN messaging_message AS by_opaque
        ON by_opaque.tenant_id = %(tenant)s AND by_opaque.opaque = told.opaque_id
    LEFT JOIN messaging_message AS by_wamid
        ON by_wamid.tenant_id = %(tenant)s AND by_wamid.direction = 'out' AND by_wamid.wamid = told.wamid
           AND NOT by_wamid.wamid = ''
    ON CONFLICT (tenant_id, wamid, status, at) DO NOTHING
    RETURNING message_id, wamid, status, pricing, error_code, error
"""


def take_statuses(statuses: Sequence[StatusUpdate], *, now: datetime) -> int:
    """Write down what Meta says, move the messages on, and return how many of these were new."""
    of_guests = take_notice_statuses(statuses, now=now)
    with connection.cursor() as cursor:
        cursor.execute(WRITE, columns(of_guests, now=now))
        rows = cursor.fetchall()
    for _, _, status, *_ in rows:
        MERGED.labels(status if status in KNOWN_WORDS else "other").inc()
    move_on((row for row in rows if row[0] is not None), now=now)
    return len(rows) + len(statuses) - len(of_guests)


def columns(statuses: Sequence[StatusUpdate], *, now: datetime) -> dict[str, Any]:
    """Return the statuses column by column; the same one twice would be one too many for a single statement."""
    # Without a moment there is nothing that tells two of the same word apart, nor needs to.
    told = {(it.wamid, it.status, it.at): it for it in statuses}.values()
    return {
        "tenant": current_tenant_id(),
        "wamids": [it.wamid[:255] for it in told],
        "statuses": [it.status[:20] for it in told],
        "moments": [it.at or now for it in told],
        "opaques": [it.opaque[:512] for it in told],
        "ids": [opaque_id(it.opaque) for it in told],
        "pricings": [connection.ops.adapt_json_value(it.pricing, None) for it in told],
        "codes": [it.error_code for it in told],
        "errors": [f"{it.error_title} {it.error_detail}".strip()[:300] for it in told],
    }


def opaque_id(opaque: str) -> UUID | None:
    """Return the id that we sent along, None if this is none of ours."""
    try:
        return UUID(opaque.removeprefix(OPAQUE_PREFIX)) if opaque.startswith(OPAQUE_PREFIX) else None
    except ValueError:
        return None


def move_on(rows: Iterable[tuple[Any, ...]], *, now: datetime) -> None:
    """Bring messages to the state that these words lead to, and let go of those whose sending nobody was sure of."""
    heard: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        heard[row[0]].append(row)
    if not heard:
        return
    # Whatever Meta says of it, Meta has it: also while whoever sent it waits for the answer, or has died over it.
    # First what is on its way, then the messages: whoever sends locks them in the same order.
    Outgoing.objects.filter(message_id__in=heard).delete()
    messages = Message.objects.select_for_update(of=["self"], no_key=True).select_related("conversation")
    changed, failed = [], []
    for message in messages.filter(pk__in=heard).order_by("pk"):
        before = [getattr(message, name) for name in CHANGED]
        apply(message, heard[message.pk])
        if before != [getattr(message, name) for name in CHANGED]:
            changed.append(message)
            failed += [message] if message.state == "failed" and before[0] != "failed" else []
    if changed:
        save(changed)
    for message in failed:
        act_on_late_failure(message, now=now)


CHANGED = ["state", "wamid", "pricing", "error_code", "error"]


# One statement of ours: what Django makes of the same costs as much as all the rest of a status.
SAVE = """
    UPDATE messaging_message AS message
    SET state = now.state, wamid = now.wamid, pricing = now.pricing, error_code = now.error_code, error = now.error
    FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(wamids)s::text[], %(pricings)s::jsonb[], %(codes)s::integer[],
                %(errors)s::text[]) AS now (id, state, wamid, pricing, error_code, error)
    WHERE message.tenant_id = %(tenant)s AND message.id = now.id
"""


def save(messages: Sequence[Message]) -> None:
    """Write down how far messages have come."""
    values: dict[str, Any] = {
        "tenant": current_tenant_id(),
        "ids": [it.pk for it in messages],
        "states": [it.state for it in messages],
        "wamids": [it.wamid for it in messages],
        "pricings": [connection.ops.adapt_json_value(it.pricing, None) for it in messages],
        "codes": [it.error_code for it in messages],
        "errors": [it.error for it in messages],
    }
    with connection.cursor() as cursor:
        cursor.execute(SAVE, values)


def apply(message: Message, rows: Iterable[tuple[Any, ...]]) -> None:
    """Let a message have heard these words."""
    for _, wamid, status, pricing, error_code, error in rows:
        state = merge(message.state, status)
        if state == "failed" and message.state != "failed":
            message.error_code, message.error = error_code, error
        message.state = state
        message.wamid = message.wamid or wamid
        # From a statement of ours it comes as it stands, from a model as what it is.
        message.pricing = (json.loads(pricing) if isinstance(pricing, str) else pricing) or message.pricing


def link_parked(message: Message) -> None:
    """Apply what came before we knew under which id Meta has this message. Its row is locked by the caller."""
    parked = StatusEvent.objects.filter(message=None, wamid=message.wamid)
    rows = list(parked.values_list("message_id", "wamid", "status", "pricing", "error_code", "error"))
    if rows:
        parked.update(message=message)
        apply(message, rows)
