"""Canned replies: words that are written often, with gaps that a guest's stay fills."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from messaging.canned import NAMES, unknown_names
from messaging.models import CannedReply
from tenants.admin.base import TenantAdmin

LONGEST_EXCERPT = 100


class CannedForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    shortcut = forms.SlugField(
        label=_("Atajo"),
        max_length=30,
        help_text=_("Lo que se escribe después de la barra: con «llegar» se llama /llegar."),
    )
    text = forms.CharField(label=_("Texto"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        gaps = ", ".join(f"{{{name}}}" for name in NAMES)
        helps = {
            "language": _g("Sin idioma sirve para todos los huéspedes que no tengan una en el suyo."),
            "text": _g("Se completa con la estadía del huésped: %(gaps)s") % {"gaps": gaps},
        }
        # Whoever may only look has a form without fields.
        for name in helps.keys() & self.fields.keys():
            self.fields[name].help_text = helps[name]

    def clean_shortcut(self) -> str:
        return str(self.cleaned_data["shortcut"]).lower()

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if unknown := unknown_names(text):
            names = ", ".join(f"{{{name}}}" for name in unknown)
            raise forms.ValidationError(_g("Ninguna estadía completa esto: %(names)s") % {"names": names})
        return text


@admin.register(CannedReply)
class CannedReplyAdmin(TenantAdmin):
    form = CannedForm
    list_display = ("__str__", "language", "excerpt")
    list_filter = ("language",)
    search_fields = ("shortcut", "text")
    search_help_text = _("Atajo o palabras del texto")
    fields = ("shortcut", "language", "text")
    ordering = ("shortcut", "language")
    sortable_by = ()
    empty_advice = _(
        "Todavía no hay respuestas rápidas. Agregue lo que más se repite, y en la bandeja se llama escribiendo una barra."
    )

    @admin.display(description=_("texto"))
    def excerpt(self, reply: CannedReply) -> str:
        return Truncator(reply.text).chars(LONGEST_EXCERPT)
