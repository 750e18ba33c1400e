"""Noting down something new from the calendar: a hold, a booking, a closure, or a night that is sold twice knowingly."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bookings.admin.calendar.answers import (
    check_may_act,
    check_may_see,
    check_own_unit,
    done,
    is_by_script,
    mark,
    refused,
    show,
    wrong,
)
from bookings.admin.calendar.forms import BLOCK, CONFIRMED, OVERBOOK, NewForm, StayForm
from bookings.admin.calendar.look import nights_words
from bookings.admin.calendar.window import read_day
from bookings.models import Booking, Reservation, Source
from bookings.price_words import line_words, money_words
from bookings.queries.availability import list_free_units
from bookings.queries.reservations import list_reservations
from bookings.rules import RuleBroken
from bookings.services.blocks import block
from bookings.services.confirming import confirm
from bookings.services.holds import place_hold
from bookings.services.overbooking import overbook
from bookings.services.prices import price_wanted
from bookings.stays import WantedStay
from tenants import clock
from tenants.errors import DomainError
from tenants.models import Guest
from tenants.services.guests import create_guest, find_or_create_guest

TEMPLATE = "bookings/calendar_new.html"


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask what to note down, and note it down."""
    check_may_act(request)
    now = clock.now()
    if request.method != "POST":
        return show_form(request, NewForm(initial=first_values(request, now)), now=now)
    check_own_unit(request.POST.get("unit"))
    form = NewForm(request.POST)
    if not form.is_valid():
        return wrong(form) if is_by_script(request) else show_form(request, form, now=now, status=422)
    try:
        # A refusal leaves the transaction as it was, so that the page can still be written.
        with transaction.atomic():
            stay = note_down(form, now=now)
    except DomainError as error:
        if is_by_script(request):
            return refused(request, error, request.path)
        mark(form, error)
        return show_form(request, form, now=now, status=422)
    return done(request, told(stay), stay)


def first_values(request: HttpRequest, now: datetime) -> dict[str, Any]:
    """Return what the form begins with: what the address says, or tonight."""
    asked = {name: str(value) for name, value in request.GET.items() if name in NewForm.base_fields}
    first = read_day(asked.get("check_in")) or timezone.localtime(now).date()
    last = read_day(asked.get("check_out")) or first + timedelta(days=1)
    usual = {name: field.initial for name, field in NewForm.base_fields.items() if field.initial is not None}
    return {**usual, **asked, "check_in": first.isoformat(), "check_out": last.isoformat()}


def show_form(request: HttpRequest, form: NewForm, *, now: datetime, status: int = 200) -> HttpResponse:
    asked = form.data if form.is_bound else form.initial
    priced = StayForm({name: asked.get(name) for name in StayForm.base_fields})
    context = {"form": form, **price_context(priced, now=now)}
    return show(request, TEMPLATE, _("Anotar en el calendario"), context, status=status)


def note_down(form: NewForm, *, now: datetime) -> Reservation:
    """Do what the form asks for, and return the stay.

    :raises DomainError: if it cannot be done
    """
    values = form.cleaned_data
    if values["kind"] == BLOCK:
        return block(unit=values["unit"], stay=form.stay, reason=values["reason"], now=now)
    guest, wanted = guest_of(values), form.wanted
    if values["kind"] == OVERBOOK:
        return the_stay(
            overbook(
                guest=guest, unit=values["unit"], stay=wanted.stay, party=wanted.party, reason=values["reason"], now=now
            )
        )
    booking = place_hold(guest=guest, stays=[wanted], source=Source.DESK, now=now, by_staff=True, note=values["note"])
    if values["kind"] == CONFIRMED:
        confirm(booking=booking, now=now)
    return the_stay(booking)


def guest_of(values: dict[str, Any]) -> Guest:
    """Return the guest of this number; one without is new to us."""
    if values["phone"]:
        return find_or_create_guest(kind="phone", value=values["phone"], name=values["guest_name"])
    return create_guest(name=values["guest_name"])


def the_stay(booking: Booking) -> Reservation:
    return list_reservations().get(booking=booking)


def told(stay: Reservation) -> str:
    """Return what was noted down, in a sentence."""
    where = {"unit": stay.unit.name, "nights": nights_words(stay.check_in, stay.check_out)}
    if stay.booking is None:
        return _("Bloqueada: %(unit)s, %(nights)s.") % where
    known = {"guest": str(stay.booking.guest), "code": stay.booking.code, **where}
    return _("Anotada: %(guest)s en %(unit)s, %(nights)s, reserva %(code)s.") % known


# --- The price --------------------------------------------------------------------------------------------------------


@require_safe
def price(request: HttpRequest) -> HttpResponse:
    """Show what a stay would cost, and whether its nights are free."""
    check_may_see(request)
    check_own_unit(request.GET.get("unit"))
    return TemplateResponse(
        request, "bookings/calendar_price.html", price_context(StayForm(request.GET), now=clock.now())
    )


def price_context(form: StayForm, *, now: datetime) -> dict[str, Any]:
    """Return the price of what a form asks for, or why there is none."""
    if not form.is_valid():
        return {"refusal": _("Elija unidad, fechas y personas para ver el precio.")}
    try:
        with transaction.atomic():
            return price_of(form.wanted, now=now)
    except DomainError as error:
        return {"refusal": _(error.detail)}


def price_of(wanted: WantedStay, *, now: datetime) -> dict[str, Any]:
    """Return the price of a stay in words; what its rates do not allow is said, and staff decide.

    :raises DomainError: if it cannot be priced
    """
    today, warnings = timezone.localtime(now).date(), []
    try:
        cost = price_wanted([wanted], today=today, with_rules=True)
    except RuleBroken as error:
        warnings.append(_(error.detail))
        cost = price_wanted([wanted], today=today, with_rules=False)
    unit_ids = [wanted.unit_id] if wanted.unit_id else []
    if not list_free_units(unit_ids=unit_ids, stay=wanted.stay, guests=wanted.party.guests, now=now):
        warnings.append(_("Esas noches no están libres, o no entran tantas personas."))
    return {
        "total": money_words(cost.total, cost.currency),
        "deposit": money_words(cost.deposit, cost.currency) if cost.deposit else "",
        "nights": nights_words(wanted.stay.check_in, wanted.stay.check_out),
        "lines": [(line_words(line), money_words(line.amount, cost.currency)) for line in cost.stays[0].lines],
        "warnings": warnings,
    }
