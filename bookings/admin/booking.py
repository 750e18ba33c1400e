"""The list of bookings, and the way to the page of each."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from bookings.admin.booking_filters import Arrival, Hold, Money, State
from bookings.admin.booking_page import show_booking
from bookings.admin.booking_views import step_paths
from bookings.admin.booking_words import balance_words, left_words, state_words, stays_words
from bookings.codes import read_code
from bookings.models import Booking
from bookings.price_words import money_words
from bookings.queries.booking_list import found_by
from bookings.queries.bookings import list_bookings
from bookings.queries.folio import list_balances
from tenants import clock
from tenants.admin.base import ReadOnly, TenantAdmin
from tenants.admin.guests import own_country, spellings
from tenants.admin.pages import PagedChangeList


class BookingList(PagedChangeList):
    """Knows the balance of each booking on the page: one query for all of them."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        balances = list_balances(self.result_list)
        for booking in self.result_list:
            booking.balance = balances[booking.pk]


@admin.register(Booking)
class BookingAdmin(ReadOnly, TenantAdmin):
    """Nothing is typed over here: every change is a step with a button, and leaves its event behind."""

    list_display = ("code", "guest", "stays", "state", "total_words", "money", "source", "created_at")
    list_filter = (State, Hold, Money, Arrival, "source")
    search_fields = ("code",)
    search_help_text = _("Código, nombre, o teléfono o correo entero")
    ordering = ("-id",)
    list_select_related = ("guest",)
    readonly_fields = ("guest", "quote")
    empty_advice = _(
        "Todavía no hay reservas. Aparecen cuando alguien reserva, o cuando usted anota una en el calendario."
    )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return BookingList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return list_bookings()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return the booking with this code, and those of whom the words name or reach."""
        term = search_term.strip()
        if not term or "\0" in term:
            return (queryset if not term else queryset.none()), False
        canonical = sorted(spellings(term, country=own_country()))
        return found_by(queryset, term, code=read_code(term), canonical=canonical), False

    @admin.display(description=_("estadías"))
    def stays(self, booking: Booking) -> str:
        return stays_words(list(booking.reservations.all()))

    @admin.display(description=_("estado"))
    def state(self, booking: Booking) -> str:
        words = state_words(booking.reservations.all())
        if booking.hold_expires_at:
            return f"{words}: {left_words(booking.hold_expires_at, clock.now())}"
        return words

    @admin.display(description=_("total"), ordering="total")
    def total_words(self, booking: Booking) -> str:
        return money_words(booking.total, booking.currency)

    @admin.display(description=_("pago"))
    def money(self, booking: Any) -> str:
        return balance_words(booking, booking.balance)

    def get_urls(self) -> list[URLPattern]:
        return [*step_paths(self), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Show everything about one booking, with what can be done about it."""
        return show_booking(self, request, object_id)
