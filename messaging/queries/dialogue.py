"""What the bot has to know before it answers: the house, its types, what is free, and what the guest has booked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bookings.availability.reasons import Reason
from bookings.availability.several import split
from bookings.errors import UnknownUnit
from bookings.lifecycle import OPEN
from bookings.models import Amenity, Property, UnitType
from bookings.pricing.prices import BookingPrice
from bookings.queries.options import Options, find_options
from bookings.queries.rates import price_stays
from bookings.services.confirming import fees_of
from bookings.stays import Party, Stay, WantedStay
from messaging.dialogue.shapes import Facts, Found, House, OwnBooking, Search, Wanted
from messaging.dialogue.state import Offered
from messaging.hours import back_at
from messaging.queries.own_words import known_answers
from messaging.queries.stays import Booked, list_booked
from tenants.errors import DomainError
from tenants.models import Tenant

MOST_OFFERED = 3
# Where a thing of a type is asked about by another name than it has there.
TOPIC_OF: Mapping[str, str] = {
    Amenity.GRILL: "barbecue",
    Amenity.AIR: "air_conditioning",
    Amenity.ACCESSIBLE: "accessibility",
}
# What a guest can do least about is told last; that a type is too small says little while others are only taken.
LEAST_TELLING = (Reason.CAPACITY, Reason.NO_PRICE)


@dataclass(frozen=True, slots=True)
class Place:
    """The business with its first house, as rows."""

    tenant: Tenant
    house: Property | None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tenant.zone)


def get_place(tenant: Tenant) -> Place:
    """Return the house that a business tells of. One query."""
    return Place(tenant, Property.objects.order_by("pk").first())


@dataclass(frozen=True, slots=True)
class Types:
    """What is let: ids by name in all languages, and which types have what, by language."""

    ids: Mapping[str, int]
    rows: tuple[UnitType, ...]

    def names(self, language: str) -> dict[int, str]:
        return {row.pk: getattr(row, f"name_{language}", "") or row.name for row in self.rows}

    def amenities(self, language: str) -> dict[str, str]:
        """Return the names of the types that have each thing, by what guests ask about."""
        names, having = self.names(language), dict[str, list[str]]()
        for row in self.rows:
            for amenity in row.amenities:
                having.setdefault(TOPIC_OF.get(amenity, amenity), []).append(names[row.pk])
        return {amenity: ", ".join(names) for amenity, names in having.items()}


def list_types() -> Types:
    """Return the types that are let. One query."""
    wanted = UnitType.objects.filter(is_active=True).only("name", "name_pt", "name_en", "amenities")
    rows = tuple(wanted.order_by("position", "pk"))
    return Types({name: it.pk for it in rows for name in (it.name, it.name_pt, it.name_en) if name}, rows)


def facts_of(
    place: Place,
    *,
    types: Types,
    language: str,
    guest_name: str,
    away: timedelta,
    said_at: datetime,
    now: datetime,
    staff_hours: tuple[time | None, time | None] = (None, None),
) -> Facts:
    """Return what is known before anything is looked up. The day is the one on which the guest wrote."""
    here, house = said_at.astimezone(place.zone), place.house
    return Facts(
        now=now,
        today=here.date(),
        house=house_of(place),
        is_before_cutoff=house is not None and here.time() < house.cutoff,
        guest_name=guest_name,
        away=away,
        knowledge=known_answers(language, place.tenant.language),
        types=types.ids,
        amenities=types.amenities(language),
        staff_back_at=back_at(now.astimezone(place.zone).time(), *staff_hours),
    )


def house_of(place: Place) -> House:
    """Return what the business says of itself."""
    row, language = place.house, place.tenant.language
    if row is None:
        return House(place.tenant.name, language)
    told = House(row.name, language, row.address, row.check_in_from, row.check_out_by)
    if row.latitude is None or row.longitude is None:
        return told
    return replace(told, latitude=float(row.latitude), longitude=float(row.longitude))


# --- What can be had -----------------------------------------------------------------------------------------------------


def search(wanted: Wanted, types: Types, *, now: datetime, language: str) -> Search:
    """Return what can be had of what is wanted, or else instead of it."""
    if wanted.units > 1:
        return search_several(wanted, types, now=now, language=language)
    options = options_for(wanted.stay, wanted.party, wanted.type_id, now=now, language=language)
    if options.options:
        found = [
            offered(it.offer.name, [WantedStay(it.offer.type_id, wanted.stay, wanted.party)], it.price)
            for it in options.options[:MOST_OFFERED]
        ]
        return Search(Found.OPTIONS, tuple(found))
    return instead(options, types.names(language))


def options_for(stay: Stay, party: Party, type_id: int | None, *, now: datetime, language: str) -> Options:
    try:
        return find_options(stay=stay, party=party, now=now, type_id=type_id, language=language)
    except UnknownUnit:  # let no more since it was named
        return find_options(stay=stay, party=party, now=now, language=language)


def instead(options: Options, names: Mapping[int, str]) -> Search:
    """Return what else can be had, and why not what was wanted."""
    found = tuple(offered(named(it.wanted, names), it.wanted, it.price) for it in options.alternatives)
    # Of several that are too small the largest says the most.
    reasons = sorted(
        (it.why for it in options.refusals), key=lambda it: (it.reason in LEAST_TELLING, -(it.number or 0))
    )
    why = reasons[0] if reasons else None
    return Search(
        Found.ALTERNATIVES if found else Found.NOTHING,
        found[:MOST_OFFERED],
        reason=why.reason.value if why else Reason.FULL.value,
        number=why.number if why else None,
        on=why.on if why else None,
    )


def search_several(wanted: Wanted, types: Types, *, now: datetime, language: str) -> Search:
    """Return in which types so many units can be had together, an adult in each at least."""
    units = min(wanted.units, wanted.party.adults)
    room = -(-wanted.party.guests // units)
    parties = split(wanted.party, [room] * units)
    largest = max(parties, key=lambda one: one.guests)
    options = options_for(wanted.stay, largest, wanted.type_id, now=now, language=language)
    found = []
    for option in options.options:
        stays = [WantedStay(option.offer.type_id, wanted.stay, one) for one in parties]
        if option.count >= units and (price := price_of(stays, now=now, language=language, zone=option.offer.zone)):
            found.append(offered(named(stays, {option.offer.type_id: option.offer.name}), stays, price))
    if found:
        return Search(Found.OPTIONS, tuple(found[:MOST_OFFERED]))
    whole = options_for(wanted.stay, wanted.party, None, now=now, language=language)
    return instead(whole, types.names(language))


def price_of(stays: Sequence[WantedStay], *, now: datetime, language: str, zone: ZoneInfo) -> BookingPrice | None:
    try:
        return price_stays(stays, today=now.astimezone(zone).date(), language=language)
    except DomainError:
        return None


def named(wanted: Sequence[WantedStay], names: Mapping[int, str]) -> str:
    """Return what stays of one booking are called: "2 × Cabaña"."""
    counts: dict[str, int] = {}
    for one in wanted:
        name = names.get(one.type_id, "")
        counts[name] = counts.get(name, 0) + 1
    return " + ".join(f"{count} × {name}" if count > 1 else name for name, count in counts.items())


def offered(name: str, wanted: Sequence[WantedStay], price: BookingPrice) -> Offered:
    return Offered(name, tuple(wanted), price.total, price.deposit, price.currency)


# --- What the guest has --------------------------------------------------------------------------------------------------


def list_own(guest_id: int, *, now: datetime, zone: ZoneInfo) -> tuple[OwnBooking, ...]:
    """Return a guest's bookings that are to come or under way, the next one first."""
    open_ones = [it for it in list_booked(guest_id) if it.is_open]
    own = [own_booking(it, now=now, zone=zone) for it in open_ones]
    return tuple(sorted(own, key=lambda it: it.stay.check_in))


def own_booking(booked: Booked, *, now: datetime, zone: ZoneInfo) -> OwnBooking:
    stays = [stay for stay in booked.stays if stay.status in OPEN]
    first, booking, balance = stays[0], booked.booking, booked.balance
    expires = booking.hold_expires_at
    return OwnBooking(
        code=booking.code,
        status=str(first.status),
        units=", ".join(dict.fromkeys(str(stay.unit) for stay in stays)),
        stay=Stay(min(it.check_in for it in stays), max(it.check_out for it in stays)),
        party=Party(first.adults, first.children or 0) if first.adults else None,
        due=max(balance.due, Decimal(0)),
        deposit_due=max(balance.deposit - balance.paid, Decimal(0)),
        currency=booking.currency,
        expires_at=expires.astimezone(zone) if expires else None,
        fee=sum(fees_of(stays, now=now).values(), Decimal(0)),
        stays=len(stays),
    )


def told(facts: Facts) -> dict[str, Any]:
    """Return what of the facts a trace keeps: enough to see why, and nothing of anybody else."""
    kept: dict[str, Any] = {"today": facts.today.isoformat()}
    if facts.search is not None:
        kept["search"] = {
            "found": facts.search.found.value,
            "reason": facts.search.reason,
            "offered": [[it.name, str(it.total), it.currency] for it in facts.search.offered],
        }
    if facts.bookings is not None:
        kept["bookings"] = [it.code for it in facts.bookings]
    return kept
