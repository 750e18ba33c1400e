"""The front desk's pages in a real browser: for weak eyes and keyboards, on a phone, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser.front_desk import FrontDesk, fill_house
from tests.browser.test_desk import Scene, coloured, scene  # noqa: F401 (fixtures too)

PAGES = {
    "today": "",
    "bookings": "bookings/booking/",
    "bookings, holds": "bookings/booking/?hold=open",
    "booking": "bookings/booking/{booking}/change/",
    "hold": "bookings/booking/{hold}/change/",
    "change of a stay": "bookings/booking/{booking}/estadia/{stay}/cambiar/",
    "one stay more": "bookings/booking/{booking}/agregar/",
    "waiting list": "bookings/waitlistentry/",
    "wait": "bookings/waitlistentry/{wait}/change/",
    "quotes": "bookings/quote/",
    "quote": "bookings/quote/{quote}/change/",
    "charts": "graficos/",
    "charts of the past": "graficos/?when=past",
}


@pytest.fixture(scope="session")
def ids(scene: Scene) -> dict[str, int]:
    return fill_house(scene)


@pytest.fixture
def desk(scene: Scene, page: Page, ids: dict[str, int]) -> FrontDesk:
    return FrontDesk(scene, page)


@pytest.fixture
def plain(scene: Scene, browser: Browser, ids: dict[str, int]) -> Iterator[FrontDesk]:
    """Return the desk in a browser without JavaScript."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="es-AR", java_script_enabled=False)
    yield FrontDesk(scene, context.new_page())
    context.close()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_a_page_of_the_front_desk_is_for_everybody(
    desk: FrontDesk,
    coloured: Page,
    ids: dict[str, int],
    path: str,
) -> None:
    desk.open(path, **ids)

    desk.check()


def test_everything_that_opens_is_for_everybody(desk: FrontDesk, coloured: Page, ids: dict[str, int]) -> None:
    desk.open("bookings/booking/{booking}/change/", **ids)
    for summary in desk.page.locator("#content summary").all():
        summary.press("Enter")

    expect(desk.page.locator("#content details:not([open])")).to_have_count(0)
    desk.check()


def test_a_payment_is_written_down_by_keyboard(desk: FrontDesk) -> None:
    made = desk.make()
    desk.open("bookings/booking/{booking}/change/", **made)

    desk.page.get_by_text("Registrar un pago").first.press("Enter")
    desk.page.locator("#pago-amount").fill("12.500,50")
    desk.page.locator("#pago-method").select_option("card")
    desk.page.locator("#pago-amount").press("Enter")

    desk.says("El pago quedó registrado.")
    desk.says("Pagado")
    assert desk.ask(
        f"[str(it.amount) for it in FolioEntry.objects.filter(booking={made['booking']}, kind='payment')]"
    ) == ["12500.50"]


def test_what_was_refused_stands_open_with_what_was_typed(desk: FrontDesk, coloured: Page) -> None:
    made = desk.make()
    desk.open("bookings/booking/{booking}/change/", **made)
    desk.page.get_by_text("Registrar un pago").first.click()
    desk.page.locator("#pago-amount").fill("mucho")
    desk.page.locator("#pago-reference").fill("recibo 7")

    desk.page.locator("#pago-amount").press("Enter")

    desk.says("Escriba un importe, por ejemplo 12500,50.")
    expect(desk.page.locator("#pago-amount")).to_be_focused()
    expect(desk.page.locator("#pago-reference")).to_have_value("recibo 7")
    desk.check()


def test_a_cancellation_says_its_price_and_is_asked_once_more(desk: FrontDesk) -> None:
    made = desk.make(firm=True)
    desk.open("bookings/booking/{booking}/change/", **made)
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    desk.page.on("dialog", accept)

    desk.page.locator("summary", has_text="Cancelar la reserva").click()
    desk.says("Según la política de su tarifa, cancelar ahora cuesta")
    desk.page.locator("#cancelar-reason").fill("Se enfermó")
    desk.page.locator("#cancelar-waive_fee").check()
    desk.page.get_by_role("button", name="Cancelar la reserva").click()

    desk.says("La reserva quedó cancelada.")
    assert asked == ["Esto no se puede deshacer. ¿Seguro?"]
    desk.says("Sin cobrar el cargo por cancelación")


def test_one_tap_on_hoy_checks_somebody_in(desk: FrontDesk) -> None:
    made = desk.make(first=0, last=2, firm=True)
    desk.open("")

    desk.page.get_by_role("button", name=f"Llegó: {made['name']} 1 · {made['guest']}").or_(
        desk.page.get_by_role("button", name=f"Llegó: {made['name']} 2 · {made['guest']}")
    ).click()

    desk.says("Quedó registrada la entrada.")
    assert desk.ask(f"Reservation.objects.get(pk={made['stay']}).status") == "checked_in"


def test_a_stay_moves_after_its_price_was_seen(desk: FrontDesk, coloured: Page) -> None:
    made = desk.make()
    desk.open("bookings/booking/{booking}/estadia/{stay}/cambiar/", **made)

    desk.page.locator("#cambiar-" + str(made["stay"]) + "-adults").fill("3")
    desk.page.get_by_role("button", name="Ver el precio antes").click()
    desk.says("Costaría")
    desk.check()
    desk.page.get_by_role("button", name="Cambiar fechas o unidad").click()

    desk.says("La estadía quedó cambiada.")
    desk.says("3 adultos")


def test_the_page_works_without_javascript(plain: FrontDesk) -> None:
    made = plain.make()
    plain.open("bookings/booking/{booking}/change/", **made)

    plain.page.locator("summary", has_text="Confirmar").click()
    plain.page.locator("#confirmar-reason").fill("Paga al llegar")
    plain.page.get_by_role("button", name="Confirmar").click()

    plain.says("La reserva quedó confirmada.")


def test_a_chart_says_in_a_table_what_it_draws(desk: FrontDesk) -> None:
    desk.open("graficos/")

    desk.page.get_by_text("Verlo como tabla").first.press("Enter")

    expect(desk.page.locator("table").first.locator("tbody tr")).to_have_count(30)
    assert desk.page.locator("svg.desk-chart title").count() >= 60
