"""The reservation calendar in a real browser: by mouse, by keyboard, by finger, for weak eyes, and without JavaScript."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.calendar_house import Plan, box_of, fill_in, full, made, middle, people, plan, touched, wide  # noqa: F401
from tests.browser.conftest import fits
from tests.browser.test_desk import Scene, coloured, complaints, scene, wide_icons  # noqa: F401 (fixtures too)

# --- For everybody ------------------------------------------------------------------------------------------------------


def test_the_calendar_is_for_everybody(full: dict[str, int], people: Scene, coloured: Page) -> None:
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
    coloured: Page,
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
    coloured: Page,
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
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="es-AR", java_script_enabled=False)
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
