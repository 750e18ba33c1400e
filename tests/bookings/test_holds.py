"""Holds: nights kept for a guest while they pay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bookings.errors import BadMoment, NightsTaken, TooManyHolds
from bookings.lifecycle import IllegalMove
from bookings.models import Booking, Reservation, UnitType
from bookings.queries.folio import get_balance
from bookings.services.confirming import cancel, confirm
from bookings.services.expiring import expire_overdue
from bookings.services.holds import extend_hold, place_hold, revive
from bookings.services.payments import record_payment
from bookings.stays import Party, Stay, WantedStay
from tenants.models import Guest, Tenant
from tests.cast import enter, make_guest
from tests.lodging import night

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)


def hold(guest: Guest, kind: UnitType, first: int = 1, last: int = 5, count: int = 1, now: datetime = NOW) -> Booking:
    """Place a hold in December."""
    wanted = [WantedStay(kind.pk, Stay(night(first), night(last)), Party(2))] * count
    return place_hold(guest=guest, stays=wanted, source="api", now=now)


def statuses(booking: Booking) -> set[str]:
    return set(Reservation.objects.filter(booking=booking).values_list("status", flat=True))


def kinds_of_events(booking: Booking) -> list[str]:
    return list(booking.events.order_by("id").values_list("kind", flat=True))


def test_a_hold_keeps_the_nights_and_says_until_when(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    booking = hold(guest, cabins)

    kept = Reservation.objects.get(booking=booking)
    assert (kept.check_in, kept.check_out, kept.status) == (night(1), night(5), "pre_reserved")
    assert booking.hold_expires_at == kept.hold_expires_at == NOW + timedelta(minutes=60)
    assert booking.total == Decimal(400)
    assert get_balance(booking).due == Decimal(400)
    assert kinds_of_events(booking) == ["hold_placed"]


def test_the_answer_of_a_hold_needs_no_further_question(
    in_hotel: Tenant, guest: Guest, cabins: UnitType, django_assert_num_queries: object
) -> None:
    booking = hold(guest, cabins, count=2)

    with django_assert_num_queries(0):  # type: ignore[operator]
        told = [(stay.unit_id, stay.check_in, stay.price) for stay in booking.reservations.all()]

    assert sorted(told) == sorted(Reservation.objects.values_list("unit_id", "check_in", "price"))


def test_two_cabins_are_one_booking_and_a_third_is_refused_whole(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    with pytest.raises(NightsTaken):
        hold(guest, cabins, count=3)
    booking = hold(guest, cabins, count=2)

    assert Booking.objects.count() == 1
    assert Reservation.objects.filter(booking=booking).values("unit").distinct().count() == 2


def test_a_held_stay_does_not_refuse_one_after_it(in_hotel: Tenant, cabins: UnitType) -> None:
    for number in range(2):
        hold(make_guest(in_hotel, phone=f"549381555020{number}"), cabins, 1, 5)

    later = hold(make_guest(in_hotel, phone="5493815550209"), cabins, 10, 15)

    assert statuses(later) == {"pre_reserved"}


def test_an_overdue_hold_makes_room_though_no_sweep_is_running(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    first = hold(guest, cabins, count=2)

    second = hold(make_guest(in_hotel, phone="5493815550303"), cabins, count=2, now=NOW + timedelta(hours=2))

    assert (statuses(first), statuses(second)) == ({"expired"}, {"pre_reserved"})
    assert get_balance(first).due == 0


def test_the_sweep_expires_in_every_business(hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    with enter(hotel):
        booking = hold(guest, cabins)

    early, late = expire_overdue(now=NOW), expire_overdue(now=NOW + timedelta(hours=2))

    with enter(hotel):
        assert (early, late, statuses(booking)) == (0, 1, {"expired"})
        assert kinds_of_events(booking) == ["hold_placed", "hold_expired"]


def test_a_guest_has_so_many_unpaid_holds_and_staff_may_give_more(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    hold(guest, cabins, 1, 2)
    hold(guest, cabins, 3, 4)

    with pytest.raises(TooManyHolds):
        hold(guest, cabins, 5, 6)
    wanted = [WantedStay(cabins.pk, Stay(night(5), night(6)), Party(2))]
    assert place_hold(guest=guest, stays=wanted, source="desk", now=NOW, by_staff=True).pk


def test_the_deposit_confirms_and_a_second_confirmation_is_refused(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    booking = hold(guest, cabins)

    record_payment(booking=booking, amount=booking.deposit, method="cash", now=NOW)

    assert statuses(booking) == {"confirmed"}
    with pytest.raises(IllegalMove):
        confirm(booking=booking, now=NOW)
    assert get_balance(booking).is_partial


def test_late_money_revives_what_is_free(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    booking = hold(guest, cabins)
    expire_overdue(now=NOW + timedelta(hours=2))

    record_payment(booking=booking, amount=booking.deposit, method="transfer", now=NOW + timedelta(hours=3))

    assert statuses(booking) == {"confirmed"}
    assert get_balance(booking).owed == booking.total


def test_a_hold_is_kept_sixty_days_at_most(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    booking = hold(guest, cabins)

    with pytest.raises(BadMoment):
        extend_hold(booking=booking, until=NOW + timedelta(days=60, seconds=1), now=NOW)
    extended = extend_hold(booking=booking, until=NOW + timedelta(days=60), now=NOW)

    assert extended.hold_expires_at == NOW + timedelta(days=60)


def test_extending_reviving_and_cancelling_leave_their_events(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    booking = hold(guest, cabins)
    extend_hold(booking=booking, until=NOW + timedelta(hours=5), now=NOW)
    expire_overdue(now=NOW + timedelta(hours=6))
    revive(booking=booking, now=NOW + timedelta(hours=7))
    cancel(booking=booking, now=NOW + timedelta(hours=7), reason="cambió de idea")

    assert kinds_of_events(booking) == ["hold_placed", "hold_extended", "hold_expired", "hold_revived", "cancelled"]
    assert get_balance(booking).due == 0
