"""Gives every HTTP request a trace id, and answers it, so that a complaint leads to its log lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from tenants.trace import log_context, new_trace_id

if TYPE_CHECKING:  # the settings import this package, so it may not import Django
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

HEADER = "X-Request-ID"
TRACE_KEY = "conserje.trace"
WELL_FORMED = re.compile(r"[A-Za-z0-9-]{1,64}")


def trace_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Carry the sender's trace id, if it is well formed, or a new one. Stands first, so that every line has it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        sent = request.META.get("HTTP_X_REQUEST_ID", "")
        trace = sent if WELL_FORMED.fullmatch(sent) else new_trace_id()
        # Django logs a 404 after the last middleware has returned; the formatters find its trace here.
        request.META[TRACE_KEY] = trace
        with log_context(trace=trace):
            response = get_response(request)
        response.headers[HEADER] = trace
        return response

    return answer
