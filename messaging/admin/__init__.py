"""What the desk shows of messages. Each page registers itself when it is imported."""

from messaging.admin import apps, conversations, events, files, messages, numbers, quarantine, rules, templates

__all__ = [
    "apps",
    "conversations",
    "events",
    "files",
    "messages",
    "numbers",
    "quarantine",
    "rules",
    "templates",
]
