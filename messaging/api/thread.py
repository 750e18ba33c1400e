"""What was said in a conversation, and saying something in it: now, later, or to each other."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from messaging.api.conversations import InboxView, after_of
from messaging.api.shapes import BesideOut, MessageOut, TalkPage, beside_json, message_json
from messaging.api.watched import not_modified, tagged
from messaging.errors import NothingSaid
from messaging.models import Message
from messaging.queries.talk import get_mark, list_besides, list_messages
from messaging.services import attention, writing
from messaging.services.retrying import retry_message
from messaging.whatsapp.outgoing import Content, TemplateMessage, Text
from tenants import clock
from tenants.api.fields import Id, Moment, Truth, Whole
from tenants.api.fields import Text as Words
from tenants.api.pages import PageQuery, read_cursor, write_cursor
from tenants.api.shared_fields import Out
from tenants.api.strict import Nothing, Strict
from tenants.api.views import TenantAPIView
from tenants.errors import NotFound
from tenants.scoping import current_tenant_id

MOST_GAPS = 20


class TemplateIn(Strict):
    name = Words(max_length=512)
    language = Words(max_length=16)
    body = serializers.ListField(child=Words(max_length=1000), max_length=MOST_GAPS, default=list)


class ReplyIn(Strict):
    """Words, or once 24 hours have passed a template; `reply_to` is the message that is answered."""

    text = Words(max_length=4096, required=False)
    template = TemplateIn(required=False)
    reply_to = Id(required=False)
    take_over = Truth(default=False)
    version = Whole(required=False, min_value=0)


class NoteIn(Strict):
    text = Words(max_length=4000)


class ScheduleIn(Strict):
    """`template` goes instead if the guest's 24 hours are over by then."""

    text = Words(max_length=4096)
    due_at = Moment()
    template = TemplateIn(required=False)


class LaterOut(Out):
    id = serializers.IntegerField()
    text = serializers.CharField()
    due_at = serializers.DateTimeField()
    state = serializers.CharField()


class Messages(InboxView):
    rights: ClassVar = {"GET": "messages:read"}
    query = PageQuery

    @extend_schema(
        "list_messages", parameters=[PageQuery], responses=TalkPage, summary=_("Lo que se dijo, lo último primero")
    )
    def get(self, request: Request, conversation_id: int) -> Response:
        mark = get_mark(conversation_id)
        if not_modified(request, mark):
            return Response(status=304)
        limit, cursor = self.asked["limit"], self.asked.get("cursor")
        salt = f"cursor:{current_tenant_id()}:talk:{conversation_id}"
        after = after_of(read_cursor(cursor, salt)) if cursor else None
        said = list_messages(conversation_id, limit=limit + 1, after=after)
        page = said[:limit]
        has_more = len(said) > limit
        besides = list_besides(
            conversation_id,
            since=page[-1].sent_at if has_more else None,
            until=after[0] if after else None,
        )
        answer = {
            "items": MessageOut([message_json(one) for one in page], many=True).data,
            "besides": BesideOut([beside_json(one) for one in besides], many=True).data,
            "next": write_cursor((page[-1].sent_at, page[-1].id), salt) if has_more else None,
        }
        return tagged(Response(answer), mark)


class Reply(InboxView):
    rights: ClassVar = {"POST": "messages:write"}

    @extend_schema("reply", request=ReplyIn, responses={201: MessageOut}, summary=_("Contestar a un huésped"))
    def post(self, request: Request, conversation_id: int) -> Response:
        values = self.read_about(conversation_id, ReplyIn)
        message = writing.reply(
            conversation_id=conversation_id,
            content=content_of(values),
            person=self.caller.user,
            now=clock.now(),
            reply_to=wamid_of(conversation_id, values.get("reply_to")),
            take_over=values["take_over"],
            version=values.get("version"),
        )
        # Phones whose clock is ahead have said things that are later than now: so not just the last one.
        (said,) = list_messages(conversation_id, limit=1, after=(message.sent_at, message.pk + 1))
        return Response(MessageOut(message_json(said)).data, status=201)


def content_of(values: dict[str, Any]) -> Content:
    """Return what is said.

    :raises NothingSaid: unless it is words or a template
    """
    if ("text" in values) == ("template" in values):
        raise NothingSaid
    return template_of(values["template"]) if "template" in values else Text(values["text"])


def template_of(values: dict[str, Any]) -> TemplateMessage:
    return TemplateMessage(name=values["name"], language=values["language"], body=tuple(values["body"]))


def wamid_of(conversation_id: int, message_id: int | None) -> str:
    """Return Meta's id of the message that is answered.

    :raises NotFound: if it is not one of this conversation
    """
    if message_id is None:
        return ""
    found = Message.objects.filter(pk=message_id, conversation=conversation_id).values_list("wamid", flat=True).first()
    if found is None:
        raise NotFound
    return found


class Retry(TenantAPIView):
    rights: ClassVar = {"POST": "messages:write"}

    @extend_schema(
        "retry_message", request=Nothing, responses={204: None}, summary=_("Volver a enviar un mensaje que no salió")
    )
    def post(self, request: Request, conversation_id: int, message_id: int) -> Response:
        self.read(Nothing)
        message = Message.objects.filter(pk=message_id, conversation=conversation_id).first()
        if message is None:
            raise NotFound
        retry_message(message=message, now=clock.now())
        return Response(status=204)


class Note(InboxView):
    rights: ClassVar = {"POST": "messages:write"}

    @extend_schema("write_note", request=NoteIn, responses={201: None}, summary=_("Anotar algo para el equipo"))
    def post(self, request: Request, conversation_id: int) -> Response:
        values = self.read_about(conversation_id, NoteIn)
        attention.write_note(conversation_id=conversation_id, text=values["text"], now=clock.now())
        return Response(status=201)


class Schedule(InboxView):
    rights: ClassVar = {"POST": "messages:write"}

    @extend_schema(
        "schedule_reply", request=ScheduleIn, responses={201: LaterOut}, summary=_("Programar un mensaje para después")
    )
    def post(self, request: Request, conversation_id: int) -> Response:
        values = self.read_about(conversation_id, ScheduleIn)
        later = writing.schedule(
            conversation_id=conversation_id,
            text=values["text"],
            due_at=values["due_at"],
            person=self.caller.user,
            now=clock.now(),
            fallback=template_of(values["template"]) if "template" in values else None,
        )
        return Response(LaterOut(later).data, status=201)


class CancelSchedule(TenantAPIView):
    rights: ClassVar = {"POST": "messages:write"}

    @extend_schema(
        "cancel_scheduled_reply", request=Nothing, responses=LaterOut, summary=_("Cancelar un mensaje programado")
    )
    def post(self, request: Request, conversation_id: int, later_id: int) -> Response:
        self.read(Nothing)
        later = writing.cancel_later(conversation_id=conversation_id, later_id=later_id, now=clock.now())
        return Response(LaterOut(later).data)
