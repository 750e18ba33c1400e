"""Each try at a message: written down before it is made, settled afterwards, put off, or left unknown.

A send has no key that Meta would recognise it by, so one whose answer never came is not repeated: it is *unknown* until its
status comes back with the id that went along, or until the status of a later message on that number has come and its own
has not. The row in `Outgoing` is there until the message is settled, and in each conversation the oldest goes first.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection

from messaging.models import Message, MessageState, Outgoing, SendAttempt, WhatsAppNumber
from messaging.progress import merge
from messaging.services.failures import SENT, drop, fail, go_as_template, pause_number
from messaging.services.statuses import OPAQUE_PREFIX, link_parked, save
from messaging.whatsapp.client import Accepted, Account
from messaging.whatsapp.faults import Remedy, SendFault
from messaging.whatsapp.outgoing import Content, Recipient, from_json
from messaging.window import is_open
from tenants.scoping import tenant_scope
from tenants.sealed import CannotUnseal, NoSealingKey, unseal

# Besides the send itself, for what stands before and behind it; past both the worker has died over it.
GRACE_SECONDS = 10
LONGEST_DELAY = 600.0
LONGEST_PAIR_DELAY = 256.0
# After a refusal for being too fast the whole number keeps still for so long.
QUIET_SECONDS = 2.0
ACTOR = "task:messaging.send"


# A send needs no more than this of a message; it is read at every one.
TO_SEND = (
    *("kind", "content", "fallback", "reply_to", "opaque", "expires_at", "tenant_id"),
    *("conversation__wa_id", "conversation__user_id", "conversation__last_inbound_at"),
    *("conversation__number__phone_number_id", "conversation__number__token", "conversation__number__waba_id"),
    "conversation__number__paused_at",
)


class Candidate(NamedTuple):
    """A message whose turn it could be."""

    message_id: int
    tenant_id: int
    number_id: int
    conversation_id: int


@dataclass(frozen=True, slots=True)
class Sending:
    """What is to be sent, and by which token it is ours."""

    candidate: Candidate
    token: UUID
    attempt_id: int
    account: Account
    content: Content
    recipient: Recipient
    reply_to: str
    opaque: str
    seconds: float


# The oldest of each conversation that nobody is sending; some more than one, so that threads do not all try the same.
CANDIDATES = """
    SELECT message_id, tenant_id, number_id, conversation_id FROM messaging_outgoing AS one
    WHERE due_at <= statement_timestamp() AND held_until IS NULL AND unknown_since IS NULL
      AND NOT EXISTS (SELECT FROM messaging_outgoing AS older
                      WHERE older.conversation_id = one.conversation_id AND older.message_id < one.message_id)
    ORDER BY due_at, message_id LIMIT %s
"""
CLAIM = """
    UPDATE messaging_outgoing SET token = gen_random_uuid(), attempts = attempts + 1,
           held_until = clock_timestamp() + make_interval(secs => %(hold)s)
    WHERE message_id = (
        SELECT message_id FROM messaging_outgoing
        WHERE message_id = %(id)s AND due_at <= clock_timestamp() AND held_until IS NULL AND unknown_since IS NULL
        FOR UPDATE SKIP LOCKED
    )
    RETURNING token, attempts
"""
PUT_OFF = """
    UPDATE messaging_outgoing SET due_at = clock_timestamp() + make_interval(secs => %(delay)s)
    WHERE message_id = %(id)s AND held_until IS NULL
"""


def list_candidates(*, most: int = 20) -> list[Candidate]:
    """Return messages whose turn it could be, the longest waiting first."""
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, [most])
        return [Candidate(*row) for row in cursor.fetchall()]


def put_off(candidate: Candidate, *, seconds: float) -> None:
    """Look at a message again after so long: it is not its turn yet."""
    with connection.cursor() as cursor:
        cursor.execute(PUT_OFF, {"id": candidate.message_id, "delay": seconds})


def claim(candidate: Candidate, *, now: datetime) -> Sending | None:
    """Take a message into our hands and write down that it is being sent; None if it is not to be sent now.

    Committed before the call: whoever finds it later knows that it may have gone out.
    """
    with tenant_scope(candidate.tenant_id, actor=ACTOR):
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, {"id": candidate.message_id, "hold": settings.WHATSAPP_SEND_SECONDS + GRACE_SECONDS})
            row = cursor.fetchone()
        if row is None:
            return None
        message = Message.objects.select_related("conversation__number").only(*TO_SEND).get(pk=candidate.message_id)
        number = message.conversation.number
        if number.paused_at:
            release(candidate, seconds=60)
            return None
        if message.expires_at and message.expires_at <= now:
            drop(message, why="expired")
            return None
        if not (content := content_for(message, now=now)):
            fail(message, code=131047, why="window_closed")
            return None
        attempt_id = begin_attempt(message, now=now)
        return Sending(
            candidate=candidate,
            token=row[0],
            attempt_id=attempt_id,
            account=account_of(number),
            content=content,
            recipient=Recipient(wa_id=message.conversation.wa_id, user_id=message.conversation.user_id),
            reply_to=message.reply_to,
            opaque=f"{OPAQUE_PREFIX}{message.opaque}",
            seconds=settings.WHATSAPP_SEND_SECONDS,
        )


BEGIN = """
    WITH moved AS (
        UPDATE messaging_message SET state = 'sending' WHERE tenant_id = %(tenant)s AND id = %(id)s
    )
    INSERT INTO messaging_sendattempt (tenant_id, message_id, began_at, outcome, detail)
    VALUES (%(tenant)s, %(id)s, %(now)s, '', '') RETURNING id
"""


def begin_attempt(message: Message, *, now: datetime) -> int:
    """Write down that a message is being tried, and return the try's id."""
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, {"tenant": message.tenant_id, "id": message.pk, "now": now})
        return int(cursor.fetchone()[0])


def account_of(number: WhatsAppNumber) -> Account:
    """Return how a number is reached. Without a token Meta says so, and the number is paused like for any other reason."""
    try:
        token = unseal(number.token) if number.token else ""
    except (CannotUnseal, NoSealingKey):
        token = ""
    return Account(phone_number_id=number.phone_number_id, token=token, waba_id=number.waba_id)


def content_for(message: Message, *, now: datetime) -> Content | None:
    """Return what goes out now: the template once the 24 hours are over, None if there is none then."""
    content = from_json(message.content)
    if message.kind == "template" or is_open(message.conversation.last_inbound_at, now=now):
        return content
    return from_json(message.fallback) if message.fallback else None


def release(candidate: Candidate, *, seconds: float) -> None:
    """Let go of a message that was taken and not tried."""
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE messaging_outgoing SET held_until = NULL, token = NULL, attempts = attempts - 1,
                      due_at = clock_timestamp() + make_interval(secs => %s) WHERE message_id = %s""",
            [seconds, candidate.message_id],
        )


def note_accepted(sending: Sending, accepted: Accepted, *, now: datetime) -> None:
    """Write down that Meta took it, and under which id. The message is settled: the next of the conversation may go."""
    with tenant_scope(sending.candidate.tenant_id, actor=ACTOR):
        message = settle(sending, now=now)
        if message is None:
            return
        message.state = merge(message.state, MessageState.ACCEPTED)
        message.wamid = message.wamid or accepted.wamid
        message.error_code, message.error = None, ""
        link_parked(message)
        save([message])


SETTLE = """
    WITH gone AS (DELETE FROM messaging_outgoing WHERE message_id = %(id)s AND token = %(token)s)
    UPDATE messaging_sendattempt SET ended_at = %(now)s, outcome = 'accepted'
    WHERE tenant_id = %(tenant)s AND id = %(attempt)s
"""
MOVED = ("state", "wamid", "error_code", "error", "pricing")


def settle(sending: Sending, *, now: datetime) -> Message | None:
    """Take a message off its way, end its attempt, and return it locked; None if somebody has erased it meanwhile.

    Not its key: a status that refers to it is written before what is on its way is locked, and each would wait for the other.
    """
    SENT.labels("accepted").inc()
    wanted = sending.candidate
    values: dict[str, Any] = {"id": wanted.message_id, "token": sending.token, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, values | {"tenant": wanted.tenant_id, "attempt": sending.attempt_id})
    return Message.objects.select_for_update(no_key=True).only(*MOVED).filter(pk=wanted.message_id).first()


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
    elif fault.remedy == Remedy.AS_TEMPLATE and go_as_template(message):
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
