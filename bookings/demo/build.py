"""Makes what the demonstration lets: types, units, plans, seasons, taxes and rules, each once."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from bookings.demo.houses import DISCOUNTS, HOLDS, POLICY, DemoHouse, DemoType
from bookings.models import (
    ExchangeRate,
    Extra,
    HoldRule,
    MessageRule,
    Property,
    RatePlan,
    Season,
    TaxRule,
    Unit,
    UnitType,
)
from bookings.services.catalogue import add_beds, add_photo

# Prices of the past need a tax and a rate of their day.
LONG_AGO = timedelta(days=400)
SUMMER, WINTER = ((12, 20), (2, 28), "1.4"), ((7, 1), (7, 31), "1.25")


@dataclass(frozen=True)
class Built:
    """The types of a house and their units, by the names that plays use."""

    types: dict[str, UnitType]
    units: dict[str, list[Unit]]


def build(house: DemoHouse, *, today: date) -> Built:
    """Return what the house lets; what is there already stays as people left it."""
    types = {kind.key: UnitType.objects.filter(name=kind.names[0]).first() for kind in house.types}
    found = {key: kind for key, kind in types.items() if kind}
    if len(found) < len(types):
        found = build_lodging(house, today=today)
    build_seasons(house, found, today=today)
    units: dict[str, list[Unit]] = {key: [] for key in found}
    keys = {kind.pk: key for key, kind in found.items()}
    for unit in Unit.objects.filter(type__in=found.values()).order_by("pk"):
        units[keys[unit.type_id]].append(unit)
    return Built(found, units)


def build_lodging(house: DemoHouse, *, today: date) -> dict[str, UnitType]:
    latitude, longitude = house.point
    place = Property.objects.create(
        name=house.name,
        country=house.country,
        address=house.address,
        latitude=latitude,
        longitude=longitude,
        check_in_from=time(14),
        check_out_by=time(11),
    )
    types = {kind.key: build_type(house, place, kind, position) for position, kind in enumerate(house.types)}
    for kind in house.types:
        if kind.beds:
            room = Unit.objects.filter(type=types[kind.beds_in]).earliest("pk")
            add_beds(room=room, kind=types[kind.key], count=kind.beds)
    build_money(house, place, today=today)
    build_rules(house)
    return types


def build_type(house: DemoHouse, place: Property, kind: DemoType, position: int) -> UnitType:
    (name, name_pt, name_en), (text, text_pt, text_en), (rules, rules_pt, rules_en) = (
        kind.names,
        kind.texts,
        house.rules,
    )
    made = UnitType.objects.create(
        property=place,
        kind=kind.kind,
        capacity=kind.capacity,
        position=position,
        amenities=list(kind.amenities),
        dorm_gender="mixed" if kind.kind == "bed" else "",
        **{"name": name, "name_pt": name_pt, "name_en": name_en},
        **{"description": text, "description_pt": text_pt, "description_en": text_en},
        **{"house_rules": rules, "house_rules_pt": rules_pt, "house_rules_en": rules_en},
    )
    for number, unit in enumerate(kind.units):
        Unit.objects.create(type=made, name=unit, capacity=kind.capacity, position=10 * position + number)
    values = {"included_guests": min(2, kind.capacity), "currency": kind.currency, "base_price": kind.price}
    RatePlan.objects.create(
        type=made, name="Habitual", length_discounts=DISCOUNTS, cancellation=POLICY, **(values | kind.plan)
    )
    if position < 2:
        add_photo(kind=made, content=picture(40 * (position + 1)), caption=name)
    return made


# What a guest with a booking can add by asking the bot about it.
EXTRA_TOPICS = {"salida-tardia": "late_checkout", "saida-tardia": "late_checkout", "cuna": "crib", "berco": "crib"}


def build_money(house: DemoHouse, place: Property, *, today: date) -> None:
    for tax in house.taxes:
        TaxRule.objects.create(property=place, valid_from=today - LONG_AGO, **tax)
    currency = house.types[0].currency
    for code, (name, name_pt, name_en), price, per, most in house.extras:
        words = {"name": name, "name_pt": name_pt, "name_en": name_en, "topic": EXTRA_TOPICS.get(code, "")}
        Extra.objects.create(property=place, code=code, price=price, currency=currency, per=per, most=most, **words)
    for base, quote, rate in house.rates:
        ExchangeRate.objects.create(base=base, quote=quote, rate=rate, valid_from=today - LONG_AGO)


def build_rules(house: DemoHouse) -> None:
    for source, days_ahead, minutes in HOLDS:
        HoldRule.objects.create(source=source, days_ahead=days_ahead, minutes=minutes)
    for rule in house.messages:
        MessageRule.objects.create(**rule)


def build_seasons(house: DemoHouse, types: dict[str, UnitType], *, today: date) -> None:
    """Have this year's and next year's summer and winter for each plan."""
    plans = RatePlan.objects.filter(type__in=types.values(), name="Habitual")
    there = set(Season.objects.filter(plan__in=plans).values_list("plan_id", "first_night"))
    wanted = [
        season_of(plan, name, year, shape)
        for plan in plans
        for year in (today.year - 1, today.year, today.year + 1)
        for name, shape in zip(house.season_names, (SUMMER, WINTER), strict=True)
    ]
    Season.objects.bulk_create([one for one in wanted if (one.plan_id, one.first_night) not in there])


def season_of(plan: RatePlan, name: str, year: int, shape: tuple[tuple[int, int], tuple[int, int], str]) -> Season:
    (month, first), (last_month, last), times = shape
    return Season(
        plan=plan,
        name=f"{name} {year}",
        first_night=date(year, month, first),
        last_night=date(year + (last_month < month), last_month, last),
        price=(Decimal(str(plan.base_price)) * Decimal(times)).quantize(Decimal("0.01")),
        min_nights=3 if shape == SUMMER else None,
    )


def picture(shade: int) -> bytes:
    """Return a small picture of a lake in the evening: lighter above, darker below."""
    width, height = 48, 32
    rows = b"".join(b"\0" + bytes((shade, max(0, 200 - 4 * row), 255 - 5 * row)) * width for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
