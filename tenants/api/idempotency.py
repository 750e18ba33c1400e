"""The second call with the same Idempotency-Key gets the first one's answer, and has no effect of its own.

While the first runs it holds a lock of its transaction. Whatever ends that transaction, a commit, an error, a process
that dies or freezes (DB_IDLE_TIMEOUT), lets go of the lock, so none is ever left behind. Effect and answer are committed
together. An answer of 400 and above is not kept: it had no effect, and the next try may fare better.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.encoding import force_bytes
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.api.problems import BadIdempotencyKey, KeyReused, StillRunning
from tenants.scoping import current_actor, current_tenant_id

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replay"
WELL_FORMED = re.compile(r"[!-~]{1,255}")
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})

# An advisory lock is no row: nothing is left of it when its holder dies.
# Two statements in one message: each looks at what is committed when it begins, the second with the lock in hand.
LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended(%(lock)s, %(tenant)s))"
LOOK = "SELECT request_hash, status, body FROM tenants_storedanswer WHERE tenant_id = %(tenant)s AND key = %(key)s"
KEEP = """
INSERT INTO tenants_storedanswer (tenant_id, key, request_hash, status, body)
VALUES (%(tenant)s, %(key)s, %(request_hash)s, %(status)s, %(body)s)
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What was answered to the first call with a key."""

    request_hash: str
    status: int
    body: bytes


def key_of(request: Request) -> str | None:
    """Return the name that the caller gave this call, if it writes and has one.

    :raises BadIdempotencyKey: if it cannot be one
    """
    key = request.headers.get(HEADER)
    if key is None or request.method not in WRITES:
        return None
    if not WELL_FORMED.fullmatch(key):
        raise BadIdempotencyKey
    return key


def hash_of(request: Request) -> str:
    """Return what tells this call from another: who asks, for what, with what."""
    whole = hashlib.sha256()
    for part in (current_actor(), request.method or "", request.get_full_path()):
        whole.update(part.encode() + b"\n")
    whole.update(request._request.body)
    return whole.hexdigest()


def answer_once(
    request: Request, run: Callable[[], HttpResponseBase], *, unstored: Iterable[str] = ()
) -> HttpResponseBase:
    """Answer a call, or give again the answer that it got before. `unstored` are fields that nobody may see twice.

    :raises StillRunning: while the first call with this key runs
    :raises KeyReused: if the key belongs to another call
    """
    key = key_of(request)
    if key is None:
        return run()
    request_hash = hash_of(request)
    if known := lock_and_look(key):
        return replay(known, request_hash)
    response = run()
    if response.status_code < HTTPStatus.BAD_REQUEST:
        keep(
            key=key,
            request_hash=request_hash,
            status=response.status_code,
            body=body_of(response, request.accepted_renderer, unstored),
        )
    return response


def lock_and_look(key: str) -> Known | None:
    """Take the lock of a key until the transaction ends, and return what was answered to it.

    :raises StillRunning: if somebody has it
    """
    tenant_id = current_tenant_id()
    with connection.cursor() as cursor:
        cursor.execute(f"{LOCK}; {LOOK}", {"lock": f"idempotency:{key}", "tenant": tenant_id, "key": key})
        if not cursor.fetchone()[0]:
            raise StillRunning
        cursor.nextset()
        row = cursor.fetchone()
    return Known(*row) if row else None


def keep(*, key: str, request_hash: str, status: int, body: bytes) -> None:
    values: dict[str, Any] = {
        "tenant": current_tenant_id(),
        "key": key,
        "request_hash": request_hash,
        "status": status,
        "body": body,
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP, values)


def replay(known: Known, request_hash: str) -> HttpResponse:
    """Return an answer as it was given.

    :raises KeyReused: if it belongs to another call
    """
    if known.request_hash != request_hash:
        raise KeyReused
    response = HttpResponse(bytes(known.body), status=known.status, content_type="application/json")
    response.headers[REPLAYED] = "true"
    return response


def body_of(response: HttpResponseBase, renderer: BaseRenderer, unstored: Iterable[str]) -> bytes:
    """Return the answer's JSON, without what may be seen only once."""
    if not isinstance(response, Response) or response.data is None:
        return b""
    hidden = dict.fromkeys(unstored)
    data = {**response.data, **hidden} if hidden else response.data
    return force_bytes(renderer.render(data))
