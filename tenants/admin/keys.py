"""API keys: made with a few rights, shown once, revoked at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tenants import clock
from tenants.admin.base import ShownOnce, TenantAdmin, refuse
from tenants.admin.staff_tasks import person
from tenants.errors import DomainError
from tenants.models import ApiKey, Tenant
from tenants.rights import KEY_SCOPES
from tenants.scoping import current_tenant_id
from tenants.services.keys import create_key, revoke_key

SHOWN_ONCE = "_shown_once"


class KeyForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    scopes = forms.MultipleChoiceField(
        label=_("Permisos"),
        choices=[(scope, scope) for scope in KEY_SCOPES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Solo lo que el programa necesita: con «read» lee, con «write» cambia."),
    )

    def clean_expires_at(self) -> Any:
        moment = self.cleaned_data.get("expires_at")
        if moment and moment <= clock.now():
            raise forms.ValidationError(_("La fecha de vencimiento ya pasó."))
        return moment


@admin.register(ApiKey)
class ApiKeyAdmin(ShownOnce, TenantAdmin):
    form = KeyForm
    list_display = ("name", "prefix", "scope_words", "last_used_at", "expires_at", "revoked_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    search_fields = ("name", "=prefix")
    readonly_fields = ("prefix", "created_by", "created_at", "last_used_at", "revoked_at")
    list_select_related = ("created_by",)
    ordering = ("-id",)
    actions = ("revoke_chosen",)
    change_form_outer_after_template = "desk/key_steps.html"
    empty_advice = _("No hay claves. Agregue una por cada programa que deba entrar por la API.")

    @admin.display(description=_("permisos"))
    def scope_words(self, key: ApiKey) -> str:
        return ", ".join(key.scopes)

    def get_urls(self) -> list[URLPattern]:
        revoke = self.admin_site.admin_view(require_POST(self.revoke))
        return [path("<int:pk>/revocar/", revoke, name="tenants_apikey_revoke"), *super().get_urls()]

    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make one key void from the next call on."""
        key = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, key):
            raise PermissionDenied
        self.revoke_chosen(request, self.get_queryset(request).filter(pk=key.pk))
        return redirect("admin:tenants_apikey_changelist")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        given = ("name", "scopes", "expires_at")
        return (*given, *self.readonly_fields) if obj else given

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # A key in use keeps the rights that it was given; another need is another key.
        return ("scopes", "expires_at", *self.readonly_fields) if obj else self.readonly_fields

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj:
            kwargs["form"] = forms.ModelForm
        return super().get_form(request, obj, change=change, **kwargs)

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        key, secret = create_key(
            tenant=Tenant.objects.get(pk=current_tenant_id()),
            name=obj.name,
            scopes=form.cleaned_data["scopes"],
            by=person(request),
            expires_at=obj.expires_at,
            now=clock.now(),
        )
        obj.__dict__.update({name: value for name, value in key.__dict__.items() if not name.startswith("_")})
        obj._state.adding = False
        setattr(obj, SHOWN_ONCE, secret)

    def response_add(self, request: HttpRequest, obj: ApiKey, post_url_continue: str | None = None) -> HttpResponse:
        """Show the secret, this once: it is kept nowhere, not even in the session's messages."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Clave nueva"),
            "opts": self.opts,
            "what": _("Guarde esta clave ahora: no se vuelve a mostrar."),
            "secret": getattr(obj, SHOWN_ONCE),
        }
        return TemplateResponse(request, "desk/once.html", context, headers={"Cache-Control": "no-store"})

    @admin.action(description=_("Revocar"), permissions=["change"])
    def revoke_chosen(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        """Make the chosen keys void from the next call on."""
        done, now = 0, clock.now()
        for key in queryset[: self.list_per_page]:
            try:
                revoke_key(key=key, now=now)
                done += 1
            except DomainError as error:
                refuse(request, error)
        if done:
            text = ngettext("%(count)d clave revocada.", "%(count)d claves revocadas.", done)
            self.message_user(request, text % {"count": done}, messages.SUCCESS)
