"""Holds whose time is over, while others want their nights, and their own guests pay, confirm or come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from threading import Barrier

import pytest

from bookings.lifecycle import Status
from bookings.models import Booking, BookingEvent, FolioEntry, Reservation, Unit, UnitType
from bookings.services.confirming import cancel, confirm
from bookings.services.expiring import expire_bookings, expire_overdue
from bookings.services.holds import extend_hold, revive
from bookings.services.payments import record_payment
from bookings.stays import Stay
from tenants.models import StaffTask, Tenant
from tests.cast import enter
from tests.lodging import night
from tests.races.nights import (
    LONG_AGO,
    NOW,
    Work,
    broken,
    holding,
    inside,
    make_guests,
    no_constraint,
    placed,
    race,
    wanting,
)

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.timeout(180)]

SOLD_TWICE = "no night is sold twice"


def states_of(hotel: Tenant, booking: Booking) -> set[str]:
    with enter(hotel):
        return set(Reservation.objects.filter(booking=booking).values_list("status", flat=True))


def kinds_of(hotel: Tenant, booking: Booking) -> list[str]:
    with enter(hotel):
        return list(BookingEvent.objects.filter(booking=booking).order_by("id").values_list("kind", flat=True))


def sweep() -> object:
    """Do what the sweep's task does."""
    return expire_overdue(now=NOW)


def test_an_overdue_hold_that_nobody_swept_makes_room_for_one(hotel: Tenant, three: list[Unit]) -> None:
    kind, (one, two, _) = three[0].type, three
    overdue = placed(hotel, wanting(kind, one), wanting(kind, two), now=LONG_AGO)
    guests = make_guests(hotel, 60)

    found = race(*(holding(hotel, guest, wanting(kind, one)) for guest in guests))

    assert found == Counter(done=1, nights_taken=59)
    # Whole, though only one of its cabins was in the way.
    assert states_of(hotel, overdue) == {"expired"}
    assert kinds_of(hotel, overdue) == ["hold_placed", "hold_expired"]
    assert broken(hotel) == []


def test_control_a_hold_that_is_not_overdue_makes_room_for_nobody(hotel: Tenant, three: list[Unit]) -> None:
    kind, one = three[0].type, three[0]
    placed(hotel, wanting(kind, one), now=NOW - timedelta(minutes=59))
    guests = make_guests(hotel, 20)

    found = race(*(holding(hotel, guest, wanting(kind, one)) for guest in guests))

    assert found == Counter(nights_taken=20)


def test_several_overdue_holds_in_the_way_of_a_group_make_room_together(hotel: Tenant, three: list[Unit]) -> None:
    kind = three[0].type
    first, second, third = three
    # Each of their bookings is in the way of another's: whoever locks them in no order waits in a circle.
    pairs = [(first, second), (second, third), (third, first)]
    stays = [Stay(night(1 + number), night(2 + number)) for number in range(3)]
    overdue = [
        placed(hotel, *(wanting(kind, unit, stay=stay) for unit in pair), now=LONG_AGO)
        for pair, stay in zip(pairs, stays, strict=True)
    ]
    guests = make_guests(hotel, 24)
    wanted = [wanting(kind, unit, stay=Stay(night(1), night(4))) for unit in three]

    found = race(
        *(holding(hotel, guest, *wanted[number % 3 :], *wanted[: number % 3]) for number, guest in enumerate(guests))
    )

    assert found == Counter(done=1, nights_taken=23)
    assert [states_of(hotel, booking) for booking in overdue] == [{"expired"}] * 3
    assert broken(hotel) == []


def test_sweeps_beside_clients_expire_a_hold_once(hotel: Tenant, cabin: UnitType) -> None:
    overdue = placed(hotel, wanting(cabin), now=LONG_AGO)
    guests = make_guests(hotel, 30)

    found = race(*[sweep] * 10, *(holding(hotel, guest, wanting(cabin)) for guest in guests))

    assert found == Counter(done=11, nights_taken=29)
    assert kinds_of(hotel, overdue) == ["hold_placed", "hold_expired"]
    with enter(hotel):
        assert FolioEntry.objects.filter(booking=overdue, kind="credit").count() == 1
    assert broken(hotel) == []


def both_ways(hotel: Tenant, booking: Booking, first: Callable[..., object]) -> list[Work]:
    """Return five who do the first thing to a booking, and five who expire it."""
    expiring = inside(hotel, lambda: expire_bookings(booking_ids=[booking.pk], now=NOW))
    return [*[inside(hotel, lambda: first(booking=booking, now=NOW))] * 5, *[expiring] * 5]


def test_a_hold_is_confirmed_or_expired_and_never_both(hotel: Tenant, three: list[Unit]) -> None:
    kind = three[0].type
    stays = [Stay(night(day), night(day + 1)) for day in range(1, 11)]
    overdue = [placed(hotel, *(wanting(kind, unit, stay=stay) for unit in three), now=LONG_AGO) for stay in stays]

    works = [work for booking in overdue for work in both_ways(hotel, booking, confirm)]
    found = race(*works)

    ended = [(states_of(hotel, booking), kinds_of(hotel, booking)[1:]) for booking in overdue]
    assert all(end in ENDS for end in ended)
    confirmed = ended.count(ENDS[0])
    # Five try to confirm each: of those of a booking that was confirmed one did.
    assert found == Counter(done=confirmed + 5 * len(overdue), illegal_move=5 * len(overdue) - confirmed)
    assert broken(hotel) == []


ENDS = [({"confirmed"}, ["confirmed"]), ({"expired"}, ["hold_expired"])]


def test_control_who_looks_first_and_writes_later_does_both(hotel: Tenant, cabin: UnitType) -> None:
    overdue = placed(hotel, wanting(cabin), now=LONG_AGO)
    both_have_looked = Barrier(2)

    def carelessly(status: Status) -> Work:
        def work() -> None:
            stay = Reservation.objects.get(booking=overdue)
            assert stay.status == Status.PRE_RESERVED
            both_have_looked.wait(timeout=30)
            Reservation.objects.filter(pk=stay.pk).update(status=status, hold_expires_at=None)
            BookingEvent.objects.create(booking=overdue, kind=status.value, actor="test")

        return inside(hotel, work)

    found = race(carelessly(Status.CONFIRMED), carelessly(Status.EXPIRED))

    assert found == Counter(done=2)
    assert sorted(kinds_of(hotel, overdue)) == ["confirmed", "expired", "hold_placed"]


@pytest.mark.parametrize("service", [cancel, extend_hold])
def test_a_hold_is_expired_or_else_what_its_guest_wants(
    hotel: Tenant, cabin: UnitType, service: Callable[..., object]
) -> None:
    overdue = placed(hotel, wanting(cabin), now=LONG_AGO)
    more = {"reason": "no viene"} if service is cancel else {"until": NOW + timedelta(hours=1)}

    race(*both_ways(hotel, overdue, lambda **given: service(**given, **more)))

    ends = {"cancelled": "cancelled", "pre_reserved": "hold_extended", "expired": "hold_expired"}
    (state,) = states_of(hotel, overdue)
    assert kinds_of(hotel, overdue)[1] == ends[state]
    assert broken(hotel) == []


def paying(hotel: Tenant, booking: Booking) -> Work:
    def work() -> object:
        return record_payment(booking=booking, amount=booking.deposit, method="cash", now=NOW, key="seña")

    return inside(hotel, work)


def test_a_deposit_meets_the_expiry_of_its_hold_and_confirms_it_all_the_same(hotel: Tenant, three: list[Unit]) -> None:
    kind = three[0].type
    stays = [Stay(night(day), night(day + 1)) for day in range(1, 16)]
    overdue = [placed(hotel, wanting(kind, three[0], stay=stay), now=LONG_AGO) for stay in stays]

    works = [work for booking in overdue for work in (paying(hotel, booking), paying(hotel, booking), sweep)]
    found = race(*works)

    assert found == Counter(done=len(works))
    for booking in overdue:
        assert states_of(hotel, booking) == {"confirmed"}
        assert kinds_of(hotel, booking).count("payment") == 1
    assert broken(hotel) == []


def test_a_deposit_that_comes_with_another_guest_is_a_booking_or_a_task_and_never_a_second_sale(
    hotel: Tenant, three: list[Unit]
) -> None:
    kind = three[0].type
    stays = [Stay(night(day), night(day + 1)) for day in range(1, 16)]
    overdue = [placed(hotel, wanting(kind, three[0], stay=stay), now=LONG_AGO) for stay in stays]
    others = make_guests(hotel, len(stays))

    rivals = [
        holding(hotel, guest, wanting(kind, three[0], stay=stay)) for guest, stay in zip(others, stays, strict=True)
    ]
    race(*(work for pair in zip(rivals, (paying(hotel, one) for one in overdue), strict=True) for work in pair), sweep)

    with enter(hotel):
        tasks = set(StaffTask.objects.filter(kind="paid_too_late").values_list("cause", flat=True))
        for booking in overdue:
            assert FolioEntry.objects.filter(booking=booking, kind="payment").count() == 1
    ended = {booking.code: states_of(hotel, booking) for booking in overdue}
    assert {code for code, states in ended.items() if states == {"expired"}} == tasks
    assert {code for code, states in ended.items() if states == {"confirmed"}} == set(ended) - tasks
    assert broken(hotel) == []


def test_control_a_deposit_that_lifts_the_constraint_sells_the_night_twice(hotel: Tenant, cabin: UnitType) -> None:
    overdue = placed(hotel, wanting(cabin), now=LONG_AGO)

    with no_constraint():
        race(holding(hotel, make_guests(hotel, 1)[0], wanting(cabin)))
        race(inside(hotel, lambda: Reservation.objects.filter(booking=overdue).update(status="confirmed")))

        assert SOLD_TWICE in broken(hotel)


def expired(hotel: Tenant, kind: UnitType) -> Booking:
    booking = placed(hotel, wanting(kind), now=LONG_AGO)
    assert expire_overdue(now=NOW) == 1
    return booking


def returning(hotel: Tenant, booking: Booking) -> list[Work]:
    return [inside(hotel, lambda: revive(booking=booking, now=NOW))] * 5


def test_of_those_who_revive_a_hold_and_those_who_want_its_nights_one_has_them(hotel: Tenant, cabin: UnitType) -> None:
    booking = expired(hotel, cabin)
    others = [holding(hotel, guest, wanting(cabin)) for guest in make_guests(hotel, 15)]

    found = race(*returning(hotel, booking), *others)

    is_revived = states_of(hotel, booking) == {"pre_reserved"}
    assert found == (
        Counter(done=1, illegal_move=4, nights_taken=15) if is_revived else Counter(done=1, nights_taken=19)
    )
    assert broken(hotel) == []


def test_control_without_the_constraint_a_revived_hold_is_a_second_sale(hotel: Tenant, cabin: UnitType) -> None:
    booking = expired(hotel, cabin)
    others = [holding(hotel, guest, wanting(cabin)) for guest in make_guests(hotel, 15)]

    with no_constraint():
        race(*returning(hotel, booking), *others)

        assert SOLD_TWICE in broken(hotel)


def test_one_payment_that_arrives_ten_times_at_once_is_written_once(hotel: Tenant, cabin: UnitType) -> None:
    booking = placed(hotel, wanting(cabin))

    found = race(*[paying(hotel, booking)] * 10)

    assert found == Counter(done=10)
    with enter(hotel):
        assert list(FolioEntry.objects.filter(kind="payment").values_list("amount", flat=True)) == [booking.deposit]
    assert broken(hotel) == []


def test_control_payments_without_a_key_are_as_many_as_arrive(hotel: Tenant, cabin: UnitType) -> None:
    booking = placed(hotel, wanting(cabin))

    def work() -> object:
        return record_payment(booking=booking, amount=Decimal(10), method="cash", now=NOW)

    assert race(*[inside(hotel, work)] * 10) == Counter(done=10)

    with enter(hotel):
        assert FolioEntry.objects.filter(kind="payment").count() == 10


def test_of_two_cancellations_at_once_one_charges_its_fee(hotel: Tenant, cabin: UnitType) -> None:
    with enter(hotel):
        cabin.plans.update(cancellation=[{"hours": 24 * 365, "percent": "50"}])
    booking = placed(hotel, wanting(cabin))
    race(inside(hotel, lambda: confirm(booking=booking, now=NOW)))

    found = race(*[inside(hotel, lambda: cancel(booking=booking, now=NOW, reason="no viene"))] * 10)

    assert found == Counter(done=1, illegal_move=9)
    with enter(hotel):
        assert FolioEntry.objects.filter(kind="fee").count() == 1
    assert broken(hotel) == []
