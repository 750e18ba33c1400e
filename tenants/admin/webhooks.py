"""Outgoing webhooks: where the business's own programs are told what happens, with a test, a switch and a new secret."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenants import clock
from tenants.admin.base import ShownOnce, TenantAdmin, refuse
from tenants.errors import DomainError
from tenants.models import WebhookEndpoint
from tenants.queries.webhooks import list_deliveries
from tenants.services.webhook_endpoints import (
    URL_FAULTS,
    create_webhook,
    rotate_secret,
    switch_off,
    switch_on,
    update_webhook,
)
from tenants.services.webhooks import send_test
from tenants.values.webhook_url import BadUrl, check_url
from tenants.webhook_events import EVENTS
from tenants.webhook_rules import configured_rules

SHOWN_ONCE = "_shown_once"
# What a webhook's page shows of what was sent to it; the rest is in the list of deliveries.
LAST = 10


class WebhookForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    events = forms.MultipleChoiceField(
        label=_("Eventos"),
        choices=[(event, event) for event in EVENTS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Solo lo que el programa necesita saber."),
    )

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            check_url(url, configured_rules())
        except BadUrl as error:
            raise forms.ValidationError(_g(URL_FAULTS[error.code])) from None
        return url


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(ShownOnce, TenantAdmin):
    form = WebhookForm
    list_display = ("url", "event_words", "is_active", "off_reason", "created_at")
    list_filter = ("is_active",)
    readonly_fields = ("is_active", "off_reason", "off_at", "deaths", "old_secret_until", "created_at")
    ordering = ("-id",)
    sortable_by = ()
    change_form_outer_after_template = "desk/webhook_steps.html"
    empty_advice = _("No hay webhooks. Agregue uno por cada programa que quiera enterarse de lo que pasa aquí.")

    @admin.display(description=_("eventos"))
    def event_words(self, webhook: WebhookEndpoint) -> str:
        return ", ".join(webhook.events)

    def get_urls(self) -> list[URLPattern]:
        steps: dict[str, Callable[..., HttpResponse]] = {
            "probar": self.test,
            "secreto": self.rotate,
            "apagar": self.turn_off,
            "encender": self.turn_on,
        }
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(require_POST(step)), name=f"webhook_{step.__name__}")
            for name, step in steps.items()
        ]
        return [*own, *super().get_urls()]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("url", "events", *self.readonly_fields) if obj else ("url", "events")

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        return super().changeform_view(request, object_id, form_url, {**steps_of(object_id), **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: WebhookEndpoint, form: Any, change: bool) -> None:
        wish = {"url": form.cleaned_data["url"], "events": form.cleaned_data["events"]}
        if change:
            update_webhook(webhook=obj, **wish)
            return
        webhook, secret = create_webhook(**wish)
        obj.__dict__.update({name: value for name, value in webhook.__dict__.items() if not name.startswith("_")})
        obj._state.adding = False
        setattr(obj, SHOWN_ONCE, secret)

    def response_add(
        self, request: HttpRequest, obj: WebhookEndpoint, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self.once(request, getattr(obj, SHOWN_ONCE))

    def once(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Show a secret this once: what is kept of it opens only with a key of the installation."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Secreto del webhook"),
            "opts": self.opts,
            "what": _(
                "Guarde este secreto en el programa que recibe: no se vuelve a mostrar. Con él comprueba la firma."
            ),
            "secret": secret,
        }
        return TemplateResponse(request, "desk/once.html", context, headers={"Cache-Control": "no-store"})

    def found(self, request: HttpRequest, pk: int) -> WebhookEndpoint:
        """Return a webhook of this business that this person may work on."""
        webhook: WebhookEndpoint = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, webhook):
            raise PermissionDenied
        return webhook

    def test(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send a test; its delivery says what became of it."""
        said = _g("La prueba va en camino: en unos segundos, vuelva a cargar esta página y verá cómo le fue.")
        return self.step(request, pk, send_test, said)

    def turn_off(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send nothing more."""
        return self.step(request, pk, switch_off, _g("Apagado: ya no se le envía nada."))

    def turn_on(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send again, from the next event on."""
        said = _g("Encendido: recibe desde el próximo evento. Lo perdido puede volver a enviarse desde sus envíos.")
        return self.step(request, pk, switch_on, said)

    def rotate(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a new secret; the old one signs along for a day."""
        return self.once(request, rotate_secret(webhook=self.found(request, pk), now=clock.now()))

    def step(self, request: HttpRequest, pk: int, do: Callable[..., object], said: str) -> HttpResponse:
        webhook = self.found(request, pk)
        try:
            do(webhook=webhook, now=clock.now())
            messages.success(request, said)
        except DomainError as error:
            refuse(request, error)
        return redirect(reverse("admin:tenants_webhookendpoint_change", args=[pk]))


def steps_of(object_id: str | None) -> dict[str, Any]:
    """Return what a webhook's page shows below its fields: what was sent to it last."""
    if not (object_id and object_id.isascii() and object_id.isdecimal() and len(object_id) <= 18):
        return {}
    return {"deliveries": list_deliveries().filter(endpoint=int(object_id)).order_by("-id")[:LAST]}
