"""Lists of what there is to let and what it costs, in the caller's language; and a unit that wants cleaning."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.models import Extra, RatePlan, Season, UnitType
from tenants.models import Tenant
from tests.api.conftest import Api
from tests.cast import Enter
from tests.lodging import make_type, make_units, night

pytestmark = pytest.mark.django_db


def test_houses_types_and_units_are_listed(api: Api, cabins: UnitType) -> None:
    _, houses = api.get("/properties")
    _, types = api.get("/unit-types")
    _, units = api.get(f"/units?unit_type={cabins.pk}")

    [house], [kind] = houses["items"], types["items"]
    assert (house["name"], house["check_in_from"], house["longest_stay"]) == ("Casa", "15:00:00", 60)
    assert (kind["id"], kind["name"], kind["property"]) == (cabins.pk, "Cabaña para cuatro", house["id"])
    assert [(unit["name"], unit["unit_type"], unit["state"]) for unit in units["items"]] == [
        ("Arrayán", cabins.pk, "clean"),
        ("Ñire", cabins.pk, "clean"),
    ]


def test_texts_of_a_type_are_in_the_callers_language(api: Api, hotel: Tenant, cabins: UnitType, scope: Enter) -> None:
    with scope(hotel):
        UnitType.objects.update(name_en="Cabin for four", description="Con vista", description_pt="Com vista")

    told = [
        api.get("/unit-types", **{"Accept-Language": language})[1]["items"][0] for language in ("es", "en", "pt-br")
    ]

    assert [it["name"] for it in told] == ["Cabaña para cuatro", "Cabin for four", "Cabaña para cuatro"]
    assert [it["description"] for it in told] == ["Con vista", "Con vista", "Com vista"]


def test_types_come_in_the_order_that_the_business_likes(api: Api, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        for number, name in enumerate("ABCDE"):
            kind = make_type(name)
            UnitType.objects.filter(pk=kind.pk).update(position=[2, 2, 1, 1, 0][number])
    seen, cursor = [], ""

    for _ in range(3):
        _, page = api.get(f"/unit-types?limit=2{cursor}")
        seen += [it["name"] for it in page["items"]]
        cursor = f"&cursor={page['next']}"

    assert (seen, page["next"]) == (["E", "C", "D", "A", "B"], None)


def test_lists_are_filtered(api: Api, hotel: Tenant, cabins: UnitType, scope: Enter) -> None:
    with scope(hotel):
        other = make_type("Depto")
        [closed] = make_units(other, "Depto 1")
        closed.is_active = False
        closed.save()

    def ids(path: str) -> list[int]:
        return [it["id"] for it in api.get(path)[1]["items"]]

    assert ids(f"/units?unit_type={other.pk}") == [closed.pk]
    assert ids("/units?active=false") == [closed.pk]
    assert len(ids(f"/units?property={cabins.property_id}")) == 3
    assert ids("/unit-types?active=false") == []
    assert len(ids(f"/rate-plans?unit_type={other.pk}")) == 1
    assert ids("/units?unit_type=987654") == []


def test_plans_seasons_and_extras_say_what_a_price_is_made_from(
    api: Api, hotel: Tenant, cabins: UnitType, scope: Enter
) -> None:
    with scope(hotel):
        plan = RatePlan.objects.get()
        plan.length_discounts = [{"nights": 7, "percent": "10"}]
        plan.save()
        Season.objects.create(plan=plan, name="Verano", first_night=night(20), last_night=night(31), price=Decimal(150))
        Extra.objects.create(code="cuna", name="Cuna", price=Decimal(20), currency="ARS")

    [told] = api.get("/rate-plans")[1]["items"]
    [season] = api.get(f"/seasons?rate_plan={plan.pk}&from=2026-12-31&to=2027-02-01")[1]["items"]
    [extra] = api.get("/extras")[1]["items"]

    assert (told["base_price"], told["weekend_nights"], told["deposit_percent"]) == ("100.00", [5, 6], "30.00")
    assert told["length_discounts"] == [{"nights": 7, "percent": "10"}]
    assert (season["name"], season["price"], season["extra_guest"]) == ("Verano", "150.00", None)
    assert (extra["code"], extra["name"], extra["price"]) == ("cuna", "Cuna", "20.00")
    assert api.get("/seasons?from=2027-01-01")[1]["items"] == []


def test_a_unit_is_noted_as_dirty_with_the_reason(api: Api, hotel: Tenant, cabins: UnitType, scope: Enter) -> None:
    with scope(hotel):
        unit = cabins.units.first()
    assert unit is not None

    status, told = api.patch(f"/units/{unit.pk}/state", {"state": "out_of_order", "note": "Sin agua"})

    assert (status, told["state"], told["note"]) == (200, "out_of_order", "Sin agua")
    assert api.patch(f"/units/{unit.pk}/state", {"state": "inspected"})[1]["note"] == "Sin agua"
    assert api.patch(f"/units/{unit.pk}/state", {"state": "shiny"})[0] == 400
