"""Pages about getting in."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenants.login_link import LinkRefused, redeem


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for one press of a button, then log the person in: programs that follow links to preview them press nothing."""
    if request.method != "POST":
        return render(request, "tenants/login_link.html")
    try:
        user = redeem(token, now=timezone.now())
    except LinkRefused:
        return render(request, "tenants/login_link.html", {"refused": True}, status=403)
    # Redeeming has moved last_login already; that the log-in moves it once more does no harm.
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("admin:index")
