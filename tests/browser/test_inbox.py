"""The inbox with everything that runs behind it: guests at sandbox phones, the staff at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import requests
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import House
from tests.browser.test_desk import NARROW, Scene, check, run, scene  # noqa: F401 (the fixture too)
from tests.browser.test_sandbox_page import DESK

# Until workers have done their part.
SOON = 30_000
LAKE, COAST = "100000000000001", "100000000000002"
# One of the demonstration's guests, with stays.
ANA = "5493815550101"
SCOPED = """
from datetime import timedelta
from messaging.models import *
from messaging.models.conversation import ClockNow
from tenants import clock
from tenants.models import *
from tenants.scoping import tenant_scope
lake, now = Tenant.objects.get(slug="cabanas-del-lago"), clock.now()
"""
ALMOST_OVER = """
with tenant_scope(lake.pk, actor="system:test"):
    WhatsAppTemplate.objects.get_or_create(
        waba_id=WhatsAppNumber.objects.get(phone_number_id="100000000000001").waba_id, name="retomar", language="es",
        defaults={{"status": "APPROVED", "synced_at": now, "category": "UTILITY",
                  "components": [{{"type": "BODY", "text": "Hola {{{{1}}}}, ¿seguimos con su consulta?"}}]}})
    Conversation.objects.filter(wa_id="{phone}").update(
        last_inbound_at=now - timedelta(hours=24) + timedelta(seconds=12), changed_at=ClockNow())
    print("done")
"""
A_YEAR_AGO = """
with tenant_scope(lake.pk, actor="system:test"):
    guest = Guest.objects.create(name="Elena {key}", language="es")
    number = WhatsAppNumber.objects.get(phone_number_id="100000000000001")
    talk = Conversation.objects.create(number=number, guest=guest, wa_id="{phone}", last_inbound_at=now, last_message_at=now)
    said = {{"conversation": talk, "direction": "in", "sender_type": "guest", "kind": "text", "state": "seen"}}
    said["is_read"] = True
    Message.objects.create(**said, text="¿La habitación {key} tiene balcón?", sent_at=now - timedelta(days=365))
    Message.objects.bulk_create(
        Message(**said, text=f"Mensaje {{n}}", sent_at=now - timedelta(hours=n)) for n in range(1, 71))
    print("done")
"""


@pytest.fixture
def key() -> str:
    return uuid4().hex[:8]


@pytest.fixture
def wide_or_narrow(page: Page) -> Page:
    """Return a page of a desk, light; or of a phone of today, dark."""
    assert page.viewport_size
    if page.viewport_size["width"] < NARROW:
        page.set_viewport_size({"width": 390, "height": 844})
        page.emulate_media(color_scheme="dark")
    return page


@pytest.fixture
def second(browser: Browser) -> Iterator[Page]:
    """Return another person's browser."""
    context = browser.new_context(viewport=DESK, locale="es-AR")
    yield context.new_page()
    context.close()


def phone_of(key: str) -> str:
    return f"549381{int(key, 16) % 10**7:07}"


def write(house: House, phone: str, name: str, words: str) -> None:
    """Let a guest write to the lake."""
    wanted = {"from": phone, "name": name, "phone_number_id": LAKE, "text": words}
    told = requests.post(f"{sandbox(house)}/_sandbox/messages", json=wanted, timeout=10).json()
    assert told["status"] == 200


def sandbox(house: House) -> str:
    return house.line("Phone").rstrip("/")


def sit(scene: Scene, page: Page, username: str) -> None:
    scene.open(scene.sit(page, username), "bandeja/")
    page.get_by_role("button", name="Todas", exact=True).click()


def open_thread(page: Page, words: str) -> None:
    """Open the conversation whose line has these words, once it is there."""
    page.locator(".inbox-line", has_text=words).first.click(timeout=SOON)
    expect(page.locator(".inbox-head h2")).to_be_visible()


def field(page: Page) -> Any:
    return page.get_by_label("Mensaje para el huésped")


def test_a_guest_writes_a_person_takes_over_answers_and_hands_back(
    scene: Scene, wide_or_narrow: Page, second: Page, key: str
) -> None:
    page, house = wide_or_narrow, scene.house
    second.goto(house.line("Phone"))
    second.locator("#number").fill(COAST)
    second.locator("#number").press("Tab")
    ana = second.get_by_role("region", name="Huésped Ana")
    ana.get_by_label("Mensaje", exact=True).fill(f"¿Tienen lugar? {key}")
    ana.get_by_label("Mensaje", exact=True).press("Enter")

    sit(scene, page, "thiago")
    # By her name: the line has the last words, which may be the bot's by now.
    open_thread(page, "Ana")
    expect(page.locator(".inbox-bubble.by-guest", has_text=key)).to_be_visible(timeout=SOON)
    expect(page.locator(".inbox-bubble.by-bot", has_text="¿Qué días querés venir?").last).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Tomar", exact=True).click()
    expect(page.locator("[data-part=owner]")).to_contain_text("Usted la tiene")
    field(page).fill(f"Sí, *hay* {key}")
    page.get_by_role("button", name="Enviar", exact=True).dblclick()

    answer = ana.locator(".bubble.business", has_text=f"Sí, hay {key}")
    expect(answer).to_be_visible(timeout=SOON)
    ours = page.locator(".inbox-bubble.by-staff", has_text=key)
    expect(ours.locator(".inbox-ticks .sr-only")).to_have_text("leído", timeout=SOON)
    check(page)
    page.get_by_role("button", name="Al bot", exact=True).click()
    expect(page.locator("[data-part=owner]")).to_contain_text("La atiende el bot")
    expect(answer).to_have_count(1)
    expect(ours).to_have_count(1)
    back = page.get_by_role("button", name="Volver a la lista")
    if back.is_visible():
        back.click()
        expect(page.locator(".inbox-line", has_text=key)).to_be_visible()
        page.go_forward()
        expect(ours).to_be_visible()


def test_of_two_who_take_a_conversation_the_second_sees_who_won(
    scene: Scene, wide_or_narrow: Page, second: Page, key: str
) -> None:
    write(scene.house, phone_of(key), f"Ema {key}", f"Necesito ayuda {key}")
    for page, username in ((wide_or_narrow, "lucia"), (second, "martin")):
        sit(scene, page, username)
        open_thread(page, key)

    wide_or_narrow.get_by_role("button", name="Tomar", exact=True).click()
    expect(wide_or_narrow.locator("[data-part=owner]")).to_contain_text("Usted la tiene")
    second.get_by_role("button", name="Tomar", exact=True).click()

    expect(second.get_by_text("Ahora la tiene Lucía Ferreyra.")).to_be_visible()
    second.get_by_role("button", name="Tomar igual").click()
    expect(second.locator("[data-part=owner]")).to_contain_text("Usted la tiene")
    expect(wide_or_narrow.locator("[data-part=owner]")).to_contain_text("Martín Quiroga la tiene", timeout=SOON)


def test_the_24_hours_end_while_somebody_types_and_nothing_typed_is_lost(
    scene: Scene, wide_or_narrow: Page, key: str
) -> None:
    page, words = wide_or_narrow, f"Le confirmo que sí, {key}"
    write(scene.house, phone_of(key), f"Ema {key}", f"¿Me confirma? {key}")
    sit(scene, page, "lucia")
    open_thread(page, key)
    field(page).fill(words)
    run(scene.house, SCOPED + ALMOST_OVER.format(phone=phone_of(key)))

    expect(page.get_by_text("Las 24 horas se cerraron.")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("cerrada: solo plantilla").last).to_be_visible()
    page.get_by_role("button", name="Elegir una plantilla").click()
    page.get_by_label("Dato 1").fill("Ema")
    expect(page.locator(".inbox-preview")).to_have_text("Hola Ema, ¿seguimos con su consulta?")
    check(page)
    page.locator(".inbox-panel").get_by_role("button", name="Enviar", exact=True).click()

    sent = page.locator(".inbox-bubble.by-staff:not(.is-pending)", has_text="Hola Ema, ¿seguimos")
    expect(sent).to_be_visible(timeout=SOON)
    expect(field(page)).to_have_value(words)
    page.reload()
    expect(field(page)).to_have_value(words)


def test_words_of_a_year_ago_are_found_without_their_accent(scene: Scene, wide_or_narrow: Page, key: str) -> None:
    page = wide_or_narrow
    run(scene.house, SCOPED + A_YEAR_AGO.format(key=key, phone=phone_of(key)))
    scene.open(scene.sit(page, "lucia"), "bandeja/")

    page.get_by_role("searchbox").fill(f"habitacion {key}")
    found = page.locator(".inbox-line", has_text=f"Elena {key}")
    expect(found.locator("mark").first).to_have_text("habitación", timeout=SOON)
    found.click()

    expect(page.locator(".inbox-bubble.is-found")).to_contain_text(f"¿La habitación {key} tiene balcón?")
    expect(page.locator(".inbox-bubble.is-found")).to_be_in_viewport()
    check(page)


def test_the_team_notes_answers_with_few_letters_and_for_later(scene: Scene, wide_or_narrow: Page, key: str) -> None:
    page = wide_or_narrow
    write(scene.house, ANA, "Ana Paz", f"¿Puedo entrar antes de las 14? {key}")
    sit(scene, page, "lucia")
    open_thread(page, key)

    page.get_by_role("button", name="Nota", exact=True).click()
    page.get_by_label("Nota para el equipo").fill(f"Pide cuna {key}")
    page.get_by_role("button", name="Guardar nota").click()
    expect(page.locator(".inbox-note", has_text=key)).to_be_visible()
    field(page).press_sequentially("/hol")
    expect(page.get_by_role("option")).to_contain_text("Hola Ana, gracias por escribirnos.")
    field(page).press("Enter")
    expect(field(page)).to_have_value("Hola Ana, gracias por escribirnos. ¿En qué le ayudo?")
    field(page).fill(f"La esperamos {{llegada}} {key}")
    field(page).press("Enter")
    expect(page.get_by_text("Faltan datos: {llegada}.")).to_be_visible()
    field(page).fill(f"Ya está lista su cabaña {key}")
    page.get_by_role("button", name="Programar").click()
    page.get_by_role("button", name="Enviar", exact=True).click()
    later = page.locator(".inbox-later", has_text=key)
    expect(later).to_be_visible()
    check(page)
    later.get_by_role("button", name="Cancelar").click()
    expect(later).to_have_count(0)
    page.get_by_text("Pasar a…").click()
    page.get_by_role("button", name="Camila Sosa").click()
    expect(page.locator("[data-part=owner]")).to_contain_text("Camila Sosa la tiene")
    page.get_by_text("Posponer", exact=True).click()
    page.get_by_role("button", name="Mañana a las 9").click()
    expect(page.locator("[data-part=owner]")).to_contain_text("pospuesta hasta")
    page.get_by_role("button", name="Al bot", exact=True).click()
    # Camila has it: nobody gives it away for her without having seen that.
    expect(page.get_by_text("Ahora la tiene Camila Sosa")).to_be_visible()
    page.get_by_role("button", name="Dar al bot igual").click()
    expect(page.locator("[data-part=owner]")).to_have_text("La atiende el bot")
    beside = page.get_by_role("button", name="Datos del huésped")
    if beside.is_visible():
        beside.click()
    expect(page.get_by_role("link", name="Ficha del huésped")).to_be_visible()
    check(page)


def two_guests(scene: Scene, page: Page, key: str) -> None:
    """Let two guests write, and leave an answer to the second one half written, with the first one open."""
    for number, name in enumerate(("Ema", "Leo")):
        write(scene.house, phone_of(f"{key}{number}"), f"{name} {key}", f"¿Están ahí? {key}")
    sit(scene, page, "lucia")
    open_thread(page, f"Leo {key}")
    field(page).fill(f"Para Leo {key}")
    change_to(page, f"Ema {key}")
    expect(field(page)).to_have_value("")


def change_to(page: Page, name: str) -> None:
    """Open another conversation; on a phone the way leads over the list."""
    back = page.get_by_role("button", name="Volver a la lista")
    if back.is_visible():
        back.click()
    page.locator(".inbox-line", has_text=name).click(timeout=SOON)
    expect(page.locator(".inbox-head h2")).to_have_text(name)


def hold_back(page: Page, what: str) -> list[Route]:
    """Let what the page asks of this address wait, until the test lets it go on."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(f"**/{what}", keep)
    return held


def test_a_note_that_fails_comes_back_as_a_note_of_its_own_conversation(
    scene: Scene, wide_or_narrow: Page, key: str
) -> None:
    page, note = wide_or_narrow, f"Paga tarde, ojo {key}"
    two_guests(scene, page, key)
    held = hold_back(page, "note")

    page.get_by_role("button", name="Nota", exact=True).click()
    page.get_by_label("Nota para el equipo").fill(note)
    with page.expect_request("**/note"):
        page.get_by_role("button", name="Guardar nota").click()
    change_to(page, f"Leo {key}")
    held[0].abort()
    expect(page.locator("[data-part=refused] p")).to_be_visible()

    expect(field(page)).to_have_value(f"Para Leo {key}")
    change_to(page, f"Ema {key}")
    expect(field(page)).to_have_value("")
    page.get_by_role("button", name="Nota", exact=True).click()
    expect(page.get_by_label("Nota para el equipo")).to_have_value(note)


def test_a_message_for_later_takes_its_own_words_alone(scene: Scene, wide_or_narrow: Page, key: str) -> None:
    page = wide_or_narrow
    two_guests(scene, page, key)
    held = hold_back(page, "schedule")

    field(page).fill(f"Buen viaje {key}")
    page.get_by_role("button", name="Programar").click()
    with page.expect_request("**/schedule"):
        page.get_by_role("button", name="Enviar", exact=True).click()
    change_to(page, f"Leo {key}")
    held[0].continue_()
    expect(page.locator("[data-part=told]")).not_to_be_empty()

    expect(field(page)).to_have_value(f"Para Leo {key}")
    change_to(page, f"Ema {key}")
    expect(page.locator(".inbox-later", has_text=key)).to_be_visible()
    expect(field(page)).to_have_value("")


def test_without_connection_it_is_said_and_what_is_typed_stays(scene: Scene, wide_or_narrow: Page, key: str) -> None:
    page = wide_or_narrow
    write(scene.house, phone_of(key), f"Ema {key}", f"¿Están ahí? {key}")
    sit(scene, page, "lucia")
    open_thread(page, key)
    page.context.set_offline(True)

    expect(page.get_by_text("Sin conexión.")).to_be_visible(timeout=SOON)
    field(page).fill(f"Sí, aquí {key}")
    field(page).press("Enter")
    ours = page.locator(".inbox-bubble.by-staff", has_text=key)
    expect(ours.get_by_role("button", name="Reintentar")).to_be_visible()
    page.context.set_offline(False)
    ours.get_by_role("button", name="Reintentar").click()

    expect(ours.locator(".inbox-ticks .sr-only")).to_have_text("leído", timeout=SOON)
    expect(ours).to_have_count(1)
    expect(page.get_by_text("Sin conexión.")).to_have_count(0)
