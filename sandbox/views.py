"""The sandbox's door: what can be tried without an account. It asks the rest of the system over HTTP, as a guest would."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Show what can be tried, and whether the parts behind it work."""
    return render(request, "sandbox/door.html", {"phone": f"http://127.0.0.1:{settings.SANDBOX_PORT}/"})
