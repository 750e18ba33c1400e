"""What the bot proposes in a conversation, and how far it goes there by itself."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from messaging.api.conversations import InboxView
from messaging.models import BotMode
from messaging.queries.talk import get_conversation
from messaging.services import drafting
from tenants import clock
from tenants.api.fields import Text
from tenants.api.shared_fields import Out
from tenants.api.strict import Strict


class DraftIn(Strict):
    """`mark` is that of the draft as it was read: with anything else by now nothing happens."""

    mark = Text(max_length=64)


class BotModeIn(Strict):
    """`""` is as far as everywhere."""

    mode = serializers.ChoiceField(choices=[*BotMode.values, ""])


class DraftOut(Out):
    """`does` is what it would do: hold, cancel, change, hand_over…, with what it is about."""

    text = serializers.CharField()
    does = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))
    mark = serializers.CharField()
    at = serializers.DateTimeField()


class BotHereOut(Out):
    """How far the bot goes here, and what it proposes; `is_sent` tells whether it was just sent."""

    mode = serializers.CharField()
    is_sent = serializers.BooleanField()
    draft = DraftOut(allow_null=True)


class DraftView(InboxView):
    def here(self, conversation_id: int, *, is_sent: bool = False) -> Response:
        """Answer with how far the bot goes here and what it proposes.

        :raises NotFound: if this business has no conversation of this number
        """
        mode = get_conversation(conversation_id).bot_mode
        draft = drafting.find_draft(conversation_id)
        return Response(BotHereOut({"mode": mode, "is_sent": is_sent, "draft": draft}).data)


class BotHere(DraftView):
    rights: ClassVar = {"GET": "messages:read"}

    @extend_schema("get_bot_here", responses=BotHereOut, summary=_("Lo que el bot propone en una conversación"))
    def get(self, request: Request, conversation_id: int) -> Response:
        return self.here(conversation_id)


class SendDraft(DraftView):
    rights: ClassVar = {"POST": "messages:write"}

    @extend_schema(
        "send_draft",
        request=DraftIn,
        responses=BotHereOut,
        summary=_("Enviar lo que el bot propone, tal como se leyó"),
    )
    def post(self, request: Request, conversation_id: int) -> Response:
        values = self.read_about(conversation_id, DraftIn)
        sent = drafting.send_draft(conversation_id, mark=values["mark"], person=self.caller.user, now=clock.now())
        return self.here(conversation_id, is_sent=sent is not None)


class DropDraft(DraftView):
    rights: ClassVar = {"POST": "messages:write"}

    @extend_schema("drop_draft", request=DraftIn, responses=BotHereOut, summary=_("Descartar lo que el bot propone"))
    def post(self, request: Request, conversation_id: int) -> Response:
        values = self.read_about(conversation_id, DraftIn)
        drafting.drop_draft(conversation_id, mark=values["mark"], person=self.caller.user, now=clock.now())
        return self.here(conversation_id)


class SetBotMode(DraftView):
    rights: ClassVar = {"POST": "messages:write"}

    @extend_schema(
        "set_bot_mode", request=BotModeIn, responses=BotHereOut, summary=_("Cuánto hace el bot en una conversación")
    )
    def post(self, request: Request, conversation_id: int) -> Response:
        values = self.read_about(conversation_id, BotModeIn)
        drafting.set_mode(conversation_id, mode=values["mode"])
        return self.here(conversation_id)
