"""The reservation calendar in a real browser: by mouse, by keyboard, by finger, for weak eyes, and without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import fits
from tests.browser.test_desk import Scene, coloured, complaints, run, scene, wide_icons  # noqa: F401 (fixtures too)

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
    RatePlan.objects.create(type=kind, name="Habitual", currency="ARS", base_price=Decimal(100), included_guests=4, weekend_multiplier=1)
    units = [Unit.objects.create(type=kind, name={name!r} + f" {{n}}", capacity=4) for n in (1, 2, 3)]
    ana = hold("Ana Paz", units[0], 3, 5).reservations.all()[0]
    beto = firm("Beto Luna", units[1], 6, 7, source="whatsapp").reservations.all()[0]
    print(json.dumps({{"type": kind.pk, "units": [unit.pk for unit in units], "ana": ana.pk, "beto": beto.pk, "today": str(today)}}))
"""
# A house in which everything that there is can be seen.
EVERYTHING = """
with tenant_scope(house.pk, actor="system:test"):
    place, _ = Property.objects.get_or_create(name="Casa")
    def kind(name, capacity, names, parent=None):
        made, is_new = UnitType.objects.get_or_create(property=place, name=name, defaults={"capacity": capacity})
        if is_new:
            RatePlan.objects.create(type=made, name="Habitual", currency="ARS", base_price=Decimal(100), included_guests=capacity)
        return [Unit.objects.get_or_create(name=one, defaults={"type": made, "parent": parent, "capacity": capacity})[0] for one in names]
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
        overbook(guest=Guest.objects.get(name="Ana Paz"), unit=two, stay=stay(8, 10), party=Party(2), reason="Pedido", now=now)
        block(unit=three, stay=stay(1, 40), reason="Pintura", now=now)
        block(unit=beds[0], stay=stay(3, 9), reason="Colchón", now=now)
        block(unit=room, stay=stay(12, 15), reason="Grupo", now=now)
        Unit.objects.filter(pk=one.pk).update(state="dirty")
        Unit.objects.filter(pk=three.pk).update(state="out_of_order")
    print(json.dumps({"late": Reservation.objects.get(unit=two, status="pre_reserved", hold_expires_at__lt=now).pk, "one": one.pk}))
"""
ROW = """
with tenant_scope(house.pk, actor="system:test"):
    row = Reservation.objects.get(pk={pk})
    print(json.dumps({{"unit": row.unit_id, "in": (row.check_in - today).days, "out": (row.check_out - today).days, "status": row.status}}))
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
def people(scene: Scene) -> Scene:  # noqa: F811 (the fixture)
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


# --- For everybody ------------------------------------------------------------------------------------------------------


def test_the_calendar_is_for_everybody(full: dict[str, int], people: Scene, coloured: Page) -> None:  # noqa: F811
    people.open(people.sit(coloured, "desk-plan"), "calendario/?days=30")
    coloured.wait_for_load_state("load")

    expect(coloured.locator("#plan .is-overdue").first).to_be_attached()
    expect(coloured.locator("#plan .is-overbooked")).to_have_count(1)
    assert complaints(coloured) == []
    assert fits(coloured)
    assert wide_icons(coloured) == []


@pytest.mark.parametrize("path", ["{late}/", "{late}/mover/", "nueva/?unit={one}"])
def test_each_dialog_is_for_everybody(
    full: dict[str, int],
    people: Scene,
    coloured: Page,  # noqa: F811
    path: str,
) -> None:
    address = path.format(**full)
    people.open(people.sit(coloured, "desk-plan"), "calendario/?days=30")
    coloured.evaluate(
        """address => {
             const link = document.createElement("a");
             Object.assign(link, { href: address, textContent: "x" });
             link.dataset.dialog = "";
             document.querySelector(".plan-tools").append(link);
             link.click();
             link.remove();
           }""",
        address,
    )

    expect(coloured.locator("#plan-dialog .plan-head")).to_be_visible()
    assert complaints(coloured) == []
    assert fits(coloured)


@pytest.mark.parametrize("path", ["{late}/", "{late}/mover/", "nueva/?unit={one}"])
def test_each_dialog_is_a_page_too(
    full: dict[str, int],
    people: Scene,
    coloured: Page,  # noqa: F811
    path: str,
) -> None:
    people.open(people.sit(coloured, "desk-plan"), f"calendario/{path.format(**full)}")

    assert complaints(coloured) == []
    assert fits(coloured)


def test_on_a_phone_the_names_stay_and_a_finger_finds_its_night(touched: Plan) -> None:
    touched.open()
    frame = touched.page.locator("#plan")
    frame.evaluate("frame => frame.scrollTo(300, 0)")

    name = box_of(touched.page.locator("#plan tbody th[scope=row]").first)
    night = box_of(touched.night(2, 8))
    assert fits(touched.page)
    assert name["x"] < 40
    assert min(night["width"], night["height"] + 1) >= 43
    assert touched.page.evaluate("getComputedStyle(document.querySelector('#plan tbody th')).position") == "sticky"


# --- Noting down --------------------------------------------------------------------------------------------------------


def test_a_click_on_a_free_night_notes_down_a_hold(plan: Plan) -> None:
    plan.open()

    plan.night(2, 2).click()
    expect(plan.page.locator("#plan-dialog .plan-price")).to_contain_text("100,00")
    fill_in(plan.page)

    expect(plan.page.locator("#plan-told")).to_contain_text("Anotada: Rosa Luna")
    expect(plan.page.locator("#plan .stay", has_text="Rosa Luna")).to_have_count(1)
    assert plan.on_unit(2) == [[2, 3, "pre_reserved"]]


def test_nights_are_chosen_and_noted_down_with_the_keyboard_alone(plan: Plan) -> None:
    plan.open()
    keyboard = plan.page.keyboard

    plan.page.locator('#plan a[tabindex="0"]').focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Enter"):
        keyboard.press(key)
    expect(plan.page.locator("#plan-dialog [name=guest_name]")).to_be_focused()
    expect(plan.page.locator("#plan-dialog .plan-price")).to_contain_text("300,00")
    keyboard.type("Rosa Luna")
    keyboard.press("Enter")

    expect(plan.page.locator("#plan-told")).to_contain_text("Anotada: Rosa Luna")
    assert plan.on_unit(2) == [[1, 4, "pre_reserved"]]


def test_the_price_follows_what_is_chosen(wide: Plan) -> None:
    wide.open()
    wide.night(2, 2).click()

    wide.page.locator("#plan-dialog [name=check_out]").fill(str(wide.today + timedelta(days=6)))

    expect(wide.page.locator("#plan-dialog .plan-price")).to_contain_text("400,00")


def test_nights_are_drawn_with_the_mouse_and_closed(wide: Plan) -> None:
    wide.open()

    wide.drag(wide.night(2, 2), middle(wide.night(2, 5)), at=0.5)
    wide.page.get_by_label("Bloqueo").check()
    expect(wide.page.locator("#plan-dialog [name=guest_name]")).not_to_be_visible()
    wide.page.locator("#plan-dialog [name=reason]").fill("Pintura")
    wide.page.get_by_role("button", name="Anotar").click()

    expect(wide.page.locator("#plan .is-blocked", has_text="Pintura")).to_be_visible()
    assert wide.on_unit(2) == [[2, 6, "blocked"]]


def test_what_is_wrong_is_said_in_the_dialog_and_nothing_typed_is_lost(wide: Plan) -> None:
    wide.open()
    wide.night(2, 2).click()
    wide.page.locator("#plan-dialog [name=phone]").fill("llamame")

    fill_in(wide.page)

    expect(wide.page.locator('#plan-dialog [data-for="phone"]')).to_contain_text("no puede ser un teléfono")
    expect(wide.page.locator("#plan-dialog [name=guest_name]")).to_have_value("Rosa Luna")
    expect(wide.page.locator("#plan-dialog [name=phone]")).to_be_focused()
    assert wide.on_unit(2) == []


# --- Moving -------------------------------------------------------------------------------------------------------------


def test_a_stay_is_dragged_to_other_nights_of_another_unit_and_back(wide: Plan) -> None:
    wide.open()

    wide.drag(wide.stay(wide.ana), middle(wide.night(2, 5)))
    expect(wide.page.locator("#plan-told")).to_contain_text("Movida: ")
    moved = wide.row(wide.ana)
    wide.page.get_by_role("button", name="Deshacer").click()
    expect(wide.page.locator("#plan-told").get_by_role("button")).to_have_count(1)
    expect(wide.night(2, 5)).to_be_visible()

    assert moved == {"unit": wide.units[2], "in": 5, "out": 7, "status": "pre_reserved"}
    assert wide.row(wide.ana) == {"unit": wide.units[0], "in": 3, "out": 5, "status": "pre_reserved"}


def test_a_stay_dragged_onto_somebody_else_goes_back_and_is_told_why(wide: Plan) -> None:
    wide.open()
    before = box_of(wide.stay(wide.ana))

    wide.drag(wide.stay(wide.ana), middle(wide.stay(wide.beto)))

    expect(wide.page.locator("#plan-refused")).to_have_text("Esas noches ya no están libres.")
    expect(wide.page.locator(".plan-landing")).to_have_count(0)
    expect(wide.stay(wide.ana)).not_to_have_class("is-sent-back")
    assert box_of(wide.stay(wide.ana))["y"] == before["y"]
    assert wide.row(wide.ana) == {"unit": wide.units[0], "in": 3, "out": 5, "status": "pre_reserved"}


def test_a_drag_that_is_given_up_changes_nothing(wide: Plan) -> None:
    wide.open()
    x, y = middle(wide.stay(wide.ana))
    to = middle(wide.night(2, 5))

    wide.page.mouse.move(x, y)
    wide.page.mouse.down()
    wide.page.mouse.move(*to, steps=4)
    expect(wide.page.locator(".plan-landing")).to_be_visible()
    wide.page.keyboard.press("Escape")
    expect(wide.page.locator(".plan-landing")).to_have_count(0)
    wide.page.mouse.up()

    assert wide.row(wide.ana)["in"] == 3


def test_a_stay_is_made_longer_by_its_edge_and_asks_since_it_costs_more(wide: Plan) -> None:
    wide.open()

    wide.drag(wide.stay(wide.ana), middle(wide.night(0, 7)), at=0.98)
    expect(wide.page.locator("#plan-dialog")).to_contain_text("pasa de ARS\N{NO-BREAK SPACE}200,00")
    wide.page.get_by_role("button", name="Sí, cambiar").click()

    expect(wide.page.locator("#plan-told")).to_contain_text("5 noches")
    assert wide.row(wide.ana) == {"unit": wide.units[0], "in": 3, "out": 8, "status": "pre_reserved"}


def test_a_price_that_is_not_wanted_leaves_the_stay_as_it_was(wide: Plan) -> None:
    wide.open()

    wide.drag(wide.stay(wide.ana), middle(wide.night(0, 1)), at=0.02)
    wide.page.get_by_role("button", name="Dejar como estaba").click()

    expect(wide.page.locator("#plan-dialog")).not_to_be_visible()
    assert wide.row(wide.ana) == {"unit": wide.units[0], "in": 3, "out": 5, "status": "pre_reserved"}


def test_a_stay_is_moved_from_its_dialog_with_the_keyboard(plan: Plan) -> None:
    plan.open()

    plan.stay(plan.ana).press("Enter")
    plan.page.get_by_role("link", name="Mover o cambiar").press("Enter")
    plan.page.locator("#plan-dialog [name=check_in]").fill(str(plan.today + timedelta(days=8)))
    plan.page.locator("#plan-dialog [name=check_out]").fill(str(plan.today + timedelta(days=10)))
    plan.page.get_by_role("button", name="Mover").press("Enter")

    expect(plan.page.locator("#plan-told")).to_contain_text("Movida: ")
    assert plan.row(plan.ana) == {"unit": plan.units[0], "in": 8, "out": 10, "status": "pre_reserved"}


def test_on_a_phone_a_stay_is_moved_after_a_long_press_and_a_swipe_scrolls(touched: Plan) -> None:
    touched.open()
    client = touched.page.context.new_cdp_session(touched.page)
    x, y = middle(touched.stay(touched.ana))

    def touch(kind: str, *points: tuple[float, float]) -> None:
        client.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": px, "y": py} for px, py in points]}
        )

    touch("touchStart", (x, y))
    touch("touchMove", (x - 60, y))
    touch("touchMove", (x - 120, y))
    touch("touchEnd")
    touched.page.wait_for_timeout(300)
    swiped = touched.row(touched.ana)
    touched.page.locator("#plan").evaluate("frame => frame.scrollTo(0, 0)")
    x, y = middle(touched.stay(touched.ana))
    touch("touchStart", (x, y))
    touched.page.wait_for_timeout(700)
    row = box_of(touched.page.locator("#plan tr[data-unit]").nth(2))
    touch("touchMove", (x, y + 20))
    touch("touchMove", (x, row["y"] + row["height"] / 2))
    touch("touchEnd")

    expect(touched.page.locator("#plan-told")).to_contain_text("Movida: ")
    assert swiped["in"] == 3
    assert touched.row(touched.ana) == {"unit": touched.units[2], "in": 3, "out": 5, "status": "pre_reserved"}


# --- One stay -----------------------------------------------------------------------------------------------------------


def test_a_hold_is_confirmed_from_its_dialog(plan: Plan) -> None:
    plan.open()

    plan.stay(plan.ana).click()
    dialog = plan.page.locator("#plan-dialog")
    dialog.locator("summary", has_text="Confirmar").click()
    dialog.locator("details[open] [name=reason]").fill("Paga al llegar")
    dialog.locator("details[open]").get_by_role("button", name="Confirmar").click()

    expect(plan.page.locator("#plan-told")).to_have_text("La reserva quedó confirmada.")
    assert plan.row(plan.ana)["status"] == "confirmed"


def test_a_dialog_gives_the_focus_back(wide: Plan) -> None:
    wide.open()
    wide.stay(wide.ana).press("Enter")
    expect(wide.page.locator("#plan-dialog")).to_be_visible()

    wide.page.keyboard.press("Escape")

    expect(wide.page.locator("#plan-dialog")).not_to_be_visible()
    expect(wide.stay(wide.ana)).to_be_focused()


# --- Without JavaScript -------------------------------------------------------------------------------------------------


def test_without_javascript_there_are_links_and_forms(people: Scene, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    plan = made(people, context.new_page())
    plan.open()

    plan.night(2, 2).click()
    plan.page.locator("[name=guest_name]").fill("Rosa Luna")
    plan.page.get_by_role("button", name="Anotar").click()
    expect(plan.page.get_by_text("Anotada: Rosa Luna")).to_be_visible()
    plan.open()
    plan.stay(plan.ana).click()
    plan.page.get_by_role("link", name="Mover o cambiar").click()
    plan.page.locator("[name=check_out]").fill(str(plan.today + timedelta(days=6)))
    plan.page.get_by_role("button", name="Mover").click()
    plan.page.get_by_label("Sí, con el precio nuevo").check()
    plan.page.get_by_role("button", name="Mover").click()
    expect(plan.page.get_by_text("Movida: ")).to_be_visible()

    context.close()
    assert plan.on_unit(2) == [[2, 3, "pre_reserved"]]
    assert plan.row(plan.ana)["out"] == 6
