"""How the bot answers in a business: one row, or none, and then what the row would say at first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from messaging.models import AnswerRules
from tenants.admin.base import TenantAdmin

# The most that the constraints of the table let through.
MOST_MS, MOST_VOICE = 60_000, 600
HELP = {
    "mode": _("Para todo; lo que se trata distinto está en Temas del bot."),
    "address": _("Así habla el bot en español. Sus propios textos quedan como los escriba."),
    "staff_from": _(
        "A quien pide una persona fuera de este horario se le dice cuándo hay alguien. Las dos horas, o ninguna."
    ),
    "nudge_hours": _("Desde el último mensaje de quien recibió un precio y no contestó; una sola vez. 0: nunca."),
    "lease_minutes": _(
        "Quien escribe tiene la conversación a cargo este tiempo desde su último mensaje; después contesta el bot."
    ),
    "person_words": _("Una por renglón, como mensaje entero. Vacío: las habituales, como «persona» o «recepción»."),
    "bot_words": _("Una por renglón, como mensaje entero. Vacío: las habituales, como «bot» o «asistente»."),
    "remind_minutes": _("Un huésped espera a una persona y nadie contesta: se recuerda a quien la tiene. 0: nunca."),
    "release_minutes": _("Si sigue esperando, la conversación queda libre para todo el equipo. 0: nunca."),
}


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    debounce_ms = forms.IntegerField(
        label=_("Espera antes de contestar (ms)"),
        min_value=0,
        max_value=MOST_MS,
        initial=1500,
        help_text=_("Varios mensajes seguidos son una sola idea: cada uno vuelve a empezar la espera."),
    )
    fragment_ms = forms.IntegerField(
        label=_("Espera tras un mensaje sin terminar (ms)"), min_value=0, max_value=MOST_MS, initial=4000
    )
    voice_seconds = forms.IntegerField(
        label=_("Espera por un audio (s)"), min_value=0, max_value=MOST_VOICE, initial=30
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Whoever may only look has a form without fields.
        for name in HELP.keys() & self.fields.keys():
            self.fields[name].help_text = HELP[name]

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        hours = {name: data.get(name) for name in ("staff_from", "staff_until") if name in data}
        if len(hours) == 2 and any(hours.values()) and not all(hours.values()):
            self.add_error("staff_until", str(_("Escriba las dos horas, o deje las dos vacías.")))
        return data


@admin.register(AnswerRules)
class AnswerRulesAdmin(TenantAdmin):
    form = RulesForm
    list_display = ("__str__", "is_on", "mode", "debounce_ms", "fragment_ms", "stale_minutes", "monthly_replies")
    fields = (
        "is_on",
        "mode",
        "address",
        "debounce_ms",
        "fragment_ms",
        "voice_seconds",
        "stale_minutes",
        "monthly_replies",
        "lease_minutes",
        "person_words",
        "bot_words",
        "remind_minutes",
        "release_minutes",
        "staff_from",
        "staff_until",
        "nudge_hours",
    )
    ordering = ("id",)
    sortable_by = ()
    empty_advice = _(
        "El bot contesta con las reglas habituales. Agregue las suyas para cambiar cuánto espera o cuánto dice."
    )

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """Show the rules that there are, if there are any: a business has one row."""
        known = self.get_queryset(request).values_list("pk", flat=True).first()
        if known is not None:
            return self.change_view(request, str(known), form_url, extra_context)
        return super().add_view(request, form_url, extra_context)
