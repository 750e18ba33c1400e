"""Asking for what was said in a conversation, the newest part of it first, as people read it: oldest at the top."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from messaging.models import Conversation, MediaFile, Message, SendAttempt

MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Said:
    """One message with its file and its tries."""

    message: Message
    file: MediaFile | None
    attempts: tuple[SendAttempt, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """A part of a conversation; `older` is the message from which the part before it is asked for."""

    said: tuple[Said, ...]
    older: int | None


def get_thread(conversation: Conversation, *, before: int | None = None) -> Thread:
    """Return the last messages of a conversation, or those before one of them."""
    messages = (
        Message.objects.filter(conversation=conversation).order_by("-sent_at", "-id").defer("content", "fallback")
    )
    edge = Message.objects.filter(conversation=conversation, pk=before).first() if before else None
    if edge is not None:
        earlier = messages.filter(sent_at__lt=edge.sent_at)
        messages = earlier | messages.filter(sent_at=edge.sent_at, pk__lt=edge.pk)
    found = list(messages[: MOST_SHOWN + 1])
    shown = found[:MOST_SHOWN][::-1]
    numbers = [message.pk for message in shown]
    files = {file.message_id: file for file in list_files().filter(message__in=numbers)}
    tries: dict[int, list[SendAttempt]] = {}
    for attempt in SendAttempt.objects.filter(message__in=numbers).order_by("id"):
        tries.setdefault(attempt.message_id, []).append(attempt)
    said = tuple(Said(it, files.get(it.pk), tuple(tries.get(it.pk, ()))) for it in shown)
    return Thread(said, shown[0].pk if len(found) > MOST_SHOWN else None)


def list_files() -> QuerySet[MediaFile]:
    """Return files without their bytes."""
    return MediaFile.objects.defer("content")
