"""A conversation in which we say something, and webhooks in which Meta says what became of it."""

from __future__ import annotations

import pytest

from messaging.models import Conversation, Message, WhatsAppNumber
from messaging.services.saying import say
from messaging.whatsapp.outgoing import Text
from tasks.messaging import send_one
from tenants import clock
from tenants.models import Guest, Tenant
from tests.cast import Enter
from tests.messaging.whatsapp import payloads


@pytest.fixture
def talk(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> Conversation:
    """A conversation with a guest who wrote a moment ago."""
    return talk_with("5491155550000", hotel, scope)


def talk_with(wa_id: str, hotel: Tenant, scope: Enter) -> Conversation:
    with scope(hotel):
        return Conversation.objects.create(
            number=WhatsAppNumber.objects.get(),
            guest=Guest.objects.create(name=wa_id),
            wa_id=wa_id,
            last_inbound_at=clock.now(),
        )


def told(message: Message, *words: str, at: int = 0) -> bytes:
    """Return a webhook in which Meta says what became of a message, by the id that went along."""
    statuses = [
        payloads.status(word, wamid=f"wamid.of.{message.pk}", biz_opaque_callback_data=f"out:{message.opaque}")
        for word in words
    ]
    return payloads.as_bytes(payloads.envelope(payloads.value(statuses=statuses)))


def say_in(talk: Conversation, words: str, **more: object) -> Message:
    message = say(conversation=talk, content=Text(words), now=clock.now(), **more)  # type: ignore[arg-type]
    assert message is not None
    return message


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def send_all() -> None:
    while send_one():
        pass


def failed_later(message: Message, code: int, *, at: int = payloads.SENT_AT) -> bytes:
    status = payloads.failed(code, wamid=f"wamid.of.{message.pk}", opaque=f"out:{message.opaque}", at=at)
    return payloads.as_bytes(payloads.envelope(payloads.value(statuses=[status])))
