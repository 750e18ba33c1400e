"""What guests are told of their bookings without a rule: the occasions, their words, and when each is still true.

A business may write words of its own (StayText). These do without a name, since not every guest has told theirs,
and without vos, tú or usted, since each business chooses its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_noop as _

from bookings.lifecycle import Status
from bookings.telling import BOOKING_CANCELLED, BOOKING_CONFIRMED, HOLD_EXPIRED, HOLD_PLACED

DEFAULTS: Final[Mapping[str, str]] = {
    HOLD_PLACED: _(
        "Guardamos {unidad} del {llegada} al {salida} ({noches}) hasta el {vence}. Se confirma al recibir la seña."
        " Total a pagar: {saldo}. Código: {codigo}."
    ),
    BOOKING_CONFIRMED: _(
        "La reserva {codigo} está confirmada: {unidad}, del {llegada} al {salida} ({noches}). Saldo: {saldo}. ¡Hasta"
        " pronto!"
    ),
    BOOKING_CANCELLED: _(
        "La reserva {codigo} del {llegada} al {salida} quedó cancelada. Por cualquier duda, estamos por aquí."
    ),
    HOLD_EXPIRED: _(
        "Venció el plazo de la prerreserva {codigo} del {llegada} al {salida}, y las noches quedaron libres. Si todavía"
        " hacen falta, con un mensaje por aquí vemos si siguen disponibles."
    ),
}
# As which a booking is told of each.
TRUE_OF: Final = {
    HOLD_PLACED: frozenset({Status.PRE_RESERVED}),
    BOOKING_CONFIRMED: frozenset({Status.CONFIRMED, Status.CHECKED_IN}),
    BOOKING_CANCELLED: frozenset({Status.CANCELLED}),
    HOLD_EXPIRED: frozenset({Status.EXPIRED}),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a booking is at a moment."""

    status: Status
    hold_expires_at: datetime | None


def is_true(kind: str, standing: Standing, *, now: datetime) -> bool:
    """Return whether a booking is still as this occasion says."""
    if standing.status not in TRUE_OF.get(kind, frozenset()):
        return False
    return kind != HOLD_PLACED or (standing.hold_expires_at is not None and standing.hold_expires_at > now)
