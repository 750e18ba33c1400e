"""How a number does, in a coloured word and its reason."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from messaging.connection.health import GOOD, UNKNOWN, Cause
from messaging.models import NumberHealth, WhatsAppNumber

WORDS: dict[str, Any] = {
    GOOD: _("bien"),
    UNKNOWN: _("sin conectar"),
    Cause.TOKEN: _("token roto"),
    Cause.PAUSED: _("en pausa"),
    Cause.PAYMENT: _("sin pago"),
    Cause.SILENT: _("silencio"),
    Cause.QUALITY: _("mala calidad"),
    Cause.TEMPLATE: _("plantillas"),
}
REASONS: dict[str, Any] = {
    UNKNOWN: _("falta el token, o todavía no se miró"),
    Cause.TOKEN: _("Meta no acepta el token: lo que escriben los huéspedes llega, pero nada sale"),
    Cause.PAUSED: _("Meta no acepta envíos de este número"),
    Cause.PAYMENT: _("Meta no puede cobrar lo que se envía"),
    Cause.QUALITY: _("muchos huéspedes bloquean o denuncian"),
    Cause.TEMPLATE: _("Meta pausó o rechazó alguna plantilla"),
}
# Of the desk's stylesheet for states; nothing is told by colour alone.
COLOURS = {GOOD: "is-good", UNKNOWN: "is-unknown", Cause.QUALITY: "is-warning", Cause.TEMPLATE: "is-warning"}


def health_word(number: WhatsAppNumber, health: NumberHealth | None) -> SafeString:
    """Return the coloured word for a number, with its reasons."""
    state = state_of(number, health)
    colour = COLOURS.get(state, "is-wrong")
    reasons = "; ".join(reasons_of(number, health))
    word = format_html('<span class="health {}">{}</span>', colour, WORDS.get(state, state))
    return format_html("{} {}", word, reasons) if reasons else word


def state_of(number: WhatsAppNumber, health: NumberHealth | None) -> str:
    if health is None:
        return Cause.PAUSED if number.paused_at else UNKNOWN
    return health.state


def reasons_of(number: WhatsAppNumber, health: NumberHealth | None) -> list[str]:
    """Return a reason for each cause, worst first."""
    causes = list(health.causes) if health else []
    if not causes:
        state = state_of(number, health)
        return [str(REASONS[state])] if state in REASONS else []
    return [reason_of(cause, number, health) for cause in causes]


def reason_of(cause: str, number: WhatsAppNumber, health: NumberHealth | None) -> str:
    if cause == Cause.SILENT:
        hours = health.silent_hours if health else None
        return _g("hace %(hours)s horas que no llega nada, y a esta hora siempre escriben") % {"hours": hours or "–"}
    if cause == Cause.PAUSED and number.pause_code is not None:
        return f"{REASONS[cause]} ({number.pause_code})"
    return str(REASONS.get(cause, cause))
