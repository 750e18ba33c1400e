"""Refuses bodies that are too long before a byte of them is read, and those that do not say how long they are."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from config.errors import answer

WEBHOOK_PATHS = ("/webhooks/", "/webhook/", "/api/v1/webhooks/")


def body_limit_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let a call pass whose body fits its address and kind. Stands outside whatever reads one."""

    def limited(request: HttpRequest) -> HttpResponseBase:
        if "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower() and length_of(request) is None:
            return answer(request, status=411, code="length_required")
        if (length_of(request) or 0) > most_for(request):
            return answer(request, status=413, code="body_too_large")
        return get_response(request)

    return limited


def length_of(request: HttpRequest) -> int | None:
    """Return how long the body says it is."""
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said[:18]) if said.isascii() and said.isdigit() else None


def most_for(request: HttpRequest) -> int:
    """Return how long a body may be here. Compared with the path alone: a query could name any."""
    if request.path_info.startswith(WEBHOOK_PATHS):
        return settings.BODY_MOST_WEBHOOK
    is_upload = request.content_type == "multipart/form-data"
    return settings.BODY_MOST_UPLOAD if is_upload else settings.BODY_MOST
