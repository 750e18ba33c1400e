"""How the calendar answers: a part of a page to its script, a whole page to a browser without; refusals in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from bookings.admin.calendar.window import number
from bookings.models import Reservation, Unit
from bookings.queries.reservations import list_reservations
from tenants.errors import Conflict, DomainError

# What is asked for by a script, which puts it into a page that is open already.
BY_SCRIPT = "fetch"


def is_by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == BY_SCRIPT


def may_act(request: HttpRequest) -> bool:
    return request.user.has_perm("bookings.change_reservation")


def check_may_see(request: HttpRequest) -> None:
    """Refuse who may not see bookings.

    :raises PermissionDenied: if they may not
    """
    if not request.user.has_perm("bookings.view_reservation"):
        raise PermissionDenied


def check_may_act(request: HttpRequest) -> None:
    """Refuse who may not change bookings.

    :raises PermissionDenied: if they may not
    """
    if not may_act(request):
        raise PermissionDenied


def found_stay(reservation_id: int) -> Reservation:
    """Return a stay or a closure of this business.

    :raises Http404: if it has none of this number
    """
    row = list_reservations().select_related("unit__type__property").filter(pk=reservation_id).first()
    if row is None:
        raise Http404
    return row


def check_own_unit(text: str | None) -> None:
    """Refuse the number of a unit that this business does not have; nothing, or no number, is for the form to refuse.

    :raises Http404: if there is none
    """
    pk = number(text)
    if pk is not None and not Unit.objects.filter(pk=pk).exists():
        raise Http404


def show(
    request: HttpRequest, template: str, title: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return what stands in a dialog: alone for the script, on a page of its own for a browser without."""
    told = {"title": title, "part": template, "may_act": may_act(request), **context}
    if is_by_script(request):
        return TemplateResponse(request, template, told, status=status)
    whole = {**admin.site.each_context(request), **told}
    return TemplateResponse(request, "bookings/calendar_page.html", whole, status=status)


def done(request: HttpRequest, message: str, stay: Reservation | None = None, **more: Any) -> HttpResponse:
    """Say that it was done, and return to the calendar."""
    if is_by_script(request):
        return JsonResponse({"message": message, **more})
    messages.success(request, message)
    query = f"?{urlencode({'from': stay.check_in.isoformat()})}" if stay else ""
    return redirect(reverse("admin:calendar") + query)


def refusal(error: DomainError) -> dict[str, Any]:
    """Return a refusal in words, with the fields that were wrong."""
    return {
        "code": error.code,
        "message": gettext(error.detail),
        "fields": {name: gettext(text) for name, text in error.fields.items()},
    }


def refused(request: HttpRequest, error: DomainError, back: str) -> HttpResponse:
    """Say why something was not done: to the script, or on the page that one comes back to."""
    if is_by_script(request):
        return JsonResponse(refusal(error), status=409 if isinstance(error, Conflict) else 422)
    messages.error(request, gettext(error.detail))
    return redirect(back)


def wrong(form: Form) -> HttpResponse:
    """Say to the script what is wrong in a form."""
    fields = {name: " ".join(map(str, errors)) for name, errors in form.errors.items()}
    return JsonResponse({"code": "invalid", "message": gettext("Revise lo marcado."), "fields": fields}, status=422)


def mark(form: Form, error: DomainError) -> None:
    """Write a refusal into a form: beside the field that it is about, or above them all."""
    known = {name: gettext(text) for name, text in error.fields.items() if name in form.fields}
    for name, text in known.items():
        form.add_error(name, text)
    if not known:
        form.add_error(None, gettext(error.detail))
