"""Parts of webhooks that led to no business, or could not be read: the open ones first, each with a way out."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from messaging.admin.words import LONGEST_WHY, verbatim, who
from messaging.models import Quarantined
from messaging.services.replaying import release
from tenants import clock
from tenants.admin.base import PlatformReadOnly, is_platform, refuse
from tenants.errors import DomainError


class Open(admin.SimpleListFilter):
    title = _("estado")
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("por resolver")), ("no", _("resueltos"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Quarantined]) -> QuerySet[Quarantined]:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(released_at__isnull=self.value() == "yes")


@admin.register(Quarantined)
class QuarantinedAdmin(PlatformReadOnly):
    list_display = ("id", "reason", "place", "created_at", "released_at")
    list_filter = (Open, "reason")
    fields = ("reason", "place", "created_at", "released_at", "releaser", "released_why", "event_link", "shown")
    readonly_fields = (*fields, "event")
    ordering = (F("released_at").desc(nulls_first=True), "-id")
    sortable_by = ()
    change_form_outer_after_template = "messaging/quarantine_steps.html"
    empty_advice = _("Nada en cuarentena: todo lo que llegó se entendió y es de algún alojamiento.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("content")

    @admin.display(description=_("aviso"))
    def event_link(self, quarantined: Quarantined) -> str:
        if quarantined.event_id is None:
            return _g("ya no se guarda")
        link = reverse("admin:messaging_rawevent_change", args=[quarantined.event_id])
        return format_html('<a class="link" href="{}">{}</a>', link, quarantined.event_id)

    @admin.display(description=_("resuelto por"))
    def releaser(self, quarantined: Quarantined) -> str:
        return who(quarantined.released_by)

    @admin.display(description=_("contenido"))
    def shown(self, quarantined: Quarantined) -> str:
        return verbatim(quarantined.content)

    def get_urls(self) -> list[URLPattern]:
        step = self.admin_site.admin_view(require_POST(self.let_out))
        return [path("<int:pk>/resolver/", step, name="quarantine_release"), *super().get_urls()]

    def let_out(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have the webhook of a part read again; what still leads nowhere comes back."""
        if not is_platform(request):
            raise PermissionDenied
        quarantined = get_object_or_404(self.get_queryset(request), pk=pk)
        why = request.POST.get("why", "")[:LONGEST_WHY]
        try:
            release(quarantined=quarantined, now=clock.now(), why=why)
            said = " ".join(filter(None, (_g("Volver a intentar"), why)))
            admin.ModelAdmin.log_change(self, request, quarantined, said)
            messages.success(request, _g("Se vuelve a leer: si todavía no tiene dueño, aparecerá aquí otra vez."))
        except DomainError as error:
            refuse(request, error)
        return redirect("admin:messaging_quarantined_changelist")
