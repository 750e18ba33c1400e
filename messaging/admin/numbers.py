"""The numbers of a business at WhatsApp: how each is reached at Meta, and whether it may send."""

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

from messaging.admin.number_words import check_words
from messaging.admin.secret_field import secret_field
from messaging.models import WhatsAppNumber
from messaging.services.numbers import ACCOUNT as WABA
from messaging.services.numbers import PHONE, change_number, connect_number, resume_number
from tasks.queue import enqueue
from tenants import clock
from tenants.admin.base import TenantAdmin, refuse
from tenants.admin.pages import number_of
from tenants.errors import DomainError
from tenants.scoping import current_tenant_id
from tenants.values.identifiers import BadIdentifier, normalise_identifier


class NumberForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    new_token = secret_field(
        _("Token de acceso"), _("Se guarda cifrado y no se vuelve a mostrar. Vacío: queda el de antes.")
    )

    def clean_phone_number_id(self) -> str:
        return self.as_meta_says(PHONE, "phone_number_id")

    def clean_waba_id(self) -> str:
        return self.as_meta_says(WABA, "waba_id") if self.cleaned_data["waba_id"] else ""

    def as_meta_says(self, kind: str, name: str) -> str:
        try:
            return normalise_identifier(kind, self.cleaned_data[name])
        except BadIdentifier:
            raise forms.ValidationError(_g("Es un número largo, solo con cifras: cópielo de Meta.")) from None


@admin.register(WhatsAppNumber)
class WhatsAppNumberAdmin(TenantAdmin):
    form = NumberForm
    list_display = ("display_name", "phone_number_id", "waba_id", "pause", "has_token", "per_second")
    list_display_links = ("display_name",)
    search_fields = ("display", "=phone_number_id")
    fields = ("display", "phone_number_id", "waba_id", "new_token", "per_second")
    ordering = ("id",)
    sortable_by = ()
    change_form_outer_after_template = "messaging/number_steps.html"
    empty_advice = _("Conecte el número de WhatsApp al que escriben los huéspedes: los datos están en la app de Meta.")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.fields, "has_token", "pause", "paused_at", "created_at") if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("has_token", "pause", "paused_at", "created_at") if obj else ()

    @admin.display(description=_("número"))
    def display_name(self, number: WhatsAppNumber) -> str:
        return str(number)

    @admin.display(description=_("envíos"))
    def pause(self, number: WhatsAppNumber) -> str:
        if number.paused_at is None:
            return _g("en marcha")
        if number.pause_code is None:
            return _g("en pausa: Meta no acepta envíos de este número")
        return _g("en pausa: Meta no acepta envíos de este número (%(code)d)") % {"code": number.pause_code}

    @admin.display(description=_("tiene token"), boolean=True)
    def has_token(self, number: WhatsAppNumber) -> bool:
        return bool(number.token)

    def save_model(self, request: HttpRequest, obj: WhatsAppNumber, form: Any, change: bool) -> None:
        names = ("phone_number_id", "waba_id", "display", "per_second")
        wish = {**{name: form.cleaned_data[name] for name in names}, "token": form.cleaned_data["new_token"]}
        if change:
            change_number(number=obj, **wish)
            return
        made = connect_number(**wish)
        obj.pk, obj.tenant_id, obj._state.adding = made.pk, made.tenant_id, False

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        pk = number_of(object_id)
        number = self.get_queryset(request).filter(pk=pk).first() if pk and self.has_view_permission(request) else None
        told = {"findings": check_words(number.checked) if number else []}
        return super().changeform_view(request, object_id, form_url, {**told, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        resume = self.admin_site.admin_view(require_POST(self.resume))
        ask = self.admin_site.admin_view(require_POST(self.ask_meta))
        return [
            path("<int:pk>/reanudar/", resume, name="number_resume"),
            path("<int:pk>/comprobar/", ask, name="number_check"),
            *super().get_urls(),
        ]

    def ask_meta(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have Meta asked about a number, by a job: nobody holds a transaction open while Meta thinks."""
        number = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, number):
            raise PermissionDenied
        enqueue("messaging.check_number", tenant_id=current_tenant_id(), number_id=number.pk)
        messages.success(request, _g("Ya le preguntamos a Meta: en unos segundos, vuelva a cargar esta página."))
        return redirect("admin:messaging_whatsappnumber_change", pk)

    def resume(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send again from a number."""
        number = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, number):
            raise PermissionDenied
        try:
            resume_number(number=number, now=clock.now())
            messages.success(request, _g("El número vuelve a enviar: lo que espera sale en un minuto."))
        except DomainError as error:
            refuse(request, error)
        return redirect("admin:messaging_whatsappnumber_change", pk)
