"""What a stay costs: plain functions over what a plan says. No Django, no I/O, no clock."""

from bookings.pricing.cancellation import cancellation_fee, fee_percent, free_until
from bookings.pricing.exchange import NoExchangeRate
from bookings.pricing.inputs import (
    ChosenExtra,
    Exempt,
    ExtraOffer,
    ExtraWanted,
    LengthDiscount,
    Per,
    Plan,
    PolicyStep,
    Rate,
    SeasonRate,
    Tax,
    TaxKind,
)
from bookings.pricing.lines import Kind, Line
from bookings.pricing.prices import BookingPrice, MixedCurrencies, StayPrice, Steps
from bookings.pricing.rules import BrokenRule, Rule, broken_rule
from bookings.pricing.stay import price_booking, price_stay

__all__ = [
    "BookingPrice",
    "BrokenRule",
    "ChosenExtra",
    "Exempt",
    "ExtraOffer",
    "ExtraWanted",
    "Kind",
    "LengthDiscount",
    "Line",
    "MixedCurrencies",
    "NoExchangeRate",
    "Per",
    "Plan",
    "PolicyStep",
    "Rate",
    "Rule",
    "SeasonRate",
    "StayPrice",
    "Steps",
    "Tax",
    "TaxKind",
    "broken_rule",
    "cancellation_fee",
    "fee_percent",
    "free_until",
    "price_booking",
    "price_stay",
]
