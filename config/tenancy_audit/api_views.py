"""Tries each endpoint of the API with the other business: its numbers in our addresses, as a program and as a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client

from config.tenancy_audit import lodging, talk
from config.tenancy_audit.admin_pages import text_of
from config.tenancy_audit.bodies import try_bodies
from config.tenancy_audit.dump import dump
from config.tenancy_audit.finding import Finding
from config.tenancy_audit.routes import NOBODY, Route, row_in
from config.tenancy_audit.stage import Side, Stage
from config.tenancy_audit.visitor import as_owner, as_program, call
from tenants.api.views import EVERYBODY, TenantAPIView
from tenants.rights import EVERY_RIGHT, KEY_SCOPES

OPEN_ENDPOINTS = {
    "api_schema": "describes the API; no rows",
    "api_docs": "describes the API; no rows",
}
# What has to stand behind the question mark of a GET, by the name of the address.
QUERIES = {**lodging.QUERIES, **talk.QUERIES}
SCOPED = "look the row up in the scope's business before anything else, and raise NotFound"


def is_endpoint(route: Route) -> bool:
    return route.template.startswith("/api/")


def view_of(route: Route) -> type[Any] | None:
    """Return the class of an endpoint, if it is one."""
    return getattr(route.callback, "view_class", None) or getattr(route.callback, "cls", None)


def look_at_endpoint(route: Route) -> Iterator[Finding]:
    """Find what an endpoint does not declare."""
    name, view = f"endpoint {route}", view_of(route)
    if route.name in OPEN_ENDPOINTS:
        return
    if route.is_expression:
        yield Finding(name, "cannot be tried: it is a regular expression", "write it with path()")
    if view is None or not issubclass(view, TenantAPIView):
        mend = (
            "inherit TenantAPIView, or name it in OPEN_ENDPOINTS in config/tenancy_audit/api_views.py with the reason"
        )
        yield Finding(name, "works in nobody's scope", mend)
        return
    methods = {method.upper() for method in view.http_method_names if hasattr(view, method)} - {"HEAD"}
    for method in sorted(methods - set(view.rights)):
        yield Finding(name, f"{method} declares no right", "add it to `rights`")
    for method, right in view.rights.items():
        if right not in EVERY_RIGHT | {EVERYBODY}:
            yield Finding(name, f"{method} needs {right}, which nobody can have", "use a right of tenants/rights.py")


def try_endpoint(route: Route, stage: Stage) -> list[Finding]:
    """Return the ways in which our key or our owner reaches something of theirs at this endpoint."""
    findings, view = list(look_at_endpoint(route)), view_of(route)
    if findings or route.name in OPEN_ENDPOINTS or view is None:
        return findings
    before = dump(stage.theirs)
    for who, client in (("a key", as_program(stage.ours)), ("an owner", as_owner(stage.ours))):
        for method, right in view.rights.items():
            # Keys are never given rights about people and keys.
            is_closed = who == "a key" and right not in (*KEY_SCOPES, EVERYBODY)
            findings += try_call(route, method, stage, client, who=who, is_closed=is_closed)
    for method in view.rights:
        findings += try_bodies(route, method, stage, as_owner(stage.ours))
    if dump(stage.theirs) != before:
        findings.append(Finding(f"endpoint {route}", "changes rows of another business", SCOPED))
    return findings


def try_call(
    route: Route, method: str, stage: Stage, client: Client, *, who: str, is_closed: bool
) -> Iterator[Finding]:
    """Call it with their numbers, as one of ours."""
    name = f"endpoint {method} {route}"
    asked = QUERIES[route.name]() if method == "GET" and route.name in QUERIES else ""
    answer = call(client, method, route.filled(values_of(route, stage.theirs)) + asked, body="{}")
    status = answer.status_code
    if stage.theirs.token in text_of(answer):
        yield Finding(name, f"tells {who} something of another business", SCOPED)
    if is_closed:
        if status != 403:
            yield Finding(name, f"answers {status} to {who} without the right", "declare the right in `rights`")
    elif route.places:
        nobodys = call(client, method, route.filled(dict.fromkeys(route.places, NOBODY)), body="{}").status_code
        if (status, nobodys) != (404, 404):
            yield Finding(
                name, f"answers {status} to {who} for a row of another business, and {nobodys} for none", SCOPED
            )
    elif method == "GET" and status != 200:
        yield Finding(name, f"answers {status} to {who}, so nothing is tried", "correct the endpoint")


def values_of(route: Route, side: Side) -> dict[str, Any]:
    """Return their numbers for the places of an address.

    :raises UnknownPlace: if nobody says of which table a place is
    """
    return {place: row_in(side, place) for place in route.places}
