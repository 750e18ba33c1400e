"""What people do with a conversation besides writing: read it, come back to it, put it off, note something about it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from messaging.errors import NotLater
from messaging.models import Conversation, ConversationMark, ConversationNote, Message
from messaging.services.asking import ask_person
from messaging.services.holding import lock_conversation, name_of, note
from messaging.services.writing import FARTHEST, mark_all_read, touch
from tasks.queue import enqueue
from tenants import clock
from tenants.models import User
from tenants.scoping import current_actor, current_tenant_id


def read(*, conversation_id: int, person: User | None, up_to: int | None = None) -> Conversation:
    """Note that somebody has read a conversation, as far as a message if one is named."""
    with transaction.atomic():
        conversation = lock_conversation(conversation_id)
        unmarked = (
            ConversationMark.objects.filter(conversation=conversation, person=person).delete()[0] if person else 0
        )
        newer = Message.objects.filter(conversation=conversation, direction="in", is_read=False, pk__gt=up_to or 0)
        if up_to is not None and newer.exists():
            was_read = bool(
                Message.objects.filter(conversation=conversation, direction="in", is_read=False, pk__lte=up_to).update(
                    is_read=True
                )
            )
        else:
            was_read = mark_all_read(conversation)
        if unmarked or was_read:
            touch(conversation)
    conversation.refresh_from_db(fields=["is_unread"])
    return conversation


def mark_unread(*, conversation_id: int, person: User | None, now: datetime) -> Conversation:
    """Let a conversation be unread: for the person who wants to come back to it; for all where a program says so."""
    with transaction.atomic():
        conversation = lock_conversation(conversation_id)
        if person is not None:
            ConversationMark.objects.get_or_create(conversation=conversation, person=person, defaults={"at": now})
        else:
            last = Message.objects.filter(conversation=conversation, direction="in").order_by("-sent_at", "-id")
            Message.objects.filter(pk__in=last.values("pk")[:1]).update(is_read=False)
            conversation.is_unread = True
            conversation.save(update_fields=["is_unread"])
        touch(conversation)
    return conversation


def snooze(*, conversation_id: int, until: datetime | None, now: datetime) -> Conversation:
    """Put a conversation out of the way until a moment, or until its guest writes; None brings it back.

    :raises NotLater: if the moment is over, or too far off
    """
    if until is not None and not now < until <= now + FARTHEST:
        raise NotLater(fields={"until": NotLater.default_detail})
    with transaction.atomic():
        conversation = lock_conversation(conversation_id)
        conversation.snoozed_until = until
        conversation.save(update_fields=["snoozed_until"])
        note(conversation, "snoozed" if until else "woken", now=now, **({"until": until.isoformat()} if until else {}))
        touch(conversation)
        if until is not None:
            ids = {"tenant_id": current_tenant_id(), "conversation_id": conversation.pk}
            enqueue("messaging.wake_conversation", run_at=until, **ids, until=until.isoformat())
    return conversation


def wake(*, conversation_id: int, until: datetime, now: datetime) -> None:
    """Bring a conversation back that was put off until now, and ask the person who has it, or anybody, to see to it."""
    conversation = lock_conversation(conversation_id)
    if conversation.snoozed_until != until or until > now + clock.NEARLY:
        return
    conversation.snoozed_until = None
    conversation.save(update_fields=["snoozed_until"])
    note(conversation, "woken", now=now)
    touch(conversation)
    ask_person(
        kind="follow_up",
        cause=f"conversation:{conversation.pk}",
        title=_("WhatsApp: retomar una conversación pospuesta"),
        detail=name_of(conversation.person),
        link=f"/admin/bandeja/{conversation.pk}/",
        assignee=conversation.person,
    )


def write_note(*, conversation_id: int, text: str, now: datetime) -> ConversationNote:
    """Write down what the staff should know about a conversation. No guest ever sees it."""
    with transaction.atomic():
        conversation = lock_conversation(conversation_id)
        written = ConversationNote.objects.create(
            conversation=conversation, text=text, author=current_actor()[:80], at=now
        )
        touch(conversation)
    return written
