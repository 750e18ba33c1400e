"""Why the bot said what it said, in words for people: what was understood, and by which rule it answered."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

# In the order of the conventions: of several in one message the first counts.
INTENTS: Final[dict[str, Any]] = {
    "cancel": _("cancelar, o preguntar cómo se cancela"),
    "modify": _("cambiar una reserva o un pedido"),
    "book": _("reservar"),
    "availability": _("saber si hay lugar"),
    "price": _("saber cuánto cuesta"),
    "human": _("hablar con una persona"),
    "parcel": _("algo de un paquete o envío"),
    "my_booking": _("algo de su reserva"),
    "checkin_info": _("horarios, llaves o equipaje"),
    "payment": _("algo de pagos o facturas"),
    "amenities": _("saber qué hay o qué se permite"),
    "location": _("saber dónde queda"),
    "confirm": _("decir que sí"),
    "deny": _("decir que no"),
    "goodbye": _("despedirse"),
    "thanks": _("agradecer"),
    "greeting": _("saludar"),
    "unknown": _("nada que el bot entienda"),
}
# What a part of a message was taken for (Span.kind of messaging/nlu).
KINDS: Final[dict[str, Any]] = {
    "adults": _("personas"),
    "beds": _("camas"),
    "children": _("menores"),
    "code": _("código de reserva"),
    "date": _("un día"),
    "intent": _("lo que quiere"),
    "money": _("dinero"),
    "name": _("nombre"),
    "nights": _("cuántas noches"),
    "phone": _("teléfono"),
    "range": _("de qué día a qué día"),
    "time": _("hora"),
    "unit": _("alojamiento"),
}
# Why nothing was to be had (bookings/availability/reasons.py).
REASONS: Final[dict[str, Any]] = {
    "past": _("ya pasó"),
    "too_long": _("es demasiado largo"),
    "capacity": _("no entran tantas personas"),
    "closed": _("está cerrado"),
    "closed_to_arrival": _("ese día no se puede llegar"),
    "closed_to_departure": _("ese día no se puede salir"),
    "min_nights": _("son menos noches que las mínimas"),
    "max_nights": _("son más noches que las máximas"),
    "full": _("está todo ocupado"),
    "no_price": _("no tiene precio"),
}
RULES: Final[dict[str, Any]] = {
    "asks_adults": _("Faltaba saber cuántos adultos vienen, y lo preguntó."),
    "asks_cancel_fee": _("Antes de cancelar dijo lo que cuesta, y preguntó si lo hace."),
    "asks_cancel_free": _("Antes de cancelar dijo que no cuesta nada, y preguntó si lo hace."),
    "asks_change_sure": _("Antes de cambiar la reserva dijo cómo quedaría, y preguntó si lo hace."),
    "asks_change_to": _("Preguntó cómo debe quedar la reserva."),
    "asks_check_in": _("Faltaba saber qué día llegan, y lo preguntó."),
    "asks_confirm": _("Antes de reservar dijo todo con su precio, y preguntó si lo hace."),
    "asks_dates": _("Faltaban las fechas, y las preguntó."),
    "asks_name": _("Faltaba el nombre para la reserva, y lo preguntó."),
    "asks_nights": _("Faltaba saber cuántas noches, y lo preguntó."),
    "asks_people": _("Faltaba saber cuántas personas vienen, y lo preguntó."),
    "asks_person": _("El huésped pidió una persona, y se la dejó al personal."),
    "asks_what_file": _("Llegó un archivo sin palabras: preguntó qué es, porque no adivina."),
    "asks_which_booking": _("El huésped tiene varias reservas, y preguntó cuál."),
    "begins_anew": _("El huésped no quiso seguir con lo anterior, y empezó de nuevo."),
    "booking_gone": _("La reserva de la que se hablaba ya no está abierta."),
    "cancelled": _("La reserva quedó cancelada, y lo dijo."),
    "cancels": _("El huésped confirmó que cancela, y canceló la reserva."),
    "change_of_several": _("Un cambio de varias estadías lo hace una persona."),
    "asks_extra_sure": _("Dijo cuánto cuesta el adicional, y preguntó si lo agrega a la reserva."),
    "extra_taken": _("Ese día llega otro huésped, así que no se puede salir más tarde."),
    "extra_gone": _("Ya no había nada que agregar a la reserva."),
    "adds_extra": _("El huésped dijo que sí, y agregó el adicional a la reserva."),
    "extra_added": _("El adicional quedó en la reserva, y lo dijo."),
    "changed": _("La reserva quedó cambiada, y lo dijo."),
    "changes": _("El huésped confirmó el cambio, y lo hizo."),
    "changes_mind": _("El huésped no aceptó lo que se iba a reservar, y preguntó qué cambiar."),
    "claims_code": _("Nombró el código de una reserva que no es suya hasta donde se sabe: no le contó nada de ella."),
    "code_named": _("Contestó a quien nombró el código de una reserva."),
    "comes_back": _("El huésped volvió después de un rato, y le preguntó si sigue con lo anterior."),
    "confirm_of_nothing": _("Dijo que sí sin que hubiera una pregunta."),
    "dates_past": _("Las fechas ya pasaron, y pidió otras."),
    "dates_unsure": _("No estaba seguro de las fechas, y preguntó si las entendió bien."),
    "dates_wrong": _("El huésped dijo que las fechas no eran esas, y las pidió de nuevo."),
    "deny_of_nothing": _("Dijo que no sin que hubiera una pregunta."),
    "done": _("Hizo lo pedido, y no había más que decir."),
    "drops_request": _("El huésped no quiso seguir con lo que estaba pidiendo."),
    "greets": _("Saludó y se presentó."),
    "greets_again": _("Saludó, y repitió la pregunta que esperaba respuesta."),
    "held": _("La prerreserva quedó hecha."),
    "holds": _("El huésped dijo que sí a todo, y tomó las noches."),
    "keeps_booking": _("El huésped prefirió no cancelar, y la reserva sigue."),
    "learns_name": _("Anotó el nombre del huésped, y siguió."),
    "miss": _("No entendió el mensaje, y dijo qué se le puede preguntar."),
    "miss_voice": _("No pudo escuchar la nota de voz, y pidió que se lo escriban."),
    "misses_voice_twice": _("No pudo escuchar dos notas de voz seguidas, y se las dejó a una persona."),
    "misses_too_often": _("No entendió dos veces seguidas, y se la dejó a una persona."),
    "no_booking": _("El huésped no tiene ninguna reserva abierta."),
    "nothing_taken": _("Ya no había nada elegido para reservar."),
    "nudges": _("El huésped no siguió con lo que pedía, y le preguntó si todavía lo quiere."),
    "offer_gone": _("Lo que eligió ya no estaba entre lo ofrecido."),
    "offer_refused": _("El huésped no quiso ninguna de las opciones."),
    "offers_again": _("Repitió las opciones que ya había ofrecido."),
    "options": _("Buscó lo que hay libre para esas fechas y personas, y lo ofreció."),
    "said_it_before": _("Iba a decir lo mismo otra vez, y se la dejó a una persona."),
    "says_again": _("Repitió lo que había dicho, porque el huésped no contó nada nuevo."),
    "says_goodbye": _("Se despidió."),
    "says_thanks": _("Contestó a un agradecimiento."),
    "shows_bookings": _("Mostró las reservas abiertas del huésped."),
    "sold_meanwhile": _("Lo elegido se vendió mientras tanto, y ofreció lo que queda."),
    "stale_button": _("El botón era de una pregunta anterior: no hizo nada."),
    "taps_person": _("El huésped tocó el botón para hablar con una persona."),
    "tells_address": _("Contestó con la dirección del alojamiento."),
    "tells_due": _("Contestó con lo que falta pagar de la reserva."),
    "tells_hours": _("Contestó con los horarios de entrada y salida."),
    "tries_change": _("Miró cómo quedaría la reserva con el cambio, y cuánto costaría."),
    "tonight_before_cutoff": _("Era de madrugada: preguntó cuál de las dos noches es «esta noche»."),
    "too_many_holds": _("El huésped ya tiene demasiadas prerreservas sin pagar."),
    "unknown_button": _("El botón no es de los del bot."),
}
# What goes on behind these is a topic, a reason or a question, and stands in the code of the rule.
FAMILIES: Final[dict[str, Any]] = {
    "asks_staff_": _("El alojamiento no dejó escrita la respuesta, y se la preguntó al personal."),
    "cannot_change_": _("El cambio que se pedía no es posible, y dijo por qué."),
    "file_is_": _("El huésped dijo qué es el archivo, y se lo dejó a una persona."),
    "for_people_": _("Devoluciones, descuentos y quejas las contesta siempre una persona."),
    "has_": _("Contestó con lo que las fichas de los tipos dicen que hay."),
    "instead_": _("Lo pedido no se puede, y ofreció otra cosa."),
    "knows_": _("Contestó con lo que el alojamiento dejó escrito."),
    "miss_": _("No entendió el mensaje, y repitió la pregunta que esperaba respuesta."),
    "none_": _("No hay nada para esas fechas y personas, y pidió otras."),
    "not_changed_": _("El cambio no se pudo hacer, y dijo por qué."),
    "refused_": _("No se pudo reservar, y dijo por qué."),
}
OTHER: Final[Any] = _("Por una regla que todavía no tiene una explicación.")
STEP: Final = " > "


def intent_words(intent: str) -> str:
    return str(INTENTS.get(intent, intent))


def kind_words(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def reason_words(reason: str) -> str:
    return str(REASONS.get(reason, reason))


def rule_words(rule: str) -> list[str]:
    """Return a sentence for each step by which an answer was made, none twice."""
    return list(dict.fromkeys(str(step_words(step)) for step in rule.split(STEP) if step))


def step_words(step: str) -> Any:
    family = next((words for begin, words in FAMILIES.items() if step.startswith(begin)), OTHER)
    return RULES.get(step, family)
