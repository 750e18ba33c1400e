"""What guests ask about, in words: what an answer can be kept for, and which kinds of question the bot may be kept from."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Of what messaging/nlu tells apart, all that may be answered with something written down: money back, money off and
# complaints go to a person.
QUESTIONS: dict[str, Any] = {
    "location": _("cómo llegar"),
    "checkin_info": _("horarios de entrada y salida"),
    "early_checkin": _("entrar más temprano"),
    "late_checkout": _("salir más tarde"),
    "keys": _("llaves y acceso"),
    "luggage": _("guardar el equipaje"),
    "parcel": _("paquetes y encomiendas"),
    "payment": _("formas de pago"),
    "deposit": _("la seña"),
    "invoice": _("facturas"),
    "amenities": _("qué hay en la casa, en general"),
    "wifi": _("wifi"),
    "pets": _("mascotas"),
    "parking": _("estacionamiento"),
    "breakfast": _("desayuno"),
    "kitchen": _("cocina"),
    "pool": _("pileta o piscina"),
    "barbecue": _("parrilla"),
    "towels": _("toallas"),
    "linen": _("ropa de cama"),
    "laundry": _("lavado de ropa"),
    "heating": _("calefacción"),
    "air_conditioning": _("aire acondicionado"),
    "tv": _("televisión"),
    "crib": _("cuna"),
    "accessibility": _("accesibilidad"),
    "smoking": _("fumar"),
}
# By what messaging/dialogue/modes.py calls them.
KINDS: dict[str, Any] = {
    "stay": _("disponibilidad, precios y reservas nuevas"),
    "own": _("consultas sobre la propia reserva"),
    "change": _("cambios de una reserva"),
    "cancel": _("cancelaciones"),
    "house": _("la casa: cómo llegar, horarios, comodidades"),
    "payment": _("pagos y saldos"),
    "parcel": _("paquetes y encomiendas"),
    "talk": pgettext_lazy("questions of guests", "todo lo demás"),
}
