"""Conversations: who wrote last, where the bot keeps silent, and the whole thread of each."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.timesince import timeuntil
from django.utils.timezone import localtime
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from bookings.admin.lists import of_guest
from messaging.admin.words import error_words, kind_word, outcome_words, owner_words, ticks, window_until
from messaging.models import Conversation, Direction, Message
from messaging.queries.threads import Said, get_thread
from messaging.services.holding import hand_back, lease_of, name_of
from tenants import clock
from tenants.admin.base import ReadOnly, TenantAdmin
from tenants.admin.pages import number_of

BEFORE = "antes"
LONGEST_EXCERPT = 80


@admin.register(Conversation)
class ConversationAdmin(ReadOnly, TenantAdmin):
    list_display = ("guest", "phone", "last_words", "last_message_at", "owner_words", "number")
    list_select_related = ("guest", "number", "person")
    list_filter = ("owner",)
    search_fields = ("guest__name",)
    search_help_text = _("Nombre, o teléfono o correo entero")
    fields = ("guest_link", "phone", "number", "last_inbound_at", "window", "owner_words", "created_at")
    readonly_fields = (*fields, "guest")
    ordering = ("-last_message_at", "-id")
    sortable_by = ()
    change_form_outer_after_template = "messaging/thread.html"
    empty_advice = _("Todavía no escribió nadie. Conecte un número de WhatsApp y aparecerá aquí cada conversación.")

    class Media:
        css = {"all": ["messaging/thread.css"]}  # noqa: RUF012 (as Django wants it)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return conversations, each with the words that were said last."""
        said = Message.objects.filter(conversation=OuterRef("pk")).order_by("-sent_at", "-id")
        last = Subquery(said.values("text")[:1])
        rows: QuerySet[Any] = (
            super().get_queryset(request).select_related("guest", "number", "person").annotate(last_text=last)
        )
        return rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip()
        if not term or "\0" in term:
            return (queryset if not term else queryset.none()), False
        return queryset.filter(of_guest(term) | Q(wa_id=term.removeprefix("+"))), False

    @admin.display(description=_("teléfono"))
    def phone(self, conversation: Conversation) -> str:
        return f"+{conversation.wa_id}" if conversation.wa_id else conversation.user_id

    @admin.display(description=_("texto"))
    def last_words(self, conversation: Any) -> str:
        return Truncator(conversation.last_text or "–").chars(LONGEST_EXCERPT)

    @admin.display(description=_("a cargo"))
    def owner_words(self, conversation: Conversation) -> str:
        return owner_words(lease_of(conversation), name_of(conversation.person), now=clock.now())

    @admin.display(description=_("huésped"))
    def guest_link(self, conversation: Conversation) -> str:
        link = reverse("admin:tenants_guest_change", args=[conversation.guest_id])
        return format_html('<a class="link" href="{}">{}</a>', link, conversation.guest)

    @admin.display(description=_("se le puede escribir libremente"))
    def window(self, conversation: Conversation) -> str:
        until, now = window_until(conversation), clock.now()
        if until is None or until <= now:
            return _g("no: solo con una plantilla, hasta que escriba")
        words = {
            "until": date_format(localtime(until), "SHORT_DATETIME_FORMAT"),
            "left": timeuntil(until, now, depth=1),
        }
        return _g("sí, hasta %(until)s (faltan %(left)s)") % words

    def may_see_history(self, request: HttpRequest) -> bool:
        return False

    def has_step_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("messaging.change_conversation")

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        shown = {"may_step": self.has_step_permission(request), **thread_of(self, request, object_id)}
        return super().changeform_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        step = self.admin_site.admin_view(require_POST(self.let_answer))
        return [path("<int:pk>/contestar/", step, name="conversation_let_answer"), *super().get_urls()]

    def let_answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let the bot answer again."""
        conversation = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_step_permission(request):
            raise PermissionDenied
        hand_back(conversation_id=conversation.pk, now=clock.now())
        messages.success(request, _g("El bot vuelve a contestar desde el próximo mensaje."))
        return redirect("admin:messaging_conversation_change", pk)


def thread_of(page: ConversationAdmin, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
    """Return what the page of a conversation shows below its fields, for whom it is."""
    number = number_of(object_id)
    if number is None or not page.has_view_permission(request):
        return {}
    conversation = page.get_queryset(request).filter(pk=number).first()
    if conversation is None:
        return {}
    thread = get_thread(conversation, before=number_of(request.GET.get(BEFORE)))
    return {"lines": [line_of(said) for said in thread.said], "older": thread.older}


def line_of(said: Said) -> dict[str, Any]:
    """Return one message as the thread shows it."""
    message = said.message
    return {
        "message": message,
        "file": said.file,
        "is_ours": message.direction == Direction.OUT,
        "kind": "" if message.kind == "text" else kind_word(message),
        "ticks": ticks(message),
        "error": error_words(message),
        # One try that went well is what everybody expects.
        "attempts": [(it, outcome_words(it)) for it in said.attempts] if is_told(said) else [],
    }


def is_told(said: Said) -> bool:
    return len(said.attempts) > 1 or any(attempt.outcome != "accepted" for attempt in said.attempts)
