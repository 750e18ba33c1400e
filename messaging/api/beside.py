"""What stands beside a conversation: the guest's stays, templates for when the window is closed, canned replies."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from messaging.canned import fill
from messaging.models import WhatsAppTemplate
from messaging.queries.stays import Booked, list_booked, list_canned, told_to
from messaging.queries.talk import get_conversation
from messaging.whatsapp.gaps import gaps_of, words_of
from tenants.api.shared_fields import Out
from tenants.api.views import TenantAPIView
from tenants.rights import READ

MOST_TEMPLATES = 200


class BookedStayOut(Out):
    unit = serializers.CharField()
    check_in = serializers.DateField()
    check_out = serializers.DateField()
    status = serializers.CharField()
    status_words = serializers.CharField()


class BookedOut(Out):
    code = serializers.CharField()
    id = serializers.IntegerField()
    currency = serializers.CharField()
    total = serializers.CharField()
    due = serializers.CharField()
    hold_expires_at = serializers.DateTimeField(allow_null=True)
    stays = BookedStayOut(many=True)


class BesideGuestOut(Out):
    id = serializers.IntegerField()
    name = serializers.CharField()
    language = serializers.CharField()
    note = serializers.CharField()


class BesideConversationOut(Out):
    guest = BesideGuestOut()
    bookings = BookedOut(many=True)


class TemplateOut(Out):
    name = serializers.CharField()
    language = serializers.CharField()
    category = serializers.CharField()
    text = serializers.CharField()
    gaps = serializers.ListField(child=serializers.CharField())


class TemplatesOut(Out):
    items = TemplateOut(many=True)


class CannedOut(Out):
    """`text` is filled in already; `missing` are gaps that nothing fills for this guest."""

    shortcut = serializers.CharField()
    text = serializers.CharField()
    missing = serializers.ListField(child=serializers.CharField())


class CannedRepliesOut(Out):
    items = CannedOut(many=True)


class Beside(TenantAPIView):
    rights: ClassVar = {"GET": "messages:read"}

    @extend_schema(
        "get_guest_of_conversation",
        responses=BesideConversationOut,
        summary=_("El huésped de una conversación y sus estadías"),
    )
    def get(self, request: Request, conversation_id: int) -> Response:
        guest = get_conversation(conversation_id).guest
        may_see = f"bookings:{READ}" in self.caller.rights
        booked = list_booked(guest.pk) if may_see else []
        answer = {"guest": guest, "bookings": [booked_json(it) for it in booked]}
        return Response(BesideConversationOut(answer).data)


def booked_json(booked: Booked) -> dict[str, Any]:
    booking, balance = booked.booking, booked.balance
    return {
        "code": booking.code,
        "id": booking.pk,
        "currency": booking.currency,
        "total": str(booking.total),
        "due": str(balance.due),
        "hold_expires_at": booking.hold_expires_at,
        "stays": [
            {
                "unit": str(stay.unit),
                "check_in": stay.check_in,
                "check_out": stay.check_out,
                "status": stay.status,
                "status_words": stay.get_status_display(),
            }
            for stay in booked.stays
        ],
    }


class Templates(TenantAPIView):
    rights: ClassVar = {"GET": "messages:read"}

    @extend_schema("list_templates", responses=TemplatesOut, summary=_("Las plantillas que este huésped puede recibir"))
    def get(self, request: Request, conversation_id: int) -> Response:
        conversation = get_conversation(conversation_id)
        found = WhatsAppTemplate.objects.filter(waba_id=conversation.number.waba_id, status="APPROVED")
        items = [
            {
                "name": it.name,
                "language": it.language,
                "category": it.category,
                "text": words_of(it.components),
                "gaps": gaps_of(it.components),
            }
            for it in found.order_by("name", "language")[:MOST_TEMPLATES]
        ]
        return Response(TemplatesOut({"items": items}).data)


class CannedReplies(TenantAPIView):
    rights: ClassVar = {"GET": "messages:read"}

    @extend_schema(
        "list_canned_replies",
        responses=CannedRepliesOut,
        summary=_("Las respuestas rápidas, con los datos de este huésped"),
    )
    def get(self, request: Request, conversation_id: int) -> Response:
        conversation, tenant = get_conversation(conversation_id), self.caller.tenant
        language = conversation.guest.language or tenant.language
        booked = list_booked(conversation.guest_id) if f"bookings:{READ}" in self.caller.rights else []
        told = told_to(conversation, booked, zone=tenant.zone, language=language)
        items = [{"shortcut": it.shortcut, **fill(it.text, told)._asdict()} for it in list_canned(language)]
        return Response(CannedRepliesOut({"items": items}).data)
