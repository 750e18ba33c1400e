"""Apps at Meta, for platform administrators: what webhooks are verified with. Secrets go in, and never come out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from messaging.admin.secret_field import secret_field
from messaging.models import MetaApp
from messaging.services.apps import change_app, create_app, drop_old_secrets
from tenants.admin.base import PlatformAdmin, is_platform, refuse
from tenants.errors import DomainError


class MetaAppForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    new_token = secret_field(
        _("Token de verificación"),
        _("El mismo que se escribe en Meta al suscribir la dirección. Vacío: queda el de antes."),
    )
    new_secret = secret_field(
        _("Secreto de la app"),
        _("Firma lo que Meta envía. Se suma a los que haya, hasta que se olviden los anteriores."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.instance._state.adding:
            for name in ("new_token", "new_secret"):
                if not data.get(name):
                    self.add_error(name, _g("Hace falta para comprobar lo que llega."))
        return data


@admin.register(MetaApp)
class MetaAppAdmin(PlatformAdmin):
    form = MetaAppForm
    list_display = ("name", "key", "is_active", "secret_count", "created_at")
    fields = ("name", "key", "is_active", "new_token", "new_secret")
    ordering = ("key",)
    sortable_by = ()
    change_form_outer_after_template = "messaging/app_steps.html"
    empty_advice = _("Sin una app de Meta no se acepta ningún aviso. Agregue la primera con la clave «default».")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.fields, "secret_count", "created_at") if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("secret_count", "created_at") if obj else ()

    @admin.display(description=_("secretos que valen"))
    def secret_count(self, app: MetaApp) -> int:
        return len(app.secrets)

    def save_model(self, request: HttpRequest, obj: MetaApp, form: Any, change: bool) -> None:
        data = form.cleaned_data
        wish = {name: data[name] for name in ("key", "name", "is_active")}
        wish |= {"verify_token": data["new_token"], "secret": data["new_secret"]}
        if change:
            change_app(app=obj, **wish)
            return
        made = create_app(**wish)
        obj.pk, obj._state.adding = made.pk, False

    def get_urls(self) -> list[URLPattern]:
        step = self.admin_site.admin_view(require_POST(self.drop))
        return [path("<int:pk>/olvidar/", step, name="app_drop_secrets"), *super().get_urls()]

    def drop(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Forget all secrets of an app but the newest."""
        if not is_platform(request):
            raise PermissionDenied
        app = get_object_or_404(MetaApp, pk=pk)
        try:
            drop_old_secrets(app=app)
            messages.success(request, _g("Desde ahora vale solo el último secreto."))
        except DomainError as error:
            refuse(request, error)
        return redirect("admin:messaging_metaapp_change", pk)
