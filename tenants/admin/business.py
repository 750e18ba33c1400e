"""The businesses. A platform administrator opens, suspends and closes them; an owner keeps the own one's name right."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tenants.admin.base import DeskAdmin, is_platform
from tenants.models import Tenant
from tenants.scoping import find_tenant_id


@admin.register(Tenant)
class BusinessAdmin(DeskAdmin):
    list_display = ("name", "slug", "status", "zone", "currency", "language")
    list_filter = ("status",)
    search_fields = ("name", "slug")
    ordering = ("name",)
    empty_advice = _("Todavía no hay alojamientos. Agregue el primero y después invite a su dueño desde «Equipo».")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows if is_platform(request) else rows.filter(pk=find_tenant_id())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # What money is reckoned in and whether a business is served is not for its own people to change.
        return () if is_platform(request) else ("slug", "currency", "status")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_platform(request)
