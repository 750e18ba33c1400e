"""What a client gets when things go wrong: a problem for programs, a page for people."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tenants.errors import Conflict, DomainError, NotAllowed, NotFound

pytestmark = pytest.mark.urls(__name__)


class NightsTaken(Conflict):
    code = "nights_taken"
    default_detail = "Esas noches ya están tomadas."


class StayTooShort(DomainError):
    code = "stay_too_short"


class Throttled(exceptions.Throttled):
    def __init__(self) -> None:
        super().__init__(wait=7)


RAISED: dict[str, Callable[[], Exception]] = {
    "taken": NightsTaken,
    "taken-worded": lambda: NightsTaken("La cabaña 3 ya está tomada."),
    "short": lambda: StayTooShort("Son pocas noches.", fields={"check_out": "Al menos dos noches."}),
    "missing": NotFound,
    "refused": NotAllowed,
    "invalid": lambda: exceptions.ValidationError({"guests": ["Tiene que ser un número."]}),
    "throttled": Throttled,
    "denied": PermissionDenied,
    "unreadable": lambda: BadRequest("secret inside"),
    "surprise": lambda: ZeroDivisionError("secret inside"),
}


def fail(request: HttpRequest, kind: str) -> HttpResponse:
    raise RAISED[kind]()


def succeed(request: HttpRequest) -> HttpResponse:
    return HttpResponse("fine")


class FailingApi(APIView):
    permission_classes = ()
    authentication_classes = ()

    def get(self, request: Request, kind: str) -> Response:
        raise RAISED[kind]()


urlpatterns = [
    path("api/<str:kind>", FailingApi.as_view()),
    path("webhooks/<str:kind>", fail),
    path("desk/<str:kind>", fail),
    path("fine", succeed),
]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"


@pytest.fixture
def browser(settings: Any) -> Client:
    """A client that gets answers, as real ones do, instead of exceptions."""
    settings.MIDDLEWARE = ["config.logs.trace_middleware", "config.errors.unavailable_middleware"]
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("kind", "status", "code", "detail"),
    [
        ("taken", 409, "nights_taken", "Esas noches ya están tomadas."),
        ("taken-worded", 409, "nights_taken", "La cabaña 3 ya está tomada."),
        ("short", 422, "stay_too_short", "Son pocas noches."),
        ("missing", 404, "not_found", "Eso no existe."),
        ("refused", 403, "not_allowed", "No tiene permiso para hacer eso."),
        ("invalid", 400, "invalid", "Hay datos que corregir."),
    ],
)
def test_an_expected_error_of_the_api_is_a_problem(
    browser: Client, kind: str, status: int, code: str, detail: str
) -> None:
    response = browser.get(f"/api/{kind}", headers={"X-Request-ID": "trace-1"})

    problem = response.json()
    assert response.status_code == problem["status"] == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert (problem["code"], problem["detail"], problem["trace"]) == (code, detail, "trace-1")
    assert problem["type"] == f"urn:problem-type:conserje:{code}"
    assert problem["title"]


def test_a_problem_names_the_fields_that_were_wrong(browser: Client) -> None:
    of_the_trade = browser.get("/api/short").json()
    of_the_form = browser.get("/api/invalid").json()

    assert of_the_trade["fields"] == {"check_out": "Al menos dos noches."}
    assert of_the_form["fields"] == {"guests": ["Tiene que ser un número."]}


def test_a_throttled_client_learns_how_long_to_wait(browser: Client) -> None:
    response = browser.get("/api/throttled")

    assert response.status_code == 429
    assert response["Retry-After"] == "7"
    assert response.json()["code"] == "throttled"


def test_djangos_own_refusals_are_problems_in_the_api(browser: Client) -> None:
    response = browser.get("/api/denied")

    assert (response.status_code, response.json()["code"]) == (403, "permission_denied")


@pytest.mark.parametrize("address", ["/api/surprise", "/webhooks/surprise"])
def test_an_unexpected_error_says_nothing_of_itself_and_is_logged_once(
    browser: Client, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    response = browser.get(address, headers={"X-Request-ID": "trace-2"})

    assert response.status_code == 500
    assert response.json()["code"] == "server_error"
    assert response.json()["trace"] == "trace-2"
    assert b"secret" not in response.content
    assert [record.levelno for record in caplog.records if record.exc_info] == [logging.ERROR]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/nowhere", 404, "Aquí no hay nada"),
        ("/desk/denied", 403, "No tiene permiso"),
        ("/desk/unreadable", 400, "No entendimos el pedido"),
        ("/desk/surprise", 500, "Algo falló de nuestro lado"),
    ],
)
def test_a_person_gets_a_page_that_says_what_to_do_next(browser: Client, address: str, status: int, code: str) -> None:
    response = browser.get(address, headers={"X-Request-ID": "trace-3"})

    page = response.content.decode()
    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")
    assert code in page
    assert 'href="/"' in page
    assert "trace-3" in page
    assert "secret" not in page


@pytest.mark.parametrize("address", ["/api/", "/webhook/x", "/webhooks/x/y", "/health/x", "/metrics/x"])
def test_a_program_gets_a_problem_for_an_address_that_leads_nowhere(browser: Client, address: str) -> None:
    response = browser.get(address)

    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_an_address_that_only_begins_like_a_programs_is_a_persons(browser: Client) -> None:
    response = browser.get("/healthy")

    assert response["Content-Type"].startswith("text/html")


def test_a_form_without_its_token_gets_a_page(browser: Client, settings: Any) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.middleware.csrf.CsrfViewMiddleware"]
    settings.CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/fine")

    assert response.status_code == 403
    assert "La página venció" in response.content.decode()


def test_a_domain_error_reads_as_code_and_words() -> None:
    assert str(NightsTaken()) == "nights_taken: Esas noches ya están tomadas."
    assert NightsTaken().fields == {}
