"""Finding conversations by what somebody remembers: words that were said, a name, a number, a booking's code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from bookings.codes import read_code
from messaging.queries.inbox import Line, list_lines_of
from tenants.scoping import current_tenant_id

# Of each kind so many; who wants more says more.
MOST: Final = 50
MOST_WORDS: Final = 8
LONGEST_WORD: Final = 40
# A word that everybody says is found among so many of the last messages; one that nobody says, by its index.
RECENT: Final = 5_000
# Two digits are no number that anybody looks for.
LEAST_DIGITS: Final = 4

WORD = re.compile(r"\w+")
# Each word as it begins, or by its stem; without accents, as it is kept (messaging/search.py).
WANTED = """
    SELECT string_agg('(' || concat_ws(' | ', quote_literal(word) || ':*',
        nullif(to_tsquery('pg_catalog.spanish', quote_literal(word))::text, ''),
        nullif(to_tsquery('pg_catalog.spanish', quote_literal(spelt))::text, '')) || ')', ' & ')
    FROM unnest(%(words)s::text[]) AS given (spelt), conserje_folded(spelt) AS word
"""
FIND = f"""
    WITH wanted AS MATERIALIZED (SELECT ({WANTED})::tsquery AS query),
    recent AS MATERIALIZED (
        SELECT id FROM (
            SELECT id, search FROM messaging_message WHERE tenant_id = %(tenant)s ORDER BY id DESC LIMIT %(recent)s
        ) AS newest WHERE search @@ (SELECT query FROM wanted) LIMIT %(most)s
    ),
    said AS (
        SELECT message.conversation_id, message.id, left(message.text, 300) AS text, message.sent_at
        FROM (
            SELECT id FROM recent
            UNION
            SELECT found.id FROM conserje_find_messages((SELECT query FROM wanted), %(most)s) AS found (id)
            WHERE (SELECT count(*) FROM recent) < %(most)s
        ) AS found
        JOIN messaging_message AS message ON message.tenant_id = %(tenant)s AND message.id = found.id
    ),
    named AS (
        SELECT talk.id FROM conserje_find_guests((SELECT query FROM wanted), %(most)s) AS found (id)
        JOIN messaging_conversation AS talk ON talk.tenant_id = %(tenant)s AND talk.guest_id = found.id
        LIMIT %(most)s
    ),
    called AS (
        SELECT id FROM messaging_conversation
        WHERE tenant_id = %(tenant)s AND %(digits)s <> '' AND wa_id COLLATE "C" ^@ %(digits)s LIMIT %(most)s
    ),
    booked AS (
        SELECT talk.id FROM bookings_booking AS booking
        JOIN messaging_conversation AS talk ON talk.tenant_id = %(tenant)s AND talk.guest_id = booking.guest_id
        WHERE booking.tenant_id = %(tenant)s AND %(code)s <> '' AND booking.code = %(code)s LIMIT %(most)s
    )
    SELECT conversation_id, id, text, sent_at FROM (
        SELECT DISTINCT ON (conversation_id) * FROM said ORDER BY conversation_id, sent_at DESC, id DESC
    ) AS newest
    UNION ALL
    SELECT id, NULL, '', NULL FROM (SELECT id FROM named UNION SELECT id FROM called UNION SELECT id FROM booked) AS by_guest
"""  # noqa: S608 (our own words)


@dataclass(frozen=True, slots=True)
class Hit:
    """A conversation that was found, and the newest message that has the words, if one has."""

    line: Line
    message_id: int | None
    text: str
    sent_at: datetime | None


def find_conversations(wanted: str, *, person_id: int | None) -> list[Hit]:
    """Return the conversations that fit, the newest first. Two queries."""
    words = [word[:LONGEST_WORD] for word in WORD.findall(wanted)[:MOST_WORDS]]
    if not words:
        return []
    digits = re.sub(r"\D", "", wanted)
    is_number = len(digits) >= LEAST_DIGITS and not re.search(r"[^\d\s()+.-]", wanted)
    values: dict[str, Any] = {
        "tenant": current_tenant_id(),
        "words": words,
        "most": MOST,
        "recent": RECENT,
        "digits": digits if is_number else "",
        "code": read_code(wanted.strip())[:20],
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND, values)
        rows = cursor.fetchall()
    said = {row[0]: row[1:] for row in rows if row[1] is not None}
    lines = list_lines_of(sorted({row[0] for row in rows}), person_id=person_id)
    return [Hit(line, *said.get(line.id, (None, "", None))) for line in lines]
