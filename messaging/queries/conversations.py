"""Asking for conversations, and for how a business wants them answered."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from messaging.mailbox.patience import Patience
from messaging.models import AnswerRules, Conversation


def find_conversation(*, number_id: int, wa_id: str, user_id: str) -> Conversation | None:
    """Return the conversation of this number with whoever has this id; if there is none, this phone and no other id."""
    wanted = Q(user_id=user_id) if user_id else Q()
    if wa_id:
        wanted |= Q(wa_id=wa_id, user_id="") if user_id else Q(wa_id=wa_id)
    if not wanted:
        return None
    found = Conversation.objects.select_related("guest").filter(wanted, number_id=number_id)
    # Few: a number has one owner, and those before it have lost it.
    return max(found, key=lambda it: (bool(user_id) and it.user_id == user_id, it.last_message_at), default=None)


def get_patience(rules: AnswerRules) -> Patience:
    """Return how long answers of a business wait."""
    return Patience(
        usual=timedelta(milliseconds=rules.debounce_ms), unfinished=timedelta(milliseconds=rules.fragment_ms)
    )
