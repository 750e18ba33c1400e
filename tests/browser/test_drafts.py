"""A bot that proposes: a clerk reads it in the inbox, sends it with one tap, and the guest has it on their phone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.test_desk import Scene, check, scene  # noqa: F401 (the fixture too)
from tests.browser.test_inbox import SOON, field, key, open_thread, phone_of, sit, wide_or_narrow, write  # noqa: F401


def test_a_clerk_sends_what_the_bot_proposes_changes_it_or_lets_it_go(
    scene: Scene, wide_or_narrow: Page, key: str
) -> None:
    page, phone, name = wide_or_narrow, phone_of(key), f"Iris {key}"
    write(scene.house, phone, name, f"hola, buenas! {key}")
    sit(scene, page, "lucia")
    open_thread(page, name)
    said = page.locator(".inbox-bubble.by-bot")
    expect(said).to_have_count(1, timeout=SOON)
    page.get_by_text("Bot", exact=True).last.click()
    page.get_by_role("button", name="Propone y una persona envía").click()

    write(scene.house, phone, name, "¿tienen lugar del 12 al 15 de febrero para 2?")
    draft = page.get_by_role("region", name="Propuesta del bot")
    expect(draft).to_contain_text("del viernes 12 al lunes 15 de febrero", timeout=SOON)
    expect(said).to_have_count(1)
    check(page)
    draft.get_by_role("button", name="Enviar así").click()
    expect(said.last).to_contain_text("del viernes 12 al lunes 15 de febrero", timeout=SOON)
    expect(page.locator("[data-part=draft]")).to_be_empty()
    # With a picture of each type that is offered.
    sent = said.count()

    write(scene.house, phone, name, "¿y tienen pileta?")
    expect(draft).not_to_have_text("", timeout=SOON)
    draft.get_by_role("button", name="Cambiar el texto").click()
    expect(field(page)).not_to_have_value("")
    draft.get_by_role("button", name="Descartar").click()
    expect(page.locator("[data-part=draft]")).to_be_empty()
    expect(said).to_have_count(sent)
