"""A house with bookings in every state, for the tests of the front desk's pages in a real browser."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import fits
from tests.browser.test_desk import Scene, complaints, run, wide_icons

PEOPLE = """
from tenants.models import *
house, _ = Tenant.objects.get_or_create(slug="prueba-recepcion", defaults={"name": "Cabañas de la Recepción"})
person, _ = User.objects.get_or_create(username="desk-front", defaults={"first_name": "Rosa"})
Membership.objects.get_or_create(tenant=house, user=person, defaults={"role": "manager"})
print("done")
"""
SCOPED = """
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo
import json
from bookings.models import *
from bookings.services import stays as stay_services
from bookings.services.blocks import block
from bookings.services.confirming import confirm
from bookings.services.holds import place_hold
from bookings.services.payments import record_payment
from bookings.services.rates import set_rates
from bookings.services.waitlist import join_waitlist
from bookings.stays import Party, Stay, WantedStay
from tenants import clock
from tenants.models import *
from tenants.scoping import tenant_scope
house, now = Tenant.objects.get(slug="prueba-recepcion"), clock.now()
today = now.astimezone(ZoneInfo(house.zone)).date()
def cabins(name, count=4, price=20000):
    place, _ = Property.objects.get_or_create(name="Casa", defaults={"cutoff": "00:00"})
    kind = UnitType.objects.create(property=place, name=name, capacity=4)
    RatePlan.objects.create(
        type=kind, name="Habitual", currency="ARS", base_price=Decimal(price), included_guests=2, extra_guest=3000,
        cleaning_fee=5000, weekend_multiplier=Decimal("1.2"), length_discounts=[{"nights": 7, "percent": "10"}],
        cancellation=[{"hours": 4800, "percent": "50"}])
    for number in range(count):
        Unit.objects.create(type=kind, name=f"{name} {number + 1}", capacity=4)
    return kind
def day(number):
    return today + timedelta(days=number)
def hold(who, kind, first, last, stays=1, adults=2):
    guest, is_new = Guest.objects.get_or_create(name=who, defaults={"language": "es"})
    if is_new:
        phone = f"549381{uuid4().int % 10**7:07}"
        GuestIdentity.objects.create(guest=guest, kind="phone", value=phone, canonical=phone)
    wanted = [WantedStay(kind.pk, Stay(day(first), day(last)), Party(adults))] * stays
    placed = place_hold(guest=guest, stays=wanted, source="desk", now=now, by_staff=True)
    return Booking.objects.get(pk=placed.pk)
"""
# Every panel of Hoy, both halves of the charts, and a booking with everything that its page can show.
EVERYTHING = """
with tenant_scope(house.pk, actor="user:" + str(User.objects.get(username="desk-front").pk)):
    if not Booking.objects.exists():
        kind, flat = cabins("Cabaña del lago", 6), cabins("Departamento", 3, 32000)
        TaxRule.objects.create(name="IVA", percent=21, valid_from=today - timedelta(days=99))
        MessageRule.objects.create(name="Cómo llegar", template="directions", anchor="arrival", days=-1)
        rich = hold("Ana Paz de los Milagros", kind, 3, 12, stays=2, adults=3)
        record_payment(booking=rich, amount=Decimal(300000), method="transfer", now=now, reference="0001-2345")
        first = rich.reservations.order_by("pk").first()
        stay_services.shorten(reservation=first, check_out=day(9), now=now, reason="Se va antes")
        confirm(booking=hold("Beto Luna", kind, 0, 2), now=now, reason="Paga al llegar")
        here = confirm(booking=hold("Carla Sosa", kind, 0, 4), now=now, reason="Paga al llegar").reservations.get()
        stay_services.check_in(reservation=here, now=now)
        gone = confirm(booking=hold("Elsa Ríos", flat, 0, 1), now=now, reason="Paga al llegar").reservations.get()
        stay_services.check_in(reservation=gone, now=now)
        Reservation.objects.filter(pk=gone.pk).update(period="[%s,%s)" % (day(-2), today))
        open_hold = hold("Dora Vera", flat, 5, 8)
        beto = Guest.objects.get(name="Beto Luna")
        join_waitlist(guest=beto, type=kind, stay=Stay(day(20), day(22)), party=Party(2), now=now)
        offered = hold("Fede Gil", flat, 14, 16)
        wait = join_waitlist(guest=offered.guest, type=flat, stay=Stay(day(14), day(16)), party=Party(2), now=now)
        WaitlistEntry.objects.filter(pk=wait.pk).update(status="offered", booking=offered, offered_at=now)
        block(unit=Unit.objects.get(name="Departamento 3"), stay=Stay(day(2), day(9)), reason="Pintura", now=now)
        summer = {"price": Decimal(26500), "min_nights": 3, "closed_to_arrival": True}
        set_rates(plan=kind.plans.get(), first_night=day(4), last_night=day(6), changes=summer, now=now)
        set_rates(plan=flat.plans.get(), first_night=day(9), last_night=day(10), changes={"is_closed": True}, now=now)
        Quote.objects.create(code="QQQ3467", guest=rich.guest, currency="ARS", total=rich.total, deposit=rich.deposit,
            expires_at=now + timedelta(days=1), price=rich.price)
    rich = Booking.objects.get(guest__name__startswith="Ana Paz")
    print(json.dumps({
        "booking": rich.pk, "stay": rich.reservations.order_by("pk").last().pk, "quote": Quote.objects.get().pk,
        "hold": Booking.objects.get(guest__name="Dora Vera").pk, "wait": WaitlistEntry.objects.get(status="waiting").pk}))
"""
ONE = """
with tenant_scope(house.pk, actor="system:test"):
    kind = cabins("Tipo " + uuid4().hex[:6], 2)
    made = hold("Huésped " + uuid4().hex[:8], kind, {first}, {last})
    if {firm}:
        confirm(booking=made, now=now)
    print(json.dumps({{"booking": made.pk, "code": made.code, "guest": made.guest.name, "type": kind.pk, "name": kind.name,
        "stay": made.reservations.get().pk, "plan": kind.plans.get().pk, "today": str(today)}}))
"""
ASK = """
with tenant_scope(house.pk, actor="system:test"):
    print(json.dumps({question}))
"""


@dataclass
class FrontDesk:
    """The house, with Rosa at a browser."""

    scene: Scene
    page: Page

    def open(self, path: str, **ids: Any) -> None:
        self.scene.open(self.scene.sit(self.page, "desk-front"), path.format(**ids))
        self.page.wait_for_load_state("load")

    def make(self, *, first: int = 3, last: int = 5, firm: bool = False) -> dict[str, Any]:
        """Let a guest of its own have nights of a type of its own."""
        made: dict[str, Any] = json.loads(run(self.scene.house, SCOPED + ONE.format(first=first, last=last, firm=firm)))
        return made

    def ask(self, question: str) -> Any:
        """Return what an expression says inside the house."""
        return json.loads(run(self.scene.house, SCOPED + ASK.format(question=question)))

    def check(self) -> None:
        """Look for what keeps somebody from using the page."""
        assert complaints(self.page) == []
        assert fits(self.page)
        assert wide_icons(self.page) == []

    def says(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()


def fill_house(scene: Scene) -> dict[str, int]:
    """Fill the house once, and return the numbers of its rows."""
    run(scene.house, PEOPLE)
    ids: dict[str, int] = json.loads(run(scene.house, SCOPED + EVERYTHING))
    return ids
