"""The ways in beside the log-in page: links, the second step, and what to do about a forgotten password."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenants import clock
from tenants.login import lockout, mail
from tenants.login.access_link import AccessLinkRefused, choose_password, person_of
from tenants.login.address import client_address
from tenants.login.forms import CodeForm, ForgottenForm, NewPasswordForm
from tenants.login.link import LinkRefused, redeem
from tenants.login.second_factor import CodeRefused, check_code
from tenants.login.steps import CAME_BY_LINK, note_second_step
from tenants.models import User

page = require_http_methods(["GET", "HEAD", "POST"])
BACKEND = "tenants.login.backend.PasswordBackend"


def let_in(request: HttpRequest, user: User) -> None:
    """Log in somebody who came by a link; a second step is asked for at the gate all the same."""
    login(request, user, backend=BACKEND)


def next_page(request: HttpRequest) -> str:
    """Return where the person wanted to go, if that is one of our pages."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    # One without a slash would be taken for the name of a page, and be none.
    return wanted if is_ours and wanted.startswith("/") else reverse("admin:index")


@never_cache
@page
def login_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for one press of a button, then log the person in: programs that follow links to preview them press nothing."""
    if request.method != "POST":
        return render(request, "tenants/login_link.html")
    try:
        user = redeem(token, now=clock.now())
    except LinkRefused:
        return render(request, "tenants/login_link.html", {"refused": True}, status=403)
    # Redeeming has moved last_login already; that the log-in moves it once more does no harm.
    let_in(request, user)
    request.session[CAME_BY_LINK] = True  # so may know no password
    return redirect("admin:index")


@never_cache
@page
def access_link(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Let the person of the link choose a password, and in."""
    now = clock.now()
    try:
        form = NewPasswordForm(request.POST or None, user=person_of(uid, token, now=now))
        if request.method == "POST" and form.is_valid():
            password = form.cleaned_data["password"]
            let_in(request, choose_password(uid=uid, token=token, password=password, now=now))
            return redirect("admin:index")
    except AccessLinkRefused:
        return render(request, "tenants/access_link.html", {"refused": True}, status=403)
    return render(request, "tenants/access_link.html", {"form": form, "person": form.user}, status=status_of(form))


@never_cache
@page
def forgotten(request: HttpRequest) -> HttpResponse:
    """Have a link mailed. The answer is the same whoever is named, and when nobody is."""
    form = ForgottenForm(request.POST or None)
    asked = mail.is_mail_on() and request.method == "POST" and form.is_valid()
    if asked:
        who = form.cleaned_data["who"]
        if lockout.may_ask_for_link(who, client_address(request)):
            mail.ask_for_link(who)
    return render(request, "tenants/forgotten.html", {"form": form, "asked": asked, "mail": mail.is_mail_on()})


@never_cache
@page
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the code that is still missing."""
    user = getattr(request, "half_way", None)
    if not isinstance(user, User):
        return redirect(next_page(request) if request.user.is_authenticated else settings.LOGIN_URL)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_code(user=user, code=form.cleaned_data["code"], now=clock.now())
        except CodeRefused as error:
            form.add_error("code", gettext(error.detail))
        else:
            # A new key, as with any step up: whoever knew the old one is not let in by this code.
            request.session.cycle_key()
            note_second_step(user, request.session)
            return redirect(next_page(request))
    return render(
        request, "tenants/second_step.html", {"form": form, "next": next_page(request)}, status=status_of(form)
    )


def status_of(form: object) -> int:
    """Return 422 for a form with mistakes, so that programs see them too."""
    return 422 if getattr(form, "errors", None) else 200
