"""The pre-reservation: nights kept for a guest while they pay. What comes most often, so it asks the database little."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.api.answers import BookingOut
from bookings.api.contact import ContactIn, guest_of
from bookings.api.examples import PRERESERVE
from bookings.api.extras import read_extras
from bookings.api.quotes import PricedIn, find_quote
from bookings.api.stays import read_stays
from bookings.errors import TooManyHolds
from bookings.services.approval import ask_for_approval
from bookings.services.holds import place_hold
from bookings.services.quotes import stays_of
from bookings.stays import WantedStay
from tenants import clock
from tenants.api.fields import Text
from tenants.api.views import TenantAPIView
from tenants.models import Guest
from tenants.scoping import tenant_scope


class PrereserveIn(PricedIn):
    """What is wanted, and for whom. With `quote` its price counts, and its stays need not be written again."""

    contact = ContactIn()
    quote = Text(max_length=12, required=False, help_text=_("El código de un presupuesto vigente."))
    note = Text(max_length=2000, allow_blank=True, default="")

    instead = ("quote",)


class Prereserve(TenantAPIView):
    rights: ClassVar = {"POST": "bookings:write"}
    stays: Sequence[WantedStay]
    guest: Guest

    @extend_schema(
        "prereserve",
        request=PrereserveIn,
        responses={201: BookingOut},
        summary=_("Prerreservar: guardar noches mientras se paga"),
        examples=PRERESERVE,
    )
    def post(self, request: Request) -> Response:
        values, now = self.read(PrereserveIn), clock.now()
        quote = find_quote(values["quote"]) if "quote" in values else None
        self.stays = read_stays(values) or (stays_of(quote) if quote else [])
        self.guest = guest_of(values["contact"], language=values["language"])
        booking = place_hold(
            guest=self.guest,
            stays=self.stays,
            source=values["source"],
            now=now,
            language=values["language"],
            extras=read_extras(values),
            quote=quote,
            note=values["note"],
        )
        return Response(BookingOut(booking).data, status=201)

    def handle_exception(self, exc: Exception) -> Response:
        """Answer what was refused; a guest with too many holds also makes a task for staff, who may decide otherwise."""
        response = super().handle_exception(exc)
        if isinstance(exc, TooManyHolds):
            # In a transaction of its own: that of the call was rolled back with the refusal.
            with tenant_scope(self.caller.tenant.pk, actor=self.caller.actor):
                ask_for_approval(guest=self.guest, stays=self.stays, now=clock.now())
        return response
