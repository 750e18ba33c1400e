"""What the staff write to a guest, now or at a moment to come: a person's words, from this installation."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from messaging import purposes
from messaging.errors import NotLater, TemplateUnknown, WindowClosed
from messaging.models import Conversation, LaterState, Message, ScheduledReply, SenderType, WhatsAppTemplate
from messaging.models.conversation import ClockNow
from messaging.services.asking import ask_person
from messaging.services.holding import lock_conversation, note, note_words, refuse_if_taken
from messaging.services.saying import say
from messaging.whatsapp.gaps import gaps_of
from messaging.whatsapp.outgoing import Content, TemplateMessage, Text, check, from_json, to_json
from tasks.queue import enqueue
from tenants import clock
from tenants.errors import NotFound
from tenants.models import User
from tenants.scoping import current_tenant_id

FARTHEST = timedelta(days=366)


def reply(
    *,
    conversation_id: int,
    content: Content,
    person: User | None,
    now: datetime,
    reply_to: str = "",
    take_over: bool = False,
    version: int | None = None,
) -> Message:
    """Write to a guest as one of the staff; the conversation is theirs from then on. `person` is None for a program.

    :raises ConversationTaken: if somebody else has it
    :raises WindowClosed: if 24 hours have passed and it is no template
    :raises TemplateUnknown: if it is a template that Meta would not take
    :raises BadContent: if WhatsApp would not take it
    """
    with transaction.atomic():
        conversation = lock_conversation(conversation_id)
        refuse_if_taken(conversation, person, now=now, version=version, take_over=take_over)
        message = say_as_staff(conversation, content, person=person, now=now, reply_to=reply_to)
        note_words(conversation, person, at=now, now=now)
        mark_all_read(conversation)
    return message


def say_as_staff(
    conversation: Conversation,
    content: Content,
    *,
    person: User | None,
    now: datetime,
    reply_to: str = "",
    fallback: TemplateMessage | None = None,
    content_key: str = "",
) -> Message:
    """Write down what somebody of the staff says.

    :raises WindowClosed: if 24 hours have passed and it is no template, nor has one to fall back to
    :raises TemplateUnknown: if it is a template that Meta would not take
    """
    for template in (content, fallback):
        if isinstance(template, TemplateMessage):
            refuse_unknown(template, waba_id=conversation.number.waba_id)
    message = say(
        conversation=conversation,
        content=content,
        now=now,
        sender_type=SenderType.STAFF,
        purpose=purposes.STAFF,
        content_key=content_key,
        reply_to=reply_to,
        fallback=fallback,
        author=person,
    )
    if message is None:  # of a key, and then the same was said before
        return Message.objects.get(content_key=content_key)
    return message


def refuse_unknown(template: TemplateMessage, *, waba_id: str) -> None:
    """Let no template go that Meta has not approved, nor with values that it does not ask for.

    :raises TemplateUnknown: if so
    """
    known = WhatsAppTemplate.objects.filter(
        waba_id=waba_id, name=template.name, language=template.language, status="APPROVED"
    ).first()
    if known is None or len(gaps_of(known.components)) != len(template.body):
        raise TemplateUnknown


def mark_all_read(conversation: Conversation) -> bool:
    """Let nothing of a locked conversation be unread, and return whether something was."""
    unread = Message.objects.filter(conversation=conversation, direction="in", is_read=False).update(is_read=True)
    was = Conversation.objects.filter(pk=conversation.pk, is_unread=True).update(is_unread=False, changed_at=ClockNow())
    return bool(unread or was)


# --- At a moment to come ------------------------------------------------------------------------------------------------


def schedule(
    *,
    conversation_id: int,
    text: str,
    due_at: datetime,
    person: User | None,
    now: datetime,
    fallback: TemplateMessage | None = None,
) -> ScheduledReply:
    """Have something said later; what holds then is looked at then, once more.

    :raises NotLater: if the moment is over, or too far off
    :raises TemplateUnknown: if the template for a closed window is one that Meta would not take
    :raises BadContent: if WhatsApp would not take it
    """
    if not now < due_at <= now + FARTHEST:
        raise NotLater(fields={"due_at": NotLater.default_detail})
    check(Text(text))
    with transaction.atomic():
        conversation = lock_conversation(conversation_id)
        if fallback is not None:
            refuse_unknown(fallback, waba_id=conversation.number.waba_id)
        later = ScheduledReply.objects.create(
            conversation=conversation,
            text=text,
            due_at=due_at,
            author=person,
            fallback=to_json(fallback) if fallback else None,
        )
        note(conversation, "scheduled", now=now, due_at=due_at.isoformat())
        touch(conversation)
        enqueue("messaging.write_later", run_at=due_at, tenant_id=current_tenant_id(), later_id=later.pk)
    return later


def cancel_later(*, conversation_id: int, later_id: int, now: datetime) -> ScheduledReply:
    """Let something not be said after all.

    :raises NotFound: if there is no such thing
    :raises NotLater: if it was said, or cancelled, already
    """
    with transaction.atomic():
        conversation = lock_conversation(conversation_id)
        later = ScheduledReply.objects.filter(pk=later_id, conversation=conversation).first()
        if later is None:
            raise NotFound
        if later.state != LaterState.WAITING:
            raise NotLater
        later.state = LaterState.CANCELLED
        later.save(update_fields=["state"])
        note(conversation, "schedule_cancelled", now=now)
        touch(conversation)
    return later


def write_later(*, later_id: int, now: datetime) -> None:
    """Say what a person wanted said at this moment: as a template once the 24 hours are over; else its author is told."""
    found = ScheduledReply.objects.filter(pk=later_id).values_list("conversation_id", flat=True).first()
    if found is None:
        return
    conversation = lock_conversation(found)
    later = ScheduledReply.objects.select_related("author").get(pk=later_id)
    if later.state != LaterState.WAITING or later.due_at > now + clock.NEARLY:
        return
    try:
        with transaction.atomic():
            later.message = say_as_staff(
                conversation,
                Text(later.text),
                person=later.author,
                now=now,
                fallback=template_of(later.fallback),
                content_key=f"later:{later.pk}",
            )
    except (WindowClosed, TemplateUnknown) as error:
        later.state, later.why = LaterState.REFUSED, error.code
        ask_person(
            kind="window_closed",
            cause=f"conversation:{conversation.pk}",
            title=_("WhatsApp: un mensaje programado no pudo salir"),
            link=f"/admin/bandeja/{conversation.pk}/",
        )
    else:
        later.state = LaterState.WRITTEN
    later.save(update_fields=["state", "why", "message"])
    touch(conversation)


def template_of(written: Any) -> TemplateMessage | None:
    """Return the template that stands for what is said later, if there is one."""
    content = from_json(written) if written else None
    return content if isinstance(content, TemplateMessage) else None


def touch(conversation: Conversation) -> None:
    """Let whoever watches look again."""
    Conversation.objects.filter(pk=conversation.pk).update(changed_at=ClockNow())
