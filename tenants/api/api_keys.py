"""Keys of the API: people of the business make them and revoke them; a key can do neither."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from tenants import clock
from tenants.api.fields import Choice, Moment, Text
from tenants.api.pages import PageQuery, Sort, page_of
from tenants.api.shared_fields import Out
from tenants.api.strict import Nothing, Strict
from tenants.api.views import TenantAPIView
from tenants.queries.keys import get_key, list_keys
from tenants.rights import KEY_SCOPES
from tenants.services.keys import create_key, revoke_key


class KeyOut(Out):
    id = serializers.IntegerField()
    name = serializers.CharField()
    prefix = serializers.CharField()
    scopes = serializers.ListField(child=serializers.CharField())
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    last_used_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)


class NewKeyOut(KeyOut):
    """`secret` is what the program shows to get in. It is told this once; a replayed answer has null."""

    secret = serializers.CharField(allow_null=True)


class KeyPage(Out):
    items = KeyOut(many=True)
    next = serializers.CharField(allow_null=True)


class KeyIn(Strict):
    name = Text(max_length=80)
    scopes = serializers.ListField(
        child=Choice(choices=[(scope, scope) for scope in KEY_SCOPES]), allow_empty=False, max_length=len(KEY_SCOPES)
    )
    expires_at = Moment(allow_null=True, default=None)


class Keys(TenantAPIView):
    rights: ClassVar = {"GET": "keys:read", "POST": "keys:write"}
    query = PageQuery
    unstored = ("secret",)

    @extend_schema("list_keys", parameters=[PageQuery], responses=KeyPage, summary=_("Claves de API"))
    def get(self, request: Request) -> Response:
        asked = self.asked
        page = page_of(list_keys(), sort=Sort("-id"), limit=asked["limit"], cursor=asked.get("cursor"))
        return self.page(page, KeyOut)

    @extend_schema("create_key", request=KeyIn, responses={201: NewKeyOut}, summary=_("Crear una clave"))
    def post(self, request: Request) -> Response:
        values = self.read(KeyIn)
        key, secret = create_key(**values, tenant=self.caller.tenant, by=self.caller.user, now=clock.now())
        return Response({**KeyOut(key).data, "secret": secret}, status=201)


class RevokeKey(TenantAPIView):
    rights: ClassVar = {"POST": "keys:write"}

    @extend_schema("revoke_key", request=Nothing, responses=KeyOut, summary=_("Revocar una clave"))
    def post(self, request: Request, key_id: int) -> Response:
        key = get_key(key_id)
        self.read(Nothing)
        return Response(KeyOut(revoke_key(key=key, now=clock.now())).data)
