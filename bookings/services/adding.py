"""One more stay for a booking that is there already."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext_noop as _

from bookings.conflicts import Raced, settled
from bookings.lifecycle import IllegalMove, Status
from bookings.models import Booking, Reservation
from bookings.pricing.inputs import ExtraWanted
from bookings.pricing.prices import MixedCurrencies
from bookings.queries.placing import get_facts
from bookings.services.events import record_event
from bookings.services.folio import add_entry
from bookings.services.holds import check_rules
from bookings.services.locks import lock_booking
from bookings.services.placing import charges_of, choose_units, expire_in_the_way
from bookings.services.prices import price_wanted
from bookings.services.stay_messages import move_messages
from bookings.services.stays import facts_of
from bookings.services.totals import GIVEN_UP, reckon_totals
from bookings.stays import MOST_STAYS, WantedStay
from tenants.errors import Conflict
from tenants.scoping import current_tenant_id

ADD = """
INSERT INTO bookings_reservation (tenant_id, booking_id, unit_id, slots, period, adults, children, capacity, status,
                                  hold_expires_at, price, currency, lines, source, external_uid, reason, overbooked,
                                  shadowed, created_at)
SELECT %(tenant)s, %(booking)s, id, slots, daterange(%(check_in)s, %(check_out)s), %(adults)s, %(children)s, capacity,
       %(status)s, %(expires)s, %(price)s, %(currency)s, %(lines)s::jsonb, %(source)s, '', '', false, false, %(now)s
FROM bookings_unit WHERE tenant_id = %(tenant)s AND id = %(unit)s
ON CONFLICT DO NOTHING
RETURNING id
"""


class TooManyStays(Conflict):
    """The booking has as many as a booking may have; staff may add more."""

    code = "too_many_stays"
    default_detail = _("Una reserva no puede tener tantas estadías.")


@settled
def add_stay(
    *,
    booking: Booking,
    wanted: WantedStay,
    now: datetime,
    extras: Sequence[ExtraWanted] = (),
    by_staff: bool = False,
    reason: str = "",
) -> Reservation:
    """Add a stay to a hold or a confirmed booking, in the same state; total and deposit follow.

    :raises NightsTaken: if there is no unit for it
    :raises IllegalMove: if the booking is over or was given up, or a hold whose time is over
    :raises TooManyStays: if it has as many as it may have
    """
    locked = lock_booking(booking)
    status = status_of_new_stay(locked, now=now)
    if not by_staff and locked.reservations.exclude(status__in=GIVEN_UP).count() >= MOST_STAYS:
        raise TooManyStays
    facts = get_facts(type_ids=[wanted.type_id], guest_id=None, now=now)
    check_rules([wanted], facts, now=now, by_staff=by_staff)
    today = now.astimezone(facts.house(wanted.type_id).zone).date()
    price = price_wanted([wanted], extras=extras, today=today, with_rules=not by_staff).stays[0]
    if price.currency != locked.currency:
        raise MixedCurrencies
    [unit] = choose_units([wanted], now=now)
    expire_in_the_way([wanted], [unit], now=now)
    values: dict[str, Any] = {
        "tenant": current_tenant_id(),
        "booking": locked.pk,
        "unit": unit.id,
        "check_in": wanted.stay.check_in,
        "check_out": wanted.stay.check_out,
        "adults": wanted.party.adults,
        "children": wanted.party.children,
        "status": status.value,
        "expires": locked.hold_expires_at,
        "price": price.total,
        "currency": price.currency,
        "lines": json.dumps(price.to_json()),
        "source": locked.source,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(ADD, values)
        written = cursor.fetchone()
    if written is None:
        raise Raced
    stay = Reservation.objects.select_related("unit").get(pk=written[0])
    for kind, amount in charges_of(price).items():
        if amount > 0:
            add_entry(booking=locked, kind=kind, amount=amount, now=now, reservation=stay)  # type: ignore[arg-type]
    reckon_totals(locked)
    move_messages(booking=locked, now=now)
    record_event(kind="stay_added", booking=locked, reservation=stay, now=now, reason=reason, data=facts_of(stay))
    return stay


def status_of_new_stay(booking: Booking, *, now: datetime) -> Status:
    """Return the state that a further stay of a locked booking begins in: that of those it has.

    :raises IllegalMove: if none of them is open, or they are only because no sweep has come by yet
    """
    if booking.hold_expires_at is not None:
        if booking.hold_expires_at <= now:
            raise IllegalMove
        return Status.PRE_RESERVED
    here = booking.reservations.filter(status__in=(Status.CONFIRMED, Status.CHECKED_IN))
    if not here.exists():
        raise IllegalMove
    return Status.CONFIRMED
