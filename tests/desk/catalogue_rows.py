"""How to fill the lists about what is let: each row with a name of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

from django.db.models import Model

from bookings.models import (
    ExchangeRate,
    Extra,
    HoldRule,
    MessageRule,
    Photo,
    Property,
    RatePlan,
    Season,
    StayMessage,
    TaxRule,
    Unit,
    UnitType,
)
from tenants import clock
from tenants.models import Guest, Tenant
from tests.bookings.rows import plain_booking

BEGINNING = date(2027, 1, 1)


def name() -> str:
    return uuid4().hex[:7].upper()


def house(tenant: Tenant) -> Property:
    return Property.objects.create(name=f"Casa {name()}")


def kind(tenant: Tenant) -> UnitType:
    made = UnitType.objects.create(
        property=house(tenant), kind="bed", name=f"Cama {name()}", capacity=4, amenities=["wifi", "locker"]
    )
    Photo.objects.create(type=made, key=name(), content=b"x", content_type="image/png", caption="La puerta")
    return made


def unit(tenant: Tenant) -> Unit:
    of_room = UnitType.objects.filter(kind="room").first() or UnitType.objects.create(
        property=house(tenant), kind="room", name="Cóndor doble", capacity=4
    )
    room = Unit.objects.create(type=of_room, name=f"Uno {name()}", capacity=4)
    bed_type = UnitType.objects.get_or_create(
        property=of_room.property, kind="bed", name="Cóndor individual", capacity=1
    )[0]
    Unit.objects.create(type=bed_type, parent=room, name=f"Cama {name()}", capacity=1)
    return room


def plan(tenant: Tenant) -> RatePlan:
    return RatePlan.objects.create(
        type=kind(tenant),
        name="Habitual",
        currency="ARS",
        base_price=100,
        length_discounts=[{"nights": 7, "percent": "10"}],
        cancellation=[{"hours": 48, "percent": "50"}],
    )


def season(tenant: Tenant) -> Season:
    return Season.objects.create(
        plan=plan(tenant), name="Verano", first_night=BEGINNING, last_night=BEGINNING + timedelta(days=9), price=200
    )


def message_rule(tenant: Tenant) -> MessageRule:
    conditions = {"balance_due": True, "source": ["whatsapp"], "statuses": ["confirmed"]}
    return MessageRule.objects.create(
        name=f"Saldo {name()}", template="balance", anchor="arrival", days=-3, conditions=conditions
    )


def stay_message(tenant: Tenant) -> StayMessage:
    booking = plain_booking(Guest.objects.create(name="Ana"), code=name())
    due_at = clock.now() + timedelta(days=3)
    return StayMessage.objects.create(rule=message_rule(tenant), booking=booking, due_at=due_at)


def exchange_rate(tenant: Tenant) -> ExchangeRate:
    day = BEGINNING + timedelta(days=ExchangeRate.objects.count())
    return ExchangeRate.objects.create(base="USD", quote="ARS", rate=1500, valid_from=day)


CATALOGUE_MAKERS: dict[type[Model], Callable[[Tenant], Model]] = {
    Property: house,
    UnitType: kind,
    Unit: unit,
    RatePlan: plan,
    Season: season,
    TaxRule: lambda _: TaxRule.objects.create(name="IVA", percent=21, exemptions=["foreign"], valid_from=BEGINNING),
    Extra: lambda _: Extra.objects.create(code=f"cuna-{name()}", name="Moisés", price=10, currency="ARS"),
    ExchangeRate: exchange_rate,
    HoldRule: lambda _: HoldRule.objects.create(days_ahead=HoldRule.objects.count(), minutes=60),
    MessageRule: message_rule,
    StayMessage: stay_message,
}
