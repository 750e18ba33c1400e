"""What a guest adds to their booking by chatting: said with its price first, and a late check-out only if nobody arrives."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bookings.lifecycle import IllegalMove
from bookings.models import BookingEvent, Extra, FolioEntry, Reservation, TaxRule, UnitType
from bookings.pricing import StayPrice
from bookings.pricing.extras import UnknownExtra
from bookings.queries.folio import get_balance
from bookings.services.confirming import cancel
from bookings.services.extras import ExtraPriceChanged, ExtraThere, add_extra
from bookings.stays import Stay
from tenants import clock
from tenants.models import StaffTask, Tenant
from tests.cast import Enter
from tests.dialogue.guest import Phone
from tests.dialogue.test_talks import books, take_all

pytestmark = pytest.mark.django_db(transaction=True)

LATE = "¿puedo hacer late check out?"
ARS = "ARS\N{NO-BREAK SPACE}"


@pytest.fixture
def late(ana: Phone, cabins: UnitType, hotel: Tenant, scope: Enter) -> Phone:
    """Ana has booked from the 12th to the 15th, and the house sells leaving late."""
    with scope(hotel):
        Extra.objects.create(
            code="salida-tardia", name="Salida tardía", price=Decimal(40), currency="ARS", topic="late_checkout"
        )
    books(ana)
    return ana


def the_stay(guest: Phone, scope: Enter) -> Reservation:
    with scope(guest.business):
        return Reservation.objects.select_related("booking", "unit").get(booking__guest=guest.guest)


def owed(guest: Phone, scope: Enter) -> Decimal:
    stay = the_stay(guest, scope)
    with scope(guest.business):
        return get_balance(stay.booking).due


def test_a_guest_leaves_late_for_what_they_were_told(late: Phone, scope: Enter) -> None:
    before = owed(late, scope)

    asked = late.writes(LATE)
    assert f"Salida tardía para tu reserva *{the_stay(late, scope).booking.code}*: {ARS}40." in asked
    assert owed(late, scope) == before
    told = late.taps("Sí, agregalo")

    assert f"El total ahora es {ARS}340" in told
    assert owed(late, scope) == before + 40
    stay = the_stay(late, scope)
    price = StayPrice.from_json(stay.lines)
    assert (stay.price, stay.booking.total, price.total, price.extras_amount) == (*[Decimal(340)] * 3, Decimal(40))
    with scope(late.business):
        event = BookingEvent.objects.get(kind="extra_added")
        assert (event.data["amount"], event.reason) == ("40.00", "guest")
        assert FolioEntry.objects.get(kind="extra").note == "salida-tardia"


def test_nobody_leaves_late_where_somebody_arrives(late: Phone, cabins: UnitType, hotel: Tenant, scope: Enter) -> None:
    take_all(cabins, hotel, Stay(date(2026, 12, 15), date(2026, 12, 17)))

    said = late.writes(LATE)

    assert "El martes 15 de diciembre llega otro huésped" in said
    assert not late.screen[-1].content.get("buttons", [{}])[0].get("id", "").startswith("talk:extra")


def test_it_is_looked_at_once_more_when_the_guest_says_yes(
    late: Phone, cabins: UnitType, hotel: Tenant, scope: Enter
) -> None:
    late.writes(LATE)
    take_all(cabins, hotel, Stay(date(2026, 12, 15), date(2026, 12, 17)))

    said = late.writes("sí")

    assert "llega otro huésped" in said
    assert the_stay(late, scope).price == 300


def test_another_price_is_said_first(late: Phone, hotel: Tenant, scope: Enter) -> None:
    late.writes(LATE)
    with scope(hotel):
        Extra.objects.update(price=Decimal(55))

    assert f"{ARS}55" in late.writes("dale")
    assert the_stay(late, scope).price == 300
    assert f"{ARS}355" in late.writes("dale")


def test_no_leaves_the_booking_as_it_is_and_it_is_added_once(late: Phone, scope: Enter) -> None:
    late.writes(LATE)
    late.taps("No, gracias")
    assert the_stay(late, scope).price == 300

    late.writes(LATE)
    late.taps("Sí, agregalo")
    late.writes(LATE)

    assert the_stay(late, scope).price == 340
    with scope(late.business):
        # They have it: what else they mean, a person knows.
        assert StaffTask.objects.filter(kind="guest_question").exists()


def test_without_a_booking_there_is_nothing_to_add_to(ana: Phone, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        Extra.objects.create(
            code="salida-tardia", name="Salida tardía", price=Decimal(40), currency="ARS", topic="late_checkout"
        )

    assert ana.writes(LATE)
    assert ana.rule.startswith("asks_staff")


# --- The service --------------------------------------------------------------------------------------------------------


def test_the_tax_of_an_extra_is_part_of_its_price(late: Phone, hotel: Tenant, scope: Enter) -> None:
    stay = the_stay(late, scope)
    with scope(hotel):
        TaxRule.objects.create(name="IVA", percent=Decimal(10), is_included=False, valid_from=date(2020, 1, 1))
        row = add_extra(reservation=stay, code="salida-tardia", now=clock.now())

        price = StayPrice.from_json(row.lines)
        assert (row.price, price.total, price.taxes_amount) == (Decimal(344), Decimal(344), Decimal(4))
        assert sum(line.amount for line in price.lines) == price.total


def test_what_cannot_be_added_is_refused(late: Phone, hotel: Tenant, scope: Enter) -> None:
    stay = the_stay(late, scope)
    with scope(hotel):
        with pytest.raises(UnknownExtra):
            add_extra(reservation=stay, code="helicoptero", now=clock.now())
        with pytest.raises(ExtraPriceChanged):
            add_extra(reservation=stay, code="salida-tardia", now=clock.now(), expected=Decimal(1))
        add_extra(reservation=stay, code="salida-tardia", now=clock.now(), expected=Decimal(40))
        with pytest.raises(ExtraThere):
            add_extra(reservation=stay, code="salida-tardia", now=clock.now())
        cancel(booking=stay.booking, now=clock.now() + timedelta(minutes=1), reason="guest")
        with pytest.raises(IllegalMove):
            add_extra(reservation=stay, code="salida-tardia", now=clock.now())
