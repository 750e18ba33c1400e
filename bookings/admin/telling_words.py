"""What guests are told of their bookings without a rule, and why they were not told something, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from bookings import message_conditions as why
from bookings import telling

OCCASIONS: dict[str, Any] = {
    telling.HOLD_PLACED: _("prerreserva hecha"),
    telling.BOOKING_CONFIRMED: _("reserva confirmada"),
    telling.BOOKING_CANCELLED: _("reserva cancelada"),
    telling.HOLD_EXPIRED: _("prerreserva vencida"),
}
UNSAID: dict[str, Any] = {
    why.NO_CONVERSATION: _("el huésped no tiene una conversación de WhatsApp"),
    why.NOT_WANTED: _("el huésped no quiere mensajes de este tipo"),
    why.TEXT_OFF: _("el texto está apagado"),
    why.NO_TEXT: _("el mensaje no tiene texto"),
    why.GAP_MISSING: _("falta un dato para completar el texto"),
    why.BAD_TEXT: _("WhatsApp no acepta el texto"),
    why.WINDOW_CLOSED: _("pasaron 24 horas y no hay una plantilla"),
    why.NO_REPLIES_LEFT: _("se acabaron las respuestas del mes"),
    why.NOT_CONFIRMED: _("la reserva no está confirmada"),
    why.OVERDUE: _("la prerreserva venció"),
    why.UNPAID: _("todavía debe algo"),
}
