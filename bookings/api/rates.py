"""What nights cost: plans and their seasons."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.api.lodging import YES_OR_NO, chosen
from bookings.queries.rate_plans import list_rate_plans, list_seasons
from tenants.api.fields import LARGEST, Choice, Day, Number
from tenants.api.pages import PageQuery, Sort, page_of
from tenants.api.shared_fields import Out
from tenants.api.views import TenantAPIView
from tenants.models import Currency

DECIMAL: dict[str, Any] = {"max_digits": 14, "decimal_places": 2}
TIMES: dict[str, Any] = {"max_digits": 5, "decimal_places": 3}


class LengthDiscountOut(Out):
    """From so many nights on, so many percent off the nights."""

    nights = serializers.IntegerField()
    percent = serializers.CharField()


class PolicyStepOut(Out):
    """Less than so many hours before arrival, a cancellation costs so many percent of the stay."""

    hours = serializers.IntegerField()
    percent = serializers.CharField()


class RatePlanOut(Out):
    """`weekend_nights`: 0 is Monday's. `collected_in`: the currency that is paid, if it is another than the plan's."""

    id = serializers.IntegerField()
    unit_type = serializers.IntegerField(source="type_id")
    name = serializers.CharField()
    currency = serializers.ChoiceField(choices=Currency.choices)
    collected_in = serializers.ChoiceField(choices=Currency.choices, allow_blank=True)
    base_price = serializers.DecimalField(**DECIMAL)
    weekend_multiplier = serializers.DecimalField(**TIMES)
    weekend_nights = serializers.ListField(child=serializers.IntegerField())
    included_guests = serializers.IntegerField()
    extra_guest = serializers.DecimalField(**DECIMAL)
    cleaning_fee = serializers.DecimalField(**DECIMAL)
    length_discounts = LengthDiscountOut(many=True)
    deposit_percent = serializers.DecimalField(max_digits=5, decimal_places=2)
    cancellation = PolicyStepOut(many=True)
    min_nights = serializers.IntegerField()
    max_nights = serializers.IntegerField(allow_null=True)
    is_default = serializers.BooleanField()
    is_active = serializers.BooleanField()


class RatePlanPage(Out):
    items = RatePlanOut(many=True)
    next = serializers.CharField(allow_null=True)


class SeasonOut(Out):
    """Nights, the first and the last included, on which a plan says something else; null: as in the plan."""

    id = serializers.IntegerField()
    rate_plan = serializers.IntegerField(source="plan_id")
    name = serializers.CharField()
    first_night = serializers.DateField()
    last_night = serializers.DateField()
    price = serializers.DecimalField(**DECIMAL, allow_null=True)
    weekend_multiplier = serializers.DecimalField(**TIMES, allow_null=True)
    extra_guest = serializers.DecimalField(**DECIMAL, allow_null=True)
    min_nights = serializers.IntegerField(allow_null=True)
    max_nights = serializers.IntegerField(allow_null=True)
    closed_to_arrival = serializers.BooleanField()
    closed_to_departure = serializers.BooleanField()
    is_closed = serializers.BooleanField()


class SeasonPage(Out):
    items = SeasonOut(many=True)
    next = serializers.CharField(allow_null=True)


class RatePlanQuery(PageQuery):
    unit_type = Number(min_value=1, max_value=LARGEST, required=False)
    active = Choice(choices=YES_OR_NO, required=False)


class SeasonQuery(PageQuery):
    """`from` and `to`: seasons with a night between the two, both included."""

    rate_plan = Number(min_value=1, max_value=LARGEST, required=False)
    unit_type = Number(min_value=1, max_value=LARGEST, required=False)

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "from": Day(required=False), "to": Day(required=False)}


class RatePlans(TenantAPIView):
    rights: ClassVar = {"GET": "rates:read"}
    query = RatePlanQuery

    @extend_schema("list_rate_plans", parameters=[RatePlanQuery], responses=RatePlanPage, summary=_("Tarifas"))
    def get(self, request: Request) -> Response:
        asked = self.asked
        rows = list_rate_plans().filter(**chosen(asked, {"unit_type": "type", "active": "is_active"}))
        page = page_of(rows, sort=Sort("id"), limit=asked["limit"], cursor=asked.get("cursor"))
        return self.page(page, RatePlanOut)


class Seasons(TenantAPIView):
    rights: ClassVar = {"GET": "rates:read"}
    query = SeasonQuery

    @extend_schema("list_seasons", parameters=[SeasonQuery], responses=SeasonPage, summary=_("Temporadas"))
    def get(self, request: Request) -> Response:
        asked = self.asked
        columns = {
            "rate_plan": "plan",
            "unit_type": "plan__type",
            "from": "last_night__gte",
            "to": "first_night__lte",
        }
        rows = list_seasons().filter(**chosen(asked, columns))
        page = page_of(rows, sort=Sort("first_night"), limit=asked["limit"], cursor=asked.get("cursor"))
        return self.page(page, SeasonOut)
