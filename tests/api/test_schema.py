"""The API's description is true and whole: valid OpenAPI 3.1, every endpoint in it, with the problems it may answer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema

from tenants.api.schema import METHODS, api_schema
from tenants.api.views import TenantAPIView
from tests.house.endpoints import api_endpoints, api_views

ANSWERS = {"400", "401", "403", "404", "406", "429", "500", "503"}
WRITING = {"409", "411", "413", "415", "422"}
# Questions that can be asked in a way that has no answer: nights that are none, a number that can be no telephone.
REFUSING = {"GET /api/v1/availability": {"422"}, "GET /api/v1/guests": {"422"}}


def described() -> dict[str, Any]:
    response = Client().get("/api/schema/")
    assert response.status_code == 200
    return dict(response.json())


def operations() -> dict[str, Any]:
    return {
        f"{method.upper()} {path}": operation
        for path, methods in described()["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    }


def test_it_is_valid_openapi_3_1() -> None:
    schema = described()

    validate_schema(schema)  # type: ignore[no-untyped-call]
    assert schema["openapi"] == "3.1.0"


def test_making_it_leaves_no_doubt() -> None:
    api_schema.cache_clear()
    GENERATOR_STATS.reset()

    with GENERATOR_STATS.silence():
        api_schema("es")

    assert [*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache] == []


def test_every_endpoint_is_in_it() -> None:
    assert set(operations()) == api_endpoints()


def test_every_endpoint_tells_what_may_go_wrong() -> None:
    for name, operation in operations().items():
        expected = ANSWERS | (REFUSING.get(name, set()) if name.startswith("GET") else WRITING)
        told = {
            status
            for status, it in operation["responses"].items()
            if "application/problem+json" in it.get("content", {})
        }

        assert told == expected, name


def test_no_endpoint_takes_a_free_object() -> None:
    free = [
        f"{name} {path}"
        for name, operation in operations().items()
        for path, form in forms_in(operation.get("requestBody", {}), described())
        if form.get("type") == "object" and ("properties" not in form or form.get("additionalProperties"))
    ]

    assert free == []


def test_a_body_says_that_nothing_else_may_stand_in_it_and_how_long_its_lists_are() -> None:
    forms = described()["components"]["schemas"]

    assert forms["StayIn"]["additionalProperties"] is False
    assert "additionalProperties" not in forms["StayOut"]
    assert {"minItems": 1, "maxItems": 20}.items() <= forms["PrereserveIn"]["properties"]["stays"].items()


def test_every_endpoint_is_made_from_the_one_base() -> None:
    assert [view for view in api_views().values() if not issubclass(view, TenantAPIView)] == []


@pytest.mark.parametrize(("language", "word"), [("es", "Parámetros"), ("en", "Parameters"), ("pt-br", "Parâmetros")])
def test_the_page_for_people_shows_every_endpoint_and_loads_nothing(language: str, word: str) -> None:
    page = Client().get("/api/docs/", headers={"Accept-Language": language}).content.decode()

    shown = set(re.findall(r'<section class="call" id="(\w+)"', page))
    assert shown == {operation["operationId"] for operation in operations().values()}
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def forms_in(it: Any, schema: dict[str, Any], path: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Return every form below, with references followed."""
    if isinstance(it, list):
        return [found for each in it for found in forms_in(each, schema, path)]
    if not isinstance(it, dict):
        return []
    if "$ref" in it:
        name = it["$ref"].rpartition("/")[2]
        return forms_in(schema["components"]["schemas"][name], schema, f"{path}/{name}")
    return [(path, it), *(found for name, each in it.items() for found in forms_in(each, schema, f"{path}/{name}"))]
