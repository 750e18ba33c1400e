"""A price that nobody took is asked about once, and only where that is welcome; pictures; and the hours of the staff."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest

from bookings.models import UnitType
from bookings.services.catalogue import add_photo
from bookings.stays import Stay
from messaging.models import (
    AnswerRules,
    BotMode,
    BotTurn,
    ConsentPurpose,
    ConsentSource,
    Conversation,
    Message,
    Talk,
)
from messaging.services.consenting import set_consent
from messaging.services.holding import take
from messaging.services.nudging import nudge_guest
from tasks.models import Job
from tenants import clock
from tenants.models import Tenant
from tests.bookings.pictures import png
from tests.cast import Enter, make_person
from tests.dialogue.guest import Phone
from tests.dialogue.test_talks import take_all

pytestmark = pytest.mark.django_db(transaction=True)

ASKS = "¿tienen lugar del 12 al 15 de diciembre para 2?"


def nudged(guest: Phone, scope: Enter, *, after: timedelta = timedelta(hours=4)) -> list[Message]:
    """Let time pass and the task come, twice; returns what was said."""
    with scope(guest.business):
        since = Talk.objects.get().changed_at
        before = Message.objects.order_by("-pk").values_list("pk", flat=True)[0]
    clock.move(after)
    for _time in range(2):
        with scope(guest.business):
            nudge_guest(conversation_id=guest.talk.pk, since=since, now=clock.now())
    with scope(guest.business):
        said = list(Message.objects.filter(conversation=guest.talk, pk__gt=before, direction="out"))
    guest.screen += said
    return said


def test_an_offer_that_nobody_answered_is_asked_about_once(ana: Phone, scope: Enter) -> None:
    ana.writes(ASKS)
    with scope(ana.business):
        job = Job.objects.get(name="messaging.nudge")
        assert job.run_at - Talk.objects.get().changed_at == timedelta(hours=4)

    (said,) = nudged(ana, scope)

    assert "¿Seguís pensando en venir del sábado 12 al martes 15 de diciembre?" in said.text
    assert "Cabaña para cuatro: ARS\N{NO-BREAK SPACE}300" in said.text
    with scope(ana.business):
        assert BotTurn.objects.get(message=said).rule == "nudges"
    ana.taps("Reservar")
    assert ana.rule == "asks_name"


def guest_writes_on(guest: Phone, scope: Enter) -> None:
    clock.move(timedelta(minutes=1))
    guest.writes("gracias!")


def person_has_it(guest: Phone, scope: Enter) -> None:
    with scope(guest.business):
        take(conversation_id=guest.talk.pk, person=make_person("clara", guest.business), now=clock.now())
        Conversation.objects.update(held_until=clock.now() + timedelta(hours=9))


def bot_only_proposes(guest: Phone, scope: Enter) -> None:
    with scope(guest.business):
        AnswerRules.objects.update(mode=BotMode.DRAFT)


def bot_is_paused(guest: Phone, scope: Enter) -> None:
    with scope(guest.business):
        AnswerRules.objects.update(is_on=False)


def guest_wants_no_messages(guest: Phone, scope: Enter) -> None:
    with scope(guest.business):
        set_consent(
            guest=guest.guest,
            purpose=ConsentPurpose.TIPS,
            is_in=False,
            source=ConsentSource.KEYWORD,
            now=clock.now(),
        )


@pytest.mark.parametrize(
    "happens", [guest_writes_on, person_has_it, bot_only_proposes, bot_is_paused, guest_wants_no_messages]
)
def test_nobody_is_asked_who(ana: Phone, scope: Enter, happens: Callable[[Phone, Enter], None]) -> None:
    ana.writes(ASKS)
    with scope(ana.business):
        since = Talk.objects.get().changed_at
    happens(ana, scope)

    clock.move(timedelta(hours=4))
    with scope(ana.business):
        before = Message.objects.count()
        nudge_guest(conversation_id=ana.talk.pk, since=since, now=clock.now())
        assert Message.objects.count() == before


def test_nothing_is_asked_about_what_cannot_be_had_any_more(
    ana: Phone, cabins: UnitType, hotel: Tenant, scope: Enter
) -> None:
    ana.writes(ASKS)
    take_all(cabins, hotel, Stay(date(2026, 12, 12), date(2026, 12, 15)))

    # Soon, since after some hours that hold is over and the nights can be had again.
    assert nudged(ana, scope, after=timedelta(minutes=5)) == []


def test_at_night_it_waits_for_the_morning_if_the_guest_can_be_written_to_then(ana: Phone, scope: Enter) -> None:
    ana.writes(ASKS)

    assert nudged(ana, scope, after=timedelta(hours=11)) == []

    with scope(ana.business):
        *_first, morning = Job.objects.filter(name="messaging.nudge").order_by("run_at")
    # Nine in Buenos Aires.
    assert morning.run_at.isoformat() == "2026-11-23T12:00:00+00:00"


def test_past_24_hours_nothing_is_said(ana: Phone, scope: Enter) -> None:
    ana.writes(ASKS)

    assert nudged(ana, scope, after=timedelta(hours=24, minutes=5)) == []


# --- Pictures ------------------------------------------------------------------------------------------------------------


def test_what_is_offered_is_shown_the_first_time(ana: Phone, cabins: UnitType, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        photo = add_photo(kind=cabins, content=png(), caption="Desde el lago")

    ana.writes(ASKS)

    picture, words = ana.screen
    assert (picture.kind, picture.content["caption"]) == ("picture", "Desde el lago")
    assert picture.content["link"].endswith(photo.key)
    assert "ARS" in words.text
    ana.writes("¿y para 3?")
    assert [it.kind for it in ana.screen[2:]] == ["buttons"]


def test_under_a_picture_stand_words_of_the_guests_language(
    ana: Phone, cabins: UnitType, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        add_photo(kind=cabins, content=png(), caption="Desde el lago")
        UnitType.objects.update(name_en="Cabin for four")

    ana.writes("is there a room from 12 to 15 december for 2 people?")

    assert ana.screen[0].content["caption"] == "Cabin for four"


# --- Hours of the staff --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("begins", "is_told"), [(time(9), False), (time(13), True)])
def test_who_asks_for_a_person_hears_when_somebody_is_there(
    ana: Phone, scope: Enter, begins: time, is_told: bool
) -> None:
    with scope(ana.business):
        AnswerRules.objects.update(staff_from=begins, staff_until=time(20))

    said = ana.writes("me gustaría que me atienda alguien del equipo por favor")

    assert ("a partir de las 13:00" in said) == is_told
    with scope(ana.business):
        assert Conversation.objects.get().owner == "nobody"
