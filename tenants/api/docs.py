"""The description of the API as a page for people, made from the schema: nothing to load, nothing to run."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.renderers import StaticHTMLRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from tenants.api.schema import METHODS, Schema, api_schema


@extend_schema(exclude=True)
class DocsView(APIView):
    """Shows every endpoint: what it takes, what it answers, what may go wrong."""

    permission_classes = (AllowAny,)
    renderer_classes = (StaticHTMLRenderer,)

    def get(self, request: Request) -> HttpResponse:
        described = api_schema(get_language())
        shown = {"info": described["info"], "endpoints": endpoints(described)}
        return render(request._request, "tenants/api_docs.html", shown)


def endpoints(described: Schema) -> list[dict[str, Any]]:
    """Return what the page shows, one entry for each method of each path."""
    return [
        endpoint(described, path, method, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    ]


def endpoint(described: Schema, path: str, method: str, operation: Schema) -> dict[str, Any]:
    answers = operation["responses"]
    good = next((status for status in answers if status.startswith("2")), "")
    parameters = [resolved(described, it) for it in operation.get("parameters", [])]
    return {
        "anchor": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "parameters": [parameter_row(it) for it in parameters],
        "takes": rows_of(described, operation.get("requestBody", {})),
        "status": good,
        "answers": rows_of(described, answers.get(good, {})),
        "problems": {status: answer["description"] for status, answer in sorted(answers.items()) if status != good},
    }


def resolved(described: Schema, it: Schema) -> Schema:
    """Return what a reference points at; anything else as it is."""
    if "$ref" not in it:
        return it
    found: Any = described
    for part in it["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)


def parameter_row(it: Schema) -> dict[str, Any]:
    return {
        "name": it["name"],
        "where": it["in"],
        "kind": kind_of(it["schema"]),
        "required": it.get("required", False),
        "about": it.get("description", ""),
    }


def rows_of(described: Schema, content: Schema) -> list[dict[str, Any]]:
    """Return the fields of a body, those of nested objects with the path to them."""
    form = content.get("content", {}).get("application/json", {}).get("schema")
    return fields_of(described, form, "") if form else []


def fields_of(described: Schema, form: Schema, above: str) -> list[dict[str, Any]]:
    whole = plain(described, form)
    if whole.get("type") == "array":
        return fields_of(described, whole["items"], f"{above}[]")
    rows = []
    for name, field in whole.get("properties", {}).items():
        here = f"{above}.{name}".removeprefix(".")
        it = plain(described, field)
        rows.append(
            {
                "name": here,
                "kind": kind_of(it),
                "required": name in whole.get("required", []) and "default" not in it,
                "about": it.get("description", ""),
            }
        )
        rows += fields_of(described, it, here) if it.get("type") in ("object", "array") else []
    return rows


def plain(described: Schema, form: Schema) -> Schema:
    """Return a form without the wrappings of OpenAPI: references, and alternatives of which one is empty or null."""
    form = resolved(described, form)
    for name in ("allOf", "oneOf", "anyOf"):
        parts = [resolved(described, part) for part in form.get(name, [])]
        told = [part for part in parts if part.get("type") != "null" and part.get("enum") not in ([""], [None])]
        if told:
            return {**told[0], **{key: value for key, value in form.items() if key != name}}
    return form


def kind_of(form: Schema) -> str:
    """Return a type in a few words."""
    if values := form.get("enum"):
        return " | ".join(str(value) for value in values if value not in ("", None))
    kinds = form.get("type", "")
    words = " | ".join(kinds) if isinstance(kinds, list) else str(kinds)
    limits = {"maxLength": "≤", "minimum": "≥", "maximum": "≤"}
    said = [f"{sign} {form[name]}" for name, sign in limits.items() if form.get(name) and form[name] < 2**31]
    return " ".join([words, form.get("format", ""), *said]).replace("  ", " ").strip()
