"""The desk's menu. A page is in it if the person may see it, and a business's pages only where there is a business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bookings.models import (
    Booking,
    ExchangeRate,
    Extra,
    HoldRule,
    MessageRule,
    Property,
    Quote,
    RatePlan,
    Season,
    StayMessage,
    TaxRule,
    Unit,
    UnitType,
    WaitlistEntry,
)
from config.desk.place import place_of
from messaging.admin.inbox import may_read, menu_title
from messaging.models import (
    AccountNotice,
    AnswerRules,
    BotText,
    CannedReply,
    Conversation,
    KnownAnswer,
    MediaFile,
    Message,
    MetaApp,
    NluCase,
    Quarantined,
    RawEvent,
    StayText,
    TopicMode,
    WhatsAppNumber,
    WhatsAppTemplate,
)
from tasks.models import DeadJob, Job
from tenants.models import (
    ApiKey,
    AuditEvent,
    ChannelIdentifier,
    Guest,
    Membership,
    StaffTask,
    Tenant,
    WebhookDelivery,
    WebhookEndpoint,
)


@dataclass(frozen=True)
class OwnPage:
    """A page that is about no table of its own: what it is called, where it is, and what one must be allowed for it."""

    title: Any
    icon: str
    name: str
    rights: tuple[str, ...]


Entry = tuple[type[Model], str]

BUSINESS: tuple[tuple[Any, tuple[Entry | OwnPage, ...]], ...] = (
    (_("Recepción"), ((StaffTask, "task_alt"), (Guest, "person"))),
    (
        _("Reservas"),
        (
            (Booking, "list_alt"),
            (WaitlistEntry, "hourglass_empty"),
            (Quote, "receipt_long"),
            (StayMessage, "chat"),
            OwnPage(_("Precios"), "payments", "price_grid", ("bookings.view_rateplan",)),
            OwnPage(_("Gráficos"), "bar_chart", "charts", ("bookings.view_booking", "bookings.view_folioentry")),
        ),
    ),
    (
        _("Tarifas"),
        (
            *((RatePlan, "payments"), (Season, "calendar_month"), (TaxRule, "receipt_long")),
            *((Extra, "star"), (ExchangeRate, "sync"), (HoldRule, "schedule")),
        ),
    ),
    (
        _("WhatsApp"),
        (
            *(
                (Conversation, "chat"),
                (Message, "sms"),
                (MediaFile, "attach_file"),
                (CannedReply, "edit_square"),
                (NluCase, "help"),
                (WhatsAppTemplate, "content_copy"),
                (AccountNotice, "info"),
            ),
            *((KnownAnswer, "concierge"), (BotText, "edit_square"), (TopicMode, "task_alt")),
            *((AnswerRules, "settings"), (WhatsAppNumber, "call")),
        ),
    ),
    (
        _("Alojamiento"),
        (
            *((Property, "concierge"), (UnitType, "home"), (Unit, "bed"), (MessageRule, "sms")),
            (StayText, "chat"),
            OwnPage(_("Mis avisos"), "devices", "own_notices", ("tenants.view_stafftask",)),
            *((Membership, "group"), (ChannelIdentifier, "alternate_email"), (ApiKey, "key")),
            *((WebhookEndpoint, "send"), (WebhookDelivery, "swap_horiz"), (AuditEvent, "history")),
        ),
    ),
)
PLATFORM: tuple[Entry, ...] = (
    *((Tenant, "storefront"), (MetaApp, "key"), (RawEvent, "download"), (Quarantined, "warning")),
    *((Job, "list_alt"), (DeadJob, "error")),
)


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of the menu with the pages that this person may see."""
    tenant = place_of(request).tenant
    groups: list[dict[str, Any]] = []
    if tenant:
        today = item(_("Hoy"), "today", reverse("admin:index"))
        groups.append({"title": "", "items": [today, *calendar(request), *inbox(request)]})
        groups += [{"title": title, "items": entries(request, known)} for title, known in BUSINESS]
        groups[-1]["items"][:0] = own_business(request, tenant)
    if getattr(request.user, "is_superuser", False):
        groups.append({"title": _("Plataforma"), "items": entries(request, PLATFORM)})
    return [group for group in groups if group["items"]]


def entries(request: HttpRequest, known: tuple[Entry | OwnPage, ...]) -> list[dict[str, Any]]:
    """Return those pages of a group that are registered and may be seen."""
    found = (own_page(request, it) if isinstance(it, OwnPage) else list_page(request, *it) for it in known)
    return [shown for shown in found if shown]


def own_page(request: HttpRequest, page: OwnPage) -> dict[str, Any] | None:
    may_see = request.user.has_perms(page.rights)
    return item(page.title, page.icon, reverse(f"admin:{page.name}")) if may_see else None


def list_page(request: HttpRequest, model: type[Model], icon: str) -> dict[str, Any] | None:
    page = admin.site._registry.get(model)
    if page is None or not page.has_view_permission(request):
        return None
    name = model._meta.label_lower.replace(".", "_")
    return item(model._meta.verbose_name_plural, icon, reverse(f"admin:{name}_changelist"))


def own_business(request: HttpRequest, tenant: Tenant) -> list[dict[str, Any]]:
    """Return the page of the own business, for those who may see it."""
    if getattr(request.user, "is_superuser", False) or not request.user.has_perm("tenants.view_tenant"):
        return []
    return [item(_("Datos del alojamiento"), "storefront", reverse("admin:tenants_tenant_change", args=[tenant.pk]))]


def calendar(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the calendar, for those who may see stays."""
    if not request.user.has_perm("bookings.view_reservation"):
        return []
    return [item(_("Calendario"), "calendar_month", reverse("admin:calendar"))]


def inbox(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the inbox, for those who may read messages."""
    if not may_read(request):
        return []
    return [item(menu_title(request), "inbox", reverse("admin:inbox"))]


def item(title: Any, icon: str, link: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": link}
