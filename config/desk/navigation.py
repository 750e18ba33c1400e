"""The desk's menu. A page is in it if the person may see it, and a business's pages only where there is a business."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.desk.place import place_of
from tasks.models import DeadJob, Job
from tenants.models import ApiKey, AuditEvent, ChannelIdentifier, Guest, Membership, StaffTask, Tenant

Entry = tuple[type[Model], str]

BUSINESS: tuple[tuple[Any, tuple[Entry, ...]], ...] = (
    (_("Recepción"), ((StaffTask, "task_alt"), (Guest, "person"))),
    (
        _("Alojamiento"),
        ((Membership, "group"), (ChannelIdentifier, "alternate_email"), (ApiKey, "key"), (AuditEvent, "history")),
    ),
)
PLATFORM: tuple[Entry, ...] = ((Tenant, "storefront"), (Job, "list_alt"), (DeadJob, "error"))


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of the menu with the pages that this person may see."""
    tenant = place_of(request).tenant
    groups: list[dict[str, Any]] = []
    if tenant:
        groups.append({"title": "", "items": [item(_("Hoy"), "today", reverse("admin:index"))]})
        groups += [{"title": title, "items": entries(request, known)} for title, known in BUSINESS]
        groups[-1]["items"][:0] = own_business(request, tenant)
    if getattr(request.user, "is_superuser", False):
        groups.append({"title": _("Plataforma"), "items": entries(request, PLATFORM)})
    return [group for group in groups if group["items"]]


def entries(request: HttpRequest, known: tuple[Entry, ...]) -> list[dict[str, Any]]:
    """Return those pages of a group that are registered and may be seen."""
    registry = admin.site._registry
    return [
        item(
            model._meta.verbose_name_plural,
            icon,
            reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist"),
        )
        for model, icon in known
        if model in registry and registry[model].has_view_permission(request)
    ]


def own_business(request: HttpRequest, tenant: Tenant) -> list[dict[str, Any]]:
    """Return the page of the own business, for those who may see it."""
    if getattr(request.user, "is_superuser", False) or not request.user.has_perm("tenants.view_tenant"):
        return []
    return [item(_("Datos del alojamiento"), "storefront", reverse("admin:tenants_tenant_change", args=[tenant.pk]))]


def item(title: Any, icon: str, link: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": link}
