"""What the bot would make of a message, for programs and for those who teach it; nothing is kept and nobody is answered."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from messaging.analysis import analyse
from messaging.queries.dialogue import get_place, list_types
from tenants import clock
from tenants.api.fields import Day, Text
from tenants.api.shared_fields import Out
from tenants.api.strict import Strict
from tenants.api.views import TenantAPIView

# WhatsApp lets through no longer one; the beginning of it is read.
LONGEST_MESSAGE = 65_536
EXAMPLE = {"text": "hola, hay lugar del 12 al 15? somos 2 y un nene", "today": "2026-11-22"}


class Country(Text):
    """Two capitals, as in ISO 3166; one whose holidays nobody knows has none."""

    def __init__(self, **options: Any) -> None:
        two_capitals = RegexValidator(r"^[A-Z]{2}$", _("Dos letras: AR, BR, CL, CO…"))
        super().__init__(max_length=2, trim_whitespace=False, validators=[two_capitals], **options)


class AnalyzeIn(Strict):
    """`today` is today in the business's own zone, and `country` that of its house, unless the call says otherwise."""

    # As it was sent: what is understood is told with its place in this very text.
    text = Text(max_length=LONGEST_MESSAGE, allow_blank=True, trim_whitespace=False)
    today = Day(required=False)
    country = Country(required=False)


@extend_schema_field({"type": ["string", "integer", "null"]})
class WordOrNumber(serializers.Field[Any, Any, Any, Any]):
    """What a part of a message says, if that can be said in a word or a number."""

    def to_representation(self, value: Any) -> Any:
        return value


class AnalyzedSpanOut(Out):
    """A part of the text, `end` not included, in characters of Unicode; what it was taken for, and by which rule."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    kind = serializers.CharField()
    rule = serializers.CharField()
    value = WordOrNumber(allow_null=True)


class AnalyzedOut(Out):
    """Null is what the message does not say. A day of leaving is free for the next guest; `micros` is what it took."""

    intent = serializers.CharField()
    check_in = serializers.DateField(allow_null=True)
    check_out = serializers.DateField(allow_null=True)
    nights = serializers.IntegerField(allow_null=True)
    adults = serializers.IntegerField(allow_null=True)
    children = serializers.IntegerField(allow_null=True)
    language = serializers.CharField(allow_null=True)
    confidence = serializers.FloatField()
    spans = AnalyzedSpanOut(many=True)
    micros = serializers.IntegerField()


class Analyze(TenantAPIView):
    rights: ClassVar = {"POST": "messages:read"}

    @extend_schema(
        "analyze_message",
        request=AnalyzeIn,
        responses=AnalyzedOut,
        examples=[OpenApiExample("a question for nights", value=EXAMPLE, request_only=True)],
        summary=_("Lo que el bot entiende de un mensaje"),
    )
    def post(self, request: Request) -> Response:
        asked, place = self.read(AnalyzeIn), get_place(self.caller.tenant)
        told = analyse(
            asked["text"],
            today=asked.get("today") or clock.now().astimezone(place.zone).date(),
            country=asked.get("country") or (place.house.country if place.house else ""),
            names=list(list_types().ids),
        )
        return Response(AnalyzedOut(told).data)
