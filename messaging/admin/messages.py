"""One message: what was said, each try at it, what Meta says became of it, and a way to send it again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from messaging.admin.words import LONGEST_WHY, PURPOSES, error_words, kind_word, outcome_words, verbatim_json, who
from messaging.models import Message
from messaging.queries.threads import list_files
from messaging.services.retrying import may_retry, retry_message
from tenants import clock
from tenants.admin.base import ReadOnly, TenantAdmin, refuse
from tenants.admin.pages import number_of
from tenants.errors import DomainError

LONGEST_EXCERPT = 80


@admin.register(Message)
class MessageAdmin(ReadOnly, TenantAdmin):
    list_display = ("sent_at", "conversation_link", "sender_type", "excerpt", "kind_name", "state", "failure")
    list_display_links = ("sent_at",)
    list_select_related = ("conversation__guest",)
    list_filter = ("direction", "state")
    search_fields = ("=wamid",)
    search_help_text = _("wamid entero")
    fields = (
        *("conversation_link", "direction", "sender_type", "kind_name", "text", "state", "failure"),
        *("sent_at", "created_at", "expires_at", "wamid", "reply_to", "purpose_name", "price"),
    )
    readonly_fields = (*fields, "conversation")
    # By number, which is the order in which they came to us: the key of the table.
    ordering = ("-id",)
    sortable_by = ()
    change_form_outer_after_template = "messaging/message.html"
    empty_advice = _("Todavía no hay mensajes. Cada uno aparece aquí con sus intentos y sus estados.")

    class Media:
        css = {"all": ["messaging/thread.css"]}  # noqa: RUF012 (as Django wants it)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("conversation__guest", "conversation__number")

    @admin.display(description=_("conversación"))
    def conversation_link(self, message: Message) -> str:
        link = reverse("admin:messaging_conversation_change", args=[message.conversation_id])
        return format_html('<a class="link" href="{}">{}</a>', link, message.conversation)

    @admin.display(description=_("texto"))
    def excerpt(self, message: Message) -> str:
        return Truncator(message.text or "–").chars(LONGEST_EXCERPT)

    @admin.display(description=_("tipo"))
    def kind_name(self, message: Message) -> str:
        return kind_word(message)

    @admin.display(description=_("motivo"))
    def purpose_name(self, message: Message) -> str:
        return str(PURPOSES.get(message.purpose, message.purpose)) or "–"

    @admin.display(description=_("qué falló"))
    def failure(self, message: Message) -> str:
        return error_words(message)

    @admin.display(description=_("precio"))
    def price(self, message: Message) -> str:
        known = message.pricing
        return ", ".join(str(known[name]) for name in ("category", "type", "pricing_model") if known.get(name)) or "–"

    def may_see_history(self, request: HttpRequest) -> bool:
        return False

    def has_step_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("messaging.change_message")

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        return super().changeform_view(
            request, object_id, form_url, {**self.details(request, object_id), **(extra_context or {})}
        )

    def details(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        """Return what the page of a message shows below its fields, for whom it is."""
        number = number_of(object_id)
        if number is None or not self.has_view_permission(request):
            return {}
        message = self.get_queryset(request).filter(pk=number).first()
        if message is None:
            return {}
        return {
            "attempts": [(it, outcome_words(it)) for it in message.attempts.order_by("id")],
            "statuses": message.statuses.order_by("at", "id"),
            "file": list_files().filter(message=message).first(),
            "raw": verbatim_json(message.content),
            "retried_by": who(message.retried_by),
            "may_retry": self.has_step_permission(request) and may_retry(message, now=clock.now()),
        }

    def get_urls(self) -> list[URLPattern]:
        again = self.admin_site.admin_view(require_POST(self.send_again))
        return [path("<int:pk>/reintentar/", again, name="message_send_again"), *super().get_urls()]

    def send_again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a new attempt at a message."""
        message = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_step_permission(request):
            raise PermissionDenied
        try:
            retry_message(message=message, now=clock.now(), why=request.POST.get("why", "")[:LONGEST_WHY])
            messages.success(
                request, _g("Va en camino: en unos segundos, vuelva a cargar esta página y verá cómo le fue.")
            )
        except DomainError as error:
            refuse(request, error)
        return redirect("admin:messaging_message_change", pk)
