"""Two guests on two sandbox phones and everything that runs behind them: what they send is answered, each on their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from proof.faults.processes import wait_for
from tests.browser.conftest import House
from tests.browser.test_sandbox_page import DESK, PICTURE

ANSWER_WITHIN = 30_000
LAKE = "100000000000001"


@pytest.fixture
def phones(browser: Browser, house: House) -> Iterator[Page]:
    """The page that the banner leads to."""
    context = browser.new_context(viewport=DESK, locale="es-AR", permissions=["microphone"])
    page = context.new_page()
    page.goto(house.line("Phone"))
    expect(page.locator("#number")).to_have_value(LAKE)
    yield page
    context.close()


def phone(phones: Page, name: str) -> Locator:
    return phones.get_by_role("region", name=f"Huésped {name}")


def write(phones: Page, name: str, words: str) -> None:
    field = phone(phones, name).get_by_label("Mensaje", exact=True)
    field.fill(words)
    field.press("Enter")


def test_two_guests_write_send_a_picture_and_speak_and_each_is_answered(phones: Page, house: House) -> None:
    ana, bruno = phone(phones, "Ana"), phone(phones, "Bruno")

    write(phones, "Ana", "¿Tienen lugar el viernes?")
    write(phones, "Bruno", "¿A qué hora es el check in?")

    expect(ana.locator(".bubble.business .words")).to_contain_text("¿Cuántas noches", timeout=ANSWER_WITHIN)
    expect(bruno.locator(".bubble.business .words")).to_contain_text("La llegada es a partir de", timeout=ANSWER_WITHIN)
    expect(ana.locator(".bubble.guest")).to_have_attribute("data-tick", "read", timeout=ANSWER_WITHIN)

    picture: FilePayload = {"name": "comprobante.png", "mimeType": "image/png", "buffer": PICTURE}
    ana.locator("input[type=file]").first.set_input_files(picture)
    expect(ana.locator(".bubble.business")).to_have_count(2, timeout=ANSWER_WITHIN)

    bruno.get_by_role("button", name="Grabar una nota de voz").click()
    expect(bruno.locator(".notice")).to_have_text("● Grabando")
    bruno.get_by_role("button", name="Enviar la grabación").click()
    expect(bruno.locator(".bubble.business")).to_have_count(2, timeout=ANSWER_WITHIN)


def test_a_tap_is_answered_at_once(phones: Page, house: House) -> None:
    sandbox = house.line("Phone").rstrip("/")
    wanted = {"from": "5493815550777", "name": "Carla", "phone_number_id": LAKE}
    tap = {"type": "button_reply", "id": "no:1", "title": "No, gracias"}
    before = requests.get(f"{sandbox}/_sandbox/ledger", timeout=10).json()["last"]

    told = requests.post(f"{sandbox}/_sandbox/messages", json=wanted | tap, timeout=10).json()

    assert told["status"] == 200
    found: list[str] = []

    def answered() -> bool:
        entries = requests.get(f"{sandbox}/_sandbox/ledger?since={before}", timeout=10).json()["entries"]
        found[:] = [entry["payload"]["text"]["body"] for entry in entries if entry["to"] == wanted["from"]]
        return bool(found)

    wait_for(answered, within=30, every=0.2, what="the answer to a tap")
    assert "¿Te ayudo con algo más?" in found[0]
