"""Conversations changing hands: each change under the lock of its row, with an event that says who, when and why.

Whoever answers as the bot holds the mailbox and then the row; people hold the row alone. So of a person who takes a
conversation and a bot that is about to speak one comes first. What the bot wrote before is looked at again when it is sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_noop as _

from messaging import ownership
from messaging.errors import ConversationTaken
from messaging.models import AnswerRules, Conversation, ConversationEvent, Owner
from messaging.models.conversation import ClockNow
from messaging.ownership import Lease
from messaging.services.asking import ask_person
from tasks.queue import enqueue, enqueue_many
from tenants import clock
from tenants.errors import NotFound
from tenants.models import Outcome, StaffTask, User
from tenants.queries.team import find_teammate
from tenants.scoping import current_actor, current_tenant_id
from tenants.services.staff_tasks import (
    NotInTeam,
    TaskClosed,
    assign_staff_task,
    close_staff_task,
    close_staff_tasks_about,
)

# What people were asked about a conversation, and is settled once somebody writes in it or gives it back.
ASKED_FOR = (
    "person_wanted",
    "guest_waits",
    "guest_question",
    "draft_waits",
    "bot_stopped",
    "conversation_stuck",
    "window_closed",
    "follow_up",
)


def lock_conversation(conversation_id: int) -> Conversation:
    """Return a conversation that nobody else changes until this transaction ends.

    :raises NotFound: if this business has none of this number
    """
    found = Conversation.objects.select_for_update(of=("self",)).filter(pk=conversation_id)
    # Not with the person: who waits for the lock would get the row as it is now, beside the person of before.
    conversation = found.select_related("guest", "number").first()
    if conversation is None:
        raise NotFound
    return conversation


def lease_of(conversation: Conversation) -> Lease:
    """Return who has it, as the row says."""
    return Lease(conversation.owner, conversation.person_id, conversation.held_until, conversation.why)


def how_long(rules: AnswerRules | None = None) -> timedelta:
    """Return for how long a person holds a conversation after their last words."""
    return timedelta(minutes=(rules or AnswerRules.objects.first() or AnswerRules()).lease_minutes)


def give(conversation: Conversation, lease: Lease, *, kind: str, now: datetime, also: Sequence[str] = ()) -> None:
    """Let a locked conversation have this owner, and write down that it changed hands; a lease that goes on is no news.

    `also` names what else was changed in the row at hand.
    """
    before = lease_of(conversation)
    conversation.owner, conversation.person_id = lease.owner, lease.person
    conversation.held_until, conversation.why = lease.until, lease.why
    conversation.version += 1
    names = ("owner", "person_id", "held_until", "why", "version", *also)
    changes = {name: getattr(conversation, name) for name in names}
    Conversation.objects.filter(pk=conversation.pk).update(**changes, changed_at=ClockNow())
    if lease.owner == Owner.STAFF and before.owner != Owner.STAFF:
        end_later(conversation)
    if (before.owner, before.person) != (lease.owner, lease.person):
        told = {"owner": lease.owner, "person": lease.person, "why": lease.why}
        note(conversation, kind, now=now, **{name: value for name, value in told.items() if value})


def note(conversation: Conversation, kind: str, *, now: datetime, **data: Any) -> None:
    """Write down what happened to a conversation."""
    ConversationEvent.objects.create(
        conversation=conversation, kind=kind, at=now, actor=current_actor()[:80], data=data
    )


def end_later(conversation: Conversation) -> None:
    """Have the lease looked at when it should be over."""
    enqueue(
        "messaging.end_lease",
        run_at=conversation.held_until,
        tenant_id=current_tenant_id(),
        conversation_id=conversation.pk,
    )


def take(
    *, conversation_id: int, person: User, now: datetime, version: int | None = None, take_over: bool = False
) -> Conversation:
    """Take a conversation into one's own hands.

    :raises ConversationTaken: if somebody else has it, and this is not to take it from them as they have it now
    """
    return assign(
        conversation_id=conversation_id, to=person.pk, by=person, now=now, version=version, take_over=take_over
    )


def assign(
    *,
    conversation_id: int,
    to: int | None,
    by: User | None,
    now: datetime,
    version: int | None = None,
    take_over: bool = False,
) -> Conversation:
    """Put a conversation into somebody's hands; None leaves it to anybody of the staff. Returns it as it is then.

    :raises ConversationTaken: if somebody else has it, and this is not to take it from them as they have it now
    :raises NotInTeam: if the person does not work here
    """
    with transaction.atomic():
        conversation = lock_conversation(conversation_id)
        refuse_if_taken(conversation, by, now=now, version=version, take_over=take_over)
        if to is None:
            give_to_anybody(conversation, why=ownership.RELEASED, now=now)
            assign_tasks(conversation, None)
            return conversation
        person = find_teammate(to)
        if person is None:
            raise NotInTeam
        why = ownership.CLAIMED if by is not None and by.pk == to else ownership.ASSIGNED
        conversation.snoozed_until = None
        lease = ownership.taken_by(to, now=now, lasts=how_long(), why=why)
        give(conversation, lease, kind=why, now=now, also=["snoozed_until"])
        assign_tasks(conversation, person)
    return conversation


def assign_tasks(conversation: Conversation, person: User | None) -> None:
    """Let what is asked about a conversation be asked of whoever has it, so that nobody else is woken for it."""
    for task in open_tasks(conversation):
        with suppress(TaskClosed):  # somebody closed it at this moment
            assign_staff_task(task=task, assignee=person)


def open_tasks(conversation: Conversation) -> QuerySet[StaffTask]:
    """Return what people are asked about a conversation."""
    return StaffTask.objects.filter(cause=f"conversation:{conversation.pk}", kind__in=ASKED_FOR, closed_at=None)


def refuse_if_taken(
    conversation: Conversation, by: User | None, *, now: datetime, version: int | None, take_over: bool
) -> None:
    """Let nobody act in somebody else's conversation without having seen whose it is.

    :raises ConversationTaken: if somebody else has it
    """
    person = by.pk if by is not None else None
    if not ownership.is_anothers(lease_of(conversation), person, now=now):
        return
    if take_over and (version is None or version == conversation.version):
        return
    name = name_of(conversation.person)
    raise ConversationTaken(
        _g("%(person)s tiene esta conversación. Puede tomarla de sus manos si hace falta.") % {"person": name},
        fields={"assignee": name},
    )


def name_of(person: User | None) -> str:
    """Return how the staff call somebody."""
    return (person.get_full_name() or person.get_username()) if person is not None else ""


def give_back(
    *, conversation_id: int, by: User | None, now: datetime, version: int | None = None, take_over: bool = False
) -> Conversation:
    """Let the bot answer again, as one of the staff.

    :raises ConversationTaken: if somebody else has it, and this is not to take it from them as they have it now
    """
    with transaction.atomic():
        conversation = lock_conversation(conversation_id)
        refuse_if_taken(conversation, by, now=now, version=version, take_over=take_over)
        return hand_back(conversation_id=conversation_id, now=now)


def hand_back(*, conversation_id: int, now: datetime, why: str = ownership.HANDED_BACK) -> Conversation:
    """Let the bot answer again, from the next message on, and close what people were asked about it."""
    with transaction.atomic():
        conversation = lock_conversation(conversation_id)
        conversation.waiting_since = conversation.snoozed_until = None
        give(conversation, ownership.back_to_bot(why), kind=why, now=now, also=["waiting_since", "snoozed_until"])
        settle_tasks(conversation, now=now)
    return conversation


def settle_tasks(conversation: Conversation, *, now: datetime) -> None:
    """Close what people were asked about a conversation: somebody has seen to it."""
    for task in open_tasks(conversation):
        close_staff_tasks_about(kind=task.kind, cause=task.cause, outcome=Outcome.DONE, now=now)


def give_to_anybody(conversation: Conversation, *, why: str, now: datetime) -> None:
    """Leave a locked conversation to the staff: nobody has it, and its guest waits from now on, if not for longer.

    What a guest waited for before the bot had it again is another matter.
    """
    if conversation.waiting_since is None or ownership.is_bots(lease_of(conversation), now=now):
        begin_waiting(conversation, now=now)
    give(conversation, ownership.for_anybody(why), kind=why, now=now, also=["waiting_since"])


def begin_waiting(conversation: Conversation, *, now: datetime) -> None:
    """The guest of a locked conversation waits for a person from now on. Whoever calls writes the row."""
    conversation.waiting_since = now
    remind_later(conversation.pk, since=now)


def wait_for_person(conversation: Conversation, *, now: datetime) -> None:
    """The guest of a locked conversation waits for a person, if not for longer, though the bot has it still."""
    if conversation.waiting_since is None:
        begin_waiting(conversation, now=now)
    Conversation.objects.filter(pk=conversation.pk).update(
        waiting_since=conversation.waiting_since, changed_at=ClockNow()
    )


def hand_over(conversation_id: int, *, why: str, now: datetime, kind: str, title: str, detail: str = "") -> None:
    """Leave a conversation to the staff, and ask them. `title` is a marked text."""
    locked = lock_conversation(conversation_id)
    give_to_anybody(locked, why=why, now=now)
    ask_person(
        kind=kind, cause=f"conversation:{locked.pk}", title=title, detail=detail, link=f"/admin/bandeja/{locked.pk}/"
    )


def note_words(
    conversation: Conversation, person: User | None, *, at: datetime, now: datetime, why: str = ownership.REPLIED
) -> None:
    """Somebody of the staff has written in a locked conversation (None: from the phone, or a program): it is theirs now.

    Its guest waits no more, and nobody need be asked, unless they have written since: what comes from the phone may come
    late. What was written long ago takes it from nobody.
    """
    lasts = how_long()
    if at >= min(conversation.last_inbound_at or at, now):
        settle_tasks(conversation, now=now)
        conversation.waiting_since = conversation.snoozed_until = None
    lease = lease_of(conversation)
    if at + lasts > now:
        lease = ownership.after_reply(lease, person.pk if person else None, now=at, lasts=lasts, why=why)
    give(conversation, lease, kind=lease.why, now=now, also=["waiting_since", "snoozed_until"])


def end_lease(*, conversation_id: int, now: datetime) -> None:
    """Give a conversation back to the bot if its lease is over; if somebody has written since, look again later."""
    conversation = lock_conversation(conversation_id)
    if conversation.owner != Owner.STAFF:
        return
    if conversation.held_until is not None and conversation.held_until > now:
        end_later(conversation)
        return
    give(conversation, ownership.back_to_bot(ownership.LEASE_OVER), kind=ownership.LEASE_OVER, now=now)


# --- A guest who waits for a person ------------------------------------------------------------------------------------


def remind_later(conversation_id: int, *, since: datetime) -> None:
    """Have a guest who begins to wait for a person looked after: the staff is reminded, then it is anybody's."""
    rules = AnswerRules.objects.first() or AnswerRules()
    ids: dict[str, int | str] = {"tenant_id": current_tenant_id(), "conversation_id": conversation_id}
    moments = sorted({rules.remind_minutes, rules.release_minutes} - {0})
    enqueue_many(
        "messaging.no_reply",
        [(since + timedelta(minutes=it), {**ids, "since": since.isoformat()}) for it in moments],
    )


def press(*, conversation_id: int, since: datetime, now: datetime) -> None:
    """Remind whoever has a conversation that its guest waits; after longer, leave it to anybody."""
    conversation = lock_conversation(conversation_id)
    if conversation.waiting_since != since:
        return
    rules = AnswerRules.objects.first() or AnswerRules()
    waited = now - since + clock.NEARLY
    is_long = bool(rules.release_minutes) and waited >= timedelta(minutes=rules.release_minutes)
    holder = conversation.person
    if is_long and conversation.owner == Owner.STAFF:
        give_to_anybody(conversation, why=ownership.NO_REPLY, now=now)
    if is_long or (rules.remind_minutes and waited >= timedelta(minutes=rules.remind_minutes)):
        told = ask_about_waiting(conversation, holder=holder, assignee=None if is_long else holder)
        if is_long and told.assignee_id:
            # Whoever had it has looked and not acted: as another task it is brought to all the others.
            close_staff_task(task=told, outcome=Outcome.NOT_NEEDED, now=now)
            ask_about_waiting(conversation, holder=holder)


def ask_about_waiting(conversation: Conversation, *, holder: User | None, assignee: User | None = None) -> StaffTask:
    """Ask the staff to answer a guest who waits; whoever has the conversation is told first."""
    return ask_person(
        kind="guest_waits",
        cause=f"conversation:{conversation.pk}",
        title=_("WhatsApp: un huésped espera que le contesten"),
        detail=name_of(holder),
        link=f"/admin/bandeja/{conversation.pk}/",
        assignee=assignee,
    )


def stop_waiting(conversation: Conversation, *, now: datetime) -> None:
    """The bot has it again and answers what its guest has said since: they wait for nobody."""
    if conversation.waiting_since is None:
        return
    conversation.waiting_since = None
    Conversation.objects.filter(pk=conversation.pk).update(waiting_since=None, changed_at=ClockNow())
    close_staff_tasks_about(
        kind="guest_waits", cause=f"conversation:{conversation.pk}", outcome=Outcome.SOLVED_ITSELF, now=now
    )
