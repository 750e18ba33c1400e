"""What conversations look like over HTTP."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from messaging.models import Direction, SenderType
from messaging.models.conversation import Owner
from messaging.ownership import Lease, now_held
from messaging.queries.found import Hit
from messaging.queries.inbox import Line, Said
from messaging.queries.talk import Beside, Spoken
from messaging.window import closes_at
from tenants import clock
from tenants.api.shared_fields import Out


class PersonOut(Out):
    id = serializers.IntegerField()
    name = serializers.CharField()


class SaidOut(Out):
    id = serializers.IntegerField()
    sender_type = serializers.ChoiceField(choices=SenderType.choices)
    kind = serializers.CharField()
    text = serializers.CharField()
    state = serializers.CharField()
    sent_at = serializers.DateTimeField()


class ConversationOut(Out):
    id = serializers.IntegerField()
    display_name = serializers.CharField()
    phone = serializers.CharField()
    guest = serializers.IntegerField()
    language = serializers.CharField()
    number = serializers.CharField()
    last_message = SaidOut(allow_null=True)
    last_agent_message = SaidOut(allow_null=True)
    unread_count = serializers.IntegerField()
    marked_unread = serializers.BooleanField()
    updated_at = serializers.DateTimeField()
    owner = serializers.ChoiceField(choices=Owner.choices)
    owner_until = serializers.DateTimeField(allow_null=True)
    owner_why = serializers.CharField()
    assignee = PersonOut(allow_null=True)
    version = serializers.IntegerField()
    waiting_since = serializers.DateTimeField(allow_null=True)
    snoozed_until = serializers.DateTimeField(allow_null=True)
    window_closes_at = serializers.DateTimeField(allow_null=True)


class ConversationPage(Out):
    items = ConversationOut(many=True)
    next = serializers.CharField(allow_null=True)


class CountsOut(Out):
    """How many conversations each queue has; 100 stands for 100 or more."""

    mine = serializers.IntegerField()
    unassigned = serializers.IntegerField()
    unread = serializers.IntegerField()
    waiting = serializers.IntegerField()
    snoozed = serializers.IntegerField()


class HitOut(Out):
    conversation = ConversationOut()
    message = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()
    sent_at = serializers.DateTimeField(allow_null=True)


class HitsOut(Out):
    items = HitOut(many=True)


class FileOut(Out):
    id = serializers.IntegerField()
    state = serializers.CharField()
    mime_type = serializers.CharField()
    filename = serializers.CharField()
    size = serializers.IntegerField(allow_null=True)


class QuotedOut(Out):
    id = serializers.IntegerField()
    text = serializers.CharField()
    sender_type = serializers.ChoiceField(choices=SenderType.choices)


class MessageOut(Out):
    id = serializers.IntegerField()
    sender_type = serializers.ChoiceField(choices=SenderType.choices)
    direction = serializers.ChoiceField(choices=Direction.choices)
    kind = serializers.CharField()
    text = serializers.CharField()
    state = serializers.CharField()
    sent_at = serializers.DateTimeField()
    error_code = serializers.IntegerField(allow_null=True)
    error = serializers.CharField()
    is_read = serializers.BooleanField()
    choice = serializers.CharField()
    author = serializers.CharField()
    file = FileOut(allow_null=True)
    quoted = QuotedOut(allow_null=True)
    place = serializers.CharField()
    has_why = serializers.BooleanField()


class BesideOut(Out):
    """`what` is note, event or later; `text` is the words, or the kind of event."""

    what = serializers.CharField()
    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    actor = serializers.CharField()
    text = serializers.CharField()
    state = serializers.CharField()
    data = serializers.DictField(allow_null=True)  # type: ignore[assignment]  # a field, which the class takes out again
    name = serializers.CharField()
    person = serializers.CharField()


class TalkPage(Out):
    items = MessageOut(many=True)
    besides = BesideOut(many=True)
    next = serializers.CharField(allow_null=True)


def conversation_json(line: Line) -> dict[str, Any]:
    """Return a conversation as the list shows it."""
    held = now_held(
        Lease(line.owner, line.assignee.id if line.assignee else None, line.held_until, line.why), now=clock.now()
    )
    return {
        "id": line.id,
        "display_name": line.guest_name or phone_of(line),
        "phone": phone_of(line),
        "guest": line.guest_id,
        "language": line.language,
        "number": line.number,
        "last_message": said_json(line.last_message),
        "last_agent_message": said_json(line.last_agent_message),
        "unread_count": line.unread_count,
        "marked_unread": line.is_marked,
        "updated_at": line.updated_at,
        "owner": held.owner,
        "owner_until": held.until,
        "owner_why": held.why,
        "assignee": {"id": line.assignee.id, "name": line.assignee.name} if line.assignee and held.person else None,
        "version": line.version,
        "waiting_since": line.waiting_since,
        "snoozed_until": line.snoozed_until,
        "window_closes_at": closes_at(line.last_inbound_at),
    }


def phone_of(line: Line) -> str:
    return f"+{line.wa_id}" if line.wa_id.isdigit() else line.wa_id or line.user_id


def said_json(said: Said | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {name: getattr(said, name) for name in Said.__slots__}


def hit_json(hit: Hit) -> dict[str, Any]:
    return {
        "conversation": conversation_json(hit.line),
        "message": hit.message_id,
        "text": hit.text,
        "sent_at": hit.sent_at,
    }


def message_json(said: Spoken) -> dict[str, Any]:
    plain = {name: getattr(said, name) for name in Spoken.__slots__ if name not in ("file", "quoted")}
    file, quoted = said.file, said.quoted
    return {
        **plain,
        "file": {name: getattr(file, name) for name in file.__slots__} if file else None,
        "quoted": {name: getattr(quoted, name) for name in quoted.__slots__} if quoted else None,
    }


def beside_json(beside: Beside) -> dict[str, Any]:
    return {name: getattr(beside, name) for name in Beside.__slots__}
