"""Closures: nights of a unit that are not sold."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.api.answers import ReservationOut
from bookings.api.examples import BLOCK
from bookings.models import Source
from bookings.queries.reservations import get_block
from bookings.queries.units import get_unit
from bookings.services.blocks import block, unblock
from bookings.stays import Stay
from tenants import clock
from tenants.api.fields import Day, Id, Text
from tenants.api.strict import Nothing, Strict
from tenants.api.views import TenantAPIView


class BlockIn(Strict):
    unit = Id()
    check_in = Day()
    check_out = Day()
    reason = Text(max_length=200)


class Blocks(TenantAPIView):
    rights: ClassVar = {"POST": "bookings:write"}

    @extend_schema(
        "block_unit",
        request=BlockIn,
        responses={201: ReservationOut},
        summary=_("Cerrar noches de una unidad"),
        examples=BLOCK,
    )
    def post(self, request: Request) -> Response:
        values = self.read(BlockIn)
        closed = block(
            unit=get_unit(values["unit"]),
            stay=Stay(values["check_in"], values["check_out"]),
            reason=values["reason"],
            source=Source.API,
            now=clock.now(),
        )
        return Response(ReservationOut(get_block(closed.pk)).data, status=201)


class OneBlock(TenantAPIView):
    rights: ClassVar = {"DELETE": "bookings:write"}

    @extend_schema(
        "unblock_unit", request=None, responses={200: ReservationOut}, summary=_("Abrir otra vez noches cerradas")
    )
    def delete(self, request: Request, block_id: int) -> Response:
        closed = get_block(block_id)
        self.read(Nothing)
        unblock(reservation=closed, now=clock.now())
        return Response(ReservationOut(get_block(block_id)).data)
