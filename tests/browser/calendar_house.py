"""The houses whose calendar is looked at, and the page with a hand on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.test_desk import Scene, run, scene  # noqa: F401 (the fixture too)

PEOPLE = """
from tenants.models import *
house, _ = Tenant.objects.get_or_create(slug="prueba-plan", defaults={"name": "Hostal del Plan"})
person, _ = User.objects.get_or_create(username="desk-plan", defaults={"first_name": "Paula"})
Membership.objects.get_or_create(tenant=house, user=person, defaults={"role": "desk"})
"""
SCOPED = """
from datetime import timedelta
from decimal import Decimal
from django.utils import timezone
from bookings.models import *
from bookings.services.blocks import block
from bookings.services.confirming import confirm
from bookings.services.holds import place_hold
from bookings.services.overbooking import overbook
from bookings.services.stays import check_in
from bookings.stays import Party, Stay, WantedStay
from tenants import clock
from tenants.models import *
from tenants.scoping import tenant_scope
import json
house, now = Tenant.objects.get(slug="prueba-plan"), clock.now()
today = now.astimezone(__import__("zoneinfo").ZoneInfo(house.zone)).date()
def stay(first, last):
    return Stay(today + timedelta(days=first), today + timedelta(days=last))
def hold(who, unit, first, last, source="desk"):
    guest, _ = Guest.objects.get_or_create(name=who)
    wanted = [WantedStay(unit.type_id, stay(first, last), Party(2), unit_id=unit.pk)]
    return place_hold(guest=guest, stays=wanted, source=source, now=now, by_staff=True)
def firm(*args, **options):
    return confirm(booking=hold(*args, **options), now=now)
"""
# Three cabins of a type of their own: on the first Ana from the third night on, on the second Beto on the sixth.
CABINS = """
with tenant_scope(house.pk, actor="system:test"):
    place, _ = Property.objects.get_or_create(name="Casa")
    kind = UnitType.objects.create(property=place, name={name!r}, capacity=4)
    price = {{"currency": "ARS", "base_price": 100, "included_guests": 4, "weekend_multiplier": 1}}
    RatePlan.objects.create(type=kind, name="Habitual", **price)
    units = [Unit.objects.create(type=kind, name={name!r} + f" {{n}}", capacity=4) for n in (1, 2, 3)]
    ana = hold("Ana Paz", units[0], 3, 5).reservations.all()[0]
    beto = firm("Beto Luna", units[1], 6, 7, source="whatsapp").reservations.all()[0]
    ids = {{"type": kind.pk, "units": [unit.pk for unit in units], "ana": ana.pk, "beto": beto.pk}}
    print(json.dumps(ids | {{"today": str(today)}}))
"""
# A house in which everything that there is can be seen.
EVERYTHING = """
with tenant_scope(house.pk, actor="system:test"):
    place, _ = Property.objects.get_or_create(name="Casa")
    def kind(name, capacity, names, parent=None):
        made, is_new = UnitType.objects.get_or_create(property=place, name=name, defaults={"capacity": capacity})
        if is_new:
            RatePlan.objects.create(type=made, name="Habitual", currency="ARS", base_price=100, included_guests=capacity)
        facts = {"type": made, "parent": parent, "capacity": capacity}
        return [Unit.objects.get_or_create(name=one, defaults=facts)[0] for one in names]
    one, two, three = kind("Cabaña", 4, ["Arrayán", "Ñire", "Coihue de la Cascada Escondida"])
    (room,) = kind("Dormitorio", 3, ["Roble"])
    beds = kind("Cama", 1, ["Roble 1", "Roble 2", "Roble 3"], room)
    if not Reservation.objects.filter(unit=one).exists():
        for number, source in enumerate(Source.values):
            firm("Ana Paz", one, 2 + 3 * number, 4 + 3 * number, source=source)
        check_in(reservation=firm("Beto Luna", two, 0, 2).reservations.all()[0], now=now)
        late = hold("Carla Sosa", two, 4, 6)
        Reservation.objects.filter(booking=late).update(hold_expires_at=now - timedelta(minutes=5))
        hold("Dora Vera", two, 8, 11)
        gone = firm("Elsa Ríos", two, 12, 14).reservations.all()[0]
        Reservation.objects.filter(pk=gone.pk).update(status="no_show")
        over = firm("Fede Gil", two, 15, 17).reservations.all()[0]
        Reservation.objects.filter(pk=over.pk).update(status="checked_out")
        ana = Guest.objects.get(name="Ana Paz")
        overbook(guest=ana, unit=two, stay=stay(8, 10), party=Party(2), reason="Pedido", now=now)
        block(unit=three, stay=stay(1, 40), reason="Pintura", now=now)
        block(unit=beds[0], stay=stay(3, 9), reason="Colchón", now=now)
        block(unit=room, stay=stay(12, 15), reason="Grupo", now=now)
        Unit.objects.filter(pk=one.pk).update(state="dirty")
        Unit.objects.filter(pk=three.pk).update(state="out_of_order")
    late = Reservation.objects.get(unit=two, status="pre_reserved", hold_expires_at__lt=now)
    print(json.dumps({"late": late.pk, "one": one.pk}))
"""
ROW = """
with tenant_scope(house.pk, actor="system:test"):
    row = Reservation.objects.get(pk={pk})
    days = {{"in": (row.check_in - today).days, "out": (row.check_out - today).days}}
    print(json.dumps(days | {{"unit": row.unit_id, "status": row.status}}))
"""
ON_UNIT = """
with tenant_scope(house.pk, actor="system:test"):
    rows = Reservation.objects.filter(unit={unit}).order_by("id")
    print(json.dumps([[(row.check_in - today).days, (row.check_out - today).days, row.status] for row in rows]))
"""


@dataclass
class Plan:
    """Three cabins on a page of their own, with the stays of Ana and Beto."""

    scene: Scene
    units: list[int]
    ana: int
    beto: int
    type: int
    today: date
    page: Page

    def open(self) -> None:
        self.scene.open(self.scene.sit(self.page, "desk-plan"), f"calendario/?type={self.type}&days=14")
        self.page.wait_for_load_state("load")

    def night(self, unit: int, day: int) -> Locator:
        """Return a free night of one of the units."""
        address = f"nueva/?unit={self.units[unit]}&check_in={self.today + timedelta(days=day)}"
        return self.page.locator(f'#plan a[href="{address}"]')

    def stay(self, pk: int) -> Locator:
        return self.page.locator(f'#plan a[data-stay="{pk}"]')

    def row(self, pk: int) -> dict[str, Any]:
        """Return a stay as it stands in the database; its days are counted from today."""
        found: dict[str, Any] = json.loads(run(self.scene.house, SCOPED + ROW.format(pk=pk)))
        return found

    def on_unit(self, unit: int) -> list[Any]:
        found: list[Any] = json.loads(run(self.scene.house, SCOPED + ON_UNIT.format(unit=self.units[unit])))
        return found

    def drag(self, source: Locator, target: tuple[float, float], *, at: float = 0.25) -> None:
        """Drag by mouse from a place within something (a part of its width) to a point."""
        box = box_of(source)
        self.page.mouse.move(box["x"] + box["width"] * at, box["y"] + box["height"] / 2)
        self.page.mouse.down()
        self.page.mouse.move(target[0] - 4, target[1], steps=4)
        self.page.mouse.move(*target, steps=2)
        self.page.mouse.up()


def box_of(thing: Locator) -> dict[str, float]:
    thing.scroll_into_view_if_needed()
    box = thing.bounding_box()
    assert box
    return dict(box)  # type: ignore[arg-type]


def middle(thing: Locator) -> tuple[float, float]:
    box = box_of(thing)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.fixture(scope="session")
def people(scene: Scene) -> Scene:
    run(scene.house, PEOPLE + "print('done')")
    return scene


@pytest.fixture(scope="session")
def full(people: Scene) -> dict[str, int]:
    """Let there be a house in which everything that there is can be seen."""
    ids: dict[str, int] = json.loads(run(people.house, SCOPED + EVERYTHING))
    return ids


def made(people: Scene, page: Page) -> Plan:
    found = json.loads(run(people.house, SCOPED + CABINS.format(name=f"Domo {uuid4().hex[:6]}")))
    return Plan(
        people, found["units"], found["ana"], found["beto"], found["type"], date.fromisoformat(found["today"]), page
    )


@pytest.fixture
def plan(people: Scene, page: Page) -> Plan:
    """Return the page in desktop and phone width; there its table scrolls."""
    return made(people, page)


@pytest.fixture
def wide(people: Scene, browser: Browser) -> Iterator[Plan]:
    """Return the page at a desk, with a mouse."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="es-AR")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield made(people, page)
    context.close()
    assert errors == []


@pytest.fixture
def touched(people: Scene, browser: Browser) -> Iterator[Plan]:
    """Return the page on a phone."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="es-AR", has_touch=True, is_mobile=True
    )
    page = context.new_page()
    yield made(people, page)
    context.close()


def fill_in(page: Page, name: str = "Rosa Luna") -> None:
    """Write down a guest in the open dialog, and send it."""
    page.locator("#plan-dialog [name=guest_name]").fill(name)
    page.locator("#plan-dialog").get_by_role("button", name="Anotar").click()
