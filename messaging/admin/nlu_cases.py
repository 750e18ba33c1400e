"""What the staff said the bot had understood wrongly: to read, and to take back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from messaging.admin.words import verbatim, who
from messaging.models import NluCase
from messaging.services.nlu_cases import discard
from messaging.why_words import intent_words
from tenants.admin.base import ReadOnly, TenantAdmin

LONGEST_EXCERPT = 80
NAMES: dict[str, Any] = {
    "check_in": _("llegada"),
    "check_out": _("salida"),
    "adults": _("adultos"),
    "children": _("menores"),
}


@admin.register(NluCase)
class NluCaseAdmin(ReadOnly, TenantAdmin):
    list_display = ("at", "excerpt", "understood_as", "meant_as", "note_excerpt", "conversation_link")
    list_display_links = ("at",)
    list_select_related = ("turn__conversation__guest",)
    search_fields = ("text", "note")
    search_help_text = _("Palabras del mensaje o de la nota")
    fields = (
        *("at", "marked_by", "conversation_link", "shown_text", "today", "understood_as", "meant_as", "meant"),
        "note",
    )
    readonly_fields = (*fields, "turn")
    actions = ("discard_chosen",)
    ordering = ("-at", "-id")
    sortable_by = ()
    empty_advice = _(
        "Nadie marcó una respuesta como equivocada. En la bandeja, «¿Por qué?» debajo de una respuesta del bot lo permite."
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("turn__conversation__guest")

    @admin.display(description=_("lo que se leyó"))
    def excerpt(self, case: NluCase) -> str:
        return Truncator(case.text or "–").chars(LONGEST_EXCERPT)

    @admin.display(description=_("lo que se leyó"))
    def shown_text(self, case: NluCase) -> str:
        return verbatim(case.text)

    @admin.display(description=_("el bot entendió"))
    def understood_as(self, case: NluCase) -> str:
        return intent_words(str(case.understanding.get("intent", ""))) or "–"

    @admin.display(description=_("era"))
    def meant_as(self, case: NluCase) -> str:
        return intent_words(str(case.expected.get("intent", ""))) or "–"

    @admin.display(description=_("además era"))
    def meant(self, case: NluCase) -> str:
        told = [(words, case.expected[name]) for name, words in NAMES.items() if name in case.expected]
        return "; ".join(f"{words}: {_g('no lo dice') if value is None else value}" for words, value in told) or "–"

    @admin.display(description=_("qué estuvo mal"))
    def note_excerpt(self, case: NluCase) -> str:
        return Truncator(case.note or "–").chars(LONGEST_EXCERPT)

    @admin.display(description=_("quién"))
    def marked_by(self, case: NluCase) -> str:
        return who(case.author)

    @admin.display(description=_("conversación"))
    def conversation_link(self, case: NluCase) -> str:
        talk = case.turn.conversation
        link = reverse("admin:messaging_conversation_change", args=[talk.pk])
        return format_html('<a class="link" href="{}">{}</a>', link, talk)

    def may_see_history(self, request: HttpRequest) -> bool:
        return False

    def has_discard_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("messaging.change_nlucase")

    @admin.action(description=_("Borrar"), permissions=["discard"])
    def discard_chosen(self, request: HttpRequest, queryset: QuerySet[NluCase]) -> None:
        """Forget the chosen ones: what was right after all, or is in the tests already."""
        chosen = list(queryset[: self.list_per_page])
        for case in chosen:
            discard(case=case)
        text = ngettext("%(count)d borrada.", "%(count)d borradas.", len(chosen))
        self.message_user(request, text % {"count": len(chosen)}, messages.SUCCESS)
