"""Telling a price that holds for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from bookings.codes import new_code
from bookings.conflicts import settled
from bookings.metrics import QUOTES
from bookings.models import Quote, Source
from bookings.pricing import ExtraWanted
from bookings.queries.placing import get_facts
from bookings.queries.rates import list_tariffs, price_by
from bookings.services.prices import check_rates, check_stays
from bookings.stays import Party, Stay, WantedStay
from tenants.models import Guest


def create_quote(
    *,
    stays: Sequence[WantedStay],
    source: str,
    now: datetime,
    language: str = "",
    guest: Guest | None = None,
    extras: Sequence[ExtraWanted] = (),
    by_staff: bool = False,
) -> Quote:
    """Tell what stays cost together, and keep to it until the quote expires. No nights are kept.

    :raises DomainError: if the house's rules or the rates stand against it, or something has no price
    """
    (quote,) = create_quotes(
        orders=[stays], source=source, now=now, language=language, guest=guest, extras=extras, by_staff=by_staff
    )
    return quote


@settled
def create_quotes(
    *,
    orders: Sequence[Sequence[WantedStay]],
    source: str,
    now: datetime,
    language: str = "",
    guest: Guest | None = None,
    extras: Sequence[ExtraWanted] = (),
    by_staff: bool = False,
) -> list[Quote]:
    """Tell what each of several orders costs, as one would be told. Three queries for all; all of them or none.

    :raises DomainError: if the house's rules or the rates stand against one of them, or something has no price
    """
    every = [one for stays in orders for one in stays]
    facts = get_facts(type_ids=[one.type_id for one in every], guest_id=None, now=now)
    for stays in orders:
        check_stays(stays, facts, now=now, by_staff=by_staff)
    house = facts.house(every[0].type_id)
    language = language or (guest.language if guest else "") or house.language
    tariffs = list_tariffs(every, extras=extras, today=now.astimezone(house.zone).date(), language=language)
    if not by_staff:
        check_rates(tariffs, every)
    quotes, left = [], list(tariffs)
    for stays in orders:
        own, left = left[: len(stays)], left[len(stays) :]
        price = price_by(own, stays, extras=extras)
        quote = Quote(
            code=new_code(),
            guest=guest,
            source=Source(source).value,
            language=language,
            stays=[stay_to_json(one) for one in stays],
            price=price.to_json(),
            currency=price.currency,
            total=price.total,
            deposit=price.deposit,
            created_at=now,
            # Of several houses the one that keeps its prices shortest.
            expires_at=now + timedelta(hours=min(tariff.quote_hours for tariff in own)),
        )
        quotes.append(quote)
    Quote.objects.bulk_create(quotes)
    QUOTES.labels(source).inc(len(quotes))
    return quotes


def stay_to_json(one: WantedStay) -> dict[str, Any]:
    """Return a stay as a quote keeps it."""
    return {
        "type": one.type_id,
        "unit": one.unit_id,
        "plan": one.plan_id,
        "check_in": one.stay.check_in.isoformat(),
        "check_out": one.stay.check_out.isoformat(),
        **asdict(one.party),
    }


def stays_of(quote: Quote) -> list[WantedStay]:
    """Return the stays that a price was told for."""
    return [
        WantedStay(
            type_id=kept["type"],
            stay=Stay(date.fromisoformat(kept["check_in"]), date.fromisoformat(kept["check_out"])),
            party=Party(kept["adults"], kept["children"], kept["is_foreign"]),
            unit_id=kept["unit"],
            plan_id=kept["plan"],
        )
        for kept in quote.stays
    ]
