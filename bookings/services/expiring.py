"""Letting go of nights that were kept for somebody who did not pay: whole bookings, one after the other by id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_noop as _

from bookings.lifecycle import Status
from bookings.models import Booking, WaitlistEntry, WaitStatus
from bookings.queries.folio import get_balance
from bookings.queries.holds import list_overdue_holds
from bookings.services.events import record_event
from bookings.services.folio import credit_stay, take_back_discount
from bookings.services.freed import offer_freed_nights
from tenants.scoping import tenant_scope
from tenants.services.staff_tasks import open_staff_task


def expire_bookings(*, booking_ids: Sequence[int], now: datetime) -> int:
    """Expire those of these bookings that are still holds and overdue, and return how many. In a transaction.

    Locked in the order of their ids, as everybody does, so that nobody waits in a circle.
    """
    if not booking_ids:
        return 0
    locked = (
        Booking.objects.select_for_update(no_key=True)
        .filter(pk__in=booking_ids, hold_expires_at__lte=now)
        .order_by("pk")
    )
    overdue = list(locked)
    for booking in overdue:
        expire(booking, now=now)
    return len(overdue)


def expire_skipping_locked(*, booking_id: int, now: datetime) -> bool:
    """Expire one hold, unless somebody is busy with it: they decide, and the next sweep looks again."""
    locked = Booking.objects.select_for_update(no_key=True, skip_locked=True)
    booking = locked.filter(pk=booking_id, hold_expires_at__lte=now).first()
    if booking is None:
        return False
    expire(booking, now=now)
    return True


def expire(booking: Booking, *, now: datetime) -> None:
    """Give up a locked hold: its nights are free, its price is not owed, and who paid something is not forgotten."""
    was_due = booking.hold_expires_at
    stays = list(booking.reservations.filter(status=Status.PRE_RESERVED).select_related("unit").order_by("pk"))
    booking.reservations.filter(status=Status.PRE_RESERVED).update(status=Status.EXPIRED, hold_expires_at=None)
    booking.hold_expires_at = None
    booking.save(update_fields=["hold_expires_at"])
    for stay in stays:
        credit_stay(booking=booking, reservation=stay, now=now, note="expired")
    discount = take_back_discount(booking=booking, now=now, note="expired")
    data = {"was_due": was_due.isoformat() if was_due else None}
    # Read again when it is revived.
    data |= {"discount": str(discount)} if discount else {}
    record_event(kind="hold_expired", booking=booking, now=now, data=data)
    WaitlistEntry.objects.filter(booking=booking, status=WaitStatus.OFFERED).update(status=WaitStatus.PASSED)
    if get_balance(booking).paid > 0:
        open_staff_task(
            kind="paid_but_expired",
            cause=booking.code,
            title=_("Prerreserva vencida con un pago"),
            detail=booking.code,
            link=f"/admin/bookings/booking/{booking.pk}/change/",
        )
    offer_freed_nights(stays)


def expire_overdue(*, now: datetime, most: int = 200) -> int:
    """Expire what is overdue in any business, each in its own scope and transaction, and return how many were."""
    expired = 0
    for tenant_id, booking_id in list_overdue_holds(now=now, most=most):
        with tenant_scope(tenant_id, actor="task:bookings.expire_holds"):
            expired += expire_skipping_locked(booking_id=booking_id, now=now)
    return expired
