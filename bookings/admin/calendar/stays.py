"""One stay of the calendar: what is known of it, moving it, and all that can be done with it from here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookings.admin.booking_forms import About
from bookings.admin.booking_page import about
from bookings.admin.booking_steps import BOOKING_STEPS, STAY_STEPS, Step
from bookings.admin.booking_words import balance_words, left_words, party_words
from bookings.admin.calendar.answers import (
    check_may_act,
    check_may_see,
    check_own_unit,
    done,
    found_stay,
    is_by_script,
    mark,
    refused,
    show,
    wrong,
)
from bookings.admin.calendar.cells import can_move
from bookings.admin.calendar.forms import MoveForm
from bookings.admin.calendar.look import OVERDUE, SOURCE_LOOKS, STATUS_LOOKS, nights_words
from bookings.lifecycle import Status
from bookings.models import Reservation, Source
from bookings.price_words import money_words
from bookings.queries.bookings import list_bookings
from bookings.services.blocks import unblock
from bookings.services.stays import change_stay, party_of
from tenants import clock
from tenants.errors import Conflict, DomainError

# What needs a page of its own is done on the booking's.
STEPS = tuple(step for step in (*STAY_STEPS, *BOOKING_STEPS) if not step.has_page)


class PriceChanges(Conflict):
    """Moved like that, the stay costs something else; whoever moves it says that they know."""

    code = "price_changes"
    default_detail = gettext_noop("El precio de la estadía cambia.")


# --- What is known ----------------------------------------------------------------------------------------------------


@require_safe
def stay(request: HttpRequest, reservation_id: int) -> HttpResponse:
    """Show a stay or a closure with what can be done."""
    check_may_see(request)
    row, now = found_stay(reservation_id), clock.now()
    known = about_stay(row, now)
    context = {
        "stay": row,
        "facts": facts_of(row, known, now),
        "offers": offers_of(request, known) if known else [],
        "can_move": can_move(row),
        "is_closure": row.booking_id is None and row.status == Status.BLOCKED,
        "is_overdue": is_overdue(row, now),
        "booking_url": reverse("admin:bookings_booking_change", args=[row.booking_id]) if row.booking_id else "",
    }
    title = str(row.booking.guest) if row.booking else row.reason or _("Bloqueo")
    return show(request, "bookings/calendar_stay.html", title, context)


def is_overdue(row: Reservation, now: datetime) -> bool:
    return row.status == Status.PRE_RESERVED and row.hold_expires_at is not None and row.hold_expires_at <= now


def about_stay(row: Reservation, now: datetime) -> About | None:
    """Return what steps with a stay have to know; None for a closure."""
    if row.booking_id is None:
        return None
    booking = list_bookings().get(pk=row.booking_id)
    return about(booking, now, next(one for one in booking.reservations.all() if one.pk == row.pk))


def facts_of(row: Reservation, known: About | None, now: datetime) -> list[tuple[str, str]]:
    """Return what is known of a stay, each with its name."""
    facts = [
        (_("Unidad"), f"{row.unit.name} ({row.unit.type})"),
        (_("Noches"), nights_words(row.check_in, row.check_out)),
        (_("Estado"), str(STATUS_LOOKS[OVERDUE if is_overdue(row, now) else Status(row.status)].word)),
        (_("Origen"), capfirst(str(SOURCE_LOOKS[Source(row.source)].word))),
    ]
    if row.hold_expires_at:
        facts.append((_("Plazo"), capfirst(left_words(row.hold_expires_at, now))))
    if known:
        facts.append((_("Personas"), party_words(row.adults, row.children)))
        facts.append((_("Precio"), money_words(row.price, row.currency)))
        facts.append((_("Cuenta"), balance_words(known.booking, known.balance)))
        others = [one.unit.name for one in known.booking.reservations.all() if one.pk != row.pk]
        facts += [(_("En la misma reserva"), ", ".join(others))] if others else []
        facts += [(_("Nota"), known.booking.note)] if known.booking.note else []
    if row.reason:
        facts.append((_("Sobreventa, porque") if row.overbooked else _("Motivo"), row.reason))
    return facts


def offers_of(request: HttpRequest, known: About) -> list[dict[str, Any]]:
    """Return the steps that make sense now and that this person may do, with their forms."""
    return [
        {"step": step, "form": step.form(about=known, name=step.slug), "url": f"{step.slug}/"}
        for step in STEPS
        if request.user.has_perm(step.right) and step.is_offered(known)
    ]


# --- Moving -----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, reservation_id: int) -> HttpResponse:
    """Put a stay on other nights or another unit."""
    check_may_act(request)
    row = found_stay(reservation_id)
    has_guests = row.booking_id is not None
    if request.method != "POST":
        return show_move(request, row, MoveForm(initial=where(row), has_guests=has_guests))
    check_own_unit(request.POST.get("unit"))
    form, before = MoveForm(request.POST, has_guests=has_guests), where(row)
    if not form.is_valid():
        return wrong(form) if is_by_script(request) else show_move(request, row, form, status=422)
    try:
        with transaction.atomic():
            moved = moved_stay(row, form, now=clock.now(), is_known="sure" in request.POST)
    except DomainError as error:
        if is_by_script(request):
            return refused(request, error, request.path)
        mark(form, error)
        return show_move(request, row, form, status=422, is_price=isinstance(error, PriceChanges))
    words = {"unit": moved.unit.name, "nights": nights_words(moved.check_in, moved.check_out)}
    undo = {"url": request.path, "values": {name: str(value) for name, value in before.items()}}
    return done(request, _("Movida: %(unit)s, %(nights)s.") % words, moved, undo=undo)


def moved_stay(row: Reservation, form: MoveForm, *, now: datetime, is_known: bool) -> Reservation:
    """Move a stay, and its price with it.

    :raises PriceChanges: if it would cost something else, and nobody said that they know
    :raises DomainError: if it cannot be there
    """
    before = party_of(row)
    party = form.party(before) if before else None
    unit, price = form.cleaned_data["unit"], row.price
    moved = change_stay(reservation=row, stay=form.stay, unit=unit, party=party, now=now, by_staff=True)
    if moved.price != price and not is_known:
        raise PriceChanges(price_words(price, moved.price, moved.currency))
    return moved


def price_words(before: Decimal, after: Decimal, currency: str) -> str:
    words = {"before": money_words(before, currency), "after": money_words(after, currency)}
    return _("El precio de la estadía pasa de %(before)s a %(after)s.") % words


def where(row: Reservation) -> dict[str, Any]:
    """Return where a stay is, as its form says it."""
    place = {"unit": row.unit_id, "check_in": row.check_in.isoformat(), "check_out": row.check_out.isoformat()}
    return place | ({"adults": row.adults, "children": row.children} if row.booking_id else {})


def show_move(
    request: HttpRequest, row: Reservation, form: MoveForm, *, status: int = 200, is_price: bool = False
) -> HttpResponse:
    context = {"stay": row, "form": form, "is_price": is_price}
    return show(request, "bookings/calendar_move.html", _("Mover o cambiar"), context, status=status)


# --- Steps ------------------------------------------------------------------------------------------------------------


def step_view(step: Step) -> Callable[..., HttpResponse]:
    """Return what answers where the form of a step is sent."""

    @require_POST
    def view(request: HttpRequest, reservation_id: int) -> HttpResponse:
        check_may_act(request)
        row, now = found_stay(reservation_id), clock.now()
        known = about_stay(row, now)
        if known is None or not request.user.has_perm(step.right):
            raise Http404
        form = step.form(request.POST, about=known, name=step.slug)
        if not form.is_valid():
            return answer_wrong(request, row, form)
        try:
            with transaction.atomic():
                step.run(known, form.cleaned_data)
        except DomainError as error:
            return refused(request, error, address(row))
        return done(request, str(step.done), row)

    return view


def answer_wrong(request: HttpRequest, row: Reservation, form: Any) -> HttpResponse:
    if is_by_script(request):
        return wrong(form)
    words = " ".join(str(error) for errors in form.errors.values() for error in errors)
    return refused(request, DomainError(words), address(row))


@require_POST
def free(request: HttpRequest, reservation_id: int) -> HttpResponse:
    """Open the nights of a closure again."""
    check_may_act(request)
    row = found_stay(reservation_id)
    try:
        unblock(reservation=row, now=clock.now())
    except DomainError as error:
        return refused(request, error, address(row))
    return done(request, _("Las noches vuelven a estar a la venta."), row)


def address(row: Reservation) -> str:
    return reverse("admin:calendar_stay", args=[row.pk])
