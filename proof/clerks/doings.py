"""What clerks do to the nights that are fought for, each thing with whatever chance gives it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bookings.lifecycle import OPEN, Status
from bookings.models import Booking, Reservation
from bookings.services.adding import add_stay
from bookings.services.blocks import block, unblock
from bookings.services.confirming import cancel, confirm
from bookings.services.expiring import expire_overdue
from bookings.services.holds import extend_hold, place_hold, revive
from bookings.services.payments import record_payment
from bookings.services.stays import change_stay, check_in, check_out, mark_no_show, shorten, undo_check_out
from bookings.stays import Party, Stay, WantedStay
from proof.clerks.clerk import BEGINS, Clerk

# Of so many of the newest rows one is chosen: clerks should meet at the same ones.
NEWEST = 12


def a_stay(clerk: Clerk, *states: str) -> Reservation | None:
    found = Reservation.objects.select_related("unit__type__property", "booking").filter(status__in=states)
    # The others have nights that nobody else wants.
    rows = list(found.filter(unit__in=clerk.common).order_by("-pk")[:NEWEST])
    return clerk.chance.choice(rows) if rows else None


def a_booking(clerk: Clerk, *states: str) -> Booking | None:
    stay = a_stay(clerk, *states)
    return stay.booking if stay else None


def some_nights(clerk: Clerk) -> Stay:
    first = clerk.night()
    return Stay(first, first + timedelta(days=clerk.chance.randint(1, 4)))


def wish(clerk: Clerk, stay: Stay) -> WantedStay:
    """Return a wish for a certain unit, or for any of its type."""
    unit = clerk.chance.choice(clerk.common)
    return WantedStay(unit.type_id, stay, Party(1), unit_id=unit.pk if clerk.chance.random() < 0.7 else None)


def hold(clerk: Clerk) -> None:
    stay = some_nights(clerk)
    stays = [wish(clerk, stay) for _ in range(clerk.chance.choice([1, 1, 1, 2, 3]))]
    try_to_hold(clerk, "hold", stays)


def promised(clerk: Clerk, stays: list[WantedStay]) -> Booking:
    booking = place_hold(guest=clerk.guest, stays=stays, source="desk", now=clerk.now(), by_staff=True)
    clerk.placed = booking.pk
    return booking


def try_to_hold(clerk: Clerk, name: str, stays: list[WantedStay]) -> str:
    """Place a hold; once it is committed, it is a promise."""
    outcome = clerk.attempt(name, lambda: promised(clerk, stays))
    if outcome == "done":
        clerk.found.promised.append(clerk.placed)
    return outcome


def hold_own(clerk: Clerk) -> None:
    """Hold nights that nobody else wants: there is no reason to refuse them."""
    if clerk.own is None:
        return
    first = clerk.now().date() + timedelta(days=20 + clerk.next_own)
    clerk.next_own += 3
    place_valid(clerk, clerk.own, first.isoformat(), 2 + clerk.chance.randrange(2))


def place_valid(clerk: Clerk, unit: int, first: str, nights: int) -> None:
    """Hold nights that overlap nothing, and note a refusal as one that should not have been."""
    check_in = date.fromisoformat(first)
    stay = Stay(check_in, check_in + timedelta(days=nights))
    outcome = try_to_hold(clerk, "valid", [WantedStay(clerk.types[unit], stay, Party(1), unit_id=unit)])
    clerk.found.valid += 1
    if outcome not in ("done", "cut"):
        clerk.found.valid_refused.append(f"{outcome}: unit {unit}, {first}, {nights} nights")


def about_booking(
    service: Callable[..., Any], *states: str, given: Callable[[Clerk], dict[str, Any]] = lambda _: {}
) -> Callable[[Clerk], None]:
    """Return the doing of a service to a booking that has a stay in one of these states."""

    def do(clerk: Clerk) -> None:
        def work() -> Any:
            booking = a_booking(clerk, *states)
            return booking and service(booking=booking, now=clerk.now(), **given(clerk))

        clerk.attempt(service.__name__, work)

    return do


def about_stay(
    service: Callable[..., Any], *states: str, given: Callable[[Clerk], dict[str, Any]] = lambda _: {}
) -> Callable[[Clerk], None]:
    """Return the doing of a service to a stay in one of these states."""

    def do(clerk: Clerk) -> None:
        def work() -> Any:
            stay = a_stay(clerk, *states)
            return stay and service(reservation=stay, now=clerk.now(), **given(clerk))

        clerk.attempt(service.__name__, work)

    return do


def pay(clerk: Clerk) -> None:
    def work() -> Any:
        booking = a_booking(clerk, Status.PRE_RESERVED, Status.EXPIRED)
        return booking and record_payment(booking=booking, amount=booking.deposit, method="cash", now=clerk.now())

    clerk.attempt("record_payment", work)


def close(clerk: Clerk) -> None:
    unit, stay = clerk.chance.choice(clerk.common), some_nights(clerk)
    clerk.attempt("block", lambda: block(unit=unit, stay=stay, reason="simulacro", now=clerk.now()))


def sweep(clerk: Clerk) -> None:
    clerk.attempt("expire_overdue", lambda: [expire_overdue(now=clerk.now(), most=20)])


DOINGS: tuple[Callable[[Clerk], None], ...] = (
    *[hold] * 8,
    *[about_stay(change_stay, *OPEN, "blocked", given=lambda clerk: {"stay": some_nights(clerk), "by_staff": True})]
    * 2,
    *[about_stay(change_stay, *OPEN, "blocked", given=lambda clerk: {"unit": clerk.chance.choice(clerk.common)})] * 2,
    *[about_booking(confirm, "pre_reserved")] * 2,
    *[about_booking(cancel, "pre_reserved", "confirmed", "no_show", given=lambda _: {"reason": "simulacro"})] * 3,
    about_booking(extend_hold, "pre_reserved", given=lambda clerk: {"until": clerk.now() + timedelta(hours=2)}),
    about_booking(add_stay, *OPEN, given=lambda clerk: {"wanted": wish(clerk, some_nights(clerk)), "by_staff": True}),
    *[about_booking(revive, "expired")] * 2,
    *[pay] * 2,
    *[sweep] * 2,
    close,
    about_stay(unblock, "blocked"),
    about_stay(check_in, "confirmed", "no_show"),
    about_stay(check_out, "checked_in"),
    about_stay(undo_check_out, "checked_out"),
    about_stay(mark_no_show, "confirmed"),
    about_stay(shorten, *OPEN, "blocked", given=lambda clerk: {"check_out": clerk.night()}),
)


# Seconds from one rush to the next, how long a clerk in the midst of something is waited for, and the first one's night.
RUSH_EVERY, RUSH_WAIT, RUSH_NIGHT = 0.5, 0.1, timedelta(days=40)


def something(clerk: Clerk) -> None:
    """Do one thing; now and then one that has to succeed, and now and then what everybody does at that moment."""
    rush = int((time.monotonic() - clerk.begun) / RUSH_EVERY)
    if rush > clerk.rushes:
        clerk.rushes = rush
        hold_in_a_rush(clerk, rush)
    else:
        (hold_own if clerk.chance.random() < 0.1 else clerk.chance.choice(DOINGS))(clerk)


def hold_in_a_rush(clerk: Clerk, rush: int) -> None:
    """Hold the unit and the night that all clerks of all processes want at this very moment."""
    time.sleep(max(clerk.begun + rush * RUSH_EVERY + RUSH_WAIT - time.monotonic(), 0))
    unit, first = clerk.common[rush % len(clerk.common)], (BEGINS + RUSH_NIGHT).date() + timedelta(days=rush)
    stay = Stay(first, first + timedelta(days=1))
    try_to_hold(clerk, "rush", [WantedStay(unit.type_id, stay, Party(1), unit_id=unit.pk)])
