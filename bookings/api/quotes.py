"""Prices that hold for a while."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.api.answers import LineOut
from bookings.api.contact import ContactIn, guest_of
from bookings.api.examples import QUOTE
from bookings.api.extras import ExtraIn, read_extras
from bookings.api.stays import StaysIn, read_stays
from bookings.models import Quote, Source
from bookings.queries.quotes import get_quote
from bookings.services.quotes import create_quote
from tenants import clock
from tenants.api.fields import Choice
from tenants.api.shared_fields import Out
from tenants.api.views import TenantAPIView
from tenants.errors import NotFound
from tenants.models import Currency, Language

SOURCES = (Source.API, Source.WEB)
DECIMAL: dict[str, Any] = {"max_digits": 14, "decimal_places": 2}


class UnknownQuote(NotFound):
    """There is none of this code in the business."""

    code = "unknown_quote"
    default_detail = gettext_noop("No existe ese presupuesto.")


class PricedIn(StaysIn):
    """Stays, with what is wanted besides them."""

    extras = ExtraIn(many=True, required=False, max_length=20)  # type: ignore[call-arg]  # goes to the list
    language = Choice(choices=Language.choices, allow_blank=True, default="")
    source = Choice(choices=[(it.value, it.label) for it in SOURCES], default=Source.API.value)  # type: ignore[assignment]


class QuoteIn(PricedIn):
    contact = ContactIn(required=False)


class QuotedStayOut(Out):
    """The price of one stay: `lines` add up to `total`; `contained` are the taxes that are in them already."""

    unit_type = serializers.IntegerField(source="type")
    rate_plan = serializers.IntegerField(source="plan")
    check_in = serializers.DateField()
    check_out = serializers.DateField()
    nights = serializers.IntegerField()
    adults = serializers.IntegerField(source="party.adults")
    children = serializers.IntegerField(source="party.children")
    lines = LineOut(many=True)
    contained = LineOut(many=True)
    total = serializers.DecimalField(**DECIMAL)
    deposit = serializers.DecimalField(**DECIMAL)


class QuoteOut(Out):
    """A price that holds until `expires_at`. It keeps no nights."""

    code = serializers.CharField()
    currency = serializers.ChoiceField(choices=Currency.choices)
    total = serializers.DecimalField(**DECIMAL)
    deposit = serializers.DecimalField(**DECIMAL)
    stays = serializers.SerializerMethodField()
    source = serializers.ChoiceField(choices=Source.choices)  # type: ignore[assignment]
    language = serializers.ChoiceField(choices=Language.choices, allow_blank=True)
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()

    @extend_schema_field(QuotedStayOut(many=True))
    def get_stays(self, quote: Quote) -> Any:
        return QuotedStayOut(quote.price["stays"], many=True).data


class Quotes(TenantAPIView):
    rights: ClassVar = {"POST": "bookings:write"}

    @extend_schema(
        "create_quote",
        request=QuoteIn,
        responses={201: QuoteOut},
        summary=_("Presupuestar: un precio que vale por un tiempo"),
        examples=QUOTE,
    )
    def post(self, request: Request) -> Response:
        values = self.read(QuoteIn)
        quote = create_quote(
            stays=read_stays(values),
            source=values["source"],
            now=clock.now(),
            language=values["language"],
            guest=guest_of(values["contact"], language=values["language"]) if "contact" in values else None,
            extras=read_extras(values),
        )
        return Response(QuoteOut(quote).data, status=201)


class OneQuote(TenantAPIView):
    rights: ClassVar = {"GET": "bookings:read"}

    @extend_schema("get_quote", responses=QuoteOut, summary=_("Un presupuesto"))
    def get(self, request: Request, quote_code: str) -> Response:
        return Response(QuoteOut(get_quote(quote_code)).data)


def find_quote(code: str) -> Quote:
    """Return the quote that a body names.

    :raises UnknownQuote: if there is none
    """
    try:
        return get_quote(code)
    except NotFound:
        raise UnknownQuote(fields={"quote": UnknownQuote.default_detail}) from None
