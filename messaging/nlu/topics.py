"""What a question is about, for those who keep an answer to each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from messaging.nlu.tokens import fold
from messaging.nlu.words import words_in

WORD: Final = re.compile(r"\w+")

WORDS: Final = {
    "late_checkout": "",
    "early_checkin": "",
    "complaint": "queja quejas reclamo reclamos reclamar complaint complain reclamacao sucio sucia dirty sujo roto rota "
    "broken quebrado cucarachas cucaracha",
    "refund": "reembolso reembolsan refund devolucion devuelven devolver devolverian reintegro devolucao devolvem "
    "devuelvan devuelva devuelvas devolves devuelves devuelve devuelvanme devuelvame devuelveme devolveme devolvam devolva "
    "devolverme reembolsar reembolsen reembolsem reintegran refunds refunded devolvanme devolver reembolsos",
    "discount": "descuento descuentos desconto descontos discount discounts rebaja rebajas promo promos promocion "
    "promociones oferta ofertas promocao",
    "invoice": "factura facturas facturan facturar facturacion invoice fatura nota_fiscal facturen",
    "wifi": "wifi internet senal wi_fi conexion",
    "pets": "mascota mascotas pet pets perro perros perrito gato gatos cachorro cachorros dog dogs cat cats gatito "
    "animales animais petfriendly perra",
    "pool": "pileta piletas piscina piscinas alberca pool jacuzzi",
    "breakfast": "desayuno desayunos breakfast cafe",
    "parking": "estacionamiento cochera cocheras garage garagem parking estacionamento parqueadero parqueo estacionar",
    "kitchen": "cocina cozinha kitchen kitchenette heladera microondas horno nevera refrigerador geladeira fridge fogao "
    "cocinar",
    "towels": "toalla toallas toalha toalhas towels towel toallones",
    "linen": "sabanas lencois sheets linen linens blancos",
    "smoking": "fumar smoke smoking fumadores fumo",
    "heating": "calefaccion heating heater aquecimento estufa salamandra chimenea lareira hogar",
    "air_conditioning": "aire ac condicionado acondicionado climatizado aircon",
    "laundry": "lavarropas lavadora lavanderia laundry washer lavar secarropas dryer planchar",
    "accessibility": "ruedas rampa wheelchair accesible acessivel accessible ascensor elevador lift elevator rodas",
    "barbecue": "parrilla asador quincho churrasqueira bbq barbecue grill asado churrasco",
    "crib": "cuna berco crib practicuna cot",
    "luggage": "equipaje valijas valija maletas maleta bolsos bagagem bagagens malas luggage bags mochilas",
    "tv": "tele tv television televisor netflix",
    "deposit": "sena senia anticipo adelanto deposit sinal",
    "keys": "llave llaves chave chaves key keys clave candado",
}
TOPICS: Final = {word: topic for topic, words in WORDS.items() for word in words.split()}
REFUNDS: Final = words_in(WORDS["refund"])
MONEY: Final = words_in("plata dinero dinheiro money grana guita lana sena deposito sinal deposit pago")
BACK: Final = words_in("volta vuelta back regreso")
LATE: Final = words_in("late tarde tardio tardia despues later mas depois mais")
EARLY: Final = words_in("early temprano antes anticipado antecipado earlier cedo")
OUT: Final = words_in("checkout out salir salida sair saida leave desocupar")
IN: Final = words_in("checkin in entrar ingresar llegar chegar entrada arrive ingreso")


def word_of(topic: str, text: str) -> str:
    """Return the guest's own word for a topic, "" if it is none that we know by itself.

    >>> word_of("wifi", "¿Hay Wi-Fi?")
    'wi-fi'
    """
    words = WORD.findall(text.lower())
    named = [(word, word) for word in words] + [("_".join(pair), "-".join(pair)) for pair in pairwise(words)]
    return next((said for key, said in named if TOPICS.get(fold(key)) == topic), "")


def find_topics(keys: Sequence[str]) -> tuple[str, ...]:
    """Return what a message is about, what weighs most first."""
    said = set(keys)
    first = []
    if said & REFUNDS or (said & MONEY and said & BACK):
        first.append("refund")
    if said & OUT and said & LATE:
        first.append("late_checkout")
    if said & IN and said & EARLY:
        first.append("early_checkin")
    return tuple(dict.fromkeys([*first, *(TOPICS[key] for key in keys if key in TOPICS)]))
