"""Quotes and the waiting list: read here, made and changed by services."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from bookings.admin.booking_words import dates_words, left_words, party_words
from bookings.codes import read_code
from bookings.models import Quote, WaitlistEntry, WaitStatus
from bookings.price_words import line_words, money_words
from bookings.pricing import BookingPrice
from bookings.services.waitlist import leave_waitlist
from tenants import clock
from tenants.admin.base import ReadOnly, TenantAdmin, refuse
from tenants.admin.guests import own_country, spellings
from tenants.errors import DomainError
from tenants.models import GuestIdentity


def of_guest(term: str) -> Q:
    """Return a condition: the guest's name has these letters, or they are known by this number or address."""
    canonical = sorted(spellings(term, country=own_country()))
    known = GuestIdentity.objects.filter(canonical__in=canonical).values("guest_id")
    return Q(guest__name__icontains=term) | Q(guest__in=known)


@admin.register(Quote)
class QuoteAdmin(ReadOnly, TenantAdmin):
    list_display = ("code", "guest", "total_words", "source", "created_at", "expires_at")
    list_select_related = ("guest",)
    list_filter = ("source",)
    search_fields = ("code",)
    search_help_text = _("Código, nombre, o teléfono o correo entero")
    fields = (
        "code",
        "guest",
        "source",
        "language",
        "lines",
        "total_words",
        "deposit_words",
        "created_at",
        "expires_at",
    )
    readonly_fields = fields
    ordering = ("-id",)
    empty_advice = _("Todavía no hay presupuestos. Quedan aquí cuando alguien pregunta cuánto cuesta.")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip()
        if not term or "\0" in term:
            return (queryset if not term else queryset.none()), False
        return queryset.filter(Q(code=read_code(term)) | of_guest(term)), False

    @admin.display(description=_("total"), ordering="total")
    def total_words(self, quote: Quote) -> str:
        return money_words(quote.total, quote.currency)

    @admin.display(description=_("seña"))
    def deposit_words(self, quote: Quote) -> str:
        return money_words(quote.deposit, quote.currency)

    @admin.display(description=_("detalle"))
    def lines(self, quote: Quote) -> str:
        """Return the price line by line, each stay below its dates."""
        if not quote.price.get("stays"):
            return "–"
        price = BookingPrice.from_json(quote.price)
        rows = []
        for stay in price.stays:
            words = (
                dates_words(stay.stay.check_in, stay.stay.check_out),
                party_words(stay.party.adults, stay.party.children),
            )
            lines = ((line_words(line), money_words(line.amount, price.currency)) for line in stay.lines)
            rows.append(
                format_html("<strong>{} · {}</strong><br>{}", *words, format_html_join("", "{}: {}<br>", lines))
            )
        return format_html_join("", "{}", ((row,) for row in rows))


@admin.register(WaitlistEntry)
class WaitlistAdmin(ReadOnly, TenantAdmin):
    """Who waits, in the order in which nights are offered."""

    list_display = ("guest", "type", "dates", "party", "status", "offer", "created_at")
    list_select_related = ("guest", "type", "booking")
    list_filter = ("status",)
    search_fields = ("guest__name",)
    search_help_text = _("Nombre, o teléfono o correo entero")
    fields = ("guest", "type", "dates", "party", "status", "offer", "offered_at", "created_at")
    readonly_fields = fields
    ordering = ("-id",)
    change_form_outer_after_template = "bookings/wait_steps.html"
    empty_advice = _("Nadie espera. Cuando alguien quiera noches que ya están ocupadas, aparecerá aquí.")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip()
        if not term or "\0" in term:
            return (queryset if not term else queryset.none()), False
        return queryset.filter(of_guest(term)), False

    @admin.display(description=_("noches"))
    def dates(self, entry: WaitlistEntry) -> str:
        return dates_words(entry.check_in, entry.check_out)

    @admin.display(description=_("huéspedes"))
    def party(self, entry: WaitlistEntry) -> str:
        return party_words(entry.adults, entry.children)

    @admin.display(description=_("oferta"))
    def offer(self, entry: WaitlistEntry) -> str:
        if entry.booking is None:
            return "–"
        link = reverse("admin:bookings_booking_change", args=[entry.booking.pk])
        until = entry.booking.hold_expires_at
        left = f": {left_words(until, clock.now())}" if until else ""
        return format_html('<a class="link" href="{}">{}</a>{}', link, entry.booking.code, left)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        mine = {"may_act": request.user.has_perm("bookings.change_waitlistentry"), "waiting": WaitStatus.WAITING}
        return super().changeform_view(request, object_id, form_url, {**mine, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        leave = self.admin_site.admin_view(require_POST(self.leave))
        return [path("<int:pk>/quitar/", leave, name="bookings_waitlistentry_leave"), *super().get_urls()]

    def leave(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take somebody off the list."""
        entry = get_object_or_404(self.get_queryset(request), pk=pk)
        if not request.user.has_perm("bookings.change_waitlistentry"):
            raise PermissionDenied
        try:
            leave_waitlist(entry=entry)
            messages.success(request, _g("Ya no está en la lista de espera."))
        except DomainError as error:
            refuse(request, error)
        return redirect(reverse("admin:bookings_waitlistentry_changelist"))
