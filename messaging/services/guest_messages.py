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
from django.utils.translation import gettext_noop as _

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
from messaging.queries.conversations import find_conversation, get_patience
from messaging.rings import ADVANCE
from messaging.services.asking import ask_person
from messaging.whatsapp.items import Echo, InboundMessage, Sender
from tasks.doorbell import ring
from tasks.queue import enqueue_many
from tenants.models import Guest
from tenants.queries.guests import find_guest
from tenants.scoping import current_tenant_id
from tenants.services.guests import IdentityTaken, add_identity, create_guest, find_or_create_guest
from tenants.values.identity import BadIdentity, canonical_identity

# Rows of these kinds say something about another message; nobody expects an answer to them.
SILENT = frozenset({"reaction", "system", "edit", "revoke"})
# A clock of Meta's or ours may be wrong by so much; what claims to be later came now.
AHEAD = timedelta(minutes=5)


class Counts(NamedTuple):
    """How many messages were new, and how many we had already."""

    new: int
    known: int


@dataclass
class Arrival:
    """A message on its way into its conversation."""

    item: InboundMessage | Echo
    conversation: Conversation
    ready_at: datetime | None


def take_in(messages: Sequence[tuple[int, InboundMessage | Echo]], *, now: datetime) -> Counts:
    """Write messages down, each once, and have their conversations looked at. Called in the business's scope."""
    rules = AnswerRules.objects.first() or AnswerRules()
    patience = get_patience(rules)
    numbers: dict[str, WhatsAppNumber] = {}
    arrivals = []
    for _event, item in messages:
        number = numbers.get(item.phone_number_id) or number_of(item.phone_number_id)
        numbers[item.phone_number_id] = number
        guest_side = item.to if isinstance(item, Echo) else item.sender
        conversation = conversation_of(number, guest_side)
        arrivals.append(Arrival(item, conversation, ready_at(item, patience=patience, now=now)))
    put_into_mailboxes(arrivals, now=now)
    fresh = [arrival for arrival in arrivals if write(arrival, rules=rules, now=now)]
    ring_for(fresh, now=now)
    return Counts(len(fresh), len(arrivals) - len(fresh))


def number_of(phone_number_id: str) -> WhatsAppNumber:
    """Return the row of a number of ours; the first message to a new one makes it."""
    return WhatsAppNumber.objects.get_or_create(phone_number_id=phone_number_id)[0]


def conversation_of(number: WhatsAppNumber, sender: Sender) -> Conversation:
    """Return the conversation with a guest, by whatever we know them; the first message makes both."""
    found = find_conversation(number_id=number.pk, wa_id=sender.wa_id, user_id=sender.user_id)
    if found is not None and is_complete(found, sender):
        return found
    guest = found.guest if found is not None else guest_of(sender)
    learn_identities(guest, sender)
    conversation, _made = Conversation.objects.get_or_create(
        number=number, guest=guest, defaults={"wa_id": sender.wa_id[:32], "user_id": sender.user_id}
    )
    changes = {name: value for name, value in (("wa_id", sender.wa_id[:32]), ("user_id", sender.user_id)) if value}
    Conversation.objects.filter(pk=conversation.pk).update(**changes)
    return conversation


def is_complete(conversation: Conversation, sender: Sender) -> bool:
    """Return whether a message tells nothing new about where its guest is reached."""
    return (not sender.wa_id or conversation.wa_id == sender.wa_id) and (
        not sender.user_id or conversation.user_id == sender.user_id
    )


def guest_of(sender: Sender) -> Guest:
    """Return the guest who writes. Meta's id for them comes first: a number may change hands."""
    identities = identities_of(sender)
    for kind, value in identities:
        known = find_guest(kind=kind, value=value)
        if known is not None and not (kind == "phone" and has_new_owner(known, sender)):
            return known
    if not identities:
        # A number that no country has: the conversation is found by it all the same.
        return create_guest(name=sender.name[:120])
    kind, value = identities[0]
    return find_or_create_guest(kind=kind, value=value, name=sender.name[:120])


def has_new_owner(guest: Guest, sender: Sender) -> bool:
    """Return whether the number of a guest writes as somebody else now; then it leads to them no more.

    Meta's id of a person changes with their number and not without it: the same number under another id is another
    person, who must not read what was said to the first, nor have their stays.
    """
    theirs = Conversation.objects.filter(guest=guest, wa_id=sender.wa_id[:32]).exclude(user_id__in=("", sender.user_id))
    if not sender.user_id or not theirs.update(wa_id=""):
        return False
    ask_person(
        kind="identity_conflict",
        cause=f"guest:{guest.pk}:phone",
        title=_("WhatsApp: el número de un huésped es ahora de otra persona"),
        link=f"/admin/tenants/guest/{guest.pk}/change/",
    )
    return True


def identities_of(sender: Sender) -> list[tuple[str, str]]:
    """Return by what a sender can be recognised, the surest first."""
    # What Meta calls wa_id has no plus; without it a number would be read as a local one.
    phone = f"+{sender.wa_id}" if sender.wa_id.isdigit() else sender.wa_id
    known = (("bsuid", sender.user_id), ("phone", phone), ("parent_bsuid", sender.parent_user_id))
    return [(kind, value) for kind, value in known if value and is_identity(kind, value)]


def is_identity(kind: str, value: str) -> bool:
    try:
        canonical_identity(kind, value)
    except BadIdentity:
        return False
    return True


def learn_identities(guest: Guest, sender: Sender) -> None:
    """Let a guest be known by whatever else came with the message. What is another guest's stays theirs."""
    for kind, value in identities_of(sender):
        try:
            add_identity(guest=guest, kind=kind, value=value)
        except IdentityTaken:
            continue


def ready_at(item: InboundMessage | Echo, *, patience: Patience, now: datetime) -> datetime | None:
    """Return when a message should be answered, if nothing more comes; None if nobody expects an answer."""
    if isinstance(item, Echo) or item.kind in SILENT:
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
    """Have each conversation looked at when its newest message is to be answered. Locks the mailboxes, in one order."""
    ready: dict[int, datetime | None] = {}
    for arrival in arrivals:
        ready[arrival.conversation.pk] = arrival.ready_at or ready.get(arrival.conversation.pk)
    wanted = {key: moment for key, moment in ready.items() if moment is not None}
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


WRITE = """
    WITH written AS (
        INSERT INTO messaging_message (tenant_id, conversation_id, direction, sender_type, kind, text, content, state,
            wamid, reply_to, sent_at, hear_until, purpose, content_key, answers, error, pricing)
        VALUES (%(tenant)s, %(conversation)s, %(direction)s, %(sender)s, %(kind)s, %(text)s, %(content)s, %(state)s,
            %(wamid)s, %(reply_to)s, %(sent_at)s, %(hear_until)s, '', '', '{}', '', '{}')
        ON CONFLICT (tenant_id, direction, wamid) WHERE NOT wamid = '' DO NOTHING
        RETURNING id
    ), touched AS (
        UPDATE messaging_conversation SET
            last_message_at = greatest(last_message_at, %(sent_at)s),
            last_inbound_at = CASE WHEN %(is_in)s THEN greatest(last_inbound_at, %(sent_at)s) ELSE last_inbound_at END
        WHERE tenant_id = %(tenant)s AND id = %(conversation)s AND EXISTS (SELECT FROM written)
    )
    SELECT id FROM written
"""


def write(arrival: Arrival, *, rules: AnswerRules, now: datetime) -> bool:
    """Write a message down, and return whether it was new."""
    item, is_in = arrival.item, isinstance(arrival.item, InboundMessage)
    sent_at = min(item.sent_at or now, now + AHEAD)
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
        "is_in": is_in,
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE, values)
        row = cursor.fetchone()
    if row is None:
        return False
    if item.media is not None:
        fetch_soon(Message(pk=row[0]), item)
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
