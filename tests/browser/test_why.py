"""Why the bot said something, in the inbox: opened, read and marked as wrong, at a desk and on a phone."""

from __future__ import annotations

import json
from random import choice
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_desk import Scene, check, complaints, run, scene  # noqa: F401 (the fixture too)
from tests.browser.test_inbox import SCOPED, SOON, phone_of, wide_or_narrow  # noqa: F401 (the fixture too)

# The emoji is two characters to a browser and one to us; the rest would run, if it were anything but text.
WORDS = "😀 <img src=x onerror=document.title=1> hay lugar del 12 al 15 para 2? {key}"
A_TALK = """
from messaging.services.conversing import converse
with tenant_scope(lake.pk, actor="system:test"):
    guest = Guest.objects.create(name="Elena <b>Paz</b>", language="es")
    number = WhatsAppNumber.objects.get(phone_number_id="100000000000001")
    talk = Conversation.objects.create(number=number, guest=guest, wa_id="{phone}", last_inbound_at=now, last_message_at=now)
    said = Message.objects.create(
        conversation=talk, direction="in", sender_type="guest", kind="text", state="seen", text={words!r}, sent_at=now)
    converse(talk, [said], rules=AnswerRules(tenant=lake), now=now)
    print(talk.pk)
"""
ASK = """
with tenant_scope(lake.pk, actor="system:test"):
    case = NluCase.objects.get(turn__conversation={talk})
    import json
    print(json.dumps([case.text, case.expected, case.note]))
"""


@pytest.fixture
def key() -> str:
    """Return a word of its own without digits, which could be taken for a telephone."""
    return "".join(choice("abcdef") for _ in range(10))


@pytest.fixture
def talk(scene: Scene, key: str) -> str:
    """Let the bot answer a guest, and return the number of the conversation."""
    words = WORDS.format(key=key)
    return run(scene.house, SCOPED + A_TALK.format(phone=phone_of(key), words=words))


def case_of(scene: Scene, talk: str) -> Any:
    return json.loads(run(scene.house, SCOPED + ASK.format(talk=talk)))


def test_somebody_reads_why_and_says_what_it_should_have_been(
    scene: Scene,
    wide_or_narrow: Page,
    key: str,
    talk: str,
) -> None:
    page, words = wide_or_narrow, WORDS.format(key=key)
    scene.open(scene.sit(page, "lucia"), f"bandeja/{talk}/")
    opener = page.locator(".inbox-bubble.is-out").get_by_role("button", name="¿Por qué?")
    expect(opener).to_be_visible(timeout=SOON)
    check(page)

    opener.focus()
    page.keyboard.press("Enter")

    panel = page.get_by_role("dialog", name="¿Por qué lo dijo?")
    expect(panel.locator(".inbox-why-heard")).to_have_text(words)
    expect(panel.locator("mark", has_text="12 al 15")).to_be_visible()
    expect(panel.locator("img, b")).to_have_count(0)
    expect(panel).to_contain_text("saber si hay lugar")
    expect(panel).to_contain_text("adultos: 2")
    check(page)

    panel.get_by_text("Estuvo mal", exact=True).click()
    panel.get_by_label("El huésped quería").select_option("price")
    panel.get_by_label("Adultos").fill("3")
    panel.get_by_label("Qué estuvo mal").fill(f"Elena pregunta <i>el precio</i> {key}")
    check(page)
    panel.get_by_role("button", name="Guardar").click()

    expect(panel).to_contain_text("Está marcada como equivocada: quería saber cuánto cuesta.")
    expect(panel.locator("img, b, i")).to_have_count(0)
    text, expected, note = case_of(scene, talk)
    assert (text, expected["intent"], expected["adults"]) == (words, "price", 3)
    assert note == f"Juan pregunta <i>el precio</i> {key}"

    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    # The conversation is still open, and the keyboard is where it was.
    expect(opener).to_be_focused()
    assert page.title() != "1"


def test_the_cases_are_a_list_for_everybody(
    scene: Scene,
    wide_or_narrow: Page,
    key: str,
    talk: str,
) -> None:
    page = wide_or_narrow
    run(
        scene.house,
        SCOPED
        + f"""
from messaging.services.nlu_cases import mark_wrong
with tenant_scope(lake.pk, actor="system:test"):
    turn = BotTurn.objects.get(conversation={talk})
    mark_wrong(turn=turn, expected={{"intent": "price", "adults": None}}, note="<b>mal</b>", now=now)
    print("done")
""",
    )

    scene.open(scene.sit(page, "lucia"), f"messaging/nlucase/?q={key}")

    assert complaints(page) == []
    expect(page.locator("#result_list")).to_contain_text("saber cuánto cuesta")
    page.locator("#result_list a[href*='/nlucase/']").first.click()
    expect(page.get_by_text("<b>mal</b>")).to_be_visible()
    check(page)
