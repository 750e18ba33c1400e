"""What was sent to outgoing webhooks, what is still to be sent, and what was given up."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from tenants import clock
from tenants.api.fields import LARGEST, Number
from tenants.api.pages import PageQuery, Sort, page_of
from tenants.api.shared_fields import Out
from tenants.api.strict import Nothing
from tenants.api.views import TenantAPIView
from tenants.models import DeliveryState, Fault
from tenants.queries.webhooks import get_delivery, list_deliveries
from tenants.services.webhooks import redeliver


class DeliveryOut(Out):
    """`next_at` counts while the state is `waiting`."""

    id = serializers.IntegerField()
    webhook_id = serializers.IntegerField(source="endpoint_id")
    event = serializers.CharField()
    event_id = serializers.CharField()
    state = serializers.ChoiceField(choices=DeliveryState.choices)
    attempts = serializers.IntegerField()
    next_at = serializers.DateTimeField()
    status_code = serializers.IntegerField(allow_null=True)
    error = serializers.ChoiceField(choices=Fault.choices, allow_blank=True)
    delivered_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class DeliveryPage(Out):
    items = DeliveryOut(many=True)
    next = serializers.CharField(allow_null=True)


class DeliveryQuery(PageQuery):
    state = serializers.ChoiceField(choices=DeliveryState.choices, required=False)
    webhook = Number(min_value=1, max_value=LARGEST, required=False)


class WebhookDeliveries(TenantAPIView):
    rights: ClassVar = {"GET": "webhooks:read"}
    query = DeliveryQuery

    @extend_schema(
        "list_webhook_deliveries", parameters=[DeliveryQuery], responses=DeliveryPage, summary=_("Envíos de webhooks")
    )
    def get(self, request: Request) -> Response:
        asked, rows = self.asked, list_deliveries()
        if "state" in asked:
            rows = rows.filter(state=asked["state"])
        if "webhook" in asked:
            rows = rows.filter(endpoint=asked["webhook"])
        page = page_of(rows, sort=Sort("-id"), limit=asked["limit"], cursor=asked.get("cursor"))
        return self.page(page, DeliveryOut)


class RedeliverWebhook(TenantAPIView):
    rights: ClassVar = {"POST": "webhooks:write"}

    @extend_schema(
        "redeliver_webhook", request=Nothing, responses=DeliveryOut, summary=_("Volver a enviar a un webhook, ahora")
    )
    def post(self, request: Request, delivery_id: int) -> Response:
        delivery = get_delivery(delivery_id)
        self.read(Nothing)
        return Response(DeliveryOut(redeliver(delivery=delivery, now=clock.now())).data)
