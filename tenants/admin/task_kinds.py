"""What the kinds of tasks are called. Each part of the system that opens tasks adds its kinds here."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Any] = {
    "answer_review": _("contestar una reseña"),
    "call_guest": _("llamar al huésped"),
    "check_receipt": _("revisar un comprobante"),
    "hold_approval": _("aprobar una prerreserva"),
    "overbooking": _("resolver una sobreventa"),
    "paid_but_expired": _("prerreserva vencida con un pago"),
    "paid_too_late": _("pago que llegó tarde"),
    "prepare_unit": _("preparar una unidad"),
    "update_photos": _("renovar las fotos"),
    "webhook_failed": _("revisar un webhook"),
    "webhook_off": _("volver a encender un webhook"),
}
