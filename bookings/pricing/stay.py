"""The pipeline that makes a price: listed, seasonal, weekend, extras, discounts, taxes, total, deposit.

docs/explanation/prices.md tells it with an example.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from bookings.pricing.inputs import ChosenExtra, Per, Plan, Rate, Tax
from bookings.pricing.lines import Datum, Kind, Line, sum_of
from bookings.pricing.pieces import Piece, cut
from bookings.pricing.prices import BookingPrice, StayPrice, Steps
from bookings.pricing.taxes import Taxable, taxed
from bookings.pricing.till import Till
from bookings.stays import Party, Stay
from tenants.values.money import round_money

NOTHING = Decimal(0)


def price_booking(prices: Sequence[StayPrice]) -> BookingPrice:
    """Return the price of stays that are booked together.

    :raises MixedCurrencies: if they are paid in several currencies
    """
    return BookingPrice.of(prices)


def price_stay(
    *,
    plan: Plan,
    stay: Stay,
    party: Party,
    taxes: Sequence[Tax] = (),
    extras: Sequence[ChosenExtra] = (),
    rates: Sequence[Rate] = (),
) -> StayPrice:
    """Return what a stay costs, line by line.

    :raises NoExchangeRate: if something is priced in a currency that nobody gave a rate for
    """
    till, pieces = Till(plan.paid_in, rates), cut(stay, plan)
    nights = [line for piece in pieces for line in lines_of_nights(piece, plan, till)]
    guests = lines_of_guests(pieces, party.guests - plan.included_guests, plan, till)
    besides = [*guests, *lines_charged_once(stay, party, plan, extras, till)]
    discounts = lines_of_discounts(stay, nights, plan, till)
    before_taxes = sum_of([*nights, *besides, *discounts])

    def value_of(first_night: date, last_night: date) -> Decimal:
        return value_between(first_night, last_night, pieces, stay, party, plan, till)

    added, contained = taxed(Taxable(stay, party, before_taxes, value_of), taxes, till)
    lines = (*nights, *besides, *discounts, *added)
    total = sum_of(lines)
    return StayPrice(
        type_id=plan.type_id,
        plan_id=plan.plan_id,
        stay=stay,
        party=party,
        currency=till.currency,
        lines=lines,
        contained=tuple(contained),
        steps=Steps(
            listed=till.paid(round_money(plan.base_price, plan.currency) * stay.nights, plan.currency),
            seasonal=till.paid(sum((piece.price * piece.nights for piece in pieces), NOTHING), plan.currency),
            weekend=sum_of(nights),
            extras=sum_of([*nights, *besides]),
            discounts=before_taxes,
            taxes=total,
            total=total,
        ),
        deposit=round_money(total * plan.deposit_percent / 100, till.currency),
        policy=plan.cancellation,
        original=till.total_in(plan.currency, lines),
        rates=till.rates_behind([*lines, *contained]),
    )


def lines_of_nights(piece: Piece, plan: Plan, till: Till) -> Iterator[Line]:
    """Yield the nights of a piece: weekdays and weekends apart, if they cost differently."""
    weekends = piece.weekends if piece.weekend_price != piece.price else 0
    for count, price, is_weekend in (
        (piece.nights - weekends, piece.price, False),
        (weekends, piece.weekend_price, True),
    ):
        if count:
            data: dict[str, Datum] = {
                "nights": count,
                "price": str(price),
                "currency": plan.currency,
                "weekend": is_weekend,
                "first_night": piece.first_night.isoformat(),
                "last_night": piece.last_night.isoformat(),
            }
            yield till.line(Kind.NIGHTS, price * count, plan.currency, piece.season, data)


def lines_of_guests(pieces: Sequence[Piece], guests: int, plan: Plan, till: Till) -> Iterator[Line]:
    """Yield what guests beyond the included ones pay, a line for each price per night."""
    nights: dict[Decimal, int] = {}
    for piece in pieces:
        nights[piece.extra_guest] = nights.get(piece.extra_guest, 0) + piece.nights
    for each, count in nights.items():
        if guests > 0 and each:
            data: dict[str, Datum] = {"guests": guests, "nights": count, "each": str(each), "currency": plan.currency}
            yield till.line(Kind.EXTRA_GUESTS, each * guests * count, plan.currency, data=data)


def lines_charged_once(
    stay: Stay, party: Party, plan: Plan, extras: Sequence[ChosenExtra], till: Till
) -> Iterator[Line]:
    """Yield the cleaning and what was asked for besides the nights."""
    if plan.cleaning_fee:
        yield till.line(Kind.CLEANING, plan.cleaning_fee, plan.currency)
    for extra in extras:
        offer, times = extra.offer, extra.count * times_charged(extra.offer.per, stay, party)
        each = round_money(offer.price, offer.currency)
        data = {
            "code": offer.code,
            "per": offer.per.value,
            "count": extra.count,
            "times": times,
            "each": str(each),
            "currency": offer.currency,
        }
        yield till.line(Kind.EXTRA, each * times, offer.currency, offer.name, data)


def times_charged(per: Per, stay: Stay, party: Party) -> int:
    """Return how often an extra is charged for a stay."""
    nights = stay.nights if per in (Per.NIGHT, Per.PERSON_NIGHT) else 1
    return nights * (party.guests if per in (Per.PERSON, Per.PERSON_NIGHT) else 1)


def lines_of_discounts(stay: Stay, nights: Sequence[Line], plan: Plan, till: Till) -> list[Line]:
    """Return what a long stay takes off its nights; guests, cleaning and extras are paid in full."""
    discount = plan.discount_for(stay.nights)
    base = sum((line.original.amount if line.original else line.amount for line in nights), NOTHING)
    if discount is None or not base or not discount.percent:
        return []
    data: dict[str, Datum] = {"nights": discount.nights, "percent": str(discount.percent)}
    return [till.line(Kind.LENGTH_DISCOUNT, -base * discount.percent / 100, plan.currency, data=data)]


def value_between(
    first_night: date, last_night: date, pieces: Sequence[Piece], stay: Stay, party: Party, plan: Plan, till: Till
) -> Decimal:
    """Return what nights of a stay, both included, come to with their guests and their discount, not rounded."""
    discount = plan.discount_for(stay.nights)
    kept = 1 - discount.percent / 100 if discount else Decimal(1)
    guests = max(0, party.guests - plan.included_guests)
    value = NOTHING
    for piece in pieces:
        if part := piece.within(first_night, last_night):
            weekends = part.weekends
            nights = part.price * (part.nights - weekends) + part.weekend_price * weekends
            value += nights * kept + part.extra_guest * guests * part.nights
    return till.exact(value, plan.currency)
