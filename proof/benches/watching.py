"""The inbox while the staff watch it: our own web server, as many browsers as wanted, and guests who write meanwhile."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from config.supervise.plan import web_program
from messaging.models import Conversation
from messaging.models.conversation import ClockNow
from proof.benches.health import answers
from proof.drills.crew import process_of
from proof.faults.processes import wait_for
from proof.inbox import Inbox
from proof.watchers import watch
from tenants.login.sessions import SessionStore
from tenants.scoping import tenant_scope

SECONDS, WRITES_EVERY = 20.0, 0.5
# Nobody is kept from asking: what is measured is the work and not the limits.
UNLIMITED = {"API_LIMIT_PER_KEY": "100000", "API_LIMIT_PER_TENANT": "1000000"}
ACTOR = "system:bench"


def with_watchers(
    inbox: Inbox, *, how_many: int, say: Callable[[str], None], seconds: float = SECONDS
) -> dict[str, Any]:
    """Return how long the first page takes with so many of the staff watching."""
    say(f"{how_many} of the staff watch")
    with tenant_scope(inbox.tenant_id, actor=ACTOR):
        threads = list(Conversation.objects.order_by("-last_message_at").values_list("pk", flat=True)[:how_many])
    with served(), written_to(inbox, threads):
        cookies = [f"{settings.SESSION_COOKIE_NAME}={session_of(inbox)}" for _ in range(how_many)]
        return watch(port=settings.PORT, cookies=cookies, threads=threads, seconds=seconds)


def session_of(inbox: Inbox) -> str:
    """Return the key of a session in which the person is logged in."""
    session = SessionStore()
    session[SESSION_KEY] = str(inbox.person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = inbox.person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@contextmanager
def served() -> Iterator[None]:
    """Run our web processes for as long as this lasts."""
    os.environ |= UNLIMITED
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    with process_of(web_program(settings.WEB_PROCESSES)) as ours:
        ready = f"http://127.0.0.1:{settings.PORT}/health/ready"
        wait_for(partial(answers, ready), within=60, every=0.1, what="ours to answer", process=ours)
        yield


@contextmanager
def written_to(inbox: Inbox, threads: list[int]) -> Iterator[None]:
    """Let something change twice a second, so that what the staff have seen is never the last for long."""
    over = threading.Event()

    def write() -> None:
        turn = 0
        while not over.wait(WRITES_EVERY):
            with tenant_scope(inbox.tenant_id, actor=ACTOR):
                Conversation.objects.filter(pk=threads[turn % len(threads)]).update(changed_at=ClockNow())
            turn += 1
        connection.close()

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    try:
        yield
    finally:
        over.set()
        writer.join()
