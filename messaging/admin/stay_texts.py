"""What guests are told around their stays, in the business's own words, and the template for when 24 hours have passed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.text import Truncator
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from bookings.admin.telling_words import OCCASIONS
from bookings.models import MessageRule
from messaging.canned import NAMES, unknown_names
from messaging.models import StayText
from messaging.stay_texts import DEFAULTS
from tenants.admin.base import TenantAdmin

LONGEST_EXCERPT = 100


class StayTextForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    key = forms.ChoiceField(
        label=_("Ocasión"), help_text=_("Lo que le pasa a una reserva, o el mensaje que pide una regla.")
    )
    text = forms.CharField(label=_("Texto"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 6}))
    template_gaps = SimpleArrayField(
        forms.CharField(max_length=20),
        label=_("Datos de la plantilla"),
        required=False,
        help_text=_("En el orden de su texto, separados por comas: llegada,salida"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "language" not in self.fields:
            return  # somebody only looks
        rules = MessageRule.objects.order_by("template").values_list("template", flat=True)
        keys = dict.fromkeys((*OCCASIONS, *rules, *([self.instance.key] if self.instance.pk else [])))
        self.fields["key"].choices = [(key, OCCASIONS.get(key, key)) for key in keys]  # type: ignore[attr-defined]
        self.fields["language"].help_text = _g("Sin idioma sirve para los huéspedes que no tengan uno en el suyo.")
        gaps = ", ".join(f"{{{name}}}" for name in NAMES)
        told = _g("Se completa con la estadía del huésped: %(gaps)s") % {"gaps": gaps}
        self.fields["text"].help_text = f"{told}. {_g('Vacío: el texto que ya viene.')}"
        self.fields["template_name"].help_text = _g("Aprobada por Meta. Va en lugar del texto pasadas 24 horas.")
        self.fields["purpose"].help_text = _g("Sin motivo es de la reserva y va siempre.")
        self.fields["tells_access"].help_text = _g("Solo va a quien tiene la reserva confirmada y no debe nada.")

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not text and self.cleaned_data.get("key") not in DEFAULTS:
            raise forms.ValidationError(_g("Este mensaje no trae un texto: escríbalo."))
        refuse_unknown(unknown_names(text))
        return text

    def clean_template_gaps(self) -> list[str]:
        gaps = [str(name).strip("{} ") for name in self.cleaned_data["template_gaps"]]
        refuse_unknown(tuple(name for name in gaps if name not in NAMES))
        return gaps


def refuse_unknown(names: tuple[str, ...]) -> None:
    """Refuse gaps that no stay could ever fill."""
    if names:
        words = ", ".join(f"{{{name}}}" for name in names)
        raise forms.ValidationError(_g("Ninguna estadía completa esto: %(names)s") % {"names": words})


@admin.register(StayText)
class StayTextAdmin(TenantAdmin):
    form = StayTextForm
    list_display = ("occasion", "language", "excerpt", "template_name", "is_on")
    list_filter = ("language", "is_on")
    search_fields = ("key", "text")
    search_help_text = _("Ocasión o palabras del texto")
    fieldsets = (
        (None, {"fields": ("key", "language", "text", "is_on")}),
        (_("Pasadas 24 horas"), {"fields": ("template_name", "template_gaps")}),
        (_("A quién"), {"fields": ("purpose", "tells_access")}),
    )
    ordering = ("key", "language")
    sortable_by = ()
    empty_advice = _(
        "Las prerreservas, confirmaciones y cancelaciones se avisan con textos que ya vienen. Agregue los suyos, y los de los"
        " mensajes automáticos."
    )

    @admin.display(description=_("ocasión"))
    def occasion(self, text: StayText) -> str:
        return str(OCCASIONS.get(text.key, text.key))

    @admin.display(description=_("texto"))
    def excerpt(self, text: StayText) -> str:
        return Truncator(text.text).chars(LONGEST_EXCERPT)
