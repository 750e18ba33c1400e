"""Prices by type and night: choose nights, say what they cost and ask for, raise them, and take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from bookings.admin.price_forms import AS_IN_PLAN, GridForm, row_name
from bookings.admin.rate_words import cell_words, short_price, told_changes
from bookings.models import RateChange, RatePlan
from bookings.price_words import money_words
from bookings.queries.rate_grid import Cell, GridRow, rate_grid
from bookings.queries.rate_plans import list_rate_changes, list_rate_plans
from bookings.services.rate_batches import raise_rates_together, set_rates_together
from bookings.services.rates import preview_raise_rates, undo_rate_change
from tenants import clock
from tenants.admin.base import refuse
from tenants.errors import DomainError

SEE, CHANGE = "bookings.view_rateplan", "bookings.change_season"
SPANS = (14, 28, 56)
USUAL = 28
FARTHEST = timedelta(days=3 * 365)
MOST_CHANGES = 10
NIGHTS = ("first_night", "last_night")


@dataclass(frozen=True)
class Window:
    """The nights that are shown."""

    first: date
    days: int

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)

    def moved(self, spans: int) -> str:
        """Return the query of the same window so many spans later."""
        first = self.first + timedelta(days=self.days * spans)
        return urlencode((("from", first.isoformat()), ("days", str(self.days))))

    @property
    def query(self) -> str:
        return self.moved(0)


@dataclass(frozen=True)
class ShownCell:
    """A night as the template writes it."""

    cell: Cell
    iso: str
    words: str
    price: str
    least: str


@dataclass(frozen=True)
class ShownRow:
    """A plan as the template writes it."""

    plan_id: int
    name: str
    currency: str
    cells: tuple[ShownCell, ...]


def read_window(values: Any) -> Window:
    """Return the window that an address or a form asks for; what cannot be read begins today."""
    today = timezone.localdate(clock.now())
    first = day_of(values.get("from", "")) or today
    days = values.get("days", "")
    span = int(days) if days.isascii() and days.isdecimal() and int(days[:3]) in SPANS else USUAL
    return Window(min(max(first, today - FARTHEST), today + FARTHEST), span)


def day_of(text: str) -> date | None:
    """Return the day that a text names; None if it names none."""
    try:
        return parse_date(text)
    except ValueError:  # the thirtieth of February
        return None


@require_safe
def price_grid(request: HttpRequest) -> HttpResponse:
    """Show what each night costs, and the form to change it for whoever may."""
    return shown(request, read_window(request.GET))


@require_POST
def set_prices(request: HttpRequest) -> HttpResponse:
    """Say what was filled in of the chosen nights."""
    form, window = sent(request)
    if form.is_valid() and form.need("price", "min_nights", "is_closed", "closed_to_arrival", "closed_to_departure"):
        return write(request, form, window, form.changes())
    return again(request, form, window)


@require_POST
def clear_prices(request: HttpRequest) -> HttpResponse:
    """Let the chosen nights be as in their plan again."""
    form, window = sent(request)
    return write(request, form, window, AS_IN_PLAN) if form.is_valid() else again(request, form, window)


@require_POST
def raise_prices(request: HttpRequest) -> HttpResponse:
    """Show what prices would become, and raise them when somebody has seen it."""
    form, window = sent(request)
    if not (form.is_valid() and form.need("percent")):
        return again(request, form, window)
    try:
        if "sure" not in request.POST:
            return shown(request, window, form, previews(form))
        changes = raise_rates_together(plans=plans_of(form), **rise_of(form), now=clock.now())
    except DomainError as error:
        form.refuse(error)
        return again(request, form, window)
    return told(request, window, changes)


@require_POST
def undo_prices(request: HttpRequest, ratechange_id: int) -> HttpResponse:
    """Take a change back."""
    check_right(request)
    change = get_object_or_404(RateChange.objects.select_related("plan"), pk=ratechange_id)
    try:
        undo_rate_change(change=change, now=clock.now())
        messages.success(request, _("El cambio quedó deshecho."))
    except DomainError as error:
        refuse(request, error)
    return back(read_window(request.POST))


def check_right(request: HttpRequest) -> None:
    """Let in who may change prices.

    :raises PermissionDenied: whom that does not concern
    """
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied


def sent(request: HttpRequest) -> tuple[GridForm, Window]:
    """Return what was filled in, of whoever may.

    :raises PermissionDenied: if the person may not
    :raises Http404: if it names a plan that this business has not
    """
    check_right(request)
    window = read_window(request.POST)
    form = GridForm(request.POST, rows=rate_grid(window.first, 1))
    known = {str(value) for value, _label in form.fields["plan"].choices}  # type: ignore[attr-defined]
    if set(request.POST.getlist("plan")) - known:
        raise Http404
    return form, window


def write(request: HttpRequest, form: GridForm, window: Window, changes: dict[str, Any]) -> HttpResponse:
    """Say something of the chosen nights, and lead back to the grid."""
    try:
        nights = {name: form.cleaned_data[name] for name in NIGHTS}
        done = set_rates_together(plans=plans_of(form), **nights, changes=changes, now=clock.now())
    except DomainError as error:
        form.refuse(error)
        return again(request, form, window)
    return told(request, window, done)


def plans_of(form: GridForm) -> list[RatePlan]:
    return list(list_rate_plans().filter(pk__in=form.cleaned_data["plan"]))


def rise_of(form: GridForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in (*NIGHTS, "percent", "round_to")}


def previews(form: GridForm) -> list[tuple[str, str, str, str]]:
    """Return what prices would become: plan, nights, before, after.

    :raises BadRateChange: if no price can come of it
    """
    rows = []
    for plan in list_rate_plans().filter(pk__in=form.cleaned_data["plan"]).select_related("type").order_by("pk"):
        for it in preview_raise_rates(plan=plan, **rise_of(form)):
            days = " – ".join(date_format(day, "SHORT_DATE_FORMAT") for day in (it.first_night, it.last_night))
            before, after = (money_words(amount, plan.currency) for amount in (it.before, it.after))
            rows.append((f"{plan.type} · {plan}", f"{days} {it.name}".strip(), before, after))
    return rows


def told(request: HttpRequest, window: Window, changes: Sequence[RateChange]) -> HttpResponse:
    """Say how many plans changed, and lead back to the grid."""
    text = ngettext("Cambió %(n)d tarifa.", "Cambiaron %(n)d tarifas.", len(changes))
    messages.success(request, text % {"n": len(changes)})
    return back(window)


def again(request: HttpRequest, form: GridForm, window: Window) -> HttpResponse:
    """Show the grid with what was filled in, and why nothing was done."""
    messages.error(request, _("No se hizo nada. Revise lo que está marcado."))
    form.lead_to_error()
    return shown(request, window, form)


def back(window: Window) -> HttpResponse:
    return redirect(f"{reverse('admin:price_grid')}?{window.query}")


def shown(request: HttpRequest, window: Window, form: GridForm | None = None, preview: Any = None) -> HttpResponse:
    """Show the grid.

    :raises PermissionDenied: whom prices do not concern
    """
    if not request.user.has_perm(SEE):
        raise PermissionDenied
    rows = rate_grid(window.first, window.days)
    may_change = request.user.has_perm(CHANGE)
    beginning = {"first_night": window.first, "last_night": window.first}
    context = {
        **admin.site.each_context(request),
        "title": _("Precios"),
        "window": window,
        "before": window.moved(-1),
        "after": window.moved(1),
        "spans": SPANS,
        "days": [day_words(window.first + timedelta(days=number)) for number in range(window.days)],
        "rows": [shown_row(row, rows) for row in rows],
        "may_change": may_change and bool(rows),
        "form": form or GridForm(rows=rows, initial=beginning),
        "preview": preview,
        "changes": told_changes(list(list_rate_changes()[:MOST_CHANGES])) if may_change else [],
    }
    return TemplateResponse(request, "bookings/price_grid.html", context)


def shown_row(row: GridRow, rows: Sequence[GridRow]) -> ShownRow:
    name = row_name(row, rows)
    return ShownRow(row.plan_id, name, row.currency, tuple(shown_cell(cell, name, row.currency) for cell in row.cells))


def shown_cell(cell: Cell, name: str, currency: str) -> ShownCell:
    return ShownCell(
        cell,
        cell.night.isoformat(),
        cell_words(cell, name, currency),
        short_price(cell.price, currency),
        f"≥{cell.min_nights}" if cell.min_nights > 1 else "",
    )


def day_words(day: date) -> tuple[str, str]:
    return date_format(day, "D"), date_format(day, "j/n")
