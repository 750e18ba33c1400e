"""What Meta said about a number, in words, and what to do where it refused."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

QUALITIES: dict[str, Any] = {
    "GREEN": _("buena"),
    "YELLOW": _("regular: los huéspedes bloquean o denuncian más de lo habitual"),
    "RED": _("mala: Meta puede limitar el número"),
    "UNKNOWN": _("todavía sin datos"),
}
# What to do about a refusal, by what Meta calls it; else by its remedy (messaging/whatsapp/faults.py).
BY_CODE: dict[int, Any] = {
    190: _("El token venció o no es válido: genere otro en Meta y cárguelo arriba."),
    100: _("Meta no conoce ese número o esa cuenta, o el token no llega hasta ellos: revise los dos datos de arriba."),
    133010: _("El número no está registrado en la API de WhatsApp: regístrelo en Meta."),
}
PERMISSIONS = _("Al token le falta el permiso whatsapp_business_management, o la cuenta no está asignada a su usuario.")
BY_REMEDY: dict[str, Any] = {
    "stop_channel": _("Revise en Meta el token, los permisos y si la cuenta está restringida."),
    "never": _("Revise los datos de arriba: con estos, Meta siempre va a contestar lo mismo."),
}
LATER = _("Meta no contestó o está ocupada: pruebe otra vez en unos minutos.")


def check_words(checked: dict[str, Any]) -> list[str]:
    """Return what the last look at a number found, a sentence each; none if nobody has looked."""
    if not checked:
        return []
    return fault_words(checked) if "fault" in checked else health_words(checked)


def health_words(checked: dict[str, Any]) -> list[str]:
    quality = checked.get("quality") or "UNKNOWN"
    named = {"name": checked.get("name") or "–", "phone": checked.get("phone") or "–"}
    apps = ", ".join(checked.get("apps") or ())
    said = [
        _g("Nombre que ven los huéspedes: %(name)s, número %(phone)s.") % named,
        _g("Calidad: %(quality)s.") % {"quality": QUALITIES.get(quality, quality)},
        _g("Los avisos de la cuenta llegan a la app: %(apps)s.") % {"apps": apps}
        if apps
        else _g("Ninguna app recibe los avisos de la cuenta: así no llega ningún mensaje. Pruebe otra vez."),
    ]
    if checked.get("webhook"):
        said.append(_g("Meta avisa a %(address)s.") % {"address": checked["webhook"]})
    return said


def fault_words(checked: dict[str, Any]) -> list[str]:
    code, words = checked.get("code"), checked.get("words") or ""
    if words == "no account id":
        return [_g("Falta la cuenta de WhatsApp Business (waba): cárguela arriba.")]
    if words == "no usable token":
        return [_g("Falta el token de acceso: cárguelo arriba.")]
    told = f"{words} ({code})" if code is not None else words
    return [_g("Meta no lo aceptó: %(words)s") % {"words": told}, str(advice(code, str(checked.get("fault"))))]


def advice(code: int | None, remedy: str) -> Any:
    """Return what to do about a refusal."""
    if code in (3, 10) or (code is not None and 200 <= code < 300):
        return PERMISSIONS
    return BY_CODE.get(code or 0) or BY_REMEDY.get(remedy, LATER)
