"""Asking for conversations, and for how a business wants them answered."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from messaging.mailbox.patience import Patience
from messaging.models import AnswerRules, Conversation


def find_conversation(*, number_id: int, wa_id: str, user_id: str) -> Conversation | None:
    """Return the conversation of this number with whoever has this phone or this id; the id counts more."""
    wanted = Q(user_id=user_id) if user_id else Q()
    if wa_id:
        wanted |= Q(wa_id=wa_id)
    if not wanted:
        return None
    found = list(Conversation.objects.select_related("guest").filter(wanted, number_id=number_id).order_by("id")[:2])
    by_id = [it for it in found if user_id and it.user_id == user_id]
    return next(iter(by_id or found), None)


def get_patience(rules: AnswerRules) -> Patience:
    """Return how long answers of a business wait."""
    return Patience(
        usual=timedelta(milliseconds=rules.debounce_ms), unfinished=timedelta(milliseconds=rules.fragment_ms)
    )
