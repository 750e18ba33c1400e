"""Holds: nights kept for a guest while they pay."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bookings.conflicts import settled
from bookings.errors import BadMoment, NightsTaken, PastDate, QuoteDiffers, QuoteExpired, TooManyHolds
from bookings.holds import hold_length
from bookings.lifecycle import BLOCKING, IllegalMove, Status
from bookings.metrics import HOLD_CONFLICTS, HOLDS_PLACED
from bookings.models import Booking, Quote, Source
from bookings.pricing.inputs import ExtraWanted
from bookings.pricing.prices import BookingPrice
from bookings.queries.folio import get_balance
from bookings.queries.placing import Facts, Obstacle, find_obstacle, get_facts
from bookings.rules import first_bookable_night
from bookings.services.confirming import confirm_if_paid
from bookings.services.events import announce_event, record_event
from bookings.services.locks import lock_booking, lock_guest_of
from bookings.services.placing import Order, choose_and_place
from bookings.services.prices import check_stays, price_wanted
from bookings.services.reviving import put_back
from bookings.services.telling import tell_guest
from bookings.stays import WantedStay
from tenants.errors import DomainError
from tenants.models import Guest

log = logging.getLogger(__name__)

# However long a guest is given, nobody keeps nights for ever.
MOST_EXTENSION = timedelta(days=60)


def place_hold(
    *,
    guest: Guest,
    stays: Sequence[WantedStay],
    source: str,
    now: datetime,
    language: str = "",
    extras: Sequence[ExtraWanted] = (),
    quote: Quote | None = None,
    by_staff: bool = False,
    note: str = "",
) -> Booking:
    """Keep units' nights for a guest while they pay: all of the stays, or none.

    :raises NightsTaken: if somebody else has them
    :raises DomainError: if the house's rules, the rates or the guest's other holds stand against it
    """
    try:
        booking = placed_hold(
            guest=guest,
            stays=stays,
            source=source,
            now=now,
            language=language,
            extras=extras,
            quote=quote,
            by_staff=by_staff,
            note=note,
        )
    except DomainError as error:
        note_refusal(error, stays)
        raise
    HOLDS_PLACED.labels(source).inc()
    return booking


@settled
def placed_hold(
    *,
    guest: Guest,
    stays: Sequence[WantedStay],
    source: str,
    now: datetime,
    language: str,
    extras: Sequence[ExtraWanted],
    quote: Quote | None,
    by_staff: bool,
    note: str,
) -> Booking:
    facts = get_facts(type_ids=[one.type_id for one in stays], guest_id=guest.pk, now=now, lock_guest=not by_staff)
    check_rules(stays, facts, now=now, by_staff=by_staff)
    first = min(stays, key=lambda one: one.stay.check_in)
    house = facts.house(first.type_id)
    spoken = language or (quote.language if quote else "") or guest.language or house.language
    price = price_of(stays, quote=quote, extras=extras, facts=facts, now=now, language=spoken, by_staff=by_staff)
    ahead = (first.stay.check_in - now.astimezone(house.zone).date()).days
    order = Order(
        guest_id=guest.pk,
        wanted=stays,
        price=price,
        status=Status.PRE_RESERVED.value,
        source=Source(source).value,
        language=spoken,
        hold_expires_at=now + hold_length(facts.rules, source=source, days_ahead=ahead),
        note=note,
        quote_id=quote.pk if quote else None,
    )
    placed = choose_and_place(order, now=now)
    placed.booking.guest = guest
    if facts.has_webhooks:
        announce_event(kind="hold_placed", event_id=placed.event_id, booking=placed.booking, now=now)
    tell_guest(placed.booking, event="hold_placed")
    return placed.booking


def check_rules(stays: Sequence[WantedStay], facts: Facts, *, now: datetime, by_staff: bool) -> None:
    """Refuse what the house does not do, or one hold too many.

    :raises DomainError: saying what stands against it
    """
    check_stays(stays, facts, now=now, by_staff=by_staff)
    if not by_staff:
        check_unpaid(facts)


def check_unpaid(facts: Facts) -> None:
    """Refuse one hold more than a guest may have.

    :raises TooManyHolds: if they have as many
    """
    if facts.unpaid_holds >= min(house.most_unpaid_holds for house in facts.houses.values()):
        raise TooManyHolds


def price_of(
    stays: Sequence[WantedStay],
    *,
    quote: Quote | None,
    extras: Sequence[ExtraWanted],
    facts: Facts,
    now: datetime,
    language: str,
    by_staff: bool,
) -> BookingPrice:
    """Return what was quoted, or else what the stays cost today.

    :raises QuoteExpired: if the price was told too long ago
    :raises QuoteDiffers: if it was told for something else
    """
    if quote is None:
        zone = facts.house(stays[0].type_id).zone
        today = now.astimezone(zone).date()
        return price_wanted(stays, extras=extras, today=today, with_rules=not by_staff, language=language)
    if quote.expires_at <= now:
        raise QuoteExpired
    price = BookingPrice.from_json(quote.price)
    quoted = [(one.type_id, one.stay, one.party) for one in price.stays]
    if quoted != [(one.type_id, one.stay, one.party) for one in stays] or extras:
        raise QuoteDiffers
    return price


def note_refusal(error: DomainError, stays: Sequence[WantedStay]) -> None:
    """Count a refusal, and log what was asked and what is in the way."""
    HOLD_CONFLICTS.labels(error.code).inc()
    one, obstacle = first_met(stays) if isinstance(error, NightsTaken) else (stays[0], None)
    log.info(
        "hold_conflict",
        extra={
            "reason": error.code,
            "unit_type": one.type_id,
            "unit": obstacle.unit_id if obstacle else one.unit_id,
            "period": f"{one.stay.check_in}/{one.stay.check_out}",
            "period_in_the_way": f"{obstacle.check_in}/{obstacle.check_out}" if obstacle else None,
            "source_in_the_way": obstacle.source if obstacle else None,
        },
    )


def first_met(stays: Sequence[WantedStay]) -> tuple[WantedStay, Obstacle | None]:
    """Return the first stay that somebody is in the way of, and who. Without anybody (too few units) it is the first."""
    for one in stays:
        obstacle = find_obstacle(
            type_id=one.type_id,
            unit_id=one.unit_id,
            check_in=one.stay.check_in,
            check_out=one.stay.check_out,
            blocking=[status.value for status in BLOCKING],
        )
        if obstacle:
            return one, obstacle
    return stays[0], None


@settled
def extend_hold(*, booking: Booking, until: datetime, now: datetime, reason: str = "") -> Booking:
    """Keep a hold's nights longer, even if its time is just over: nobody else has them yet.

    :raises IllegalMove: if it is no hold any more
    :raises BadMoment: if that would be no extension, or one for ever
    """
    locked = lock_booking(booking)
    if locked.hold_expires_at is None:
        raise IllegalMove
    if until <= max(now, locked.hold_expires_at) or until > now + MOST_EXTENSION:
        raise BadMoment(fields={"until": BadMoment.default_detail})
    was = locked.hold_expires_at
    locked.hold_expires_at = until
    locked.save(update_fields=["hold_expires_at"])
    locked.reservations.filter(status=Status.PRE_RESERVED).update(hold_expires_at=until)
    data = {"was": was.isoformat(), "until": until.isoformat()}
    record_event(kind="hold_extended", booking=locked, now=now, reason=reason, data=data)
    return locked


@settled
def revive(*, booking: Booking, now: datetime, by_staff: bool = False, reason: str = "") -> Booking:
    """Keep the nights of an expired hold again, if they are still free: as long as a new hold would be kept.

    One that was paid meanwhile is a booking at once.

    :raises IllegalMove: if it has not expired
    :raises TooManyHolds: if the guest has as many unpaid ones; staff may decide otherwise
    :raises NightsTaken: if somebody else has them now
    :raises PastDate: if they are over
    """
    lock_guest_of(booking)  # as a placing does, before it touches bookings
    locked = lock_booking(booking)
    stays = list(locked.reservations.filter(status=Status.EXPIRED).select_related("unit__type"))
    if not stays:
        raise IllegalMove
    facts = get_facts(type_ids=[stay.unit.type_id for stay in stays], guest_id=locked.guest_id, now=now)
    house = facts.house(stays[0].unit.type_id)
    first = min(stay.period.lower for stay in stays)
    if first < first_bookable_night(now.astimezone(house.zone), house.cutoff):
        raise PastDate
    if not by_staff and not get_balance(locked).confirms:
        check_unpaid(facts)
    ahead = (first - now.astimezone(house.zone).date()).days
    until = now + hold_length(facts.rules, source=locked.source, days_ahead=ahead)
    put_back(booking=locked, stays=stays, status=Status.PRE_RESERVED, hold_expires_at=until, now=now)
    record_event(kind="hold_revived", booking=locked, now=now, reason=reason, data={"until": until.isoformat()})
    confirm_if_paid(locked, now=now)
    return locked
