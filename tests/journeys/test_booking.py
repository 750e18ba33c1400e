"""Guests who ask, choose and book by chatting, from their first words to the stay in the calendar."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.models import UnitType
from bookings.stays import Stay
from tenants.models import Tenant
from tests.cast import enter
from tests.journeys.house import HELD, Row, bookings, day, owner_of, rows, sell
from tests.journeys.phone import Phone
from tests.lodging import make_type, make_units

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

ARS = "ARS\N{NO-BREAK SPACE}"


def test_a_guest_asks_for_a_price_and_books(ana: Phone, hotel: Tenant) -> None:
    ana.say("hola!")
    told = ana.say("cuánto sale una cabaña del 12 al 15 de diciembre?", "somos 2 adultos y un nene")
    assert "2 adultos y 1 niño" in told
    assert f"Cabaña para cuatro: {ARS}300 en total por 3 noches" in told
    assert ana.buttons == ["Reservar", "Hablar con alguien"]

    assert "¿a nombre de quién" in ana.tap("Reservar")
    asked = ana.say("me llamo Ana Paz")
    assert "Todavía no hay nada reservado" in asked
    assert f"Total: {ARS}300" in asked
    assert rows(hotel) == []
    told = ana.tap("Sí, guardalo")

    (booking,) = bookings(hotel)
    assert rows(hotel) == [Row("Arrayán", day(12), day(15), HELD, 2, 1, Decimal(300))]
    assert (booking.total, booking.guest.name, booking.source) == (Decimal(300), "Ana Paz", "whatsapp")
    assert booking.code in told
    # An hour from noon in Buenos Aires.
    assert "hasta el 23/11/2025 13:00" in told
    assert booking.hold_expires_at is not None
    assert owner_of(hotel, ana.number) == "bot"
    assert "De nada" in ana.say("muchas gracias!")
    assert len(bookings(hotel)) == 1


def test_a_full_house_offers_other_days_which_a_guest_takes(ana: Phone, cabins: UnitType, hotel: Tenant) -> None:
    sell(hotel, cabins, Stay(day(12), day(15)), count=2)

    told = ana.say("hola, tenés lugar del 12 al 15 de diciembre para 2?")
    assert "No queda lugar del viernes 12 al lunes 15 de diciembre" in told
    assert ana.buttons == ["1. 15/12 → 18/12", "2. 9/12 → 12/12", "3. 16/12 → 19/12"]
    ana.tap("2. 9/12 → 12/12")
    assert "del martes 9 al viernes 12 de diciembre" in ana.say("Ana Paz")
    told = ana.say("dale")

    (booking,) = bookings(hotel)
    assert booking.code in told
    assert rows(hotel) == [Row("Arrayán", day(9), day(12), HELD, 2, 0, Decimal(300))]


def test_a_guest_goes_on_in_english(ana: Phone, hotel: Tenant) -> None:
    assert "¿Cuántas personas" in ana.say("hola, tenés lugar del 12 al 15 de diciembre?")

    told = ana.say("sorry, my Spanish is not so good. We are two adults and a child")
    assert "Here is what there is from Friday 12 to Monday 15 December for 2 adults and 1 child" in told
    ana.tap("Book it")
    assert "Nothing is booked yet" in ana.say("Ann Lee")
    assert ana.buttons == ["Yes, hold it", "No, change something"]
    told = ana.say("yes please")

    (booking,) = bookings(hotel)
    assert "We are holding" in told
    assert booking.code in told
    assert (booking.guest.name, booking.language) == ("Ann Lee", "en")
    assert rows(hotel) == [Row("Arrayán", day(12), day(15), HELD, 2, 1, Decimal(300))]


def test_a_guest_goes_on_in_portuguese(ana: Phone, hotel: Tenant) -> None:
    ana.say("hola, tenés lugar del 12 al 15 de diciembre?")

    assert "para 2 adultos e 1 criança" in ana.say("desculpe, somos dois adultos e uma criança")
    assert f"{ARS}300 no total por 3 noites" in ana.say("quanto custa?")
    assert "em nome de quem" in ana.say("quero reservar")
    assert "Ainda não há nada reservado" in ana.say("Ana Souza")
    told = ana.say("pode ser")

    (booking,) = bookings(hotel)
    assert booking.code in told
    assert booking.language == "pt"
    assert rows(hotel) == [Row("Arrayán", day(12), day(15), HELD, 2, 1, Decimal(300))]


def test_two_cabins_are_one_booking(ana: Phone, hotel: Tenant) -> None:
    ana.say("hola! necesitamos dos cabañas del 12 al 15 de diciembre")
    told = ana.say("somos 6")
    assert f"2 × Cabaña para cuatro: {ARS}600 en total por 3 noches" in told
    ana.tap("Reservar")
    assert "Personas: 6 adultos" in ana.say("Ana Paz")
    told = ana.tap("Sí, guardalo")

    (booking,) = bookings(hotel)
    assert booking.code in told
    assert booking.total == Decimal(600)
    assert rows(hotel) == [
        Row("Arrayán", day(12), day(15), HELD, 3, 0, Decimal(300)),
        Row("Ñire", day(12), day(15), HELD, 3, 0, Decimal(300)),
    ]


def test_what_is_sold_between_offer_and_choice_is_not_sold_twice(ana: Phone, cabins: UnitType, hotel: Tenant) -> None:
    sell(hotel, cabins, Stay(day(12), day(15)), count=1)
    ana.say("quiero reservar del 12 al 15 de diciembre para 2")

    sell(hotel, cabins, Stay(day(12), day(15)), count=1)
    told = ana.tap("Reservar")

    # At once, and not after the guest has told their name and said yes.
    assert "eso se ocupó o cambió de precio, y no reservé nada" in told
    assert rows(hotel) == []
    ana.tap("1. 15/12 → 18/12")
    ana.say("Ana Paz")
    ana.say("sí")
    assert rows(hotel) == [Row("Arrayán", day(15), day(18), HELD, 2, 0, Decimal(300))]
    assert len(bookings(hotel)) == 1


def test_friends_take_beds_of_a_dormitory(ana: Phone, hotel: Tenant) -> None:
    with enter(hotel):
        beds = make_type("Cama en dormitorio", price="20.00", capacity=1)
        UnitType.objects.filter(pk=beds.pk).update(kind="bed", dorm_gender="mixed")
        make_units(beds, "Cama 1", "Cama 2", "Cama 3", "Cama 4")

    ana.say("buenas! tienen camas en dormitorio compartido del 12 al 14 de diciembre?")
    # Who asks for beds is not offered the cabin.
    told = ana.say("somos 3")
    assert f"3 × Cama en dormitorio: {ARS}120 en total por 2 noches" in told
    assert "Cabaña" not in told
    ana.tap("Reservar")
    ana.say("Ana Paz")
    told = ana.tap("Sí, guardalo")

    (booking,) = bookings(hotel)
    assert booking.code in told
    assert booking.total == Decimal(120)
    assert rows(hotel) == [
        Row(f"Cama {number}", day(12), day(14), HELD, 1, 0, Decimal(40)) for number in (1, 2, 3)
    ]  # fmt: skip


def test_wrong_days_are_corrected_and_only_the_right_ones_are_booked(ana: Phone, hotel: Tenant) -> None:
    ana.say("hay lugar del 12 al 15 de diciembre para 2?")
    stale = ana.last
    assert "del domingo 14 al miércoles 17 de diciembre" in ana.say("no, mejor el 14")
    assert "Ese botón es de una pregunta anterior" in ana.tap("Reservar", on=stale)

    ana.say("perdón, mejor el 14")
    ana.tap("Reservar")
    ana.say("Ana Paz")
    assert "del sábado 13 al martes 16 de diciembre" in ana.say("uy no, llegamos el 13")
    ana.tap("Reservar")
    ana.tap("Sí, guardalo")

    assert rows(hotel) == [Row("Arrayán", day(13), day(16), HELD, 2, 0, Decimal(300))]
    assert len(bookings(hotel)) == 1
