"""Stands before Django: webhooks go straight to their intake, everything else on to the application.

Sessions, cookies, languages and pages are nothing to a webhook, and each costs it more than writing it down does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import orjson
from django.conf import settings

from messaging.intake.doors import key_in
from messaging.intake.receive import Answer, receive, subscribe
from tenants.login.address import address_in

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def behind_the_door(application: Wsgi) -> Wsgi:
    """Return the application with the door before it."""

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        key = key_in(environ.get("PATH_INFO", ""))
        if key is None:
            return application(environ, start_response)
        return say(answer(key, environ), start_response)

    return serve


def answer(key: str, environ: dict[str, Any]) -> Answer:
    """Return what a request to a webhook's address is told."""
    method = environ["REQUEST_METHOD"]
    if method == "GET":
        return subscribe(key, environ.get("QUERY_STRING", ""))
    if method != "POST":
        return Answer(405, "method_not_allowed")
    said = environ.get("CONTENT_LENGTH") or ""
    if not (said.isascii() and said.isdigit()):
        return Answer(411, "length_required")
    length = int(said[:18])
    if length > settings.BODY_MOST_WEBHOOK:
        return Answer(413, "body_too_large")
    body = environ["wsgi.input"].read(length)
    if len(body) < length:
        return Answer(400, "bad_request")  # the sender hung up
    return receive(key, environ, body, address=address_in(environ))


def say(told: Answer, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Start the response and return its body: text as Meta asked for it, or a problem with its code."""
    if told.code:
        kind = "application/problem+json"
        problem = {"type": f"urn:problem-type:conserje:{told.code}", "status": told.status, "code": told.code}
        body = orjson.dumps(problem)
    else:
        kind, body = "text/plain; charset=utf-8", told.text.encode("utf-8", "replace")
    headers = [
        ("Content-Type", kind),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    if told.status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers.append(("Allow", "GET, POST"))
    start_response(f"{told.status} {HTTPStatus(told.status).phrase}", headers)
    return [body]
