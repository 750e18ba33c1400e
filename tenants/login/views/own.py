"""What people look after themselves once they are in: password, second factor, sessions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tenants import clock
from tenants.login import history, second_factor, sessions, totp
from tenants.login.forms import ChangePasswordForm, CodeForm, NewPasswordForm
from tenants.login.second_factor import CodeRefused
from tenants.login.steps import CAME_BY_LINK, Step, next_step, note_second_step
from tenants.login.views.doors import next_page, status_of
from tenants.models import SecondFactor, User
from tenants.queries.team import find_first_tenant

page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@page
@login_required
def change_password(request: HttpRequest) -> HttpResponse:
    """Let people change their password, and make them when it is too old."""
    user = person(request)
    form = change_form(request, user)
    if request.method == "POST" and form.is_valid():
        history.change_password(user=user, password=form.cleaned_data["password"])
        update_session_auth_hash(request, user)  # this session goes on
        request.session.pop(CAME_BY_LINK, None)  # from here on there is a password to ask for
        messages.success(request, _("La contraseña cambió. Las demás sesiones se cerraron."))
        return redirect(next_page(request))
    is_due = next_step(user, request.session, now=clock.now()) is Step.PASSWORD
    values = {"form": form, "is_due": is_due, "next": next_page(request)}
    return render(request, "tenants/change_password.html", values, status=status_of(form))


def change_form(request: HttpRequest, user: User) -> NewPasswordForm:
    """Return the form; who came by a link, or has no password, is not asked for the present one."""
    came_by_link = request.session.get(CAME_BY_LINK) or not user.has_usable_password()
    return (NewPasswordForm if came_by_link else ChangePasswordForm)(request.POST or None, user=user)


@never_cache
@page
@login_required
def own_second_factor(request: HttpRequest) -> HttpResponse:
    """Switch the second step on and off."""
    if request.method == "POST":
        action = ACTIONS.get(request.POST.get("action", ""), show_second_factor)
        return action(request)
    return show_second_factor(request)


def show_second_factor(request: HttpRequest, **values: Any) -> HttpResponse:
    user = person(request)
    factor = second_factor.find_second_factor(user)
    values = {"factor": factor, "left": second_factor.count_recovery_codes(user), "form": CodeForm(), **values}
    return render(request, "tenants/second_factor.html", values, status=status_of(values["form"]))


def begin(request: HttpRequest) -> HttpResponse:
    """Show a new secret."""
    try:
        factor = second_factor.begin_second_factor(user=person(request))
    except CodeRefused:  # it is on: in another window, perhaps
        return redirect("second_factor")
    return show_second_factor(request, **enrolment(factor))


def confirm(request: HttpRequest) -> HttpResponse:
    """Take the first code, and show the recovery codes this once."""
    user, form = person(request), CodeForm(request.POST)
    factor = second_factor.find_begun(user)
    if factor is None:
        return redirect("second_factor")
    if form.is_valid():
        try:
            codes = second_factor.confirm_second_factor(user=user, code=form.cleaned_data["code"], now=clock.now())
        except CodeRefused as error:
            form.add_error("code", _(error.detail))
        else:
            user = User.objects.select_related("second_factor").get(pk=user.pk)
            request.session.cycle_key()
            note_second_step(user, request.session)
            return show_second_factor(request, factor=second_factor.find_second_factor(user), codes=codes)
    return show_second_factor(request, form=form, **enrolment(factor))


def switch_off(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            second_factor.switch_off_second_factor(
                user=person(request), code=form.cleaned_data["code"], now=clock.now()
            )
        except CodeRefused as error:
            form.add_error("code", _(error.detail))
        else:
            messages.success(request, _("El segundo paso está apagado."))
            return redirect("second_factor")
    return show_second_factor(request, form=form)


ACTIONS = {"begin": begin, "confirm": confirm, "switch_off": switch_off}


def enrolment(factor: SecondFactor) -> dict[str, Any]:
    """Return what the page shows so that an application can learn the secret."""
    secret = second_factor.secret_of(factor)
    address = totp.address_for(secret, account=factor.user.username, issuer="Conserje")
    return {"picture": picture_of(address), "secret": totp.base32(secret)}


def picture_of(text: str) -> SafeString:
    drawing = segno.make(text, error="m", micro=False).svg_inline(scale=5, border=4, light="#fff", dark="#000")
    return mark_safe(drawing)  # noqa: S308 (made of squares by us; the text is in none of it)


@never_cache
@require_http_methods(["GET", "HEAD"])
@login_required
def own_sessions(request: HttpRequest) -> HttpResponse:
    """List where the person is logged in."""
    user = person(request)
    rows = sessions.list_sessions(user, now=clock.now())
    tenant = find_first_tenant(user)
    with timezone.override(tenant.zone if tenant else None):
        values = {"sessions": rows, "present": request.session.session_key}
        return render(request, "tenants/sessions.html", values)


@never_cache
@require_POST
@login_required
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one session of the person, or all but this one."""
    user, handle = person(request), request.POST.get("handle", "")
    if handle == "others":
        sessions.end_other_sessions(user, keep=request.session.session_key or "")
    elif is_uuid(handle):
        sessions.end_session(user, UUID(handle))
    messages.success(request, _("La sesión se cerró."))
    return redirect("sessions")


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def person(request: HttpRequest) -> User:
    """Return who is logged in, as what they are."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("nobody is logged in: the page lacks login_required")
    return user
