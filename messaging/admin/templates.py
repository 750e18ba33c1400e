"""Our copy of Meta's templates, and what Meta says about numbers and accounts: read here, changed at Meta."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from messaging.admin.words import verbatim_json
from messaging.models import AccountNotice, WhatsAppTemplate
from tasks.queue import enqueue
from tenants.admin.base import ReadOnly, TenantAdmin
from tenants.models.business import Language
from tenants.scoping import current_tenant_id


@admin.register(WhatsAppTemplate)
class WhatsAppTemplateAdmin(ReadOnly, TenantAdmin):
    list_display = ("name", "tongue", "category", "status", "reason", "synced_at")
    search_fields = ("name",)
    fields = ("name", "tongue", "category", "status", "reason", "waba_id", "synced_at", "parts")
    readonly_fields = fields
    ordering = ("name", "language", "id")
    sortable_by = ()
    list_before_template = "messaging/template_steps.html"
    empty_advice = _("No hay plantillas. Créelas en Meta y tráigalas: solo con ellas se escribe pasadas 24 horas.")

    @admin.display(description=_("idioma"))
    def tongue(self, template: WhatsAppTemplate) -> str:
        """Return the language in words: `español`, `portugués (BR)`; one that we do not speak as Meta calls it."""
        code, _sep, region = template.language.partition("_")
        word = str(dict(Language.choices).get(code, code))
        return f"{word} ({region})" if region else word

    @admin.display(description=_("partes"))
    def parts(self, template: WhatsAppTemplate) -> str:
        return verbatim_json(template.components)

    def may_see_history(self, request: HttpRequest) -> bool:
        return False

    def has_step_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("messaging.change_whatsapptemplate")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return super().changelist_view(
            request, {"may_step": self.has_step_permission(request), **(extra_context or {})}
        )

    def get_urls(self) -> list[URLPattern]:
        step = self.admin_site.admin_view(require_POST(self.fetch))
        return [path("traer/", step, name="templates_fetch"), *super().get_urls()]

    def fetch(self, request: HttpRequest) -> HttpResponse:
        """Have the copy brought up to date."""
        if not self.has_step_permission(request):
            raise PermissionDenied
        enqueue("messaging.sync_templates", tenant_id=current_tenant_id())
        messages.success(request, _g("Ya se las pedimos a Meta: en unos segundos, vuelva a cargar esta página."))
        return redirect("admin:messaging_whatsapptemplate_changelist")


@admin.register(AccountNotice)
class AccountNoticeAdmin(ReadOnly, TenantAdmin):
    list_display = ("created_at", "field", "account", "at")
    fields = ("field", "account", "at", "created_at", "raw")
    readonly_fields = fields
    ordering = ("-id",)
    sortable_by = ()
    empty_advice = _("Meta todavía no avisó nada. Aquí quedan la calidad de los números, sus límites y restricciones.")

    @admin.display(description=_("contenido"))
    def raw(self, notice: AccountNotice) -> str:
        return verbatim_json(notice.content)

    def may_see_history(self, request: HttpRequest) -> bool:
        return False
