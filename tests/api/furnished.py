"""A house in which there is something of all that the API tells of, and the values by which it is asked for."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from bookings.models import (
    Booking,
    Extra,
    Property,
    Quote,
    RatePlan,
    Reservation,
    Season,
    Unit,
    UnitType,
    WaitlistEntry,
)
from tenants.models import ApiKey, Guest, StaffTask, Tenant, User, WebhookDelivery, WebhookEndpoint
from tenants.rights import EVERY_RIGHT
from tests.api.conftest import Api, make_key, with_key
from tests.bookings.api.conftest import ANA, BRUNO, place, stay_in
from tests.cast import enter
from tests.house.talk_rights import talk_numbers
from tests.lodging import make_type, make_units, night

# By the name of a parameter, or of a field of a body: what it may hold so that something happens.
Known = dict[str, list[Any]]
TODAY, LEAVES = "2026-11-20", "2026-11-23"
WISHES: Known = {
    "check_in": ["2026-12-01", "2026-12-03", "2026-12-12", "2026-12-22", TODAY, "2026-11-19"],
    "check_out": ["2026-12-04", "2026-12-06", "2026-12-15", "2026-12-25", "2026-11-22", LEAVES],
    "from": ["2026-11-01", "2026-12-02"],
    "to": ["2026-12-03", "2026-12-31"],
    "until": ["2026-11-20T18:00:00Z", "2026-11-22T00:00:00-03:00"],
    "adults": [0, 1, 2, 3, 5],
    "children": [0, 1, 4],
    "quantity": [1, 3],
    "stay": [0, 1],
    "code": ["desayuno", "cuna"],
    "amount": ["90.00", "0.01", "-20.00", "1000000.00"],
    "phone": [ANA["phone"], BRUNO["phone"], "+54 9 381 555-0303"],
    "value": [ANA["phone"], "ana@example.com"],
    "url": ["https://example.com/hook", "https://example.com/other"],
    "table": ["bookings_booking", "tenants_guest"],
}
# Whose numbers a name stands for.
ROWS: dict[str, type[Model]] = {
    "delivery_id": WebhookDelivery,
    "guest": Guest,
    "guest_id": Guest,
    "key_id": ApiKey,
    "property": Property,
    "rate_plan": RatePlan,
    "task_id": StaffTask,
    "unit": Unit,
    "unit_id": Unit,
    "unit_type": UnitType,
    "wait_id": WaitlistEntry,
    "webhook": WebhookEndpoint,
    "webhook_id": WebhookEndpoint,
}
LISTS = ("guests", "reservations", "staff-tasks", "units")


def furnish(hotel: Tenant, owner: User) -> tuple[str, Known]:
    """Return the secret of a key that may do everything, and what is worth asking with it."""
    key, secret = make_key(hotel)
    # Rights about keys are for people; this key has them too, so that there is somebody behind every door.
    ApiKey.objects.filter(pk=key.pk).update(scopes=sorted(EVERY_RIGHT))
    api = with_key(secret)
    with enter(hotel):
        kind = build()
    live(api, kind)
    talk = talk_numbers(hotel)
    with enter(hotel):
        known = numbers() | codes()
    known |= {name: [number] for name, number in talk.items()} | {"message": [talk["message_id"]]}
    cursors = [api.get(f"/{name}?limit=1")[1]["next"] for name in LISTS]
    return secret, {**WISHES, **known, "cursor": cursors, "assignee": [owner.pk], "actor": [f"key:{key.pk}"]}


def build() -> UnitType:
    """Make two types with their units, and what goes with them; return the first type."""
    cabin, room = make_type("Cabaña"), make_type("Habitación", price="60.00", capacity=2, currency="USD")
    make_units(cabin, "Arrayán", "Ñire", "Coihue", "Lenga")
    make_units(room, "Uno")
    Extra.objects.create(code="desayuno", name="Desayuno", price=10, currency="ARS", per="person_night")
    Season.objects.create(plan=cabin.plans.get(), first_night=night(20), last_night=night(30), price=150)
    for cause in ("c", "d"):
        StaffTask.objects.create(kind="refund", cause=cause, title="Devolver la seña")
    return cabin


def live(api: Api, kind: UnitType) -> None:
    """Let a house's days go by: a hold, somebody who paid, who cancelled, who is there, who waits, who only asked."""
    contacts = [ANA, BRUNO, BRUNO, ANA]
    holds = [booked(api, kind, 1 + turn, 4 + turn, contact) for turn, contact in enumerate(contacts)]
    ask(api, f"/bookings/{holds[1]['code']}/payments", {"amount": "500.00", "method": "cash"})
    ask(api, f"/bookings/{holds[2]['code']}/cancel", {})
    unit = holds[0]["reservations"][0]["unit"]["id"]
    ask(api, "/blocks", {"unit": unit, "check_in": "2026-12-10", "check_out": "2026-12-12", "reason": "Pintura"})
    ask(api, "/waitlist", {**stay_in(kind), "contact": BRUNO})
    ask(api, "/quotes", stay_in(kind, 20, 24))
    hook = ask(api, "/webhooks", {"url": "https://example.com/hook", "events": ["hold.created"]})
    ask(api, f"/webhooks/{hook['id']}/test", {})
    body = {**stay_in(kind), "check_in": TODAY, "check_out": LEAVES, "contact": BRUNO}
    here = ask(api, "/reservations/prereserve", body)
    ask(api, f"/bookings/{here['code']}/confirm", {})
    ask(api, f"/reservations/{here['reservations'][0]['id']}/check-in", {})


def booked(api: Api, kind: UnitType, first: int, last: int, contact: dict[str, str]) -> dict[str, Any]:
    """Return a hold."""
    return place(api, kind, first, last, contact=contact, extras=[{"code": "desayuno", "quantity": 1}])


def numbers() -> Known:
    """Return the numbers of all rows that are asked for by number."""
    stays = Reservation.objects.order_by("pk")
    known: Known = {
        name: list(model._default_manager.order_by("pk").values_list("pk", flat=True)) for name, model in ROWS.items()
    }
    known["reservation_id"] = list(stays.values_list("pk", flat=True))
    known["block_id"] = list(stays.filter(status="blocked").values_list("pk", flat=True))
    return known


def codes() -> Known:
    """Return the codes of bookings and quotes."""
    quotes = list(Quote.objects.order_by("pk").values_list("code", flat=True))
    bookings = list(Booking.objects.order_by("pk").values_list("code", flat=True))
    return {"quote_code": quotes, "quote": quotes, "booking_code": bookings, "booking": bookings}


def ask(api: Api, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to what must go well."""
    status, answer = api.post(path, body)
    assert status in (200, 201), answer
    return dict(answer)
