"""The numbers of a business at WhatsApp: how each is reached at Meta, and whether it may send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from messaging.admin.connection import set_app, show_connection, try_again
from messaging.admin.health_words import health_word
from messaging.admin.secret_field import secret_field
from messaging.models import NumberHealth, WhatsAppNumber
from messaging.services.numbers import ACCOUNT as WABA
from messaging.services.numbers import PHONE, change_number, connect_number, resume_number
from tenants import clock
from tenants.admin.base import TenantAdmin, refuse
from tenants.admin.pages import number_of
from tenants.errors import DomainError
from tenants.values.identifiers import BadIdentifier, normalise_identifier

HEALTH = ("state", "causes", "silent_hours")


def health_in(row: Any) -> NumberHealth | None:
    """Return what a row of the list brings along of its health."""
    if row.health_state is None:
        return None
    return NumberHealth(**{name: getattr(row, f"health_{name}") for name in HEALTH})


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
    list_display = ("display_name", "health", "phone_number_id", "waba_id", "has_token", "per_second")
    list_display_links = ("display_name",)
    search_fields = ("display", "=phone_number_id")
    fields = ("display", "phone_number_id", "waba_id", "new_token", "per_second")
    ordering = ("id",)
    sortable_by = ()
    change_form_outer_after_template = "messaging/number_steps.html"
    empty_advice = _("Conecte el número de WhatsApp al que escriben los huéspedes: los datos están en la app de Meta.")

    class Media:
        css = {"all": ["messaging/connection.css"]}  # noqa: RUF012 (as Django wants it)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return numbers, each with what the last look at it found."""
        found = NumberHealth.objects.filter(pk=OuterRef("pk"), tenant_id=OuterRef("tenant_id"))
        columns = {f"health_{name}": Subquery(found.values(name)) for name in HEALTH}
        rows: QuerySet[Any] = super().get_queryset(request).annotate(**columns)
        return rows

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.fields, "has_token", "pause", "paused_at", "created_at") if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("has_token", "pause", "paused_at", "created_at") if obj else ()

    @admin.display(description=_("número"))
    def display_name(self, number: WhatsAppNumber) -> str:
        return str(number)

    @admin.display(description=_("cómo está"))
    def health(self, number: WhatsAppNumber) -> SafeString:
        return health_word(number, health_in(number))

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
        told = {"health": health_word(number, health_in(number)) if number else ""}
        return super().changeform_view(request, object_id, form_url, {**told, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/reanudar/", view(require_POST(self.resume)), name="number_resume"),
            path("<int:pk>/conexion/", view(require_safe(self.connection)), name="number_connection"),
            path("<int:pk>/conexion/probar/", view(require_POST(self.try_again)), name="number_try"),
            path("<int:pk>/conexion/app/", view(require_POST(self.set_app)), name="number_app"),
            *super().get_urls(),
        ]

    def connection(self, request: HttpRequest, pk: int) -> HttpResponse:
        return show_connection(self, request, pk)

    def try_again(self, request: HttpRequest, pk: int) -> HttpResponse:
        return try_again(self, request, pk)

    def set_app(self, request: HttpRequest, pk: int) -> HttpResponse:
        return set_app(self, request, pk)

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
