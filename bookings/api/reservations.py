"""Stays: listed with the newest arrival first, looked at, changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.api.answers import ReservationOut, ReservationPage
from bookings.api.examples import CHANGE
from bookings.codes import read_code
from bookings.models import Reservation, ReservationStatus
from bookings.queries.reservations import get_reservation, get_stay, list_reservations
from bookings.queries.units import get_unit
from bookings.services.confirming import cancel
from bookings.services.stays import change_stay, check_in, check_out, mark_no_show, party_of, shorten
from bookings.stays import Party, Stay
from tenants import clock
from tenants.api.fields import LARGEST, Choice, Day, Id, Number, Text, Truth, Whole
from tenants.api.pages import PageQuery, Sort, page_of
from tenants.api.strict import Nothing, Strict
from tenants.api.views import TenantAPIView

# What a filter is called, and what it asks of a row. `from` and `to` are days that the stay touches.
FILTERS = {
    "status": "status",
    "from": "check_out__gt",
    "to": "check_in__lte",
    "unit": "unit",
    "unit_type": "unit__type",
    "guest": "booking__guest",
}


class ReservationQuery(PageQuery):
    """Stays with a night between `from` and `to`, both included; `booking` is a code, in any spelling."""

    status = Choice(choices=ReservationStatus.choices, required=False)
    unit = Number(min_value=1, max_value=LARGEST, required=False)
    unit_type = Number(min_value=1, max_value=LARGEST, required=False)
    booking = Text(max_length=20, required=False)
    guest = Number(min_value=1, max_value=LARGEST, required=False)

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "from": Day(required=False), "to": Day(required=False)}


class Reason(Strict):
    reason = Text(max_length=200, allow_blank=True, default="")


class ChangeIn(Reason):
    """What is left out stays as it is."""

    unit = Id(required=False)
    check_in = Day(required=False)
    check_out = Day(required=False)
    adults = Whole(required=False)
    children = Whole(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not set(attrs) - {"reason"}:
            raise serializers.ValidationError(_("Diga qué cambia."))
        return attrs


class CancelIn(Reason):
    waive_fee = Truth(default=False)


class ShortenIn(Reason):
    check_out = Day()


class Reservations(TenantAPIView):
    rights: ClassVar = {"GET": "bookings:read"}
    query = ReservationQuery

    @extend_schema(
        "list_reservations",
        parameters=[ReservationQuery],
        responses=ReservationPage,
        summary=_("Estadías y bloqueos, la entrada más nueva primero"),
    )
    def get(self, request: Request) -> Response:
        asked = self.asked
        rows = list_reservations().filter(**{column: asked[name] for name, column in FILTERS.items() if name in asked})
        if "booking" in asked:
            rows = rows.filter(booking__code=read_code(asked["booking"]))
        page = page_of(rows, sort=Sort("-check_in"), limit=asked["limit"], cursor=asked.get("cursor"))
        return self.page(page, ReservationOut)


class OneReservation(TenantAPIView):
    rights: ClassVar = {"GET": "bookings:read"}

    @extend_schema("get_reservation", responses=ReservationOut, summary=_("Una estadía o un bloqueo"))
    def get(self, request: Request, reservation_id: int) -> Response:
        return Response(ReservationOut(get_reservation(reservation_id)).data)


class ChangeReservation(TenantAPIView):
    rights: ClassVar = {"POST": "bookings:write"}

    @extend_schema(
        "change_reservation",
        request=ChangeIn,
        responses=ReservationOut,
        summary=_("Cambiar las noches, la unidad o los huéspedes de una estadía"),
        examples=CHANGE,
    )
    def post(self, request: Request, reservation_id: int) -> Response:
        row, values = get_reservation(reservation_id), self.read(ChangeIn)
        change_stay(
            reservation=row,
            stay=Stay(values.get("check_in", row.check_in), values.get("check_out", row.check_out)),
            unit=get_unit(values["unit"]) if "unit" in values else None,
            party=changed_party(row, values),
            now=clock.now(),
            reason=values["reason"],
        )
        return as_it_is(row)


class CancelReservation(TenantAPIView):
    rights: ClassVar = {"POST": "bookings:write"}

    @extend_schema(
        "cancel_reservation",
        request=CancelIn,
        responses=ReservationOut,
        summary=_("Cancelar una estadía de una reserva"),
    )
    def post(self, request: Request, reservation_id: int) -> Response:
        row, values = get_stay(reservation_id), self.read(CancelIn)
        cancel(booking=booking_of(row), reservation=row, now=clock.now(), **values)
        return as_it_is(row)


class CheckIn(TenantAPIView):
    rights: ClassVar = {"POST": "bookings:write"}

    @extend_schema("check_in", request=Nothing, responses=ReservationOut, summary=_("Anotar que llegaron"))
    def post(self, request: Request, reservation_id: int) -> Response:
        row = get_stay(reservation_id)
        self.read(Nothing)
        check_in(reservation=row, now=clock.now())
        return as_it_is(row)


class CheckOut(TenantAPIView):
    rights: ClassVar = {"POST": "bookings:write"}

    @extend_schema("check_out", request=Nothing, responses=ReservationOut, summary=_("Anotar que se fueron"))
    def post(self, request: Request, reservation_id: int) -> Response:
        row = get_stay(reservation_id)
        self.read(Nothing)
        check_out(reservation=row, now=clock.now())
        return as_it_is(row)


class NoShow(TenantAPIView):
    rights: ClassVar = {"POST": "bookings:write"}

    @extend_schema("mark_no_show", request=Reason, responses=ReservationOut, summary=_("Anotar que no llegaron"))
    def post(self, request: Request, reservation_id: int) -> Response:
        row, values = get_stay(reservation_id), self.read(Reason)
        mark_no_show(reservation=row, now=clock.now(), reason=values["reason"])
        return as_it_is(row)


class Shorten(TenantAPIView):
    rights: ClassVar = {"POST": "bookings:write"}

    @extend_schema(
        "shorten_reservation",
        request=ShortenIn,
        responses=ReservationOut,
        summary=_("Liberar las últimas noches de una estadía"),
    )
    def post(self, request: Request, reservation_id: int) -> Response:
        row, values = get_reservation(reservation_id), self.read(ShortenIn)
        shorten(reservation=row, check_out=values["check_out"], now=clock.now(), reason=values["reason"])
        return as_it_is(row)


def changed_party(row: Reservation, values: dict[str, Any]) -> Party | None:
    """Return the people that a body changes a stay to; None if it says nothing of them.

    Where they come from stays as it was.

    :raises NoGuests: if nobody would be left
    """
    if not {"adults", "children"} & set(values):
        return None
    before = party_of(row)
    is_foreign = before is not None and before.is_foreign
    return Party(values.get("adults", row.adults), values.get("children", row.children), is_foreign=is_foreign)


def booking_of(row: Reservation) -> Any:
    """Return the booking of a guest's stay."""
    return row.booking


def as_it_is(row: Reservation) -> Response:
    """Answer with a stay as it stands now."""
    return Response(ReservationOut(get_reservation(row.pk)).data)
