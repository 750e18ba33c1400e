"""Guests: found by what they are known by, written down, corrected."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.api.fields import Choice, Text
from tenants.api.pages import PageQuery, Sort, page_of
from tenants.api.schema import MAY_REFUSE
from tenants.api.shared_fields import Out
from tenants.api.strict import Strict
from tenants.api.views import TenantAPIView
from tenants.models import GuestIdentityKind, Language
from tenants.queries.guests import get_guest, list_guests, list_guests_known_by
from tenants.services.guests import create_guest, update_guest

MOST_IDENTITIES = 20


class IdentityOut(Out):
    kind = serializers.ChoiceField(choices=GuestIdentityKind.choices)
    value = serializers.CharField()


class GuestOut(Out):
    id = serializers.IntegerField()
    name = serializers.CharField()
    language = serializers.ChoiceField(choices=Language.choices, allow_blank=True)
    note = serializers.CharField()
    identities = IdentityOut(many=True)
    created_at = serializers.DateTimeField()


class GuestPage(Out):
    items = GuestOut(many=True)
    next = serializers.CharField(allow_null=True)


class IdentityIn(Strict):
    kind = Choice(choices=GuestIdentityKind.choices)
    value = Text(max_length=254)


class GuestIn(Strict):
    name = Text(max_length=120, allow_blank=True, default="")
    language = Choice(choices=Language.choices, allow_blank=True, default="")
    note = Text(max_length=2000, allow_blank=True, default="")
    identities = IdentityIn(many=True, required=False, max_length=MOST_IDENTITIES)  # type: ignore[call-arg]  # goes to the list


class GuestChange(Strict):
    """What is left out stays as it is."""

    name = Text(max_length=120, allow_blank=True, required=False)
    language = Choice(choices=Language.choices, allow_blank=True, required=False)
    note = Text(max_length=2000, allow_blank=True, required=False)


class GuestQuery(PageQuery):
    """`kind` and `value` together find the one guest who is known by it, in whatever spelling."""

    sort = serializers.ChoiceField(choices=["-id", "id"], default="-id")
    kind = Choice(choices=GuestIdentityKind.choices, required=False)
    value = Text(max_length=254, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("kind" in attrs) != ("value" in attrs):
            raise serializers.ValidationError(_("kind y value van juntos."))
        return attrs


class Guests(TenantAPIView):
    rights: ClassVar = {"GET": "guests:read", "POST": "guests:write"}
    query = GuestQuery

    @extend_schema(
        "list_guests",
        parameters=[GuestQuery],
        responses=GuestPage,
        summary=gettext_lazy("Huéspedes"),
        extensions=MAY_REFUSE,
    )
    def get(self, request: Request) -> Response:
        asked = self.asked
        rows = list_guests_known_by(kind=asked["kind"], value=asked["value"]) if "kind" in asked else list_guests()
        page = page_of(rows, sort=Sort(asked["sort"]), limit=asked["limit"], cursor=asked.get("cursor"))
        return self.page(page, GuestOut)

    @extend_schema(
        "create_guest", request=GuestIn, responses={201: GuestOut}, summary=gettext_lazy("Anotar un huésped")
    )
    def post(self, request: Request) -> Response:
        values = self.read(GuestIn)
        identities = [(it["kind"], it["value"]) for it in values.pop("identities", [])]
        guest = create_guest(**values, identities=identities)
        return Response(GuestOut(guest).data, status=201)


class OneGuest(TenantAPIView):
    rights: ClassVar = {"GET": "guests:read", "PATCH": "guests:write"}

    @extend_schema("get_guest", responses=GuestOut, summary=gettext_lazy("Un huésped"))
    def get(self, request: Request, guest_id: int) -> Response:
        return Response(GuestOut(get_guest(guest_id)).data)

    @extend_schema("change_guest", request=GuestChange, responses=GuestOut, summary=gettext_lazy("Corregir un huésped"))
    def patch(self, request: Request, guest_id: int) -> Response:
        guest, values = get_guest(guest_id), self.read(GuestChange)
        update_guest(
            guest=guest,
            name=values.get("name", guest.name),
            language=values.get("language", guest.language),
            note=values.get("note", guest.note),
        )
        return Response(GuestOut(guest).data)
