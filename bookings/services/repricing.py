"""What a stay costs after a change: by the plan and with the extras that were agreed, as the rates are today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bookings.models import Booking, Reservation
from bookings.pricing import ChosenExtra, ExtraOffer, Kind, MixedCurrencies, Per, StayPrice, price_stay
from bookings.pricing.extras import UnknownExtra
from bookings.pricing.inputs import ExtraWanted
from bookings.pricing.lines import Line
from bookings.pricing.prices import Steps
from bookings.queries.lodging import get_zone
from bookings.queries.rates import Tariff, UnknownRatePlan, list_tariffs
from bookings.services.folio import adjust_stay
from bookings.services.prices import check_rates
from bookings.stays import Party, Stay, WantedStay

# Beside the lines of a stay: those that it had before them.
BEFORE = "before"


def reprice(
    row: Reservation, booking: Booking, stay: Stay, party: Party, *, now: datetime, by_staff: bool
) -> list[str]:
    """Charge the difference to what the stay costs now, and return the columns that changed.

    Back where it was before, it costs what was agreed then.

    :raises MixedCurrencies: if it would be paid in another currency than its booking
    :raises RuleBroken: if the rates do not allow it, unless `by_staff`
    """
    wanted = WantedStay(row.unit.type_id, stay, party, plan_id=plan_of(row))
    agreed = agreed_before(row, wanted)
    if agreed is None or not by_staff:
        tariff = find_tariff(wanted, today=now.astimezone(get_zone()).date())
        if not by_staff:
            check_rates([tariff], [wanted])
        price = agreed or price_by_tariff(row, wanted, tariff)
    else:
        price = agreed
    if price.currency != booking.currency:
        raise MixedCurrencies
    adjust_stay(booking=booking, reservation=row, difference=price.total - row.price, now=now, note="changed")
    row.price, row.lines = price.total, {**price.to_json(), BEFORE: lines_of(row)}
    return ["price", "lines"]


def with_extra(row: Reservation, code: str, *, today: date, language: str = "") -> StayPrice:
    """Return the price of a stay with one extra more: what was agreed stays, and the extra costs what it does today.

    :raises UnknownExtra: if the house does not sell it, or the stay was never priced here
    """
    if not row.lines:
        raise UnknownExtra
    agreed = StayPrice.from_json(row.lines)
    wanted = WantedStay(row.unit.type_id, agreed.stay, agreed.party, plan_id=plan_of(row))
    try:
        tariff = list_tariffs([wanted], extras=[ExtraWanted(code)], today=today, language=language)[0]
    except UnknownRatePlan:
        raise UnknownExtra from None
    if code not in tariff.offers:
        raise UnknownExtra
    kept = extras_in(row)
    one_more = ChosenExtra(tariff.offers[code])
    bare, full = (price_with(extras, wanted, tariff) for extras in (kept, [*kept, one_more]))
    steps = {
        field.name: getattr(agreed.steps, field.name)
        + getattr(full.steps, field.name)
        - getattr(bare.steps, field.name)
        for field in fields(agreed.steps)
    }
    return replace(
        agreed,
        lines=(*agreed.lines, *difference(bare.lines, full.lines)),
        contained=(*agreed.contained, *difference(bare.contained, full.contained)),
        steps=Steps(**steps),
    )


def difference(before: Sequence[Line], after: Sequence[Line]) -> list[Line]:
    """Return lines for what became more, or less, from one price to the other."""
    firsts: dict[tuple[str, str, str], Line] = {}
    amounts: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for sign, lines in ((-1, before), (1, after)):
        for line in lines:
            key = (line.kind.value, line.name, str(line.data.get("code", "")))
            firsts[key] = line
            amounts[key] += sign * line.amount
    return [replace(line, amount=amounts[key], original=None) for key, line in firsts.items() if amounts[key]]


def price_with(extras: Sequence[ChosenExtra], wanted: WantedStay, tariff: Tariff) -> StayPrice:
    return price_stay(
        plan=tariff.plan,
        stay=wanted.stay,
        party=wanted.party,
        taxes=tariff.taxes,
        extras=extras,
        rates=tariff.rates,
    )


def plan_of(row: Reservation) -> int | None:
    """Return the plan by which a stay was sold; None in a unit of another type."""
    plan: int | None = row.lines.get("plan") if row.lines.get("type") == row.unit.type_id else None
    return plan


def agreed_before(row: Reservation, wanted: WantedStay) -> StayPrice | None:
    """Return the price that was agreed for exactly this, if it is the latest one or the one before it."""
    for lines in (row.lines, row.lines.get(BEFORE)):
        price = StayPrice.from_json(lines) if lines else None
        if price and (price.type_id, price.stay, price.party) == (wanted.type_id, wanted.stay, wanted.party):
            return price
    return None


def lines_of(row: Reservation) -> dict[str, Any]:
    """Return the lines of a stay without those before them."""
    return {name: value for name, value in row.lines.items() if name != BEFORE}


def find_tariff(wanted: WantedStay, *, today: date) -> Tariff:
    """Return the tariff of a stay by its plan; where the house sells nothing by that any more, by the usual one."""
    try:
        return list_tariffs([wanted], today=today)[0]
    except UnknownRatePlan:
        return list_tariffs([WantedStay(wanted.type_id, wanted.stay, wanted.party)], today=today)[0]


def price_by_tariff(row: Reservation, wanted: WantedStay, tariff: Tariff) -> StayPrice:
    """Return what a stay costs with the extras that it has."""
    return price_with(extras_in(row), wanted, tariff)


def extras_in(row: Reservation) -> list[ChosenExtra]:
    """Return what the guests have besides the nights: they keep it as it was sold, though it may be sold no more."""
    if not row.lines:
        return []
    kept = []
    for line in StayPrice.from_json(row.lines).of_kind(Kind.EXTRA):
        data, count = line.data, int(line.data["count"])
        each, per = Decimal(str(data["each"])), Per(str(data["per"]))
        kept.append(
            ChosenExtra(ExtraOffer(str(data["code"]), line.name, each, str(data["currency"]), per, count), count)
        )
    return kept
