"""What a guest can have for a stay, what it costs, and what else there is: at most four queries, however many units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from bookings.availability.alternatives import MOST_ALTERNATIVES, Idea, Kind, mixed, other_types, several_units
from bookings.availability.dates import other_dates, searched
from bookings.availability.offers import Offer
from bookings.availability.reasons import Reason, WhyNot, why_not
from bookings.availability.several import count_together
from bookings.availability.units import FreeUnit
from bookings.errors import UnknownUnit
from bookings.pricing.prices import BookingPrice
from bookings.queries.availability import find_free_types, list_free_units
from bookings.queries.rates import Tariff, list_tariffs, price_by
from bookings.rules import first_bookable_night
from bookings.stays import Party, Stay, WantedStay
from tenants.errors import DomainError
from tenants.scoping import current_tenant_id


@dataclass(frozen=True, slots=True)
class Option:
    """A type that can be had: how many of it, and what one costs."""

    offer: Offer
    count: int
    price: BookingPrice


@dataclass(frozen=True, slots=True)
class Refusal:
    """A type that cannot be had, and why."""

    offer: Offer
    why: WhyNot


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something else that can be had, with its price. Book it as it stands in `wanted`."""

    kind: Kind
    wanted: tuple[WantedStay, ...]
    price: BookingPrice

    @property
    def stay(self) -> Stay:
        return self.wanted[0].stay


@dataclass(frozen=True, slots=True)
class Options:
    """What can be had, what cannot, and then what else."""

    stay: Stay
    party: Party
    options: tuple[Option, ...]
    refusals: tuple[Refusal, ...]
    alternatives: tuple[Alternative, ...]


# Types without a price or without units are not let.
OFFERS = """
SELECT type.id, type.property_id, coalesce(nullif(
           CASE %(language)s WHEN 'pt' THEN type.name_pt WHEN 'en' THEN type.name_en END, ''), type.name),
       type.kind, type.dorm_gender, least(type.capacity, unit.largest), house.longest_stay, house.cutoff, tenant.zone
FROM bookings_unittype AS type
JOIN bookings_property AS house ON house.tenant_id = type.tenant_id AND house.id = type.property_id
JOIN tenants_tenant AS tenant ON tenant.id = type.tenant_id
JOIN (SELECT type_id, max(capacity) AS largest FROM bookings_unit
      WHERE tenant_id = %(tenant)s AND is_active GROUP BY type_id) AS unit ON unit.type_id = type.id
WHERE type.tenant_id = %(tenant)s AND type.is_active
  AND (%(property)s::bigint IS NULL OR type.property_id = %(property)s)
  AND EXISTS (SELECT FROM bookings_rateplan AS plan
              WHERE plan.tenant_id = %(tenant)s AND plan.type_id = type.id AND plan.is_default AND plan.is_active)
ORDER BY type.position, type.id
"""


def list_offers(*, property_id: int | None = None, language: str = "") -> list[Offer]:
    """Return the types that are let, in the order that the business likes. One query."""
    values = {"tenant": current_tenant_id(), "property": property_id, "language": language[:2]}
    with connection.cursor() as cursor:
        cursor.execute(OFFERS, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [Offer(*(*row[:-1], ZoneInfo(row[-1]))) for row in rows]


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, with all that the answer is made from."""

    stay: Stay
    party: Party
    now: datetime
    tariffs: dict[int, Tariff]
    free: dict[int, list[FreeUnit]]

    def free_for(self, offer: Offer) -> list[FreeUnit]:
        """Return the free units of a type that are large enough for the whole party."""
        return [unit for unit in self.free[offer.type_id] if unit.capacity >= self.party.guests]

    def first_night(self, offer: Offer) -> date:
        return first_bookable_night(self.now.astimezone(offer.zone), offer.cutoff)

    def price(self, wanted: Sequence[WantedStay]) -> BookingPrice | None:
        """Return what stays cost in one booking; None if they cannot be priced, or not together."""
        try:
            return price_by([self.tariffs[one.type_id] for one in wanted], wanted)
        except DomainError:
            return None

    def why_not(self, offer: Offer, stay: Stay, *, party: Party, free: int) -> WhyNot | None:
        """Return what stands against a stay in a type."""
        plan = self.tariffs[offer.type_id].plan
        return why_not(offer, plan, stay, party, first_night=self.first_night(offer), free=free)


def find_options(
    *,
    stay: Stay,
    party: Party,
    now: datetime,
    type_id: int | None = None,
    property_id: int | None = None,
    language: str = "",
) -> Options:
    """Return what a party can have for a stay: one option a type; reasons for the others; alternatives if there is none.

    With a type, alternatives are offered when that one cannot be had. Three queries, four with alternatives.

    :raises UnknownUnit: if the type is not let
    """
    offers = list_offers(property_id=property_id, language=language)
    asked = [offer for offer in offers if type_id in (None, offer.type_id)]
    if type_id is not None and not asked:
        raise UnknownUnit(fields={"unit_type": UnknownUnit.default_detail})
    if not offers:
        return Options(stay, party, (), (), ())
    question = gather(offers, stay, party, now=now, language=language)
    options, refusals = answer(question, offers)
    ideas = [] if any(option.offer in asked for option in options) else think(question, asked, offers, options)
    return Options(
        stay,
        party,
        tuple(option for option in options if option.offer in asked),
        tuple(refusal for refusal in refusals if refusal.offer in asked),
        tuple(priced(question, ideas)),
    )


def gather(offers: Sequence[Offer], stay: Stay, party: Party, *, now: datetime, language: str) -> Question:
    """Return a question with prices for all dates that an answer can have, and units for its own. Two queries."""
    longest = max(offer.longest_stay for offer in offers)
    wanted = [WantedStay(offer.type_id, searched(stay, longest), party) for offer in offers]
    today = now.astimezone(offers[0].zone).date()
    tariffs = list_tariffs(wanted, today=today, language=language)
    free: dict[int, list[FreeUnit]] = defaultdict(list)
    for unit in list_free_units(type_ids=[offer.type_id for offer in offers], stay=stay, guests=1, now=now):
        free[unit.type_id].append(unit)
    return Question(stay, party, now, {tariff.plan.type_id: tariff for tariff in tariffs}, free)


def answer(question: Question, offers: Iterable[Offer]) -> tuple[list[Option], list[Refusal]]:
    """Return which types can be had, and why the others cannot."""
    options, refusals = [], []
    for offer in offers:
        count = count_together(question.free_for(offer))
        why = question.why_not(offer, question.stay, party=question.party, free=count)
        price = question.price([WantedStay(offer.type_id, question.stay, question.party)])
        if why is None and price is not None:
            options.append(Option(offer, count, price))
        else:
            refusals.append(Refusal(offer, why or WhyNot(Reason.NO_PRICE)))
    return options, refusals


def think(question: Question, asked: Sequence[Offer], offers: Sequence[Offer], options: Sequence[Option]) -> list[Idea]:
    """Return what else would do, the best of each kind first. One query."""
    # Nobody is sent unasked into a dormitory that may not be for them.
    open_to_all = [offer for offer in offers if offer in asked or offer.dorm_gender in ("", "mixed")]
    types = other_types(
        [option.offer for option in options if option.offer in open_to_all], question.stay, question.party
    )
    return mixed(types, several(question, asked, open_to_all), dates(question, asked))


def several(question: Question, asked: Sequence[Offer], offers: Sequence[Offer]) -> list[Idea]:
    """Return ways to hold the party in several units: of one type, or else of one house."""
    lone = Party(1)
    sold = [offer for offer in offers if not question.why_not(offer, question.stay, party=lone, free=1)]
    own = several_units(
        [question.free[offer.type_id] for offer in sold if offer in asked], question.stay, question.party
    )
    if own:
        return own
    houses: dict[int, list[FreeUnit]] = defaultdict(list)
    for offer in sold:
        houses[offer.property_id] += question.free[offer.type_id]
    return several_units(houses.values(), question.stay, question.party)


def dates(question: Question, asked: Sequence[Offer]) -> list[Idea]:
    """Return other dates on which an asked type can be had, the nearest first. One query."""
    near: list[tuple[int, Stay, int]] = []
    for offer in asked:
        if question.party.guests <= offer.capacity:
            plan, first = question.tariffs[offer.type_id].plan, question.first_night(offer)
            stays = other_dates(question.stay, plan, first_night=first, longest=offer.longest_stay)
            near += [(place, stay, offer.type_id) for place, stay in enumerate(stays)]
    free = find_free_types(
        type_ids=[offer.type_id for offer in asked],
        stays={stay for _, stay, _ in near},
        guests=question.party.guests,
        now=question.now,
    )
    near.sort(key=lambda it: it[0])
    return [
        Idea(Kind.OTHER_DATES, (WantedStay(type_id, stay, question.party),))
        for _, stay, type_id in near
        if (stay, type_id) in free
    ]


def priced(question: Question, ideas: Iterable[Idea]) -> Iterable[Alternative]:
    """Yield the first ideas that have a price."""
    left = MOST_ALTERNATIVES
    for idea in ideas:
        if left and (price := question.price(idea.wanted)):
            left -= 1
            yield Alternative(idea.kind, idea.wanted, price)
