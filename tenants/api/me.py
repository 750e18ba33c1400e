"""Who the caller is: the first thing to ask with a new key."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.api.shared_fields import Out
from tenants.api.views import EVERYBODY, TenantAPIView


class BusinessOut(Out):
    id = serializers.IntegerField()
    name = serializers.CharField()
    slug = serializers.CharField()
    zone = serializers.CharField()
    currency = serializers.CharField()
    language = serializers.CharField()


class MeOut(Out):
    """The caller and their business."""

    actor = serializers.CharField(help_text="`key:3`, `user:5`")
    role = serializers.CharField(help_text=_("Vacío si es una clave."))
    rights = serializers.ListField(child=serializers.CharField(), help_text=_("Lo que puede hacer quien llama."))
    tenant = BusinessOut()


class Me(TenantAPIView):
    rights: ClassVar = {"GET": EVERYBODY}

    @extend_schema("get_me", responses=MeOut, summary=_("Quién llama y qué puede hacer"))
    def get(self, request: Request) -> Response:
        caller = self.caller
        return Response(
            MeOut(
                {
                    "actor": caller.actor,
                    "role": caller.role,
                    "rights": sorted(caller.rights),
                    "tenant": caller.tenant,
                }
            ).data
        )
