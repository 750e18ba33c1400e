"""Plays the stays of the demonstration through the services, each moment at its own time."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bookings.demo.build import Built
from bookings.demo.plays import Fate, Play
from bookings.lifecycle import Status
from bookings.models import Booking, MessageState, Reservation, StayMessage, Unit
from bookings.queries.availability import list_free_units
from bookings.queries.folio import get_balance
from bookings.services.blocks import block
from bookings.services.confirming import cancel, confirm
from bookings.services.expiring import expire_bookings
from bookings.services.holds import place_hold
from bookings.services.overbooking import overbook
from bookings.services.payments import record_payment
from bookings.services.stays import check_in, check_out, mark_no_show
from bookings.services.waitlist import close_past_waits, join_waitlist
from bookings.stays import Party, Stay, WantedStay
from tenants.demo import ACTOR
from tenants.errors import DomainError
from tenants.models import Guest
from tenants.services.guests import find_or_create_guest
from tenants.values.money import round_money

PEOPLE = (
    *("Ana Paz", "Bruno Ledesma", "Valentina Ríos", "Familia Andrade", "Jorge Luján", "Emily Carter", "Rafael Moura"),
    *("Carla Benítez", "Diego Sosa", "Elena Vidal", "Fabián Correa", "Gisela Roldán", "Hugo Prieto", "Inés Cabral"),
    *(
        "João Pereira",
        "Karina Duarte",
        "Lautaro Gómez",
        "Mariana Lopes",
        "Nicolás Ferro",
        "Olivia Brown",
        "Pedro Salas",
    ),
    *("Romina Aguirre", "Sofía Medina", "Tomás Videla"),
)
METHODS = ("transfer", "card", "cash")
CHECKED_IN = (Fate.OUT, Fate.LEAVING, Fate.LEFT, Fate.HERE, Fate.OWING)
PAID = (*CHECKED_IN[:-1],)
DEPOSIT_PAID = (Fate.DUE, Fate.OWING, Fate.NO_SHOW, Fate.CANCELLED, *PAID)


@dataclass(frozen=True)
class Stage:
    """Where and when a house is played."""

    built: Built
    zone: ZoneInfo
    today: date
    now: datetime
    language: str

    def moment(self, day: date, at: time) -> datetime:
        """Return an hour of a day here, but no moment that is still to come."""
        return min(datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC), self.now)

    def day(self, count: int) -> date:
        return self.today + timedelta(days=count)


def play_all(stage: Stage, plays: Sequence[Play], *, is_new: bool) -> None:
    """Play every stay; on a later day only those that are still to come, where there is room for them."""
    guests = guests_of(stage)
    for number, one in enumerate(plays):
        if not is_new and (one.day < 0 or one.fate == Fate.OVERBOOKED or not has_room(stage, one)):
            continue
        with nullcontext() if is_new else suppress(DomainError):
            play(stage, one, number, guests[number % len(guests)])


def guests_of(stage: Stage) -> list[Guest]:
    """Return the people who stay here, those of the business's own demonstration among them."""
    known = {guest.name: guest for guest in Guest.objects.filter(name__in=PEOPLE).order_by("-pk")}
    return [
        known.get(name)
        or find_or_create_guest(
            kind="phone", value=f"+54 9 294 555-{1000 + number}", name=name, language=stage.language
        )
        for number, name in enumerate(PEOPLE)
    ]


def has_room(stage: Stage, one: Play) -> bool:
    """Return whether nobody stands in a play's way; a refusal would be counted and logged as if a guest had been told."""
    units = [stage.built.units[one.kind][index].pk for index in one.units]
    stay = Stay(stage.day(one.day), stage.day(one.day + one.nights))
    free = list_free_units(unit_ids=units, stay=stay, guests=1, now=stage.now) if units else []
    return len(free) == len(units)


def play(stage: Stage, one: Play, number: int, guest: Guest) -> None:
    kind = stage.built.types[one.kind]
    units = [stage.built.units[one.kind][index] for index in one.units]
    stay = Stay(stage.day(one.day), stage.day(one.day + one.nights))
    party = Party(one.adults, one.children)
    booked = booked_at(stage, one, number)
    if one.fate == Fate.WAIT:
        join_waitlist(guest=guest, type=kind, stay=stay, party=party, now=booked)
    elif one.fate == Fate.BLOCK:
        block(unit=units[0], stay=stay, reason=one.note, now=booked)
    elif one.fate == Fate.OVERBOOKED:
        overbook(guest=guest, unit=units[0], stay=stay, party=party, reason=one.note, now=booked, source=one.source)
    else:
        booking = hold(one, units, stay, party, guest, now=booked)
        live(stage, one, booking, number, booked=booked)


def hold(one: Play, units: Sequence[Unit], stay: Stay, party: Party, guest: Guest, *, now: datetime) -> Booking:
    wanted = [WantedStay(unit.type_id, stay, party, unit_id=unit.pk) for unit in units]
    return place_hold(guest=guest, stays=wanted, source=one.source, now=now, by_staff=True, note=one.note)


def booked_at(stage: Stage, one: Play, number: int) -> datetime:
    """Return when a guest asked: some days ahead, and for a hold so that it is as old as it should be."""
    ages = {Fate.HELD: timedelta(minutes=12 + number % 7), Fate.URGENT: timedelta(minutes=100)}
    if one.fate in ages:
        return stage.now - ages[one.fate]
    ahead = timedelta(days=5 + 7 * number % 19)
    if one.fate == Fate.EXPIRED:
        return stage.now - timedelta(days=2)
    asked = stage.moment(stage.day(one.day) - ahead, time(9 + number % 11, 7 * number % 60))
    return min(asked, stage.now - timedelta(hours=4, minutes=number))


def live(stage: Stage, one: Play, booking: Booking, number: int, *, booked: datetime) -> None:
    """Let a hold become what it is today."""
    fate, paid_at = one.fate, booked + timedelta(minutes=25)
    method = METHODS[number % len(METHODS)]
    if fate in PAID and number % 2:
        pay(booking, booking.total, method, now=paid_at)
    elif fate in DEPOSIT_PAID:
        pay(booking, booking.deposit, method, now=paid_at)
    elif fate == Fate.OVERPAID:
        pay(booking, round_money(booking.total * Decimal("1.1"), booking.currency), method, now=paid_at)
    elif fate == Fate.PARTIAL:
        pay(booking, round_money(booking.deposit / 2, booking.currency), method, now=paid_at)
        confirm(booking=booking, now=paid_at, reason="Promete el resto para mañana")
    if fate == Fate.CANCELLED:
        cancel(booking=booking, now=min(booked + timedelta(days=1), stage.now), reason="Cambio de planes")
    elif fate == Fate.EXPIRED:
        expire_bookings(booking_ids=[booking.pk], now=stage.now - timedelta(hours=20))
    elif fate == Fate.NO_SHOW:
        for stay in stays_of(booking, Status.CONFIRMED):
            mark_no_show(reservation=stay, now=stage.moment(stay.check_in, time(23, 30)))
    elif fate in CHECKED_IN:
        arrive(stage, booking, pays=fate in PAID)
    if fate in (Fate.OUT, Fate.LEFT):
        leave(stage, booking)


def pay(booking: Booking, amount: Decimal, method: str, *, now: datetime) -> None:
    if amount > 0:
        record_payment(booking=booking, amount=amount, method=method, now=now)


def arrive(stage: Stage, booking: Booking, *, pays: bool) -> None:
    """Let the guests come on their day, and pay what they owe."""
    for stay in stays_of(booking, Status.CONFIRMED):
        arrival = stage.moment(stay.check_in, time(15, 30))
        check_in(reservation=stay, now=arrival)
    if pays:
        pay(booking, get_balance(booking).due, "card", now=arrival)


def leave(stage: Stage, booking: Booking) -> None:
    for stay in stays_of(booking, Status.CHECKED_IN):
        check_out(reservation=stay, now=stage.moment(stay.check_out, time(9, 30)))


def stays_of(booking: Booking, status: Status) -> list[Reservation]:
    return list(Reservation.objects.filter(booking=booking.pk, status=status).order_by("pk"))


def advance(stage: Stage) -> None:
    """Bring the stays of an earlier day's demonstration up to today: who was to come came, who was to leave left."""
    ours = Booking.objects.filter(created_by=ACTOR)
    overdue = ours.filter(hold_expires_at__lte=stage.now).values_list("pk", flat=True)
    expire_bookings(booking_ids=list(overdue), now=stage.now)
    coming = Reservation.objects.filter(status=Status.CONFIRMED, check_in__lt=stage.today)
    for booking in ours.filter(pk__in=coming.values("booking")):
        arrive(stage, booking, pays=True)
    leaving = Reservation.objects.filter(status=Status.CHECKED_IN, check_out__lt=stage.today)
    for booking in ours.filter(pk__in=leaving.values("booking")):
        leave(stage, booking)
    close_past_waits(today=stage.today)


def tell_past_messages(stage: Stage) -> None:
    """Count as sent what guests would have been told by now."""
    due = StayMessage.objects.filter(state=MessageState.WAITING, due_at__lte=stage.now)
    due.update(state=MessageState.SENT)
