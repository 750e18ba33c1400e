"""Tries the numbers of rows that a body carries: ours are taken, theirs are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import orjson
from django.test import Client

from config.tenancy_audit import lodging, talk
from config.tenancy_audit.finding import Finding
from config.tenancy_audit.routes import PLACE, Route, UnknownPlace, row_in, table_of
from config.tenancy_audit.stage import Side, Stage
from config.tenancy_audit.visitor import call
from tenants import clock
from tenants.api.docs import plain
from tenants.api.schema import Schema, api_schema

SCOPED = "ask whether the row is one of the scope's business before it is used"
# Bodies that the schema says too little about, by the name of the address.
BODIES: dict[str, Callable[[Side], dict[str, Any]]] = {**lodging.BODIES, **talk.BODIES}


def try_bodies(route: Route, method: str, stage: Stage, client: Client) -> Iterator[Finding]:
    """Send a body with one number of theirs in it, and the same with ours."""
    form = form_of(route, method)
    for name in numbers_in(form):
        subject = f"endpoint {method} {route}"
        theirs = send(
            route, method, stage, client, body_of(route, form, stage.ours) | {name: number(name, stage.theirs)}
        )
        if not 400 <= theirs < 500:
            yield Finding(subject, f"answers {theirs} to a body with {name} of another business", SCOPED)
        ours = send(route, method, stage, client, body_of(route, form, stage.ours) | {name: number(name, stage.ours)})
        if ours >= 400:
            mend = "write a body that it takes into BODIES in config/tenancy_audit/bodies.py"
            yield Finding(subject, f"answers {ours} to our own {name}, so nothing is tried", mend)


def send(route: Route, method: str, stage: Stage, client: Client, body: dict[str, Any]) -> int:
    address = route.filled({place: row_in(stage.ours, place) for place in route.places})
    return int(call(client, method, address, body=orjson.dumps(body).decode()).status_code)


def form_of(route: Route, method: str) -> Schema:
    """Return what the schema says of the body; nothing for an endpoint that takes none."""
    described = api_schema("es")
    operation = described["paths"].get(PLACE.sub(r"{\1}", route.template), {}).get(method.lower(), {})
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return plain(described, content.get("schema", {}))


def numbers_in(form: Schema) -> list[str]:
    """Return the fields that carry numbers of rows.

    :raises UnknownPlace: if one looks like it, and nobody says of which table
    """
    return [name for name in form.get("properties", {}) if name.endswith(("_id", "_ids")) or is_place(name)]


def is_place(name: str) -> bool:
    try:
        table_of(name)
    except UnknownPlace:
        return False
    return True


def number(name: str, side: Side) -> Any:
    """Return what a field holds for a row of this side: its number, or a list of one."""
    return [row_in(side, name.removesuffix("s"))] if name.endswith("_ids") else row_in(side, name)


def body_of(route: Route, form: Schema, side: Side) -> dict[str, Any]:
    """Return a body with all that is required."""
    if maker := BODIES.get(route.name):
        return maker(side)
    numbers, described = numbers_in(form), api_schema("es")
    return {
        name: number(name, side) if name in numbers else sample(plain(described, form["properties"][name]), side)
        for name in form.get("required", [])
    }


def sample(form: Schema, side: Side) -> Any:
    """Return something of the kind that the schema asks for."""
    described = api_schema("es")
    if values := [value for value in form.get("enum", []) if value not in ("", None)]:
        return values[0]
    kinds = form.get("type", "string")
    match kinds[0] if isinstance(kinds, list) else kinds:
        case "boolean":
            return False
        case "integer" | "number":
            return form.get("minimum", 1)
        case "array":
            return [sample(plain(described, form.get("items", {})), side)]
        case "object":
            wanted = form.get("required", [])
            return {name: sample(plain(described, form["properties"][name]), side) for name in wanted}
    return text(form, side)


def text(form: Schema, side: Side) -> str:
    now = clock.now()
    known = {"date-time": now.isoformat(), "date": str(now.date()), "email": f"{side.token}@example.com"}
    return known.get(form.get("format", ""), side.token)[: form.get("maxLength")]
