"""Asking how a number is connected and how it does: its steps, what came for it, what was refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Max, Q

from messaging.connection.findings import PAYMENT_CODE, PAYMENT_COUNTS, Seen
from messaging.connection.health import HOURS_KEPT
from messaging.models import (
    ConnectionStep,
    Conversation,
    Direction,
    Message,
    MessageState,
    MetaApp,
    NumberHealth,
    StatusEvent,
    WhatsAppNumber,
)
from tenants.scoping import current_tenant_id

ARRIVED = (MessageState.SENT, MessageState.DELIVERED, MessageState.READ, MessageState.PLAYED)
HOUR = timedelta(hours=1)

# By the conversations in which something was said lately: a number with a million old messages costs no more.
GUESTS = """
    SELECT floor(extract(epoch FROM %(now)s - message.created_at) / 3600)::integer AS ago,
           count(DISTINCT message.conversation_id)
    FROM messaging_conversation AS talk
    JOIN messaging_message AS message
        ON message.tenant_id = %(tenant)s AND message.conversation_id = talk.id AND message.sent_at >= %(since)s
    WHERE talk.tenant_id = %(tenant)s AND talk.number_id = %(number)s AND talk.last_message_at >= %(since)s
      AND message.direction = 'in' AND message.created_at > %(since)s AND message.created_at <= %(now)s
    GROUP BY ago
"""
# Also what Meta says of our own messages comes as webhooks.
TOLD = """
    SELECT min(floor(extract(epoch FROM %(now)s - told.created_at) / 3600))::integer
    FROM messaging_conversation AS talk
    JOIN messaging_message AS message
        ON message.tenant_id = %(tenant)s AND message.conversation_id = talk.id AND message.sent_at >= %(since)s
    JOIN messaging_statusevent AS told ON told.tenant_id = %(tenant)s AND told.message_id = message.id
    WHERE talk.tenant_id = %(tenant)s AND talk.number_id = %(number)s AND talk.last_message_at >= %(since)s
      AND told.created_at > %(since)s AND told.created_at <= %(now)s
"""


def list_steps(number: WhatsAppNumber) -> dict[str, ConnectionStep]:
    """Return the steps of a number that somebody has asked for, by name."""
    return {row.step: row for row in ConnectionStep.objects.filter(number=number)}


def find_health(number_id: int) -> NumberHealth | None:
    """Return what the last look at a number of this business found."""
    return NumberHealth.objects.filter(pk=number_id, tenant_id=current_tenant_id()).first()


def last_heard(number: WhatsAppNumber) -> datetime | None:
    """Return when a guest last wrote to a number."""
    heard: datetime | None = Conversation.objects.filter(number=number).aggregate(at=Max("last_inbound_at"))["at"]
    return heard


def find_test_status(wamid: str) -> StatusEvent | None:
    """Return what Meta said last of a test, which is no message of any conversation."""
    return StatusEvent.objects.filter(wamid=wamid).order_by("-at", "-id").first() if wamid else None


def list_guests_by_hour(number: WhatsAppNumber, *, now: datetime) -> list[int]:
    """Return how many guests wrote in each of the last hours, the newest first; a status counts as one in its hour."""
    since = now - HOURS_KEPT * HOUR
    asked: dict[str, Any] = {"tenant": current_tenant_id(), "number": number.pk, "now": now, "since": since}
    guests = [0] * HOURS_KEPT
    with connection.cursor() as cursor:
        cursor.execute(GUESTS, asked)
        for ago, count in cursor.fetchall():
            guests[min(ago, HOURS_KEPT - 1)] = count
        cursor.execute(TOLD, asked | {"since": now - 24 * HOUR})
        told = cursor.fetchone()[0]
    if told is not None:
        guests[told] = max(guests[told], 1)
    return guests


def last_paid_for(number: WhatsAppNumber, *, now: datetime) -> Seen:
    """Return when a number last heard of lack of payment, and when something that costs last arrived."""
    since = now - PAYMENT_COUNTS
    talks = Conversation.objects.filter(number=number, last_message_at__gte=since)
    sent = Message.objects.filter(conversation__in=talks, direction=Direction.OUT, sent_at__gte=since)
    costs = Q(kind="template") | Q(pricing__billable=True)
    found = sent.aggregate(
        refused=Max("sent_at", filter=Q(error_code=PAYMENT_CODE)),
        paid=Max("sent_at", filter=Q(state__in=ARRIVED) & costs),
    )
    refused = [found["refused"], number.paused_at if number.pause_code == PAYMENT_CODE else None]
    return Seen(max(filter(None, refused), default=None), found["paid"])


def list_apps() -> list[MetaApp]:
    """Return the apps whose webhooks are taken."""
    return list(MetaApp.objects.filter(is_active=True).order_by("key"))
