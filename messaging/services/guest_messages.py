"""Taking in what guests write, and the owner from the phone: one row each, in the conversation that it belongs to.

The order of locks is the same for all who write: mailboxes by id, then messages. Whoever answers a conversation holds its
mailbox, so a message that comes meanwhile waits for the end of that answer and is answered next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction

from messaging.mailbox.patience import LONGEST, Patience, wait_after
from messaging.models import (
    AnswerRules,
    Conversation,
    Direction,
    MediaFile,
    Message,
    MessageState,
    SenderType,
    WhatsAppNumber,
)
from messaging.ownership import PHONE
from messaging.queries.conversations import get_patience
from messaging.rings import ADVANCE
from messaging.services.holding import lock_conversation, note_words, remind_later
from messaging.services.recognising import conversation_of, guest_side, lock_mailboxes, tells_address
from messaging.whatsapp.items import Echo, InboundMessage, Sender
from tasks.doorbell import ring
from tasks.queue import enqueue_many
from tenants.scoping import current_tenant_id

# Rows of these kinds say something about another message, or nothing that we know; nobody expects an answer to them.
SILENT = frozenset({"reaction", "system", "edit", "revoke", "unknown"})
# A clock of Meta's or ours may be wrong by so much; what claims to be later came now.
AHEAD = timedelta(minutes=5)


class Counts(NamedTuple):
    """How many messages were new, how many we had already, and Meta's ids of the new ones of guests."""

    new: int
    known: int
    fresh: frozenset[str]


@dataclass
class Arrival:
    """A message on its way into its conversation."""

    item: InboundMessage | Echo
    conversation: Conversation
    ready_at: datetime | None


def take_in(messages: Sequence[InboundMessage | Echo], *, now: datetime) -> Counts:
    """Write messages down, each once, and have their conversations looked at. Called in the business's scope."""
    rules = AnswerRules.objects.first() or AnswerRules()
    patience = get_patience(rules)
    numbers: dict[str, WhatsAppNumber] = {}
    arrivals = []
    for item in messages:
        number = numbers.get(item.phone_number_id) or number_of(item.phone_number_id)
        numbers[item.phone_number_id] = number
        conversation = conversation_of(number, item)
        arrivals.append(Arrival(item, conversation, ready_at(item, patience=patience, now=now)))
    put_into_mailboxes(arrivals, now=now)
    fresh = [arrival for arrival in arrivals if write(arrival, rules=rules, now=now)]
    ring_for(fresh, now=now)
    wamids = frozenset(it.item.wamid for it in fresh if isinstance(it.item, InboundMessage))
    return Counts(len(fresh), len(arrivals) - len(fresh), wamids)


def number_of(phone_number_id: str) -> WhatsAppNumber:
    """Return the row of a number of ours; the first message to a new one makes it."""
    return WhatsAppNumber.objects.get_or_create(phone_number_id=phone_number_id)[0]


def ready_at(item: InboundMessage | Echo, *, patience: Patience, now: datetime) -> datetime | None:
    """Return when a message should be answered, if nothing more comes; None if nobody expects an answer."""
    if isinstance(item, Echo) or item.kind in SILENT or item.is_gesture:
        return None
    return now + wait_after(item.kind, item.text, patience=patience)


PUT = """
    INSERT INTO messaging_mailbox (conversation_id, tenant_id, ready_at, waiting_since)
    SELECT conversation, %(tenant)s, ready, %(now)s
    FROM unnest(%(conversations)s::bigint[], %(ready)s::timestamptz[]) AS wanted (conversation, ready)
    ORDER BY conversation
    ON CONFLICT (conversation_id) DO UPDATE SET
        ready_at = CASE WHEN excluded.ready_at IS NULL THEN messaging_mailbox.ready_at
                        ELSE least(excluded.ready_at,
                                   messaging_mailbox.waiting_since + make_interval(secs => %(longest)s)) END,
        waiting_since = coalesce(messaging_mailbox.waiting_since, excluded.waiting_since)
"""


def put_into_mailboxes(arrivals: Sequence[Arrival], *, now: datetime) -> None:
    """Have each conversation looked at when its newest message is to be answered. Holds the mailboxes from then on."""
    ready: dict[int, datetime | None] = {}
    for arrival in arrivals:
        ready[arrival.conversation.pk] = arrival.ready_at or ready.get(arrival.conversation.pk)
    wanted = {key: moment for key, moment in ready.items() if moment is not None}
    if silent := ready.keys() - wanted.keys():
        lock_mailboxes(silent)
    if not wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            PUT,
            {
                "tenant": current_tenant_id(),
                "now": now,
                "conversations": list(wanted),
                "ready": list(wanted.values()),
                "longest": LONGEST.total_seconds(),
            },
        )


# A message that is new also tells where its guest is reached, unless something newer has told it: with the mailbox in hand.
WRITE = """
    WITH written AS (
        INSERT INTO messaging_message (tenant_id, conversation_id, direction, sender_type, kind, text, content, state,
            wamid, reply_to, sent_at, hear_until, is_read, purpose, content_key, answers, error, pricing)
        VALUES (%(tenant)s, %(conversation)s, %(direction)s, %(sender)s, %(kind)s, %(text)s, %(content)s, %(state)s,
            %(wamid)s, %(reply_to)s, %(sent_at)s, %(hear_until)s, NOT %(asks)s, '', '', '{}', '', '{}')
        ON CONFLICT (tenant_id, direction, wamid) WHERE NOT wamid = '' DO NOTHING
        RETURNING id
    ), touched AS (
        UPDATE messaging_conversation SET
            last_message_at = greatest(last_message_at, %(sent_at)s),
            changed_at = clock_timestamp(),
            is_unread = is_unread OR %(asks)s,
            snoozed_until = CASE WHEN %(asks)s THEN NULL ELSE snoozed_until END,
            waiting_since = CASE WHEN %(asks)s AND (owner = 'nobody' OR (owner = 'staff' AND held_until > %(now)s))
                                 THEN coalesce(waiting_since, %(now)s) ELSE waiting_since END,
            last_inbound_at = CASE WHEN %(opens)s THEN greatest(last_inbound_at, %(sent_at)s) ELSE last_inbound_at END,
            wa_id = CASE WHEN address_at > %(told_at)s THEN wa_id ELSE coalesce(nullif(%(wa_id)s, ''), wa_id) END,
            user_id = CASE WHEN address_at > %(told_at)s THEN user_id
                           ELSE coalesce(nullif(%(user_id)s, ''), user_id) END,
            address_at = greatest(address_at, %(told_at)s)
        WHERE tenant_id = %(tenant)s AND id = %(conversation)s AND EXISTS (SELECT FROM written)
        RETURNING waiting_since
    )
    SELECT written.id, touched.waiting_since FROM written, touched
"""


def write(arrival: Arrival, *, rules: AnswerRules, now: datetime) -> bool:
    """Write a message down, and return whether it was new."""
    item, is_in = arrival.item, isinstance(arrival.item, InboundMessage)
    sent_at = min(item.sent_at or now, now + AHEAD)
    guest = guest_side(item) if tells_address(item) else Sender()
    expects_answer = arrival.ready_at is not None
    values: dict[str, Any] = {
        "tenant": current_tenant_id(),
        "conversation": arrival.conversation.pk,
        "direction": (Direction.IN if is_in else Direction.OUT).value,
        "sender": (SenderType.GUEST if is_in else SenderType.STAFF).value,
        "kind": item.kind,
        "text": item.text,
        "content": connection.ops.adapt_json_value(content_of(item), None),
        "state": state_of(is_in=is_in, expects_answer=expects_answer),
        "wamid": item.wamid,
        "reply_to": item.reply_to,
        "sent_at": sent_at,
        "hear_until": hear_until(item, rules=rules, now=now),
        # Only what the guest sent themselves opens the window.
        "opens": is_in and item.kind != "system",
        # Something to read: not what only says something about another message.
        "asks": is_in and item.kind not in SILENT,
        "now": now,
        "told_at": min(sent_at, now) if tells_address(item) else None,
        "wa_id": guest.wa_id[:32],
        "user_id": guest.user_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE, values)
        row = cursor.fetchone()
    if row is None:
        return False
    message_id, waiting_since = row
    if item.media is not None:
        fetch_soon(Message(pk=message_id), item)
    if waiting_since == now:
        remind_later(arrival.conversation.pk, since=now)
    if not is_in:
        note_words(lock_conversation(arrival.conversation.pk), None, at=sent_at, now=now, why=PHONE)
    return True


def state_of(*, is_in: bool, expects_answer: bool) -> str:
    """Return how a message begins: what nobody answers is seen, what the owner wrote from the phone was sent by them."""
    if not is_in:
        return MessageState.SENT.value
    return (MessageState.NEW if expects_answer else MessageState.SEEN).value


def content_of(item: InboundMessage | Echo) -> dict[str, Any]:
    """Return what is kept besides the text: Meta's own object, and what was tapped."""
    extra = {"choice_id": item.choice_id} if item.choice_id else {}
    return {**item.content, **extra}


def hear_until(item: InboundMessage | Echo, *, rules: AnswerRules, now: datetime) -> datetime | None:
    """Return until when to wait for a voice note's transcript; None where nobody will make one."""
    if item.kind != "voice" or not settings.TRANSCRIBES:
        return None
    return now + timedelta(seconds=rules.voice_seconds)


def fetch_soon(message: Message, item: InboundMessage | Echo) -> None:
    """Have a file fetched: its address at Meta is good for minutes."""
    media = item.media
    if media is None:
        return
    MediaFile.objects.create(
        message_id=message.pk,
        media_id=media.id[:64],
        mime_type=media.mime_type[:100],
        filename=media.filename[:240],
        sha256=media.sha256_hex[:64],
    )
    tenant_id = current_tenant_id()
    enqueue_many("messaging.fetch_media", [(None, {"tenant_id": tenant_id, "message_id": message.pk})])


def ring_for(arrivals: Sequence[Arrival], *, now: datetime) -> None:
    """Ring when the first of these conversations is ready, and when each of the others is."""
    for after in {max(0.0, (it.ready_at - now).total_seconds()) for it in arrivals if it.ready_at}:
        transaction.on_commit(partial(ring, ADVANCE._replace(after=after)), robust=True)
