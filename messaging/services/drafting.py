"""How far the bot goes: it answers, or proposes what a person sends with one tap, or leaves it to the staff.

A proposal is the answer itself, rehearsed: all of it is done in a savepoint and taken back. Sent, it is done once more, and
only if it still comes to the same; so no price and no night is promised that a person saw an hour ago.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as _

from messaging import ownership, purposes
from messaging.dialogue.modes import GOALS, topic_of
from messaging.dialogue.state import Goal, from_json
from messaging.errors import NoDraft, WindowClosed
from messaging.models import AnswerRules, BotMode, BotTurn, Conversation, Direction, Draft, Message, SenderType, Talk
from messaging.nlu import understand
from messaging.queries.own_words import topic_modes
from messaging.services.asking import ask_person
from messaging.services.conversing import converse, groups_of, tap_of
from messaging.services.guest_messages import SILENT
from messaging.services.holding import (
    hand_over,
    lock_conversation,
    refuse_if_taken,
    settle_tasks,
    stop_waiting,
    wait_for_person,
)
from messaging.services.nudging import nudge_later
from messaging.services.recognising import lock_mailboxes
from messaging.window import is_open
from tenants.models import User
from tenants.scoping import current_tenant_id

WAITS = _("WhatsApp: el bot propone una respuesta")
LEFT = _("WhatsApp: un huésped espera a una persona")
# The less the bot may do, the earlier.
STRICTEST = (BotMode.OFF, BotMode.DRAFT, BotMode.AUTO)


def answer_as_allowed(
    conversation: Conversation, new: Sequence[Message], *, rules: AnswerRules, now: datetime
) -> list[Message]:
    """Answer a burst of messages as far as the bot may, and return what was written."""
    new = with_unanswered(conversation, new)
    mode = mode_for(conversation, new, rules, now=now)
    if mode == BotMode.OFF:
        hand_over(conversation.pk, why=ownership.BOT_OFF, now=now, kind="person_wanted", title=LEFT)
        return []
    if mode == BotMode.DRAFT:
        propose(conversation, new, rules=rules, now=now)
        return []
    stop_waiting(conversation, now=now)
    written = converse(conversation, new, rules=rules, now=now)
    nudge_later(conversation, rules=rules, now=now)
    return written


def with_unanswered(conversation: Conversation, new: Sequence[Message]) -> Sequence[Message]:
    """Return messages after those that were proposed an answer to which nobody sent: the guest said them all the same."""
    draft = Draft.objects.filter(conversation=conversation).first()
    if draft is None:
        return new
    if words_between(conversation.pk).filter(direction=Direction.OUT, pk__gt=max(draft.answers)).exists():
        return new
    known = {message.pk for message in new}
    older = Message.objects.filter(pk__in=draft.answers).order_by("sent_at", "id")
    return [*(message for message in older if message.pk not in known), *new]


def mode_for(conversation: Conversation, new: Sequence[Message], rules: AnswerRules, *, now: datetime) -> str:
    """Return how far the bot goes with these messages: as this conversation says, else their topics, else the business."""
    if conversation.bot_mode:
        return conversation.bot_mode
    modes = topic_modes()
    if not modes:
        return rules.mode
    talk = Talk.objects.filter(conversation=conversation).first()
    goal = from_json(talk.state).goal if talk else Goal.NONE
    topics = topics_of(new, now=now) | ({GOALS[goal]} if goal in GOALS else set())
    said = {modes.get(topic, rules.mode) for topic in topics}
    return next(mode for mode in STRICTEST if mode in said)


def topics_of(new: Sequence[Message], *, now: datetime) -> set[str]:
    """Return what messages are about; a button is about what was begun."""
    heard = [
        understand("\n".join(it.text for it in group if it.text), today=now.date())
        for group in groups_of(new)
        if not tap_of(group[-1])
    ]
    return {topic_of(intent) for it in heard for intent in (it.intent, *it.also)} or {topic_of("unknown")}


# --- Proposing -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What an answer comes to: what would be said, what would be done, and a mark of both."""

    text: str
    does: list[dict[str, str]]
    mark: str
    written: list[Message]


def rehearse(conversation: Conversation, new: Sequence[Message], *, rules: AnswerRules, now: datetime) -> Rehearsed:
    """Return what an answer would come to, and leave nothing of it."""
    with transaction.atomic():
        rehearsed = perform(conversation, new, rules=rules, now=now)
        transaction.set_rollback(True)
    return rehearsed


def perform(conversation: Conversation, new: Sequence[Message], *, rules: AnswerRules, now: datetime) -> Rehearsed:
    """Answer, and return what it came to."""
    turns_here = BotTurn.objects.filter(conversation=conversation)
    last = turns_here.order_by("-pk").values_list("pk", flat=True).first() or 0
    written = converse(conversation, new, rules=rules, now=now)
    turns = list(turns_here.filter(pk__gt=last).order_by("pk"))
    said = Message.objects.filter(pk__in=[message.pk for message in written]).order_by("pk")
    does = [deed for turn in turns for deed in turn.does]
    text = "\n\n".join(words_of(it) for it in said if words_of(it))
    return Rehearsed(text, does, mark_of(turns, text), written)


def words_of(message: Message) -> str:
    """Return what a guest would read, with its buttons."""
    labels = [f"[{it['title']}]" for it in message.content.get("buttons") or []]
    return "\n".join(part for part in (message.text, " ".join(labels)) if part)


def mark_of(turns: Sequence[BotTurn], text: str) -> str:
    """Return a mark of what was decided and said: another price, another night or another word is another mark."""
    # A hold has another code and another end each time that it is rehearsed.
    is_hold = any("hold" in deed for turn in turns for deed in turn.does)
    told: list[Any] = [[turn.rule, turn.does, turn.facts] for turn in turns]
    return hashlib.sha256(json.dumps([told, "" if is_hold else text], sort_keys=True).encode()).hexdigest()


def propose(conversation: Conversation, new: Sequence[Message], *, rules: AnswerRules, now: datetime) -> Draft:
    """Write down what the bot would answer, and ask a person to send it."""
    rehearsed = rehearse(conversation, new, rules=rules, now=now)
    draft = keep(conversation, new, rehearsed, now=now)
    locked = lock_conversation(conversation.pk)
    wait_for_person(locked, now=now)
    ask_person(
        kind="draft_waits",
        cause=f"conversation:{locked.pk}",
        title=WAITS,
        detail=rehearsed.text,
        link=f"/admin/bandeja/{locked.pk}/",
    )
    return draft


def keep(conversation: Conversation, new: Sequence[Message], rehearsed: Rehearsed, *, now: datetime) -> Draft:
    values = {
        "answers": [message.pk for message in new],
        "text": rehearsed.text,
        "does": rehearsed.does,
        "mark": rehearsed.mark,
        "at": now,
    }
    draft, _is_new = Draft.objects.update_or_create(conversation=conversation, defaults=values)
    return draft


# --- Sending -------------------------------------------------------------------------------------------------------------


def find_draft(conversation_id: int) -> Draft | None:
    """Return what the bot proposes in a conversation, unless the talk went on since."""
    draft = Draft.objects.filter(conversation=conversation_id).first()
    if draft is None:
        return None
    # As they came to us: Meta tells whole seconds, which may be before our own last words.
    last = words_between(conversation_id).order_by("-pk").values_list("pk", "direction").first()
    is_last = last is not None and last[1] == Direction.IN and last[0] in draft.answers
    return draft if is_last else None


def words_between(conversation_id: int) -> QuerySet[Message]:
    """Return what guest, staff and bot say to each other: no reaction, and nothing that a stay calls for by itself."""
    talk = Message.objects.filter(conversation=conversation_id).exclude(kind__in=SILENT)
    by_bot = Q(sender_type=SenderType.BOT, purpose=purposes.ANSWER)
    return talk.filter(Q(direction=Direction.IN) | Q(sender_type=SenderType.STAFF) | by_bot)


def send_draft(conversation_id: int, *, mark: str, person: User | None, now: datetime) -> list[Message] | None:
    """Say and do what the bot proposed, as the person saw it, and return what was written.

    None, and nothing said, if it comes to something else by now: that is what is proposed then.

    :raises NoDraft: if nothing is proposed any more
    :raises WindowClosed: if 24 hours have passed since the guest wrote
    """
    with transaction.atomic():
        lock_mailboxes([conversation_id])
        conversation = lock_conversation(conversation_id)
        refuse_if_taken(conversation, person, now=now, version=None, take_over=False)
        draft = find_draft(conversation_id)
        if draft is None:
            raise NoDraft
        if not is_open(conversation.last_inbound_at, now=now):
            raise WindowClosed
        rules = AnswerRules.objects.select_related("tenant").first() or AnswerRules(tenant_id=current_tenant_id())
        new = list(Message.objects.filter(pk__in=draft.answers).order_by("sent_at", "id"))
        done = say_if_same(conversation, new, mark, rules=rules, now=now) if draft.mark == mark else None
        if done is None:
            keep(conversation, new, rehearse(conversation, new, rules=rules, now=now), now=now)
            return None
        draft.delete()
        Message.objects.filter(pk__in=[it.pk for it in done.written]).update(author=person)
        return done.written


def say_if_same(
    conversation: Conversation, new: Sequence[Message], mark: str, *, rules: AnswerRules, now: datetime
) -> Rehearsed | None:
    """Answer; None, and nothing done, if it came to something else than this mark."""
    with transaction.atomic():
        # Before it, since the answer itself may ask the staff something, or leave the guest to them.
        stop_waiting(conversation, now=now)
        settle_tasks(conversation, now=now)
        rehearsed = perform(conversation, new, rules=rules, now=now)
        if rehearsed.mark != mark:
            transaction.set_rollback(True)
            return None
    return rehearsed


def drop_draft(conversation_id: int, *, mark: str, person: User | None, now: datetime) -> None:
    """Let a proposal go unsaid as somebody read it: they answer otherwise, or not at all. Another one stays."""
    with transaction.atomic():
        lock_mailboxes([conversation_id])
        conversation = lock_conversation(conversation_id)
        refuse_if_taken(conversation, person, now=now, version=None, take_over=False)
        if Draft.objects.filter(conversation=conversation_id, mark=mark).delete()[0]:
            settle_tasks(conversation, now=now)


def set_mode(conversation_id: int, *, mode: str) -> None:
    """Let the bot go as far as this in one conversation; "" is as far as everywhere."""
    with transaction.atomic():
        lock_conversation(conversation_id)
        Conversation.objects.filter(pk=conversation_id).update(bot_mode=mode)
