"""Houses, types of unit, and the units themselves."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.models import Amenity, DormGender, TypeKind, UnitState
from bookings.models.lodging import in_language
from bookings.queries.units import get_unit, list_properties, list_unit_types, list_units
from bookings.services.cleaning import set_unit_state
from tenants.api.fields import LARGEST, Choice, Number, Text
from tenants.api.pages import PageQuery, Sort, page_of
from tenants.api.shared_fields import Out
from tenants.api.strict import Strict
from tenants.api.views import TenantAPIView

YES_OR_NO = ("true", "false")


@extend_schema_field({"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]:[0-5][0-9]$"})
class Hour(serializers.TimeField):
    """15:00:00. In a description the format «time» has an offset, which an hour of a house does not."""


class PropertyOut(Out):
    """Hours are of the business's clock. Until `cutoff` the night that began yesterday can still be booked."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    address = serializers.CharField()
    # Both or none.
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    country = serializers.CharField()
    check_in_from = Hour()
    check_out_by = Hour()
    cutoff = Hour()
    longest_stay = serializers.IntegerField()


class PropertyPage(Out):
    items = PropertyOut(many=True)
    next = serializers.CharField(allow_null=True)


class Translated(serializers.CharField):
    """A text of the business in the caller's language, or as it stands."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, **options)

    def get_attribute(self, instance: Any) -> str:
        return in_language(instance, str(self.field_name))


class UnitTypeOut(Out):
    """What a guest chooses; which unit of it they get, the system decides. Texts are in the caller's language."""

    id = serializers.IntegerField()
    property = serializers.IntegerField(source="property_id")
    kind = serializers.ChoiceField(choices=TypeKind.choices)
    name = Translated()
    description = Translated()
    house_rules = Translated()
    amenities = serializers.ListField(child=serializers.ChoiceField(choices=Amenity.choices))
    dorm_gender = serializers.ChoiceField(choices=DormGender.choices, allow_blank=True)
    capacity = serializers.IntegerField()
    position = serializers.IntegerField()
    is_active = serializers.BooleanField()


class UnitTypePage(Out):
    items = UnitTypeOut(many=True)
    next = serializers.CharField(allow_null=True)


class UnitOut(Out):
    """`parent` is the room of a bed."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    unit_type = serializers.IntegerField(source="type_id")
    parent = serializers.IntegerField(source="parent_id", allow_null=True)  # type: ignore[assignment]
    capacity = serializers.IntegerField()
    state = serializers.ChoiceField(choices=UnitState.choices)
    is_active = serializers.BooleanField()
    position = serializers.IntegerField()
    note = serializers.CharField()


class UnitPage(Out):
    items = UnitOut(many=True)
    next = serializers.CharField(allow_null=True)


class UnitTypeQuery(PageQuery):
    property = Number(min_value=1, max_value=LARGEST, required=False)
    active = Choice(choices=YES_OR_NO, required=False)


class UnitQuery(PageQuery):
    unit_type = Number(min_value=1, max_value=LARGEST, required=False)
    property = Number(min_value=1, max_value=LARGEST, required=False)
    state = Choice(choices=UnitState.choices, required=False)
    active = Choice(choices=YES_OR_NO, required=False)


class UnitStateIn(Strict):
    state = Choice(choices=UnitState.choices)
    note = Text(max_length=200, allow_blank=True, required=False)


class Properties(TenantAPIView):
    rights: ClassVar = {"GET": "lodging:read"}
    query = PageQuery

    @extend_schema("list_properties", parameters=[PageQuery], responses=PropertyPage, summary=_("Establecimientos"))
    def get(self, request: Request) -> Response:
        asked = self.asked
        page = page_of(list_properties(), sort=Sort("id"), limit=asked["limit"], cursor=asked.get("cursor"))
        return self.page(page, PropertyOut)


class UnitTypes(TenantAPIView):
    rights: ClassVar = {"GET": "lodging:read"}
    query = UnitTypeQuery

    @extend_schema("list_unit_types", parameters=[UnitTypeQuery], responses=UnitTypePage, summary=_("Tipos de unidad"))
    def get(self, request: Request) -> Response:
        asked = self.asked
        rows = list_unit_types().filter(**chosen(asked, {"property": "property", "active": "is_active"}))
        page = page_of(rows, sort=Sort("position"), limit=asked["limit"], cursor=asked.get("cursor"))
        return self.page(page, UnitTypeOut)


class Units(TenantAPIView):
    rights: ClassVar = {"GET": "units:read"}
    query = UnitQuery

    @extend_schema("list_units", parameters=[UnitQuery], responses=UnitPage, summary=_("Unidades"))
    def get(self, request: Request) -> Response:
        asked = self.asked
        columns = {"unit_type": "type", "property": "type__property", "state": "state", "active": "is_active"}
        rows = list_units().filter(**chosen(asked, columns))
        page = page_of(rows, sort=Sort("position"), limit=asked["limit"], cursor=asked.get("cursor"))
        return self.page(page, UnitOut)


class StateOfUnit(TenantAPIView):
    rights: ClassVar = {"PATCH": "cleaning:write"}

    @extend_schema(
        "set_unit_state", request=UnitStateIn, responses=UnitOut, summary=_("Anotar si una unidad está limpia")
    )
    def patch(self, request: Request, unit_id: int) -> Response:
        unit, values = get_unit(unit_id), self.read(UnitStateIn)
        note = values.get("note", unit.note)
        return Response(UnitOut(set_unit_state(unit=unit, state=values["state"], note=note)).data)


def chosen(asked: dict[str, Any], columns: dict[str, str]) -> dict[str, Any]:
    """Return the filters that were asked for, by column."""
    return {
        column: asked[name] == "true" if name == "active" else asked[name]
        for name, column in columns.items()
        if name in asked
    }
