"""Guests who wait for a person: who is asked for them, when that is over, and clocks that do not quite agree."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from messaging.errors import ConversationTaken
from messaging.models import Conversation, LaterState, Mailbox, Message, Owner
from messaging.services import attention, holding, writing
from messaging.services.answering import advance_one
from messaging.services.asking import ask_person
from messaging.whatsapp.outgoing import Text
from tasks.models import Job
from tenants import clock
from tenants.models import Notice, NoticeChannel, StaffTask, Tenant, User
from tests.cast import Enter, enter, make_person

pytestmark = pytest.mark.django_db(transaction=True)

# As far as our clock may be behind Postgres's, which has called it due.
BEHIND = timedelta(milliseconds=400)


@pytest.fixture
def beto(hotel: Tenant) -> User:
    return make_person("beto", hotel)


def wanted(talk: Conversation) -> None:
    holding.hand_over(talk.pk, why="asked_for_person", now=clock.now(), kind="person_wanted", title="Espera")


def waits_since(talk: Conversation, moment: datetime) -> None:
    Conversation.objects.filter(pk=talk.pk).update(waiting_since=moment)


def open_kinds() -> list[str]:
    return sorted(StaffTask.objects.filter(closed_at=None).values_list("kind", flat=True))


def test_whoever_takes_a_conversation_is_asked_for_it_and_nobody_else(
    talk: Conversation, hotel: Tenant, beto: User, scope: Enter
) -> None:
    with scope(hotel):
        wanted(talk)

    with enter(hotel, actor=f"user:{beto.pk}"):
        holding.take(conversation_id=talk.pk, person=beto, now=clock.now())
        task = StaffTask.objects.get(kind="person_wanted")
        assert task.assignee == beto
        assert task.taken_at
        holding.assign(conversation_id=talk.pk, to=None, by=beto, now=clock.now())

        freed = StaffTask.objects.get(kind="person_wanted")
        assert (freed.assignee, freed.taken_at, freed.closed_at) == (None, None, None)


def test_after_a_long_wait_all_are_asked_though_the_first_has_looked(
    talk: Conversation, hotel: Tenant, beto: User, scope: Enter
) -> None:
    since = clock.now()
    with scope(hotel):
        holding.take(conversation_id=talk.pk, person=beto, now=since)
        waits_since(talk, since)
        holding.press(conversation_id=talk.pk, since=since, now=since + timedelta(minutes=15))
        first = StaffTask.objects.get(kind="guest_waits")
        channel = NoticeChannel.objects.create(user=beto, kind="email", address="beto@example.com")
        Notice.objects.create(task=first, user=beto, channel=channel, step=1, due_at=since, state="opened")

        holding.press(conversation_id=talk.pk, since=since, now=since + timedelta(minutes=45))
        holding.press(conversation_id=talk.pk, since=since, now=since + timedelta(minutes=45))

        again = StaffTask.objects.get(kind="guest_waits", closed_at=None)
        assert again != first
        assert again.assignee is None
        assert Job.objects.filter(name="tenants.notify", args__task_id=again.pk).exists()


def test_whoever_answers_settles_what_was_asked_whether_or_not_the_guest_waited(
    talk: Conversation, hotel: Tenant, beto: User, scope: Enter
) -> None:
    with scope(hotel):
        ask_person(kind="follow_up", cause=f"conversation:{talk.pk}", title="Retomar")

        writing.reply(conversation_id=talk.pk, content=Text("Sí, queda una."), person=beto, now=clock.now())

        assert open_kinds() == []


def test_what_comes_late_from_the_phone_does_not_answer_what_the_guest_has_said_since(
    talk: Conversation, hotel: Tenant, scope: Enter
) -> None:
    now = clock.now()
    with scope(hotel):
        wanted(talk)
        Conversation.objects.filter(pk=talk.pk).update(last_inbound_at=now - timedelta(minutes=10))

        holding.note_words(locked(talk), None, at=now - timedelta(minutes=20), now=now)
        assert open_kinds() == ["person_wanted"]
        assert locked(talk).waiting_since
        holding.note_words(locked(talk), None, at=now - timedelta(minutes=5), now=now)

        assert open_kinds() == []
        assert locked(talk).waiting_since is None


def locked(talk: Conversation) -> Conversation:
    return holding.lock_conversation(talk.pk)


def test_a_new_wait_has_a_timer_of_its_own_after_the_bot_had_the_conversation(
    talk: Conversation, hotel: Tenant, scope: Enter
) -> None:
    days_ago, now = clock.now() - timedelta(days=3), clock.now()
    with scope(hotel):
        waits_since(talk, days_ago)

        holding.hand_over(talk.pk, why="asked_for_person", now=now, kind="person_wanted", title="Espera")

        assert locked(talk).waiting_since == now
        assert Job.objects.filter(name="messaging.no_reply", args__since=now.isoformat()).count() == 2


def test_a_guest_whom_the_bot_answers_waits_for_nobody(talk: Conversation, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        waits_since(talk, clock.now() - timedelta(minutes=50))
        ask_person(kind="guest_waits", cause=f"conversation:{talk.pk}", title="Espera")
        Message.objects.create(
            conversation=talk,
            direction="in",
            sender_type="guest",
            kind="text",
            text="¿Hay lugar?",
            state="new",
            sent_at=clock.now(),
        )
        Mailbox.objects.create(conversation_id=talk.pk, tenant_id=hotel.pk, ready_at=clock.now())

    assert advance_one(now=clock.now() + timedelta(seconds=1))

    with scope(hotel):
        assert locked(talk).waiting_since is None
        assert open_kinds() == []


def test_nobody_gives_to_the_bot_what_another_has_without_saying_so(
    talk: Conversation, hotel: Tenant, beto: User, scope: Enter
) -> None:
    ana = make_person("ana", hotel)
    with scope(hotel):
        seen = holding.take(conversation_id=talk.pk, person=beto, now=clock.now()).version

        with pytest.raises(ConversationTaken):
            holding.give_back(conversation_id=talk.pk, by=ana, now=clock.now())
        with pytest.raises(ConversationTaken):
            holding.give_back(conversation_id=talk.pk, by=ana, now=clock.now(), take_over=True, version=seen - 1)
        given = holding.give_back(conversation_id=talk.pk, by=ana, now=clock.now(), take_over=True, version=seen)

        assert given.owner == Owner.BOT


# --- Clocks that do not quite agree ------------------------------------------------------------------------------------


def test_a_reply_for_later_goes_though_our_clock_is_a_little_behind(
    talk: Conversation, hotel: Tenant, beto: User, scope: Enter
) -> None:
    due_at = clock.now() + timedelta(hours=1)
    with scope(hotel):
        later = writing.schedule(
            conversation_id=talk.pk, text="¿Llegaron?", due_at=due_at, person=beto, now=clock.now()
        )

        writing.write_later(later_id=later.pk, now=due_at - BEHIND)

        later.refresh_from_db()
        assert later.state == LaterState.WRITTEN


def test_a_conversation_comes_back_though_our_clock_is_a_little_behind(
    talk: Conversation, hotel: Tenant, scope: Enter
) -> None:
    until = clock.now() + timedelta(hours=1)
    with scope(hotel):
        attention.snooze(conversation_id=talk.pk, until=until, now=clock.now())

        attention.wake(conversation_id=talk.pk, until=until, now=until - BEHIND)

        assert locked(talk).snoozed_until is None


def test_the_staff_is_reminded_though_our_clock_is_a_little_behind(
    talk: Conversation, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        wanted(talk)
        since = locked(talk).waiting_since
        assert since

        holding.press(conversation_id=talk.pk, since=since, now=since + timedelta(minutes=15) - BEHIND)

        assert "guest_waits" in open_kinds()
