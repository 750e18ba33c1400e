"""Money that comes late or pays for less than was asked at first, and holds that are added to, revived or given up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bookings.errors import NightsTaken, TooManyHolds
from bookings.lifecycle import IllegalMove
from bookings.models import Anchor, Booking, MessageRule, Reservation, StayMessage, UnitType
from bookings.queries.folio import get_balance
from bookings.services.adding import TooManyStays, add_stay
from bookings.services.confirming import cancel, confirm
from bookings.services.expiring import expire_overdue
from bookings.services.holds import place_hold, revive
from bookings.services.payments import record_adjustment, record_payment, record_refund
from bookings.services.stays import change_stay, check_in, check_out
from bookings.stays import MOST_STAYS, Party, Stay, WantedStay
from proof.invariants import broken_promises
from tenants.models import Guest, StaffTask, Tenant
from tests.cast import make_guest
from tests.lodging import make_type, make_units, night

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
LATER = NOW + timedelta(hours=5)


def wanting(kind: UnitType, first: int = 1, last: int = 5) -> WantedStay:
    return WantedStay(kind.pk, Stay(night(first), night(last)), Party(2))


def hold(guest: Guest, kind: UnitType, first: int = 1, last: int = 5, count: int = 1, now: datetime = NOW) -> Booking:
    """Place a hold in December."""
    return place_hold(guest=guest, stays=[wanting(kind, first, last)] * count, source="desk", now=now, by_staff=True)


def pay(booking: Booking, amount: str, now: datetime = NOW, key: str = "") -> None:
    record_payment(booking=booking, amount=Decimal(amount), method="cash", now=now, key=key)


def stays_of(booking: Booking) -> list[Reservation]:
    return list(Reservation.objects.select_related("unit").filter(booking=booking).order_by("pk"))


def statuses(booking: Booking) -> list[str]:
    return [stay.status for stay in stays_of(booking)]


def kinds_of_tasks(booking: Booking) -> list[str]:
    return list(StaffTask.objects.filter(cause=booking.code).order_by("pk").values_list("kind", flat=True))


def as_it_is(booking: Booking) -> Booking:
    return Booking.objects.get(pk=booking.pk)


def test_a_hold_whose_time_is_over_gets_no_further_stay(in_hotel: Tenant, guest: Guest) -> None:
    kind = make_type("Única")
    make_units(kind, "Arrayán")
    booking = hold(guest, kind)

    with pytest.raises(IllegalMove):
        add_stay(booking=booking, wanted=wanting(kind), now=LATER)

    assert hold(make_guest(in_hotel, phone="5493815550303"), kind, now=LATER).pk
    assert statuses(booking) == ["expired"]
    assert broken_promises() == []


def test_a_hold_is_confirmed_when_its_deposit_falls_to_what_was_paid(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    booking = hold(guest, cabins, count=2)
    pay(booking, "150")
    assert statuses(booking) == ["pre_reserved", "pre_reserved"]

    left = cancel(booking=booking, reservation=stays_of(booking)[0], now=NOW, reason="vienen menos")

    assert (left.hold_expires_at, left.deposit) == (None, Decimal(120))
    assert statuses(booking) == ["cancelled", "confirmed"]
    assert list(booking.events.order_by("-pk").values_list("kind", flat=True)[:2]) == ["confirmed", "stay_cancelled"]
    assert broken_promises() == []


def test_a_hold_is_confirmed_when_its_stay_becomes_as_cheap_as_what_was_paid(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    booking = hold(guest, cabins)
    pay(booking, "60")
    longer = change_stay(reservation=stays_of(booking)[0], stay=Stay(night(1), night(4)), now=NOW)

    changed = change_stay(reservation=longer, stay=Stay(night(1), night(3)), now=NOW)

    assert (longer.status, changed.status, changed.hold_expires_at) == ("pre_reserved", "confirmed", None)
    assert as_it_is(booking).hold_expires_at is None
    assert broken_promises() == []


def test_a_hold_without_deposit_is_not_confirmed_by_a_change(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    cabins.plans.update(deposit_percent=0)
    booking = hold(guest, cabins)

    change_stay(reservation=stays_of(booking)[0], stay=Stay(night(1), night(3)), now=NOW)

    assert statuses(booking) == ["pre_reserved"]


def test_an_expired_hold_that_was_paid_meanwhile_is_revived_as_a_booking(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    booking = hold(guest, cabins)
    expire_overdue(now=LATER)
    rivals = [hold(make_guest(in_hotel, phone=f"54938155503{number:02}"), cabins, now=LATER) for number in range(2)]
    pay(booking, "400", now=LATER)
    assert (statuses(booking), kinds_of_tasks(booking)) == (["expired"], ["paid_too_late"])
    for rival in rivals:
        cancel(booking=rival, now=LATER, reason="no viene")

    revived = revive(booking=booking, now=LATER)

    assert (revived.hold_expires_at, statuses(booking)) == (None, ["confirmed"])
    assert get_balance(revived).is_settled
    assert broken_promises() == []


def test_money_below_the_deposit_that_comes_after_expiry_is_a_task(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    booking = hold(guest, cabins)
    expire_overdue(now=LATER)

    pay(booking, "1", now=LATER)

    assert (statuses(booking), kinds_of_tasks(booking)) == (["expired"], ["paid_but_expired"])


def test_money_for_a_cancelled_booking_is_a_task_but_for_what_it_owes(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    cabins.plans.update(cancellation=[{"hours": 10000, "percent": "50"}])
    booking = hold(guest, cabins)
    confirm(booking=booking, now=NOW)
    cancel(booking=booking, now=NOW, reason="no viene")

    pay(booking, "200")
    after_the_fee = kinds_of_tasks(booking)
    pay(booking, "1")

    assert (after_the_fee, kinds_of_tasks(booking)) == ([], ["paid_too_late"])


def test_a_discount_on_a_booking_goes_with_its_last_stay(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    cabins.plans.update(cancellation=[{"hours": 10000, "percent": "50"}])
    booking = hold(guest, cabins, count=2)
    confirm(booking=booking, now=NOW)
    record_adjustment(booking=booking, amount=Decimal(-100), note="clienta de siempre", now=NOW)

    cancel(booking=booking, reservation=stays_of(booking)[0], now=NOW, reason="vienen menos", waive_fee=True)
    with_one = get_balance(as_it_is(booking)).owed
    cancel(booking=booking, now=NOW, reason="no vienen")

    assert (with_one, get_balance(as_it_is(booking)).owed) == (Decimal(300), Decimal(200))


def test_what_was_charged_besides_outlives_the_last_stay(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    booking = hold(guest, cabins)
    for amount in (30, -10):
        record_adjustment(booking=booking, amount=Decimal(amount), note="traslado", now=NOW)

    cancel(booking=booking, now=NOW, reason="no vienen")

    assert get_balance(as_it_is(booking)).owed == Decimal(20)


def test_an_unpaid_hold_with_a_discount_expires_without_a_task_and_is_revived_with_it(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    booking = hold(guest, cabins)
    record_adjustment(booking=booking, amount=Decimal(-100), note="clienta de siempre", now=NOW)

    expire_overdue(now=LATER)
    expired = get_balance(booking).owed
    revive(booking=booking, now=LATER)

    assert (expired, get_balance(booking).owed) == (Decimal(0), Decimal(300))
    assert kinds_of_tasks(booking) == []


def test_a_hold_that_expires_with_something_paid_is_a_task_whatever_it_owes(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    booking = hold(guest, cabins)
    record_adjustment(booking=booking, amount=Decimal(50), note="traslado", now=NOW)
    pay(booking, "10")

    expire_overdue(now=LATER)

    assert kinds_of_tasks(booking) == ["paid_but_expired"]


def test_messages_follow_the_stays_that_are_left(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    MessageRule.objects.create(name="Llegada", template="welcome", anchor=Anchor.ARRIVAL, days=-1)
    stays = [wanting(cabins, 3, 5), wanting(cabins, 10, 12)]
    booking = place_hold(guest=guest, stays=stays, source="desk", now=NOW, by_staff=True)
    confirm(booking=booking, now=NOW)
    was = StayMessage.objects.get(booking=booking).due_at

    cancel(booking=booking, reservation=stays_of(booking)[0], now=NOW, reason="vienen después")

    assert StayMessage.objects.get(booking=booking).due_at - was == timedelta(days=7)


def test_a_booking_of_which_one_stay_is_over_is_not_cancelled_with_the_other(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    MessageRule.objects.create(name="Gracias", template="thanks", anchor=Anchor.DEPARTURE, days=1)
    stays = [wanting(cabins, 1, 3), wanting(cabins, 10, 12)]
    booking = place_hold(guest=guest, stays=stays, source="desk", now=NOW, by_staff=True)
    confirm(booking=booking, now=NOW)
    first = stays_of(booking)[0]
    check_in(reservation=first, now=datetime(2026, 12, 1, 18, tzinfo=UTC))
    left = datetime(2026, 12, 3, 13, tzinfo=UTC)
    check_out(reservation=first, now=left)

    cancel(booking=booking, now=left, reason="no vuelve")

    assert statuses(booking) == ["checked_out", "cancelled"]
    assert booking.events.order_by("-pk")[0].kind == "stay_cancelled"
    thanks = StayMessage.objects.get(booking=booking)
    assert (thanks.state, thanks.due_at.date()) == ("waiting", night(4))


def test_a_guest_with_as_many_unpaid_holds_as_one_may_have_revives_none(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    booking = hold(guest, cabins)
    expire_overdue(now=LATER)
    for first in (10, 20):
        hold(guest, cabins, first, first + 2, now=LATER)

    with pytest.raises(TooManyHolds):
        revive(booking=booking, now=LATER)

    assert statuses(booking) == ["expired"]
    assert revive(booking=booking, now=LATER, by_staff=True).hold_expires_at


def test_a_booking_has_so_many_stays_and_staff_may_add_more(in_hotel: Tenant, guest: Guest) -> None:
    kind = make_type()
    make_units(kind, *(f"Cabaña {number}" for number in range(MOST_STAYS + 1)))
    booking = hold(guest, kind, count=MOST_STAYS)

    with pytest.raises(TooManyStays):
        add_stay(booking=booking, wanted=wanting(kind), now=NOW)

    assert add_stay(booking=booking, wanted=wanting(kind), now=NOW, by_staff=True).pk
    with pytest.raises(NightsTaken):
        add_stay(booking=booking, wanted=wanting(kind), now=NOW, by_staff=True)


def test_a_payment_and_its_refund_may_have_one_key(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    booking = hold(guest, cabins)

    for _again in range(2):
        pay(booking, "100", key="cupón 1")
        record_refund(booking=booking, amount=Decimal(30), method="cash", now=NOW, key="cupón 1")

    written = booking.entries.filter(key="cupón 1").order_by("pk").values_list("kind", "amount")
    assert list(written) == [("payment", Decimal(100)), ("refund", Decimal(30))]
