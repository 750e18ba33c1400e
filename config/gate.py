"""The gate behind the log-in: holds everybody to the step that is still missing (tenants/login/steps.py).

Who owes a code is nobody yet: the request goes on as anonymous, so that what forgets to ask refuses as well. Who owes a new
password gets the page for it and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from config.errors import PROGRAM_PATHS, problem_response
from tenants import clock
from tenants.login.address import client_address
from tenants.login.sessions import SessionStore
from tenants.login.steps import Step, next_step
from tenants.models import User

# Asked whether anybody is logged in or not, and some of them while the database is away.
FOR_ANYBODY = frozenset({"home", "live", "ready", "health", "metrics", "static", "set_language"})
WAYS_IN = frozenset({"login", "logout", "login_link", "access_link", "forgotten", "second_step"})
PAGES = {Step.CODE: "second_step", Step.PASSWORD: "change_password"}


class Gate:
    """Stands right behind Django's own authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if isinstance(request.session, SessionStore):
            request.session.address = client_address(request)
            request.session.agent = request.headers.get("User-Agent", "").replace("\0", "")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else None
        # Without a cookie there is no session, and no need to ask for its person.
        if name in FOR_ANYBODY or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user = request.user
        if not isinstance(user, User):
            return None
        now = clock.now()
        if isinstance(request.session, SessionStore):
            request.session.note_use(now)
        step = next_step(user, request.session, now=now)
        return hold(request, user, step, name or "") if step else None


def hold(request: HttpRequest, user: User, step: Step, name: str) -> HttpResponse | None:
    """Let through what belongs to the missing step, and answer everything else."""
    if step is Step.CODE:
        request.half_way = user  # type: ignore[attr-defined]  # for the page that asks for the code
        request.user = AnonymousUser()
    if name in WAYS_IN or name == PAGES[step]:
        return None
    if request.path_info.strip("/").split("/")[0] in PROGRAM_PATHS:
        return None if step is Step.CODE else problem_response(status=403, code="password_expired")
    query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    return redirect(f"{reverse(PAGES[step])}?{query}".rstrip("?"))


def gate_middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Gate:
    """Return the middleware."""
    return Gate(get_response)
