"""A lost database is a 503 with Retry-After, wherever it was noticed: in a view, in the API, in a middleware."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import psycopg
import psycopg_pool
import pytest
from django.contrib import admin
from django.contrib.sessions.backends.base import SessionBase
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

pytestmark = pytest.mark.urls(__name__)
GetResponse = Callable[[HttpRequest], HttpResponseBase]


def lost_database() -> OperationalError:
    error = OperationalError("connection refused")
    error.__cause__ = psycopg.OperationalError("connection refused")
    return error


def deadlock() -> OperationalError:
    error = OperationalError("deadlock detected")
    error.__cause__ = psycopg.errors.DeadlockDetected("deadlock detected")
    return error


RAISED: dict[str, Callable[[], Exception]] = {
    "lost": lost_database,
    "lost-bare": lambda: psycopg.OperationalError("server closed the connection"),
    "lost-pool": lambda: psycopg_pool.PoolTimeout("couldn't get a connection after 2.00 sec"),
    "lost-handle": lambda: InterfaceError("connection already closed"),
    "deadlock": deadlock,
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
    path("admin/", admin.site.urls),  # the real middleware asks where the desk is
]
handler500 = "config.errors.server_error"


def lose_database_before(get_response: GetResponse) -> GetResponse:
    """Fail as the session or the user does when it is loaded."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        raise lost_database()

    return answer


def lose_database_after(get_response: GetResponse) -> GetResponse:
    """Fail as the session does when it is saved."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        get_response(request)
        raise lost_database()

    return answer


class SessionStore(SessionBase):
    """Sessions in a database that is away; this module is the session engine of one test."""

    def load(self) -> dict[str, Any]:
        raise lost_database()


@pytest.fixture
def browser(settings: Any) -> Client:
    """A client that gets answers, as real ones do, instead of exceptions."""
    settings.MIDDLEWARE = ["config.logs.trace_middleware", "config.errors.unavailable_middleware"]
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("kind", ["lost", "lost-bare", "lost-pool", "lost-handle", "deadlock"])
@pytest.mark.parametrize("place", ["api", "webhooks"])
def test_a_view_that_loses_the_database_is_answered_503(
    browser: Client, settings: Any, debug: bool, kind: str, place: str
) -> None:
    settings.DEBUG = debug

    response = browser.get(f"/{place}/{kind}")

    assert (response.status_code, response.json()["code"]) == (503, "database_unavailable")
    assert response["Retry-After"] == "5"
    assert response["X-Request-ID"]


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("where", ["lose_database_before", "lose_database_after"])
@pytest.mark.parametrize("address", ["/webhooks/x", "/fine"])
def test_a_middleware_that_loses_the_database_is_answered_503(
    browser: Client, settings: Any, debug: bool, where: str, address: str
) -> None:
    settings.DEBUG = debug
    # Between two others, so that the exception has been made a response before ours sees it.
    inner = "django.middleware.common.CommonMiddleware"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, inner, f"{__name__}.{where}", inner]

    response = browser.get(address)

    assert response.status_code == 503
    assert response["Retry-After"] == "5"


def test_a_session_that_cannot_be_loaded_is_answered_503_by_the_real_middleware(settings: Any) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]
    settings.SESSION_ENGINE = __name__
    settings.ALLOWED_HOSTS = ["testserver"]
    browser = Client(raise_request_exception=False)
    browser.cookies[settings.SESSION_COOKIE_NAME] = "anything"

    response = browser.get("/fine")

    assert response.status_code == 503
    assert response["X-Request-ID"]


def test_a_lost_database_is_one_line_without_traceback(browser: Client, caplog: pytest.LogCaptureFixture) -> None:
    browser.get("/webhooks/lost")

    assert [(record.name, record.levelno, bool(record.exc_info)) for record in caplog.records] == [
        ("config.errors", logging.WARNING, False)
    ]


def test_a_statement_that_the_database_refused_keeps_its_traceback(
    browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    browser.get("/webhooks/deadlock")

    (record,) = caplog.records
    assert record.exc_info
    assert "DeadlockDetected" in record.getMessage()


def test_an_answer_after_an_outage_is_not_touched(browser: Client) -> None:
    browser.get("/webhooks/lost")

    assert browser.get("/fine").status_code == 200


def test_a_person_is_told_to_wait(browser: Client) -> None:
    response = browser.get("/desk/lost")

    assert response.status_code == 503
    assert "Un momento, por favor" in response.content.decode()
