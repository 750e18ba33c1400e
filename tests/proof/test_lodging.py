"""The house that benches measure in is a house as the application would have made it, and is made once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bookings.models import Booking, Reservation, Unit
from bookings.queries.availability import list_free_units
from bookings.stays import Stay
from proof.benches.availability import NOW, TODAY, bench_availability
from proof.lodging import Lodging, make_lodging
from tenants.scoping import tenant_scope

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def make() -> Lodging:
    return make_lodging("casa-de-prueba", units=30, reservations=300, today=TODAY)


def test_it_has_what_was_asked_for_past_present_and_to_come() -> None:
    lodging = make()

    with tenant_scope(lodging.tenant_id, actor="test"):
        assert (Unit.objects.count(), Reservation.objects.count()) == (30, 300)
        assert Unit.objects.filter(parent=None).count() == 21
        assert Reservation.objects.filter(status="checked_out", check_out__lte=TODAY).exists()
        assert Reservation.objects.filter(status="confirmed", check_in__gt=TODAY).exists()
        assert not Reservation.objects.filter(booking=None).exclude(status="blocked").exists()
        assert Booking.objects.exclude(reservations__status="pre_reserved").filter(hold_expires_at=None).exists()


def test_from_its_last_night_on_everything_is_free() -> None:
    lodging = make()
    after = Stay(lodging.last_night, lodging.last_night + timedelta(days=3))

    with tenant_scope(lodging.tenant_id, actor="test"):
        assert len(list_free_units(type_ids=lodging.type_ids, stay=after, guests=1, now=NOW)) == 30
        assert Reservation.objects.filter(check_out=lodging.last_night).exists()


def test_one_that_stands_already_is_taken_as_it_is() -> None:
    first = make()

    assert make() == first
    assert make_lodging("otra", units=30, reservations=10, today=date(2026, 1, 1)).tenant_id != first.tenant_id


def test_the_bench_asks_once_for_each_answer_and_says_what_it_saw() -> None:
    result = bench_availability(lambda _: None, units=40, reservations=400)

    details = result.details
    assert (result.name, details["queries"], details["units"], details["reservations"]) == ("availability", 1, 40, 400)
    assert set(details["overlap_probe_ms"]) == set(details["ms"]) == {"p50", "p95", "p99"}
    assert 0 < details["free_units"] < 40
