"""Selling a night twice knowingly: a person does it, says why, and somebody is asked to solve it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop as _

from bookings.availability.units import FreeUnit
from bookings.conflicts import settled
from bookings.errors import ReasonMissing
from bookings.lifecycle import Status
from bookings.models import Booking, Source, Unit
from bookings.queries.placing import get_facts
from bookings.rules import check_wanted, first_bookable_night
from bookings.services.confirming import record_confirmation
from bookings.services.events import announce_event
from bookings.services.placing import Order, place
from bookings.services.prices import price_wanted
from bookings.stays import Party, Stay, WantedStay
from tenants.models import Guest
from tenants.services.staff_tasks import open_staff_task


@settled
def overbook(
    *, guest: Guest, unit: Unit, stay: Stay, party: Party, reason: str, now: datetime, source: str = Source.DESK
) -> Booking:
    """Give a guest nights that somebody else has: confirmed, outside the constraint, with a task for staff.

    :raises ReasonMissing: if nobody says why
    :raises DomainError: if no house could do it: nights that are over, too many of them, too many guests
    """
    if not reason.strip():
        raise ReasonMissing(fields={"reason": ReasonMissing.default_detail})
    wanted = WantedStay(unit.type_id, stay, party, unit_id=unit.pk)
    house = get_facts(type_ids=[unit.type_id], guest_id=None, now=now).house(unit.type_id)
    local = now.astimezone(house.zone)
    # What the rates say of these nights is no obstacle to somebody who sells them twice.
    check_wanted(
        wanted,
        capacity=unit.capacity,
        is_offered=house.is_offered,
        longest=house.longest_stay,
        first_night=first_bookable_night(local, house.cutoff),
        by_staff=True,
    )
    price = price_wanted([wanted], today=local.date(), with_rules=False)
    order = Order(
        guest_id=guest.pk,
        wanted=[wanted],
        price=price,
        status=Status.CONFIRMED.value,
        source=Source(source).value,
        language=guest.language,
        hold_expires_at=None,
        overbooked=True,
        reason=reason[:200],
        kind="overbooked",
    )
    slots = (unit.slots.lower, unit.slots.upper)
    placed = place(order, [FreeUnit(unit.pk, unit.type_id, unit.parent_id, unit.capacity, slots)], now=now)
    placed.booking.guest = guest
    announce_event(kind="hold_placed", event_id=placed.event_id, booking=placed.booking, now=now)
    record_confirmation(placed.booking, now=now, reason=reason)
    open_staff_task(
        kind="overbooking",
        cause=placed.booking.code,
        title=_("Sobreventa por resolver"),
        detail=f"{unit} {stay.check_in} – {stay.check_out}",
        link=f"/admin/bookings/booking/{placed.booking.pk}/change/",
    )
    return placed.booking
