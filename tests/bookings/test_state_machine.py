"""Whatever is done in whatever order: no night is sold twice, no stay takes an illegal step, nothing changes in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any, TypeVar

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from bookings.lifecycle import OPEN
from bookings.services.adding import add_stay
from bookings.services.blocks import block, unblock
from bookings.services.closing_day import close_day
from bookings.services.confirming import cancel, confirm
from bookings.services.expiring import expire_overdue
from bookings.services.holds import extend_hold, place_hold, revive
from bookings.services.overbooking import overbook
from bookings.services.payments import record_adjustment, record_payment, record_refund
from bookings.services.stays import (
    change_stay,
    check_in,
    check_out,
    mark_no_show,
    shorten,
    undo_check_in,
    undo_check_out,
)
from bookings.services.waitlist import join_waitlist, leave_waitlist, offer_nights
from bookings.stays import Party
from tenants.models import Tenant
from tests.bookings.small_hotel import SmallHotel
from tests.cast import enter

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(180)]

Step = tuple[str, dict[str, Any]]
numbers = st.integers(0, 99)
arrivals = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 8, -1, -3])
lengths = st.sampled_from([1, 1, 2, 2, 3, 4])
adults = st.sampled_from([1, 1, 1, 2, 2, 3, 4, 5])
wants = st.tuples(numbers, arrivals, lengths, adults)
amounts = st.sampled_from(["0", "-5", "10", "10.005", "33.33", "120", "1000", "NaN", "1e15"]).map(Decimal)
reasons = st.sampled_from(["a pedido", "a pedido", "a pedido", " "])
COMINGS: dict[str, tuple[Callable[..., object], tuple[str, ...]]] = {
    "comes": (check_in, ("confirmed", "no_show")),
    "goes": (check_out, ("checked_in",)),
    "did not come": (undo_check_in, ("checked_in",)),
    "did not go": (undo_check_out, ("checked_out",)),
    "does not come": (mark_no_show, ("confirmed",)),
}
# What was refused and what was done, over all runs: a machine that is only refused proves nothing.
seen: Counter[tuple[str, str]] = Counter()
steps: list[st.SearchStrategy[Step]] = []
Act = TypeVar("Act", bound=Callable[..., None])


def step(**given: st.SearchStrategy[Any]) -> Callable[[Act], Act]:
    """Let a method be one of the things that happen. Not a rule each: Hypothesis would leave most of them out of a run."""

    def register(act: Act) -> Act:
        steps.append(st.tuples(st.just(act.__name__), st.fixed_dictionaries(given)))
        return act

    return register


class Desk(RuleBasedStateMachine):
    """Everything that people, guests and sweeps can do, with a clock that only goes forward."""

    tenant: Tenant

    @initialize()
    def open(self) -> None:
        self.run = transaction.atomic()
        self.run.__enter__()
        self.hotel = SmallHotel(self.tenant)

    def teardown(self) -> None:
        if hasattr(self, "run"):
            transaction.set_rollback(True)
            self.run.__exit__(None, None, None)

    def do(self, service: Callable[..., object], **given: Any) -> str:
        """Let a service run, unless what it is about does not exist yet."""
        if any(row is None for name, row in given.items() if name in ("booking", "reservation", "entry")):
            return ""
        outcome = self.hotel.do(lambda: service(**given))
        seen[service.__name__, outcome] += 1
        return outcome

    def find(self, pick: Callable[..., Any], number: int, *states: str) -> Any:
        """Return a row by its number; every third time any, else one of which something can become."""
        with enter(self.tenant):
            return pick(number, *([] if number % 3 == 0 else states))

    @step(minutes=st.sampled_from([1, 20, 45, 61, 300, 60 * 12, 60 * 26]))
    def time_passes(self, minutes: int) -> None:
        self.hotel.now += timedelta(minutes=minutes)

    @step(guest=st.integers(0, 2), wanted=st.lists(wants, min_size=1, max_size=3), by_staff=st.booleans())
    def somebody_holds(self, guest: int, wanted: list[tuple[int, int, int, int]], by_staff: bool) -> None:
        stays = [self.hotel.wanted(*one) for one in wanted]
        self.do(
            place_hold, guest=self.hotel.guests[guest], stays=stays, source="api", now=self.hotel.now, by_staff=by_staff
        )

    @step(unit=numbers, length=lengths)
    def somebody_comes_in_and_stays(self, unit: int, length: int) -> None:
        hotel, one = self.hotel, self.hotel.wanted(0, 0, length, 1, unit=unit)
        self.do(place_hold, guest=hotel.guests[2], stays=[one], source="desk", now=hotel.now, by_staff=True)
        self.do(confirm, booking=self.find(hotel.a_booking, -1), now=hotel.now)
        self.do(check_in, reservation=self.find(hotel.a_stay, -1), now=hotel.now)

    @step(unit=numbers, wanted=wants)
    def somebody_is_too_late(self, unit: int, wanted: tuple[int, int, int, int]) -> None:
        hotel, one = self.hotel, self.hotel.wanted(*wanted, unit=unit)
        self.do(place_hold, guest=hotel.guests[2], stays=[one], source="api", now=hotel.now)
        hotel.now += timedelta(minutes=61)
        self.do(expire_overdue, now=hotel.now)

    @step(unit=numbers, wanted=wants)
    def staff_hold_a_certain_unit(self, unit: int, wanted: tuple[int, int, int, int]) -> None:
        hotel, one = self.hotel, self.hotel.wanted(*wanted, unit=unit)
        is_free = self.find(lambda number: hotel.is_free(hotel.units[number % len(hotel.units)], one.stay), unit)

        outcome = self.do(place_hold, guest=hotel.guests[0], stays=[one], source="desk", now=hotel.now, by_staff=True)

        assert (outcome == "nights_taken") <= (not is_free)
        assert (outcome == "done") <= is_free

    @step(number=numbers, hours=st.sampled_from([-1, 1, 30, 24 * 90]))
    def a_hold_is_extended(self, number: int, hours: int) -> None:
        booking = self.find(self.hotel.a_booking, number, "pre_reserved")
        self.do(extend_hold, booking=booking, until=self.hotel.now + timedelta(hours=hours), now=self.hotel.now)

    @step(number=numbers)
    def a_hold_is_confirmed(self, number: int) -> None:
        self.do(confirm, booking=self.find(self.hotel.a_booking, number, "pre_reserved"), now=self.hotel.now)

    @step(number=numbers, waive_fee=st.booleans())
    def a_booking_is_cancelled(self, number: int, waive_fee: bool) -> None:
        booking = self.find(self.hotel.a_booking, number, "pre_reserved", "confirmed", "no_show")
        self.do(cancel, booking=booking, now=self.hotel.now, reason="no viene", waive_fee=waive_fee)

    @step(number=numbers, other=numbers)
    def one_stay_is_cancelled(self, number: int, other: int) -> None:
        stay = self.find(self.hotel.a_stay, number, "pre_reserved", "confirmed", "no_show")
        booking = stay.booking_id and self.find(lambda _: stay.booking, 0) if stay else None
        self.do(cancel, booking=booking or None, reservation=stay, now=self.hotel.now, reason="uno menos")

    @step(
        number=numbers,
        unit=st.none() | numbers,
        nights=st.none() | st.tuples(arrivals, lengths),
        party=st.none() | adults,
    )
    def a_stay_is_changed(
        self, number: int, unit: int | None, nights: tuple[int, int] | None, party: int | None
    ) -> None:
        hotel = self.hotel
        self.do(
            change_stay,
            reservation=self.find(hotel.a_stay, number, *OPEN),
            now=hotel.now,
            stay=hotel.nights(*nights) if nights else None,
            unit=None if unit is None else hotel.units[unit % len(hotel.units)],
            party=Party(party) if party else None,
            by_staff=number % 2 == 0,
        )

    @step(number=numbers, wanted=wants)
    def a_stay_is_added(self, number: int, wanted: tuple[int, int, int, int]) -> None:
        booking = self.find(self.hotel.a_booking, number, *OPEN)
        self.do(add_stay, booking=booking, wanted=self.hotel.wanted(*wanted), now=self.hotel.now)

    @step(unit=numbers, wanted=wants)
    def a_stay_is_added_before_the_sweep(self, unit: int, wanted: tuple[int, int, int, int]) -> None:
        hotel, one = self.hotel, self.hotel.wanted(*wanted, unit=unit)
        placed = self.do(place_hold, guest=hotel.guests[2], stays=[one], source="api", now=hotel.now)
        hotel.now += timedelta(minutes=61)

        outcome = self.do(add_stay, booking=self.find(hotel.a_booking, -1), wanted=one, now=hotel.now)

        assert placed != "done" or outcome == "illegal_move"

    @step(number=numbers, what=st.sampled_from(list(COMINGS)))
    def a_guest_comes_or_goes(self, number: int, what: str) -> None:
        service, states = COMINGS[what]
        self.do(service, reservation=self.find(self.hotel.a_stay, number, *states), now=self.hotel.now)

    @step(number=numbers, arrival=arrivals)
    def a_stay_is_shortened(self, number: int, arrival: int) -> None:
        until = self.hotel.now.date() + timedelta(days=arrival)
        self.do(
            shorten,
            reservation=self.find(self.hotel.a_stay, number, *OPEN, "no_show", "blocked"),
            check_out=until,
            now=self.hotel.now,
        )

    @step(unit=numbers, arrival=arrivals, length=lengths, reason=reasons)
    def a_unit_is_closed(self, unit: int, arrival: int, length: int, reason: str) -> None:
        hotel = self.hotel
        chosen, nights = hotel.units[unit % len(hotel.units)], hotel.nights(arrival, length)
        is_free = self.find(lambda _: hotel.is_free(chosen, nights), 0)

        outcome = self.do(block, unit=chosen, stay=nights, reason=reason, now=hotel.now)

        assert outcome == ("reason_missing" if not reason.strip() else "done" if is_free else "nights_taken")

    @step(number=numbers)
    def a_closure_is_lifted(self, number: int) -> None:
        self.do(unblock, reservation=self.find(self.hotel.a_stay, number, "blocked"), now=self.hotel.now)

    @step(number=numbers)
    def a_hold_is_revived(self, number: int) -> None:
        self.do(revive, booking=self.find(self.hotel.a_booking, number, "expired"), now=self.hotel.now)

    @step()
    def the_sweep_comes_round(self) -> None:
        self.do(expire_overdue, now=self.hotel.now)

    @step()
    def the_day_is_closed(self) -> None:
        self.do(close_day, now=self.hotel.now)

    @step(unit=numbers, arrival=arrivals, length=lengths, party=adults, reason=reasons)
    def a_unit_is_overbooked(self, unit: int, arrival: int, length: int, party: int, reason: str) -> None:
        hotel = self.hotel
        given = {"unit": hotel.units[unit % len(hotel.units)], "stay": hotel.nights(arrival, length)}
        self.do(overbook, guest=hotel.guests[1], party=Party(party), reason=reason, now=hotel.now, **given)

    @step(number=numbers, amount=amounts, key=st.sampled_from(["", "a", "b"]))
    def money_comes_in(self, number: int, amount: Decimal, key: str) -> None:
        booking = self.find(self.hotel.a_booking, number)
        self.do(record_payment, booking=booking, amount=amount, method="cash", now=self.hotel.now, key=key)

    @step(number=numbers)
    def the_deposit_comes_in(self, number: int) -> None:
        booking = self.find(self.hotel.a_booking, number, "pre_reserved", "expired")
        if booking and booking.deposit:
            self.do(record_payment, booking=booking, amount=booking.deposit, method="card", now=self.hotel.now)

    @step(number=numbers, amount=amounts)
    def money_goes_back(self, number: int, amount: Decimal) -> None:
        booking = self.find(self.hotel.a_booking, number)
        self.do(record_refund, booking=booking, amount=amount, method="cash", now=self.hotel.now)

    @step(number=numbers, amount=amounts, note=reasons)
    def something_is_adjusted(self, number: int, amount: Decimal, note: str) -> None:
        booking = self.find(self.hotel.a_booking, number)
        self.do(record_adjustment, booking=booking, amount=amount, note=note, now=self.hotel.now)

    @step(guest=st.integers(0, 2), kind=numbers, arrival=arrivals, length=lengths)
    def somebody_waits(self, guest: int, kind: int, arrival: int, length: int) -> None:
        hotel = self.hotel
        given = {"type": hotel.types[kind % 3], "stay": hotel.nights(arrival, length), "party": Party(1)}
        self.do(join_waitlist, guest=hotel.guests[guest], now=hotel.now, **given)

    @step(number=numbers)
    def somebody_waits_no_more(self, number: int) -> None:
        self.do(leave_waitlist, entry=self.find(self.hotel.a_wait, number))

    @step()
    def what_is_free_is_offered(self) -> None:
        today = self.hotel.now.date()
        self.do(offer_nights, first=today, last=today + timedelta(days=12), now=self.hotel.now)

    @rule(chosen=st.deferred(lambda: st.one_of(steps)))
    def something_happens(self, chosen: Step) -> None:
        name, given = chosen
        getattr(self, name)(**given)


def test_no_sequence_of_services_sells_a_night_twice_or_changes_anything_in_silence(hotel: Tenant) -> None:
    machine = type("Desk", (Desk,), {"tenant": hotel})
    with connection.cursor() as cursor:
        # While Hypothesis thinks about its next run, nothing is asked.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")

    run_state_machine_as_test(
        machine,
        settings=settings(
            # A quarter of what a function's test gets, since a run is long; a profile asks for more.
            max_examples=settings().max_examples // 4,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    done = {service for service, outcome in seen if outcome == "done"}
    assert len(done) >= 12, f"hardly anything was done: {sorted(done)}"
