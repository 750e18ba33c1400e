"""What a try at a step of the connection found, in words: what it is, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from messaging.admin.number_words import QUALITIES, advice
from messaging.models import Step

# What each step is about, before anybody tries it.
ABOUT: dict[str, Any] = {
    Step.APP: _("Meta avisa de cada mensaje a una dirección de este sistema."),
    Step.TOKEN: _("Con el token este sistema habla con Meta: para enviar y para saber cómo está la cuenta."),
    Step.NUMBER: _("El número tiene que existir en Meta y estar registrado en la API de WhatsApp."),
    Step.ACCOUNT: _("La cuenta tiene que avisar a la app del token: sin suscripción no llega ningún mensaje."),
    Step.WEBHOOK: _("La prueba de que los mensajes llegan: un aviso firmado de este número."),
    Step.PAYMENT: _("Meta cobra por lo que se envía. Si falta un medio de pago, deja de enviar."),
    Step.SEND: _("La prueba de que los mensajes salen: uno a su propio teléfono."),
}
# What was found, by its cause (messaging/connection/findings.py); the empty one is that all is well.
FOUND: dict[tuple[str, str], Any] = {
    (Step.APP, ""): _("Meta avisa a %(told)s: es la dirección de este sistema."),
    (Step.APP, "no_app"): _("Este sistema todavía no tiene ninguna app de Meta activa."),
    (Step.APP, "app_gone"): _("La app elegida (%(key)s) no existe o no está activa."),
    (Step.APP, "sealed"): _("El secreto de la app no se puede abrir: se rechaza todo lo que firma."),
    (Step.APP, "no_verify_token"): _("La app no tiene token de verificación."),
    (Step.APP, "no_address"): _("Meta no dice a qué dirección avisa."),
    (Step.APP, "elsewhere"): _("Meta avisa a otra dirección: %(told)s."),
    (Step.TOKEN, "for_ever"): _("Vale, no vence y tiene los permisos que hacen falta. Es de la app %(app)s."),
    (Step.TOKEN, "expires"): _("Vale hasta el %(until)s y tiene los permisos que hacen falta. Es de la app %(app)s."),
    (Step.TOKEN, "expires_soon"): _("Vale, pero vence pronto: el %(until)s."),
    (Step.TOKEN, "taken"): _("Meta lo acepta. No dice hasta cuándo ni con qué permisos."),
    (Step.TOKEN, "expired"): _("Venció el %(until)s."),
    (Step.TOKEN, "invalid"): _("Meta dice que no es válido."),
    (Step.TOKEN, "scopes"): _("Vale, pero le faltan permisos: %(missing)s."),
    (Step.NUMBER, ""): _("Está registrado y puede usarse."),
    (Step.NUMBER, "restricted"): _("Meta lo restringió (%(status)s)."),
    (Step.NUMBER, "not_verified"): _("Todavía no se verificó con el código que Meta envía por SMS o llamada."),
    (Step.NUMBER, "not_registered"): _("No está registrado en la API de WhatsApp (%(platform)s %(status)s)."),
    (Step.NUMBER, "name_declined"): _("Meta no aceptó el nombre %(name)s."),
    (Step.NUMBER, "low_quality"): _("La calidad es mala: muchos huéspedes bloquean o denuncian."),
    (Step.ACCOUNT, ""): _("Los avisos de la cuenta llegan a: %(apps)s."),
    (Step.ACCOUNT, "nobody"): _("Ninguna app recibe los avisos de la cuenta."),
    (Step.ACCOUNT, "others"): _("Los avisos de la cuenta llegan a otra app: %(apps)s."),
    (Step.WEBHOOK, ""): _("Llegan avisos, firmados por: %(apps)s. El último que se tuvo en cuenta: %(last)s."),
    (Step.WEBHOOK, "waiting"): _("Esperando el primero."),
    (Step.PAYMENT, "paid"): _("Meta entregó y cobró un mensaje el %(paid)s."),
    (Step.PAYMENT, "refused_payment"): _("Meta rechazó un envío hace poco porque no pudo cobrarlo (131042)."),
    (Step.PAYMENT, "no_payment"): _("Meta dice que la cuenta tiene un problema de pago: %(errors)s."),
    (Step.PAYMENT, "blocked"): _("Meta no deja enviar a la cuenta: %(errors)s."),
    (Step.PAYMENT, "until_template"): _("No se sabe hasta la primera plantilla: antes Meta no lo dice."),
    (Step.SEND, "no_phone"): _("Falta el teléfono al que enviar."),
    (Step.SEND, "bad_phone"): _("WhatsApp no acepta ese teléfono (%(phone)s)."),
    (Step.SEND, "accepted"): _("Meta lo aceptó para %(phone)s y todavía no dijo si llegó."),
    (Step.SEND, "arrived"): _("Llegó a %(phone)s: %(told)s."),
    (Step.SEND, "failed"): _("Meta lo aceptó para %(phone)s y después no lo pudo entregar: %(told)s."),
    ("", "no_token"): _("Falta el token de acceso."),
    ("", "no_account"): _("Falta la cuenta de WhatsApp Business (waba)."),
    ("", "refused_token"): _("Meta no acepta el token: %(words)s (%(code)s)."),
    ("", "refused"): _("Meta no lo aceptó: %(words)s (%(code)s)."),
    ("", "no_answer"): _("Meta no contestó bien: %(words)s."),
}
NEW_TOKEN = _(
    "En Meta, en Configuración del negocio → Usuarios del sistema, genere un token sin vencimiento con los permisos"
    " whatsapp_business_messaging y whatsapp_business_management, y cárguelo en la página del número."
)
PAY = _("En Meta, en el Administrador de WhatsApp → Configuración de pagos, agregue o arregle el medio de pago.")
PLATFORM = _("Lo arregla quien administra la plataforma, en Apps de Meta.")
WRITE = _("Escriba cualquier mensaje al número desde su teléfono: en unos segundos esta página lo muestra.")
# What to do next, where there is something to do.
NEXT: dict[tuple[str, str], Any] = {
    (Step.APP, "no_app"): PLATFORM,
    (Step.APP, "app_gone"): _("Elija otra app aquí abajo, o pida a quien administra la plataforma que la active."),
    (Step.APP, "sealed"): PLATFORM,
    (Step.APP, "no_verify_token"): PLATFORM,
    (Step.APP, "no_address"): _(
        "En Meta, en la app, en WhatsApp → Configuración, pegue la dirección de aquí abajo con su token de verificación,"
        " y suscríbase al campo messages."
    ),
    (Step.APP, "elsewhere"): _(
        "En Meta, en la app, en WhatsApp → Configuración, cambie la dirección por la de aquí abajo. Si solo esta cuenta o"
        " este número avisa a otro lado, quite allí esa excepción (override)."
    ),
    (Step.TOKEN, "expires_soon"): NEW_TOKEN,
    (Step.TOKEN, "expired"): NEW_TOKEN,
    (Step.TOKEN, "invalid"): NEW_TOKEN,
    (Step.TOKEN, "scopes"): NEW_TOKEN,
    (Step.NUMBER, "restricted"): _("Mire en Meta, en Calidad de la cuenta, por qué, y pida allí una revisión."),
    (Step.NUMBER, "not_verified"): _("En el Administrador de WhatsApp, pida el código para este número y escríbalo."),
    (Step.NUMBER, "not_registered"): _(
        "Registre el número en la API de WhatsApp, con su PIN de dos pasos: en Meta, en WhatsApp → Configuración de la API."
    ),
    (Step.NUMBER, "name_declined"): _("En el Administrador de WhatsApp, proponga otro nombre para mostrar."),
    (Step.NUMBER, "low_quality"): _(
        "Envíe menos plantillas, y solo a quien las espera: la calidad mejora sola en unos siete días."
    ),
    (Step.ACCOUNT, "nobody"): _("Apriete Suscribir."),
    (Step.ACCOUNT, "others"): _("Apriete Suscribir: la otra app no pierde nada."),
    (Step.WEBHOOK, "waiting"): WRITE,
    (Step.PAYMENT, "refused_payment"): PAY,
    (Step.PAYMENT, "no_payment"): PAY,
    (Step.PAYMENT, "blocked"): _("Mire en Meta, en Calidad de la cuenta, qué le falta."),
    (Step.PAYMENT, "until_template"): _("Envíe una plantilla, por ejemplo con la prueba de abajo, y pruebe otra vez."),
    (Step.SEND, "no_phone"): _("Escríbalo con el código del país, solo con cifras."),
    (Step.SEND, "bad_phone"): _("Escríbalo con el código del país, solo con cifras."),
    (Step.SEND, "accepted"): _("Espere unos segundos. Si no llega, mire si el paso del primer aviso está bien."),
    ("", "no_token"): NEW_TOKEN,
    ("", "no_account"): _("Cópiela de Meta y cárguela en la página del número."),
    ("", "refused_token"): NEW_TOKEN,
}
# Of a test that Meta refused, by its code.
OF_A_TEST: dict[int, Any] = {
    131030: _(
        "Es un número de prueba de Meta: agregue su teléfono a la lista de destinatarios, en WhatsApp → Configuración de la"
        " API."
    ),
    131026: _("Ese teléfono no tiene WhatsApp, o no puede recibir de este número."),
    131042: PAY,
    131047: _("Escriba primero al número desde ese teléfono: entonces va un mensaje libre."),
    132001: _(
        "La cuenta no tiene la plantilla hello_world: escriba primero al número desde ese teléfono y pruebe otra vez."
    ),
}
SAID_AT = ("until", "paid", "last")


def found_words(step: str, cause: str, facts: Mapping[str, Any]) -> str:
    """Return what was found, in a sentence."""
    sentence = FOUND.get((step, cause)) or FOUND.get(("", cause))
    return str(sentence) % Spoken({name: spoken(name, value) for name, value in facts.items()}) if sentence else ""


def next_words(step: str, cause: str, facts: Mapping[str, Any]) -> str:
    """Return what to do next; nothing where nothing is to be done."""
    code = facts.get("code")
    if step == Step.SEND and code in OF_A_TEST:
        return str(OF_A_TEST[code])
    known = NEXT.get((step, cause)) or NEXT.get(("", cause))
    if known is None and cause in ("refused", "no_answer"):
        known = advice(code, str(facts.get("remedy", "")))
    return str(known or "")


class Spoken(dict[str, str]):
    """The facts of a sentence; what is missing is a dash."""

    def __missing__(self, name: str) -> str:
        return "–"


def spoken(name: str, value: Any) -> str:
    """Return a fact as people read it."""
    if name in SAID_AT:
        moment = parse_datetime(str(value)) if value else None
        return date_format(localtime(moment), "SHORT_DATETIME_FORMAT") if moment else "–"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return "–" if value in (None, "") else str(value)


def number_facts(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what Meta says of a number, name by name."""
    quality = str(facts.get("quality") or "UNKNOWN")
    named = [
        (_g("Nombre que ven los huéspedes"), facts.get("name")),
        (_g("Teléfono"), facts.get("phone")),
        (_g("Calidad"), QUALITIES.get(quality, quality)),
        (_g("Ritmo"), facts.get("throughput")),
        (_g("Nombre revisado"), facts.get("name_status")),
        (_g("Código verificado"), facts.get("verification")),
        (_g("Estado en Meta"), facts.get("status")),
    ]
    return [(label, str(value)) for label, value in named if value]


def moment_words(at: datetime | None) -> str:
    """Return when a step was tried."""
    if at is None:
        return _g("Todavía no se probó.")
    return _g("Probado: %(moment)s") % {"moment": date_format(localtime(at), "SHORT_DATETIME_FORMAT")}
