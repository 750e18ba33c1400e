"""What comes in broken, too long or twisted gets a clear answer: a problem with a code, never a fault of ours."""

from __future__ import annotations

import http.client
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest
from django.test import Client

from tenants.models import Guest, Tenant
from tests.api.conftest import API, Api, make_key
from tests.api.web import running_web
from tests.cast import Enter

MB = 1 << 20


def problem(response: Any) -> tuple[int, str]:
    assert response.headers["Content-Type"] == "application/problem+json"
    answer = orjson.loads(response.content)
    assert answer["status"] == response.status_code
    assert {"type", "title", "detail", "code", "trace"} <= set(answer)
    return response.status_code, answer["code"]


BROKEN = {
    "half": b'{"name": "An',
    "no json": b"name=Ana",
    "no utf-8": b'{"name": "\xff\xfe"}',
    "nan": b'{"name": NaN}',
    "infinity": b'{"name": Infinity}',
    "half a surrogate": b'{"name": "\\ud800"}',
    "endless number": b'{"name": ' + b"9" * 5000 + b"}",
    "deep": b"[" * 900 + b"]" * 900,
    "very deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 500 + b"1" + b"}" * 500,
    "a name twice": b'{"name": "Ana", "name": "Eva"}',
    "a name twice further in": b'{"identities": [{"kind": "phone", "kind": "email"}]}',
    "a list": b"[]",
    "a text": b'"Ana"',
    "a number": b"5",
    "nul": b'{"name": "A\\u0000na"}',
    "null": b'{"name": null}',
    "a number for a text": b'{"name": 5}',
    "true for a text": b'{"name": true}',
    "an object for a text": b'{"name": {"$ne": ""}}',
    "too long a text": orjson.dumps({"name": "x" * 121}),
    "an unknown word": b'{"language": "tlh"}',
    "an unknown field": b'{"name": "Ana", "tenant_id": 1}',
    "too many": orjson.dumps({"identities": [{"kind": "email", "value": f"a{n}@b.co"} for n in range(21)]}),
}


@pytest.mark.django_db
@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_body_is_refused_and_changes_nothing(api: Api, hotel: Tenant, scope: Enter, body: bytes) -> None:
    status, _ = problem(api.ask("POST", "/guests", body))

    assert status == 400
    with scope(hotel):
        assert Guest.objects.count() == 0


@pytest.mark.django_db
def test_unknown_fields_are_named(api: Api) -> None:
    wrong = {"nombre": "Ana", "identities": [{"kind": "email", "value": "a@b.co", "extra": 1}], "name": 5}

    _, answer = api.post("/guests", wrong)

    assert set(answer["fields"]) == {"nombre", "identities", "name"}
    assert answer["fields"]["identities"] == {"0": {"extra": ["Campo desconocido."]}}


@pytest.mark.django_db
def test_a_thousand_unknown_fields_make_no_long_answer(api: Api) -> None:
    response = api.ask("POST", "/guests", {f"{n:04}" * 25: n for n in range(1000)})

    assert len(response.json()["fields"]) == 20
    assert len(response.content) < 5000


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["search=ana", "limit=0", "limit=201", "limit=x", "limit=5&limit=6", "sort=name", "a=%00"]
)
def test_what_a_list_does_not_take_is_refused_by_name(api: Api, query: str) -> None:
    status, answer = api.get(f"/guests?{query}")

    assert (status, list(answer["fields"])) == (400, [query.partition("=")[0]])


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_call_that_writes_takes_no_parameters(api: Api, guest: Guest, method: str) -> None:
    path = "/guests" if method == "POST" else f"/guests/{guest.pk}"

    assert problem(api.ask(method, f"{path}?name=Ana", {})) == (400, "invalid")


@pytest.mark.django_db
def test_the_wrong_way_to_ask_is_a_problem_too(api: Api) -> None:
    html = {"Accept": "text/html"}
    form = api.client.post(f"{API}/guests", {"name": "Ana"}, headers=api.headers)

    assert problem(api.ask("DELETE", "/guests")) == (405, "method_not_allowed")
    assert problem(api.ask("OPTIONS", "/guests")) == (405, "method_not_allowed")
    assert problem(api.ask("GET", "/guests", **html)) == (406, "not_acceptable")
    assert problem(form) == (415, "unsupported_media_type")
    assert problem(api.ask("GET", "/nothing/")) == (404, "not_found")
    assert problem(api.ask("GET", "/guests/0")) == (404, "not_found")
    assert problem(api.ask("GET", f"/guests/{10**30}")) == (404, "not_found")
    assert problem(api.ask("POST", "/guests/", {})) == (404, "not_found")
    assert problem(api.client.post("/api/schema/")) == (405, "method_not_allowed")


def test_an_unknown_host_is_a_problem() -> None:
    assert problem(Client().get(f"{API}/me", headers={"Host": "evil.example"})) == (400, "unknown_host")
    page = Client().get("/", headers={"Host": "evil.example"})
    assert (page.status_code, page.headers["Content-Type"]) == (400, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("path", "kind", "most"),
    [
        ("/api/v1/guests", "application/json", MB),
        ("/nothing/", "application/x-www-form-urlencoded", MB),
        ("/api/v1/guests?/webhooks/", "application/json", MB),
        ("/webhooks/whatsapp/", "application/json", 4 * MB),
        ("/webhook/", "application/json", 4 * MB),
        ("/api/v1/webhooks/", "application/json", 4 * MB),
        ("/api/v1/guests", "multipart/form-data; boundary=x", 16 * MB),
    ],
)
@pytest.mark.django_db
def test_a_body_may_be_so_long_and_no_longer(path: str, kind: str, most: int) -> None:
    def status(length: int) -> int:
        response = Client().generic("POST", path, b"x", content_type=kind, headers={"Content-Length": str(length)})
        return int(response.status_code)

    assert (status(most) == 413, status(most + 1), status(10**30)) == (False, 413, 413)


def test_people_are_told_on_a_page() -> None:
    response = Client().generic("POST", "/admin/login/", b"", headers={"Content-Length": str(17 * MB)})

    assert (response.status_code, response.headers["Content-Type"]) == (413, "text/html; charset=utf-8")


@pytest.mark.django_db(transaction=True)
def test_a_real_server_refuses_long_and_unmeasured_bodies_and_goes_on(hotel: Tenant) -> None:
    headers = {"Authorization": f"Bearer {make_key(hotel)[1]}", "Content-Type": "application/json"}
    with running_web(processes=1) as address:
        server = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)

        def ask(body: Any, **options: Any) -> tuple[int, str]:
            server.request("POST", f"{API}/guests", body, headers, **options)
            response = server.getresponse()
            answer = orjson.loads(response.read())
            server.close()
            return response.status, answer.get("code", "")

        long = ask(b" " * (2 * MB))
        unmeasured = ask(iter([b'{"name": ', b'"Ana"}']), encode_chunked=True)
        good = ask(b'{"name": "Ana"}')

    assert long == (413, "body_too_large")
    assert unmeasured == (411, "length_required")
    assert good == (201, "")


@pytest.mark.django_db
def test_a_limit_is_told_in_the_language_of_whoever_asks(api: Api) -> None:
    def told(language: str) -> set[str]:
        long_name = orjson.dumps({"name": "x" * 121})
        answers = (
            api.ask("GET", "/guests?limit=0", **{"Accept-Language": language}),
            api.ask("POST", "/guests", long_name, **{"Accept-Language": language}),
        )
        return {str(orjson.loads(it.content)["fields"]) for it in answers}

    first, second = told("en"), told("pt-br")

    assert not first & second
    assert told("en") == first
