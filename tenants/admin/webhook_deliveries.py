"""What was sent to outgoing webhooks. Nothing is changed by hand; the one thing to do is to send something again."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tenants import clock
from tenants.admin.base import ReadOnly, TenantAdmin, refuse
from tenants.errors import DomainError
from tenants.models import DeliveryState, WebhookDelivery
from tenants.queries.webhooks import list_webhooks
from tenants.services.webhooks import redeliver

MOST_CHOICES = 50


class ToWebhook(admin.SimpleListFilter):
    """Offers the business's webhooks, the newest first."""

    title = _("webhook")
    parameter_name = "webhook"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(webhook.pk), webhook.url[:60]) for webhook in list_webhooks().order_by("-id")[:MOST_CHOICES]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[WebhookDelivery]) -> QuerySet[WebhookDelivery]:
        chosen = self.value() or ""
        return queryset.filter(endpoint=int(chosen)) if chosen in dict(self.lookup_choices) else queryset


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnly, TenantAdmin):
    list_display = ("event", "endpoint", "state", "attempts", "status_code", "error", "created_at")
    list_select_related = ("endpoint",)
    list_filter = ("state", ToWebhook)
    fields = (
        *("event", "event_id", "endpoint", "state", "attempts", "next_try", "status_code", "error"),
        *("created_at", "delivered_at", "content"),
    )
    readonly_fields = fields
    ordering = ("-id",)
    sortable_by = ()
    actions = ("send_chosen_again",)
    change_form_outer_after_template = "desk/delivery_steps.html"
    empty_advice = _(
        "Todavía no se envió nada. Cada evento que un webhook espera aparece aquí, con lo que contestaron."
    )

    @admin.display(description="Conserje-Event-Id")
    def event_id(self, delivery: WebhookDelivery) -> str:
        return delivery.event_id

    @admin.display(description=_("próximo intento"))
    def next_try(self, delivery: WebhookDelivery) -> str:
        waits = delivery.state == DeliveryState.WAITING
        return date_format(localtime(delivery.next_at), "SHORT_DATETIME_FORMAT") if waits else "–"

    @admin.display(description=_("contenido"))
    def content(self, delivery: WebhookDelivery) -> str:
        return format_html(
            '<pre class="desk-verbatim"><code>{}</code></pre>',
            json.dumps(delivery.payload, ensure_ascii=False, indent=2),
        )

    def may_see_history(self, request: HttpRequest) -> bool:
        return False

    def has_resend_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("tenants.change_webhookdelivery")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("endpoint")

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        shown = {"may_resend": self.has_resend_permission(request), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, shown)

    def get_urls(self) -> list[URLPattern]:
        again = self.admin_site.admin_view(require_POST(self.send_again))
        return [path("<int:pk>/reenviar/", again, name="webhook_send_again"), *super().get_urls()]

    def send_again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send one delivery again, now."""
        delivery = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_resend_permission(request):
            raise PermissionDenied
        try:
            redeliver(delivery=delivery, now=clock.now())
            messages.success(
                request, _g("Va en camino: en unos segundos, vuelva a cargar esta página y verá cómo le fue.")
            )
        except DomainError as error:
            refuse(request, error)
        return redirect(reverse("admin:tenants_webhookdelivery_change", args=[pk]))

    @admin.action(description=_("Volver a enviar"), permissions=["resend"])
    def send_chosen_again(self, request: HttpRequest, queryset: QuerySet[WebhookDelivery]) -> None:
        """Send the chosen deliveries again, now."""
        done, now = 0, clock.now()
        for delivery in queryset[: self.list_per_page]:
            try:
                redeliver(delivery=delivery, now=now)
                done += 1
            except DomainError as error:
                refuse(request, error)
        if done:
            text = ngettext("%(count)d envío va en camino.", "%(count)d envíos van en camino.", done)
            self.message_user(request, text % {"count": done}, messages.SUCCESS)
