"""Asking for conversations as the staff see them: a queue of the inbox, a page at a time, whatever the number of rows.

One statement finds a page and all that a line of it shows. Each queue is an index of its own, and what belongs to a line (the
last message, the last of the staff, how much is unread) is looked up by index for these rows alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from tenants.scoping import current_tenant_id

# Every statement here is put together from words of this page alone; whatever comes from outside is a value.
# ruff: noqa: S608

# More than these nobody counts: "99+".
MOST_COUNTED: Final = 100
LONGEST_EXCERPT: Final = 200
# So many of the last changes make up the mark by which whoever watches knows whether to look.
CHANGES: Final = 20

ALL, MINE, UNASSIGNED, UNREAD, WAITING, BOT, SNOOZED = QUEUES = (
    *("all", "mine", "unassigned", "unread", "waiting", "bot", "snoozed"),
)
AWAKE = "talk.snoozed_until IS NULL"
MARKED = """
    EXISTS (SELECT FROM messaging_conversationmark AS mark
            WHERE mark.tenant_id = %(tenant)s AND mark.conversation_id = talk.id AND mark.person_id = %(person)s)
"""
CONDITIONS: Final = {
    ALL: "true",
    MINE: f"talk.person_id = %(person)s AND {AWAKE}",
    UNASSIGNED: f"talk.owner = 'nobody' AND {AWAKE}",
    UNREAD: "talk.is_unread",
    WAITING: f"talk.waiting_since IS NOT NULL AND {AWAKE}",
    BOT: "talk.owner = 'bot'",
    SNOOZED: "talk.snoozed_until IS NOT NULL",
}
# What one person marked comes from the marks, since no index of conversations knows of it.
OF_MARKS = """
    SELECT talk.* FROM messaging_conversationmark AS mark
    JOIN messaging_conversation AS talk ON talk.tenant_id = %(tenant)s AND talk.id = mark.conversation_id
    WHERE mark.tenant_id = %(tenant)s AND mark.person_id = %(person)s AND NOT talk.is_unread
"""
PAGE = "(talk.last_message_at, talk.id) < (%(moment)s, %(after)s)"

LIST = """
    WITH page AS MATERIALIZED ({page})
    SELECT talk.id, talk.wa_id, talk.user_id, talk.owner, talk.held_until, talk.why, talk.version, talk.waiting_since,
           talk.snoozed_until, talk.last_inbound_at, talk.last_message_at, talk.person_id,
           person.first_name, person.last_name, person.username,
           guest.id, guest.name, guest.language, number.id, number.display, number.phone_number_id,
           last.id, last.sender_type, last.kind, last.text, last.state, last.sent_at,
           agent.id, agent.kind, agent.text, agent.state, agent.sent_at, unread.count, {marked}
    FROM page AS talk
    JOIN tenants_guest AS guest ON guest.tenant_id = %(tenant)s AND guest.id = talk.guest_id
    JOIN messaging_whatsappnumber AS number ON number.tenant_id = %(tenant)s AND number.id = talk.number_id
    LEFT JOIN tenants_user AS person ON person.id = talk.person_id
    LEFT JOIN LATERAL (
        SELECT id, sender_type, kind, left(text, {excerpt}) AS text, state, sent_at FROM messaging_message
        WHERE tenant_id = %(tenant)s AND conversation_id = talk.id ORDER BY sent_at DESC, id DESC LIMIT 1
    ) AS last ON true
    LEFT JOIN LATERAL (
        SELECT id, kind, left(text, {excerpt}) AS text, state, sent_at FROM messaging_message
        WHERE tenant_id = %(tenant)s AND conversation_id = talk.id AND sender_type = 'staff'
        ORDER BY sent_at DESC, id DESC LIMIT 1
    ) AS agent ON true
    CROSS JOIN LATERAL (
        SELECT count(*) FROM (
            SELECT FROM messaging_message
            WHERE tenant_id = %(tenant)s AND conversation_id = talk.id AND direction = 'in' AND NOT is_read LIMIT {most}
        ) AS few
    ) AS unread
    ORDER BY talk.last_message_at DESC, talk.id DESC
"""


@dataclass(frozen=True, slots=True)
class Said:
    """A message as a line of the list shows it."""

    id: int
    sender_type: str
    kind: str
    text: str
    state: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the staff."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A conversation as a line of the list shows it."""

    id: int
    wa_id: str
    user_id: str
    owner: str
    held_until: datetime | None
    why: str
    version: int
    waiting_since: datetime | None
    snoozed_until: datetime | None
    last_inbound_at: datetime | None
    updated_at: datetime
    assignee: Person | None
    guest_id: int
    guest_name: str
    language: str
    number_id: int
    number: str
    last_message: Said | None
    last_agent_message: Said | None
    unread_count: int
    is_marked: bool


def list_lines(
    queue: str, *, person_id: int | None, limit: int, after: tuple[datetime, int] | None = None
) -> list[Line]:
    """Return a page of a queue, the newest first. One query, however many rows there are."""
    condition = CONDITIONS[queue]
    behind = f" AND {PAGE}" if after else ""
    page = (
        f"SELECT talk.* FROM messaging_conversation AS talk WHERE talk.tenant_id = %(tenant)s AND {condition}{behind}"
    )
    if queue == UNREAD and person_id is not None:
        page = f"SELECT * FROM (({ordered(page)}) UNION ALL ({ordered(OF_MARKS + behind)})) AS talk"
    return run(ordered(page), person_id=person_id, limit=limit, after=after)


def ordered(page: str) -> str:
    return f"{page} ORDER BY talk.last_message_at DESC, talk.id DESC LIMIT %(limit)s"


def list_lines_of(ids: Sequence[int], *, person_id: int | None) -> list[Line]:
    """Return these conversations, the newest first."""
    page = (
        "SELECT talk.* FROM messaging_conversation AS talk WHERE talk.tenant_id = %(tenant)s AND talk.id = ANY(%(ids)s)"
    )
    return run(page, person_id=person_id, limit=len(ids), ids=list(ids))


def run(
    page: str, *, person_id: int | None, limit: int, after: tuple[datetime, int] | None = None, ids: Any = None
) -> list[Line]:
    statement = LIST.format(page=page, marked=MARKED, excerpt=LONGEST_EXCERPT, most=MOST_COUNTED)
    moment, last = after or (None, None)
    values = {
        "tenant": current_tenant_id(),
        "person": person_id,
        "limit": limit,
        "moment": moment,
        "after": last,
        "ids": ids,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [line_of(row) for row in cursor.fetchall()]


# The first columns of LIST, as a line calls them.
OF_TALK = Line.__match_args__[:11]


def line_of(row: Sequence[Any]) -> Line:
    """Return what the columns of LIST say."""
    talk, person, guest, number, last, agent = row[:11], row[11:15], row[15:18], row[18:21], row[21:27], row[27:32]
    return Line(
        **dict(zip(OF_TALK, talk, strict=True)),
        assignee=person_of(*person) if person[0] else None,
        guest_id=guest[0],
        guest_name=guest[1],
        language=guest[2],
        number_id=number[0],
        number=number[1] or number[2],
        last_message=Said(*last) if last[0] else None,
        last_agent_message=Said(agent[0], "staff", *agent[1:]) if agent[0] else None,
        unread_count=row[32],
        is_marked=row[33],
    )


def person_of(person_id: int, first_name: str, last_name: str, username: str) -> Person:
    return Person(person_id, f"{first_name} {last_name}".strip() or username)


def count_lines(*, person_id: int | None) -> dict[str, int]:
    """Return how many conversations each queue has, up to MOST_COUNTED. One query."""
    counted = {queue: condition for queue, condition in CONDITIONS.items() if queue not in (ALL, BOT)}
    parts = ", ".join(
        f"(SELECT count(*) FROM (SELECT FROM messaging_conversation AS talk WHERE talk.tenant_id = %(tenant)s"
        f" AND {condition} LIMIT {MOST_COUNTED}) AS few) AS {queue}"
        for queue, condition in counted.items()
    )
    marked = f"(SELECT count(*) FROM ({OF_MARKS} LIMIT {MOST_COUNTED}) AS few)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {parts}, {marked}",
            {"tenant": current_tenant_id(), "person": person_id},
        )
        *found, marks = cursor.fetchone()
    counts = dict(zip(counted, found, strict=True))
    return counts | {UNREAD: min(MOST_COUNTED, counts[UNREAD] + marks)}


def count_waiting() -> int:
    """Return how many guests wait for a person, up to MOST_COUNTED. One indexed read."""
    few = f"SELECT FROM messaging_conversation AS talk WHERE talk.tenant_id = %s AND {CONDITIONS[WAITING]}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({few} LIMIT {MOST_COUNTED}) AS few", [current_tenant_id()])
        return int(cursor.fetchone()[0])


CHANGED = """
    SELECT id, changed_at FROM messaging_conversation WHERE tenant_id = %s ORDER BY changed_at DESC, id LIMIT %s
"""


def get_mark() -> str:
    """Return what is another after any change of any conversation. One indexed read.

    Of the last changes and not the last alone: of two transactions the one that ends later may have begun earlier.
    """
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, [current_tenant_id(), CHANGES])
        return hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()[:32]
