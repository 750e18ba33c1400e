"""Gives every page of the desk its scope: one business, one person, one transaction, templates included."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import psycopg
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.desk.place import place_of
from tenants.errors import Conflict, DomainError
from tenants.models import User
from tenants.scoping import NoTenantScope, platform_scope, tenant_scope

log = logging.getLogger(__name__)

# Getting in and out, and the words of the scripts, concern no business.
WITHOUT_SCOPE = ("login", "logout", "jsi18n")
# What a member of several businesses may do before choosing one.
WITHOUT_CHOICE = ("choose", "password_change")


class DeskMiddleware:
    """Enters the scope of the person's business. A refusal (400 and above) leaves nothing behind in the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        scope = scope_for(request)
        return self.answer_within(scope, request) if scope else self.get_response(request)

    def answer_within(self, scope: AbstractContextManager[None], request: HttpRequest) -> HttpResponseBase:
        tenant = place_of(request).tenant
        with scope, timezone.override(tenant.zone if tenant else None):
            response = self.get_response(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            return response

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Answer those whose business is shut, and those of several who have not chosen; the log-in's gate came first."""
        if not is_scoped(request):
            return None
        place = place_of(request)
        if place.is_suspended:
            return render(request, "desk/suspended.html", {"tenants": place.suspended}, status=403)
        if place.tenant is None and place.served and not is_among(request, WITHOUT_CHOICE):
            return redirect("admin:choose")
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Lead to the choice who opened a business's page without one, and back to the page whom a service refused."""
        if not is_scoped(request):
            return None
        if isinstance(exception, NoTenantScope):
            messages.info(request, _("Esa página es de un alojamiento: elija primero cuál."))
        elif isinstance(exception, DomainError):
            messages.error(request, _(exception.detail))
        elif isinstance(exception, IntegrityError) and request.method == "POST":
            # The form found nothing wrong, the database did: of two at the same moment somebody else was first.
            log.warning("a constraint refused a change", extra={"constraint": constraint_of(exception)})
            messages.error(request, _(Conflict.default_detail))
        else:
            return None
        transaction.set_rollback(True)
        return redirect("admin:choose" if isinstance(exception, NoTenantScope) else request.get_full_path())


def constraint_of(error: IntegrityError) -> str:
    """Return what the database refused by. Its own words have the values in them."""
    cause = error.__cause__
    return (cause.diag.constraint_name or "") if isinstance(cause, psycopg.Error) else ""


def is_scoped(request: HttpRequest) -> bool:
    """Return whether this is a page of the desk with a person before it."""
    is_desk = request.path_info.startswith(reverse("admin:index")) and not is_among(request, WITHOUT_SCOPE)
    return is_desk and isinstance(request.user, User)


def is_among(request: HttpRequest, names: tuple[str, ...]) -> bool:
    return request.path_info in {reverse(f"admin:{name}") for name in names}


def scope_for(request: HttpRequest) -> AbstractContextManager[None] | None:
    """Return the scope for this person and page; who belongs nowhere gets none."""
    if not is_scoped(request):
        return None
    user, tenant = request.user, place_of(request).tenant
    actor = f"user:{user.pk}"
    if tenant:
        return tenant_scope(tenant.pk, actor=actor)
    return platform_scope(actor=actor) if user.is_superuser and user.is_active else None
