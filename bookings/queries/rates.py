"""What a stay costs, from the tables: everything that prices of several stays are made from, in one query."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from bookings.errors import UnknownUnit
from bookings.pricing import (
    BookingPrice,
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
    price_booking,
    price_stay,
)
from bookings.pricing.extras import choose_extras
from bookings.stays import WantedStay, told_of
from tenants.errors import DomainError, NotFound
from tenants.scoping import current_tenant_id
from tenants.values.money import DIGITS


class NoRatePlan(DomainError):
    """Nobody has said what the type costs."""

    code = "no_rate_plan"
    default_detail = "Ese tipo de unidad no tiene una tarifa vigente."


class UnknownRatePlan(NotFound):
    """The type has no such plan, or no longer."""

    code = "unknown_rate_plan"
    default_detail = "Ese tipo de unidad no tiene esa tarifa."


@dataclass(frozen=True, slots=True)
class Tariff:
    """All that the price of one stay is made from."""

    plan: Plan
    taxes: tuple[Tax, ...]
    offers: dict[str, ExtraOffer]
    rates: tuple[Rate, ...]
    quote_hours: int


# A plan with the seasons that matter, as plan_of reads it. Amounts in JSON are read as Decimal (`parsed`), never as floats.
PLAN = """
       plan.base_price, plan.currency, plan.collected_in, plan.weekend_multiplier, plan.weekend_nights,
       plan.included_guests, plan.extra_guest, plan.cleaning_fee, plan.length_discounts, plan.deposit_percent,
       plan.cancellation, plan.min_nights, plan.max_nights,
       (SELECT jsonb_agg(jsonb_build_array(first_night, last_night, name, price, weekend_multiplier, extra_guest,
                   min_nights, max_nights, closed_to_arrival, closed_to_departure, is_closed) ORDER BY first_night)
        FROM bookings_season
        WHERE tenant_id = %(tenant)s AND plan_id = plan.id
          AND last_night >= %(check_in)s AND first_night <= %(check_out)s)
"""
TARIFFS = f"""
SELECT type.id, plan.id, plan.is_default, house.quote_hours, {PLAN},
       (SELECT jsonb_agg(jsonb_build_array(name, kind, valid_from, valid_until, percent, amount, currency, is_included,
                   exemptions, most_nights) ORDER BY id)
        FROM bookings_taxrule
        WHERE tenant_id = %(tenant)s AND (property_id IS NULL OR property_id = type.property_id)
          AND valid_from < %(check_out)s AND (valid_until IS NULL OR valid_until >= %(check_in)s)),
       (SELECT jsonb_agg(jsonb_build_array(code, coalesce(nullif(
                   CASE %(language)s WHEN 'pt' THEN name_pt WHEN 'en' THEN name_en END, ''), name),
                   price, currency, per, most))
        FROM bookings_extra
        WHERE tenant_id = %(tenant)s AND code = ANY(%(extras)s) AND is_active
          AND (property_id IS NULL OR property_id = type.property_id)),
       -- A few probes of an index: the newest of each pair that can matter, among the rates of many years.
       (SELECT jsonb_agg(jsonb_build_array(pair.base, pair.quote, newest.rate, newest.valid_from))
        FROM unnest(%(currencies)s::text[]) AS other,
             nullif(plan.collected_in, '') AS collected,
             LATERAL (VALUES (other, coalesce(collected, plan.currency)), (coalesce(collected, plan.currency), other))
                 AS pair (base, quote),
             LATERAL (SELECT rate, valid_from FROM bookings_exchangerate
                      WHERE tenant_id = %(tenant)s AND base = pair.base AND quote = pair.quote
                        AND valid_from <= %(today)s
                      ORDER BY valid_from DESC LIMIT 1) AS newest)
FROM bookings_unittype AS type
JOIN bookings_property AS house ON house.tenant_id = type.tenant_id AND house.id = type.property_id
LEFT JOIN bookings_rateplan AS plan ON plan.tenant_id = type.tenant_id AND plan.type_id = type.id AND plan.is_active
     AND (plan.is_default OR plan.id = ANY(%(plans)s))
WHERE type.tenant_id = %(tenant)s AND type.id = ANY(%(types)s)
"""  # noqa: S608 (a constant of ours)


def price_stays(
    wanted: Sequence[WantedStay], *, extras: Sequence[ExtraWanted] = (), today: date, language: str = ""
) -> BookingPrice:
    """Return what stays that are booked together cost. One query.

    :raises UnknownUnit: if a type is none of this business
    :raises NoRatePlan: if a type has no price
    :raises UnknownExtra: if an extra is not sold there
    """
    return price_by(list_tariffs(wanted, extras=extras, today=today, language=language), wanted, extras=extras)


def price_by(
    tariffs: Sequence[Tariff], wanted: Sequence[WantedStay], *, extras: Sequence[ExtraWanted] = ()
) -> BookingPrice:
    """Return what stays cost by the tariff of each. No query.

    :raises MixedCurrencies: if they are not all paid in one currency
    """
    chosen = choose_extras(extras, [tariff.offers for tariff in tariffs])
    return price_booking(
        [
            price_stay(
                plan=tariff.plan,
                stay=one.stay,
                party=one.party,
                taxes=tariff.taxes,
                extras=more,
                rates=tariff.rates,
            )
            for tariff, one, more in zip(tariffs, wanted, chosen, strict=True)
        ]
    )


def list_tariffs(
    wanted: Sequence[WantedStay], *, extras: Sequence[ExtraWanted] = (), today: date, language: str = ""
) -> list[Tariff]:
    """Return the tariff of each stay, in their order. One query.

    :raises UnknownUnit: if a type is none of this business
    :raises NoRatePlan: if a type has no price
    :raises UnknownRatePlan: if it has not the plan that is asked for
    """
    values: dict[str, Any] = {
        "tenant": current_tenant_id(),
        "types": list({one.type_id for one in wanted}),
        "plans": [one.plan_id for one in wanted if one.plan_id is not None],
        "extras": [extra.code for extra in extras],
        "check_in": min(one.stay.check_in for one in wanted),
        "check_out": max(one.stay.check_out for one in wanted),
        "today": today,
        "currencies": list(DIGITS),
        "language": language[:2],
    }
    with connection.cursor() as cursor:
        cursor.execute(TARIFFS, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    known = {row[0] for row in rows}
    by_plan: dict[tuple[int, int | None], Tariff] = {}
    for row in rows:
        if row[1] is not None:
            tariff = tariff_of(row)
            by_plan[row[0], row[1]] = tariff
            if row[2]:
                by_plan[row[0], None] = tariff
    found = []
    for number, one in enumerate(wanted):
        with told_of(number, len(wanted)):
            found.append(find_tariff(one, known, by_plan))
    return found


def find_tariff(one: WantedStay, known: set[int], by_plan: dict[tuple[int, int | None], Tariff]) -> Tariff:
    """Return the tariff of a stay, or say what is missing."""
    tariff = by_plan.get((one.type_id, one.plan_id))
    if tariff:
        return tariff
    if one.type_id not in known:
        raise UnknownUnit(fields={"unit_type": UnknownUnit.default_detail})
    if one.plan_id is None:
        raise NoRatePlan(fields={"unit_type": NoRatePlan.default_detail})
    raise UnknownRatePlan(fields={"plan": UnknownRatePlan.default_detail})


def tariff_of(row: tuple[Any, ...]) -> Tariff:
    """Return a tariff as the query orders its columns."""
    type_id, plan_id, _is_default, quote_hours, *plan, taxes, offers, rates = row
    return Tariff(
        plan=plan_of(type_id, plan_id, plan),
        taxes=tuple(tax_of(*tax) for tax in parsed(taxes)),
        offers={offer[0]: offer_of(*offer) for offer in parsed(offers)},
        rates=tuple(Rate(base, quote, rate, date.fromisoformat(day)) for base, quote, rate, day in parsed(rates)),
        quote_hours=quote_hours,
    )


def plan_of(type_id: int, plan_id: int, columns: Sequence[Any]) -> Plan:
    """Return a plan as PLAN orders its columns."""
    price, currency, paid_in, times, weekend, included, extra, cleaning, *rules = columns
    lengths, deposit, policy, least, most, seasons = rules
    return Plan(
        plan_id=plan_id,
        type_id=type_id,
        base_price=price,
        currency=currency,
        collected_in=paid_in,
        weekend_multiplier=times,
        weekend_nights=tuple(weekend),
        included_guests=included,
        extra_guest=extra,
        cleaning_fee=cleaning,
        length_discounts=tuple(LengthDiscount(it["nights"], Decimal(it["percent"])) for it in parsed(lengths)),
        deposit_percent=deposit,
        cancellation=tuple(PolicyStep(it["hours"], Decimal(it["percent"])) for it in parsed(policy)),
        min_nights=least,
        max_nights=most,
        seasons=tuple(season_of(*season) for season in parsed(seasons)),
    )


def season_of(first_night: str, last_night: str, *rest: Any) -> SeasonRate:
    return SeasonRate(date.fromisoformat(first_night), date.fromisoformat(last_night), *rest)


def offer_of(code: str, name: str, price: Decimal, currency: str, per: str, most: int) -> ExtraOffer:
    return ExtraOffer(code, name, price, currency, Per(per), most)


def tax_of(
    name: str,
    kind: str,
    valid_from: str,
    valid_until: str | None,
    percent: Decimal,
    amount: Decimal,
    currency: str,
    is_included: bool,
    exemptions: Sequence[str],
    most_nights: int | None,
) -> Tax:
    return Tax(
        name,
        TaxKind(kind),
        date.fromisoformat(valid_from),
        date.fromisoformat(valid_until) if valid_until else None,
        percent,
        amount,
        currency,
        is_included,
        frozenset(map(Exempt, exemptions)),
        most_nights,
    )


def parsed(value: str | None) -> Any:
    """Return JSON as a bare cursor hands it over, its fractions exact; nothing is an empty list."""
    return json.loads(value, parse_float=Decimal) if value else []
