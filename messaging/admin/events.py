"""Webhooks as they came, for platform administrators: what waits, what nobody could read, and a way to read one again."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from messaging.admin.words import LONGEST_WHY, verbatim
from messaging.models import RawEvent
from messaging.services.replaying import replay_event
from tenants import clock
from tenants.admin.base import PlatformReadOnly, is_platform, refuse
from tenants.errors import DomainError


@admin.register(RawEvent)
class RawEventAdmin(PlatformReadOnly):
    list_display = ("id", "app_key", "state", "attempts", "error", "received_at", "read_at")
    list_filter = ("state",)
    fields = ("app_key", "state", "attempts", "error", "received_at", "read_at", "shown")
    readonly_fields = fields
    ordering = ("-id",)
    sortable_by = ()
    change_form_outer_after_template = "messaging/event_steps.html"
    empty_advice = _("Meta todavía no envió nada. Revise la dirección del webhook en la app de Meta.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("body")

    @admin.display(description=_("cuerpo"))
    def shown(self, event: RawEvent) -> str:
        return verbatim(text_of(bytes(event.body)))

    def get_urls(self) -> list[URLPattern]:
        step = self.admin_site.admin_view(require_POST(self.read_again))
        return [path("<int:pk>/leer/", step, name="event_read_again"), *super().get_urls()]

    def read_again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have a webhook read once more."""
        if not is_platform(request):
            raise PermissionDenied
        event = get_object_or_404(self.get_queryset(request), pk=pk)
        why = request.POST.get("why", "")[:LONGEST_WHY]
        try:
            replay_event(event=event, now=clock.now(), why=why)
            # Webhooks are of the platform and the reason holds no names, so Django's own log may know who did it.
            admin.ModelAdmin.log_change(self, request, event, " ".join(filter(None, (_g("Volver a leer"), why))))
            messages.success(request, _g("Se vuelve a leer: en unos segundos, vuelva a cargar esta página."))
        except DomainError as error:
            refuse(request, error)
        return redirect("admin:messaging_rawevent_change", pk)


def text_of(body: bytes) -> str:
    """Return a body as a person reads it: JSON in lines, anything else as it stands.

    Half a character, which JSON can carry and no page can, is written as it came: `\\ud83d`.
    """
    text = body.decode("utf-8", "replace")
    try:
        text = json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return text
    return text.encode("utf-8", "backslashreplace").decode()
