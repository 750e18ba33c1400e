"""Messages as people read them: who said it, how far it has come, what failed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from messaging.models import Direction, Message, SendAttempt
from messaging.ownership import BOT, NOBODY, Lease, now_held
from messaging.window import closes_at
from tenants.admin.history import actor_word, names_of

# What messaging/whatsapp/faults.py calls the ends of a try.
OUTCOMES: dict[str, Any] = {
    "accepted": _("aceptado"),
    "retry_safe": _("no llegó a Meta"),
    "retry_later": _("Meta pidió intentar más tarde"),
    "slow_number": _("demasiados mensajes del número"),
    "slow_pair": _("demasiados mensajes a este huésped"),
    "slow_account": _("demasiados mensajes de la cuenta"),
    "as_template": _("solo se acepta una plantilla"),
    "never": _("Meta no lo acepta"),
    "stop_channel": _("Meta no acepta envíos del número"),
    "unknown": _("no se sabe si llegó"),
}
# What our own code writes where Meta says nothing.
ERRORS: dict[str, Any] = {
    "booking_moved_on": _("la reserva había cambiado"),
    "expired": _("pasó demasiado tiempo y ya no servía"),
    "guest_wrote_on": _("el huésped siguió escribiendo: se le contestó todo junto"),
    "person_answered": _("ya había contestado una persona"),
    "person_holds": _("una persona se hizo cargo de la conversación"),
    "template_unusable": _("Meta no deja usar la plantilla"),
    "window_closed": _("pasaron 24 horas desde el último mensaje del huésped"),
}
PURPOSES: dict[str, Any] = {
    "answer": _("respuesta"),
    "booking": _("reserva"),
    "payment": _("pago"),
    "reminder": _("recordatorio"),
    "staff": _("del personal"),
}
# What led to it that a conversation is whose it is (messaging/ownership.py, messaging/mailbox/machines.py).
WHYS: dict[str, Any] = {
    "asked_for_bot": _("el huésped pidió volver al bot"),
    "asked_for_person": _("el huésped pidió una persona"),
    "assigned": _("se la asignaron"),
    "auto_reply": _("contestan mensajes automáticos"),
    "bot_off": _("el bot está apagado"),
    "asks_again": _("pregunta lo mismo otra vez"),
    "change_of_several": _("quiere cambiar una reserva de varias estadías"),
    "claimed": _("la tomó"),
    "complaint": _("se queja de algo"),
    "discount": _("pide un descuento"),
    "file_payment": _("mandó un comprobante"),
    "file_question": _("mandó un archivo con una pregunta"),
    "handed_back": _("se la devolvieron al bot"),
    "lease_over": _("pasó el tiempo sin que el personal escribiera"),
    "no_reply": _("nadie contestó a tiempo"),
    "not_understood": _("el bot no lo entendió"),
    "phone": _("contestaron desde el teléfono"),
    "refund": _("pide que le devuelvan dinero"),
    "released": _("la dejaron libre"),
    "repeats": _("repiten siempre lo mismo"),
    "replied": _("contestó"),
    "stuck": _("el bot no pudo contestar"),
    "voice_unheard": _("el bot no pudo escuchar sus audios"),
    "window_closed": _("pasaron 24 horas sin contestar"),
}
KINDS: dict[str, Any] = {
    "ask_phone": _("pregunta por el teléfono"),
    "ask_place": _("pregunta por la ubicación"),
    "audio": _("audio"),
    "button": _("botón"),
    "button_reply": _("botón"),
    "buttons": _("botones"),
    "contacts": _("contactos"),
    "document": _("documento"),
    "file": _("documento"),
    "flow_reply": _("formulario"),
    "image": _("imagen"),
    "link_button": _("enlace"),
    "list_reply": _("elección de una lista"),
    "location": _("ubicación"),
    "menu": _("lista"),
    "order": _("pedido"),
    "picture": _("foto"),
    "place": _("ubicación"),
    "reaction": _("reacción"),
    "sticker": _("sticker"),
    "system": _("aviso de WhatsApp"),
    "template": _("plantilla"),
    "text": _("texto"),
    "unknown": _("algo que WhatsApp no muestra"),
    "unsupported": _("algo que WhatsApp no muestra"),
    "video": _("video"),
    "voice": _("audio de voz"),
}
TICKS = {"accepted": "✓", "sent": "✓", "delivered": "✓✓", "read": "✓✓", "played": "✓✓", "failed": "✗", "dropped": "✗"}
MOST_SHOWN = 100_000
# As much as the inputs of the pages take.
LONGEST_WHY = 150


def kind_word(message: Message) -> str:
    """Return what kind of message it is; Meta's own word where we have none."""
    return str(KINDS.get(message.kind, message.kind))


def error_words(message: Message) -> str:
    """Return what failed, with Meta's number for it."""
    words = str(ERRORS.get(message.error, message.error))
    return f"{words} ({message.error_code})" if message.error_code else words


def outcome_words(attempt: SendAttempt) -> str:
    """Return how a try ended; one without an end is being made."""
    words = str(OUTCOMES.get(attempt.outcome, attempt.outcome) or _("en curso"))
    return f"{words} ({attempt.code})" if attempt.code else words


def why_words(why: str) -> str:
    """Return what led to it that a conversation is whose it is."""
    return str(WHYS.get(why, why))


def owner_words(lease: Lease, name: str, *, now: datetime) -> str:
    """Return who has a conversation, and why."""
    held = now_held(lease, now=now)
    if held.owner == BOT:
        return _g("el bot")
    who_has = _g("nadie") if held.owner == NOBODY else name or _g("el teléfono")
    return f"{who_has} ({why_words(held.why)})" if held.why else who_has


def who(actor: str) -> str:
    """Return the name of whoever acted, "" if nobody did."""
    return actor_word(actor, names_of([actor])) if actor else ""


def ticks(message: Message) -> str:
    """Return the ticks that WhatsApp itself would show."""
    return TICKS.get(message.state, "") if message.direction == Direction.OUT else ""


def window_until(conversation: Any) -> Any:
    """Return until when a guest may be written to freely."""
    return closes_at(conversation.last_inbound_at)


def verbatim(text: str) -> str:
    """Return a text as it stands, escaped, and not endlessly long."""
    return format_html('<pre class="desk-verbatim"><code>{}</code></pre>', text[:MOST_SHOWN])


def verbatim_json(value: Any) -> str:
    return verbatim(json.dumps(value, ensure_ascii=False, indent=2, default=str))
