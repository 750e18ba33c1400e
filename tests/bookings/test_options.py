"""What a guest is told: one option a type, a reason for each other, and three ways out at most."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings.availability.alternatives import MOST_ALTERNATIVES, Kind
from bookings.availability.reasons import Reason, WhyNot
from bookings.errors import UnknownUnit
from bookings.models import Property, RatePlan, Reservation, Season, Unit, UnitType
from bookings.queries.options import Alternative, Options, find_options
from bookings.services.holds import place_hold
from bookings.stays import Party, Stay
from tenants.models import Guest, Tenant
from tests.bookings.rows import plain_stay
from tests.cast import enter
from tests.lodging import make_type, make_units, night

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
STAY = Stay(night(10), night(13))
TWO = Party(2)

pytestmark = pytest.mark.usefixtures("in_hotel")


def ask(kind: UnitType | None = None, *, stay: Stay = STAY, party: Party = TWO, **values: Any) -> Options:
    return find_options(stay=stay, party=party, now=values.pop("now", NOW), type_id=kind.pk if kind else None, **values)


def close(unit: Unit, stay: Stay = STAY) -> Reservation:
    return plain_stay(unit, stay.check_in, stay.check_out)


def fill(kind: UnitType, stay: Stay = STAY) -> None:
    for unit in kind.units.all():
        close(unit, stay)


def why(told: Options) -> list[WhyNot]:
    return [refusal.why for refusal in told.refusals]


def kinds(told: Options) -> list[Kind]:
    return [alternative.kind for alternative in told.alternatives]


def the(told: Options, kind: Kind) -> Alternative:
    return next(alternative for alternative in told.alternatives if alternative.kind == kind)


def test_equal_units_are_one_option_with_a_count_and_the_price_of_one(cabins: UnitType) -> None:
    beds = make_type("Cama", capacity=1, price="20.00")
    (room,) = make_units(make_type("Dormitorio", capacity=8), "Cóndor")
    make_units(beds, *(f"C{number}" for number in range(8)), parent=room)

    told = ask(party=Party(1))

    seen = {option.offer.name: (option.count, option.price.total) for option in told.options}
    assert seen == {
        "Cabaña para cuatro": (2, Decimal(300)),
        "Dormitorio": (1, Decimal(300)),
        "Cama": (8, Decimal(60)),
    }
    assert (told.refusals, told.alternatives) == ((), ())


def test_what_is_offered_can_be_booked(cabins: UnitType, guest: Guest) -> None:
    fill(cabins, Stay(night(11), night(12)))
    make_units(make_type("Suite", capacity=2), "Suite")
    told = ask(cabins)

    assert told.alternatives
    for alternative in told.alternatives:
        booking = place_hold(guest=guest, stays=alternative.wanted, source="web", now=NOW, by_staff=True)
        assert booking.total == alternative.price.total


def test_the_number_of_queries_is_three_and_four_with_other_dates(cabins: UnitType) -> None:
    with CaptureQueriesContext(connection) as few:
        ask()
    for number in range(5):
        make_units(make_type(f"Tipo {number}"), *(f"{number}-{unit}" for unit in range(5)))
    with CaptureQueriesContext(connection) as many:
        ask()
    fill(cabins)
    with CaptureQueriesContext(connection) as full:
        assert ask(cabins).alternatives

    assert (len(few), len(many), len(full)) == (3, 3, 4)


def test_a_full_type_leads_to_another_type_to_other_dates_and_says_so(cabins: UnitType) -> None:
    fill(cabins)
    suite = make_type("Suite", capacity=2, price="70.00")
    make_units(suite, "Suite")

    told = ask(cabins)

    assert why(told) == [WhyNot(Reason.FULL)]
    assert kinds(told) == [Kind.OTHER_TYPE, Kind.OTHER_DATES, Kind.OTHER_DATES]
    other = the(told, Kind.OTHER_TYPE)
    assert ([one.type_id for one in other.wanted], other.stay, other.price.total) == ([suite.pk], STAY, Decimal(210))
    assert [it.stay for it in told.alternatives[1:]] == [Stay(night(13), night(16)), Stay(night(7), night(10))]


def test_alternatives_are_three_at_most(cabins: UnitType) -> None:
    fill(cabins)
    for number in range(6):
        make_units(make_type(f"Tipo {number}"), str(number))

    assert len(ask(cabins).alternatives) == MOST_ALTERNATIVES


def test_a_party_that_fits_nowhere_gets_several_units(cabins: UnitType) -> None:
    told = ask(party=Party(5, 2))

    assert why(told) == [WhyNot(Reason.CAPACITY, 4)]
    assert kinds(told) == [Kind.SEVERAL_UNITS]
    together = the(told, Kind.SEVERAL_UNITS)
    assert [one.type_id for one in together.wanted] == [cabins.pk] * 2
    assert sum(one.party.guests for one in together.wanted) == 7
    assert together.price.total == Decimal(600)


def test_several_units_of_a_house_are_mixed_when_no_type_has_enough(cabins: UnitType) -> None:
    suite = make_type("Suite", capacity=3)
    make_units(suite, "Suite")
    close(Unit.objects.get(name="Ñire"))

    told = ask(cabins, party=Party(7))

    assert sorted(one.type_id for one in the(told, Kind.SEVERAL_UNITS).wanted) == [cabins.pk, suite.pk]


def test_units_of_different_houses_are_not_several_for_one_party(cabins: UnitType) -> None:
    far = Property.objects.create(name="Otra casa")
    make_units(make_type("Suite", capacity=4, house=far), "Lejos")
    close(Unit.objects.get(name="Ñire"))

    assert not ask(party=Party(7)).alternatives
    assert [option.offer.name for option in ask(property_id=far.pk).options] == ["Suite"]


def test_a_dormitory_for_women_is_not_suggested_to_whoever_did_not_ask(cabins: UnitType) -> None:
    fill(cabins)
    beds = make_type("Cama", capacity=2)
    UnitType.objects.filter(pk=beds.pk).update(kind="bed", dorm_gender="female")
    make_units(beds, "C1")

    assert Kind.OTHER_TYPE not in kinds(ask(cabins))
    assert [option.offer.dorm_gender for option in ask().options] == ["female"]


def test_a_stay_that_is_too_short_is_offered_as_long_as_it_has_to_be(cabins: UnitType) -> None:
    RatePlan.objects.update(min_nights=5)

    told = ask(cabins)

    assert why(told) == [WhyNot(Reason.MIN_NIGHTS, 5)]
    assert the(told, Kind.OTHER_DATES).stay == Stay(night(10), night(15))


def test_closed_nights_lead_to_the_dates_beside_them(cabins: UnitType) -> None:
    plan = cabins.plans.get()
    Season.objects.create(plan=plan, first_night=night(12), last_night=night(31), is_closed=True)

    told = ask(cabins)

    assert why(told) == [WhyNot(Reason.CLOSED, on=night(12))]
    assert the(told, Kind.OTHER_DATES).stay == Stay(night(9), night(12))


def test_other_dates_are_only_those_that_are_free(cabins: UnitType) -> None:
    fill(cabins, Stay(night(1), night(22)))
    Reservation.objects.filter(unit__name="Ñire").update(period=("2026-12-01", "2026-12-20"))

    told = ask(cabins)

    assert [it.stay for it in told.alternatives] == [
        Stay(night(20), night(23)),
        Stay(night(21), night(24)),
        Stay(night(22), night(25)),
    ]


@pytest.mark.parametrize(
    ("hour", "first"),
    [(6, date(2026, 11, 20)), (8, date(2026, 11, 21))],
    ids=["before the house's day closes", "afterwards"],
)
def test_the_night_in_progress_can_be_booked_until_the_houses_day_closes(
    cabins: UnitType, hour: int, first: date
) -> None:
    """Four in the morning in Buenos Aires is seven o'clock UTC."""
    now = NOW.replace(hour=hour)
    last_night = Stay(date(2026, 11, 20), date(2026, 11, 22))

    told = ask(cabins, stay=last_night, now=now)

    assert why(told) == ([] if first == last_night.check_in else [WhyNot(Reason.PAST, on=first)])
    assert all(it.stay.check_in >= first for it in told.alternatives)


def test_a_longer_stay_than_the_house_takes_is_offered_shorter(cabins: UnitType) -> None:
    Property.objects.update(longest_stay=10)

    told = ask(cabins, stay=Stay(night(1), night(20)))

    assert why(told) == [WhyNot(Reason.TOO_LONG, 10)]
    assert the(told, Kind.OTHER_DATES).stay == Stay(night(1), night(11))


def test_what_has_no_price_is_not_offered(cabins: UnitType) -> None:
    """Its plan is in dollars, is paid in pesos, and nobody said what a dollar is."""
    RatePlan.objects.update(currency="USD", collected_in="ARS")

    assert why(ask()) == [WhyNot(Reason.NO_PRICE)]

    RatePlan.objects.update(is_active=False)

    assert (ask().options, ask().refusals) == ((), ())


def test_what_is_not_let_is_unknown(cabins: UnitType, neighbour: Tenant) -> None:
    with enter(neighbour):
        theirs = make_type("Ajena")
        make_units(theirs, "Ajena")
    UnitType.objects.update(is_active=False)

    for kind in (cabins, theirs):
        with pytest.raises(UnknownUnit):
            ask(kind)
    assert ask().options == ()


def test_names_are_told_in_the_guests_language(cabins: UnitType) -> None:
    UnitType.objects.update(name_pt="Chalé")

    assert [ask(language=code).options[0].offer.name for code in ("pt-br", "en")] == ["Chalé", "Cabaña para cuatro"]


@pytest.mark.parametrize("stay", [Stay(date(9999, 12, 30), date.max), Stay(date.min, date.max)])
def test_the_ends_of_time_are_answered_like_any_other_date(cabins: UnitType, stay: Stay) -> None:
    fill(cabins)

    told = ask(cabins, stay=stay)

    assert replace(told, options=(), refusals=(), alternatives=()) == Options(stay, TWO, (), (), ())
