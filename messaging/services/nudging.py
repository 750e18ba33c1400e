"""Asking once about an offer that a guest left unanswered: inside the 24 hours, by day, and never behind a person's back."""

from __future__ import annotations

from datetime import datetime, timedelta

from messaging import ownership, purposes
from messaging.dialogue.modes import GOALS
from messaging.dialogue.shapes import Found, Wanted
from messaging.dialogue.state import Asked, Goal, State, from_json, to_json
from messaging.dialogue.step import nudge
from messaging.models import AnswerRules, BotMode, BotTurn, ConsentPurpose, Conversation, Message, SenderType, Talk
from messaging.queries import dialogue as asking
from messaging.queries.own_words import topic_modes
from messaging.services.bot_effects import Answering
from messaging.services.consenting import may_send
from messaging.services.conversing import VERSION, facts_of, words_of
from messaging.services.holding import lease_of, lock_conversation
from messaging.services.recognising import lock_mailboxes
from messaging.services.saying import say
from messaging.window import is_open
from tasks.queue import enqueue
from tenants import clock
from tenants.scoping import current_tenant_id

WAITS_FOR = frozenset({Asked.CHOICE, Asked.NAME, Asked.CONFIRM})
# By the clock of the business: nobody is asked at night.
MORNING, EVENING = 9, 21


def nudge_later(conversation: Conversation, *, rules: AnswerRules, now: datetime) -> None:
    """Have a guest asked about what was offered just now, unless they say something until then."""
    if not rules.nudge_hours:
        return
    talk = Talk.objects.filter(conversation=conversation, changed_at=now).first()
    if talk is not None and waits(from_json(talk.state)):
        enqueue(
            "messaging.nudge",
            run_at=now + timedelta(hours=rules.nudge_hours),
            tenant_id=current_tenant_id(),
            conversation_id=conversation.pk,
            since=now.isoformat(),
        )


def waits(state: State) -> bool:
    """Return whether a guest has an offer to answer."""
    return state.asked in WAITS_FOR and bool(state.offered)


def nudge_guest(*, conversation_id: int, since: datetime, now: datetime) -> None:
    """Ask a guest about what was offered to them then, if nothing was said since and it can still be had."""
    lock_mailboxes([conversation_id])
    conversation = lock_conversation(conversation_id)
    talk = Talk.objects.filter(conversation=conversation, changed_at=since).first()
    rules = AnswerRules.objects.select_related("tenant").first() or AnswerRules(tenant_id=current_tenant_id())
    if talk is None or not may_nudge(conversation, rules, now=now):
        return
    at_hand = Answering(
        conversation=conversation,
        rules=rules,
        place=asking.get_place(rules.tenant),
        types=asking.list_types(),
        state=from_json(talk.state),
        away=now - since,
        now=now,
        said_at=now,
    )
    if is_night(at_hand):
        wake_up_later(at_hand, since=since)
    elif can_still_be_had(at_hand):
        ask_once(at_hand, talk)


def may_nudge(conversation: Conversation, rules: AnswerRules, *, now: datetime) -> bool:
    """Return whether the bot may speak of itself: it has the conversation, nobody switched it down, the guest wants it."""
    mode = conversation.bot_mode or topic_modes().get(GOALS[Goal.QUOTE], rules.mode)
    wrote_since = Message.objects.filter(conversation=conversation).order_by("-pk").first()
    return (
        rules.is_on
        and mode == BotMode.AUTO
        and ownership.is_bots(lease_of(conversation), now=now)
        and is_open(conversation.last_inbound_at, now=now)
        and wrote_since is not None
        and wrote_since.sender_type == SenderType.BOT
        and may_send(conversation.guest, ConsentPurpose.TIPS)
    )


def is_night(at_hand: Answering) -> bool:
    return not MORNING <= at_hand.now.astimezone(at_hand.place.zone).hour < EVENING


def wake_up_later(at_hand: Answering, *, since: datetime) -> None:
    """Ask in the morning instead, if the guest can still be written to then."""
    here = at_hand.now.astimezone(at_hand.place.zone)
    morning = here.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if morning <= here:
        morning += timedelta(days=1)
    if is_open(at_hand.conversation.last_inbound_at, now=morning + clock.NEARLY):
        enqueue(
            "messaging.nudge",
            run_at=morning,
            tenant_id=current_tenant_id(),
            conversation_id=at_hand.conversation.pk,
            since=since.isoformat(),
        )


def can_still_be_had(at_hand: Answering) -> bool:
    """Return whether all that was offered can still be had, at the price that was told."""
    state = at_hand.state
    if not waits(state) or state.stay is None or state.party is None:
        return False
    wanted = Wanted(state.stay, state.party, state.units or 1, state.type_id)
    found = asking.search(wanted, at_hand.types, now=at_hand.now, language=at_hand.language)
    there = {(it.wanted, it.total) for it in found.offered} if found.found != Found.NOTHING else set()
    return all((it.wanted, it.total) in there for it in state.offered)


def ask_once(at_hand: Answering, talk: Talk) -> None:
    """Say it, once for what was offered, and write down why."""
    decision = nudge(at_hand.state)
    at_hand.state = decision.state
    (content,) = words_of(at_hand, decision)[-1:]
    said = say(
        conversation=at_hand.conversation,
        content=content,
        now=at_hand.now,
        purpose=purposes.ANSWER,
        content_key=f"nudge:{at_hand.conversation.pk}:{at_hand.state.offered[0].quote}",
        rules=at_hand.rules,
    )
    if said is None:
        return
    BotTurn.objects.create(
        conversation=at_hand.conversation,
        message=said,
        at=at_hand.now,
        heard="",
        intent="",
        rule=decision.rule,
        facts=asking.told(facts_of(at_hand)),
        state=to_json(at_hand.state),
        version=VERSION,
    )
    # The moment stays that of the guest's own words: by it one knows for how long they were away.
    Talk.objects.filter(pk=talk.pk).update(state=to_json(at_hand.state))
