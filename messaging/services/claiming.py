"""Taking a message into our hands to send it: whose turn it is, and whether it is still worth sending.

Much may have happened since it was written: the 24 hours ended, its template was paused, somebody of the staff answered, the
guest wrote on, the booking of which it tells was cancelled. All that is looked at once more in the transaction that says
`sending`, right before the call.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection

from bookings.message_conditions import MOVED_ON
from messaging import purposes
from messaging.models import (
    Direction,
    Mailbox,
    Message,
    MessageState,
    Outgoing,
    SenderType,
    Talk,
    WhatsAppNumber,
    WhatsAppTemplate,
)
from messaging.ownership import Lease, is_bots
from messaging.services.failures import drop, fail
from messaging.services.lifecycle import LOOKED_AT, Written, is_still_so
from messaging.services.statuses import OPAQUE_PREFIX
from messaging.whatsapp.client import Account
from messaging.whatsapp.outgoing import Content, Recipient, TemplateMessage, from_json
from messaging.window import is_open
from tenants.scoping import tenant_scope
from tenants.sealed import CannotUnseal, NoSealingKey, unseal

ACTOR = "task:messaging.send"
# Besides the send itself, for what stands before and behind it; past both the worker has died over it.
GRACE_SECONDS = 10
# A number that a person must mend is asked about again after so long.
PAUSED_SECONDS = 60
# So many are looked at in one go.
MOST_CANDIDATES = 20
# What Meta would say, and we need not ask: the 24 hours are over; the template is not to be had.
WINDOW_CLOSED, TEMPLATE_UNUSABLE = 131047, 132015
UNUSABLE = frozenset({"REJECTED", "PAUSED", "DISABLED"})


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
# One statement, since every message goes through here: taken, read, and what has happened since it was written.
CLAIM = """
    WITH mine AS (
        UPDATE messaging_outgoing SET token = gen_random_uuid(), attempts = attempts + 1,
               held_until = clock_timestamp() + make_interval(secs => %(hold)s)
        WHERE message_id = (
            SELECT message_id FROM messaging_outgoing
            WHERE message_id = %(id)s AND due_at <= clock_timestamp() AND held_until IS NULL AND unknown_since IS NULL
            FOR UPDATE SKIP LOCKED
        )
        RETURNING token, attempts
    )
    SELECT mine.token, mine.attempts, message.kind, message.content, message.fallback, message.reply_to, message.opaque,
           message.expires_at, message.sender_type, message.purpose, message.retried_by, message.answers,
           message.content_key, message.author_id,
           talk.wa_id, talk.user_id, talk.owner, talk.held_until, talk.last_inbound_at,
           number.phone_number_id, number.token AS sealed_token, number.waba_id, number.paused_at,
           EXISTS (SELECT FROM messaging_message AS staff
                   WHERE staff.tenant_id = %(tenant)s AND staff.conversation_id = message.conversation_id
                     AND staff.direction = 'out' AND staff.sender_type = 'staff'
                     AND staff.sent_at >= (SELECT max(asked.sent_at) FROM messaging_message AS asked
                                           WHERE asked.tenant_id = %(tenant)s AND asked.id = ANY(message.answers))),
           EXISTS (SELECT FROM messaging_message AS new
                   WHERE new.tenant_id = %(tenant)s AND new.conversation_id = message.conversation_id AND new.state = 'new')
    FROM mine
    JOIN messaging_message AS message ON message.tenant_id = %(tenant)s AND message.id = %(id)s
    JOIN messaging_conversation AS talk ON talk.tenant_id = %(tenant)s AND talk.id = message.conversation_id
    JOIN messaging_whatsappnumber AS number ON number.tenant_id = %(tenant)s AND number.id = talk.number_id
"""
PUT_OFF = """
    UPDATE messaging_outgoing SET due_at = clock_timestamp() + make_interval(secs => %(delay)s)
    WHERE message_id = %(id)s AND held_until IS NULL
"""
RELEASE = """
    UPDATE messaging_outgoing SET held_until = NULL, token = NULL, attempts = attempts - 1,
           due_at = clock_timestamp() + make_interval(secs => %s) WHERE message_id = %s
"""
BEGIN = """
    WITH moved AS (
        UPDATE messaging_message SET state = 'sending' WHERE tenant_id = %(tenant)s AND id = %(id)s
    )
    INSERT INTO messaging_sendattempt (tenant_id, message_id, began_at, outcome, detail)
    VALUES (%(tenant)s, %(id)s, %(now)s, '', '') RETURNING id
"""


class Taken(NamedTuple):
    """A message in our hands, column by column as CLAIM returns it."""

    token: UUID
    attempts: int
    kind: str
    # JSON as it stands: this does not go through a model.
    content: str
    fallback: str | None
    reply_to: str
    opaque: UUID
    expires_at: datetime | None
    sender_type: str
    purpose: str
    retried_by: str
    answers: list[int]
    content_key: str
    author_id: int | None
    wa_id: str
    user_id: str
    owner: str
    held_until: datetime | None
    last_inbound_at: datetime | None
    phone_number_id: str
    sealed_token: str
    waba_id: str
    paused_at: datetime | None
    has_person_answered: bool
    has_guest_gone_on: bool


def list_candidates(*, most: int = MOST_CANDIDATES) -> list[Candidate]:
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
        taken = take(candidate)
        if taken is None or not is_worth_sending(candidate, taken, now=now):
            return None
        content = content_for(candidate, taken, now=now)
        if content is None:
            return None
        with connection.cursor() as cursor:
            cursor.execute(BEGIN, {"tenant": candidate.tenant_id, "id": candidate.message_id, "now": now})
            attempt_id = int(cursor.fetchone()[0])
        return Sending(
            candidate=candidate,
            token=taken.token,
            attempt_id=attempt_id,
            account=account_with(taken.phone_number_id, taken.sealed_token, taken.waba_id),
            content=content,
            recipient=Recipient(wa_id=taken.wa_id, user_id=taken.user_id),
            reply_to=taken.reply_to,
            opaque=f"{OPAQUE_PREFIX}{taken.opaque}",
            seconds=settings.WHATSAPP_SEND_SECONDS,
        )


def take(candidate: Candidate) -> Taken | None:
    """Take a message, unless somebody else has."""
    hold = settings.WHATSAPP_SEND_SECONDS + GRACE_SECONDS
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"id": candidate.message_id, "tenant": candidate.tenant_id, "hold": hold})
        row = cursor.fetchone()
    return Taken(*row) if row else None


def is_worth_sending(candidate: Candidate, taken: Taken, *, now: datetime) -> bool:
    """Return whether a message should go out now. What has lost its meaning is dropped, what must wait is let go of."""
    if taken.paused_at:
        with connection.cursor() as cursor:
            cursor.execute(RELEASE, [PAUSED_SECONDS, candidate.message_id])
        return False
    message = Message(pk=candidate.message_id, tenant_id=candidate.tenant_id)
    if taken.expires_at and taken.expires_at <= now:
        drop(message, why="expired")
        return False
    # What was tried may have reached the guest, and is not taken back; what a person wants sent is sent.
    is_first_try = taken.attempts == 1 and not taken.retried_by and taken.author_id is None
    is_chat = taken.sender_type == SenderType.BOT and taken.purpose == purposes.ANSWER and is_first_try
    if is_chat and not is_bots(Lease(taken.owner, until=taken.held_until), now=now):
        drop(message, why="person_holds")
        return False
    if is_chat and taken.has_person_answered:
        drop(message, why="person_answered")
        return False
    if is_chat and taken.has_guest_gone_on and ask_anew(candidate, taken):
        drop(message, why="guest_wrote_on")
        return False
    return not (taken.content_key.startswith(LOOKED_AT) and has_moved_on(candidate, taken, now=now))


def has_moved_on(candidate: Candidate, taken: Taken, *, now: datetime) -> bool:
    """Drop what tells of a booking that is not so any more, and return whether it was; what a person wants sent is sent."""
    if taken.retried_by:
        return False
    written = Written(
        message_id=candidate.message_id,
        conversation_id=candidate.conversation_id,
        key=taken.content_key,
        content=json.loads(taken.content),
        fallback=json.loads(taken.fallback) if taken.fallback else None,
    )
    if is_still_so(written, now=now):
        return False
    drop(Message(pk=candidate.message_id, tenant_id=candidate.tenant_id), why=MOVED_ON)
    return True


def ask_anew(candidate: Candidate, taken: Taken) -> bool:
    """Let what a reply answers be answered together with what has come since; False if somebody is at it already."""
    box = Mailbox.objects.select_for_update(skip_locked=True)
    if not box.filter(pk=candidate.conversation_id, ready_at__isnull=False).exists():
        return False
    if has_acted(candidate, taken):
        return False
    parts = Message.objects.filter(
        conversation=candidate.conversation_id,
        direction=Direction.OUT,
        sender_type=SenderType.BOT,
        answers__overlap=taken.answers,
    ).exclude(pk=candidate.message_id)
    # An answer of several messages is taken back whole, or not at all: what is not queued is with the guest, or on its way.
    is_out = parts.exclude(state__in=[MessageState.QUEUED, MessageState.DROPPED]).exists()
    if is_out or Outgoing.objects.filter(message_id__in=parts.values("pk"), attempts__gt=0).exists():
        return False
    asked = Message.objects.filter(pk__in=taken.answers, state=MessageState.SEEN)
    if not asked.update(state=MessageState.NEW):
        return False
    for part in parts.filter(state=MessageState.QUEUED):
        drop(part, why="guest_wrote_on")
    # The answer to all of it may end with the same message, and so have the same key.
    Message.objects.filter(pk=candidate.message_id).update(content_key="")
    parts.update(content_key="")
    return True


def has_acted(candidate: Candidate, taken: Taken) -> bool:
    """Return whether something was done with this answer: that is told, whatever the guest wrote since."""
    talk = Talk.objects.filter(conversation=candidate.conversation_id, answers__overlap=taken.answers)
    return talk.filter(has_acted=True).exists()


def content_for(candidate: Candidate, taken: Taken, *, now: datetime) -> Content | None:
    """Return what goes out now: the template once the 24 hours are over. What can only fail is given up: None."""
    message = Message(pk=candidate.message_id, tenant_id=candidate.tenant_id)
    is_free = taken.kind == "template" or is_open(taken.last_inbound_at, now=now)
    written = taken.content if is_free else taken.fallback
    if written is None:
        fail(message, code=WINDOW_CLOSED, why="window_closed")
        return None
    content = from_json(json.loads(written))
    if isinstance(content, TemplateMessage) and not is_usable(content, waba_id=taken.waba_id):
        fail(message, code=TEMPLATE_UNUSABLE, why="template_unusable")
        return None
    return content


def is_usable(template: TemplateMessage, *, waba_id: str) -> bool:
    """Return whether our copy of the catalogue lets a template be sent; of one that it does not know, Meta decides."""
    known = WhatsAppTemplate.objects.filter(waba_id=waba_id, name=template.name, language=template.language)
    return not known.filter(status__in=UNUSABLE).exists()


def account_of(number: WhatsAppNumber) -> Account:
    """Return how a number is reached."""
    return account_with(number.phone_number_id, number.token, number.waba_id)


def account_with(phone_number_id: str, sealed_token: str, waba_id: str) -> Account:
    """Return how a number is reached. Without a token Meta says so, and the number is paused like for any other reason."""
    try:
        token = unseal(sealed_token) if sealed_token else ""
    except (CannotUnseal, NoSealingKey):
        token = ""
    return Account(phone_number_id=phone_number_id, token=token, waba_id=waba_id)
