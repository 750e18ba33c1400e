"""A bot that only proposes: nothing is said or done until a person sends it, and then what they saw."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bookings.models import Booking, UnitType
from bookings.stays import Stay
from messaging.errors import NoDraft
from messaging.models import (
    AnswerRules,
    BotMode,
    BotTurn,
    Conversation,
    Draft,
    Message,
    Outgoing,
    Talk,
    TopicMode,
    WhatsAppNumber,
)
from messaging.services import drafting, holding, writing
from messaging.services.claiming import claim, list_candidates
from messaging.services.saying import say
from messaging.whatsapp.outgoing import Text
from tenants import clock
from tenants.models import StaffTask, Tenant, User
from tests.cast import Enter, make_person
from tests.dialogue.guest import Phone
from tests.dialogue.test_talks import books, stays_of, take_all

pytestmark = pytest.mark.django_db(transaction=True)

ASKS = "¿tienen lugar del 12 al 15 de diciembre para 2?"


@pytest.fixture
def clerk(hotel: Tenant) -> User:
    return make_person("clara", hotel)


@pytest.fixture
def drafting_only(ana: Phone, hotel: Tenant, scope: Enter) -> Phone:
    with scope(hotel):
        AnswerRules.objects.update(mode=BotMode.DRAFT)
    return ana


def the_draft(guest: Phone, scope: Enter) -> Draft | None:
    with scope(guest.business):
        return drafting.find_draft(guest.talk.pk)


def send(guest: Phone, clerk: User | None, scope: Enter, *, mark: str = "") -> list[Message] | None:
    draft = the_draft(guest, scope)
    with scope(guest.business):
        sent = drafting.send_draft(
            guest.talk.pk, mark=mark or (draft.mark if draft else ""), person=clerk, now=clock.now()
        )
        guest.screen += sent or []
        return sent


def test_nothing_is_said_until_a_person_sends_it(drafting_only: Phone, clerk: User, scope: Enter) -> None:
    assert drafting_only.writes(ASKS) == ""

    draft = the_draft(drafting_only, scope)
    assert draft is not None
    assert "Cabaña para cuatro: ARS\N{NO-BREAK SPACE}300" in draft.text
    assert "[Reservar]" in draft.text
    with scope(drafting_only.business):
        assert not Outgoing.objects.exists()
        assert not BotTurn.objects.exists()
        assert not Talk.objects.exists()
        assert [task.kind for task in StaffTask.objects.filter(closed_at=None)] == ["draft_waits"]
        waits = Conversation.objects.get()
        assert (waits.owner, waits.waiting_since) == ("bot", clock.now())

    sent = send(drafting_only, clerk, scope)

    assert sent is not None
    assert "ARS\N{NO-BREAK SPACE}300" in sent[0].text
    with scope(drafting_only.business):
        said = Message.objects.get(direction="out")
        assert (said.sender_type, said.author_id) == ("bot", clerk.pk)
        assert Outgoing.objects.count() == 1
        assert Conversation.objects.get().waiting_since is None
        assert not StaffTask.objects.filter(closed_at=None).exists()
    assert the_draft(drafting_only, scope) is None


def test_a_night_is_held_only_once_a_person_has_sent_it(drafting_only: Phone, clerk: User, scope: Enter) -> None:
    drafting_only.writes(ASKS)
    send(drafting_only, clerk, scope)
    drafting_only.taps("Reservar")
    send(drafting_only, clerk, scope)
    drafting_only.writes("Ana Paz")
    send(drafting_only, clerk, scope)
    drafting_only.taps("Sí, guardalo")

    draft = the_draft(drafting_only, scope)
    assert draft is not None
    assert draft.does == [{"hold": "Cabaña para cuatro 2026-12-12 → 2026-12-15"}]
    assert stays_of(drafting_only) == []

    send(drafting_only, clerk, scope)

    assert [it[0] for it in stays_of(drafting_only)] == ["pre_reserved"]


def test_what_is_no_longer_so_is_proposed_anew_and_not_sent(
    drafting_only: Phone, clerk: User, cabins: UnitType, hotel: Tenant, scope: Enter
) -> None:
    drafting_only.writes(ASKS)
    seen = the_draft(drafting_only, scope)
    assert seen is not None
    take_all(cabins, hotel, Stay(date(2026, 12, 12), date(2026, 12, 15)))

    assert send(drafting_only, clerk, scope, mark=seen.mark) is None

    now = the_draft(drafting_only, scope)
    assert now is not None
    assert now.text != seen.text
    with scope(hotel):
        assert not Outgoing.objects.filter(conversation_id=drafting_only.talk.pk).exists()


def test_once_the_guest_or_a_person_wrote_on_it_cannot_be_sent(drafting_only: Phone, clerk: User, scope: Enter) -> None:
    drafting_only.writes(ASKS)
    old = the_draft(drafting_only, scope)
    assert old is not None
    clock.move(timedelta(minutes=1))
    drafting_only.writes("mejor para 3")
    assert send(drafting_only, clerk, scope, mark=old.mark) is None

    clock.move(timedelta(minutes=1))
    with scope(drafting_only.business):
        writing.reply(conversation_id=drafting_only.talk.pk, content=Text("Sí, hay."), person=clerk, now=clock.now())
        with pytest.raises(NoDraft):
            drafting.send_draft(drafting_only.talk.pk, mark=old.mark, person=clerk, now=clock.now())


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("quiero hacer una queja, la cabaña estaba sucia", "person_wanted"),
        ("¿aceptan tarjeta de crédito?", "guest_question"),
    ],
)
def test_what_a_sent_proposal_leaves_to_people_stays_open(
    drafting_only: Phone, clerk: User, scope: Enter, words: str, kind: str
) -> None:
    drafting_only.writes(words)
    send(drafting_only, clerk, scope)

    with scope(drafting_only.business):
        assert [task.kind for task in StaffTask.objects.filter(closed_at=None)] == [kind]
        talk = Conversation.objects.get()
        assert (talk.owner == "nobody") == (talk.waiting_since is not None) == (kind == "person_wanted")


def test_what_whoever_has_the_conversation_sends_goes_out(drafting_only: Phone, clerk: User, scope: Enter) -> None:
    drafting_only.writes(ASKS)
    with scope(drafting_only.business):
        holding.take(conversation_id=drafting_only.talk.pk, person=clerk, now=clock.now())
    sent = send(drafting_only, clerk, scope)
    assert sent

    (candidate,) = [it for it in list_candidates() if it.message_id == sent[0].pk]
    assert claim(candidate, now=clock.now()) is not None


def test_a_draft_is_sent_once(drafting_only: Phone, clerk: User, scope: Enter) -> None:
    drafting_only.writes(ASKS)
    draft = the_draft(drafting_only, scope)
    assert draft is not None
    send(drafting_only, clerk, scope)

    with pytest.raises(NoDraft):
        send(drafting_only, clerk, scope, mark=draft.mark)


def test_a_topic_can_be_proposed_while_the_rest_is_answered(ana: Phone, scope: Enter) -> None:
    with scope(ana.business):
        TopicMode.objects.create(topic="cancel", mode=BotMode.DRAFT)

    assert "Cabaña para cuatro" in ana.writes(ASKS)
    assert ana.writes("quiero cancelar mi reserva") == ""
    assert the_draft(ana, scope) is not None


def test_what_goes_on_with_a_topic_is_proposed_too(ana: Phone, clerk: User, scope: Enter) -> None:
    with scope(ana.business):
        TopicMode.objects.create(topic="stay", mode=BotMode.DRAFT)
    ana.writes(ASKS)
    send(ana, clerk, scope)

    assert ana.taps("Reservar") == ""
    send(ana, clerk, scope)
    assert ana.writes("Ana Paz") == ""
    send(ana, clerk, scope)
    assert ana.taps("Sí, guardalo") == ""

    assert stays_of(ana) == []


def test_a_reaction_and_what_a_stay_calls_for_leave_a_proposal_as_it_is(
    drafting_only: Phone, clerk: User, scope: Enter
) -> None:
    drafting_only.writes(ASKS)
    clock.move(timedelta(minutes=1))
    with scope(drafting_only.business):
        talk = Conversation.objects.get()
        reacted = {"direction": "in", "sender_type": "guest", "kind": "reaction", "text": "👍", "state": "seen"}
        Message.objects.create(conversation=talk, sent_at=clock.now(), **reacted)
        say(conversation=talk, content=Text("Mañana los esperamos."), now=clock.now(), purpose="reminder")

    assert send(drafting_only, clerk, scope) is not None


def test_a_topic_that_is_off_is_left_to_the_staff(ana: Phone, scope: Enter) -> None:
    with scope(ana.business):
        TopicMode.objects.create(topic="payment", mode=BotMode.OFF)

    assert ana.writes("¿aceptan tarjeta de crédito?") == ""

    with scope(ana.business):
        assert Conversation.objects.get(pk=ana.talk.pk).owner == "nobody"
        assert [task.kind for task in StaffTask.objects.all()] == ["person_wanted"]


def test_a_conversation_says_it_for_itself(ana: Phone, scope: Enter) -> None:
    with scope(ana.business):
        drafting.set_mode(ana.talk.pk, mode=BotMode.DRAFT)
    assert ana.writes(ASKS) == ""
    with scope(ana.business):
        drafting.set_mode(ana.talk.pk, mode="")
    assert "Cabaña" in ana.writes("¿y para 3?")


def test_what_is_done_already_is_not_done_again_by_a_draft(
    ana: Phone, line: WhatsAppNumber, clerk: User, scope: Enter
) -> None:
    books(ana)
    with scope(ana.business):
        AnswerRules.objects.update(mode=BotMode.DRAFT)
        before = Booking.objects.count()
    ana.writes("cancelá mi reserva")
    send(ana, clerk, scope)
    ana.taps("Sí, cancelar")

    assert [it[0] for it in stays_of(ana)] == ["pre_reserved"]
    send(ana, clerk, scope)

    assert [it[0] for it in stays_of(ana)] == ["cancelled"]
    with scope(ana.business):
        assert Booking.objects.count() == before


def test_a_draft_that_goes_unsaid_leaves_nothing(drafting_only: Phone, clerk: User, scope: Enter) -> None:
    drafting_only.writes(ASKS)

    with scope(drafting_only.business):
        drafting.drop_draft(drafting_only.talk.pk, mark="of another", person=clerk, now=clock.now())
    draft = the_draft(drafting_only, scope)
    assert draft is not None
    with scope(drafting_only.business):
        drafting.drop_draft(drafting_only.talk.pk, mark=draft.mark, person=clerk, now=clock.now())

    assert the_draft(drafting_only, scope) is None
    with scope(drafting_only.business):
        assert not StaffTask.objects.filter(closed_at=None).exists()
        assert not Message.objects.filter(direction="out").exists()
