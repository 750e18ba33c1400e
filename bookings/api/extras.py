"""What can be had besides the nights: what there is, and how it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.models import ExtraPer
from bookings.pricing import ExtraWanted
from bookings.queries.units import list_extras
from tenants.api.fields import Text, Whole
from tenants.api.pages import PageQuery, Sort, page_of
from tenants.api.shared_fields import Out
from tenants.api.strict import Strict
from tenants.api.views import TenantAPIView
from tenants.models import Currency

MOST_EXTRAS = 20


class ExtraIn(Strict):
    code = Text(max_length=30)
    quantity = Whole(default=1, min_value=1, max_value=1000)
    stay = Whole(
        required=False, min_value=0, max_value=99, help_text=_("De cuál de varias estadías es; la primera es la 0.")
    )


class ExtraOut(Out):
    """`most` is how many of it a stay may have; without `property` it is sold in every house."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField(source="__str__")
    price = serializers.DecimalField(max_digits=14, decimal_places=2)
    currency = serializers.ChoiceField(choices=Currency.choices)
    per = serializers.ChoiceField(choices=ExtraPer.choices)
    most = serializers.IntegerField()
    property = serializers.IntegerField(source="property_id", allow_null=True)
    is_active = serializers.BooleanField()


class ExtraPage(Out):
    items = ExtraOut(many=True)
    next = serializers.CharField(allow_null=True)


class Extras(TenantAPIView):
    rights: ClassVar = {"GET": "lodging:read"}
    query = PageQuery

    @extend_schema("list_extras", parameters=[PageQuery], responses=ExtraPage, summary=_("Adicionales"))
    def get(self, request: Request) -> Response:
        asked = self.asked
        page = page_of(list_extras(), sort=Sort("id"), limit=asked["limit"], cursor=asked.get("cursor"))
        return self.page(page, ExtraOut)


def read_extras(values: Mapping[str, Any]) -> list[ExtraWanted]:
    """Return the extras of a body."""
    return [ExtraWanted(one["code"], one["quantity"], one.get("stay")) for one in values.get("extras", [])]
