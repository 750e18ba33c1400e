"""Money that comes in and goes out. A booking is confirmed by what was paid for it, not by a flag."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from bookings.conflicts import settled
from bookings.errors import NightsTaken, PastDate, ReasonMissing
from bookings.lifecycle import Status
from bookings.models import Booking, EntryKind, FolioEntry, Method
from bookings.queries.folio import get_balance
from bookings.queries.lodging import first_night_left
from bookings.services.confirming import confirm_if_paid, record_confirmation
from bookings.services.events import record_event
from bookings.services.folio import BadAmount, add_entry
from bookings.services.locks import lock_booking
from bookings.services.reviving import put_back
from tenants.errors import DomainError
from tenants.services.staff_tasks import open_staff_task
from tenants.values.money import round_money

# More is a slip of the finger; the column could hold it.
MOST = Decimal(10) ** 11


class MoreThanPaid(DomainError):
    """Nobody is given back more than they paid."""

    code = "more_than_paid"
    default_detail = _("Es más de lo que se pagó.")


def check_amount(amount: Decimal, currency: str) -> Decimal:
    """Return an amount that can be paid in a currency.

    :raises BadAmount: if it is none
    """
    if not amount.is_finite() or not 0 < amount < MOST or round_money(amount, currency) != amount:
        raise BadAmount(fields={"amount": BadAmount.default_detail})
    return amount


@settled
def record_payment(
    *,
    booking: Booking,
    amount: Decimal,
    method: str,
    now: datetime,
    reference: str = "",
    note: str = "",
    key: str = "",
) -> FolioEntry:
    """Write down money that came in. With the deposit the booking is confirmed, an expired one if its nights are free.

    The same `key` twice is one payment, and its entry the answer to both.

    :raises BadAmount: if it is no amount
    """
    locked = lock_booking(booking)
    if known := find_known(locked, EntryKind.PAYMENT, key):
        return known
    entry = add_entry(
        booking=locked,
        kind=EntryKind.PAYMENT,
        amount=check_amount(amount, locked.currency),
        now=now,
        method=Method(method).value,
        reference=reference,
        note=note,
        key=key,
    )
    data = {"amount": str(amount), "currency": locked.currency, "method": method, "entry": entry.pk}
    record_event(kind="payment", booking=locked, now=now, data=data)
    follow_payment(locked, now=now)
    return entry


def follow_payment(booking: Booking, *, now: datetime) -> None:
    """Confirm what has its deposit; what cannot be confirmed any more is a task for a person, never forgotten."""
    if confirm_if_paid(booking, now=now):
        return
    there = set(booking.reservations.exclude(status=Status.CANCELLED).values_list("status", flat=True))
    balance = get_balance(booking)
    if not there and balance.is_overpaid:
        ask_about_late_money(booking, kind="paid_too_late", title=_("Pago de una reserva cancelada"))
    if there != {Status.EXPIRED}:
        return
    if not balance.confirms:
        ask_about_late_money(booking, kind="paid_but_expired", title=_("Prerreserva vencida con un pago"))
        return
    try:
        revive_paid(booking, now=now)
    except (NightsTaken, PastDate):
        title = _("Pago de una prerreserva vencida: las noches ya no están")
        ask_about_late_money(booking, kind="paid_too_late", title=title)


def ask_about_late_money(booking: Booking, *, kind: str, title: str) -> None:
    """Ask a person what becomes of money for a booking that was given up."""
    link = f"/admin/bookings/booking/{booking.pk}/change/"
    open_staff_task(kind=kind, cause=booking.code, title=title, detail=booking.code, link=link)


def find_known(booking: Booking, kind: EntryKind, key: str) -> FolioEntry | None:
    """Return what was written with this key; a payment and its refund may have the same one."""
    return FolioEntry.objects.filter(booking=booking, kind=kind, key=key).first() if key else None


@settled
def revive_paid(booking: Booking, *, now: datetime) -> None:
    """Confirm an expired booking whose money came late.

    :raises NightsTaken: if somebody else has its nights now
    :raises PastDate: if they are over
    """
    stays = list(booking.reservations.filter(status=Status.EXPIRED).select_related("unit__type__property"))
    if any(stay.period.lower < first_night_left(stay, now=now) for stay in stays):
        raise PastDate
    put_back(booking=booking, stays=stays, status=Status.CONFIRMED, hold_expires_at=None, now=now)
    record_event(kind="hold_revived", booking=booking, now=now, reason="deposit")
    record_confirmation(booking, now=now, reason="deposit")


@settled
def record_refund(
    *,
    booking: Booking,
    amount: Decimal,
    method: str,
    now: datetime,
    reference: str = "",
    note: str = "",
    key: str = "",
) -> FolioEntry:
    """Write down money that was given back.

    :raises BadAmount: if it is no amount
    :raises MoreThanPaid: if it is more than came in
    """
    locked = lock_booking(booking)
    if known := find_known(locked, EntryKind.REFUND, key):
        return known
    check_amount(amount, locked.currency)
    if amount > get_balance(locked).paid:
        raise MoreThanPaid(fields={"amount": MoreThanPaid.default_detail})
    entry = add_entry(
        booking=locked,
        kind=EntryKind.REFUND,
        amount=amount,
        now=now,
        method=Method(method).value,
        reference=reference,
        note=note,
        key=key,
    )
    data = {"amount": str(amount), "currency": locked.currency, "method": method, "entry": entry.pk}
    record_event(kind="refund", booking=locked, now=now, data=data)
    return entry


@settled
def record_adjustment(*, booking: Booking, amount: Decimal, note: str, now: datetime) -> FolioEntry:
    """Charge more, or less with a negative amount, and say why.

    :raises BadAmount: if it is no amount
    :raises ReasonMissing: if nobody says why
    """
    locked = lock_booking(booking)
    if not note.strip():
        raise ReasonMissing(fields={"note": ReasonMissing.default_detail})
    check_amount(abs(amount), locked.currency)
    entry = add_entry(booking=locked, kind=EntryKind.ADJUSTMENT, amount=amount, now=now, note=note[:200])
    data = {"amount": str(amount), "currency": locked.currency, "entry": entry.pk}
    record_event(kind="adjustment", booking=locked, now=now, reason=note, data=data)
    return entry
