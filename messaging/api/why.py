"""Why the bot said something, and that it was wrong."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from messaging.api.analysing import WordOrNumber
from messaging.models import BotTurn, NluCase
from messaging.queries.why import find_case, find_turn
from messaging.services.nlu_cases import LONGEST_NOTE, mark_wrong
from messaging.why_words import INTENTS, intent_words, kind_words, reason_words, rule_words
from tenants import clock
from tenants.api.fields import Choice, Day, Text, Whole
from tenants.api.shared_fields import Out
from tenants.api.strict import Strict
from tenants.api.views import TenantAPIView
from tenants.errors import NotFound
from tenants.rights import READ

MOST_PEOPLE = 99


class WrongIn(Strict):
    """What is not named stays as it was understood, and null is what the message does not say. Days go together."""

    intent = Choice(choices=tuple(INTENTS))
    check_in = Day(required=False, allow_null=True)
    check_out = Day(required=False, allow_null=True)
    adults = Whole(required=False, allow_null=True, min_value=0, max_value=MOST_PEOPLE)
    children = Whole(required=False, allow_null=True, min_value=0, max_value=MOST_PEOPLE)
    note = Text(max_length=LONGEST_NOTE, required=False, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        begins, ends = attrs.get("check_in"), attrs.get("check_out")
        if begins and ends and ends <= begins:
            raise serializers.ValidationError({"check_out": _("La salida tiene que ser después de la llegada.")})
        return attrs


class HeardSpanOut(Out):
    """A part of what was heard, `end` not included, in characters of Unicode."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    kind = serializers.CharField()
    kind_words = serializers.CharField()
    rule = serializers.CharField()
    value = WordOrNumber(allow_null=True)


class HeardSlotsOut(Out):
    """Null is what was not said."""

    check_in = serializers.DateField(allow_null=True)
    check_out = serializers.DateField(allow_null=True)
    nights = serializers.IntegerField(allow_null=True)
    adults = serializers.IntegerField(allow_null=True)
    children = serializers.IntegerField(allow_null=True)


class ToldOfferOut(Out):
    name = serializers.CharField()
    total = serializers.CharField()
    currency = serializers.CharField()


class UsedFactsOut(Out):
    """`offered` is null if nothing was searched for; `bookings` if none were looked at, or the caller may not see them."""

    today = serializers.CharField()
    offered = ToldOfferOut(many=True, allow_null=True)
    reason = serializers.CharField()
    reason_words = serializers.CharField()
    bookings = serializers.ListField(child=serializers.CharField(), allow_null=True)


class WrongOut(Out):
    """What somebody said it should have been; `expected` has what they named."""

    intent = serializers.CharField()
    intent_words = serializers.CharField()
    check_in = serializers.DateField(allow_null=True)
    check_out = serializers.DateField(allow_null=True)
    adults = serializers.IntegerField(allow_null=True)
    children = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()
    author = serializers.CharField()
    at = serializers.DateTimeField()


class WhyOut(Out):
    """`slots` is what this message said, `known` what was known of the stay after it."""

    message = serializers.IntegerField()
    at = serializers.DateTimeField()
    heard = serializers.CharField()
    intent = serializers.CharField()
    intent_words = serializers.CharField()
    confidence = serializers.FloatField()
    language = serializers.CharField(allow_null=True)
    spans = HeardSpanOut(many=True)
    slots = HeardSlotsOut()
    known = HeardSlotsOut()
    rule = serializers.CharField()
    rule_words = serializers.ListField(child=serializers.CharField())
    facts = UsedFactsOut()
    version = serializers.CharField()
    wrong = WrongOut(allow_null=True)


SLOTS = tuple(HeardSlotsOut().fields)


class Why(TenantAPIView):
    rights: ClassVar = {"GET": "messages:read"}

    @extend_schema("get_why", responses=WhyOut, summary=_("Por qué el bot dijo algo"))
    def get(self, request: Request, conversation_id: int, message_id: int) -> Response:
        turn = turn_of(conversation_id, message_id)
        may_see = f"bookings:{READ}" in self.caller.rights
        return Response(WhyOut(why_json(turn, find_case(turn), has_bookings=may_see)).data)


class Wrong(TenantAPIView):
    rights: ClassVar = {"POST": "messages:write"}

    @extend_schema(
        "mark_wrong",
        request=WrongIn,
        responses=WrongOut,
        summary=_("Decir que el bot entendió mal; dicho otra vez, vale lo último"),
    )
    def post(self, request: Request, conversation_id: int, message_id: int) -> Response:
        turn = turn_of(conversation_id, message_id)
        values = self.read(WrongIn)
        case = mark_wrong(turn=turn, note=values.pop("note"), expected=values, now=clock.now())
        return Response(WrongOut(wrong_json(case)).data)


def turn_of(conversation_id: int, message_id: int) -> BotTurn:
    """Return why a message was said.

    :raises NotFound: if there is no such message here, or no bot said it
    """
    turn = find_turn(conversation_id=conversation_id, message_id=message_id)
    if turn is None:
        raise NotFound
    return turn


def why_json(turn: BotTurn, case: NluCase | None, *, has_bookings: bool) -> dict[str, Any]:
    understood = turn.understanding
    return {
        "message": turn.message_id,
        "at": turn.at,
        "heard": turn.heard,
        "intent": turn.intent,
        "intent_words": intent_words(turn.intent),
        "confidence": understood.get("confidence", 0.0),
        "language": understood.get("language"),
        "spans": [{**it, "kind_words": kind_words(it["kind"])} for it in understood.get("spans", [])],
        "slots": {name: understood.get(name) for name in SLOTS},
        "known": {name: turn.state.get(name) for name in SLOTS},
        "rule": turn.rule,
        "rule_words": rule_words(turn.rule),
        "facts": facts_json(turn.facts, has_bookings=has_bookings),
        "version": turn.version,
        "wrong": wrong_json(case) if case else None,
    }


def facts_json(facts: dict[str, Any], *, has_bookings: bool) -> dict[str, Any]:
    search = facts.get("search")
    reason = search["reason"] if search else ""
    return {
        "today": facts.get("today", ""),
        "offered": [dict(zip(("name", "total", "currency"), it, strict=True)) for it in search["offered"]]
        if search
        else None,
        "reason": reason,
        "reason_words": reason_words(reason),
        "bookings": facts.get("bookings") if has_bookings else None,
    }


def wrong_json(case: NluCase) -> dict[str, Any]:
    """Return what somebody said of an answer, with what was understood where they said nothing."""
    meant = {**{name: case.understanding.get(name) for name in SLOTS}, **case.expected}
    intent = str(meant.get("intent", ""))
    return {
        **{name: meant.get(name) for name in SLOTS},
        "intent": intent,
        "intent_words": intent_words(intent),
        "note": case.note,
        "author": case.author,
        "at": case.at,
    }
