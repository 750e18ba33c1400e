"""Asking for what a business says in words of its own, what it knows of the house, and how far its bot goes."""

from __future__ import annotations

from messaging.dialogue.own_texts import missing_gaps
from messaging.models import BotText, KnownAnswer, TopicMode


def own_texts(language: str) -> dict[str, str]:
    """Return the business's words in a language, by key, as far as they say what a guest has to read. One query.

    The page lets nobody write others; a newer release may ask for more than was asked for when they were written.
    """
    said = BotText.objects.filter(language=language).values_list("key", "text")
    return {key: text for key, text in said if not missing_gaps(key, text)}


def known_answers(language: str, house_language: str) -> dict[str, str]:
    """Return what the business answers, by topic. One query.

    What is not written in the guest's language is told in the words for all, else rather in the house's than not at all.
    """
    ranks = {house_language: 0, "": 1, language: 2}
    rows = KnownAnswer.objects.filter(is_on=True, language__in=ranks).values_list("language", "topic", "text")
    # Of several the best comes last, and stays.
    return {topic: text for _language, topic, text in sorted(rows, key=lambda row: ranks[row[0]])}


def topic_modes() -> dict[str, str]:
    """Return the modes that differ from the general one, by topic. One query."""
    return dict(TopicMode.objects.values_list("topic", "mode"))
