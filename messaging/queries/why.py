"""Asking why the bot said something, and what of that was wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from messaging.models import BotTurn, NluCase


def find_turn(*, conversation_id: int, message_id: int) -> BotTurn | None:
    """Return why a message of a conversation was said, None if no bot said it. One query."""
    turns = BotTurn.objects.filter(message=message_id, conversation=conversation_id)
    return turns.select_related("conversation__guest", "tenant").order_by("-pk").first()


def find_case(turn: BotTurn) -> NluCase | None:
    """Return what somebody said of an answer, None if nobody minded it."""
    return NluCase.objects.filter(turn=turn).first()


def day_of(turn: BotTurn) -> date:
    """Return the day on which the guest said it, in the business's own zone."""
    try:
        return date.fromisoformat(turn.facts["today"])
    except (KeyError, TypeError, ValueError):  # a trace that keeps less than ours
        moment: datetime = turn.at
        return moment.astimezone(ZoneInfo(turn.tenant.zone)).date()


def list_cases(*, since: date | None, zone: str) -> QuerySet[NluCase]:
    """Return what people said was wrong, from a day of the business on, the oldest first."""
    cases = NluCase.objects.order_by("at", "pk")
    if since is None:
        return cases
    return cases.filter(at__gte=datetime.combine(since, time(), ZoneInfo(zone)).astimezone(UTC))
