"""Guests who wait for nights that somebody else has."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.api.answers import GuestOfBookingOut, NamedOut
from bookings.api.contact import ContactIn, guest_of
from bookings.api.examples import WAIT
from bookings.models import WaitStatus
from bookings.queries.units import get_unit_type
from bookings.queries.waitlist import get_wait, list_waits
from bookings.services.waitlist import join_waitlist, leave_waitlist
from bookings.stays import Party, Stay
from tenants import clock
from tenants.api.fields import LARGEST, Choice, Day, Id, Number, Whole
from tenants.api.pages import PageQuery, Sort, page_of
from tenants.api.shared_fields import Out
from tenants.api.strict import Nothing, Strict
from tenants.api.views import TenantAPIView
from tenants.models import Language


class WaitOut(Out):
    """`booking` is the hold that was offered, if there is one."""

    id = serializers.IntegerField()
    guest = GuestOfBookingOut()
    unit_type = NamedOut(source="type")
    check_in = serializers.DateField()
    check_out = serializers.DateField()
    adults = serializers.IntegerField()
    children = serializers.IntegerField()
    status = serializers.ChoiceField(choices=WaitStatus.choices)
    booking = serializers.CharField(source="booking.code", default=None, allow_null=True)
    offered_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class WaitPage(Out):
    items = WaitOut(many=True)
    next = serializers.CharField(allow_null=True)


class WaitIn(Strict):
    unit_type = Id()
    check_in = Day()
    check_out = Day()
    adults = Whole()
    children = Whole(default=0)
    contact = ContactIn()
    language = Choice(choices=Language.choices, allow_blank=True, default="")


class WaitQuery(PageQuery):
    status = Choice(choices=WaitStatus.choices, required=False)
    unit_type = Number(min_value=1, max_value=LARGEST, required=False)


class Waitlist(TenantAPIView):
    rights: ClassVar = {"GET": "bookings:read", "POST": "bookings:write"}
    query = WaitQuery

    @extend_schema("list_waitlist", parameters=[WaitQuery], responses=WaitPage, summary=_("Lista de espera"))
    def get(self, request: Request) -> Response:
        asked = self.asked
        columns = {"status": "status", "unit_type": "type"}
        rows = list_waits().filter(**{column: asked[name] for name, column in columns.items() if name in asked})
        page = page_of(rows, sort=Sort("-id"), limit=asked["limit"], cursor=asked.get("cursor"))
        return self.page(page, WaitOut)

    @extend_schema(
        "join_waitlist",
        request=WaitIn,
        responses={201: WaitOut},
        summary=_("Anotar a alguien en la lista de espera"),
        examples=WAIT,
    )
    def post(self, request: Request) -> Response:
        values = self.read(WaitIn)
        entry = join_waitlist(
            type=get_unit_type(values["unit_type"]),
            stay=Stay(values["check_in"], values["check_out"]),
            party=Party(values["adults"], values["children"]),
            guest=guest_of(values["contact"], language=values["language"]),
            now=clock.now(),
            language=values["language"],
        )
        return Response(WaitOut(get_wait(entry.pk)).data, status=201)


class LeaveWaitlist(TenantAPIView):
    rights: ClassVar = {"POST": "bookings:write"}

    @extend_schema("leave_waitlist", request=Nothing, responses=WaitOut, summary=_("Sacar a alguien de la lista"))
    def post(self, request: Request, wait_id: int) -> Response:
        entry = get_wait(wait_id)
        self.read(Nothing)
        leave_waitlist(entry=entry)
        return Response(WaitOut(get_wait(wait_id)).data)
