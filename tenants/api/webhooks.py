"""Outgoing webhooks: where a business's own programs want to be told what happens."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from tenants import clock
from tenants.api.fields import Choice, Text, Truth
from tenants.api.pages import PageQuery, Sort, page_of
from tenants.api.shared_fields import Out
from tenants.api.strict import Nothing, Strict
from tenants.api.views import TenantAPIView
from tenants.api.webhook_deliveries import DeliveryOut
from tenants.models import OffReason, WebhookEndpoint
from tenants.queries.webhooks import get_webhook, list_webhooks
from tenants.services.webhook_endpoints import create_webhook, rotate_secret, switch_off, switch_on, update_webhook
from tenants.services.webhooks import send_test
from tenants.values.webhook_url import LONGEST
from tenants.webhook_events import EVENTS


class WebhookOut(Out):
    id = serializers.IntegerField()
    url = serializers.CharField()
    events = serializers.ListField(child=serializers.CharField())
    is_active = serializers.BooleanField()
    off_reason = serializers.ChoiceField(choices=OffReason.choices, allow_blank=True)
    off_at = serializers.DateTimeField(allow_null=True)
    old_secret_until = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class NewWebhookOut(WebhookOut):
    """`secret` signs what is sent. It is told this once; a replayed answer has null."""

    secret = serializers.CharField(allow_null=True)


class WebhookPage(Out):
    items = WebhookOut(many=True)
    next = serializers.CharField(allow_null=True)


def wanted_events(**options: Any) -> serializers.ListField:
    """Return a field for a few of the known events."""
    known = Choice(choices=[(event, event) for event in EVENTS])
    return serializers.ListField(child=known, allow_empty=False, max_length=len(EVENTS), **options)


class WebhookIn(Strict):
    url = Text(max_length=LONGEST)
    events = wanted_events()


class WebhookChange(Strict):
    url = Text(max_length=LONGEST, required=False)
    events = wanted_events(required=False)
    is_active = Truth(required=False)


class Webhooks(TenantAPIView):
    rights: ClassVar = {"GET": "webhooks:read", "POST": "webhooks:write"}
    query = PageQuery
    unstored = ("secret",)

    @extend_schema("list_webhooks", parameters=[PageQuery], responses=WebhookPage, summary=_("Webhooks"))
    def get(self, request: Request) -> Response:
        asked = self.asked
        page = page_of(list_webhooks(), sort=Sort("-id"), limit=asked["limit"], cursor=asked.get("cursor"))
        return self.page(page, WebhookOut)

    @extend_schema("create_webhook", request=WebhookIn, responses={201: NewWebhookOut}, summary=_("Crear un webhook"))
    def post(self, request: Request) -> Response:
        webhook, secret = create_webhook(**self.read(WebhookIn))
        return Response({**WebhookOut(webhook).data, "secret": secret}, status=201)


class OneWebhook(TenantAPIView):
    rights: ClassVar = {"GET": "webhooks:read", "PATCH": "webhooks:write"}

    @extend_schema("get_webhook", responses=WebhookOut, summary=_("Un webhook"))
    def get(self, request: Request, webhook_id: int) -> Response:
        return Response(WebhookOut(get_webhook(webhook_id)).data)

    @extend_schema(
        "change_webhook",
        request=WebhookChange,
        responses=WebhookOut,
        summary=_("Cambiar, apagar o encender un webhook"),
    )
    def patch(self, request: Request, webhook_id: int) -> Response:
        webhook, values = get_webhook(webhook_id), self.read(WebhookChange)
        if {"url", "events"} & set(values):
            update_webhook(
                webhook=webhook, url=values.get("url", webhook.url), events=values.get("events", webhook.events)
            )
        return Response(WebhookOut(switched(webhook, values.get("is_active"))).data)


class RotateWebhookSecret(TenantAPIView):
    rights: ClassVar = {"POST": "webhooks:write"}
    unstored = ("secret",)

    @extend_schema(
        "rotate_webhook_secret",
        request=Nothing,
        responses=NewWebhookOut,
        summary=_("Dar un secreto nuevo a un webhook"),
    )
    def post(self, request: Request, webhook_id: int) -> Response:
        webhook = get_webhook(webhook_id)
        self.read(Nothing)
        secret = rotate_secret(webhook=webhook, now=clock.now())
        return Response({**WebhookOut(webhook).data, "secret": secret})


class TestWebhook(TenantAPIView):
    rights: ClassVar = {"POST": "webhooks:write"}

    @extend_schema(
        "test_webhook", request=Nothing, responses={201: DeliveryOut}, summary=_("Enviar una prueba a un webhook")
    )
    def post(self, request: Request, webhook_id: int) -> Response:
        webhook = get_webhook(webhook_id)
        self.read(Nothing)
        return Response(DeliveryOut(send_test(webhook=webhook, now=clock.now())).data, status=201)


def switched(webhook: WebhookEndpoint, wish: bool | None) -> WebhookEndpoint:
    """Return the webhook, switched as wished."""
    if wish is None:
        return webhook
    return switch_on(webhook=webhook, now=clock.now()) if wish else switch_off(webhook=webhook, now=clock.now())
