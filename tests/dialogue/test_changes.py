"""What a guest is told before a booking is changed or given up: the price that they then pay, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bookings.lifecycle import Status
from bookings.models import BookingEvent, Property, RatePlan, TaxRule, UnitType
from bookings.services.confirming import confirm
from bookings.services.holds import place_hold
from bookings.services.stays import change_stay, check_in
from bookings.stays import Party, Stay, WantedStay
from messaging.models import AnswerRules, Conversation, Message
from messaging.services.drafting import answer_as_allowed
from tenants import clock
from tenants.models import Tenant
from tests.cast import Enter, make_guest
from tests.dialogue.guest import Phone
from tests.dialogue.test_extras import ARS, the_stay
from tests.dialogue.test_talks import books, stays_of, take_all
from tests.lodging import night

pytestmark = pytest.mark.django_db(transaction=True)

BOOKED = (Status.PRE_RESERVED, night(12), night(15))


@pytest.fixture
def booked(ana: Phone) -> Phone:
    """Ana has booked from the 12th to the 15th, for 300."""
    books(ana)
    return ana


def test_a_change_is_said_with_its_price_and_changes_nothing_by_being_said(booked: Phone, scope: Enter) -> None:
    asked = booked.writes("quiero cambiar la reserva, del 20 al 24 de diciembre")

    assert f"El total sería {ARS}400 (ahora es {ARS}300)" in asked
    assert stays_of(booked) == [BOOKED]
    assert the_stay(booked, scope).booking.total == 300
    with scope(booked.business):
        assert not BookingEvent.objects.filter(kind="stay_changed").exists()
    told = booked.taps("Sí, cambiarla")

    assert f"El total ahora es {ARS}400" in told
    assert stays_of(booked) == [(Status.PRE_RESERVED, night(20), night(24))]
    assert the_stay(booked, scope).booking.total == 400


def test_a_stay_moves_to_another_unit_where_its_own_is_taken(
    booked: Phone, cabins: UnitType, hotel: Tenant, scope: Enter
) -> None:
    mine = the_stay(booked, scope).unit_id
    with scope(hotel):
        other = make_guest(hotel, name="Otro", phone="5493815559999")
        stay = Stay(night(21), night(23))
        wanted = [WantedStay(cabins.pk, stay, Party(2), unit_id=mine)]
        place_hold(guest=other, stays=wanted, source="desk", now=clock.now(), by_staff=True)

    asked = booked.writes("quiero cambiar la reserva, del 20 al 24 de diciembre")
    booked.writes("sí")

    moved = the_stay(booked, scope)
    assert moved.unit_id != mine
    assert moved.unit.name in asked
    assert stays_of(booked) == [(Status.PRE_RESERVED, night(20), night(24))]


def test_a_guest_who_is_here_is_not_moved_out_of_their_cabin(
    booked: Phone, cabins: UnitType, hotel: Tenant, scope: Enter
) -> None:
    booked.waits(timedelta(days=20))
    mine = the_stay(booked, scope)
    with scope(hotel):
        confirm(booking=mine.booking, now=clock.now(), reason="Paga acá")
        check_in(reservation=mine, now=clock.now())
        other = make_guest(hotel, name="Otro", phone="5493815559999")
        wanted = [WantedStay(cabins.pk, Stay(night(16), night(19)), Party(2), unit_id=mine.unit_id)]
        place_hold(guest=other, stays=wanted, source="desk", now=clock.now(), by_staff=True)

    told = booked.writes("quiero extender mi reserva hasta el 18 de diciembre")

    assert "Así no se puede" in told
    assert the_stay(booked, scope).unit_id == mine.unit_id


def test_what_a_foreign_guest_need_not_pay_is_not_charged_by_a_change(booked: Phone, scope: Enter) -> None:
    stay = the_stay(booked, scope)
    with scope(booked.business):
        TaxRule.objects.create(
            name="IVA", percent=Decimal(21), is_included=False, exemptions=["foreign"], valid_from=date(2020, 1, 1)
        )
        change_stay(reservation=stay, now=clock.now(), party=Party(2, is_foreign=True), by_staff=True)

    asked = booked.writes("quiero cambiar la reserva, del 20 al 24 de diciembre")

    assert f"El total sería {ARS}400" in asked


def test_what_is_corrected_is_what_was_put(booked: Phone, scope: Enter) -> None:
    booked.writes("quiero cambiar la reserva, del 20 al 24 de diciembre")

    asked = booked.writes("y somos 3")
    assert "del domingo 20 al jueves 24 de diciembre (4 noches), para 3" in asked
    asked = booked.writes("mejor hasta el 23")
    assert "del domingo 20 al miércoles 23 de diciembre (3 noches), para 3" in asked
    assert "(3 noches), para 3" in booked.writes("cuánto sale del 26 al 29?")


def test_the_price_of_a_whole_stay_is_that_of_those_nights(booked: Phone) -> None:
    booked.writes("quiero cambiar la reserva, del 20 al 24 de marzo")

    told = booked.writes("¿cuánto sale del 26 al 28 para 4 personas?")

    assert booked.rule == "options"
    assert "noviembre" in told


@pytest.mark.parametrize("answer", ["no gracias", "ok", "no, dejalo así"])
def test_whoever_lets_it_be_keeps_what_they_have(booked: Phone, cabins: UnitType, hotel: Tenant, answer: str) -> None:
    take_all(cabins, hotel, Stay(night(20), night(24)))
    booked.writes("quiero cambiar la reserva, del 20 al 24 de diciembre")

    assert "queda como está" in booked.writes(answer)
    assert stays_of(booked) == [BOOKED]


def test_who_is_not_understood_twice_is_left_to_a_person(booked: Phone) -> None:
    booked.writes("quiero cambiar la reserva, del 20 al 24 de diciembre")

    booked.writes("blabla bla")
    booked.writes("xyz blub")

    assert booked.rule == "misses_too_often"
    assert stays_of(booked) == [BOOKED]


def test_how_many_they_are_is_said_anew_with_the_children(booked: Phone, scope: Enter) -> None:
    booked.writes("quiero cambiar la reserva: somos 2 adultos y 2 nenes")
    booked.writes("sí")
    assert (the_stay(booked, scope).adults, the_stay(booked, scope).children) == (2, 2)

    booked.writes("cambiame la reserva, al final somos 3")
    booked.writes("sí")

    assert (the_stay(booked, scope).adults, the_stay(booked, scope).children) == (3, 0)


def test_the_price_of_other_nights_is_asked_without_changing_what_was_booked(booked: Phone) -> None:
    booked.writes("quiero cambiar mi reserva")
    assert booked.rule == "asks_change_to"

    booked.writes("¿cuánto sale del 3 al 6 de febrero para 4?")

    assert booked.rule == "options"


def test_what_cannot_become_is_said_before_anybody_says_yes(
    booked: Phone, cabins: UnitType, hotel: Tenant, scope: Enter
) -> None:
    take_all(cabins, hotel, Stay(night(20), night(24)))

    told = booked.writes("quiero cambiar la reserva, del 20 al 24 de diciembre")

    assert "Así no se puede, y tu reserva sigue como estaba" in told
    assert booked.rule == "tries_change > cannot_change_nights_taken"
    # The next nights they name are for the same booking.
    asked = booked.writes("y del 26 al 28?")
    assert f"El total sería {ARS}200" in asked
    booked.writes("sí")
    assert stays_of(booked) == [(Status.PRE_RESERVED, night(26), night(28))]


def test_a_change_that_costs_more_by_now_is_not_made(booked: Phone, scope: Enter) -> None:
    booked.writes("quiero cambiar la reserva, del 20 al 24 de diciembre")
    with scope(booked.business):
        RatePlan.objects.update(base_price=Decimal(150))

    told = booked.taps("Sí, cambiarla")

    assert "El precio del cambio es otro ahora" in told
    assert stays_of(booked) == [BOOKED]
    assert f"El total sería {ARS}600" in booked.writes("quiero cambiar la reserva, del 20 al 24 de diciembre")


def test_what_else_was_asked_is_answered_before_the_change(booked: Phone, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        Property.objects.update(address="Av. Bustillo km 12")

    told = booked.writes("cambiame la reserva al 20 de diciembre por favor. y dónde queda?")

    assert told.index("Bustillo") < told.index("El total sería")


def test_a_fee_that_rose_is_said_first(ana: Phone, scope: Enter) -> None:
    with scope(ana.business):
        # Arrival is 483 hours away.
        RatePlan.objects.update(cancellation=[{"hours": 4800, "percent": "10"}, {"hours": 482, "percent": "50"}])
    books(ana)
    with scope(ana.business):
        confirm(booking=the_stay(ana, scope).booking, now=clock.now(), reason="Paga al llegar")
    assert f"{ARS}30" in ana.writes("quiero cancelar mi reserva")
    ana.waits(timedelta(hours=2))

    told = ana.writes("sí")

    assert f"{ARS}150" in told
    assert the_stay(ana, scope).status == Status.CONFIRMED
    ana.writes("sí")
    assert the_stay(ana, scope).status == Status.CANCELLED


def test_a_voice_note_that_nobody_heard_is_not_passed_over_beside_words(ana: Phone, scope: Enter) -> None:
    with scope(ana.business):
        Message.objects.create(
            conversation=ana.talk, direction="in", sender_type="guest", kind="voice", state="seen", sent_at=clock.now()
        )
        said = list(Message.objects.filter(conversation=ana.talk))
        talk = Conversation.objects.select_related("guest", "number").get(pk=ana.talk.pk)
        words = Message.objects.create(
            conversation=talk, direction="in", sender_type="guest", text="hola", state="seen", sent_at=clock.now()
        )
        answer_as_allowed(talk, [*said, words], rules=AnswerRules.objects.get(), now=clock.now())
        (told,) = Message.objects.filter(direction="out")

    assert told.text.startswith("No pude escuchar bien tu nota de voz")
    assert "Hola" in told.text or "Soy" in told.text


def test_a_voice_note_that_nobody_could_hear_is_asked_for_in_words_and_then_left_to_a_person(ana: Phone) -> None:
    assert "No pude escuchar bien tu nota de voz" in ana.writes("", kind="voice")
    assert "Hablar con alguien" in ana.buttons

    ana.writes("", kind="voice")

    assert ana.rule == "misses_voice_twice"


def test_what_a_booking_should_become_is_not_asked_again_with_which_one(booked: Phone, scope: Enter) -> None:
    booked.writes("quiero reservar del 2 al 4 de enero para 2")
    booked.taps("Reservar")
    booked.taps("Sí, guardalo")
    _first, second = booked.bookings()

    booked.writes("quiero cambiar mi reserva al 20 de diciembre")
    assert booked.rule == "asks_which_booking"
    asked = booked.taps(second.code)

    assert f"*{second.code}*" in asked
    assert "del domingo 20 al martes 22 de diciembre" in asked
    booked.writes("sí")
    assert stays_of(booked) == [BOOKED, (Status.PRE_RESERVED, night(20), night(22))]
