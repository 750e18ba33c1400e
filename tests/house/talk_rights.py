"""What the table of rights tries about conversations: rows of ours, and what is sent to each endpoint."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from messaging.models import BotTurn, Conversation, Message, NluCase, ScheduledReply, SendAttempt, WhatsAppNumber
from tenants import clock
from tenants.models import Guest, Tenant
from tests.cast import enter

# What has to stand behind the question mark.
ASKED = {"GET /api/v1/conversations/search": "?q=hola"}


def talk_numbers(hotel: Tenant) -> dict[str, Any]:
    """Return a conversation with a message that did not go out, why it was said, and a reply for later."""
    with enter(hotel):
        talk = Conversation.objects.create(
            number=WhatsAppNumber.objects.create(phone_number_id="106700801"),
            guest=Guest.objects.create(name="Luis"),
            wa_id="5493815550777",
            last_inbound_at=clock.now(),
        )
        failed = Message.objects.create(
            conversation=talk,
            direction="out",
            sender_type="staff",
            kind="text",
            text="Sí",
            content={"kind": "text", "body": "Sí"},
            state="failed",
            purpose="staff",
            opaque=uuid4(),
            sent_at=clock.now(),
        )
        BotTurn.objects.create(
            conversation=talk,
            message=failed,
            at=clock.now(),
            heard="¿Hay lugar?",
            intent="availability",
            rule="asks_dates",
            understanding={"intent": "availability", "confidence": 0.9, "spans": []},
            facts={"today": "2026-11-22"},
            version="1",
        )
        SendAttempt.objects.create(message=failed, began_at=clock.now(), outcome="never")
        later = ScheduledReply.objects.create(conversation=talk, text="Hola", due_at=clock.now() + timedelta(hours=3))
    return {"conversation_id": talk.pk, "message_id": failed.pk, "later_id": later.pk}


def talk_body(endpoint: str) -> Any:
    """Return what is sent to an endpoint about conversations; None to those that take nothing."""
    later = (clock.now() + timedelta(hours=2)).isoformat()
    one = "/api/v1/conversations/{conversation_id}"
    bodies: dict[str, Any] = {
        f"POST {one}/assign": {"assignee": None},
        f"POST {one}/snooze": {"until": later},
        f"POST {one}/reply": {"text": "Sí, hay lugar."},
        f"POST {one}/note": {"text": "Pidió factura A"},
        f"POST {one}/messages/{{message_id}}/wrong": {
            "intent": "price",
            "check_in": "2026-12-01",
            "note": "Era el precio",
        },
        f"POST {one}/bot/send": {"mark": "none"},
        f"POST {one}/bot/drop": {"mark": "none"},
        f"POST {one}/bot/mode": {"mode": "draft"},
        "POST /api/v1/nlu/analyze": {"text": "¿Hay lugar del 12 al 15?"},
        f"POST {one}/schedule": {"text": "¿Llegaron bien?", "due_at": later},
    }
    return bodies.get(endpoint)


def talk_rows() -> list[Any]:
    """Return every row about conversations, in the scope of a business."""
    tables = (Conversation, Message, ScheduledReply, BotTurn, NluCase)
    return [row for table in tables for row in table.objects.values_list()]
