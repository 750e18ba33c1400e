"""What the bot answers about the house, and how far it goes with each kind of question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from bookings.admin.inputs import CatalogueForm, Once
from messaging.admin.topic_words import KINDS, QUESTIONS
from messaging.models import KnownAnswer, TopicMode
from tenants.admin.base import TenantAdmin

LONGEST_EXCERPT = 100


class KnownAnswerForm(CatalogueForm):
    topic = forms.ChoiceField(
        label=_("Tema"),
        choices=QUESTIONS.items,
        help_text=_("Por lo que pregunta un huésped."),
        widget=UnfoldAdminSelectWidget,
    )
    once = (Once(("topic", "language"), _("Ese tema ya tiene una respuesta en ese idioma: cámbiela allí.")),)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Whoever may only look has a form without fields.
        if "language" in self.fields:
            self.fields["language"].help_text = _g(
                "Sin idioma sirve para todos los huéspedes que no tengan una en el suyo."
            )
            self.fields["text"].help_text = _g("Se dice tal como está. No escriba claves que no deba tener cualquiera.")


@admin.register(KnownAnswer)
class KnownAnswerAdmin(TenantAdmin):
    form = KnownAnswerForm
    list_display = ("about", "language", "excerpt", "is_on")
    list_filter = ("language", "is_on")
    search_fields = ("text",)
    search_help_text = _("Palabras de la respuesta")
    readonly_fields = ("about",)
    ordering = ("topic", "language")
    sortable_by = ()
    empty_advice = _(
        "Lo que el bot no sabe se lo pregunta al equipo. Agregue lo que más preguntan: wifi, mascotas, estacionamiento."
    )

    def get_fields(self, request: HttpRequest, obj: KnownAnswer | None = None) -> Any:
        is_changed = obj is None or self.has_change_permission(request, obj)
        return ("topic" if is_changed else "about", "language", "text", "is_on")

    @admin.display(description=_("tema"))
    def about(self, answer: KnownAnswer) -> str:
        return str(QUESTIONS.get(answer.topic, answer.topic))

    @admin.display(description=_("respuesta"))
    def excerpt(self, answer: KnownAnswer) -> str:
        return Truncator(answer.text).chars(LONGEST_EXCERPT)


class TopicModeForm(CatalogueForm):
    topic = forms.ChoiceField(label=_("Tema"), choices=KINDS.items, widget=UnfoldAdminSelectWidget)
    once = (Once(("topic",), _("Ese tema ya está en la lista: cámbielo allí.")),)


@admin.register(TopicMode)
class TopicModeAdmin(TenantAdmin):
    form = TopicModeForm
    list_display = ("about", "mode")
    list_filter = ("mode",)
    readonly_fields = ("about",)
    ordering = ("topic",)
    sortable_by = ()
    empty_advice = _(
        "El bot hace con todos los temas lo que dicen las reglas de respuesta. Agregue los que quiera tratar distinto."
    )

    def get_fields(self, request: HttpRequest, obj: TopicMode | None = None) -> Any:
        is_changed = obj is None or self.has_change_permission(request, obj)
        return ("topic" if is_changed else "about", "mode")

    @admin.display(description=_("tema"))
    def about(self, row: TopicMode) -> str:
        return str(KINDS.get(row.topic, row.topic))
