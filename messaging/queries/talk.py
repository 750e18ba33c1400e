"""Asking for what was said in a conversation, with what stands between the messages: two queries, whatever its length."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from messaging.models import Conversation
from tenants.errors import NotFound
from tenants.scoping import current_tenant_id

# What a browser shows of a conversation at first, and what is looked at to see whether anything in it has changed.
WATCHED: Final = 60
# Notes, events and replies for later in one page; more than people write between two pages of messages.
MOST_BESIDES: Final = 200

MESSAGES = """
    SELECT message.id, message.sender_type, message.direction, message.kind, message.text, message.state, message.sent_at,
           message.error_code, message.error, message.is_read, message.content ->> 'choice_id',
           person.id, person.first_name, person.last_name, person.username,
           file.id, file.state, file.mime_type, file.filename, file.size,
           quoted.id, left(quoted.text, 200), quoted.sender_type,
           CASE WHEN message.kind = 'location' THEN concat_ws(',', message.content #>> '{location,latitude}',
                                                              message.content #>> '{location,longitude}') END,
           EXISTS (SELECT FROM messaging_botturn WHERE tenant_id = %(tenant)s AND message_id = message.id)
    FROM messaging_message AS message
    LEFT JOIN tenants_user AS person ON person.id = message.author_id
    LEFT JOIN messaging_mediafile AS file ON file.tenant_id = %(tenant)s AND file.message_id = message.id
    LEFT JOIN LATERAL (
        SELECT id, text, sender_type FROM messaging_message
        WHERE tenant_id = %(tenant)s AND direction IN ('in', 'out') AND wamid = message.reply_to
          AND NOT wamid = '' AND conversation_id = %(conversation)s LIMIT 1
    ) AS quoted ON true
    WHERE message.tenant_id = %(tenant)s AND message.conversation_id = %(conversation)s
      AND (%(moment)s::timestamptz IS NULL OR (message.sent_at, message.id) < (%(moment)s, %(after)s))
    ORDER BY message.sent_at DESC, message.id DESC LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class File:
    id: int
    state: str
    mime_type: str
    filename: str
    size: int | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that another answers."""

    id: int
    text: str
    sender_type: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message of a conversation."""

    id: int
    sender_type: str
    direction: str
    kind: str
    text: str
    state: str
    sent_at: datetime
    error_code: int | None
    error: str
    is_read: bool
    choice: str
    author: str
    file: File | None
    quoted: Quoted | None
    # Of a location, as maps take it: "-26.85,-65.71".
    place: str
    # Whether it can be told why the bot said it.
    has_why: bool


def list_messages(conversation_id: int, *, limit: int, after: tuple[datetime, int] | None = None) -> list[Spoken]:
    """Return the last messages of a conversation, the newest first, or those before one. One query."""
    moment, last = after or (None, None)
    values = {
        "tenant": current_tenant_id(),
        "conversation": conversation_id,
        "moment": moment,
        "after": last,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(MESSAGES, values)
        return [spoken(row) for row in cursor.fetchall()]


# The first columns of MESSAGES, as a message calls them.
OF_MESSAGE = Spoken.__match_args__[:10]


def spoken(row: Sequence[Any]) -> Spoken:
    said, choice, person, file, quoted = row[:10], row[10], row[11:15], row[15:20], row[20:23]
    author = f"{person[1]} {person[2]}".strip() or person[3] if person[0] else ""
    return Spoken(
        **dict(zip(OF_MESSAGE, said, strict=True)),
        choice=choice or "",
        author=author,
        file=File(*file) if file[0] else None,
        quoted=Quoted(*quoted) if quoted[0] else None,
        place=row[23] or "",
        has_why=row[24],
    )


BESIDES = """
    SELECT beside.*, coalesce(nullif(trim(who.first_name || ' ' || who.last_name), ''), who.username, ''),
           coalesce(nullif(trim(whom.first_name || ' ' || whom.last_name), ''), whom.username, '')
    FROM (
        (SELECT 'note' AS what, id, at, author AS actor, text, '' AS state, NULL::jsonb AS data
         FROM messaging_conversationnote
         WHERE tenant_id = %(tenant)s AND conversation_id = %(conversation)s AND at >= %(since)s AND at < %(until)s
         ORDER BY at DESC, id DESC LIMIT {most})
        UNION ALL
        (SELECT 'event', id, at, actor, kind, '', data FROM messaging_conversationevent
         WHERE tenant_id = %(tenant)s AND conversation_id = %(conversation)s AND at >= %(since)s AND at < %(until)s
         ORDER BY at DESC, id DESC LIMIT {most})
        UNION ALL
        (SELECT 'later', id, due_at, coalesce('user:' || author_id, ''), text, state, NULL
         FROM messaging_scheduledreply
         WHERE tenant_id = %(tenant)s AND conversation_id = %(conversation)s AND state IN ('waiting', 'refused')
           AND due_at >= %(since)s AND %(is_newest)s
         ORDER BY due_at DESC LIMIT {most})
    ) AS beside
    LEFT JOIN tenants_user AS who ON who.id = CASE WHEN starts_with(actor, 'user:') THEN substr(actor, 6)::bigint END
    LEFT JOIN tenants_user AS whom ON whom.id = (data ->> 'person')::bigint
    ORDER BY at DESC, id DESC
""".replace("{most}", str(MOST_BESIDES))


@dataclass(frozen=True, slots=True)
class Beside:
    """What is no message: a note, something that happened, or a reply for later.

    `text` is the words, or the kind of event; `name` is whoever did it, `person` whom it was done to.
    """

    what: str
    id: int
    at: datetime
    actor: str
    text: str
    state: str
    data: Any
    name: str
    person: str


def list_besides(conversation_id: int, *, since: datetime | None, until: datetime | None) -> list[Beside]:
    """Return what stands between the messages of a page: from its oldest to the page that is newer. One query."""
    values = {
        "tenant": current_tenant_id(),
        "conversation": conversation_id,
        "since": since or "-infinity",
        "until": until or "infinity",
        "is_newest": until is None,
    }
    with connection.cursor() as cursor:
        cursor.execute(BESIDES, values)
        return [beside(*row) for row in cursor.fetchall()]


def beside(what: str, row_id: int, at: datetime, actor: str, text: str, state: str, data: Any, *names: str) -> Beside:
    """Return what the columns of BESIDES say; JSON comes as it is written, since it does not go through a model."""
    return Beside(what, row_id, at, actor, text, state, json.loads(data) if data else None, *names)


def get_conversation(conversation_id: int) -> Conversation:
    """Return a conversation with whoever it is with and whoever has it.

    :raises NotFound: if this business has none of this number
    """
    found = Conversation.objects.select_related("guest", "number", "person").filter(pk=conversation_id).first()
    if found is None:
        raise NotFound
    return found


MARK = """
    SELECT talk.changed_at, array(
        SELECT (message.id, message.state, message.text = '', file.state)::text FROM (
            SELECT id, state, text FROM messaging_message
            WHERE tenant_id = %(tenant)s AND conversation_id = %(conversation)s
            ORDER BY sent_at DESC, id DESC LIMIT %(watched)s
        ) AS message
        LEFT JOIN messaging_mediafile AS file ON file.tenant_id = %(tenant)s AND file.message_id = message.id
        ORDER BY message.id
    )
    FROM messaging_conversation AS talk WHERE talk.tenant_id = %(tenant)s AND talk.id = %(conversation)s
"""


def get_mark(conversation_id: int) -> str:
    """Return what is another after any change of a conversation or of its last messages. One query.

    :raises NotFound: if this business has none of this number
    """
    values = {"tenant": current_tenant_id(), "conversation": conversation_id, "watched": WATCHED}
    with connection.cursor() as cursor:
        cursor.execute(MARK, values)
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    return hashlib.sha256(repr(row).encode()).hexdigest()[:32]
