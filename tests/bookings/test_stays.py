"""Stays: moved, shortened, begun and ended; and nights that are closed."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from prometheus_client import REGISTRY

from bookings.errors import BadMoment, NightsTaken, NothingToDo, OverCapacity, ReasonMissing
from bookings.lifecycle import IllegalMove
from bookings.models import Booking, Extra, Reservation, Unit, UnitType, WaitlistEntry
from bookings.pricing import ExtraWanted
from bookings.queries.folio import get_balance
from bookings.services.adding import add_stay
from bookings.services.blocks import block, unblock
from bookings.services.closing_day import close_day
from bookings.services.confirming import cancel, confirm
from bookings.services.expiring import expire_overdue
from bookings.services.holds import place_hold
from bookings.services.overbooking import overbook
from bookings.services.payments import MoreThanPaid, record_adjustment, record_payment, record_refund
from bookings.services.stays import change_stay, check_in, check_out, mark_no_show, shorten, undo_check_out
from bookings.services.waitlist import join_waitlist, offer_nights
from bookings.stays import Party, Stay, WantedStay
from tenants.models import Guest, StaffTask, Tenant
from tests.cast import enter, make_guest
from tests.lodging import make_type, make_units, night

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
ARRIVAL = datetime(2026, 12, 1, 18, tzinfo=UTC)


def confirmed(guest: Guest, kind: UnitType, first: int = 1, last: int = 5) -> Reservation:
    """Return a confirmed stay in December."""
    wanted = [WantedStay(kind.pk, Stay(night(first), night(last)), Party(2))]
    booking = place_hold(guest=guest, stays=wanted, source="desk", now=NOW, by_staff=True)
    confirm(booking=booking, now=NOW)
    return Reservation.objects.select_related("booking", "unit__type").get(booking=booking)


def other_unit(stay: Reservation) -> Unit:
    return Unit.objects.exclude(pk=stay.unit_id).first()  # type: ignore[return-value]


def test_a_longer_stay_is_owed_and_written_down(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    stay = confirmed(guest, cabins)

    changed = change_stay(reservation=stay, stay=Stay(night(1), night(7)), now=NOW)

    booking = Booking.objects.get(reservations=stay)
    assert (changed.check_out, changed.price, booking.total) == (night(7), Decimal(600), Decimal(600))
    assert get_balance(booking).owed == Decimal(600)
    event = booking.events.get(kind="stay_changed")
    assert (event.data["before"]["check_out"], event.data["after"]["check_out"]) == ("2026-12-05", "2026-12-07")


def test_a_stay_moves_to_a_free_unit_and_not_onto_somebody(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    first, second = confirmed(guest, cabins), confirmed(guest, cabins)
    third = confirmed(guest, cabins, 10, 12)

    with pytest.raises(NightsTaken):
        change_stay(reservation=first, unit=second.unit, now=NOW)
    change_stay(reservation=third, unit=other_unit(third), now=NOW)

    first.refresh_from_db()
    moved = Reservation.objects.get(pk=third.pk)
    assert first.unit_id != second.unit_id
    assert moved.unit_id == other_unit(third).pk
    assert moved.slots == moved.unit.slots


def test_another_unit_of_the_type_costs_what_was_agreed(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    stay = confirmed(guest, cabins)
    cabins.plans.update(base_price=900)

    moved = change_stay(reservation=stay, unit=other_unit(stay), now=NOW)
    longer = change_stay(reservation=moved, stay=Stay(night(1), night(6)), now=NOW, keep_price=True)

    assert (moved.price, longer.price) == (Decimal(400), Decimal(400))


def test_extras_stay_with_a_stay_that_changes(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    Extra.objects.create(code="cuna", name="Cuna", price=Decimal(10), currency="ARS", per="night")
    wanted = [WantedStay(cabins.pk, Stay(night(1), night(5)), Party(2))]
    booking = place_hold(guest=guest, stays=wanted, source="desk", now=NOW, extras=[ExtraWanted("cuna")])

    changed = change_stay(reservation=booking.reservations.all()[0], stay=Stay(night(1), night(6)), now=NOW)

    assert changed.price == Decimal(550)


def test_a_change_to_the_same_is_none(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    stay = confirmed(guest, cabins)

    with pytest.raises(NothingToDo):
        change_stay(reservation=stay, stay=Stay(night(1), night(5)), now=NOW)
    with pytest.raises(OverCapacity):
        change_stay(reservation=stay, party=Party(9), now=NOW)


def test_a_guest_arrives_leaves_and_frees_the_rest(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    stay = confirmed(guest, cabins)

    with pytest.raises(BadMoment):
        check_in(reservation=stay, now=NOW)
    check_in(reservation=stay, now=ARRIVAL)
    left = check_out(reservation=stay, now=datetime(2026, 12, 3, 12, tzinfo=UTC))

    assert left.status == "checked_out"
    assert Unit.objects.get(pk=stay.unit_id).state == "dirty"
    later = block(unit=Unit.objects.get(pk=stay.unit_id), stay=Stay(night(3), night(5)), reason="pintura", now=ARRIVAL)
    with pytest.raises(NightsTaken):
        undo_check_out(reservation=stay, now=ARRIVAL)
    assert later.status == "blocked"


def test_who_does_not_come_keeps_the_nights_until_somebody_or_the_plan_frees_them(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    stay = confirmed(guest, cabins)
    mark_no_show(reservation=stay, now=ARRIVAL)
    third_day = datetime(2026, 12, 3, 18, tzinfo=UTC)
    close_day(now=third_day)
    kept = Reservation.objects.get(pk=stay.pk)
    assert (kept.status, kept.check_out) == ("no_show", night(5))

    cabins.plans.update(no_show_releases_after=1)
    close_day(now=third_day)

    released = Reservation.objects.get(pk=stay.pk)
    assert (released.status, released.check_out) == ("no_show", night(3))


def test_a_shorter_stay_frees_nights_and_keeps_its_history(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    stay = confirmed(guest, cabins)

    shorten(reservation=stay, check_out=night(3), now=ARRIVAL, reason="se va antes")

    with pytest.raises(BadMoment):
        shorten(reservation=stay, check_out=night(4), now=ARRIVAL)
    assert block(unit=stay.unit, stay=Stay(night(3), night(5)), reason="pintura", now=ARRIVAL).pk
    assert stay.booking.events.get(kind="shortened").reason == "se va antes"


def test_cancelling_one_of_two_stays_lowers_total_and_deposit(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    wanted = [WantedStay(cabins.pk, Stay(night(1), night(5)), Party(2))] * 2
    booking = place_hold(guest=guest, stays=wanted, source="api", now=NOW)
    one = booking.reservations.all()[0]

    cancel(booking=booking, reservation=one, now=NOW, reason="vienen menos")

    left = Booking.objects.get(pk=booking.pk)
    assert (left.total, left.deposit) == (Decimal(400), Decimal(120))
    assert get_balance(left).owed == Decimal(400)
    assert left.hold_expires_at is not None


def test_a_late_cancellation_costs_what_the_policy_of_its_day_said(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    cabins.plans.update(cancellation=[{"hours": 48, "percent": "50"}])
    stay = confirmed(guest, cabins)
    cabins.plans.update(cancellation=[])

    booking = cancel(booking=stay.booking, now=datetime(2026, 11, 30, 18, tzinfo=UTC), reason="enfermo")

    assert get_balance(booking).owed == Decimal(200)
    with pytest.raises(IllegalMove):
        cancel(booking=booking, now=NOW, reason="otra vez")


def test_a_stay_is_added_in_the_state_of_its_booking(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    stay = confirmed(guest, cabins)
    wanted = WantedStay(cabins.pk, Stay(night(1), night(3)), Party(2))

    added = add_stay(booking=stay.booking, wanted=wanted, now=NOW)

    assert (added.status, added.booking_id) == ("confirmed", stay.booking_id)
    assert Booking.objects.get(reservations=stay).total == Decimal(600)
    with pytest.raises(NightsTaken):
        add_stay(booking=stay.booking, wanted=wanted, now=NOW)


def test_a_room_and_its_beds_are_in_each_others_way(in_hotel: Tenant, guest: Guest) -> None:
    room_type = make_type("Dormitorio entero", capacity=3)
    bed_type = make_type("Cama", capacity=1)
    [room] = make_units(room_type, "Dormitorio")
    beds = make_units(bed_type, "Cama 1", "Cama 2", "Cama 3", parent=room)
    block(unit=beds[1], stay=Stay(night(1), night(3)), reason="rota", now=NOW)

    with pytest.raises(NightsTaken):
        block(unit=room, stay=Stay(night(2), night(4)), reason="pintura", now=NOW)
    closed = block(unit=room, stay=Stay(night(3), night(4)), reason="pintura", now=NOW)
    with pytest.raises(NightsTaken):
        block(unit=beds[0], stay=Stay(night(3), night(4)), reason="rota", now=NOW)
    unblock(reservation=closed, now=NOW)
    assert block(unit=beds[0], stay=Stay(night(3), night(4)), reason="rota", now=NOW).pk


def test_overbooking_says_why_and_asks_somebody_to_solve_it(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    stay = confirmed(guest, cabins)
    nights, party = Stay(night(2), night(4)), Party(2)

    with pytest.raises(ReasonMissing):
        overbook(guest=guest, unit=stay.unit, stay=nights, party=party, reason=" ", now=NOW)
    booking = overbook(guest=guest, unit=stay.unit, stay=nights, party=party, reason="familia del dueño", now=NOW)

    row = Reservation.objects.get(booking=booking)
    assert (row.overbooked, row.status) == (True, "confirmed")
    assert StaffTask.objects.get(kind="overbooking").cause == booking.code
    solved = change_stay(reservation=row, unit=other_unit(row), now=NOW)
    assert not solved.overbooked


def test_money_is_given_back_up_to_what_was_paid_and_once(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    booking: Booking = confirmed(guest, cabins).booking
    for _again in range(2):
        record_payment(booking=booking, amount=Decimal(500), method="card", now=NOW, key="cupón 1")

    assert get_balance(booking).is_overpaid
    with pytest.raises(MoreThanPaid):
        record_refund(booking=booking, amount=Decimal(501), method="cash", now=NOW)
    record_refund(booking=booking, amount=Decimal(50), method="cash", now=NOW)
    record_adjustment(booking=booking, amount=Decimal(50), note="minibar", now=NOW)
    assert get_balance(booking).is_settled


def test_freed_nights_are_offered_in_order_one_hold_at_a_time(hotel: Tenant, cabins: UnitType) -> None:
    with enter(hotel):
        Unit.objects.filter(name="Ñire").update(is_active=False)
    guests = [make_guest(hotel, name, f"54938155504{number:02}") for number, name in enumerate(("Ana", "Beto", "Caro"))]
    with enter(hotel):
        taken = confirmed(guests[0], cabins)
        first = wait(guests[1], cabins, 1, 4)
        second = wait(guests[2], cabins, 2, 5)
        offer_nights(first=night(1), last=night(5), now=NOW)
        cancel(booking=taken.booking, now=NOW, reason="no vienen")
        offer_nights(first=night(1), last=night(5), now=NOW)

        assert waits(first, second) == ["offered", "waiting"]
    expire_overdue(now=datetime(2026, 11, 21, 15, tzinfo=UTC))
    with enter(hotel):
        offer_nights(first=night(1), last=night(5), now=datetime(2026, 11, 21, 15, tzinfo=UTC))

        assert waits(first, second) == ["passed", "offered"]
        assert WaitlistEntry.objects.get(pk=second.pk).booking.source == "waitlist"


def test_who_asks_again_is_told_of_the_place_they_have(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    first = wait(guest, cabins, 1, 4)

    while_waiting = wait(guest, cabins, 1, 4)
    offer_nights(first=night(1), last=night(4), now=NOW)
    while_offered = wait(guest, cabins, 1, 4)

    assert first.pk == while_waiting.pk == while_offered.pk
    assert (while_offered.status, while_offered.booking.source) == ("offered", "waitlist")


def test_an_offer_that_finds_nothing_is_no_refused_guest(
    in_hotel: Tenant, guest: Guest, cabins: UnitType, caplog: pytest.LogCaptureFixture
) -> None:
    Unit.objects.filter(name="Ñire").update(is_active=False)
    confirmed(guest, cabins)
    entry = wait(guest, cabins, 1, 4)
    counted = refused_holds()

    with caplog.at_level(logging.INFO):
        offered = offer_nights(first=night(1), last=night(5), now=NOW)

    assert (offered, waits(entry)) == (0, ["waiting"])
    assert (refused_holds(), "hold_conflict" in caplog.messages) == (counted, False)


def wait(guest: Guest, kind: UnitType, first: int, last: int) -> WaitlistEntry:
    return join_waitlist(guest=guest, type=kind, stay=Stay(night(first), night(last)), party=Party(2), now=NOW)


def refused_holds() -> float:
    return REGISTRY.get_sample_value("hold_conflicts_total", {"reason": "nights_taken"}) or 0


def waits(*entries: WaitlistEntry) -> list[str]:
    return [WaitlistEntry.objects.get(pk=entry.pk).status for entry in entries]
