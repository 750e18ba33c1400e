"""Who changed what in this business, the newest first."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.api.fields import Text
from tenants.api.pages import PageQuery, Sort, page_of
from tenants.api.shared_fields import Out
from tenants.api.views import TenantAPIView
from tenants.queries.audit import list_audit_events


class AuditEventOut(Out):
    """`changes` has before and after by column; `private_columns` names those whose values are kept by nobody."""

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    actor = serializers.CharField()
    action = serializers.CharField()
    table = serializers.CharField(source="table_name")
    row = serializers.CharField(source="row_id")
    changes = serializers.DictField()
    private_columns = serializers.ListField(child=serializers.CharField())
    trace = serializers.CharField()


class AuditEventPage(Out):
    items = AuditEventOut(many=True)
    next = serializers.CharField(allow_null=True)


class AuditEventQuery(PageQuery):
    table = Text(max_length=63, required=False)
    row = Text(max_length=64, required=False)
    actor = Text(max_length=80, required=False)


class AuditEvents(TenantAPIView):
    rights: ClassVar = {"GET": "audit:read"}
    query = AuditEventQuery

    @extend_schema(
        "list_audit_events", parameters=[AuditEventQuery], responses=AuditEventPage, summary=_("Historial de cambios")
    )
    def get(self, request: Request) -> Response:
        asked = self.asked
        columns = {"table": "table_name", "row": "row_id", "actor": "actor"}
        filters = {column: asked[name] for name, column in columns.items() if name in asked}
        rows = list_audit_events().filter(**filters)
        page = page_of(rows, sort=Sort("-id"), limit=asked["limit"], cursor=asked.get("cursor"))
        return self.page(page, AuditEventOut)
