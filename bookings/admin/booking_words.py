"""Bookings in the words of the desk: what state they are in, what they owe, how long something is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.lifecycle import BLOCKING, OF_A_BOOKING, Status
from bookings.models import Booking, Reservation, ReservationStatus
from bookings.price_words import money_words
from bookings.queries.folio import Balance


def dates_words(check_in: date, check_out: date) -> str:
    return f"{date_format(check_in, 'SHORT_DATE_FORMAT')} – {date_format(check_out, 'SHORT_DATE_FORMAT')}"


def party_words(adults: int, children: int) -> str:
    grown = ngettext("%(n)d adulto", "%(n)d adultos", adults) % {"n": adults}
    small = ngettext("%(n)d menor", "%(n)d menores", children) % {"n": children}
    return f"{grown}, {small}" if children else grown


def state_words(stays: Iterable[Reservation]) -> str:
    """Return the states of a booking's stays, with how many are in each where they differ."""
    counts = Counter(stay.status for stay in stays)
    found = [status for status in OF_A_BOOKING if counts[status]]
    if len(found) == 1:
        return status_word(found[0])
    return ", ".join(f"{status_word(status)} ({counts[status]})" for status in found)


def status_word(status: str) -> str:
    return str(ReservationStatus(status).label)


def stays_words(stays: Sequence[Reservation]) -> str:
    """Return the dates and the unit of a booking's first stay that still counts, and how many more there are."""
    alive = [stay for stay in stays if stay.status in (*BLOCKING, Status.CHECKED_OUT)] or list(stays)
    if not alive:
        return "–"
    first = alive[0]
    more = f" +{len(alive) - 1}" if len(alive) > 1 else ""
    return f"{dates_words(first.check_in, first.check_out)} · {first.unit.name}{more}"


def left_words(until: datetime, now: datetime) -> str:
    """Return how much time is left, in the two units that matter."""
    minutes = int((until - now) / timedelta(minutes=1))
    if until <= now:
        return _("venció")
    if minutes < 1:
        return _("queda menos de un minuto")
    if minutes < 60:
        return ngettext("queda %(n)d minuto", "quedan %(n)d minutos", minutes) % {"n": minutes}
    if minutes < 48 * 60:
        return _("quedan %(hours)d h %(minutes)02d min") % {"hours": minutes // 60, "minutes": minutes % 60}
    return _("quedan %(days)d días") % {"days": minutes // (24 * 60)}


def balance_words(booking: Booking, balance: Balance) -> str:
    """Return what a booking's money says: what is missing, what is left to pay, or what is too much.

    Of a hold the deposit matters, of a firm booking all that is owed.
    """
    if balance.is_overpaid or balance.is_settled or balance.has_deposit:
        return due_words(balance)
    missing = money_words(balance.deposit_due, balance.currency)
    if booking.hold_expires_at:
        return _("Falta la seña: %(amount)s") % {"amount": missing}
    return _("%(debt)s, sin la seña completa") % {"debt": due_words(balance)}


def due_words(balance: Balance) -> str:
    """Return what is left to pay, or what is too much."""
    amount = money_words(abs(balance.due), balance.currency)
    if balance.is_overpaid:
        return _("A favor del huésped: %(amount)s") % {"amount": amount}
    return _("Sin deuda") if balance.is_settled else _("Debe %(amount)s") % {"amount": amount}
