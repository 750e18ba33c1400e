"""What the desk shows of messages. Each page registers itself when it is imported."""

from messaging.admin import (
    apps,
    canned,
    conversations,
    events,
    files,
    guests,
    messages,
    numbers,
    quarantine,
    rules,
    stay_texts,
    templates,
)

__all__ = [
    "apps",
    "canned",
    "conversations",
    "events",
    "files",
    "guests",
    "messages",
    "numbers",
    "quarantine",
    "rules",
    "stay_texts",
    "templates",
]
