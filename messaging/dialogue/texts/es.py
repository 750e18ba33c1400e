"""Spanish as it is spoken at the Río de la Plata, with "vos"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PICK: Final = "Te puedo ofrecer esto; decime el número o el nombre de lo que te guste:"
NOTHING_ELSE: Final = (
    "Tampoco encontré otra opción. Decime otras fechas y busco de nuevo, o pedí hablar con una persona del equipo."
)
PAST: Final = "Esas noches ya pasaron: se puede reservar desde el {on}. "
TOO_LONG: Final = "El máximo de noches seguidas que puedo reservar es {number}. "
CAPACITY: Final = "No alcanza para {party}: entran {number} como máximo. "
CLOSED: Final = "La noche del {on} está cerrada para reservas. "
CLOSED_TO_ARRIVAL: Final = "El {on} no recibimos llegadas. "
CLOSED_TO_DEPARTURE: Final = "El {on} no se puede hacer la salida. "
MIN_NIGHTS: Final = "Para esas fechas el mínimo es de {number} noches. "
MAX_NIGHTS: Final = "Para esas fechas el máximo de noches es {number}. "
FULL: Final = "No queda lugar {stay} para {party}. "
NO_PRICE: Final = "Para esas noches todavía no tengo un precio que darte. "

TEXTS: Final[Mapping[str, str]] = {
    # Asking for nights and people.
    "ask_dates": ("¿Qué días querés venir? Decime la llegada y la salida, por ejemplo «del 12 al 15 de marzo»."),
    "ask_dates_past": (
        "Esas noches ya pasaron. ¿Qué días querés venir? Decime la llegada y la salida, por ejemplo «del 12 al 15 de marzo»."
    ),
    "ask_dates_change": (
        "De acuerdo, no reservé nada. ¿Qué cambiamos: las fechas, las personas o el alojamiento? "
        "Por ejemplo «tres noches» o «somos cuatro»."
    ),
    "ask_dates_wrong": (
        "Perdón, te entendí mal. ¿Qué día llegás y qué día te vas? Por ejemplo «llego el 12 de marzo y me voy el 15»."
    ),
    "ask_check_in": "¿Qué día llegás? Por ejemplo «el 12 de marzo».",
    "ask_nights": "¿Cuántas noches te quedás a partir del {check_in}? Tocá una opción o escribí el número.",
    "ask_people": (
        "¿Cuántas personas vienen {stay}? Por ejemplo «2 adultos y 1 niño»; si son solo adultos, alcanza con el número."
    ),
    "ask_adults": "¿Y cuántos adultos vienen con los niños {stay}? Alcanza con el número.",
    "ask_dates_sure": "Entendí: {stay}. ¿Está bien? Respondé sí o no.",
    "ask_which_night": (
        "Ya pasó la medianoche, así que pregunto para no equivocarme: ¿querés la noche que ya empezó, la del {begun}, "
        "o la próxima, la del {next}? Tocá una opción."
    ),
    # Booking.
    "ask_name": "*{name}*: ¿a nombre de quién sería la reserva? Escribime nombre y apellido.",
    "ask_confirm": (
        "Todavía no hay nada reservado. Sería así:\n"
        "\n"
        "*{name}*\n"
        "Fechas: {stay} ({nights})\n"
        "Personas: {party}\n"
        "Total: {total}, impuestos incluidos\n"
        "Seña para confirmar: {deposit}\n"
        "\n"
        "¿Te lo guardo? Respondé sí o no."
    ),
    # What there is.
    "options": "Esto hay {stay} para {party}. Decime el número o el nombre de lo que te guste:",
    "option": "*{number}.* {name}: {total} en total por {nights}, impuestos incluidos",
    "option_dated": "*{number}.* {name}, {stay}: {total} en total por {nights}, impuestos incluidos",
    "sold_meanwhile": (
        "Perdón, mientras hablábamos eso se ocupó o cambió de precio, y no reservé nada. "
        "Habías pedido {stay} para {party}. " + PICK
    ),
    "instead_past": PAST + PICK,
    "instead_too_long": TOO_LONG + PICK,
    "instead_capacity": CAPACITY + PICK,
    "instead_closed": CLOSED + PICK,
    "instead_closed_to_arrival": CLOSED_TO_ARRIVAL + PICK,
    "instead_closed_to_departure": CLOSED_TO_DEPARTURE + PICK,
    "instead_min_nights": MIN_NIGHTS + PICK,
    "instead_max_nights": MAX_NIGHTS + PICK,
    "instead_full": FULL + PICK,
    "instead_no_price": NO_PRICE + PICK,
    "none_past": PAST + NOTHING_ELSE,
    "none_too_long": TOO_LONG + NOTHING_ELSE,
    "none_capacity": CAPACITY + NOTHING_ELSE,
    "none_closed": CLOSED + NOTHING_ELSE,
    "none_closed_to_arrival": CLOSED_TO_ARRIVAL + NOTHING_ELSE,
    "none_closed_to_departure": CLOSED_TO_DEPARTURE + NOTHING_ELSE,
    "none_min_nights": MIN_NIGHTS + NOTHING_ELSE,
    "none_max_nights": MAX_NIGHTS + NOTHING_ELSE,
    "none_full": FULL + NOTHING_ELSE,
    "none_no_price": NO_PRICE + NOTHING_ELSE,
    "stale_availability": (
        "Hace rato que no responde el calendario de otro portal, así que esta disponibilidad queda por confirmar."
    ),
    # After an answer.
    "stale_button": "Ese botón es de una pregunta anterior, así que no cambié nada. Decime con palabras qué necesitás.",
    "not_taken": "De acuerdo, no reservo nada. Si querés, decime otras fechas y busco de nuevo.",
    "dropped": "De acuerdo, lo dejamos ahí: no reservé nada.",
    "kept": "De acuerdo, tu reserva queda como está.",
    "held": "Listo, lo guardé: es la prerreserva *{code}*, todavía sin confirmar.\nTe la guardo hasta el {expires}.",
    "cancelled": "Listo, cancelé tu reserva *{code}*.",
    "changed": "Listo, cambié tu reserva *{code}*: {units}, {stay}, para {party}. El total ahora es {total}.",
    "not_changed": "No se pudo hacer, y tu reserva sigue como estaba. {words}",
    "refused": "No lo pude guardar. {words}",
    "too_many_holds": (
        "Ya tenés prerreservas sin pagar, así que no puedo guardarte otra. "
        "Pagá o cancelá una, o pedí hablar con una persona del equipo."
    ),
    # What a guest has booked.
    "no_booking": (
        "No encuentro ninguna reserva vigente hecha desde este teléfono. Si tenés el código de una, escribímelo por acá."
    ),
    "your_bookings": "Esto es lo que tenés:",
    "booking_pre_reserved": (
        "*{code}* (prerreserva, sin confirmar): {units}, {stay}\n"
        "Te la guardo hasta el {expires}\n"
        "Seña que falta para confirmarla: {deposit}\n"
        "Queda por pagar en total: {due}"
    ),
    "booking_confirmed": "*{code}* (confirmada): {units}, {stay}\nQueda por pagar: {due}",
    "booking_checked_in": "*{code}* (en curso): {units}, {stay}\nQueda por pagar: {due}",
    "ask_which_booking": "¿De cuál de tus reservas hablamos? Tocá el código o escribilo.",
    "ask_cancel_sure_free": (
        "Tu reserva *{code}*: {units}, {stay}. Cancelarla ahora no tiene cargo. ¿La cancelo? Respondé sí o no."
    ),
    "ask_cancel_sure_fee": (
        "Por la política de cancelación, cancelar ahora tu reserva *{code}* ({units}, {stay}) tiene un cargo de {fee}. "
        "¿La cancelo igual? Respondé sí o no."
    ),
    "cannot_change": (
        "Así no se puede, y tu reserva sigue como estaba. {words} "
        "Decime otras fechas u otra cantidad de personas, y lo miro."
    ),
    "ask_change_to": (
        "Tu reserva *{code}* es {stay}. ¿Qué querés cambiar? Decime las fechas nuevas o cuántos vienen, "
        "por ejemplo «del 13 al 16 de marzo» o «somos 3»."
    ),
    "ask_change_sure": (
        "Hay lugar: tu reserva *{code}* pasaría a ser {units}, {stay} ({nights}), para {party}.\n"
        "El total sería {total} (ahora es {before}).\n"
        "¿La cambio? Respondé sí o no."
    ),
    # About the house, and what is for people.
    "knowledge": "{text}",
    "address": "{house} está acá:\n{address}",
    "hours": "La llegada es a partir de las {from} y la salida, hasta las {by}.",
    "you_owe": "De tu reserva *{code}* queda por pagar {due}.\nDe eso, la seña que falta es de {deposit}.",
    "staff_will_answer": (
        "Eso no lo sé, así que se lo pregunté al equipo: te responden por acá. Con lo demás te sigo ayudando yo."
    ),
    "staff_will_answer_rest": "Lo otro no lo sé, así que se lo pregunté al equipo: te responden por acá.",
    "parcel_noted": "Le pasé al equipo lo de tu paquete: te responden por acá. Con lo demás te sigo ayudando yo.",
    "person_comes": "Le dejo esta conversación a una persona del equipo, que te responde por acá en cuanto pueda.",
    "ask_extra_sure": "{name} para tu reserva *{code}*: {price}. ¿Te lo agrego?",
    "extra_taken": "El {day} llega otro huésped, así que no te puedo ofrecer {name}.",
    "extra_gone": "Eso ya no se puede agregar a tu reserva, que sigue como estaba.",
    "extra_added": "Listo, agregué {name} a tu reserva *{code}*. El total ahora es {total}.",
    "person_comes_later": (
        "Le dejo esta conversación a una persona del equipo. A esta hora no hay nadie: te responden por acá a partir de las "
        "{from}."
    ),
    "nudge": "¿Seguís pensando en venir {stay}? Todavía hay lugar, y el precio es el que te dije.",
    "ask_what_file": (
        "Recibí lo que mandaste, pero no puedo ver qué es. ¿Un comprobante de pago o una consulta? "
        "Tocá una opción o contámelo con palabras."
    ),
    # Small talk.
    "welcome": (
        "¡Hola! Soy el asistente automático de *{house}* 👋 Puedo decirte qué hay y cuánto sale, reservar, y mostrarte, "
        "cambiar o cancelar tu reserva. ¿Qué necesitás?"
    ),
    "go_on_with": "¡Hola de nuevo!\nEstábamos viendo una estadía {stay}.\n¿Seguimos o empezamos de nuevo? Tocá una opción.",
    "fresh_start": "Bien, empezamos de nuevo. ¿Qué necesitás? Por ejemplo «una habitación para dos, del 12 al 15».",
    "thanks": "De nada. Si necesitás algo más, escribime por acá.",
    "goodbye": "¡Hasta luego! Cuando necesites algo, escribime por acá.",
    "anything_else": "Bien. ¿Te ayudo con algo más? Contame qué necesitás.",
    "voice_unheard": (
        "No pude escuchar bien tu nota de voz. ¿Me lo escribís? Si preferís, te paso con alguien que la escuche."
    ),
    "not_understood": (
        "No te entendí. Esto es lo que puedo hacer:\n"
        "• decirte qué hay y cuánto sale\n"
        "• reservar\n"
        "• mostrarte, cambiar o cancelar tu reserva\n"
        "• pasarte la dirección\n"
        "Decime qué necesitás, o pedí hablar con una persona."
    ),
    "again": "Como te decía:",
    "has_amenity": "Sí, lo tenemos en: {names}.",
    "has_this": "{what}: sí, en {names}.",
    "missed": "No te entendí bien.",
    "offered_again": "Decime el número o el nombre de lo que te guste:",
    # Buttons: WhatsApp shows 20 characters.
    "button_extra_yes": "Sí, agregalo",
    "button_extra_no": "No, gracias",
    "button_person": "Hablar con alguien",
    "button_yes": "Sí",
    "button_no": "No",
    "button_other_dates": "Otras fechas",
    "button_night_begun": "La que ya empezó",
    "button_night_next": "La próxima",
    "button_nights_1": "1 noche",
    "button_nights_2": "2 noches",
    "button_nights_3": "3 noches",
    "button_book": "Reservar",
    "button_hold": "Sí, guardalo",
    "button_change": "No, cambiar algo",
    "button_cancel": "Sí, cancelar",
    "button_keep": "No, dejarla así",
    "button_change_yes": "Sí, cambiarla",
    "button_file_payment": "Comprobante de pago",
    "button_file_question": "Una consulta",
    "button_go_on": "Seguir",
    "button_anew": "Empezar de nuevo",
}
