"""Meta's words about a number, and what to do where it refused."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

QUALITIES: dict[str, Any] = {
    "GREEN": _("buena"),
    "YELLOW": _("regular: los huéspedes bloquean o denuncian más de lo habitual"),
    "RED": _("mala: Meta puede limitar el número"),
    "UNKNOWN": _("todavía sin datos"),
}
# What to do about a refusal, by what Meta calls it; else by its remedy (messaging/whatsapp/faults.py).
BY_CODE: dict[int, Any] = {
    100: _("Meta no conoce ese número o esa cuenta, o el token no llega hasta ellos: revise los dos datos del número."),
    133010: _("El número no está registrado en la API de WhatsApp: regístrelo en Meta."),
}
PERMISSIONS = _("Al token le falta el permiso whatsapp_business_management, o la cuenta no está asignada a su usuario.")
BY_REMEDY: dict[str, Any] = {
    "stop_channel": _("Revise en Meta el token, los permisos y si la cuenta está restringida."),
    "never": _("Revise los datos del número: con estos, Meta siempre va a contestar lo mismo."),
}
LATER = _("Meta no contestó o está ocupada: pruebe otra vez en unos minutos.")


def advice(code: int | None, remedy: str) -> Any:
    """Return what to do about a refusal."""
    if code in (3, 10) or (code is not None and 200 <= code < 300):
        return PERMISSIONS
    return BY_CODE.get(code or 0) or BY_REMEDY.get(remedy, LATER)
