"""The second call with the same Idempotency-Key gets the first one's answer, and has no effect of its own.

While the first runs it holds a lock of its transaction. Whatever ends that transaction, a commit, an error, a process
that dies or freezes (DB_IDLE_TIMEOUT), lets go of the lock, so none is ever left behind. Effect and answer are committed
together. An answer of 400 and above is not kept: it had no effect, and the next try may fare better.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus

from django.db import connection
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.encoding import force_bytes
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.api.problems import BadIdempotencyKey, KeyReused, StillRunning
from tenants.models import StoredAnswer
from tenants.scoping import current_actor, current_tenant_id

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replay"
WELL_FORMED = re.compile(r"[!-~]{1,255}")
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})

# An advisory lock is no row: nothing is left of it when its holder dies.
LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, %s))"


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
    lock(key)
    request_hash = hash_of(request)
    if known := StoredAnswer.objects.filter(key=key).first():
        return replay(known, request_hash)
    response = run()
    if response.status_code < HTTPStatus.BAD_REQUEST:
        body = body_of(response, request.accepted_renderer, unstored)
        StoredAnswer.objects.create(key=key, request_hash=request_hash, status=response.status_code, body=body)
    return response


def lock(key: str) -> None:
    """Take the lock of a key until the transaction ends.

    :raises StillRunning: if somebody has it
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [f"idempotency:{key}", current_tenant_id()])
        if not cursor.fetchone()[0]:
            raise StillRunning


def replay(known: StoredAnswer, request_hash: str) -> HttpResponse:
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
