"""What happened to a booking, told in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.admin.booking_words import dates_words, party_words
from bookings.admin.telling_words import OCCASIONS, UNSAID
from bookings.models import BookingEvent, Method, Unit
from bookings.price_words import money_words
from tenants.admin.history import actor_word, names_of

Data = Mapping[str, Any]
Units = Mapping[int, str]

KINDS: dict[str, Any] = {
    "hold_placed": gettext_lazy("Prerreservó"),
    "hold_extended": gettext_lazy("Extendió el plazo"),
    "hold_expired": gettext_lazy("Venció la prerreserva"),
    "hold_revived": gettext_lazy("Revivió la prerreserva"),
    "confirmed": gettext_lazy("Confirmó la reserva"),
    "cancelled": gettext_lazy("Canceló la reserva"),
    "stay_cancelled": gettext_lazy("Canceló una estadía"),
    "stay_changed": gettext_lazy("Cambió una estadía"),
    "stay_added": gettext_lazy("Agregó una estadía"),
    "extra_added": gettext_lazy("Agregó un adicional"),
    "checked_in": gettext_lazy("Registró la entrada"),
    "checked_out": gettext_lazy("Registró la salida"),
    "check_in_undone": gettext_lazy("Deshizo la entrada"),
    "check_out_undone": gettext_lazy("Deshizo la salida"),
    "no_show": gettext_lazy("Anotó que no llegó"),
    "shortened": gettext_lazy("Acortó una estadía"),
    "blocked": gettext_lazy("Bloqueó noches"),
    "unblocked": gettext_lazy("Liberó noches bloqueadas"),
    "overbooked": gettext_lazy("Sobrevendió a sabiendas"),
    "waitlist_offered": gettext_lazy("Ofreció las noches a quien esperaba"),
    "payment": gettext_lazy("Registró un pago"),
    "refund": gettext_lazy("Registró una devolución"),
    "adjustment": gettext_lazy("Ajustó la cuenta"),
    "message_ready": gettext_lazy("Llegó la hora de un mensaje"),
    "message_skipped": gettext_lazy("Un mensaje no corresponde"),
    "message_pinned": gettext_lazy("Eligió la hora de un mensaje"),
    "message_sent": gettext_lazy("Salió un mensaje"),
    "guest_told": gettext_lazy("Le avisó al huésped"),
    "guest_not_told": gettext_lazy("No le avisó al huésped"),
}
# Reasons that the system itself gives.
REASONS: dict[str, Any] = {
    "deposit": gettext_lazy("llegó la seña"),
    "late": gettext_lazy("la hora ya había pasado"),
    "stay_over": gettext_lazy("la estadía había terminado"),
    "rule_off": gettext_lazy("la regla ya no está vigente"),
    "by_hand": gettext_lazy("lo decidió una persona"),
    **UNSAID,
}


@dataclass(frozen=True)
class Told:
    """One event, ready to be shown."""

    at: datetime
    who: str
    what: str
    details: tuple[str, ...]


def told(events: Sequence[BookingEvent], *, currency: str) -> list[Told]:
    """Return events as sentences; who acted and which units they name is asked once for all."""
    names = names_of({event.actor for event in events})
    units = unit_names(events)
    return [
        Told(event.at, actor_word(event.actor, names), kind_word(event.kind), details(event, units, currency))
        for event in events
    ]


def kind_word(kind: str) -> str:
    """Return what happened; of a kind that this page does not know yet, that something did."""
    return str(KINDS.get(kind, _("Otro suceso")))


def reason_word(reason: str) -> str:
    return str(REASONS.get(reason, reason))


def details(event: BookingEvent, units: Units, currency: str) -> tuple[str, ...]:
    """Return what else is known, a sentence for each thing."""
    data = {"currency": currency, **event.data}
    lines = DETAILS.get(event.kind, nothing)(data, units)
    if event.reservation and not lines:
        lines = [units.get(event.reservation.unit_id, "")]
    if event.reason:
        lines.append(_("Motivo: %(reason)s") % {"reason": reason_word(event.reason)})
    return tuple(line for line in lines if line)


def nothing(data: Data, units: Units) -> list[str]:
    return []


def price_lines(data: Data, units: Units) -> list[str]:
    if "total" not in data:
        return []
    values = {name: money(data, name) for name in ("total", "deposit")}
    return [_("Total %(total)s, seña %(deposit)s") % values]


def until_lines(data: Data, units: Units) -> list[str]:
    return [_("Hasta el %(moment)s") % {"moment": moment(data["until"])}] if data.get("until") else []


def fee_lines(data: Data, units: Units) -> list[str]:
    if data.get("waived"):
        return [_("Sin cobrar el cargo por cancelación")]
    fee = Decimal(data.get("fee", "0"))
    if not fee:
        return []
    return [_("Cargo por cancelación: %(amount)s") % {"amount": money_words(fee, data["currency"])}]


def stay_lines(data: Data, units: Units) -> list[str]:
    """Return a stay as it was and as it became, or as it is."""
    if "before" in data and "after" in data:
        return [f"{stay_line(data['before'], units)} → {stay_line(data['after'], units)}"]
    return [stay_line(data, units)] if "unit" in data else []


def stay_line(data: Data, units: Units) -> str:
    words = [
        units.get(data.get("unit", 0), ""),
        dates_words(date.fromisoformat(data["check_in"]), date.fromisoformat(data["check_out"])),
        party_words(data["adults"], data["children"]) if data.get("adults") else "",
    ]
    return " · ".join(word for word in words if word)


def shortened_lines(data: Data, units: Units) -> list[str]:
    if "was" not in data:
        return []
    days = {name: date_format(date.fromisoformat(data[name]), "SHORT_DATE_FORMAT") for name in ("was", "check_out")}
    return [_("La salida era el %(was)s y es el %(check_out)s") % days]


def money_lines(data: Data, units: Units) -> list[str]:
    words = [money(data, "amount")] if "amount" in data else []
    if data.get("method") in Method.values:
        words.append(str(Method(data["method"]).label))
    return [" · ".join(words)] if words else []


def message_lines(data: Data, units: Units) -> list[str]:
    words = [str(data.get("message", ""))]
    if data.get("due_at"):
        words.append(moment(data["due_at"]))
    return [" · ".join(word for word in words if word)]


def occasion_lines(data: Data, units: Units) -> list[str]:
    words = [str(OCCASIONS.get(str(data.get("occasion")), "")), reason_word(str(data.get("why", "")))]
    return [" · ".join(word for word in words if word)]


DETAILS: dict[str, Callable[[Data, Units], list[str]]] = {
    "hold_placed": price_lines,
    "overbooked": price_lines,
    "hold_extended": until_lines,
    "hold_revived": until_lines,
    "cancelled": fee_lines,
    "stay_cancelled": fee_lines,
    "stay_changed": stay_lines,
    "stay_added": stay_lines,
    "shortened": shortened_lines,
    "payment": money_lines,
    "refund": money_lines,
    "adjustment": money_lines,
    "extra_added": money_lines,
    "message_ready": message_lines,
    "message_skipped": message_lines,
    "message_pinned": message_lines,
    "message_sent": message_lines,
    "guest_told": occasion_lines,
    "guest_not_told": occasion_lines,
}


def money(data: Data, name: str) -> str:
    return money_words(Decimal(data[name]), data["currency"])


def moment(written: str) -> str:
    found = parse_datetime(written)
    return date_format(localtime(found), "SHORT_DATETIME_FORMAT") if found else ""


def unit_names(events: Iterable[BookingEvent]) -> dict[int, str]:
    """Return the names of all units that events are about. One query, if any are."""
    ids = {event.reservation.unit_id for event in events if event.reservation}
    for event in events:
        for data in (event.data, event.data.get("before"), event.data.get("after")):
            if isinstance(data, dict) and isinstance(data.get("unit"), int):
                ids.add(data["unit"])
    return dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
