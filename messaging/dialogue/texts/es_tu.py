"""Spanish with "tú", as most of Latin America speaks: only what is said otherwise than with "vos"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from messaging.dialogue.texts import es

PICK: Final = "Te puedo ofrecer esto; dime el número o el nombre de lo que te guste:"
NOTHING_ELSE: Final = (
    "Tampoco encontré otra opción. Dime otras fechas y busco de nuevo, o pide hablar con una persona del equipo."
)

TEXTS: Final[Mapping[str, str]] = {
    "ask_dates": "¿Qué días quieres venir? Dime la llegada y la salida, por ejemplo «del 12 al 15 de marzo».",
    "ask_dates_past": (
        "Esas noches ya pasaron. ¿Qué días quieres venir? Dime la llegada y la salida, por ejemplo «del 12 al 15 de marzo»."
    ),
    "ask_dates_wrong": (
        "Perdón, te entendí mal. ¿Qué día llegas y qué día te vas? Por ejemplo «llego el 12 de marzo y me voy el 15»."
    ),
    "ask_check_in": "¿Qué día llegas? Por ejemplo «el 12 de marzo».",
    "ask_nights": "¿Cuántas noches te quedas a partir del {check_in}? Toca una opción o escribe el número.",
    "ask_people": (
        "¿Cuántas personas vienen {stay}? Por ejemplo «2 adultos y 1 niño»; si son solo adultos, basta con el número."
    ),
    "ask_adults": "¿Y cuántos adultos vienen con los niños {stay}? Basta con el número.",
    "ask_dates_sure": "Entendí: {stay}. ¿Está bien? Responde sí o no.",
    "ask_which_night": (
        "Ya pasó la medianoche, así que pregunto para no equivocarme: ¿quieres la noche que ya empezó, la del {begun}, "
        "o la próxima, la del {next}? Toca una opción."
    ),
    "ask_name": "*{name}*: ¿a nombre de quién sería la reserva? Escríbeme nombre y apellido.",
    "ask_confirm": (
        "Todavía no hay nada reservado. Sería así:\n"
        "\n"
        "*{name}*\n"
        "Fechas: {stay} ({nights})\n"
        "Personas: {party}\n"
        "Total: {total}, impuestos incluidos\n"
        "Anticipo para confirmar: {deposit}\n"
        "\n"
        "¿Te lo guardo? Responde sí o no."
    ),
    "options": "Esto hay {stay} para {party}. Dime el número o el nombre de lo que te guste:",
    "sold_meanwhile": (
        "Perdón, mientras hablábamos eso se ocupó o cambió de precio, y no reservé nada. "
        "Habías pedido {stay} para {party}. " + PICK
    ),
    "instead_past": es.PAST + PICK,
    "instead_too_long": es.TOO_LONG + PICK,
    "instead_capacity": es.CAPACITY + PICK,
    "instead_closed": es.CLOSED + PICK,
    "instead_closed_to_arrival": es.CLOSED_TO_ARRIVAL + PICK,
    "instead_closed_to_departure": es.CLOSED_TO_DEPARTURE + PICK,
    "instead_min_nights": es.MIN_NIGHTS + PICK,
    "instead_max_nights": es.MAX_NIGHTS + PICK,
    "instead_full": es.FULL + PICK,
    "instead_no_price": es.NO_PRICE + PICK,
    "none_past": es.PAST + NOTHING_ELSE,
    "none_too_long": es.TOO_LONG + NOTHING_ELSE,
    "none_capacity": es.CAPACITY + NOTHING_ELSE,
    "none_closed": es.CLOSED + NOTHING_ELSE,
    "none_closed_to_arrival": es.CLOSED_TO_ARRIVAL + NOTHING_ELSE,
    "none_closed_to_departure": es.CLOSED_TO_DEPARTURE + NOTHING_ELSE,
    "none_min_nights": es.MIN_NIGHTS + NOTHING_ELSE,
    "none_max_nights": es.MAX_NIGHTS + NOTHING_ELSE,
    "none_full": es.FULL + NOTHING_ELSE,
    "none_no_price": es.NO_PRICE + NOTHING_ELSE,
    "stale_button": "Ese botón es de una pregunta anterior, así que no cambié nada. Dime con palabras qué necesitas.",
    "not_taken": "De acuerdo, no reservo nada. Si quieres, dime otras fechas y busco de nuevo.",
    "too_many_holds": (
        "Ya tienes prerreservas sin pagar, así que no puedo guardarte otra. "
        "Paga o cancela una, o pide hablar con una persona del equipo."
    ),
    "no_booking": (
        "No encuentro ninguna reserva vigente hecha desde este teléfono. Si tienes el código de una, escríbemelo por aquí."
    ),
    "your_bookings": "Esto es lo que tienes:",
    "booking_pre_reserved": (
        "*{code}* (prerreserva, sin confirmar): {units}, {stay}\n"
        "Te la guardo hasta el {expires}\n"
        "Anticipo que falta para confirmarla: {deposit}\n"
        "Queda por pagar en total: {due}"
    ),
    "ask_which_booking": "¿De cuál de tus reservas hablamos? Toca el código o escríbelo.",
    "ask_cancel_sure_free": (
        "Tu reserva *{code}*: {units}, {stay}. Cancelarla ahora no tiene cargo. ¿La cancelo? Responde sí o no."
    ),
    "ask_cancel_sure_fee": (
        "Por la política de cancelación, cancelar ahora tu reserva *{code}* ({units}, {stay}) tiene un cargo de {fee}. "
        "¿La cancelo de todos modos? Responde sí o no."
    ),
    "cannot_change": (
        "Así no se puede, y tu reserva sigue como estaba. {words} "
        "Dime otras fechas u otra cantidad de personas, y lo reviso."
    ),
    "ask_change_to": (
        "Tu reserva *{code}* es {stay}. ¿Qué quieres cambiar? Dime las fechas nuevas o cuántos vienen, "
        "por ejemplo «del 13 al 16 de marzo» o «somos 3»."
    ),
    "ask_change_sure": (
        "Hay lugar: tu reserva *{code}* pasaría a ser {units}, {stay} ({nights}), para {party}.\n"
        "El total sería {total} (ahora es {before}).\n"
        "¿La cambio? Responde sí o no."
    ),
    "address": "{house} está aquí:\n{address}",
    "you_owe": "De tu reserva *{code}* queda por pagar {due}.\nDe eso, el anticipo que falta es de {deposit}.",
    "staff_will_answer": (
        "Eso no lo sé, así que se lo pregunté al equipo: te responden por aquí. Con lo demás te sigo ayudando yo."
    ),
    "staff_will_answer_rest": "Lo otro no lo sé, así que se lo pregunté al equipo: te responden por aquí.",
    "parcel_noted": "Le pasé al equipo lo de tu paquete: te responden por aquí. Con lo demás te sigo ayudando yo.",
    "person_comes": "Le dejo esta conversación a una persona del equipo, que te responde por aquí en cuanto pueda.",
    "person_comes_later": (
        "Le dejo esta conversación a una persona del equipo. A esta hora no hay nadie: te responden por aquí a partir de las "
        "{from}."
    ),
    "nudge": "¿Sigues pensando en venir {stay}? Todavía hay lugar, y el precio es el que te dije.",
    "ask_what_file": (
        "Recibí lo que mandaste, pero no puedo ver qué es. ¿Un comprobante de pago o una consulta? "
        "Toca una opción o cuéntamelo con palabras."
    ),
    "welcome": (
        "¡Hola! Soy el asistente automático de *{house}* 👋 Puedo decirte qué hay y cuánto cuesta, reservar, y mostrarte, "
        "cambiar o cancelar tu reserva. ¿Qué necesitas?"
    ),
    "go_on_with": "¡Hola de nuevo!\nEstábamos viendo una estadía {stay}.\n¿Seguimos o empezamos de nuevo? Toca una opción.",
    "fresh_start": "Bien, empezamos de nuevo. ¿Qué necesitas? Por ejemplo «una habitación para dos, del 12 al 15».",
    "thanks": "De nada. Si necesitas algo más, escríbeme por aquí.",
    "goodbye": "¡Hasta luego! Cuando necesites algo, escríbeme por aquí.",
    "anything_else": "Bien. ¿Te ayudo con algo más? Cuéntame qué necesitas.",
    "voice_unheard": (
        "No pude escuchar bien tu nota de voz. ¿Me lo escribes? Si prefieres, te paso con alguien que la escuche."
    ),
    "not_understood": (
        "No te entendí. Esto es lo que puedo hacer:\n"
        "• decirte qué hay y cuánto cuesta\n"
        "• reservar\n"
        "• mostrarte, cambiar o cancelar tu reserva\n"
        "• pasarte la dirección\n"
        "Dime qué necesitas, o pide hablar con una persona."
    ),
    "button_hold": "Sí, guárdalo",
    "offered_again": "Dime el número o el nombre de lo que te guste:",
    "button_extra_yes": "Sí, agrégalo",
}
