"""`inbox`: the first page of 100,000 conversations as the staff's page asks for it, against the same SQL through psycopg.

With 5 and with 50 of the staff watching too it is asked over HTTP, of the real web server: each of them asks every three
seconds whether anything has changed, for the list and for the thread that they have open, while guests go on writing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from config.tenancy_audit.visitor import browser
from messaging.queries.inbox import list_lines
from proof.answering import database_address
from proof.benches.watching import with_watchers
from proof.inbox import Inbox, make_inbox
from proof.result import BenchResult, alternate, machine, percentiles
from tenants.api.pages import write_cursor
from tenants.scoping import tenant_scope

CONVERSATIONS, SMALL = 100_000, 1_000
REQUESTS, DEEP = 40, 50_000
PATH = "/api/v1/conversations"
ACTOR = "system:bench"


# Nobody is kept from asking: what is measured is the work and not the limits.
@override_settings(API_LIMIT_PER_KEY=100_000, API_LIMIT_PER_TENANT=1_000_000)
def bench_inbox(
    say: Callable[[str], None], *, conversations: int = CONVERSATIONS, watchers: tuple[int, ...] = (5, 50)
) -> BenchResult:
    """Ask for the first page again and again, through all that stands before it, as a person who is logged in."""
    call_command("migrate", verbosity=0, interactive=False)
    small = make_inbox("bench-inbox-small", conversations=min(SMALL, conversations), say=say)
    inbox = make_inbox("bench-inbox", conversations=conversations, say=say)
    desk, statement = at_the_desk(inbox), sent(inbox)
    ours, bare = partial(page_seconds, desk, PATH), partial(row_seconds, inbox, statement)
    ours()
    bare()
    say("measuring five rounds")
    figure, floor, rounds = alternate(lambda: p95(ours), lambda: p95(bare))
    deep = f"{PATH}?cursor={cursor_at(inbox, conversations // 2)}"
    details = {
        "ms": percentiles([ours() for _ in range(REQUESTS)]),
        "p95_rounds": rounds,
        "at_row": conversations // 2,
        "deep_ms": percentiles([page_seconds(desk, deep) for _ in range(REQUESTS)]),
        "small_ms": percentiles([page_seconds(at_the_desk(small), PATH) for _ in range(REQUESTS)]),
        "queues_ms": {it: queue_ms(desk, it) for it in ("mine", "unassigned", "unread", "waiting", "bot", "snoozed")},
        "counts_ms": percentiles([page_seconds(desk, f"{PATH}/counts") for _ in range(REQUESTS)]),
        "search_ms": percentiles([page_seconds(desk, f"{PATH}/search?q=calefaccion") for _ in range(REQUESTS)]),
        "not_modified_ms": unchanged(desk),
        "own_queries": own_queries(desk),
        "watched": [with_watchers(inbox, how_many=how_many, say=say) for how_many in watchers],
        "conversations": inbox.conversations,
        "messages": inbox.messages,
        "machine": machine(),
    }
    return BenchResult("inbox", figure, "ms p95", floor, round(figure / floor, 2), details)


def at_the_desk(inbox: Inbox) -> Client:
    """Return the browser of somebody who works in that business."""
    client = browser()
    client.force_login(inbox.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def ask(desk: Client, path: str, **headers: str) -> Any:
    """Return an answer.

    :raises RuntimeError: if it is none: nothing would be measured
    """
    answer = desk.get(path, secure=True, headers=headers)
    if answer.status_code not in (200, 304):
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return answer


def page_seconds(desk: Client, path: str) -> float:
    begun = time.perf_counter()
    ask(desk, path)
    return time.perf_counter() - begun


def queue_ms(desk: Client, queue: str) -> dict[str, float]:
    return percentiles([page_seconds(desk, f"{PATH}?queue={queue}") for _ in range(REQUESTS)])


def unchanged(desk: Client) -> dict[str, float]:
    """Return what it costs to say that nothing has changed.

    :raises RuntimeError: if it says something else
    """
    mark = ask(desk, f"{PATH}/counts")["ETag"]
    taken = []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        if ask(desk, f"{PATH}/counts", **{"If-None-Match": mark}).status_code != 304:
            raise RuntimeError("something changed meanwhile")
        taken.append(time.perf_counter() - begun)
    return percentiles(taken)


def sent(inbox: Inbox) -> str:
    """Return the statement of the first page with its values in it."""
    with tenant_scope(inbox.tenant_id, actor=ACTOR), CaptureQueriesContext(connection) as seen:
        list_lines("all", person_id=inbox.person.pk, limit=51)
    return str(seen.captured_queries[0]["sql"])


@contextmanager
def bare_cursor(inbox: Inbox) -> Iterator[Any]:
    """Speak as the app's own role, bound by row-level security as ours is, with nothing of Django around it."""
    with psycopg.connect(database_address()) as bare, bare.cursor() as cursor:
        cursor.execute("SELECT set_config('conserje.tenant', %s, true)", [str(inbox.tenant_id)])
        yield cursor


def row_seconds(inbox: Inbox, statement: str) -> float:
    """Return what the same rows take from Postgres alone."""
    with bare_cursor(inbox) as cursor:
        begun = time.perf_counter()
        cursor.execute(statement.replace("%", "%%"), {}).fetchall()
        return time.perf_counter() - begun


def cursor_at(inbox: Inbox, row: int) -> str:
    """Return the cursor that leads to the rows behind this one, as the list would write it."""
    with bare_cursor(inbox) as cursor:
        cursor.execute(
            "SELECT last_message_at, id FROM messaging_conversation WHERE tenant_id = %s"
            " ORDER BY last_message_at DESC, id DESC OFFSET %s LIMIT 1",
            [inbox.tenant_id, row],
        )
        moment, last = cursor.fetchone()
    assert isinstance(moment, datetime)
    return write_cursor((moment, last), f"cursor:{inbox.tenant_id}:inbox:all")


def p95(seconds: Callable[[], float]) -> float:
    return percentiles([seconds() for _ in range(REQUESTS)])["p95"]


def own_queries(desk: Client) -> dict[str, int]:
    """Return how often the database is asked: for the page itself, and in all, with the log-in."""
    with CaptureQueriesContext(connection) as seen:
        ask(desk, PATH)
    return {"own": sum("messaging_" in query["sql"] for query in seen), "all": len(seen)}
