"""What can be let, what it costs, who has it, and what happened."""

from bookings.models.booking import Booking
from bookings.models.event import BookingEvent
from bookings.models.folio import EntryKind, FolioEntry, Method
from bookings.models.hold_rule import HoldRule
from bookings.models.lodging import Amenity, DormGender, Photo, Property, TypeKind, Unit, UnitState, UnitType
from bookings.models.quote import Quote
from bookings.models.rates import (
    ExchangeRate,
    Exemption,
    Extra,
    ExtraPer,
    RateChange,
    RatePlan,
    Season,
    TaxKind,
    TaxRule,
)
from bookings.models.reservation import LONGEST_PERIOD, Reservation, ReservationStatus
from bookings.models.source import Source
from bookings.models.stay_messages import Anchor, MessageRule, MessageState, StayMessage, WhenLate
from bookings.models.waitlist import WaitlistEntry, WaitStatus

__all__ = [
    "LONGEST_PERIOD",
    "Amenity",
    "Anchor",
    "Booking",
    "BookingEvent",
    "DormGender",
    "EntryKind",
    "ExchangeRate",
    "Exemption",
    "Extra",
    "ExtraPer",
    "FolioEntry",
    "HoldRule",
    "MessageRule",
    "MessageState",
    "Method",
    "Photo",
    "Property",
    "Quote",
    "RateChange",
    "RatePlan",
    "Reservation",
    "ReservationStatus",
    "Season",
    "Source",
    "StayMessage",
    "TaxKind",
    "TaxRule",
    "TypeKind",
    "Unit",
    "UnitState",
    "UnitType",
    "WaitStatus",
    "WaitlistEntry",
    "WhenLate",
]
