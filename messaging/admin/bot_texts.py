"""What the bot says, in the business's own words, beside ours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from bookings.admin.inputs import CatalogueForm, Once
from messaging.dialogue.own_texts import foreign_gaps, gaps_of, is_button, missing_gaps
from messaging.dialogue.texts import es
from messaging.dialogue.wording import LONGEST_LABEL, TEXTS, text_of
from messaging.models import AnswerRules, BotText
from tenants.admin.base import TenantAdmin

LONGEST_EXCERPT, LONGEST_NAME = 100, 60


def name_of(key: str) -> str:
    """Return what a text is known by: the first words of ours, in the language of whoever looks."""
    spoken = TEXTS.get((get_language() or "es").partition("-")[0], es.TEXTS)
    return Truncator(" ".join(spoken.get(key, key).split())).chars(LONGEST_NAME)


def in_braces(names: tuple[str, ...]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


class BotTextForm(CatalogueForm):
    key = forms.ChoiceField(
        label=_("Texto"),
        help_text=_("Las primeras palabras de lo que el bot ya dice."),
        widget=UnfoldAdminSelectWidget,
    )
    once = (Once(("key", "language"), _("Ese texto ya tiene sus palabras en ese idioma: cámbielas allí.")),)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "language" not in self.fields:
            return  # somebody only looks
        said = [(key, name_of(key)) for key in es.TEXTS]
        self.fields["key"].choices = [  # type: ignore[attr-defined]
            (_g("Mensajes"), [it for it in said if not is_button(it[0])]),
            (_g("Botones"), [it for it in said if is_button(it[0])]),
        ]
        key = self.data.get("key") or self.initial.get("key") or ""
        self.fields["text"].help_text = told_gaps(key)

    def check(self) -> None:
        key, text = self.cleaned_data.get("key"), self.cleaned_data.get("text")
        if not key or not text:
            return
        if names := foreign_gaps(key, text):
            told = _g("Nada completa esto: %(names)s.") % {"names": in_braces(names)}
            self.say("text", f"{told} {told_gaps(key)}")
        if names := missing_gaps(key, text):
            told = _g("Falta decir esto, que el huésped tiene que leer: %(names)s.")
            self.say("text", told % {"names": in_braces(names)})
        if is_button(key) and len(" ".join(text.split())) > LONGEST_LABEL:
            told = _g("WhatsApp muestra %(most)s caracteres en un botón: acórtelo.")
            self.say("text", told % {"most": LONGEST_LABEL})


def told_gaps(key: str) -> str:
    """Return which gaps the words for a key may have."""
    if key not in es.TEXTS:
        return _g("Lo que está entre llaves en nuestro texto, como {stay}, se completa solo: cópielo como está.")
    if is_button(key):
        return _g("Hasta %(most)s caracteres.") % {"most": LONGEST_LABEL}
    if not gaps_of(key):
        return _g("Este texto no lleva nada entre llaves.")
    return _g("Se completa solo, y se copia como está: %(gaps)s") % {"gaps": in_braces(gaps_of(key))}


@admin.register(BotText)
class BotTextAdmin(TenantAdmin):
    form = BotTextForm
    list_display = ("name", "language", "excerpt")
    list_filter = ("language",)
    search_fields = ("text",)
    search_help_text = _("Palabras del texto")
    readonly_fields = ("name", "ours")
    ordering = ("key", "language")
    sortable_by = ()
    empty_advice = _(
        "El bot habla con textos que ya vienen. Agregue los que quiera decir a su manera; los demás siguen como están."
    )

    def get_fields(self, request: HttpRequest, obj: BotText | None = None) -> Any:
        if obj is None:
            return ("key", "language", "text")
        first = "key" if self.has_change_permission(request, obj) else "name"
        return (first, "language", "text", "ours")

    @admin.display(description=_("texto"))
    def name(self, text: BotText) -> str:
        return name_of(text.key)

    @admin.display(description=_("palabras"))
    def excerpt(self, text: BotText) -> str:
        return Truncator(text.text).chars(LONGEST_EXCERPT)

    @admin.display(description=_("lo que decimos nosotros"))
    def ours(self, text: BotText) -> str:
        if text.key not in es.TEXTS:
            return "–"
        rules = AnswerRules.objects.first() or AnswerRules()
        return linebreaksbr(text_of(text.key, language=text.language, address=rules.address), autoescape=True)
