"""How the list of bookings is narrowed down: by what became of them, by their money, by when they arrive."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking, ReservationStatus
from bookings.queries import booking_list
from tenants import clock


class Filter(admin.SimpleListFilter):
    """A filter whose choices are functions from bookings to fewer bookings."""

    def pick(self, bookings: QuerySet[Booking], value: str) -> QuerySet[Booking]:
        """Return those bookings that a choice stands for."""
        raise NotImplementedError

    def queryset(self, request: HttpRequest, queryset: QuerySet[Booking]) -> QuerySet[Booking]:
        value = self.value()
        known = {choice for choice, _label in self.lookup_choices}
        return self.pick(queryset, value) if value in known else queryset


class State(Filter):
    title = _("estado")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in ReservationStatus.choices if value != ReservationStatus.BLOCKED]

    def pick(self, bookings: QuerySet[Booking], value: str) -> QuerySet[Booking]:
        return booking_list.with_status(bookings, [value])


class Hold(Filter):
    title = _("prerreserva")
    parameter_name = "hold"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", _g("Sin confirmar")), ("soon", _g("Vence dentro de dos horas"))]

    def pick(self, bookings: QuerySet[Booking], value: str) -> QuerySet[Booking]:
        holds = bookings.filter(hold_expires_at__isnull=False)
        return holds if value == "open" else holds.filter(hold_expires_at__lt=clock.now() + timedelta(hours=2))


class Money(Filter):
    title = _("pago")
    parameter_name = "money"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("deposit", _g("Falta la seña")),
            ("owing", _g("Con deuda")),
            ("overpaid", _g("Pagó de más")),
        ]

    def pick(self, bookings: QuerySet[Booking], value: str) -> QuerySet[Booking]:
        chosen = {
            "deposit": booking_list.without_deposit,
            "owing": booking_list.owing,
            "overpaid": booking_list.overpaid,
        }
        return chosen[value](bookings)


class Arrival(Filter):
    title = _("llegada")
    parameter_name = "arrival"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("today", _g("Hoy")), ("tomorrow", _g("Mañana")), ("week", _g("Los próximos siete días"))]

    def pick(self, bookings: QuerySet[Booking], value: str) -> QuerySet[Booking]:
        today = timezone.localdate(clock.now())
        first, last = {"today": (0, 0), "tomorrow": (1, 1), "week": (0, 6)}[value]
        return booking_list.arriving(bookings, today + timedelta(days=first), today + timedelta(days=last))
