"""The price grid in a real browser: nights chosen by mouse, by finger and by keyboard, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.front_desk import FrontDesk, fill_house
from tests.browser.test_desk import Scene, coloured, scene  # noqa: F401 (fixtures too)


@pytest.fixture(scope="session")
def ids(scene: Scene) -> dict[str, int]:
    return fill_house(scene)


@pytest.fixture
def desk(scene: Scene, page: Page, ids: dict[str, int]) -> FrontDesk:
    return FrontDesk(scene, page)


@pytest.fixture
def finger(scene: Scene, browser: Browser, ids: dict[str, int]) -> Iterator[FrontDesk]:
    """Return the desk on a telephone that is touched."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="es-AR", has_touch=True)
    yield FrontDesk(scene, context.new_page())
    context.close()


@pytest.fixture
def plain(scene: Scene, browser: Browser, ids: dict[str, int]) -> Iterator[FrontDesk]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="es-AR", java_script_enabled=False)
    yield FrontDesk(scene, context.new_page())
    context.close()


def night(desk: FrontDesk, made: dict[str, Any], number: int) -> Locator:
    """Return a night of a type of its own, so many nights from today."""
    return desk.page.locator(f'tr[data-plan="{made["plan"]}"] td').nth(number)


def seasons(desk: FrontDesk, made: dict[str, Any]) -> Any:
    """Return what is said of nights, counted from today."""
    return desk.ask(
        "[[(it.first_night - today).days, (it.last_night - today).days, str(it.price), it.min_nights, it.is_closed]"
        f" for it in Season.objects.filter(plan={made['plan']})]"
    )


def chosen(desk: FrontDesk) -> int:
    return desk.page.locator('td[aria-selected="true"]').count()


@pytest.mark.parametrize("path", ["precios/", "precios/?days=56"], ids=["four weeks", "eight weeks"])
def test_the_grid_is_for_everybody(desk: FrontDesk, coloured: Page, path: str) -> None:
    desk.open(path)

    desk.check()


def test_nights_are_chosen_by_dragging(desk: FrontDesk) -> None:
    made = desk.make()
    desk.open("precios/")
    night(desk, made, 1).scroll_into_view_if_needed()
    night(desk, made, 0).hover()
    desk.page.mouse.down()
    night(desk, made, 1).hover()
    desk.page.mouse.up()

    expect(desk.page.locator("#price-chosen")).to_contain_text("2 noches")
    desk.page.locator("#id_price").fill("31.000")
    desk.page.get_by_role("button", name="Poner en esas noches").click()

    desk.says("Cambió 1 tarifa.")
    assert seasons(desk, made) == [[0, 1, "31000.00", None, False]]


def test_nights_are_chosen_with_arrows_and_the_shift_key(desk: FrontDesk, coloured: Page) -> None:
    made = desk.make()
    desk.open("precios/")
    night(desk, made, 0).focus()

    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        desk.page.keyboard.press(key)

    assert chosen(desk) == 3
    desk.check()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#id_price")).to_be_focused()
    desk.page.locator("#id_min_nights").fill("3")
    desk.page.keyboard.press("Enter")
    desk.says("Cambió 1 tarifa.")
    assert seasons(desk, made) == [[2, 4, "None", 3, False]]


def test_a_choice_is_forgotten_with_escape(desk: FrontDesk) -> None:
    made = desk.make()
    desk.open("precios/")
    night(desk, made, 0).focus()
    desk.page.keyboard.press("Shift+ArrowRight")

    desk.page.keyboard.press("Escape")

    assert chosen(desk) == 0
    expect(desk.page.locator("#price-chosen")).to_have_text("No hay noches elegidas.")


def test_nights_are_chosen_by_touching_the_first_and_the_last(finger: FrontDesk) -> None:
    made = finger.make()
    finger.open("precios/")
    night(finger, made, 1).scroll_into_view_if_needed()

    night(finger, made, 0).tap()
    night(finger, made, 1).tap()

    assert chosen(finger) == 2
    finger.page.locator("#id_is_closed").select_option("yes")
    finger.page.get_by_role("button", name="Poner en esas noches").tap()
    finger.says("Cambió 1 tarifa.")
    assert seasons(finger, made) == [[0, 1, "None", None, True]]


def test_a_raise_is_seen_before_it_is_saved_and_taken_back(desk: FrontDesk, coloured: Page) -> None:
    made = desk.make()
    desk.open("precios/")
    night(desk, made, 0).focus()
    desk.page.keyboard.press("Shift+ArrowRight")

    desk.page.locator("#id_percent").fill("10")
    desk.page.get_by_role("button", name="Ver cómo quedarían").click()
    desk.says("Así quedarían")
    assert seasons(desk, made) == []
    desk.check()
    desk.page.get_by_role("button", name="Guardar estos precios").click()
    desk.says("Cambió 1 tarifa.")
    assert seasons(desk, made) == [[0, 1, "22000.00", None, False]]
    desk.page.get_by_role("button", name=f"Deshacer: Precios +10\xa0%, {made['name']}").first.click()

    desk.says("El cambio quedó deshecho.")
    assert seasons(desk, made) == []


def test_the_form_alone_is_enough_without_javascript(plain: FrontDesk) -> None:
    made = plain.make()
    plain.open("precios/")

    plain.page.get_by_label(made["name"], exact=True).check()
    plain.page.locator("#id_price").fill("18000")
    plain.page.get_by_role("button", name="Poner en esas noches").click()

    plain.says("Cambió 1 tarifa.")
    assert seasons(plain, made) == [[0, 0, "18000.00", None, False]]


def test_what_is_refused_is_told_where_it_was_typed(desk: FrontDesk, coloured: Page) -> None:
    made = desk.make()
    desk.open("precios/")
    night(desk, made, 0).focus()
    desk.page.keyboard.press(" ")

    desk.page.get_by_role("button", name="Poner en esas noches").click()

    desk.says("Diga qué cambia.")
    expect(desk.page.locator("#id_price")).to_be_focused()
    desk.check()
