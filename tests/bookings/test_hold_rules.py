"""What a house does not do, whoever asks; and what is written down of it."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from prometheus_client import REGISTRY

from bookings.errors import NightsTaken, OverCapacity, PastDate, QuoteDiffers, StayTooLong, UnknownUnit
from bookings.models import Booking, HoldRule, Property, Reservation, Unit, UnitType
from bookings.rules import Closed, TooFewNights
from bookings.services.expiring import expire_overdue
from bookings.services.holds import place_hold
from bookings.services.quotes import create_quote
from bookings.stays import NoGuests, NoNights, Party, Stay, WantedStay
from tenants.errors import DomainError
from tenants.models import Guest, Tenant
from tests.cast import enter, make_guest, make_tenant
from tests.lodging import make_type, make_units, night

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
NIGHTS = Stay(night(1), night(5))


def hold(guest: Guest, wanted: WantedStay, *, now: datetime = NOW, source: str = "api") -> Booking:
    return place_hold(guest=guest, stays=[wanted], source=source, now=now)


@pytest.mark.parametrize(
    ("stay", "adults", "error", "field"),
    [
        (Stay(date(2026, 11, 19), date(2026, 11, 22)), 2, PastDate, "check_in"),
        (Stay(night(1), night(1) + timedelta(days=61)), 2, StayTooLong, "check_out"),
        (NIGHTS, 5, OverCapacity, "adults"),
    ],
)
def test_a_refusal_names_its_rule_and_the_field(
    in_hotel: Tenant, guest: Guest, cabins: UnitType, stay: Stay, adults: int, error: type[DomainError], field: str
) -> None:
    with pytest.raises(error) as refused:
        hold(guest, WantedStay(cabins.pk, stay, Party(adults)))

    assert list(refused.value.fields) == [field]
    assert not Booking.objects.exists()


def test_no_nights_and_no_guests_are_no_stay_at_all() -> None:
    with pytest.raises(NoNights):
        Stay(night(3), night(3))
    with pytest.raises(NoGuests):
        Party(0, 2)


def test_the_rates_of_the_nights_may_refuse_and_staff_may_not_care(
    in_hotel: Tenant, guest: Guest, cabins: UnitType
) -> None:
    plan = cabins.plans.get()
    plan.seasons.create(first_night=night(1), last_night=night(10), min_nights=7)
    plan.seasons.create(first_night=night(20), last_night=night(22), is_closed=True)
    wanted = WantedStay(cabins.pk, NIGHTS, Party(2))

    with pytest.raises(TooFewNights):
        hold(guest, wanted)
    with pytest.raises(Closed):
        hold(guest, WantedStay(cabins.pk, Stay(night(19), night(21)), Party(2)))
    assert place_hold(guest=guest, stays=[wanted], source="desk", now=NOW, by_staff=True).pk


def test_a_neighbours_type_is_unknown_and_so_is_their_unit(
    in_hotel: Tenant, guest: Guest, cabins: UnitType, neighbour: Tenant
) -> None:
    with enter(neighbour):
        theirs = make_type("Ajena")
        [unit] = make_units(theirs, "Ajena 1")

    with pytest.raises(UnknownUnit):
        hold(guest, WantedStay(theirs.pk, NIGHTS, Party(2)))
    with pytest.raises(NightsTaken):
        hold(guest, WantedStay(cabins.pk, NIGHTS, Party(2), unit_id=unit.pk))


def test_a_unit_is_not_sold_at_the_price_of_another_type(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    dear = make_type("Mirador", price="900.00")
    [unit] = make_units(dear, "Mirador 1")

    with pytest.raises(UnknownUnit):
        hold(guest, WantedStay(cabins.pk, NIGHTS, Party(2), unit_id=unit.pk))


def test_before_the_day_closes_last_night_can_still_be_booked(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    wanted = WantedStay(cabins.pk, Stay(night(1), night(2)), Party(2))
    three, five = (datetime(2026, 12, 2, hour + 3, tzinfo=UTC) for hour in (3, 5))  # Argentina is three hours behind

    with pytest.raises(PastDate):
        hold(guest, wanted, now=five)
    assert hold(guest, wanted, now=three).pk


@pytest.mark.parametrize(
    ("zone", "now"),
    [
        # The hour before the clock is put forward, and the one that comes twice.
        ("America/Santiago", datetime(2026, 9, 6, 3, 30, tzinfo=UTC)),
        ("America/Santiago", datetime(2026, 4, 5, 2, 30, tzinfo=UTC)),
        ("America/Asuncion", datetime(2024, 10, 6, 3, 30, tzinfo=UTC)),
    ],
)
def test_a_hold_lasts_as_long_as_it_says_when_clocks_change(db: None, zone: str, now: datetime) -> None:
    house = make_tenant("reloj", zone=zone)
    guest = make_guest(house)
    with enter(house):
        kind = make_type()
        make_units(kind, "Una")
        HoldRule.objects.create(minutes=90)
        stay = Stay(now.date() + timedelta(days=10), now.date() + timedelta(days=12))
        booking = hold(guest, WantedStay(kind.pk, stay, Party(2)), now=now)

    before, after = expire_overdue(now=now + timedelta(minutes=89)), expire_overdue(now=now + timedelta(minutes=90))

    assert (booking.hold_expires_at, before, after) == (now + timedelta(minutes=90), 0, 1)


def test_a_refused_hold_is_one_line_in_the_log_and_one_more_in_the_count(
    in_hotel: Tenant, guest: Guest, cabins: UnitType, caplog: pytest.LogCaptureFixture
) -> None:
    Unit.objects.filter(name="Ñire").update(is_active=False)
    hold(guest, WantedStay(cabins.pk, NIGHTS, Party(2)), source="whatsapp")
    counted = REGISTRY.get_sample_value("hold_conflicts_total", {"reason": "nights_taken"}) or 0

    with caplog.at_level(logging.INFO), pytest.raises(NightsTaken):
        hold(guest, WantedStay(cabins.pk, Stay(night(4), night(6)), Party(2)))

    [line] = [record.__dict__ for record in caplog.records if record.getMessage() == "hold_conflict"]
    assert (line["period"], line["period_in_the_way"]) == ("2026-12-04/2026-12-06", "2026-12-01/2026-12-05")
    assert (line["unit"], line["source_in_the_way"]) == (Unit.objects.get(name="Arrayán").pk, "whatsapp")
    assert REGISTRY.get_sample_value("hold_conflicts_total", {"reason": "nights_taken"}) == counted + 1


@pytest.mark.parametrize(
    ("count", "first", "in_the_way"),
    [
        (3, 1, None),  # all free, but fewer than that
        (2, 10, "2026-12-10/2026-12-12"),
    ],
)
def test_each_refusal_is_one_line_whoever_is_in_the_way(
    in_hotel: Tenant,
    guest: Guest,
    cabins: UnitType,
    caplog: pytest.LogCaptureFixture,
    count: int,
    first: int,
    in_the_way: str | None,
) -> None:
    hold(guest, WantedStay(cabins.pk, Stay(night(10), night(12)), Party(2)))
    wanted = [WantedStay(cabins.pk, Stay(night(first), night(first + 2)), Party(2))] * count

    with caplog.at_level(logging.INFO), pytest.raises(NightsTaken):
        place_hold(guest=guest, stays=wanted, source="api", now=NOW)

    [line] = [record.__dict__ for record in caplog.records if record.getMessage() == "hold_conflict"]
    assert (line["reason"], line["unit_type"]) == ("nights_taken", cabins.pk)
    assert (line["period_in_the_way"], line["unit"] is None) == (in_the_way, in_the_way is None)


def test_a_unit_that_is_out_of_order_is_a_line_too(
    in_hotel: Tenant, guest: Guest, cabins: UnitType, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Unit.objects.get(name="Ñire")
    Unit.objects.filter(pk=broken.pk).update(state="out_of_order")

    with caplog.at_level(logging.INFO), pytest.raises(NightsTaken):
        hold(guest, WantedStay(cabins.pk, NIGHTS, Party(2), unit_id=broken.pk))

    [line] = [record.__dict__ for record in caplog.records if record.getMessage() == "hold_conflict"]
    assert (line["unit"], line["period_in_the_way"], line["source_in_the_way"]) == (broken.pk, None, None)


def test_a_quoted_price_holds_though_the_plan_changed(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    wanted = WantedStay(cabins.pk, NIGHTS, Party(2))
    quote = create_quote(stays=[wanted], source="api", now=NOW)
    cabins.plans.update(base_price=900)

    with pytest.raises(QuoteDiffers):
        place_hold(
            guest=guest,
            stays=[WantedStay(cabins.pk, Stay(night(1), night(6)), Party(2))],
            source="api",
            now=NOW,
            quote=quote,
        )
    booking = place_hold(guest=guest, stays=[wanted], source="api", now=NOW, quote=quote)

    assert booking.total == quote.total == 400


def test_a_house_may_let_guests_stay_longer(in_hotel: Tenant, guest: Guest, cabins: UnitType) -> None:
    Property.objects.update(longest_stay=90)

    booking = hold(guest, WantedStay(cabins.pk, Stay(night(1), night(1) + timedelta(days=61)), Party(2)))

    assert Reservation.objects.get(booking=booking).nights == 61
