"""The demonstration's numbers: their guests write from the sandbox phone, and what answers stands in for Meta."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction

from messaging.models import CannedReply, MetaApp, StayText, WhatsAppNumber
from tenants.demo import DEMO, DemoTenant
from tenants.models import Tenant
from tenants.scoping import tenant_scope
from tenants.sealed import seal

ACTOR = "system:seed_demo"
# The app whose webhooks the sandbox signs, and the account that its numbers belong to.
SANDBOX_APP, SANDBOX_WABA = "sandbox", "102200300"
# The sandbox takes any token.
ACCESS_TOKEN = "sandbox"  # noqa: S105 (opens nothing)
# By shortcut and the language of whom they are for: what a front desk writes every day.
CANNED = {
    ("hola", "es"): "Hola {nombre}, gracias por escribirnos. ¿En qué le ayudo?",
    ("hola", "pt"): "Olá {nombre}, obrigado por escrever. Como posso ajudar?",
    ("reserva", "es"): "Su reserva {codigo}: {unidad}, del {llegada} al {salida} ({noches}).",
    ("saldo", "es"): "Le falta pagar {saldo} de la reserva {codigo}. La mantenemos hasta el {vence}.",
    ("reserva", "pt"): "Sua reserva {codigo}: {unidad}, de {llegada} a {salida} ({noches}).",
    (
        "horarios",
        "es",
    ): "La entrada es desde las 14 y la salida hasta las 10. Si llega más tarde, avísenos y le esperamos.",
}
# What the demonstration's rules call for (bookings/demo/houses.py).
STAY_TEXTS = {
    ("welcome", "es"): "Gracias por reservar. Su código es {codigo}: le esperamos el {llegada}.",
    ("welcome", "pt"): "Obrigado por reservar. Seu código é {codigo}: esperamos por você em {llegada}.",
    ("directions", "es"): "Le esperamos el {llegada} desde las 14. Si necesita ayuda para llegar, escríbanos por aquí.",
    (
        "directions",
        "pt",
    ): "Esperamos por você em {llegada} a partir das 14h. Se precisar de ajuda para chegar, escreva-nos aqui.",
    ("balance", "es"): "De su reserva {codigo} falta pagar {saldo}.",
    ("balance", "pt"): "Da sua reserva {codigo} falta pagar {saldo}.",
    ("thanks", "es"): "Gracias por su visita. Ojalá vuelva pronto.",
    ("thanks", "pt"): "Obrigado pela visita. Esperamos que volte logo.",
}


def refresh(*, now: datetime) -> Iterator[str]:
    """Let the demonstration's businesses be reached from the sandbox; yield what was done, a line each."""
    if not settings.SANDBOX:
        return
    with transaction.atomic():
        MetaApp.objects.update_or_create(
            key=SANDBOX_APP,
            defaults={
                "name": "Sandbox",
                "verify_token": seal(settings.SANDBOX_SECRET),
                "secrets": [seal(settings.SANDBOX_SECRET)],
                "is_active": True,
            },
        )
    for demo in DEMO:
        yield connect(demo)


def connect(demo: DemoTenant) -> str:
    """Give a business its number at the sandbox."""
    tenant = Tenant.objects.get(slug=demo.slug)
    with tenant_scope(tenant.pk, actor=ACTOR):
        WhatsAppNumber.objects.get_or_create(
            phone_number_id=demo.phone_number_id,
            defaults={"waba_id": SANDBOX_WABA, "display": demo.phone, "token": seal(ACCESS_TOKEN)},
        )
        for (shortcut, language), text in CANNED.items():
            CannedReply.objects.get_or_create(shortcut=shortcut, language=language, defaults={"text": text})
        for (key, language), text in STAY_TEXTS.items():
            StayText.objects.get_or_create(key=key, language=language, defaults={"text": text})
    return f"{demo.name}: guests can write from the sandbox phone."
