"""Calls to Meta's Graph: one request, one answer, and what is known if there is none."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests
from django.conf import settings
from prometheus_client import Histogram
from urllib3.exceptions import EmptyPoolError, HTTPError

from messaging.whatsapp.exchange import ALL_SECONDS, Exchange, TimeOver
from messaging.whatsapp.faults import FEW, LATER, Remedy, SendFault, classify, fault, graph_error, read_object
from messaging.whatsapp.lines import Refused
from messaging.whatsapp.session import ask

# A page of templates is the longest answer that we ask for.
MOST_ANSWER = 8 << 20
CHUNK = 1 << 16
ID = re.compile(r"[A-Za-z0-9_-]{1,128}")
TOKEN = re.compile(r"[!-~]+")
BUCKETS = (0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 3, 5, 10, 30, 60)
# What the way to Meta can do to a call. Whether Meta saw it, the exchange knows.
WAY_FAULTS = (requests.RequestException, HTTPError, OSError, TimeOver, Refused)


@dataclass(frozen=True, slots=True)
class Account:
    """A business's number at Meta, and the token that speaks for it."""

    phone_number_id: str
    token: str = field(repr=False)
    waba_id: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, and a body that may be anything."""

    status: int
    body: bytes


def address(*parts: str) -> str:
    """Return the address of something in the Graph.

    :raises SendFault: if one of its ids can be none, and so would lead elsewhere
    """
    if not all(ID.fullmatch(part) for part in parts):
        raise SendFault(Remedy.NEVER, None, "malformed id")
    return "/".join((settings.GRAPH_URL, settings.GRAPH_VERSION, *parts))


def bearer(account: Account) -> dict[str, str]:
    """Return the header that carries the token.

    :raises SendFault: if there is none, or it cannot stand in a header
    """
    if not TOKEN.fullmatch(account.token):
        raise SendFault(Remedy.STOP_CHANNEL, None, "no usable token")
    return {"Authorization": f"Bearer {account.token}"}


def ask_graph(exchange: Exchange, account: Account, method: str, url: str, **options: Any) -> Answer:
    """Return what the Graph answers.

    :raises SendFault: `retry_safe` if it cannot have seen the request, `unknown` if it may have
    """
    headers = bearer(account) | {"Accept": "application/json"} | options.pop("headers", {})
    exchange.is_written = False
    try:
        with ask(exchange, method, url, headers=headers, **options) as response:
            return Answer(response.status_code, read(response, exchange))
    except WAY_FAULTS as error:
        raise lost(exchange, error) from error


def read(response: requests.Response, exchange: Exchange) -> bytes:
    """Return a body; of one that does not end, nothing.

    :raises TimeOver: if it was cut off
    """
    body = bytearray()
    for chunk in response.iter_content(CHUNK):
        body += chunk
        if len(body) > MOST_ANSWER:
            return b""
    if not read_object(bytes(body)):  # a body without a length ends where it was cut
        exchange.go_on()
    return bytes(body)


def lost(exchange: Exchange, error: Exception) -> SendFault:
    """Return the fault of a call that got no answer."""
    remedy = Remedy.UNKNOWN if exchange.is_written else Remedy.RETRY_SAFE
    is_late = exchange.is_over() or isinstance(error, TimeOver | requests.Timeout | EmptyPoolError)
    return SendFault(remedy, None, "timed out" if is_late else type(error).__name__)


def as_json(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a request that carries JSON."""
    return {"data": json.dumps(body).encode(), "headers": {"Content-Type": "application/json"}}


def call(
    account: Account,
    method: str,
    *path: str,
    exchange: Exchange | None = None,
    seconds: float = ALL_SECONDS,
    **options: Any,
) -> dict[str, Any]:
    """Return the object that the Graph answers to a call that may as well be made twice.

    :raises SendFault: never `unknown`, since asking again does no harm
    """
    url = address(*path)
    if exchange is None:
        with Exchange(seconds) as own:
            return call(account, method, *path, exchange=own, **options)
    try:
        answer = ask_graph(exchange, account, method, url, **options)
    except SendFault as error:
        raise repeatable(error) from error
    known = read_object(answer.body)
    if answer.status >= 300 or graph_error(answer.body):
        raise repeatable(classify(answer.status, answer.body))
    if not known:
        raise fault(FEW, None, "no JSON", status=answer.status)
    return known


def repeatable(error: SendFault) -> SendFault:
    """Return the fault of a call that may be made twice: not to know is no harm."""
    if error.remedy is not Remedy.UNKNOWN:
        return error
    return fault(LATER, error.code, error.title, error.detail, status=error.status)


@contextmanager
def timed(histogram: Histogram, done: str) -> Iterator[None]:
    """Count how long something took, by how it ended."""
    began, outcome = time.perf_counter(), "failed"
    try:
        yield
        outcome = done
    except SendFault as error:
        outcome = error.remedy.value
        raise
    finally:
        histogram.labels(outcome).observe(time.perf_counter() - began)
