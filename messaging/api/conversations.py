"""Conversations: a queue of them, how many there are, who has each, and what to find."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from messaging.api.shapes import ConversationOut, ConversationPage, CountsOut, HitsOut, conversation_json, hit_json
from messaging.api.watched import not_modified, tagged
from messaging.models import Conversation
from messaging.queries.found import find_conversations
from messaging.queries.inbox import QUEUES, count_lines, get_mark, list_lines, list_lines_of
from messaging.services import attention, holding
from tenants import clock
from tenants.api.fields import Id, Moment, Text, Truth, Whole
from tenants.api.pages import PageQuery, read_cursor, write_cursor
from tenants.api.strict import Nothing, Strict, StrictQuery
from tenants.api.views import TenantAPIView
from tenants.errors import NotFound
from tenants.scoping import current_tenant_id


class ConversationQuery(PageQuery):
    queue = serializers.ChoiceField(choices=QUEUES, default="all")


class SearchQuery(StrictQuery):
    q = Text(max_length=200)


class AssignIn(Strict):
    """`null` leaves it to anybody. Who takes it from somebody says so, and with `version` that it is as they saw it."""

    assignee = Id(allow_null=True)
    take_over = Truth(default=False)
    version = Whole(required=False, min_value=0)


class HandBackIn(Strict):
    """Who gives back what somebody else has says so, and with `version` that it is as they saw it."""

    take_over = Truth(default=False)
    version = Whole(required=False, min_value=0)


class ReadIn(Strict):
    """As far as this message; all of it, if none is named."""

    message = Id(required=False)


class SnoozeIn(Strict):
    """`null` brings it back."""

    until = Moment(allow_null=True)


class InboxView(TenantAPIView):
    """What the views here share: who asks, and a conversation as the list shows it."""

    @property
    def person_id(self) -> int | None:
        return self.caller.user.pk if self.caller.user else None

    def read_about(self, conversation_id: int, body: type[Strict]) -> dict[str, Any]:
        """Return the body's fields, once the conversation is known to be one of this business.

        :raises NotFound: if it is not
        """
        if not Conversation.objects.filter(pk=conversation_id).exists():
            raise NotFound
        return self.read(body)

    def one(self, conversation_id: int) -> Response:
        """Answer with a conversation as it is now.

        :raises NotFound: if this business has none of this number
        """
        lines = list_lines_of([conversation_id], person_id=self.person_id)
        if not lines:
            raise NotFound
        return Response(ConversationOut(conversation_json(lines[0])).data)


class Conversations(InboxView):
    rights: ClassVar = {"GET": "messages:read"}
    query = ConversationQuery

    @extend_schema(
        "list_conversations", parameters=[ConversationQuery], responses=ConversationPage, summary=_("Conversaciones")
    )
    def get(self, request: Request) -> Response:
        mark = f"{get_mark()}-{self.person_id}"
        if not_modified(request, mark):
            return Response(status=304)
        queue, limit, cursor = self.asked["queue"], self.asked["limit"], self.asked.get("cursor")
        salt = f"cursor:{current_tenant_id()}:inbox:{queue}"
        after = after_of(read_cursor(cursor, salt)) if cursor else None
        lines = list_lines(queue, person_id=self.person_id, limit=limit + 1, after=after)
        page = lines[:limit]
        more = write_cursor((page[-1].updated_at, page[-1].id), salt) if len(lines) > limit else None
        items = ConversationOut([conversation_json(line) for line in page], many=True).data
        return tagged(Response({"items": items, "next": more}), mark)


def after_of(key: tuple[Any, int]) -> tuple[datetime, int]:
    return datetime.fromisoformat(key[0]), key[1]


class Counts(InboxView):
    rights: ClassVar = {"GET": "messages:read"}

    @extend_schema("count_conversations", responses=CountsOut, summary=_("Cuántas conversaciones hay en cada bandeja"))
    def get(self, request: Request) -> Response:
        mark = f"{get_mark()}-{self.person_id}"
        if not_modified(request, mark):
            return Response(status=304)
        return tagged(Response(CountsOut(count_lines(person_id=self.person_id)).data), mark)


class Search(InboxView):
    rights: ClassVar = {"GET": "messages:read"}
    query = SearchQuery

    @extend_schema(
        "search_conversations",
        parameters=[SearchQuery],
        responses=HitsOut,
        summary=_("Buscar por lo que se dijo, por nombre, teléfono o código de reserva"),
    )
    def get(self, request: Request) -> Response:
        hits = find_conversations(self.asked["q"], person_id=self.person_id)
        return Response(HitsOut({"items": [hit_json(hit) for hit in hits]}).data)


class OneConversation(InboxView):
    rights: ClassVar = {"GET": "messages:read"}

    @extend_schema("get_conversation", responses=ConversationOut, summary=_("Una conversación"))
    def get(self, request: Request, conversation_id: int) -> Response:
        return self.one(conversation_id)


class Assign(InboxView):
    rights: ClassVar = {"POST": "messages:write"}

    @extend_schema(
        "assign_conversation",
        request=AssignIn,
        responses=ConversationOut,
        summary=_("Tomar una conversación, pasarla a alguien o dejarla libre"),
    )
    def post(self, request: Request, conversation_id: int) -> Response:
        values = self.read_about(conversation_id, AssignIn)
        holding.assign(
            conversation_id=conversation_id,
            to=values["assignee"],
            by=self.caller.user,
            now=clock.now(),
            version=values.get("version"),
            take_over=values["take_over"],
        )
        return self.one(conversation_id)


class HandBack(InboxView):
    rights: ClassVar = {"POST": "messages:write"}

    @extend_schema(
        "hand_conversation_back",
        request=HandBackIn,
        responses=ConversationOut,
        summary=_("Dar una conversación por atendida y devolverla al bot"),
    )
    def post(self, request: Request, conversation_id: int) -> Response:
        values = self.read_about(conversation_id, HandBackIn)
        holding.give_back(
            conversation_id=conversation_id,
            by=self.caller.user,
            now=clock.now(),
            version=values.get("version"),
            take_over=values["take_over"],
        )
        return self.one(conversation_id)


class MarkRead(InboxView):
    rights: ClassVar = {"POST": "messages:write"}

    @extend_schema(
        "read_conversation", request=ReadIn, responses=ConversationOut, summary=_("Anotar que una conversación se leyó")
    )
    def post(self, request: Request, conversation_id: int) -> Response:
        values = self.read(ReadIn)
        attention.read(conversation_id=conversation_id, person=self.caller.user, up_to=values.get("message"))
        return self.one(conversation_id)


class MarkUnread(InboxView):
    rights: ClassVar = {"POST": "messages:write"}

    @extend_schema(
        "unread_conversation",
        request=Nothing,
        responses=ConversationOut,
        summary=_("Marcar una conversación como no leída, para volver a ella"),
    )
    def post(self, request: Request, conversation_id: int) -> Response:
        self.read(Nothing)
        attention.mark_unread(conversation_id=conversation_id, person=self.caller.user, now=clock.now())
        return self.one(conversation_id)


class Snooze(InboxView):
    rights: ClassVar = {"POST": "messages:write"}

    @extend_schema(
        "snooze_conversation", request=SnoozeIn, responses=ConversationOut, summary=_("Posponer una conversación")
    )
    def post(self, request: Request, conversation_id: int) -> Response:
        values = self.read_about(conversation_id, SnoozeIn)
        attention.snooze(conversation_id=conversation_id, until=values["until"], now=clock.now())
        return self.one(conversation_id)
