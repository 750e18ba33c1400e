"""What became of each try at a message: settled, put off, given up, or left unknown.

A send has no key that Meta would recognise it by, so one whose answer never came is not repeated: it is *unknown* until its
status comes back with the id that went along, or until the status of a later message on that number has come and its own
has not. The row in `Outgoing` is there until the message is settled, and in each conversation the oldest goes first.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from messaging.models import Message, MessageState, Outgoing, SendAttempt
from messaging.progress import merge
from messaging.services.claiming import ACTOR, Sending
from messaging.services.failures import SENT, act_on_late_failure, drop, fail, go_as_template, pause_number
from messaging.services.statuses import OPAQUE_PREFIX, link_parked, save
from messaging.whatsapp.client import Accepted
from messaging.whatsapp.faults import Remedy, SendFault
from tenants.scoping import tenant_scope

LONGEST_DELAY = 600.0
LONGEST_PAIR_DELAY = 256.0
# After a refusal for being too fast the whole number keeps still for so long.
QUIET_SECONDS = 2.0


def note_accepted(sending: Sending, accepted: Accepted, *, now: datetime) -> None:
    """Write down that Meta took it, and under which id. The message is settled: the next of the conversation may go."""
    SENT.labels("accepted").inc()
    with tenant_scope(sending.candidate.tenant_id, actor=ACTOR):
        if accept(sending, accepted, now=now):
            return
        message = settle(sending, now=now)
        if message is None:
            return
        had_failed = message.state == MessageState.FAILED
        message.state = merge(message.state, MessageState.ACCEPTED)
        message.wamid = message.wamid or accepted.wamid
        if not had_failed:
            message.error_code, message.error = None, ""
        link_parked(message)
        save([message])
        if message.state == MessageState.FAILED and not had_failed:
            # Meta's bad news had come before its answer, without the id that leads here.
            act_on_late_failure(message, now=now)


# Nearly every message: still being sent by us, and nothing was said of it before. One statement does it all.
ACCEPT = """
    WITH gone AS (
        DELETE FROM messaging_outgoing WHERE message_id = %(id)s AND token = %(token)s
            AND NOT EXISTS (SELECT FROM messaging_statusevent AS told
                            WHERE told.tenant_id = %(tenant)s AND told.wamid = %(wamid)s)
        RETURNING message_id
    ), ended AS (
        UPDATE messaging_sendattempt SET ended_at = %(now)s, outcome = 'accepted'
        WHERE tenant_id = %(tenant)s AND id = %(attempt)s AND EXISTS (SELECT FROM gone)
    )
    UPDATE messaging_message SET state = 'accepted', wamid = %(wamid)s, error_code = NULL, error = ''
    WHERE tenant_id = %(tenant)s AND id IN (SELECT message_id FROM gone) AND opaque = %(opaque)s AND state = 'sending'
    RETURNING id
"""


def accept(sending: Sending, accepted: Accepted, *, now: datetime) -> bool:
    """Settle a message of which nothing else is known; return whether that was so."""
    with connection.cursor() as cursor:
        cursor.execute(ACCEPT, values_of(sending, now=now) | {"wamid": accepted.wamid})
        return cursor.fetchone() is not None


def values_of(sending: Sending, *, now: datetime) -> dict[str, Any]:
    """Return what statements ask of a send."""
    return {
        "id": sending.candidate.message_id,
        "tenant": sending.candidate.tenant_id,
        "token": sending.token,
        "attempt": sending.attempt_id,
        "opaque": UUID(sending.opaque.removeprefix(OPAQUE_PREFIX)),
        "now": now,
    }


# Also if nobody was sure of it any more, or is about to send it again: Meta has it. But not what goes in its place, under
# another id, since a status has said meanwhile that it failed.
SETTLE = """
    WITH gone AS (
        DELETE FROM messaging_outgoing WHERE message_id = %(id)s AND (token = %(token)s OR held_until IS NULL)
            AND EXISTS (SELECT FROM messaging_message
                        WHERE tenant_id = %(tenant)s AND id = %(id)s AND opaque = %(opaque)s)
    )
    UPDATE messaging_sendattempt SET ended_at = %(now)s, outcome = 'accepted'
    WHERE tenant_id = %(tenant)s AND id = %(attempt)s
"""
MOVED = ("state", "wamid", "error_code", "error", "pricing")


def settle(sending: Sending, *, now: datetime) -> Message | None:
    """Take a message off its way, end its attempt, and return it locked; None if it is another one or erased meanwhile.

    Not its key: a status that refers to it is written before what is on its way is locked, and each would wait for the other.
    """
    values = values_of(sending, now=now)
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, values)
    locked = Message.objects.select_for_update(no_key=True).only(*MOVED)
    return locked.filter(pk=values["id"], opaque=values["opaque"]).first()


def end_attempt(sending: Sending, *, now: datetime, outcome: str, code: int | None = None, detail: str = "") -> None:
    SENT.labels(outcome).inc()
    SendAttempt.objects.filter(pk=sending.attempt_id).update(
        ended_at=now, outcome=outcome, code=code, detail=detail[:300]
    )


def note_fault(sending: Sending, fault: SendFault, *, now: datetime) -> float:
    """Write down what went wrong and do what it asks for. Return for how long the number should keep still, 0 for not."""
    with tenant_scope(sending.candidate.tenant_id, actor=ACTOR):
        end_attempt(
            sending,
            now=now,
            outcome=fault.remedy.value,
            code=fault.code,
            detail=f"{fault.title} {fault.detail}".strip(),
        )
        outgoing = (
            Outgoing.objects.select_for_update()
            .filter(message_id=sending.candidate.message_id, token=sending.token)
            .first()
        )
        message = Message.objects.select_for_update(no_key=True).filter(pk=sending.candidate.message_id).first()
        if outgoing is None or message is None:
            return 0.0
        return follow(fault, outgoing, message, now=now)


def follow(fault: SendFault, outgoing: Outgoing, message: Message, *, now: datetime) -> float:
    """Do what a fault asks for."""
    if fault.remedy == Remedy.UNKNOWN:
        leave_unknown(outgoing, message, now=now)
    elif fault.remedy == Remedy.STOP_CHANNEL:
        pause_number(outgoing.number_id, code=fault.code, now=now)
        try_again(outgoing, message, seconds=60, now=now)
    elif fault.remedy in (Remedy.AS_TEMPLATE, Remedy.NEVER) and go_as_template(message):
        # Whatever Meta has against the free text, what stands for it may still go; once.
        try_again(outgoing, message, seconds=0, now=now)
    elif fault.remedy in (Remedy.NEVER, Remedy.AS_TEMPLATE) or is_enough(fault, outgoing):
        fail(message, code=fault.code, why=f"{fault.title} {fault.detail}".strip())
    else:
        try_again(outgoing, message, seconds=delay_after(fault, outgoing.attempts), now=now)
        return QUIET_SECONDS if fault.remedy in (Remedy.SLOW_NUMBER, Remedy.SLOW_ACCOUNT) else 0.0
    return 0.0


def is_enough(fault: SendFault, outgoing: Outgoing) -> bool:
    return fault.most_retries is not None and outgoing.attempts > fault.most_retries


def delay_after(fault: SendFault, attempts: int) -> float:
    """Return how long to wait before the next try: doubling with jitter; for a guest who gets too much, Meta's own 4^n."""
    if fault.remedy == Remedy.SLOW_PAIR:
        return min(LONGEST_PAIR_DELAY, 4.0 ** min(attempts, 5))
    grown = min(LONGEST_DELAY, 2.0 ** min(attempts - 1, 10))
    return max(float(fault.least_wait), random.uniform(0.5, 1) * grown)  # noqa: S311 (spreads load, guards nothing)


def try_again(outgoing: Outgoing, message: Message, *, seconds: float, now: datetime) -> None:
    """Put a message back, for later; one that would be too old by then is dropped instead."""
    due = now + timedelta(seconds=seconds)
    if message.expires_at and message.expires_at <= due:
        drop(message, why="expired")
        return
    outgoing.held_until = outgoing.token = None
    outgoing.due_at = due
    outgoing.save(update_fields=["held_until", "token", "due_at"])
    Message.objects.filter(pk=message.pk, state=MessageState.SENDING).update(state=MessageState.QUEUED)


def leave_unknown(outgoing: Outgoing, message: Message, *, now: datetime) -> None:
    """Say that nobody knows whether it went out. It waits for its status, and the rest of the conversation for it."""
    outgoing.held_until = outgoing.token = None
    outgoing.unknown_since = now
    outgoing.save(update_fields=["held_until", "token", "unknown_since"])
    Message.objects.filter(pk=message.pk, state=MessageState.SENDING).update(state=MessageState.UNKNOWN)
