"""Changing a stay: its nights, its unit, how many come; arriving, leaving, not coming."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from psycopg.types.range import Range

from bookings.conflicts import settled
from bookings.errors import BadMoment, NothingToDo, OverCapacity, PastDate, StayTooLong, UnknownUnit
from bookings.lifecycle import OPEN, IllegalMove, Status, check_move
from bookings.models import LONGEST_PERIOD, Booking, Reservation, Unit, UnitState
from bookings.queries.lodging import first_night_left, get_zone
from bookings.queries.placing import Nights, list_overdue_in_the_way
from bookings.rules import LONGEST_FOR_STAFF, first_bookable_night
from bookings.services.confirming import confirm_if_paid
from bookings.services.events import record_event
from bookings.services.expiring import expire_bookings
from bookings.services.freed import offer_freed_nights
from bookings.services.locks import lock_stay
from bookings.services.repricing import reprice
from bookings.services.stay_messages import move_messages
from bookings.services.totals import reckon_totals
from bookings.stays import Party, Stay


@settled
def change_stay(
    *,
    reservation: Reservation,
    now: datetime,
    stay: Stay | None = None,
    unit: Unit | None = None,
    party: Party | None = None,
    by_staff: bool = False,
    keep_price: bool = False,
    reason: str = "",
) -> Reservation:
    """Move a stay to other nights, another unit or another party: all of it, or nothing. What it costs follows.

    Another unit of the same type costs what was agreed, and so does what it was before; `keep_price`: so does everything.

    :raises NightsTaken: if somebody has those nights
    :raises IllegalMove: if the stay is over or was given up
    :raises UnknownUnit: if the other unit is not let, unless `by_staff`
    :raises DomainError: if the house's rules stand against it
    """
    row, booking = lock_stay(reservation)
    if row.status not in OPEN and row.status != Status.BLOCKED:
        raise IllegalMove
    was, was_party, was_type = facts_of(row), party_of(row), row.unit.type_id
    target = unit or row.unit
    wanted = stay or Stay(row.period.lower, row.period.upper)
    people = party or was_party
    check_change(row, wanted, target, people, now=now, by_staff=by_staff)
    if (target.pk, wanted, people) == (row.unit_id, Stay(row.period.lower, row.period.upper), was_party):
        raise NothingToDo
    if booking and target.pk != row.unit_id and not by_staff:
        check_let(target)
    freed = [Reservation(period=row.period)]
    make_room(target, wanted, now=now, but=booking)
    if people:
        row.adults, row.children = people.adults, people.children
    row.period = Range(wanted.check_in, wanted.check_out)
    row.unit, row.slots, row.capacity = target, target.slots, target.capacity
    # On a unit where it fits, it is a stay like any other.
    row.overbooked = row.overbooked and target.pk == was["unit"]
    columns = ["period", "unit", "slots", "capacity", "adults", "children", "overbooked"]
    asked_anew = (wanted, people, target.type_id) != (Stay(*dates_of(was)), was_party, was_type)
    if booking and people and asked_anew and not keep_price:
        columns += reprice(row, booking, wanted, people, now=now, by_staff=by_staff)
    row.save(update_fields=columns)
    if booking:
        reckon_totals(booking)
        move_messages(booking=booking, now=now)
    data = {"before": was, "after": facts_of(row)}
    record_event(kind="stay_changed", booking=booking, reservation=row, now=now, reason=reason, data=data)
    if booking:
        confirm_if_paid(booking, now=now)
    offer_freed_nights(freed)
    row.refresh_from_db(fields=["check_in", "check_out", "status", "hold_expires_at"])
    return row


def dates_of(facts: dict[str, Any]) -> tuple[date, date]:
    return date.fromisoformat(facts["check_in"]), date.fromisoformat(facts["check_out"])


def party_of(row: Reservation) -> Party | None:
    """Return who stays; nobody does in a closure."""
    if not row.booking_id:
        return None
    return Party(row.adults, row.children, is_foreign=bool(row.lines.get("party", {}).get("is_foreign")))


def check_change(
    row: Reservation, stay: Stay, unit: Unit, party: Party | None, *, now: datetime, by_staff: bool
) -> None:
    """Refuse a change that no house can do.

    :raises PastDate: if it would begin in the past, where it does not begin already
    :raises OverCapacity: if the unit has no room for so many
    :raises StayTooLong: if nobody stays for so long, and no unit is closed for so long
    :raises BadMoment: if a guest who is here would have arrived on another day
    """
    house = unit.type.property
    first_night = first_bookable_night(now.astimezone(get_zone()), house.cutoff)
    if row.status == Status.CHECKED_IN:
        if stay.check_in != row.period.lower:
            raise BadMoment(fields={"check_in": BadMoment.default_detail})
        if stay.check_out < first_night:
            raise PastDate(fields={"check_out": PastDate.default_detail})
    elif stay.check_in != row.period.lower and stay.check_in < first_night:
        raise PastDate(fields={"check_in": PastDate.default_detail})
    if party and party.guests > unit.capacity:
        raise OverCapacity(fields={"adults": OverCapacity.default_detail})
    of_guests = LONGEST_FOR_STAFF if by_staff else house.longest_stay
    if stay.nights > (of_guests if row.booking_id else LONGEST_PERIOD):
        raise StayTooLong(fields={"check_out": StayTooLong.default_detail})


def check_let(unit: Unit) -> None:
    """Refuse a unit that no guest is given.

    :raises UnknownUnit: if it, or the room that it is a bed of, is not let or out of order
    """
    broken = Unit.objects.filter(slots__overlap=unit.slots, state=UnitState.OUT_OF_ORDER)
    if not (unit.is_active and unit.type.is_active) or broken.exists():
        raise UnknownUnit(fields={"unit": UnknownUnit.default_detail})


def make_room(unit: Unit, stay: Stay, *, now: datetime, but: Booking | None = None) -> None:
    """Let overdue holds on these nights expire; the booking that is being changed is no obstacle to itself."""
    nights = [Nights(unit.slots.lower, unit.slots.upper, stay.check_in, stay.check_out)]
    overdue = [pk for pk in list_overdue_in_the_way(nights, now=now) if but is None or pk != but.pk]
    expire_bookings(booking_ids=overdue, now=now)


def facts_of(row: Reservation) -> dict[str, Any]:
    """Return what an event tells of a stay."""
    return {
        "unit": row.unit_id,
        "check_in": row.period.lower.isoformat(),
        "check_out": row.period.upper.isoformat(),
        "adults": row.adults,
        "children": row.children,
        "price": str(row.price),
    }


def move(row: Reservation, status: Status) -> None:
    """Let a locked stay become something else.

    :raises IllegalMove: if it cannot
    """
    check_move(row.status, status)
    row.status, row.hold_expires_at = status.value, None
    row.save(update_fields=["status", "hold_expires_at"])


@settled
def check_in(*, reservation: Reservation, now: datetime) -> Reservation:
    """Note that the guests are here. Until the house's day is closed, the night that began yesterday is not over.

    :raises IllegalMove: if the stay is not confirmed
    :raises BadMoment: before the day of arrival, or when the last night is over
    """
    row, booking = lock_stay(reservation)
    is_early = now.astimezone(get_zone()).date() < row.period.lower
    if is_early or first_night_left(row, now=now) >= row.period.upper:
        check_move(row.status, Status.CHECKED_IN)
        raise BadMoment
    move(row, Status.CHECKED_IN)
    record_event(kind="checked_in", booking=booking, reservation=row, now=now)
    return row


@settled
def check_out(*, reservation: Reservation, now: datetime) -> Reservation:
    """Note that the guests have left: the nights they do not sleep here are free, and the unit wants cleaning.

    :raises IllegalMove: if they were not here
    """
    row, booking = lock_stay(reservation)
    move(row, Status.CHECKED_OUT)
    Unit.objects.filter(pk=row.unit_id).exclude(state=UnitState.OUT_OF_ORDER).update(state=UnitState.DIRTY)
    record_event(kind="checked_out", booking=booking, reservation=row, now=now)
    if first_night_left(row, now=now) < row.period.upper:
        offer_freed_nights([row])
    return row


@settled
def undo_check_in(*, reservation: Reservation, now: datetime, reason: str = "") -> Reservation:
    """Take back a check-in that was a mistake.

    :raises IllegalMove: if the stay is not checked in
    """
    row, booking = lock_stay(reservation)
    if row.status != Status.CHECKED_IN:
        raise IllegalMove
    move(row, Status.CONFIRMED)
    record_event(kind="check_in_undone", booking=booking, reservation=row, now=now, reason=reason)
    return row


@settled
def undo_check_out(*, reservation: Reservation, now: datetime, reason: str = "") -> Reservation:
    """Take back a check-out that was a mistake, if nobody else has the nights by now.

    :raises IllegalMove: if the stay is not checked out
    :raises NightsTaken: if somebody else has them
    """
    row, booking = lock_stay(reservation)
    if row.status != Status.CHECKED_OUT:
        raise IllegalMove
    make_room(row.unit, Stay(row.period.lower, row.period.upper), now=now, but=booking)
    move(row, Status.CHECKED_IN)
    record_event(kind="check_out_undone", booking=booking, reservation=row, now=now, reason=reason)
    return row


@settled
def mark_no_show(*, reservation: Reservation, now: datetime, reason: str = "") -> Reservation:
    """Note that the guests did not come. Their nights stay theirs until somebody shortens the stay.

    :raises IllegalMove: if the stay is not confirmed
    :raises BadMoment: before the day of arrival
    """
    row, booking = lock_stay(reservation)
    if now.astimezone(get_zone()).date() < row.period.lower:
        check_move(row.status, Status.NO_SHOW)
        raise BadMoment
    move(row, Status.NO_SHOW)
    record_event(kind="no_show", booking=booking, reservation=row, now=now, reason=reason)
    return row


@settled
def shorten(*, reservation: Reservation, check_out: date, now: datetime, reason: str = "") -> Reservation:
    """Free the nights of a stay from `check_out` on. What it costs stays as it is: a person decides about that.

    :raises IllegalMove: if the stay is over or was given up
    :raises BadMoment: if that is no shorter stay, or would free nights that are over
    """
    row, booking = lock_stay(reservation)
    if row.status not in (*OPEN, Status.NO_SHOW, Status.BLOCKED):
        raise IllegalMove
    if not row.period.lower < check_out < row.period.upper or check_out < first_night_left(row, now=now):
        raise BadMoment(fields={"check_out": BadMoment.default_detail})
    was, freed = row.period.upper, Reservation(period=Range(check_out, row.period.upper))
    row.period = Range(row.period.lower, check_out)
    row.save(update_fields=["period"])
    if booking:
        move_messages(booking=booking, now=now)
    data = {"was": was.isoformat(), "check_out": check_out.isoformat()}
    record_event(kind="shortened", booking=booking, reservation=row, now=now, reason=reason, data=data)
    offer_freed_nights([freed])
    row.refresh_from_db(fields=["check_in", "check_out"])
    return row
