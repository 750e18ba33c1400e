"""Rows of conversations that the generic way cannot fill: states that go together, and numbers without a reference."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import models

from messaging.models import (
    BotTurn,
    Conversation,
    Direction,
    GuestMerge,
    Mailbox,
    MediaFile,
    Message,
    MessageState,
    NumberHealth,
    Outgoing,
    ScheduledReply,
    SenderType,
    WhatsAppNumber,
)
from tenants import clock
from tenants.models import Guest

if TYPE_CHECKING:
    from config.tenancy_audit.stage import Side

Maker = Callable[["Side"], models.Model | None]


def conversation(side: Side) -> models.Model:
    return Conversation.objects.create(
        number_id=side.row(WhatsAppNumber).pk, guest_id=side.row(Guest).pk, user_id=side.token, wa_id=side.token
    )


def message(side: Side) -> models.Model:
    """Return a message on its way out, which jobs do something with."""
    return Message.objects.create(
        conversation_id=side.row(Conversation).pk,
        direction=Direction.OUT,
        sender_type=SenderType.BOT,
        kind="text",
        text=side.token,
        content={"kind": "text", "body": side.token},
        state=MessageState.QUEUED,
        wamid=side.token,
        error=side.token,
        opaque=uuid4(),
        sent_at=clock.now(),
    )


def media_file(side: Side) -> models.Model:
    return MediaFile.objects.create(message_id=side.row(Message).pk, media_id=side.token, filename=side.token)


def mailbox(side: Side) -> models.Model:
    return Mailbox.objects.create(conversation_id=side.row(Conversation).pk, tenant_id=side.tenant.pk, error=side.token)


def outgoing(side: Side) -> models.Model:
    talk = side.row(Conversation)
    return Outgoing.objects.create(
        message_id=side.row(Message).pk,
        tenant_id=side.tenant.pk,
        number_id=side.row(WhatsAppNumber).pk,
        conversation_id=talk.pk,
    )


def guest_merge(side: Side) -> models.Model:
    other = Guest.objects.create(name=side.token)
    return GuestMerge.objects.create(absorbed=other, kept_id=side.row(Guest).pk, source="staff")


def number_health(side: Side) -> models.Model:
    number = side.row(WhatsAppNumber)
    return NumberHealth.objects.create(
        number_id=number.pk, tenant_id=side.tenant.pk, state="good", looked_at=clock.now()
    )


def scheduled_reply(side: Side) -> models.Model:
    due_at = clock.now() - timedelta(minutes=1)
    return ScheduledReply.objects.create(conversation_id=side.row(Conversation).pk, text=side.token, due_at=due_at)


def bot_turn(side: Side) -> models.Model:
    """Return why a message was said: without one the pages about it would find nothing."""
    return BotTurn.objects.create(
        conversation_id=side.row(Conversation).pk,
        message_id=side.row(Message).pk,
        at=clock.now(),
        heard=side.token,
        intent="greeting",
        rule=side.token[:60],
        version="1",
    )


MAKERS: dict[str, Maker] = {
    "messaging.conversation": conversation,
    "messaging.message": message,
    "messaging.mediafile": media_file,
    "messaging.mailbox": mailbox,
    "messaging.guestmerge": guest_merge,
    "messaging.numberhealth": number_health,
    "messaging.outgoing": outgoing,
    "messaging.scheduledreply": scheduled_reply,
    "messaging.botturn": bot_turn,
}
# What has to stand behind the question mark of a GET, by the name of the address.
QUERIES: dict[str, Callable[[], str]] = {"conversation_search": lambda: "?q=hola"}
BODIES: dict[str, Callable[[Side], dict[str, Any]]] = {
    "assign_conversation": lambda _: {"assignee": None},
    "reply": lambda _: {"text": "Hola"},
    "write_note": lambda _: {"text": "Hola"},
    "mark_wrong": lambda _: {"intent": "price"},
    "snooze_conversation": lambda _: {"until": in_an_hour()},
    "schedule_reply": lambda _: {"text": "Hola", "due_at": in_an_hour()},
}


def in_an_hour() -> str:
    return (clock.now() + timedelta(hours=1)).isoformat()
