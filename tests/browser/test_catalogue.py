"""The pages about what is let, in a real browser: for weak eyes, keyboards and small screens, in light and dark."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import House
from tests.browser.test_desk import Scene, check, coloured, run  # noqa: F401 (a fixture)

SLUG = "cabanas-del-lago"
DEMO = """
from django.core.management import call_command
from bookings.models import *
from tenants.models import Tenant
from tenants.scoping import tenant_scope
import json
call_command("seed_demo", verbosity=0)
tenant = Tenant.objects.get(slug="cabanas-del-lago")
with tenant_scope(tenant.pk, actor="system:test"):
    kind = UnitType.objects.filter(photos__isnull=False).earliest("pk")
    print(json.dumps({
        "type": kind.pk, "unit": Unit.objects.earliest("pk").pk, "plan": RatePlan.objects.earliest("pk").pk,
        "season": Season.objects.earliest("pk").pk, "rule": MessageRule.objects.earliest("pk").pk,
        "message": StayMessage.objects.filter(state="waiting").latest("pk").pk,
    }))
"""
PAGES = {
    "houses": "bookings/property/",
    "new house": "bookings/property/add/",
    "types": "bookings/unittype/",
    "type": "bookings/unittype/{type}/change/",
    "units": "bookings/unit/",
    "unit": "bookings/unit/{unit}/change/",
    "plans": "bookings/rateplan/",
    "plan": "bookings/rateplan/{plan}/change/",
    "season": "bookings/season/{season}/change/",
    "new tax": "bookings/taxrule/add/",
    "new unit": "bookings/unit/add/",
    "new extra": "bookings/extra/add/",
    "extras": "bookings/extra/",
    "new rate": "bookings/exchangerate/add/",
    "holds": "bookings/holdrule/",
    "message rules": "bookings/messagerule/",
    "message rule": "bookings/messagerule/{rule}/change/",
    "messages": "bookings/staymessage/",
    "message": "bookings/staymessage/{message}/change/",
}


@pytest.fixture(scope="module")
def lodging(house: House) -> Scene:
    """The demonstration's lodging."""
    return Scene(house, json.loads(run(house, DEMO)), {})


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_a_page_about_what_is_let_is_for_everybody(lodging: Scene, coloured: Page, path: str) -> None:
    lodging.open(lodging.sit(coloured, "lucia", SLUG), path)

    check(coloured)


def test_a_housekeeper_says_with_one_tap_how_a_cabin_is(lodging: Scene, page: Page) -> None:
    lodging.open(lodging.sit(page, "rosa", SLUG), "bookings/unit/?q=Mitre")

    page.get_by_role("button", name="Sucia: Mitre 450").click()

    expect(page.get_by_text("Mitre 450: Sucia.")).to_be_visible()
    expect(page.get_by_role("button", name="Sucia: Mitre 450")).to_have_count(0)
    page.get_by_role("button", name="Limpia: Mitre 450").click()
    expect(page.get_by_text("Mitre 450: Limpia.")).to_be_visible()
