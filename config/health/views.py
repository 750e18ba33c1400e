"""`/health/live`, `/health/ready` and `/health/`: short answers in JSON, within a second whatever is broken.

Ready means that this process can do its work: the database answers and has this release's migrations. A broker that is
away makes it "degraded", not unready: webhooks are still stored and answered, and a load balancer that took every web
process out of service would turn a slow hour into lost messages.
"""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from config.health.probe import Probe, collect
from config.health.questions import QUESTIONS

WITHIN = 0.8
PROBES = {name: Probe(ask) for name, ask in QUESTIONS.items()}


def answer(body: dict[str, Any], status: int = 200) -> HttpResponse:
    response = HttpResponse(orjson.dumps(body), content_type="application/json", status=status)
    response["Cache-Control"] = "no-store"
    if status == 503:
        response["Retry-After"] = "5"
        # It is the answer that was asked for, and asked for every second: no line in the log for each.
        response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark
    return response


@csrf_exempt
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Say that this process answers at all; nothing else is asked, so that a broken database restarts nobody."""
    return answer({"status": "live"})


@csrf_exempt
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether this process should get requests."""
    parts = collect({name: PROBES[name] for name in ("database", "broker")}, within=WITHIN)
    status = overall(parts)
    return answer({"status": "ready" if status == "ok" else status, "parts": parts}, 503 if status == "down" else 200)


@csrf_exempt
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Say how every part is, and how long it is since the workers and beat last did something."""
    parts = collect(PROBES, within=WITHIN)
    status = overall(parts)
    return answer({"status": status, "parts": parts}, 503 if status == "down" else 200)


def overall(parts: dict[str, dict[str, Any]]) -> str:
    """Return "down" when requests cannot be served, "degraded" when some part is not as it should be, else "ok"."""
    if parts["database"]["status"] != "ok":
        return "down"
    return "ok" if all(part["status"] == "ok" for part in parts.values()) else "degraded"
