"""The desk in a real browser: for weak eyes and keyboards (axe), for small screens, and how much travels."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser.conftest import House, fits

# Below this a page is a phone's.
NARROW = 500
# Everything of the levels A and AA up to 2.2, and what axe's makers hold to be good custom.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}}
FIRST_LOAD, SECOND_PAGE = 200_000, 20_000

# Two businesses with rows in every list, one with none, and somebody who works in two of them.
SCENE = """
from tenants.models import *
from tenants import clock
from tenants.scoping import tenant_scope
from tenants.services.keys import create_key
from tenants.services.webhook_endpoints import create_webhook
from tenants.services.webhooks import send_test
from datetime import timedelta
now = clock.now()
lake, _ = Tenant.objects.get_or_create(slug="prueba-lago", defaults={"name": "Cabañas del Lago"})
empty, _ = Tenant.objects.get_or_create(slug="prueba-vacio", defaults={"name": "Hostal Vacío"})
shut, _ = Tenant.objects.get_or_create(slug="prueba-cerrado", defaults={"name": "Posada Cerrada", "status": "suspended"})
people = {}
for name, businesses in {"desk-clerk": [lake], "desk-both": [lake, empty], "desk-shut": [shut], "desk-new": [empty]}.items():
    person, _ = User.objects.get_or_create(username=name, defaults={"first_name": name.title()})
    people[name] = person
    for business in businesses:
        Membership.objects.get_or_create(tenant=business, user=person, defaults={"role": "owner"})
with tenant_scope(lake.pk, actor="system:test"):
    if not Guest.objects.exists():
        for number in range(60):
            guest = Guest.objects.create(name=f"Huésped {number} con un nombre bastante largo", language="es")
            phone = f"54938155501{number:02}"
            GuestIdentity.objects.create(guest=guest, kind="phone", value=phone, canonical=phone)
        titles = ["Llamar a Ana Paz: pide una cuna", "Revisar el pago de la reserva 1027", "Preparar la cabaña 3"]
        for number, title in enumerate(titles):
            StaffTask.objects.create(kind="prueba", cause=str(number), title=title, due_at=now + timedelta(hours=number - 1))
        StaffTask.objects.create(kind="prueba", cause="x", title="Reponer toallas", assignee=people["desk-clerk"])
    ChannelIdentifier.objects.get_or_create(tenant=lake, kind="email", value="hola@prueba-lago.example")
    if not ApiKey.objects.filter(tenant=lake).exists():
        create_key(tenant=lake, name="Motor de reservas", scopes=["guests:read"], by=None, expires_at=None, now=now)
    if not WebhookEndpoint.objects.exists():
        url = "https://hooks.example.com/un-programa-con-un-nombre-bastante-largo/conserje?token=0123456789abcdef"
        webhook, _ = create_webhook(url=url, events=["booking.confirmed", "hold.created", "stay.checked_in"])
        send_test(webhook=webhook, now=now)
    import json
    print(json.dumps({
        "guest": Guest.objects.latest("id").pk, "task": StaffTask.objects.latest("id").pk,
        "key": ApiKey.objects.filter(tenant=lake).latest("id").pk, "tenant": lake.pk,
        "member": Membership.objects.get(tenant=lake, user=people["desk-both"]).pk,
        "channel": ChannelIdentifier.objects.filter(tenant=lake).latest("id").pk,
        "event": AuditEvent.objects.latest("id").pk,
        "webhook": WebhookEndpoint.objects.latest("id").pk, "delivery": WebhookDelivery.objects.latest("id").pk,
    }))
"""
SESSION = """
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.conf import settings
from importlib import import_module
from tenants.models import User, Tenant
store = import_module(settings.SESSION_ENGINE).SessionStore()
person = User.objects.get(username={username!r})
store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
store[HASH_SESSION_KEY] = person.get_session_auth_hash()
if {tenant!r}:
    store["tenant"] = Tenant.objects.get(slug={tenant!r}).pk
store.save()
print(store.session_key)
"""


@dataclass
class Scene:
    """The house with people and rows in it, and the browsers' keys to it."""

    house: House
    ids: dict[str, int]
    sessions: dict[tuple[str, str], str]

    def sit(self, page: Page, username: str = "desk-clerk", tenant: str = "") -> Page:
        """Let somebody be logged in."""
        key = (username, tenant)
        if key not in self.sessions:
            self.sessions[key] = run(self.house, SESSION.format(username=username, tenant=tenant))
        page.context.add_cookies([{"name": "sessionid", "value": self.sessions[key], "url": self.house.url}])
        return page

    def open(self, page: Page, path: str) -> None:
        answer = page.goto(f"{self.house.url}/admin/{path.format(**self.ids)}")
        assert answer
        assert answer.status in (200, 403)


def run(house: House, code: str) -> str:
    """Run a few lines inside the house, and return what they say last."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "shell", "--no-imports", "-c", code]
    done = subprocess.run(command, env=house.process.env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


@pytest.fixture(scope="session")
def scene(house: House) -> Scene:
    return Scene(house, json.loads(run(house, SCENE)), {})


@pytest.fixture
def coloured(page: Page) -> Page:
    """Return the page light at a desk and dark on a phone: each colour and each width, at half the price of all pairs."""
    assert page.viewport_size
    page.emulate_media(color_scheme="dark" if page.viewport_size["width"] < NARROW else "light")
    return page


def complaints(page: Page) -> list[str]:
    """Return what axe finds wrong, one line for each place."""
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]} {node['any'][:1]}" for rule in found for node in rule["nodes"]]


MEMBER_PAGES = {
    "today": "",
    "guests": "tenants/guest/",
    "guests, second page": "tenants/guest/?p=2",
    "guests, nothing found": "tenants/guest/?q=nadie-se-llama-asi",
    "guest": "tenants/guest/{guest}/change/",
    "new guest": "tenants/guest/add/",
    "history": "tenants/guest/{guest}/history/",
    "tasks": "tenants/stafftask/",
    "task": "tenants/stafftask/{task}/change/",
    "team": "tenants/membership/",
    "member": "tenants/membership/{member}/change/",
    "invitation": "tenants/membership/add/",
    "keys": "tenants/apikey/",
    "key": "tenants/apikey/{key}/change/",
    "new key": "tenants/apikey/add/",
    "addresses": "tenants/channelidentifier/",
    "address": "tenants/channelidentifier/{channel}/change/",
    "new address": "tenants/channelidentifier/add/",
    "changes": "tenants/auditevent/",
    "change": "tenants/auditevent/{event}/change/",
    "business": "tenants/tenant/{tenant}/change/",
    **{"webhooks": "tenants/webhookendpoint/", "new webhook": "tenants/webhookendpoint/add/"},
    **{"webhook": "tenants/webhookendpoint/{webhook}/change/", "deliveries": "tenants/webhookdelivery/"},
    "delivery": "tenants/webhookdelivery/{delivery}/change/",
    "notices": "avisos/",
}
PLATFORM_PAGES = {
    "choice": "elegir/",
    "businesses": "tenants/tenant/",
    "new business": "tenants/tenant/add/",
    "jobs": "tasks/job/",
    "dead jobs": "tasks/deadjob/",
}


def check(page: Page) -> None:
    page.wait_for_load_state("load")
    assert complaints(page) == []
    assert fits(page)
    assert wide_icons(page) == []


def wide_icons(page: Page) -> list[str]:
    """Return icons that are no icon: the name that the cut font does not know would be written out."""
    page.evaluate("document.fonts.ready")
    script = """icons => icons.filter(icon => icon.checkVisibility() && icon.scrollWidth > icon.clientWidth + 1)
                           .map(icon => icon.textContent.trim())"""
    found: list[str] = page.locator(".material-symbols-outlined").evaluate_all(script)
    return found


@pytest.mark.parametrize("path", MEMBER_PAGES.values(), ids=MEMBER_PAGES.keys())
def test_a_page_of_a_business_is_for_everybody(scene: Scene, coloured: Page, path: str) -> None:
    scene.open(scene.sit(coloured), path)

    check(coloured)


@pytest.mark.parametrize("path", PLATFORM_PAGES.values(), ids=PLATFORM_PAGES.keys())
def test_a_page_of_the_platform_is_for_everybody(scene: Scene, coloured: Page, path: str) -> None:
    scene.open(scene.sit(coloured, "recepcion"), path)

    check(coloured)


@pytest.mark.parametrize("path", ["", "tenants/guest/", "tenants/stafftask/"])
def test_an_empty_page_is_for_everybody_and_says_what_comes(scene: Scene, coloured: Page, path: str) -> None:
    scene.open(scene.sit(coloured, "desk-new"), path)

    check(coloured)
    expect(coloured.get_by_text(" cuando ").or_(coloured.get_by_text("Cuando ")).first).to_be_visible()


@pytest.mark.parametrize("username", ["desk-both", "desk-shut"])
def test_the_way_to_a_business_is_for_everybody(scene: Scene, coloured: Page, username: str) -> None:
    scene.open(scene.sit(coloured, username), "")

    check(coloured)


def test_the_log_in_is_for_everybody(scene: Scene, coloured: Page) -> None:
    scene.open(coloured, "login/")

    check(coloured)


def test_a_refused_log_in_is_for_everybody(scene: Scene, coloured: Page) -> None:
    scene.open(coloured, "login/")
    coloured.locator("#id_username").fill("nadie")
    coloured.locator("#id_password").fill("nada-de-nada")
    coloured.locator("form [type=submit]").last.click()

    expect(coloured.locator(".errornote").first).to_be_visible()
    check(coloured)


def test_the_menu_and_the_account_open_with_the_keyboard(scene: Scene, coloured: Page) -> None:
    scene.open(scene.sit(coloured, "desk-both", "prueba-lago"), "")
    opener = coloured.locator("#menu-opener")
    if opener.is_visible():
        opener.press("Enter")
        expect(coloured.locator("#nav-sidebar")).to_be_visible()
    coloured.locator(".user-menu summary").press("Enter")

    expect(coloured.get_by_role("link", name="Cambiar de alojamiento")).to_be_visible()
    check(coloured)


def test_filters_open_and_close_with_the_keyboard(scene: Scene, coloured: Page) -> None:
    scene.open(scene.sit(coloured), "tenants/stafftask/")
    coloured.locator("#filter-opener").press("Enter")

    expect(coloured.locator("#changelist-filter")).to_be_visible()
    check(coloured)
    coloured.keyboard.press("Escape")
    expect(coloured.locator("#changelist-filter")).not_to_be_visible()


def test_chosen_rows_show_what_can_be_done_with_them(scene: Scene, coloured: Page) -> None:
    scene.open(scene.sit(coloured), "tenants/stafftask/")
    coloured.locator("input.action-select").first.check()

    expect(coloured.locator("#changelist-actions")).to_be_visible()
    check(coloured)


def test_a_row_that_is_added_to_a_page_has_names(scene: Scene, coloured: Page) -> None:
    scene.open(scene.sit(coloured), "tenants/guest/{guest}/change/")
    coloured.locator(".add-row a, a.add-row").first.click()

    expect(coloured.locator("#id_identities-1-value")).to_be_visible()
    check(coloured)


def test_the_first_key_press_leads_past_the_menu(scene: Scene, page: Page) -> None:
    scene.open(scene.sit(page), "tenants/guest/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_a_choice_of_colours_stays(scene: Scene, page: Page) -> None:
    scene.open(page, "login/")
    page.get_by_role("button", name="Oscuro").click()
    scene.open(page, "login/")

    assert "dark" in str(page.locator("html").get_attribute("class"))
    expect(page.get_by_role("button", name="Oscuro")).to_have_attribute("aria-pressed", "true")


def test_a_task_is_taken_and_closed_from_today(scene: Scene, page: Page) -> None:
    title = f"Tarea {id(page)}"
    run(
        scene.house,
        "from tenants.models import *; from tenants.scoping import tenant_scope\n"
        "lake = Tenant.objects.get(slug='prueba-lago')\n"
        "with tenant_scope(lake.pk, actor='system:test'):\n"
        f"    StaffTask.objects.create(kind='prueba', cause='{title}', title='{title}')\n"
        "print('done')",
    )
    scene.open(scene.sit(page), "")

    page.get_by_role("button", name=f"Tomar: {title}").click()
    expect(page.get_by_text("La tarea quedó a su cargo.")).to_be_visible()
    page.get_by_role("button", name=f"Hecho: {title}").click()
    expect(page.get_by_text("La tarea quedó cerrada.")).to_be_visible()

    expect(page.get_by_text(title)).to_have_count(0)


def test_a_list_names_its_columns_as_sentences_begin(scene: Scene, page: Page) -> None:
    scene.open(scene.sit(page), "tenants/guest/")

    cell = page.locator("#result_list tbody td").first
    look = cell.evaluate("cell => [cell.dataset.label, getComputedStyle(cell, '::before').textTransform]")

    assert look == ["Se lo reconoce por", "none"]


def test_what_cannot_be_taken_back_is_asked_once_more(scene: Scene, page: Page) -> None:
    scene.open(scene.sit(page), "tenants/apikey/{key}/change/")
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)

    page.get_by_role("button", name="Revocar").click()

    assert asked == ["Esto no se puede deshacer. ¿Seguro?"]
    expect(page.get_by_role("button", name="Revocar")).to_be_visible()


def test_the_account_opens_where_it_is_seen(scene: Scene, page: Page) -> None:
    scene.open(scene.sit(page, "desk-both", "prueba-lago"), "")
    opener = page.locator("#menu-opener")
    if opener.is_visible():
        opener.click()

    page.locator(".user-menu summary").click()

    expect(page.locator(".user-menu").get_by_role("button", name="Salir")).to_be_in_viewport()


# --- Weight -----------------------------------------------------------------------------------------------------------


class Scales:
    """Adds up what the network carried: headers and bodies, as compressed as they travelled. Fonts are counted apart."""

    def __init__(self, page: Page) -> None:
        self.sizes: dict[str, int] = {}
        self.fonts: dict[str, int] = {}
        self.client = page.context.new_cdp_session(page)
        self.client.send("Network.enable")
        self.urls: dict[str, str] = {}
        self.client.on("Network.responseReceived", self.note)
        self.client.on("Network.loadingFinished", self.weigh)

    def note(self, event: dict[str, Any]) -> None:
        from_cache = event["response"].get("fromDiskCache") or event["response"].get("fromPrefetchCache")
        self.urls[event["requestId"]] = "" if from_cache else event["response"]["url"]

    def weigh(self, event: dict[str, Any]) -> None:
        url = self.urls.get(event["requestId"], "")
        if url:
            sizes = self.fonts if url.endswith((".woff2", ".woff")) else self.sizes
            sizes[url] = sizes.get(url, 0) + int(event["encodedDataLength"])

    def reset(self) -> None:
        self.sizes, self.fonts = {}, {}

    def total(self) -> int:
        return sum(self.sizes.values())


@pytest.fixture
def fresh(browser: Browser) -> Iterator[Page]:
    """Return a page of a browser that has never been here."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="es-AR")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ["", "tenants/guest/", "tenants/guest/{guest}/change/", "tenants/stafftask/"])
def test_the_first_page_is_light_and_the_second_lighter(scene: Scene, fresh: Page, path: str) -> None:
    scales = Scales(fresh)
    scene.sit(fresh)

    scene.open(fresh, path)
    fresh.wait_for_load_state("networkidle")
    first, fonts = scales.total(), sum(scales.fonts.values())
    scales.reset()
    scene.open(fresh, "tenants/membership/")
    fresh.wait_for_load_state("networkidle")

    assert 0 < first <= FIRST_LOAD
    assert fonts <= 30_000
    assert 0 < scales.total() <= SECOND_PAGE, scales.sizes
