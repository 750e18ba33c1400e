"""Translates what went wrong into an answer: problem JSON (RFC 9457) for programs, a short page for people."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import orjson
import psycopg
from django.core.exceptions import DisallowedHost, PermissionDenied
from django.core.signals import got_request_exception
from django.db.utils import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.log import log_response
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.views import set_rollback

from tenants.errors import Conflict, DomainError, NotAllowed, NotFound
from tenants.trace import trace_id

log = logging.getLogger(__name__)

# First parts of the paths that programs call; everybody else is a person with a browser.
PROGRAM_PATHS = {"api", "webhook", "webhooks", "health", "metrics"}
# The pool's timeout is one of psycopg's operational errors; Django wraps most of these, code of our own may not.
OUTAGES = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
OUTAGE_KEY = "conserje.outage"
RETRY_SECONDS = "5"
DOMAIN_STATUS = {NotFound: 404, NotAllowed: 403, Conflict: 409}
TITLES = {
    400: _("Pedido inválido"),
    401: _("Falta identificarse"),
    403: _("Sin permiso"),
    404: _("No encontrado"),
    405: _("Método no permitido"),
    406: _("Formato no admitido"),
    409: _("Conflicto"),
    411: _("Falta la longitud"),
    413: _("Pedido demasiado grande"),
    415: _("Formato no admitido"),
    422: _("No se puede hacer"),
    429: _("Demasiados pedidos"),
    500: _("Error interno"),
    503: _("Servicio no disponible"),
}
DETAILS = {
    "bad_request": _("El pedido no se entiende; no se hizo nada."),
    "csrf_failed": _("La página venció o no vino de este sitio; no se hizo nada."),
    "unknown_host": _("Este sitio no atiende con ese nombre."),
    "length_required": _("Falta Content-Length."),
    "body_too_large": _("El cuerpo es demasiado grande: hasta 1 MB, un archivo hasta 16 MB."),
    "forbidden": _("No tiene permiso para ver o hacer esto."),
    "not_found": _("No hay nada en esta dirección."),
    "server_error": _("Algo falló de nuestro lado. Ya quedó anotado; con el valor de trace se lo encuentra."),
    "database_unavailable": _("La base de datos no responde. Repita el pedido en unos segundos."),
}


def problem_response(
    *,
    status: int,
    code: str,
    detail: str = "",
    fields: Mapping[str, Any] | None = None,
    codes: Any = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return a problem as RFC 9457 has it, with a stable `code` and the trace under which the logs know it."""
    problem: dict[str, Any] = {
        "type": f"urn:problem-type:conserje:{code}",
        "title": str(TITLES.get(status) or HTTPStatus(status).phrase),
        "status": status,
        "detail": detail or str(DETAILS.get(code, "")),
        "code": code,
        "trace": trace_id.get() or None,
    }
    if fields:
        problem["fields"] = fields
    if codes:
        problem["codes"] = codes
    body = orjson.dumps(problem, default=str, option=orjson.OPT_NON_STR_KEYS)
    response = HttpResponse(body, status=status, content_type="application/problem+json", headers=headers)
    response.headers["Cache-Control"] = "no-store"
    return response


def handle_api_error(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """Answer what a view of the API expects to go wrong; None hands the unexpected on, to be logged once."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, DomainError | exceptions.APIException):
        return None
    set_rollback()
    if isinstance(error, DomainError):
        status = next((status for kind, status in DOMAIN_STATUS.items() if isinstance(error, kind)), 422)
        fields = {name: told(words) for name, words in error.fields.items()}
        return problem_response(status=status, code=error.code, detail=told(error.detail), fields=fields)
    return rest_problem(error)


def told(words: str) -> str:
    """Return a sentence of the plain core, which knows no gettext, in the language of the person who asks."""
    return gettext(str(words)) if words else ""


def rest_problem(error: exceptions.APIException) -> HttpResponse:
    """Return one of the REST framework's own refusals as a problem, with the headers that belong to it."""
    fields = codes = None
    if not isinstance(error.detail, str):
        fields = error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail}
        codes = codes_of(fields)
    known = {"WWW-Authenticate": getattr(error, "auth_header", None), "Retry-After": getattr(error, "wait", None)}
    headers = {
        name: f"{value:.0f}" if isinstance(value, int | float) else value for name, value in known.items() if value
    }
    code = getattr(error.detail, "code", None) or error.default_code
    detail = gettext("Hay datos que corregir.") if fields else str(error.detail)
    return problem_response(
        status=error.status_code, code=code, detail=detail, fields=fields, codes=codes, headers=headers
    )


def codes_of(fields: Any) -> Any:
    """Return, in the same shape, the codes of the sentences about a form: for programs, which read no sentences."""
    if isinstance(fields, Mapping):
        return {name: codes_of(words) for name, words in fields.items()}
    if isinstance(fields, list):
        return [codes_of(words) for words in fields]
    return getattr(fields, "code", None)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django refuses to read."""
    code = "unknown_host" if isinstance(exception, DisallowedHost) else "bad_request"
    return answer(request, status=400, code=code)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer who may not."""
    return answer(request, status=403, code="forbidden")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was left open too long, or was sent from another site."""
    return answer(request, status=403, code="csrf_failed")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return answer(request, status=404, code="not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what nobody expected. Django logs it, with its traceback; a lost database is a matter of its own."""
    outage = request.META.pop(OUTAGE_KEY, None)
    return unavailable(request, outage) if outage else answer(request, status=500, code="server_error")


def answer(request: HttpRequest, *, status: int, code: str, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Return a problem to a program, a page to a person. Asks neither database nor session: they may be the trouble."""
    # Things go wrong before the middleware has set a language too; the thread still has that of whoever it answered last.
    language = translation.get_language_from_request(request)
    with translation.override(language):
        response = answer_in_language(request, status=status, code=code, headers=headers)
    response.headers.setdefault("Content-Language", language)
    patch_vary_headers(response, ("Accept-Language",))
    return response


def answer_in_language(
    request: HttpRequest, *, status: int, code: str, headers: Mapping[str, str] | None
) -> HttpResponse:
    if request.path_info.strip("/").split("/")[0] in PROGRAM_PATHS:
        return problem_response(status=status, code=code, headers=headers)
    page = render_to_string(f"errors/{code}.html", {"trace": trace_id.get()})
    return HttpResponse(page, status=status, headers=headers)


def unavailable(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Answer 503 while the database is away, and log a line; with a traceback if it answered, but refused."""
    response = answer(request, status=503, code="database_unavailable", headers={"Retry-After": RETRY_SECONDS})
    cause = error.__cause__ or error
    refused = getattr(cause, "sqlstate", None)  # it answered: a deadlock, a time limit
    log_response(
        "database unavailable (%s): %s %s",
        type(cause).__name__,
        request.method,
        request.path,
        response=response,
        request=request,
        logger=log,
        level="warning",
        exception=error if refused else None,
    )
    return response


def remember_outage(*, request: HttpRequest | None = None, **_: Any) -> None:
    """Note on the request that the error being handled is a lost database."""
    error = sys.exception()
    if request is not None and isinstance(error, OUTAGES):
        request.META[OUTAGE_KEY] = error


# Django turns an exception of a middleware (a session that cannot be saved) into a 500 right above that middleware, so
# that no other sees it. This signal is the only word of it, with DEBUG as without.
got_request_exception.connect(remember_outage)


class Unavailable:
    """Turns a lost database into 503 with Retry-After, whether a view met it or a middleware further in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        outage = request.META.pop(OUTAGE_KEY, None)
        return (
            unavailable(request, outage)
            if outage and response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
            else response
        )

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return unavailable(request, exception) if isinstance(exception, OUTAGES) else None


def unavailable_middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Unavailable:
    """Return the middleware. It stands outside whatever asks the database."""
    return Unavailable(get_response)
