"""Writing down what is to be said: a row in the caller's transaction, so that it is said if and only if that is committed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import uuid4

from django.db import connection, transaction
from django.utils.translation import gettext_noop as _
from prometheus_client import Counter

from messaging import purposes
from messaging.errors import WindowClosed
from messaging.models import (
    AnswerRules,
    Conversation,
    Direction,
    Message,
    MessageState,
    Outgoing,
    SenderType,
    WhatsAppTemplate,
)
from messaging.rings import SEND
from messaging.services.asking import ask_person
from messaging.whatsapp.gaps import filled, names_of
from messaging.whatsapp.outgoing import Content, TemplateMessage, check, to_json
from messaging.window import is_open
from tasks.doorbell import ring
from tenants.models import User
from tenants.scoping import current_tenant_id

UNSAID = Counter("whatsapp_unsaid_total", "Messages that were not written since the month's replies are used up")


def say(
    *,
    conversation: Conversation,
    content: Content,
    now: datetime,
    sender_type: SenderType = SenderType.BOT,
    purpose: str = purposes.ANSWER,
    content_key: str = "",
    answers: Sequence[int] = (),
    reply_to: str = "",
    fallback: TemplateMessage | None = None,
    expires_at: datetime | None = None,
    rules: AnswerRules | None = None,
    author: User | None = None,
) -> Message | None:
    """Write a message to be sent, and return it; None if it was said already (the same key), or there is nothing to spend.

    `rules` are those of the business, where the caller has them at hand.

    :raises WindowClosed: if 24 hours have passed and it is neither a template nor has one to fall back to
    :raises BadContent: if WhatsApp would not take it
    """
    if isinstance(content, TemplateMessage):
        content = with_names(conversation, content)
    if fallback is not None:
        fallback = with_names(conversation, fallback)
    check(content)
    if not is_open(conversation.last_inbound_at, now=now) and not isinstance(content, TemplateMessage):
        if fallback is None:
            raise WindowClosed
        content, fallback = fallback, None
    if sender_type == SenderType.BOT and not is_in_budget(purpose, rules=rules, now=now):
        UNSAID.inc()
        ask_person(
            kind="replies_used_up",
            cause=f"month:{now:%Y-%m}",
            title=_("WhatsApp: se acabaron las respuestas del mes"),
            link="/admin/messaging/answerrules/",
        )
        return None
    message = Message(
        conversation=conversation,
        direction=Direction.OUT,
        sender_type=sender_type,
        kind=kind_of(content),
        text=shown_words(conversation, content),
        content=to_json(content),
        fallback=to_json(fallback) if fallback else None,
        state=MessageState.QUEUED,
        reply_to=reply_to,
        sent_at=now,
        opaque=uuid4(),
        purpose=purpose,
        content_key=content_key,
        answers=list(answers),
        expires_at=expires_at or now + purposes.MOST_AGE[purpose],
        author=author,
    )
    return message if write(message) else None


def with_names(conversation: Conversation, template: TemplateMessage) -> TemplateMessage:
    """Return a template with the names of its gaps, where it is known here and they have some."""
    if template.names or not template.body:
        return template
    known = find_known(conversation, template)
    names = names_of(known.components) if known else ()
    return replace(template, names=names) if len(names) == len(template.body) else template


def find_known(conversation: Conversation, template: TemplateMessage) -> WhatsAppTemplate | None:
    """Return what Meta told us of a template."""
    rows = WhatsAppTemplate.objects.filter(waba_id=conversation.number.waba_id)
    return rows.filter(name=template.name, language=template.language).first()


def shown_words(conversation: Conversation, content: Content) -> str:
    """Return what the guest reads, for the thread: of a template that is known here, its words with the gaps filled."""
    if isinstance(content, TemplateMessage):
        known = find_known(conversation, content)
        if known is not None:
            return filled(known.components, content.body)
    return words_of(content)


# The key decides: what was said once is not said again, whoever comes second. Message, conversation and the way out are one
# statement, since everything that is said goes through here.
WRITE = """
    WITH written AS (
        INSERT INTO messaging_message (tenant_id, conversation_id, direction, sender_type, kind, text, content, fallback,
            state, wamid, reply_to, sent_at, opaque, purpose, content_key, answers, expires_at, author_id, error, pricing)
        VALUES (%(tenant)s, %(conversation)s, 'out', %(sender)s, %(kind)s, %(text)s, %(content)s, %(fallback)s,
            'queued', '', %(reply_to)s, %(sent_at)s, %(opaque)s, %(purpose)s, %(key)s, %(answers)s::bigint[], %(expires_at)s,
            %(author)s, '', '{}')
        ON CONFLICT (tenant_id, content_key) WHERE NOT content_key = '' DO NOTHING
        RETURNING id
    ), touched AS (
        UPDATE messaging_conversation SET last_message_at = greatest(last_message_at, %(sent_at)s),
               changed_at = clock_timestamp()
        WHERE tenant_id = %(tenant)s AND id = %(conversation)s AND EXISTS (SELECT FROM written)
    )
    INSERT INTO messaging_outgoing (message_id, tenant_id, number_id, conversation_id)
    SELECT id, %(tenant)s, %(number)s, %(conversation)s FROM written
    RETURNING message_id
"""


def write(message: Message) -> bool:
    """Write a message down and have it sent once this is committed; return whether it was not said before."""
    as_json = connection.ops.adapt_json_value
    values = {
        "tenant": current_tenant_id(),
        "conversation": message.conversation_id,
        "number": message.conversation.number_id,
        "sender": str(message.sender_type),
        "kind": message.kind,
        "text": message.text,
        "content": as_json(message.content, None),
        "fallback": as_json(message.fallback, None) if message.fallback else None,
        "reply_to": message.reply_to,
        "sent_at": message.sent_at,
        "opaque": message.opaque,
        "purpose": message.purpose,
        "key": message.content_key,
        "answers": message.answers,
        "expires_at": message.expires_at,
        "author": message.author_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE, values)
        row = cursor.fetchone()
    if row is None:
        return False
    message.pk = row[0]
    transaction.on_commit(partial(ring, SEND), robust=True)
    return True


def put_on_its_way(message: Message, *, due_at: datetime | None = None) -> None:
    """Have a message sent once this transaction is committed."""
    due = {"due_at": due_at} if due_at else {}
    Outgoing.objects.create(
        message_id=message.pk,
        tenant_id=current_tenant_id(),
        number_id=message.conversation.number_id,
        conversation_id=message.conversation_id,
        **due,
    )
    transaction.on_commit(partial(ring, SEND), robust=True)


def kind_of(content: Content) -> str:
    """Return how a row calls a content: Picture is `picture`, LinkButton is `link_button`."""
    return str(to_json(content)["kind"])[:20]


def words_of(content: Content) -> str:
    """Return what a person reads of a content."""
    if isinstance(content, TemplateMessage):
        return " ".join([content.name, *content.body])
    return str(getattr(content, "body", "") or getattr(content, "caption", "") or getattr(content, "name", ""))


SAID = """
    SELECT count(*) FROM messaging_message
    WHERE tenant_id = %s AND direction = 'out' AND sender_type = 'bot' AND created_at >= date_trunc('month', %s::timestamptz)
"""


def is_in_budget(purpose: str, *, rules: AnswerRules | None, now: datetime) -> bool:
    """Return whether the business still wants the bot to say something of this purpose this month."""
    known = rules or AnswerRules.objects.first()
    most = known.monthly_replies if known else None
    if most is None:
        return True
    with connection.cursor() as cursor:
        cursor.execute(SAID, [current_tenant_id(), now])
        said = int(cursor.fetchone()[0])
    return purposes.may_be_said(purpose, said=said, most=most)
