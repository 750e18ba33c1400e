"""The money of a booking: what it owes, what came in, what was given back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.api.answers import BalanceOut, EntryOut
from bookings.api.examples import ADJUSTMENT, PAYMENT, REFUND
from bookings.lifecycle import booking_status
from bookings.models import FolioEntry, Method, ReservationStatus
from bookings.queries.bookings import get_booking, list_entries
from bookings.queries.folio import get_balance
from bookings.services.payments import record_adjustment, record_payment, record_refund
from tenants import clock
from tenants.api.fields import Amount, Choice, Text
from tenants.api.pages import PageQuery, Sort, page_of
from tenants.api.shared_fields import Out
from tenants.api.strict import Strict
from tenants.api.views import TenantAPIView

# What people hand over; what a provider collects is written down by whoever hears from the provider.
BY_HAND = (Method.CASH, Method.CARD, Method.TRANSFER)


class MoneyIn(Strict):
    """In the booking's currency."""

    amount = Amount()
    method = Choice(choices=[(it.value, it.label) for it in BY_HAND])
    reference = Text(max_length=80, allow_blank=True, default="")
    note = Text(max_length=200, allow_blank=True, default="")


class AdjustmentIn(Strict):
    """More, or less with a negative amount; `note` says why."""

    amount = Amount()
    note = Text(max_length=200)


class MovementOut(Out):
    """What was written down, what is left to pay, and what the booking is now: the deposit confirms it."""

    entry = EntryOut()
    balance = BalanceOut()
    status = serializers.ChoiceField(choices=ReservationStatus.choices)


class EntryPage(Out):
    items = EntryOut(many=True)
    next = serializers.CharField(allow_null=True)


class FolioOfBooking(TenantAPIView):
    rights: ClassVar = {"GET": "folio:read"}
    query = PageQuery

    @extend_schema(
        "list_folio_entries", parameters=[PageQuery], responses=EntryPage, summary=_("Movimientos de una reserva")
    )
    def get(self, request: Request, booking_code: str) -> Response:
        asked, rows = self.asked, list_entries(get_booking(booking_code))
        page = page_of(rows, sort=Sort("id"), limit=asked["limit"], cursor=asked.get("cursor"))
        return self.page(page, EntryOut)


class Payments(TenantAPIView):
    rights: ClassVar = {"POST": "folio:write"}

    @extend_schema(
        "record_payment",
        request=MoneyIn,
        responses={201: MovementOut},
        summary=_("Anotar un pago; con la seña la reserva queda confirmada"),
        examples=PAYMENT,
    )
    def post(self, request: Request, booking_code: str) -> Response:
        booking, values = get_booking(booking_code), self.read(MoneyIn)
        return written(booking_code, record_payment(booking=booking, now=clock.now(), **values))


class Refunds(TenantAPIView):
    rights: ClassVar = {"POST": "folio:write"}

    @extend_schema(
        "record_refund",
        request=MoneyIn,
        responses={201: MovementOut},
        summary=_("Anotar una devolución"),
        examples=REFUND,
    )
    def post(self, request: Request, booking_code: str) -> Response:
        booking, values = get_booking(booking_code), self.read(MoneyIn)
        return written(booking_code, record_refund(booking=booking, now=clock.now(), **values))


class Adjustments(TenantAPIView):
    rights: ClassVar = {"POST": "folio:write"}

    @extend_schema(
        "record_adjustment",
        request=AdjustmentIn,
        responses={201: MovementOut},
        summary=_("Cobrar de más o de menos, con el motivo"),
        examples=ADJUSTMENT,
    )
    def post(self, request: Request, booking_code: str) -> Response:
        booking, values = get_booking(booking_code), self.read(AdjustmentIn)
        return written(booking_code, record_adjustment(booking=booking, now=clock.now(), **values))


def written(booking_code: str, entry: FolioEntry) -> Response:
    """Answer with a movement, and where the booking stands now."""
    booking = get_booking(booking_code)
    told: dict[str, Any] = {
        "entry": EntryOut(entry).data,
        "balance": BalanceOut(get_balance(booking)).data,
        "status": booking_status(stay.status for stay in booking.reservations.all()).value,
    }
    return Response(told, status=201)
