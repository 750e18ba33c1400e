"""What people decide about a conversation."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from messaging.models import Conversation
from tenants.models import Outcome
from tenants.services.staff_tasks import close_staff_tasks_about


def let_bot_answer(*, conversation: Conversation, now: datetime) -> None:
    """Let the bot answer again where it kept silent, from the next message on, and close what people were asked about it."""
    with transaction.atomic():
        Conversation.objects.filter(pk=conversation.pk).update(bot_stopped_at=None, bot_stop_reason="")
        cause = f"conversation:{conversation.pk}"
        close_staff_tasks_about(kind="bot_stopped", cause=cause, outcome=Outcome.DONE, now=now)
