"""A guest books by chatting on the sandbox's phone, and the clerk sees the stay in the calendar, each in a browser."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import fits
from tests.browser.test_desk import NARROW, Scene, check, run, scene  # noqa: F401 (the fixture too)
from tests.browser.test_inbox import LAKE, SCOPED, SOON

MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
# A type of its own with one unit: what others book in this house is not in the way.
REFUGE = """
import json
from decimal import Decimal
from zoneinfo import ZoneInfo
from bookings.models import *
with tenant_scope(lake.pk, actor="system:test"):
    house = Property.objects.order_by("pk").first()
    kind = UnitType.objects.create(property=house, name={name!r}, capacity=4)
    RatePlan.objects.create(type=kind, name="Habitual", currency="ARS", base_price=Decimal(100), included_guests=4,
        weekend_multiplier=1)
    Unit.objects.create(type=kind, name={name!r} + " 1", capacity=4)
    print(json.dumps({{"type": kind.pk, "today": str(now.astimezone(ZoneInfo(lake.zone)).date())}}))
"""
BOOKED = """
import json
from bookings.models import *
with tenant_scope(lake.pk, actor="system:test"):
    rows = Reservation.objects.filter(unit__type={type}).select_related("booking__guest", "unit")
    print(json.dumps([[str(it.check_in), str(it.check_out), it.status, it.adults, it.booking.code, it.booking.guest.name,
        it.booking.source, it.unit.name, f"{{it.booking.total:,.0f}}".replace(",", ".")] for it in rows]))
"""


@dataclass
class Refuge:
    """What is to be booked."""

    name: str
    type: int
    today: date


@pytest.fixture
def refuge(scene: Scene) -> Refuge:
    name = "Refugio " + "".join(random.choices("bcdfglmnprst", k=7)).capitalize()
    made = json.loads(run(scene.house, SCOPED + REFUGE.format(name=name)))
    return Refuge(name, made["type"], date.fromisoformat(made["today"]))


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["desk", "phone"])
def pages(browser: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[Page, Page]]:
    """Return the guest's page and the clerk's, both at a desk or both on a phone of today, which is dark."""
    width, height = request.param
    scheme = "dark" if width < NARROW else "light"
    contexts = [
        browser.new_context(viewport={"width": width, "height": height}, locale="es-AR", color_scheme=scheme)  # type: ignore[arg-type]
        for _ in range(2)
    ]
    errors: list[str] = []
    guests, clerks = (context.new_page() for context in contexts)
    for page in (guests, clerks):
        page.on("pageerror", lambda error: errors.append(str(error)))
    yield guests, clerks
    for context in contexts:
        context.close()
    assert errors == []


def pick_up(page: Page, scene: Scene, number: str) -> Locator:
    """Open the page with the phones, and let the left one be somebody who has never written, and shows no name."""
    page.goto(f"{scene.house.line('Phone').rstrip('/')}/?number={LAKE}")
    page.get_by_role("region", name="Huésped Ana").get_by_role("button", name="Huésped", exact=True).click()
    page.get_by_label("Teléfono", exact=True).fill(number)
    page.get_by_label("Nombre", exact=True).fill("")
    page.get_by_role("button", name="Guardar").click()
    return page.get_by_role("region", name=f"Huésped {number}")


def say(phone: Locator, words: str, *, answer: str) -> None:
    """Type something, and wait for an answer that has these words."""
    phone.get_by_label("Mensaje", exact=True).fill(words)
    phone.get_by_label("Mensaje", exact=True).press("Enter")
    expect(phone.locator(".bubble.business").last).to_contain_text(answer, timeout=SOON)


def tap(phone: Locator, label: str, *, answer: str) -> None:
    phone.locator(".bubble.business").last.get_by_role("button", name=label, exact=True).click()
    expect(phone.locator(".bubble.business").last).to_contain_text(answer, timeout=SOON)


def in_words(day: date) -> str:
    return f"{day.day} de {MONTHS[day.month - 1]}"


# Where it is the first of its run, the whole house starts within it.
@pytest.mark.timeout(400)
def test_a_guest_books_by_chatting_and_the_clerk_sees_the_stay(
    scene: Scene,
    refuge: Refuge,
    pages: tuple[Page, Page],
) -> None:
    guests, clerks = pages
    first, last = refuge.today + timedelta(days=5), refuge.today + timedelta(days=8)
    phone = pick_up(guests, scene, f"549294{random.randrange(10**7):07}")

    say(
        phone,
        f"¡Hola! ¿Cuánto sale {refuge.name} del {in_words(first)} al {in_words(last)}?",
        answer="¿Cuántas personas",
    )
    say(phone, "somos 2", answer=f"{refuge.name}: ARS")
    tap(phone, "Reservar", answer="¿a nombre de quién")
    say(phone, "Rosa Luna", answer="Todavía no hay nada reservado")
    assert fits(guests)
    tap(phone, "Sí, guardalo", answer=f"{refuge.name} 1 del ")

    ((check_in, check_out, *rest, code, name, source, unit, total),) = json.loads(
        run(scene.house, SCOPED + BOOKED.format(type=refuge.type))
    )
    assert (check_in, check_out, rest) == (str(first), str(last), ["pre_reserved", 2])
    assert (name, source, unit) == ("Rosa Luna", "whatsapp", f"{refuge.name} 1")
    expect(phone.locator(".bubble.business").last).to_contain_text(code)
    # What was offered, asked about and kept is what is written down.
    expect(phone.locator(".bubble.business", has_text=f"ARS\N{NO-BREAK SPACE}{total}")).to_have_count(3)

    scene.open(scene.sit(clerks, "camila"), f"calendario/?type={refuge.type}&days=14")
    stay = clerks.locator("#plan a.stay, #plan .stay", has_text="Rosa Luna").first
    expect(stay).to_be_visible()
    check(clerks)
    stay.click()
    expect(clerks.locator("#plan-dialog")).to_contain_text(code)
