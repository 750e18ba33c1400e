"""The sandbox phone in a browser: what a guest writes and taps reaches the webhook, what is sent shows on the phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FilePayload, Locator, Page, ViewportSize, expect

from proof.faults.processes import wait_for
from tests.browser.conftest import fits
from tests.sandbox.caller import ANA, NUMBER, Caller, Json
from tests.sandbox.conftest import caller, webhook  # noqa: F401 (fixtures)
from tests.sandbox.receiver import Receiver

DESK: ViewportSize = {"width": 1400, "height": 900}
PICTURE = b"\x89PNG\r\n\x1a\n not much of a picture"


@pytest.fixture
def phones(browser: Browser, caller: Caller) -> Iterator[Page]:
    """The page with two phones, on a desk, in Spanish."""
    context = browser.new_context(viewport=DESK, locale="es-AR", permissions=["microphone"])
    page = context.new_page()
    page.goto(caller.url)
    expect(page.locator("#number")).to_have_value(NUMBER)
    yield page
    context.close()


def ana(phones: Page) -> Locator:
    return phones.get_by_role("region", name="Huésped Ana")


def answer(webhook: Receiver, number: int = 1) -> Json:
    """Return the newest message once so many have come."""
    wait_for(lambda: len(webhook.messages()) >= number, within=10, what="the message")
    return webhook.messages()[-1]


def buttons(*titles: str) -> Json:
    replies = [{"type": "reply", "reply": {"id": f"b:{title}", "title": title}} for title in titles]
    return {"type": "button", "body": {"text": "¿La tomo por *dos noches*?"}, "action": {"buttons": replies}}


def test_a_text_goes_out_and_the_answer_shows(phones: Page, caller: Caller, webhook: Receiver) -> None:
    ana(phones).get_by_label("Mensaje", exact=True).fill("¿Hay lugar? <b>\nSomos dos")
    ana(phones).get_by_label("Mensaje", exact=True).press("Enter")

    message = answer(webhook)
    caller.text("Sí, *hay*.")

    assert (message["from"], message["text"]["body"]) == (ANA, "¿Hay lugar? <b>\nSomos dos")
    expect(ana(phones).locator(".bubble.guest .words")).to_have_text("¿Hay lugar? <b>\nSomos dos")
    expect(ana(phones).locator(".bubble.guest")).to_have_attribute("data-tick", "delivered")
    expect(ana(phones).locator(".bubble.business b")).to_have_text("hay")
    expect(ana(phones).locator(".bubble.business")).to_have_attribute("data-tick", "read")


def test_a_receipt_colours_the_ticks_and_shows_that_somebody_types(phones: Page, caller: Caller) -> None:
    wamid = caller.write(text="Hola")["wamid"]
    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}

    caller.graph("POST", f"{NUMBER}/messages", json=receipt | {"typing_indicator": {"type": "text"}})

    expect(ana(phones).locator(".typing")).to_have_text("escribiendo…")
    expect(ana(phones).get_by_role("img", name="leído")).to_be_visible()


def test_a_button_is_tapped(phones: Page, caller: Caller, webhook: Receiver) -> None:
    wamid = caller.send(type="interactive", interactive=buttons("Sí", "No")).json()["messages"][0]["id"]

    ana(phones).get_by_role("button", name="No", exact=True).click()

    message = answer(webhook)
    assert message["interactive"]["button_reply"] == {"id": "b:No", "title": "No"}
    assert message["context"]["id"] == wamid
    expect(ana(phones).locator(".bubble.guest .quoted")).to_have_text("¿La tomo por *dos noches*?")


def test_a_list_opens_and_a_row_is_chosen_by_keyboard(phones: Page, caller: Caller, webhook: Receiver) -> None:
    rows = [{"id": "r:1", "title": "Quincho", "description": "4 personas"}, {"id": "r:2", "title": "Arroyo"}]
    action = {"button": "Ver unidades", "sections": [{"title": "Cabañas", "rows": rows}]}
    caller.send(type="interactive", interactive={"type": "list", "body": {"text": "Elija"}, "action": action})

    ana(phones).get_by_role("button", name="Ver unidades", exact=True).press("Enter")
    phones.get_by_role("button", name="Arroyo").press("Enter")

    assert answer(webhook)["interactive"]["list_reply"] == {"id": "r:2", "title": "Arroyo"}
    expect(phones.locator("#sheet")).to_be_hidden()


def test_a_closed_list_sends_nothing(phones: Page, caller: Caller, webhook: Receiver) -> None:
    action = {"button": "Ver", "sections": [{"rows": [{"id": "r:1", "title": "Quincho"}]}]}
    caller.send(type="interactive", interactive={"type": "list", "body": {"text": "Elija"}, "action": action})

    ana(phones).get_by_role("button", name="Ver", exact=True).click()
    phones.keyboard.press("Escape")

    expect(phones.locator("#sheet")).to_be_hidden()
    assert webhook.messages() == []


def test_a_voice_note_is_recorded_and_says_what_it_is(phones: Page, caller: Caller, webhook: Receiver) -> None:
    ana(phones).get_by_role("button", name="Grabar una nota de voz").click()
    expect(ana(phones).locator(".notice")).to_have_text("● Grabando")
    phones.wait_for_timeout(600)
    ana(phones).get_by_role("button", name="Enviar la grabación").click()

    audio = answer(webhook)["audio"]
    recorded = caller.control("GET", f"media/{audio['id']}").content
    is_webm = recorded.startswith(b"\x1aE\xdf\xa3")
    assert audio["voice"] is True
    assert audio["mime_type"].startswith("audio/webm" if is_webm else "audio/ogg")
    assert is_webm or recorded.startswith(b"OggS")
    expect(ana(phones).locator(".bubble audio")).to_be_visible()


def test_a_dropped_recording_is_not_sent(phones: Page, webhook: Receiver) -> None:
    ana(phones).get_by_role("button", name="Grabar una nota de voz").click()
    ana(phones).get_by_role("button", name="Cancelar").click()

    expect(ana(phones).get_by_role("button", name="Grabar una nota de voz")).to_be_visible()
    assert webhook.messages() == []


def test_a_picture_goes_out_as_it_is(phones: Page, caller: Caller, webhook: Receiver) -> None:
    picture: FilePayload = {"name": "comprobante.png", "mimeType": "image/png", "buffer": PICTURE}

    ana(phones).locator("input[type=file]").set_input_files(files=picture)

    image = answer(webhook)["image"]
    assert image["mime_type"] == "image/png"
    assert caller.control("GET", f"media/{image['id']}").content == PICTURE


def test_a_place_is_sent_even_where_the_browser_knows_none(phones: Page, webhook: Receiver) -> None:
    ana(phones).get_by_role("button", name="Adjuntar").click()
    phones.get_by_role("button", name="Ubicación").click()

    assert answer(webhook)["location"]["name"] == "Mi ubicación"


def test_a_message_is_answered_and_reacted_to(phones: Page, caller: Caller, webhook: Receiver) -> None:
    wamid = caller.text("Hola").json()["messages"][0]["id"]

    ana(phones).get_by_role("button", name="Acciones del mensaje: Hola").click()
    phones.get_by_role("button", name="Reaccionar con 👍").click()
    reaction = answer(webhook)["reaction"]
    ana(phones).get_by_role("button", name="Acciones del mensaje: Hola").click()
    phones.get_by_role("button", name="Responder").click()
    ana(phones).get_by_label("Mensaje", exact=True).fill("Buenas")
    ana(phones).get_by_role("button", name="Enviar").click()

    assert reaction == {"message_id": wamid, "emoji": "👍"}
    assert answer(webhook, 2)["context"]["id"] == wamid
    expect(ana(phones).locator(".reactions")).to_have_text("👍")


def test_two_phones_are_two_people(phones: Page, webhook: Receiver) -> None:
    bruno = phones.get_by_role("region", name="Huésped Bruno")
    bruno.get_by_label("Mensaje", exact=True).fill("Soy Bruno")
    bruno.get_by_label("Mensaje", exact=True).press("Enter")

    assert answer(webhook)["from"] != ANA
    expect(bruno.locator(".bubble")).to_have_count(1)
    expect(ana(phones).locator(".bubble")).to_have_count(0)


def test_a_guest_can_hide_their_number(phones: Page, webhook: Receiver) -> None:
    ana(phones).get_by_role("button", name="Huésped").click()
    phones.get_by_label("Usuario").fill("ana.m")
    phones.get_by_label("Meta no muestra su teléfono").check()
    phones.get_by_role("button", name="Guardar").click()
    ana(phones).get_by_label("Mensaje", exact=True).fill("Hola")
    ana(phones).get_by_label("Mensaje", exact=True).press("Enter")

    assert "from" not in answer(webhook)
    assert webhook.posts[0].value["contacts"][0]["profile"]["username"] == "ana.m"


def test_the_panel_turns_dials(phones: Page, caller: Caller) -> None:
    phones.get_by_label("Envíos que fallan con 5xx").select_option("100 %")
    phones.get_by_role("button", name="Adelantar 24 horas").click()

    expect(phones.locator("#state")).to_contain_text("24 h")
    assert caller.text().status_code >= 500
    phones.get_by_role("button", name="Todo normal").click()
    expect(phones.get_by_label("Envíos que fallan con 5xx")).to_have_value("0")
    expect(phones.locator("#state")).to_contain_text("0 h")


def test_a_refusal_of_the_webhook_is_said(phones: Page, webhook: Receiver) -> None:
    webhook.answers = [403]

    ana(phones).get_by_label("Mensaje", exact=True).fill("Hola")
    ana(phones).get_by_label("Mensaje", exact=True).press("Enter")

    expect(ana(phones).locator(".notice")).to_have_text("El sistema contestó 403.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 820, 1400])
def test_everybody_can_use_it(browser: Browser, caller: Caller, scheme: str, width: int) -> None:
    caller.write(text="Hola")
    caller.send(type="interactive", interactive=buttons("Sí", "No"))
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="pt-BR",
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    page.goto(caller.url)
    expect(page.locator(".bubble")).to_have_count(2)

    report = Axe().run(page)

    assert report.response["violations"] == []
    assert page.title() == "Telefone de teste"
    assert fits(page)
    assert faults == []
    context.close()
