"""Whose a conversation is: whatever happens in whatever order, one has it, and the bot is silent while a person does.

A model says who should have it. The steps are the system's own: guests and the owner's phone write through the intake's
services, people claim and answer through theirs, the bot looks and its words are taken for sending as workers do it.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from messaging.errors import ConversationTaken
from messaging.models import AnswerRules, Conversation, ConversationEvent, Message, Outgoing
from messaging.ownership import BOT, NOBODY, STAFF, now_held
from messaging.services import holding, writing
from messaging.services.answering import look
from messaging.services.claiming import Candidate, claim
from messaging.services.guest_messages import take_in
from messaging.services.sending import note_accepted
from messaging.whatsapp.client import Accepted
from messaging.whatsapp.items import Echo, InboundMessage, Sender
from messaging.whatsapp.outgoing import Text
from tenants import clock
from tenants.models import Tenant, User
from tests.cast import enter, make_person
from tests.messaging.line import make_line
from tests.messaging.whatsapp.payloads import PHONE_NUMBER_ID

LEASE = timedelta(hours=2)
GUEST = Sender(wa_id="5491155550000", name="Ana")
# What happened, over all runs: a model in which nobody ever claims proves nothing.
seen: Counter[str] = Counter()


class House(RuleBasedStateMachine):
    """One guest, two of the staff, a phone, a bot, and a clock that only goes forward."""

    tenant: Tenant
    people: tuple[User, User]
    # Who should have the conversation.
    owner: str
    person: User | None
    until: datetime | None

    @initialize()
    def begin(self) -> None:
        self.run = transaction.atomic()
        self.run.__enter__()
        self.now = clock.now()
        self.asked_for_bot = 0
        self.give(BOT)
        with enter(self.tenant):
            AnswerRules.objects.update(lease_minutes=120)

    def teardown(self) -> None:
        if hasattr(self, "run"):
            transaction.set_rollback(True)
            self.run.__exit__(None, None, None)

    # --- What the model says ---

    def held(self) -> str:
        if self.owner == STAFF and self.until is not None and self.until <= self.now:
            self.give(BOT)
        return self.owner

    def give(self, owner: str, person: User | None = None) -> None:
        self.owner, self.person = owner, person
        self.until = self.now + LEASE if owner == STAFF else None

    @property
    def talk(self) -> Conversation | None:
        with enter(self.tenant):
            return Conversation.objects.first()

    # --- What happens ---

    def arrives(self, item: InboundMessage | Echo) -> None:
        with enter(self.tenant):
            take_in([item], now=self.now)

    @rule(words=st.sampled_from(["¿hay lugar?", "¿y el viernes?", "gracias, muy amable"]))
    def the_guest_writes(self, words: str) -> None:
        seen["wrote"] += 1
        self.arrives(inbound(f"{words} {uuid4().hex[:8]}", now=self.now))

    @rule(words=st.sampled_from(["Persona!", "quiero hablar con una persona", "HUMANO"]))
    def the_guest_asks_for_a_person(self, words: str) -> None:
        self.arrives(inbound(words, now=self.now))
        self.the_bot_looks()
        if self.held() == BOT:
            seen["asked for a person"] += 1
            self.give(NOBODY)

    @rule(words=st.sampled_from(["bot", "Asistente."]))
    def the_guest_asks_for_the_bot(self, words: str) -> None:
        # Written each time the same, it would seem a machine's.
        self.asked_for_bot += 1
        self.arrives(inbound(words + "!" * (self.asked_for_bot % 9), now=self.now))
        # Whoever asked for a person in the same breath and then for the bot wants the bot.
        self.the_bot_looks()
        if self.held() != BOT:
            seen["asked for the bot"] += 1
        self.give(BOT)

    @rule()
    def the_phone_answers(self) -> None:
        if self.talk is None:
            return
        seen["phone"] += 1
        before = self.held()
        self.arrives(echo(now=self.now))
        if before == STAFF:
            self.until = max(self.until or self.now, self.now + LEASE)
        else:
            self.give(STAFF)

    @rule(which=st.integers(0, 1), take_over=st.booleans())
    def somebody_claims(self, which: int, take_over: bool) -> None:
        self.acts(which, take_over, lambda talk, person: holding.take(
            conversation_id=talk.pk, person=person, now=self.now, take_over=take_over
        ))  # fmt: skip

    @rule(which=st.integers(0, 1), take_over=st.booleans())
    def somebody_answers(self, which: int, take_over: bool) -> None:
        self.acts(which, take_over, lambda talk, person: writing.reply(
            conversation_id=talk.pk, content=Text("Sí, hay."), person=person, now=self.now, take_over=take_over
        ))  # fmt: skip

    def acts(self, which: int, take_over: bool, act: Any) -> None:
        talk, person = self.talk, self.people[which]
        if talk is None:
            return
        is_anothers = self.held() == STAFF and self.person not in (None, person)
        try:
            with enter(self.tenant):
                act(talk, person)
        except ConversationTaken as error:
            holder = error.fields["assignee"]
        else:
            holder = ""
        assert bool(holder) == (is_anothers and not take_over)
        if holder:
            seen["refused"] += 1
            assert self.person is not None
            assert holder == self.person.username
            return
        seen["took"] += 1
        self.give(STAFF, person)

    @rule(first=st.integers(0, 1))
    def one_answers_and_the_other_does_too(self, first: int) -> None:
        self.somebody_answers(first, take_over=True)
        self.somebody_answers(1 - first, take_over=False)

    @rule()
    def somebody_leaves_it_to_anybody(self) -> None:
        if (talk := self.talk) and self.held() == STAFF and self.person is not None:
            with enter(self.tenant):
                holding.assign(conversation_id=talk.pk, to=None, by=self.person, now=self.now)
            self.give(NOBODY)

    @rule()
    def somebody_gives_it_back(self) -> None:
        if talk := self.talk:
            with enter(self.tenant):
                holding.hand_back(conversation_id=talk.pk, now=self.now)
            self.give(BOT)

    @rule(minutes=st.sampled_from([1, 30, 119, 121, 300]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def the_timer_comes(self) -> None:
        if talk := self.talk:
            with enter(self.tenant):
                holding.end_lease(conversation_id=talk.pk, now=self.now)

    @rule()
    def the_bot_looks(self) -> None:
        if (talk := self.talk) is None:
            return
        before = self.bots_words()
        look(talk.pk, self.tenant.pk, now=self.now)
        if self.bots_words() > before:
            seen["bot wrote"] += 1

    def bots_words(self) -> int:
        with enter(self.tenant):
            return Message.objects.filter(sender_type="bot").count()

    @rule()
    def what_waits_is_sent(self) -> None:
        """The oldest that waits is taken as a worker takes it; what the bot says goes out while nobody else has it."""
        with enter(self.tenant):
            waiting = Outgoing.objects.order_by("message_id").first()
        if waiting is None:
            return
        candidate = Candidate(waiting.message_id, self.tenant.pk, waiting.number_id, waiting.conversation_id)
        sending = claim(candidate, now=self.now)
        with enter(self.tenant):
            message = Message.objects.get(pk=waiting.message_id)
        if sending is None:
            seen["not sent"] += 1
            return
        if message.sender_type == "bot":
            seen["bot spoke"] += 1
            assert self.held() == BOT
        note_accepted(sending, Accepted(wamid=f"wamid.{uuid4().hex}"), now=self.now)

    @rule()
    def workers_come_round(self) -> None:
        """The bot looks, and all that waits is sent."""
        self.the_bot_looks()
        for _turn in range(10):
            self.what_waits_is_sent()

    @rule()
    def the_guest_gets_an_answer(self) -> None:
        """What happens most of the time: words, a look, and the answer sent."""
        self.the_guest_writes("¿tienen pileta?")
        self.workers_come_round()

    # --- What holds always ---

    @invariant()
    def one_has_it(self) -> None:
        if not hasattr(self, "run") or (talk := self.talk) is None:
            return
        held = now_held(holding.lease_of(talk), now=self.now)
        assert (held.owner, held.person) == (self.held(), self.person.pk if self.person else None)
        assert (talk.owner == STAFF) == (talk.held_until is not None)

    @invariant()
    def every_change_is_written_down(self) -> None:
        if not hasattr(self, "run") or (talk := self.talk) is None:
            return
        with enter(self.tenant):
            last = ConversationEvent.objects.filter(conversation=talk, data__has_key="owner").order_by("-id").first()
        assert (last.data["owner"] if last else BOT) == talk.owner


def inbound(words: str, *, now: datetime) -> InboundMessage:
    return InboundMessage(
        phone_number_id=PHONE_NUMBER_ID,
        wamid=f"wamid.{uuid4().hex}",
        sender=GUEST,
        kind="text",
        text=words,
        sent_at=now,
    )


def echo(*, now: datetime) -> Echo:
    return Echo(
        phone_number_id=PHONE_NUMBER_ID,
        wamid=f"wamid.{uuid4().hex}",
        sender=Sender(),
        to=GUEST,
        kind="text",
        text="Le contesto yo",
        sent_at=now,
    )


# Each example is a transaction of its own, which ends long before the server would end it.
@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(900)
def test_one_has_a_conversation_at_a_time_and_the_bot_is_silent_while_a_person_does(hotel: Tenant) -> None:
    make_line(hotel)
    House.tenant = hotel
    House.people = (make_person("ana", hotel), make_person("beto", hotel))
    seen.clear()

    happened = {
        "wrote",
        "asked for a person",
        "asked for the bot",
        "phone",
        "refused",
        "took",
        "bot wrote",
        "bot spoke",
    }
    run_state_machine_as_test(
        House,
        settings=settings(
            max_examples=30,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert happened <= seen.keys()
