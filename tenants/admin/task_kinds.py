"""What the kinds of tasks are called. Each part of the system that opens tasks adds its kinds here."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Any] = {
    "answer_review": _("contestar una reseña"),
    "bot_stopped": _("mirar una conversación en la que el bot calla"),
    "call_guest": _("llamar al huésped"),
    "check_receipt": _("revisar un comprobante"),
    "conversation_stuck": _("contestar una conversación"),
    "draft_waits": _("enviar lo que el bot propone"),
    "follow_up": _("retomar una conversación"),
    "guest_not_told": _("avisar a un huésped que no recibió su mensaje"),
    "guest_question": _("contestar una pregunta que el bot no sabe"),
    "guest_waits": _("contestar a un huésped que espera"),
    "hold_approval": _("aprobar una prerreserva"),
    "identity_conflict": _("aclarar quién es un huésped"),
    "media_failed": _("archivo que no se pudo bajar"),
    "message_failed": _("mensaje que no salió"),
    "message_unknown": _("mensaje que no se sabe si salió"),
    "overbooking": _("resolver una sobreventa"),
    "paid_but_expired": _("prerreserva vencida con un pago"),
    "paid_too_late": _("pago que llegó tarde"),
    "person_wanted": _("atender a un huésped que pide una persona"),
    "prepare_unit": _("preparar una unidad"),
    "replies_used_up": _("respuestas del mes agotadas"),
    "update_photos": _("renovar las fotos"),
    "webhook_failed": _("revisar un webhook"),
    "webhook_off": _("volver a encender un webhook"),
    "whatsapp_account": _("aviso de Meta sobre la cuenta"),
    "whatsapp_paused": _("número de WhatsApp en pausa"),
    "whatsapp_payment": _("problema de pago con Meta"),
    "whatsapp_quality": _("número de WhatsApp con mala calidad"),
    "whatsapp_silent": _("número de WhatsApp al que no llega nada"),
    "whatsapp_template": _("plantilla que no se puede usar"),
    "whatsapp_token": _("token de WhatsApp que ya no vale"),
    "window_closed": _("escribir a un huésped con una plantilla"),
}
