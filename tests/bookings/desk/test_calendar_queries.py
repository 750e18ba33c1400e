"""How often the calendar asks the database: a few times, however many units, nights and stays are on the page."""

from __future__ import annotations

import pytest

from proof.benches.calendar import NIGHTS, NOW, STAYS, UNITS, at_the_desk, make_full_house, page, queries, shown
from tenants import clock

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.timeout(180)]

# Those that name a table of the lodging, and all, with the log-in, the tenant and the rights of who looks.
MOST_OWN, MOST = 4, 12


def test_a_full_house_of_sixty_units_and_two_thousand_stays_is_shown_from_four_queries() -> None:
    tenant_id = make_full_house(lambda _said: None)
    with clock.stopped_at(NOW):
        desk = at_the_desk(tenant_id)
        page(desk)  # what a process asks once and keeps is not the page's

        asked = queries(desk)

        assert (UNITS, NIGHTS, STAYS, shown(desk)["stays"]) == (60, 30, 2_000, 2_000)
    assert 1 <= asked["own_queries"] <= MOST_OWN
    assert asked["queries"] <= MOST
