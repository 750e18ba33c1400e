"""The demonstration's numbers: their guests write from the sandbox phone, and what answers stands in for Meta."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction

from messaging.models import CannedReply, KnownAnswer, MetaApp, StayText, WhatsAppNumber
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
# What the demonstration's guests ask about most, by topic and language.
ANSWERS = {
    ("wifi", "es"): "Sí, hay wifi en todas las unidades, sin cargo. La clave está en la carpeta de bienvenida.",
    ("wifi", "pt"): "Sim, há wifi em todas as unidades, sem custo. A senha está na pasta de boas-vindas.",
    ("wifi", "en"): "Yes, there is wifi in every unit, free of charge. The password is in the welcome folder.",
    ("pets", "es"): "Sí, recibimos mascotas: hasta dos por reserva. Solo pedimos que no queden solas adentro.",
    ("pets", "pt"): "Sim, recebemos animais: até dois por reserva. Só pedimos que não fiquem sozinhos dentro.",
    ("pets", "en"): "Yes, pets are welcome: up to two per booking. We only ask that they are not left alone inside.",
    ("parking", "es"): "Sí, hay estacionamiento adentro del predio, sin cargo, un lugar por unidad.",
    ("parking", "pt"): "Sim, há estacionamento no local, sem custo, uma vaga por unidade.",
    ("parking", "en"): "Yes, there is parking on the grounds, free of charge, one place for each unit.",
    ("breakfast", "es"): "El desayuno se sirve de 8 a 10:30 en el salón principal.",
    ("breakfast", "pt"): "O café da manhã é servido das 8h às 10h30 no salão principal.",
    ("breakfast", "en"): "Breakfast is served from 8 to 10:30 am in the main hall.",
    ("late_checkout", "es"): "Si la unidad queda libre, se puede salir hasta las 18; hay que pedirlo el día antes.",
    ("late_checkout", "pt"): "Se a unidade ficar livre, é possível sair até as 18h; é preciso pedir um dia antes.",
    ("late_checkout", "en"): "If nobody arrives that day you may stay until 6 pm; please ask us the day before.",
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
        for (topic, language), text in ANSWERS.items():
            KnownAnswer.objects.get_or_create(topic=topic, language=language, defaults={"text": text})
    return f"{demo.name}: guests can write from the sandbox phone."
