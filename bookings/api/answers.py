"""What is answered about stays, bookings and their money. Amounts are texts such as "1500.00", days as 2026-11-21."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bookings.lifecycle import booking_status
from bookings.models import EntryKind, Method, ReservationStatus, Source
from bookings.pricing import Kind
from tenants.api.shared_fields import Out
from tenants.models import Currency, Language

DECIMAL: dict[str, Any] = {"max_digits": 14, "decimal_places": 2}


class OriginalOut(Out):
    amount = serializers.DecimalField(**DECIMAL)
    currency = serializers.ChoiceField(choices=Currency.choices)


class LineOut(Out):
    """One line of a price. `name` is what the business calls it: a season, an extra, a tax.

    `original` is the amount in the currency of the plan, where another one is paid.
    """

    kind = serializers.ChoiceField(choices=[kind.value for kind in Kind])
    name = serializers.CharField()
    amount = serializers.DecimalField(**DECIMAL)
    data = serializers.DictField(help_text=_("Con qué se calculó: noches, precio, porcentaje."))  # type: ignore[assignment]  # a name of the answer
    original = OriginalOut(allow_null=True)


class NamedOut(Out):
    id = serializers.IntegerField()
    name = serializers.CharField(source="__str__")


class UnitOfStayOut(NamedOut):
    type = NamedOut()


class GuestOfBookingOut(Out):
    id = serializers.IntegerField()
    name = serializers.CharField()


class StayOut(Out):
    """A unit for some nights; the day of `check_out` is free for the next guest. `lines` add up to `price`."""

    id = serializers.IntegerField()
    unit = UnitOfStayOut()
    check_in = serializers.DateField()
    check_out = serializers.DateField()
    nights = serializers.IntegerField()
    adults = serializers.IntegerField()
    children = serializers.IntegerField()
    status = serializers.ChoiceField(choices=ReservationStatus.choices)
    hold_expires_at = serializers.DateTimeField(allow_null=True)
    price = serializers.DecimalField(**DECIMAL)
    currency = serializers.ChoiceField(choices=Currency.choices, allow_blank=True)
    lines = serializers.SerializerMethodField()
    overbooked = serializers.BooleanField()

    @extend_schema_field(LineOut(many=True))
    def get_lines(self, row: Any) -> Any:
        # A closure has no price.
        return LineOut((row.lines or {}).get("lines", []), many=True).data


class ReservationOut(StayOut):
    """A stay, or a closure: that has no booking and no guest."""

    booking = serializers.CharField(source="booking.code", default=None, allow_null=True, help_text=_("Su código."))
    guest = GuestOfBookingOut(source="booking.guest", default=None, allow_null=True)
    source = serializers.ChoiceField(choices=Source.choices)  # type: ignore[assignment]
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()


class ReservationPage(Out):
    items = ReservationOut(many=True)
    next = serializers.CharField(allow_null=True)


class BookingOut(Out):
    """One code, one deposit, and its stays. `hold_expires_at` stands while it is a hold: its nights are kept until then."""

    code = serializers.CharField()
    status = serializers.SerializerMethodField()
    guest = GuestOfBookingOut()
    source = serializers.ChoiceField(choices=Source.choices)  # type: ignore[assignment]
    language = serializers.ChoiceField(choices=Language.choices, allow_blank=True)
    hold_expires_at = serializers.DateTimeField(allow_null=True)
    currency = serializers.ChoiceField(choices=Currency.choices)
    total = serializers.DecimalField(**DECIMAL)
    deposit = serializers.DecimalField(**DECIMAL)
    note = serializers.CharField()
    created_at = serializers.DateTimeField()
    reservations = StayOut(many=True)

    @extend_schema_field(serializers.ChoiceField(choices=ReservationStatus.choices))
    def get_status(self, booking: Any) -> str:
        return booking_status(stay.status for stay in booking.reservations.all()).value


class BalanceOut(Out):
    """What is owed in all, what was paid of it, what is due (negative: too much was paid), and of the deposit alone."""

    currency = serializers.ChoiceField(choices=Currency.choices)
    owed = serializers.DecimalField(**DECIMAL)
    paid = serializers.DecimalField(**DECIMAL)
    due = serializers.DecimalField(**DECIMAL)
    deposit_due = serializers.DecimalField(**DECIMAL)


class EventOut(Out):
    """What happened: `kind` says what, `data` what belongs to it."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    at = serializers.DateTimeField()
    actor = serializers.CharField()
    reason = serializers.CharField()
    reservation = serializers.IntegerField(source="reservation_id", allow_null=True)
    data = serializers.DictField()  # type: ignore[assignment]


class WholeBookingOut(BookingOut):
    """The booking with its money and its history."""

    balance = BalanceOut()
    events = EventOut(many=True)


class EntryOut(Out):
    """A movement. Amounts are positive and `kind` says which way; only an adjustment may be negative."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=EntryKind.choices)
    amount = serializers.DecimalField(**DECIMAL)
    currency = serializers.ChoiceField(choices=Currency.choices)
    method = serializers.ChoiceField(choices=Method.choices, allow_blank=True)
    reference = serializers.CharField()
    note = serializers.CharField()
    reservation = serializers.IntegerField(source="reservation_id", allow_null=True)
    at = serializers.DateTimeField()
    actor = serializers.CharField()
