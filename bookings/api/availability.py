"""What can be had for a stay, what it costs, and what else there is if nothing fits."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.availability.alternatives import Kind
from bookings.availability.reasons import Reason
from bookings.errors import PastDate
from bookings.models import DormGender, TypeKind
from bookings.queries.options import Options, find_options
from bookings.stays import Party, Stay
from tenants import clock
from tenants.api.fields import LARGEST, SMALLER, Choice, Day, Number
from tenants.api.schema import MAY_REFUSE
from tenants.api.shared_fields import Out
from tenants.api.strict import StrictQuery
from tenants.api.views import TenantAPIView
from tenants.models import Currency, Language

DECIMAL: dict[str, Any] = {"max_digits": 14, "decimal_places": 2}


class TypeOfferedOut(Out):
    id = serializers.IntegerField(source="type_id")
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=TypeKind.choices)
    dorm_gender = serializers.ChoiceField(choices=DormGender.choices, allow_blank=True)
    capacity = serializers.IntegerField()
    property = serializers.IntegerField(source="property_id")


class PriceOut(Out):
    currency = serializers.ChoiceField(choices=Currency.choices)
    total = serializers.DecimalField(**DECIMAL)
    deposit = serializers.DecimalField(**DECIMAL)


class OptionOut(Out):
    """A type that can be had: `count` of it are free, and one costs `price`."""

    unit_type = TypeOfferedOut(source="offer")
    count = serializers.IntegerField()
    price = PriceOut()


class RefusalOut(Out):
    """Why a type cannot be had. `number` belongs to the reason: the nights it asks for, the guests it holds."""

    unit_type = TypeOfferedOut(source="offer")
    reason = serializers.ChoiceField(choices=[it.value for it in Reason], source="why.reason")
    number = serializers.IntegerField(source="why.number", allow_null=True)
    on = serializers.DateField(source="why.on", allow_null=True)


class AlternativeStayOut(Out):
    """As a pre-reservation takes it."""

    unit_type = serializers.IntegerField(source="type_id")
    check_in = serializers.DateField(source="stay.check_in")
    check_out = serializers.DateField(source="stay.check_out")
    adults = serializers.IntegerField(source="party.adults")
    children = serializers.IntegerField(source="party.children")


class AlternativeOut(Out):
    """Something else that can be had: `stays` can be pre-reserved as they stand here."""

    kind = serializers.ChoiceField(choices=[it.value for it in Kind])
    stays = AlternativeStayOut(source="wanted", many=True)
    price = PriceOut()


class AvailabilityOut(Out):
    """`alternatives` are told when there is no option: three at most, of different kinds."""

    check_in = serializers.DateField()
    check_out = serializers.DateField()
    nights = serializers.IntegerField()
    options = OptionOut(many=True)
    refusals = RefusalOut(many=True)
    alternatives = AlternativeOut(many=True)


class AvailabilityQuery(StrictQuery):
    """With a type the question is about that one; else about all that the business, or the house, lets."""

    check_in = Day()
    check_out = Day()
    adults = Number(min_value=0, max_value=SMALLER)
    children = Number(min_value=0, max_value=SMALLER, default=0)
    unit_type = Number(min_value=1, max_value=LARGEST, required=False)
    property = Number(min_value=1, max_value=LARGEST, required=False)
    language = Choice(choices=Language.choices, default="", help_text=_("Idioma de los nombres."))


class Availability(TenantAPIView):
    rights: ClassVar = {"GET": "bookings:read"}
    query = AvailabilityQuery

    @extend_schema(
        "get_availability",
        parameters=[AvailabilityQuery],
        responses=AvailabilityOut,
        summary=_("Qué hay libre, cuánto cuesta, y qué otra cosa hay"),
        extensions=MAY_REFUSE,
    )
    def get(self, request: Request) -> Response:
        asked = self.asked
        found = find_options(
            stay=Stay(asked["check_in"], asked["check_out"]),
            party=Party(asked["adults"], asked["children"]),
            now=clock.now(),
            type_id=asked.get("unit_type"),
            property_id=asked.get("property"),
            language=asked["language"] or self.caller.tenant.language,
        )
        refuse_past(found)
        return Response(AvailabilityOut(told(found)).data)


def told(found: Options) -> dict[str, Any]:
    """Return what is answered."""
    stay = found.stay
    return {
        "check_in": stay.check_in,
        "check_out": stay.check_out,
        "nights": stay.nights,
        "options": found.options,
        "refusals": found.refusals,
        "alternatives": found.alternatives,
    }


def refuse_past(found: Options) -> None:
    """Refuse a question about nights that are over in every house.

    :raises PastDate: if they are
    """
    if found.refusals and not found.options and all(it.why.reason == Reason.PAST for it in found.refusals):
        raise PastDate(fields={"check_in": PastDate.default_detail})
