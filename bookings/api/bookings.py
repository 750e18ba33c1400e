"""Bookings by their code: looked at, confirmed, cancelled, kept longer."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.api.answers import BalanceOut, BookingOut, EventOut, ReservationOut, WholeBookingOut
from bookings.api.extras import ExtraIn, read_extras
from bookings.api.reservations import CancelIn, Reason
from bookings.api.stays import StayIn, read_stays
from bookings.queries.bookings import get_booking, list_newest_events
from bookings.queries.folio import get_balance
from bookings.queries.reservations import get_stay
from bookings.services.adding import add_stay
from bookings.services.confirming import cancel, confirm
from bookings.services.holds import extend_hold, revive
from tenants import clock
from tenants.api.fields import Moment
from tenants.api.views import TenantAPIView


class ExtendIn(Reason):
    until = Moment()


class AddStayIn(StayIn):
    extras = ExtraIn(many=True, required=False, max_length=20)  # type: ignore[call-arg]  # goes to the list


class OneBooking(TenantAPIView):
    rights: ClassVar = {"GET": "bookings:read"}

    @extend_schema("get_booking", responses=WholeBookingOut, summary=_("Una reserva con su saldo y su historia"))
    def get(self, request: Request, booking_code: str) -> Response:
        booking = get_booking(booking_code)
        return Response(
            {
                **BookingOut(booking).data,
                "balance": BalanceOut(get_balance(booking)).data,
                "events": EventOut(list_newest_events(booking), many=True).data,
            }
        )


class ConfirmBooking(TenantAPIView):
    rights: ClassVar = {"POST": "bookings:write"}

    @extend_schema("confirm_booking", request=Reason, responses=BookingOut, summary=_("Confirmar una prerreserva"))
    def post(self, request: Request, booking_code: str) -> Response:
        booking, values = get_booking(booking_code), self.read(Reason)
        confirm(booking=booking, now=clock.now(), **values)
        return as_it_is(booking_code)


class CancelBooking(TenantAPIView):
    rights: ClassVar = {"POST": "bookings:write"}

    @extend_schema("cancel_booking", request=CancelIn, responses=BookingOut, summary=_("Cancelar una reserva entera"))
    def post(self, request: Request, booking_code: str) -> Response:
        booking, values = get_booking(booking_code), self.read(CancelIn)
        cancel(booking=booking, now=clock.now(), **values)
        return as_it_is(booking_code)


class ExtendHold(TenantAPIView):
    rights: ClassVar = {"POST": "bookings:write"}

    @extend_schema(
        "extend_hold", request=ExtendIn, responses=BookingOut, summary=_("Guardar una prerreserva más tiempo")
    )
    def post(self, request: Request, booking_code: str) -> Response:
        booking, values = get_booking(booking_code), self.read(ExtendIn)
        extend_hold(booking=booking, now=clock.now(), **values)
        return as_it_is(booking_code)


class ReviveHold(TenantAPIView):
    rights: ClassVar = {"POST": "bookings:write"}

    @extend_schema(
        "revive_hold",
        request=Reason,
        responses=BookingOut,
        summary=_("Volver a guardar una prerreserva vencida, si sus noches siguen libres"),
    )
    def post(self, request: Request, booking_code: str) -> Response:
        booking, values = get_booking(booking_code), self.read(Reason)
        revive(booking=booking, now=clock.now(), **values)
        return as_it_is(booking_code)


class StaysOfBooking(TenantAPIView):
    rights: ClassVar = {"POST": "bookings:write"}

    @extend_schema(
        "add_stay", request=AddStayIn, responses={201: ReservationOut}, summary=_("Agregar una estadía a una reserva")
    )
    def post(self, request: Request, booking_code: str) -> Response:
        booking, values = get_booking(booking_code), self.read(AddStayIn)
        [wanted] = read_stays(values)
        stay = add_stay(booking=booking, wanted=wanted, extras=read_extras(values), now=clock.now())
        return Response(ReservationOut(get_stay(stay.pk)).data, status=201)


def as_it_is(booking_code: str) -> Response:
    """Answer with a booking as it stands now."""
    return Response(BookingOut(get_booking(booking_code)).data)
