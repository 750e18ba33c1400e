"""Addresses below /api/v1/ about rooms, prices, nights and bookings."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from bookings.api.availability import Availability
from bookings.api.blocks import Blocks, OneBlock
from bookings.api.bookings import CancelBooking, ConfirmBooking, ExtendHold, OneBooking, ReviveHold, StaysOfBooking
from bookings.api.extras import Extras
from bookings.api.folio import Adjustments, FolioOfBooking, Payments, Refunds
from bookings.api.lodging import Properties, StateOfUnit, Units, UnitTypes
from bookings.api.prereserve import Prereserve
from bookings.api.quotes import OneQuote, Quotes
from bookings.api.rates import RatePlans, Seasons
from bookings.api.reservations import (
    CancelReservation,
    ChangeReservation,
    CheckIn,
    CheckOut,
    NoShow,
    OneReservation,
    Reservations,
    Shorten,
)
from bookings.api.waitlist import LeaveWaitlist, Waitlist
from bookings.codes import read_code


class CodeConverter(StringConverter):
    """The code of a booking or a quote, however somebody wrote it."""

    regex = "[0-9A-Za-z-]{1,20}"

    def to_python(self, value: str) -> str:
        return read_code(value)


register_converter(CodeConverter, "code")

urlpatterns = [
    path("properties", Properties.as_view(), name="properties"),
    path("unit-types", UnitTypes.as_view(), name="unit_types"),
    path("units", Units.as_view(), name="units"),
    path("units/<row:unit_id>/state", StateOfUnit.as_view(), name="unit_state"),
    path("rate-plans", RatePlans.as_view(), name="rate_plans"),
    path("seasons", Seasons.as_view(), name="seasons"),
    path("extras", Extras.as_view(), name="extras"),
    path("availability", Availability.as_view(), name="availability"),
    path("quotes", Quotes.as_view(), name="quotes"),
    path("quotes/<code:quote_code>", OneQuote.as_view(), name="quote"),
    path("reservations", Reservations.as_view(), name="reservations"),
    path("reservations/prereserve", Prereserve.as_view(), name="prereserve"),
    path("reservations/<row:reservation_id>", OneReservation.as_view(), name="reservation"),
    path("reservations/<row:reservation_id>/change", ChangeReservation.as_view(), name="change_reservation"),
    path("reservations/<row:reservation_id>/cancel", CancelReservation.as_view(), name="cancel_reservation"),
    path("reservations/<row:reservation_id>/check-in", CheckIn.as_view(), name="check_in"),
    path("reservations/<row:reservation_id>/check-out", CheckOut.as_view(), name="check_out"),
    path("reservations/<row:reservation_id>/no-show", NoShow.as_view(), name="no_show"),
    path("reservations/<row:reservation_id>/shorten", Shorten.as_view(), name="shorten_reservation"),
    path("bookings/<code:booking_code>", OneBooking.as_view(), name="booking"),
    path("bookings/<code:booking_code>/confirm", ConfirmBooking.as_view(), name="confirm_booking"),
    path("bookings/<code:booking_code>/cancel", CancelBooking.as_view(), name="cancel_booking"),
    path("bookings/<code:booking_code>/extend", ExtendHold.as_view(), name="extend_hold"),
    path("bookings/<code:booking_code>/revive", ReviveHold.as_view(), name="revive_hold"),
    path("bookings/<code:booking_code>/stays", StaysOfBooking.as_view(), name="add_stay"),
    path("bookings/<code:booking_code>/folio", FolioOfBooking.as_view(), name="folio"),
    path("bookings/<code:booking_code>/payments", Payments.as_view(), name="payments"),
    path("bookings/<code:booking_code>/refunds", Refunds.as_view(), name="refunds"),
    path("bookings/<code:booking_code>/adjustments", Adjustments.as_view(), name="adjustments"),
    path("blocks", Blocks.as_view(), name="blocks"),
    path("blocks/<row:block_id>", OneBlock.as_view(), name="block"),
    path("waitlist", Waitlist.as_view(), name="waitlist"),
    path("waitlist/<row:wait_id>/leave", LeaveWaitlist.as_view(), name="leave_waitlist"),
]
