"""What a stay costs after a change: by the plan and with the extras that were agreed, as the rates are today."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bookings.models import Booking, Reservation
from bookings.pricing import ChosenExtra, ExtraOffer, Kind, MixedCurrencies, Per, StayPrice, price_stay
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
    return price_stay(
        plan=tariff.plan,
        stay=wanted.stay,
        party=wanted.party,
        taxes=tariff.taxes,
        extras=extras_in(row),
        rates=tariff.rates,
    )


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
