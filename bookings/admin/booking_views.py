"""Where the forms of a booking's page are sent: one address for each step, and one call of a service behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from bookings.admin.booking_forms import About, StepForm
from bookings.admin.booking_page import Sent, about, address, show_booking
from bookings.admin.booking_steps import BOOKING_STEPS, MONEY_STEPS, STAY_STEPS, Step
from bookings.admin.price_preview import preview
from bookings.models import Booking, Reservation
from bookings.price_words import money_words
from tenants import clock
from tenants.errors import DomainError


def step_paths(page: Any) -> list[URLPattern]:
    """Return the addresses of all steps."""
    view = page.admin_site.admin_view
    of_booking = [
        path(f"<int:pk>/{step.slug}/", view(step_view(page, step)), name=step.name)
        for step in (*BOOKING_STEPS, *MONEY_STEPS)
    ]
    of_stay = [
        path(f"<int:pk>/estadia/<int:stay>/{step.slug}/", view(step_view(page, step)), name=step.name)
        for step in STAY_STEPS
    ]
    return [*of_booking, *of_stay]


def step_view(page: Any, step: Step) -> Callable[..., HttpResponse]:
    """Return what answers at the address of a step."""

    def view(request: HttpRequest, pk: int, stay: int | None = None) -> HttpResponse:
        booking = found(page, request, pk, step)
        return answer(page, request, step, about(booking, clock.now(), stay_in(booking, stay)))

    return view


def found(page: Any, request: HttpRequest, pk: int, step: Step) -> Booking:
    """Return the booking, for whoever may do this step.

    :raises Http404: if this business has none of this number
    :raises PermissionDenied: if the person may not
    """
    booking: Booking | None = page.get_queryset(request).filter(pk=pk).first()
    if booking is None:
        raise Http404
    if not page.has_view_permission(request, booking) or not request.user.has_perm(step.right):
        raise PermissionDenied
    return booking


def stay_in(booking: Booking, pk: int | None) -> Reservation | None:
    """Return the stay of a booking that an address names.

    :raises Http404: if it has none of this number
    """
    if pk is None:
        return None
    stay = next((stay for stay in booking.reservations.all() if stay.pk == pk), None)
    if stay is None:
        raise Http404
    return stay


def answer(page: Any, request: HttpRequest, step: Step, about: About) -> HttpResponse:
    """Do the step; what is refused is said on the page that asked for it."""
    if request.method != "POST":
        form = step.form(about=about, name=step.slug)
        return show_step(request, step, about, form) if step.has_page else redirect(home(about))
    form = step.form(request.POST, about=about, name=step.slug)
    if "look" in request.POST and step.has_page:
        return show_step(request, step, about, form)
    if not form.is_valid():
        messages.error(request, _("No se hizo nada. Revise lo que está marcado."))
    elif done(request, step, about, form):
        return redirect(reverse("admin:index") if request.POST.get("from") == "today" else home(about))
    form.lead_to_error()
    if request.POST.get("from") == "today":
        return redirect("admin:index")
    if step.has_page:
        return show_step(request, step, about, form)
    return show_booking(page, request, str(about.booking.pk), Sent(step, form, about.stay))


def done(request: HttpRequest, step: Step, about: About, form: StepForm) -> bool:
    """Call the service of a step, and say how it went."""
    try:
        step.run(about, form.cleaned_data)
    except DomainError as error:
        form.refuse(error)
        messages.error(request, _(error.detail))
        return False
    messages.success(request, str(step.done))
    return True


def home(about: About) -> str:
    """Return the page of a booking."""
    return reverse("admin:bookings_booking_change", args=[about.booking.pk])


def show_step(request: HttpRequest, step: Step, about: About, form: StepForm) -> HttpResponse:
    """Show a long form on a page of its own, with what it would cost."""
    context = {
        **admin.site.each_context(request),
        "title": str(step.title),
        "subtitle": about.booking.code,
        "booking": about.booking,
        "home": home(about),
        "step": step,
        "url": address(step, about),
        "form": form,
        "stay": about.stay,
        "price_now": money_words(about.stay.price, about.stay.currency) if about.stay else "",
        "preview": preview(step.run, form, about) if request.method == "POST" else None,
    }
    return TemplateResponse(request, "bookings/step.html", context)
