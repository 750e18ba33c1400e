"""Messages that nobody needs for a stay: who gets them, who said no and how, and that this is heeded once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from messaging.consents import Consent, read_consent
from messaging.models import ConsentPurpose, ConsentSource, Conversation, GuestConsent, Message
from messaging.services.consenting import heed_consents, list_current, may_send, note_consent, set_consent
from tenants import clock
from tenants.models import Guest, Tenant
from tests.cast import Enter

OUT = (
    *("STOP", "stop!", "Baja", "¡BAJA!", "dar de baja", "No quiero recibir más mensajes.", "SALIR", "Parar", "PARE"),
    *("cancelar suscripción", "Cancelar la suscripcion", "unsubscribe", "Não quero receber mais mensagens", "sair"),
)
IN = ("ALTA", "alta.", "START", "Darme de alta", "quiero volver a recibir mensajes", "subscribe")
NEITHER = (
    *(
        "",
        "cancelar",
        "Cancelar",
        "quiero cancelar",
        "cancel",
        "cancelar reserva",
        "planta baja",
        "¿hay en planta baja?",
    ),
    *(
        "temporada baja",
        "alta temporada",
        "quiero salir el domingo",
        "non-stop",
        "fin",
        "no",
        "no gracias",
        "stop " * 60,
    ),
)


@pytest.mark.parametrize("text", OUT)
def test_whoever_wants_no_more_is_understood(text: str) -> None:
    assert read_consent(text) is Consent.OUT


@pytest.mark.parametrize("text", IN)
def test_whoever_wants_them_back_is_understood(text: str) -> None:
    assert read_consent(text) is Consent.IN


@pytest.mark.parametrize("text", NEITHER)
def test_other_words_are_left_alone(text: str) -> None:
    assert read_consent(text) is None


@pytest.mark.django_db
def test_without_a_word_offers_do_not_go_and_what_a_booking_needs_does(in_hotel: Tenant) -> None:
    ana = Guest.objects.create(name="Ana")

    asked = {purpose: may_send(ana, purpose) for purpose in ("marketing", "reviews", "tips", "booking", "payment")}

    assert asked == {"marketing": False, "reviews": True, "tips": True, "booking": True, "payment": True}


@pytest.mark.django_db
def test_the_newest_word_counts_and_the_others_stay_written(in_hotel: Tenant) -> None:
    ana, now = Guest.objects.create(name="Ana"), clock.now()
    said = [(True, now), (False, now + timedelta(hours=1)), (True, now + timedelta(hours=2))]

    for is_in, at in said:
        set_consent(guest=ana, purpose=ConsentPurpose.MARKETING, is_in=is_in, source=ConsentSource.STAFF, now=at)

    assert may_send(ana, "marketing")
    rows = GuestConsent.objects.order_by("id").values_list("is_in", "at", "source", "actor")
    assert list(rows) == [(is_in, at, "staff", "test") for is_in, at in said]


@pytest.mark.django_db
def test_what_counts_already_is_not_written_again(in_hotel: Tenant) -> None:
    ana, now = Guest.objects.create(name="Ana"), clock.now()
    wish = {"guest": ana, "purpose": ConsentPurpose.REVIEWS, "is_in": False, "source": ConsentSource.STAFF, "now": now}

    first, second = set_consent(**wish), set_consent(**wish)  # type: ignore[arg-type]

    assert first is not None
    assert second is None
    assert list_current(ana) == {"marketing": None, "reviews": first, "tips": None}


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
class TestInAConversation:
    def test_a_guest_who_stops_is_told_once(self, talk: Conversation, hotel: Tenant, scope: Enter) -> None:
        with scope(hotel):
            changed = [note_consent(talk, Consent.OUT, now=clock.now()) for _ in range(3)]

            assert changed == [True, False, False]
            assert not any(may_send(talk.guest, purpose) for purpose in ConsentPurpose.values)
            assert may_send(talk.guest, "booking")
            assert "por iniciativa nuestra" in Message.objects.get(direction="out").text

    def test_and_comes_back(self, talk: Conversation, hotel: Tenant, scope: Enter) -> None:
        with scope(hotel):
            note_consent(talk, Consent.OUT, now=clock.now())
            note_consent(talk, Consent.IN, now=clock.now())

            assert all(may_send(talk.guest, purpose) for purpose in ConsentPurpose.values)
            assert Message.objects.filter(direction="out").count() == 2

    def test_in_the_language_of_the_guest(self, talk: Conversation, hotel: Tenant, scope: Enter) -> None:
        with scope(hotel):
            Guest.objects.update(language="en")
            talk.guest.refresh_from_db()

            note_consent(talk, Consent.OUT, now=clock.now())

            assert Message.objects.get(direction="out").text.startswith("Done")

    def test_after_a_day_it_is_noted_and_nothing_is_said(self, talk: Conversation, hotel: Tenant, scope: Enter) -> None:
        with scope(hotel):
            later = clock.now() + timedelta(hours=25)

            assert note_consent(talk, Consent.OUT, now=later)
            assert not Message.objects.exists()

    def test_what_says_something_else_is_left_to_answer(self, talk: Conversation, hotel: Tenant, scope: Enter) -> None:
        with scope(hotel):
            new = [Message(text=text) for text in ("¿Hay lugar?", "BAJA", "planta baja")]

            left = heed_consents(talk, new, now=clock.now())

            assert [message.text for message in left] == ["¿Hay lugar?", "planta baja"]
            assert not may_send(talk.guest, "reviews")
