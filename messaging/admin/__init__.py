"""What the desk shows of messages. Each page registers itself when it is imported."""

from messaging.admin import (
    apps,
    bot_texts,
    canned,
    conversations,
    events,
    files,
    guests,
    known_answers,
    messages,
    nlu_cases,
    numbers,
    quarantine,
    rules,
    stay_texts,
    templates,
)

__all__ = [
    "apps",
    "bot_texts",
    "canned",
    "conversations",
    "events",
    "files",
    "guests",
    "known_answers",
    "messages",
    "nlu_cases",
    "numbers",
    "quarantine",
    "rules",
    "stay_texts",
    "templates",
]
