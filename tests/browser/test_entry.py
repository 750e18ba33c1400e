"""Getting in, in a real browser: by keyboard alone, without JavaScript, on a phone, in light and dark."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tenants.login import totp
from tests.browser.conftest import House, fits
from tests.browser.test_desk import RULES, run

PASSWORD, NEXT = "Tortuga-verde-camina-7", "Quirquincho-lento-sube-9"
PERSON = """
from tenants.models import *
from tenants import clock
from tenants.login.access_link import access_link_for
hotel, _ = Tenant.objects.get_or_create(slug="prueba-entrada", defaults={{"name": "Posada de la Entrada"}})
person = User.objects.create_user({name!r})
Membership.objects.create(tenant=hotel, user=person, role="desk")
print(access_link_for(person, now=clock.now()))
"""


@pytest.fixture(params=[(1280, 800), (360, 740)], ids=["desk", "phone"])
def plain(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return a page of a browser without JavaScript."""
    width, height = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=False, locale="es-AR"
    )
    yield context.new_page()
    context.close()


def invited(house: House) -> tuple[str, str]:
    """Return somebody new and the link that a manager handed over."""
    name = f"rosa-{uuid4().hex[:8]}"
    return name, house.url + run(house, PERSON.format(name=name))


def check(page: Page, *, dark: bool = False) -> None:
    """Nothing sticks out, and axe finds nothing; in dark colours too, where asked for."""
    assert fits(page)
    for scheme in ("light", "dark") if dark else ("light",):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()
    page.emulate_media(color_scheme="light")


def choose_password(page: Page, link: str, password: str = PASSWORD) -> None:
    page.goto(link)
    page.get_by_label("Contraseña nueva").fill(password)
    page.get_by_label("Otra vez").fill(password)
    page.get_by_role("button", name="Guardar y entrar").click()


def log_in(page: Page, house: House, name: str, password: str = PASSWORD) -> None:
    page.goto(f"{house.url}/admin/login/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(password)
    page.locator("#id_password").press("Enter")


def code_for(secret: str) -> str:
    """Return the code that a phone shows now; not one that changes while it is being typed."""
    if time.time() % totp.SECONDS > totp.SECONDS - 5:
        time.sleep(6)
    return totp.code_at(base64.b32decode(secret), int(time.time()) // totp.SECONDS)


def test_every_page_of_getting_in_is_for_everybody(house: House, page: Page) -> None:
    name, link = invited(house)
    page.goto(link)
    check(page)
    choose_password(page, link, "Conserje2024!!")
    expect(page.get_by_text("se adivina")).to_be_visible()
    check(page, dark=True)

    choose_password(page, link)
    expect(page).to_have_url(f"{house.url}/admin/")
    for path in ("/entrar/sesiones/", "/entrar/clave/", "/entrar/segundo-paso/", "/entrar/olvide/", link):
        page.goto(link if path == link else house.url + path)
        check(page)

    page.goto(f"{house.url}/entrar/segundo-paso/")
    page.get_by_role("button", name="Empezar").click()
    expect(page.locator("#id_code")).to_be_visible()
    check(page)
    page.locator("#id_code").fill(code_for(page.locator(".secret").inner_text()))
    page.get_by_role("button", name="Activar").click()
    expect(page.locator(".codes li")).to_have_count(10)
    check(page, dark=True)
    recovery = page.locator(".codes li").all_inner_texts()

    page.context.clear_cookies()
    log_in(page, house, name)
    expect(page.get_by_role("heading", name="Segundo paso")).to_be_visible()
    check(page)
    page.locator("#id_code").fill("000000")
    page.get_by_role("button", name="Entrar").click()
    expect(page.get_by_text("El código no es correcto")).to_be_visible()
    check(page)
    page.locator("#id_code").fill(recovery[0])
    page.get_by_role("button", name="Entrar").click()
    expect(page).to_have_url(f"{house.url}/admin/")


def test_a_wrong_password_says_what_may_be_wrong(house: House, page: Page) -> None:
    log_in(page, house, "nobody-at-all", "wrong")

    expect(page.get_by_text("o la cuenta está bloqueada")).to_be_visible()
    check(page)


def test_the_way_in_needs_neither_mouse_nor_scripts(house: House, plain: Page) -> None:
    page = plain
    name, link = invited(house)
    page.goto(link)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{house.url}/admin/")

    page.goto(f"{house.url}/entrar/clave/")
    for password in (PASSWORD, NEXT):
        page.keyboard.press("Tab")
        page.keyboard.type(password)
    page.keyboard.press("Tab")
    page.keyboard.type(NEXT)
    page.keyboard.press("Enter")
    expect(page.get_by_text("La contraseña cambió")).to_be_visible()

    assert page.context.browser
    elsewhere = page.context.browser.new_page()
    log_in(elsewhere, house, name, NEXT)
    expect(elsewhere).to_have_url(f"{house.url}/admin/")
    page.goto(f"{house.url}/entrar/sesiones/")
    expect(page.get_by_text("Esta sesión")).to_be_visible()
    page.get_by_role("button", name="Cerrar todas las demás").press("Enter")
    expect(page.get_by_text("La sesión se cerró.")).to_be_visible()
    elsewhere.close()

    page.context.clear_cookies()
    log_in(page, house, name, NEXT)
    expect(page).to_have_url(f"{house.url}/admin/")
