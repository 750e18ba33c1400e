"""Every endpoint of the API, as the address table has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver
from rest_framework.views import APIView

from config.urls import urlpatterns

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def api_views() -> dict[str, type[APIView]]:
    """Return the endpoints below /api/v1/ by path, with parameters as `{name}`."""
    found = {}
    for path, pattern in flat(urlpatterns, "/"):  # type: ignore[arg-type]
        if path.startswith("/api/v1/"):
            found[PARAMETER.sub(r"{\1}", path)] = pattern.callback.cls  # type: ignore[attr-defined]
    return found


def api_endpoints() -> set[str]:
    """Return `GET /api/v1/guests` and the like; HEAD goes with GET."""
    return {
        f"{method} {path}"
        for path, view in api_views().items()
        for method in view().allowed_methods
        if method not in ("HEAD", "OPTIONS")
    }


def flat(patterns: Iterable[URLPattern | URLResolver], above: str) -> Iterator[tuple[str, URLPattern]]:
    for it in patterns:
        here = above + str(it.pattern)
        if isinstance(it, URLResolver):
            yield from flat(it.url_patterns, here)
        else:
            yield here, it
