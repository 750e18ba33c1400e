"""The words of the inbox's script, in the language of the page. What stands in braces the script fills in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from messaging.admin.words import ERRORS, KINDS, TICKS, WHYS
from messaging.models import MessageState, SenderType

# What happened to a conversation, by the kind of its event: {name} did it, {person} is whom it was done to.
EVENTS: dict[str, Any] = {
    "claimed": _("{person} la tomó"),
    "replied": _("{person} contestó y la tiene a cargo"),
    "assigned": _("{name} se la pasó a {person}"),
    "released": _("{name} la dejó libre"),
    "handed_back": _("{name} la dio por atendida: vuelve al bot"),
    "lease_over": _("Volvió al bot: pasó el tiempo sin que el personal escribiera"),
    "asked_for_bot": _("Volvió al bot: el huésped lo pidió"),
    "asked_for_person": _("El huésped pidió una persona"),
    "no_reply": _("Quedó libre: nadie contestó a tiempo"),
    "phone": _("Contestaron desde el teléfono"),
    "bot_off": _("Espera a una persona: el bot está apagado"),
    "not_understood": _("Espera a una persona: el bot no lo entendió"),
    "asks_again": _("Espera a una persona: pregunta lo mismo otra vez"),
    "change_of_several": _("Espera a una persona: quiere cambiar una reserva de varias estadías"),
    "complaint": _("Espera a una persona: se queja de algo"),
    "discount": _("Espera a una persona: pide un descuento"),
    "refund": _("Espera a una persona: pide que le devuelvan dinero"),
    "file_payment": _("Espera a una persona: mandó un comprobante"),
    "file_question": _("Espera a una persona: mandó un archivo con una pregunta"),
    "stuck": _("Espera a una persona: el bot no pudo contestar"),
    "repeats": _("El bot calla: repiten siempre lo mismo"),
    "auto_reply": _("El bot calla: contestan mensajes automáticos"),
    "window_closed": _("Espera a una persona: pasaron 24 horas sin contestar"),
    "snoozed": _("{name} la pospuso hasta {until}"),
    "woken": _("Volvió a la vista"),
    "scheduled": _("{name} programó un mensaje para {due_at}"),
    "schedule_cancelled": _("{name} canceló un mensaje programado"),
}
LIST: dict[str, Any] = {
    "bot": _("Bot"),
    "nobody": _("Sin asignar"),
    "phone": _("El teléfono"),
    "you": _("Usted"),
    "system": _("Sistema"),
    "someone": _("Alguien"),
    "waits": _("espera hace {time}"),
    "unread": _("{count} sin leer"),
    "marked": _("marcada como no leída"),
    "snoozedUntil": _("pospuesta hasta {time}"),
    "leaseUntil": _("hasta {time}; después vuelve al bot"),
    "closed": _("cerrada: solo plantilla"),
    "closedShort": _("solo plantilla"),
    "left": _("quedan {time}"),
    "hours": _("{hours} h {minutes} min"),
    "minutes": _("{minutes} min"),
    "days": _("{days} d"),
    "now": _("un momento"),
    "loading": _("Cargando…"),
    "empty_waiting": _("Nadie espera a una persona. Buen trabajo."),
    "empty_mine": _("No tiene ninguna a cargo. Abra una de «Esperan» o de «Sin asignar» y pulse Tomar."),
    "empty_unassigned": _("No hay ninguna libre: cada una tiene quien la atienda."),
    "empty_unread": _("Todo está leído."),
    "empty_bot": _("El bot no atiende ninguna ahora."),
    "empty_snoozed": _("No hay pospuestas. Con «Posponer» una conversación vuelve a la hora que usted diga."),
    "empty_all": _("Todavía no escribió nadie. Conecte un número de WhatsApp y aquí aparecerá cada conversación."),
    "empty_search": _("Nada con esas palabras. Pruebe con menos, con el teléfono o con el código de la reserva."),
    "found": _("Resultados para «{words}»"),
}
THREAD: dict[str, Any] = {
    "today": _("Hoy"),
    "yesterday": _("Ayer"),
    "older": _("Ver anteriores"),
    "newHere": _("Sin leer desde aquí"),
    "note": _("Nota interna de {name}. El huésped no la ve."),
    "later": _("Programado para {time}"),
    "refused": _("Programado para {time}: no salió, pasaron 24 horas"),
    "cancel": _("Cancelar"),
    "retry": _("Reintentar"),
    "failed": _("No llegó"),
    "sending": _("enviando…"),
    "open": _("Abrir {name}"),
    "picture": _("Foto del huésped"),
    "audio": _("Nota de voz del huésped"),
    "fileWaits": _("El archivo está en camino."),
    "fileLost": _("El archivo no se pudo traer."),
    "map": _("Ver en el mapa"),
    "place": _("Ubicación"),
    "nothing": _("Todavía no se dijo nada."),
    "quoted": _("Contesta a: {text}"),
    "choose": _("Elija una conversación de la lista."),
    "by": _("{name} la tiene"),
    "byNobody": _("Nadie la tiene: espera a una persona"),
    "byBot": _("La atiende el bot"),
    "byPhone": _("Contestaron desde el teléfono"),
}
WRITING: dict[str, Any] = {
    "write": _("Mensaje para el huésped"),
    "writeNote": _("Nota para el equipo: el huésped no la ve"),
    "send": _("Enviar"),
    "saveNote": _("Guardar nota"),
    "tooLate": _("Las 24 horas se cerraron. Lo que escribió sigue aquí: elija una plantilla, o espere a que escriba."),
    "offer": _("Elegir una plantilla"),
    "noTemplates": _("No hay plantillas aprobadas. Créelas en Meta y tráigalas en WhatsApp → plantillas."),
    "noCanned": _("No hay respuestas rápidas que empiecen así."),
    "missing": _("Faltan datos: {gaps}. Complételos antes de enviar."),
    "gap": _("Dato {gap}"),
    "taken": _("Ahora la tiene {name}."),
    "takeAnyway": _("Tomar igual"),
    "backAnyway": _("Dar al bot igual"),
    "sendAnyway": _("Tomar y enviar igual"),
    "scheduled": _("Quedó programado para {time}."),
    "chooseMoment": _("Elija el día y la hora."),
    "noted": _("Nota guardada."),
    "noTemplate": _("Ninguna: si se cierra, avisarme"),
}
SAID: dict[str, Any] = {
    "offline": _("Sin conexión. Se sigue intentando; lo que escriba no se pierde."),
    "loggedOut": _("Su sesión terminó. Entre de nuevo: lo que escribió sigue aquí."),
    "enter": _("Entrar"),
    "wrong": _("No se pudo. Vuelva a intentarlo."),
    "gone": _("Esa conversación ya no está."),
    "notMember": _(
        "Para usar la bandeja hay que trabajar en este alojamiento. Las conversaciones están en la lista simple."
    ),
    "taken": _("La conversación es suya."),
    "passed": _("Ahora la tiene {name}."),
    "released": _("Quedó libre para quien pueda."),
    "handedBack": _("Atendida: el bot contesta desde el próximo mensaje."),
    "snoozed": _("Pospuesta hasta {time}, o hasta que el huésped escriba."),
    "woken": _("Vuelve a estar a la vista."),
    "marked": _("Quedó como no leída."),
}
DRAFT: dict[str, Any] = {
    "title": _("El bot propone"),
    "silent": _("(nada que decir)"),
    "send": _("Enviar así"),
    "edit": _("Cambiar el texto"),
    "drop": _("Descartar"),
    "sent": _("Enviado."),
    "changed": _("Cambió mientras tanto: lea la nueva propuesta."),
    "modeSet": _("El bot lo tendrá en cuenta desde el próximo mensaje."),
}
# What it would do; {about} is a unit, a code, a name.
DEEDS: dict[str, Any] = {
    "hold": _("Guarda las noches: {about}"),
    "cancel": _("Cancela la reserva {about}"),
    "change": _("Cambia la reserva {about}"),
    "hand_over": _("Deja la conversación al equipo"),
    "ask_staff": _("Pide al equipo que conteste la pregunta"),
    "claim_code": _("Pregunta al titular de la reserva {about}"),
    "learn_name": _("Anota el nombre: {about}"),
    "speak_language": _("Anota el idioma: {about}"),
}
GUEST: dict[str, Any] = {
    "page": _("Ficha del huésped"),
    "language": _("Idioma"),
    "phone": _("Teléfono"),
    "note": _("Nota"),
    "number": _("Escribe a"),
    "bookings": _("Reservas"),
    "noBookings": _("Sin reservas."),
    "total": _("Total"),
    "due": _("Falta pagar"),
    "expires": _("La prerreserva vence en {time}"),
    "expired": _("La prerreserva venció"),
    "calendar": _("Ver en el calendario"),
    "hold": _("Nueva prerreserva"),
    "plain": _("Ver como lista simple"),
}


def words_of_the_page() -> dict[str, dict[str, str]]:
    """Return all words of the script, by what they are about."""
    groups = {
        "list": LIST,
        "thread": THREAD,
        "writing": WRITING,
        "said": SAID,
        "guest": GUEST,
        "draft": DRAFT,
        "deeds": DEEDS,
        "events": EVENTS,
        "whys": WHYS,
        "kinds": KINDS,
        "errors": ERRORS,
        "ticks": TICKS,
        "states": dict(MessageState.choices),
        "senders": dict(SenderType.choices),
    }
    return {group: {key: str(word) for key, word in words.items()} for group, words in groups.items()}
