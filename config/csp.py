"""Tells browsers what the pages behind the log-in may load and run: nothing that is not ours.

So a guest's name that some page forgot to escape is still only text: a script that stands in the page itself never runs.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "Content-Security-Policy"
PATHS = ("/admin/", "/entrar/")
POLICY = "; ".join(
    [
        "default-src 'self'",
        # Alpine, with which Unfold's pages move, reckons its attributes by eval.
        "script-src 'self' 'unsafe-eval'",
        # Unfold writes the colours into the page.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


def csp_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Put the policy on every page behind the log-in, and on the log-in."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path_info.startswith(PATHS):
            response.headers.setdefault(HEADER, POLICY)
        return response

    return answer
