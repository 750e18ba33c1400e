"""The addresses under which the world reaches this business."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tenants.admin.base import TenantAdmin
from tenants.models import ChannelIdentifier, Tenant
from tenants.scoping import current_tenant_id
from tenants.services.channels import add_identifier, change_identifier


@admin.register(ChannelIdentifier)
class ChannelIdentifierAdmin(TenantAdmin):
    list_display = ("kind", "value", "is_active", "created_at")
    list_display_links = ("kind", "value")
    list_filter = ("kind", "is_active")
    search_fields = ("=value",)
    search_help_text = _("Dirección exacta")
    ordering = ("kind", "value")
    empty_advice = _("Sin direcciones no llega ningún mensaje. Agregue el número de WhatsApp del alojamiento.")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("kind", "value", "is_active") if obj else ("kind", "value")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("kind",) if obj else ()

    def save_model(self, request: HttpRequest, obj: ChannelIdentifier, form: Any, change: bool) -> None:
        if change:
            change_identifier(identifier=obj, value=obj.value, is_active=obj.is_active)
            return
        tenant = Tenant.objects.get(pk=current_tenant_id())
        made = add_identifier(tenant=tenant, kind=obj.kind, value=obj.value)
        obj.pk, obj.tenant_id, obj._state.adding = made.pk, made.tenant_id, False
