"""A stay that is changed: what it costs then, by what was agreed, and where it may go."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from bookings.api.reservations import changed_party
from bookings.errors import UnknownUnit
from bookings.models import Booking, Extra, RatePlan, Reservation, TaxRule, Unit, UnitType
from bookings.pricing import ExtraWanted, MixedCurrencies
from bookings.queries.folio import get_balance
from bookings.services.blocks import block
from bookings.services.confirming import confirm
from bookings.services.holds import place_hold
from bookings.services.stays import change_stay
from bookings.stays import Party, Stay, WantedStay
from tenants.models import Guest, Tenant
from tests.bookings.desk.calendar_facts import PAGE, SCRIPT, place
from tests.bookings.desk.conftest import desk  # noqa: F401 (a fixture of these tests too)
from tests.cast import Enter
from tests.desk.conftest import sit  # noqa: F401 (a fixture of these tests too)
from tests.lodging import make_type, make_units, night

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
SHORT, LONG = Stay(night(1), night(5)), Stay(night(1), night(6))


def confirmed(guest: Guest, kind: UnitType, *, party: Party | None = None, **how: Any) -> Reservation:
    """Return a confirmed stay of the first four nights of December."""
    wanted = [WantedStay(kind.pk, SHORT, party or Party(2), plan_id=how.pop("plan_id", None))]
    booking = place_hold(guest=guest, stays=wanted, source="desk", now=NOW, by_staff=True, **how)
    confirm(booking=booking, now=NOW)
    return Reservation.objects.select_related("booking", "unit__type").get(booking=booking)


def other_unit(stay: Reservation) -> Unit:
    return Unit.objects.exclude(pk=stay.unit_id).get()


def abroad(guest: Guest, kind: UnitType) -> Reservation:
    """Return the stay of guests who pay no tax on top, since they are foreign."""
    columns = {"name": "IVA", "kind": "percent", "percent": 21, "is_included": False, "valid_from": date(2020, 1, 1)}
    TaxRule.objects.create(exemptions=["foreign"], **columns)
    return confirmed(guest, kind, party=Party(2, is_foreign=True))


# --- What it costs ------------------------------------------------------------------------------------------------------


def test_a_stay_does_not_move_to_a_unit_that_is_paid_in_another_currency(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    stay = confirmed(guest, cabins)
    [suite] = make_units(make_type("Suite", currency="USD"), "Lenga")

    with pytest.raises(MixedCurrencies):
        change_stay(reservation=stay, unit=suite, now=NOW, by_staff=True)

    booking = Booking.objects.get(reservations=stay)
    assert (booking.price["currency"], get_balance(booking).owed) == ("ARS", Decimal(400))


def test_a_plan_that_was_put_into_another_currency_changes_no_stay(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    stay = confirmed(guest, cabins)
    cabins.plans.update(currency="USD")

    with pytest.raises(MixedCurrencies):
        change_stay(reservation=stay, stay=LONG, now=NOW)


def test_a_stay_keeps_the_plan_by_which_it_was_sold(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    cheap = RatePlan.objects.create(
        type=cabins, name="Sin devolución", currency="ARS", base_price=Decimal(70), included_guests=4, is_default=False
    )
    stay = confirmed(guest, cabins, plan_id=cheap.pk)

    longer = change_stay(reservation=stay, stay=LONG, now=NOW)

    assert (longer.lines["plan"], longer.price) == (cheap.pk, Decimal(350))
    RatePlan.objects.filter(pk=cheap.pk).update(is_active=False)
    usual = change_stay(reservation=stay, stay=Stay(night(1), night(7)), now=NOW)
    assert usual.price == Decimal(600)


def test_guests_from_abroad_stay_exempt(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    stay = abroad(guest, cabins)

    party = changed_party(stay, {"adults": 3})
    changed = change_stay(reservation=stay, stay=LONG, party=party, now=NOW)

    assert party == Party(3, is_foreign=True)
    assert changed.price == Decimal(500)


def test_a_drag_in_the_calendar_keeps_guests_from_abroad_exempt(
    hotel: Tenant,
    guest: Guest,
    cabins: UnitType,
    scope: Enter,
    desk: Client,  # noqa: F811
) -> None:
    with scope(hotel):
        stay = abroad(guest, cabins)
        target = other_unit(stay)

    answer = desk.post(f"{PAGE}{stay.pk}/mover/", place(target, 1, 5), headers=SCRIPT)

    assert answer.status_code == 200
    with scope(hotel):
        moved = Reservation.objects.get(pk=stay.pk)
    assert (moved.unit_id, moved.price, moved.lines["party"]["is_foreign"]) == (target.pk, Decimal(400), True)


def test_the_form_of_a_booking_keeps_guests_from_abroad_exempt(
    hotel: Tenant,
    guest: Guest,
    cabins: UnitType,
    scope: Enter,
    desk: Client,  # noqa: F811
) -> None:
    with scope(hotel):
        stay = abroad(guest, cabins)
    form = {"check_in": "2026-12-01", "check_out": "2026-12-06", "unit": stay.unit_id, "adults": 2, "children": 0}

    desk.post(f"/admin/bookings/booking/{stay.booking_id}/estadia/{stay.pk}/cambiar/", form)

    with scope(hotel):
        assert Reservation.objects.get(pk=stay.pk).price == Decimal(500)


def test_a_change_back_costs_what_was_agreed(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    stay = confirmed(guest, cabins)
    cabins.plans.update(base_price=900)

    longer = change_stay(reservation=stay, stay=LONG, now=NOW)
    back = change_stay(reservation=stay, stay=SHORT, now=NOW)
    again = change_stay(reservation=stay, stay=LONG, now=NOW)

    assert (longer.price, back.price, again.price) == (Decimal(4500), Decimal(400), Decimal(4500))
    booking = Booking.objects.get(reservations=stay)
    assert (booking.total, get_balance(booking).owed) == (Decimal(4500), Decimal(4500))
    assert "before" not in again.lines["before"]


def test_a_change_at_the_agreed_price_is_undone_at_it_too(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    stay = confirmed(guest, cabins)
    cabins.plans.update(base_price=900)

    change_stay(reservation=stay, stay=LONG, now=NOW, keep_price=True)
    back = change_stay(reservation=stay, stay=SHORT, now=NOW, by_staff=True)

    assert back.price == Decimal(400)


def test_a_change_back_to_something_else_costs_what_it_costs_today(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    stay = confirmed(guest, cabins)
    cabins.plans.update(base_price=900)
    change_stay(reservation=stay, stay=LONG, now=NOW)

    back = change_stay(reservation=stay, stay=SHORT, party=Party(3), now=NOW)

    assert back.price == Decimal(3600)


def test_an_extra_that_is_sold_no_more_stays_with_who_has_it(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    Extra.objects.create(code="cuna", name="Cuna", price=Decimal(10), currency="ARS", per="night", most=2)
    stay = confirmed(guest, cabins, extras=[ExtraWanted("cuna", 2)])
    Extra.objects.update(is_active=False)

    longer = change_stay(reservation=stay, stay=LONG, now=NOW)
    longest = change_stay(reservation=stay, stay=Stay(night(1), night(7)), now=NOW)

    assert (longer.price, longest.price) == (Decimal(600), Decimal(720))


# --- Where it may go ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how_it_is", [{"state": "out_of_order"}, {"is_active": False}])
def test_guests_are_moved_to_a_unit_that_is_not_let_by_staff_alone(
    in_hotel: Tenant, guest: Guest, cabins: UnitType, how_it_is: dict[str, Any]
) -> None:
    stay = confirmed(guest, cabins)
    Unit.objects.filter(pk=other_unit(stay).pk).update(**how_it_is)
    target = other_unit(stay)

    with pytest.raises(UnknownUnit):
        change_stay(reservation=stay, unit=target, now=NOW)

    assert change_stay(reservation=stay, unit=target, now=NOW, by_staff=True).unit_id == target.pk


def test_a_bed_of_a_room_that_is_out_of_order_is_not_let(in_hotel: Tenant, guest: Guest) -> None:
    [room] = make_units(make_type("Dormitorio entero", capacity=2), "Dormitorio")
    beds = make_type("Cama", capacity=2)
    make_units(beds, "Sola")
    stay = confirmed(guest, beds)
    [bed] = make_units(beds, "Cama 1", parent=room)
    Unit.objects.filter(pk=room.pk).update(state="out_of_order")

    with pytest.raises(UnknownUnit):
        change_stay(reservation=stay, unit=bed, now=NOW)


def test_a_closure_moves_to_a_unit_that_is_out_of_order(in_hotel: Tenant, cabins: UnitType) -> None:
    first, second = cabins.units.order_by("id")
    closed = block(unit=first, stay=SHORT, reason="pintura", now=NOW)
    Unit.objects.filter(pk=second.pk).update(state="out_of_order")

    moved = change_stay(reservation=closed, unit=Unit.objects.get(pk=second.pk), now=NOW)

    assert moved.unit_id == second.pk
