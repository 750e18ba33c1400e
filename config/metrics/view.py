"""GET /metrics: everything that Prometheus reads from the web processes."""

from __future__ import annotations

import hmac
import ipaddress
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from config.errors import problem_response
from config.metrics.collectors import QuestionCollector
from config.metrics.multiprocess import FolderCollector


@csrf_exempt
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with the metrics of all processes, within a second whatever hangs."""
    if not may_read(request):
        return problem_response(
            status=401,
            code="not_authenticated",
            detail="Hace falta METRICS_TOKEN.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    try:
        body = generate_latest(registry())
    except TimeoutError:
        detail = "Otro proceso está leyendo las métricas."
        return problem_response(status=503, code="metrics_locked", detail=detail, headers={"Retry-After": "5"})
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


@cache
def registry() -> CollectorRegistry:
    """Return what is read at a scrape: the counts of all processes, and what is asked anew."""
    ours = CollectorRegistry()
    ours.register(FolderCollector(settings.METRICS_FOLDER))
    ours.register(QuestionCollector("database", "broker", "cache", "processes", "disk", "channels"))
    return ours


def may_read(request: HttpRequest) -> bool:
    """Return whether the request brings the token, or comes from a developer's own machine."""
    if settings.DEVELOPMENT and comes_from_here(request):
        return True
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    is_known = hmac.compare_digest(token.strip().encode(), settings.METRICS_TOKEN.encode())
    return bool(settings.METRICS_TOKEN) and scheme.lower() == "bearer" and is_known


def comes_from_here(request: HttpRequest) -> bool:
    """Return whether the request was made on this machine. One that a tunnel passed on was not, and says so."""
    if request.headers.keys() & {"X-Forwarded-For", "Forwarded"}:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
