"""The desk's pages about what is let: houses, types with pictures, units with beds, and who may touch what."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bookings.models import Extra, Photo, Property, Unit, UnitType
from bookings.services.catalogue import NotABedType, NotARoom, RoomFull, add_beds, add_photo
from tenants.models import AuditEvent, Tenant, User
from tests.bookings.pictures import JPEG, PAGE, png
from tests.cast import Enter, make_person
from tests.desk.conftest import Sit, sit  # noqa: F401 (a fixture)
from tests.lodging import make_units

pytestmark = pytest.mark.django_db

NO_PHOTOS = {"photos-TOTAL_FORMS": "0", "photos-INITIAL_FORMS": "0"}


def page(model: str, view: str, *args: object) -> str:
    return reverse(f"admin:bookings_{model}_{view}", args=args)


def said(answer: Any) -> str:
    return str(answer.content.decode())


def type_form(kind: UnitType, **values: Any) -> dict[str, Any]:
    known = {"property": kind.property_id, "kind": kind.kind, "capacity": kind.capacity, "position": 0}
    return {**known, "name": kind.name, "is_active": "on", **NO_PHOTOS, **values}


@pytest.fixture
def desk(owner: User, sit: Sit) -> Client:  # noqa: F811
    return sit(owner)


@pytest.fixture
def room(hotel: Tenant, scope: Enter, cabins: UnitType) -> Unit:
    """A room for eight, and a type for the beds in it."""
    with scope(hotel):
        whole = UnitType.objects.create(property=cabins.property, kind="room", name="Dormitorio", capacity=8)
        UnitType.objects.create(property=cabins.property, kind="bed", name="Cama", capacity=1)
        return make_units(whole, "Dorm 1")[0]


def bed_type() -> UnitType:
    return UnitType.objects.get(kind="bed")


def test_a_house_is_added_with_its_country_in_capitals(desk: Client, hotel: Tenant, scope: Enter) -> None:
    values = {
        **{"name": "Del Lago", "country": "ar", "check_in_from": "15:00", "check_out_by": "10:00", "cutoff": "04:00"},
        **{"longest_stay": 30, "most_unpaid_holds": 2, "quote_hours": 24},
    }

    answer = desk.post(page("property", "add"), values)

    assert answer.status_code == 302
    with scope(hotel):
        assert Property.objects.get(name="Del Lago").country == "AR"


def test_what_a_business_has_once_is_refused_in_a_sentence(desk: Client, cabins: UnitType, hotel: Tenant) -> None:
    units = desk.post(page("unit", "add"), {"name": "Ñire", "type": cabins.pk, "capacity": 4, "position": 0})
    types = desk.post(page("unittype", "add"), type_form(cabins))

    assert "Ya hay una unidad con ese nombre." in said(units)
    assert "Ese establecimiento ya tiene un tipo con ese nombre." in said(types)


def test_amenities_are_boxes_and_texts_come_in_three_languages(
    desk: Client, cabins: UnitType, hotel: Tenant, scope: Enter
) -> None:
    values = type_form(cabins, amenities=["wifi", "grill"], name_en="Cabin for four", description_pt="À beira do lago")

    answer = desk.post(page("unittype", "change", cabins.pk), values)

    assert answer.status_code == 302
    with scope(hotel):
        cabins.refresh_from_db()
    assert (cabins.amenities, cabins.name_en) == (["wifi", "grill"], "Cabin for four")
    assert desk.get(page("unittype", "change", cabins.pk)).content.count(b"checked") >= 2


def test_a_gender_is_for_beds_alone(desk: Client, cabins: UnitType) -> None:
    answer = desk.post(page("unittype", "change", cabins.pk), type_form(cabins, dorm_gender="female"))

    assert "Solo para camas en dormitorio" in said(answer)


def upload(desk: Client, kind: UnitType, content: bytes, name: str = "foto.jpg") -> Any:
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    row = {"photos-TOTAL_FORMS": "1", "photos-0-file": file, "photos-0-caption": "El lago", "photos-0-position": "3"}
    return desk.post(page("unittype", "change", kind.pk), type_form(kind, **row))


@pytest.mark.parametrize(("content", "expected"), [(JPEG, "image/jpeg"), (png(), "image/png")])
def test_a_picture_is_uploaded_whatever_its_name_says(
    desk: Client, cabins: UnitType, hotel: Tenant, scope: Enter, content: bytes, expected: str
) -> None:
    answer = upload(desk, cabins, content, name="foto.exe")

    assert answer.status_code == 302
    with scope(hotel):
        photo = Photo.objects.get()
    assert (photo.content_type, photo.caption, photo.position) == (expected, "El lago", 3)
    assert f"/fotos/{hotel.slug}/{photo.key}" in said(desk.get(page("unittype", "change", cabins.pk)))


def test_a_file_that_is_no_picture_is_refused(desk: Client, cabins: UnitType, hotel: Tenant, scope: Enter) -> None:
    answer = upload(desk, cabins, PAGE)

    assert "Tiene que ser una foto JPEG o PNG entera." in said(answer)
    with scope(hotel):
        assert not Photo.objects.exists()


def test_pictures_are_put_in_another_order_and_taken_away(
    desk: Client, cabins: UnitType, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        first, second = (add_photo(kind=cabins, content=png(), caption=text) for text in ("uno", "dos"))
    rows = {"photos-TOTAL_FORMS": "2", "photos-INITIAL_FORMS": "2"}
    for number, (photo, position) in enumerate([(first, 5), (second, 0)]):
        rows |= {f"photos-{number}-id": str(photo.pk), f"photos-{number}-type": str(cabins.pk)}
        rows |= {f"photos-{number}-caption": photo.caption, f"photos-{number}-position": str(position)}

    desk.post(page("unittype", "change", cabins.pk), type_form(cabins, **rows))
    with scope(hotel):
        turned = list(cabins.photos.values_list("caption", flat=True))
    desk.post(page("unittype", "change", cabins.pk), type_form(cabins, **rows, **{"photos-0-DELETE": "on"}))

    assert turned == ["dos", "uno"]
    with scope(hotel):
        assert list(cabins.photos.values_list("caption", flat=True)) == ["dos"]
        assert bytes(Photo.objects.get().content) == png()


def test_a_page_of_a_type_does_not_read_its_pictures(
    desk: Client, cabins: UnitType, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        add_photo(kind=cabins, content=png(padding=400_000))

    assert b"xxxxxxxx" not in desk.get(page("unittype", "change", cabins.pk)).content


def test_a_unit_takes_no_more_guests_than_its_type(desk: Client, cabins: UnitType) -> None:
    answer = desk.post(page("unit", "add"), {"name": "Coihue", "type": cabins.pk, "capacity": 9, "position": 0})

    assert "El tipo admite 4 como máximo." in said(answer)


def test_beds_are_added_to_a_room_and_numbered_on(desk: Client, room: Unit, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        beds = bed_type()

    for count in (2, 1):
        desk.post(reverse("admin:bookings_unit_beds", args=[room.pk]), {"count": count, "type": beds.pk})

    with scope(hotel):
        made = list(room.beds.order_by("pk"))
        assert [bed.name for bed in made] == ["Dorm 1-1", "Dorm 1-2", "Dorm 1-3"]
        assert {room.slots.lower <= bed.slots.lower < bed.slots.upper <= room.slots.upper for bed in made} == {True}


def test_beds_are_only_put_where_they_fit(room: Unit, in_hotel: Tenant, cabins: UnitType) -> None:
    bed = add_beds(room=room, kind=bed_type(), count=1)[0]

    with pytest.raises(NotARoom):
        add_beds(room=bed, kind=bed_type(), count=1)
    with pytest.raises(NotABedType):
        add_beds(room=room, kind=cabins, count=1)
    with pytest.raises(RoomFull):
        add_beds(room=room, kind=bed_type(), count=100)
    assert room.beds.count() == 1


def test_a_bed_is_not_put_into_a_bed(desk: Client, room: Unit, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        bed, beds = add_beds(room=room, kind=bed_type(), count=1)[0], bed_type()

    values = {"name": "Otra", "type": beds.pk, "parent": bed.pk, "capacity": 1, "position": 0}
    answer = desk.post(page("unit", "add"), values)

    assert "Las camas van dentro de una habitación, no dentro de otra cama." in said(answer)


def housekeeper(hotel: Tenant, sit: Sit) -> Client:  # noqa: F811
    return sit(make_person("rosa", hotel, "housekeeper"))


def test_a_housekeeper_says_with_one_tap_how_a_unit_is(
    cabins: UnitType,
    hotel: Tenant,
    scope: Enter,
    sit: Sit,  # noqa: F811
) -> None:
    rosa = housekeeper(hotel, sit)
    with scope(hotel):
        unit = cabins.units.get(name="Ñire")
    address = reverse("admin:bookings_unit_state", args=[unit.pk])

    listed = said(rosa.get(page("unit", "changelist")))
    answer = rosa.post(
        address, {"state": "dirty"}, headers={"referer": "http://testserver/admin/bookings/unit/?state=clean"}
    )

    assert f'formaction="{address}"' in listed
    assert 'aria-label="Sucia: Ñire"' in listed
    assert answer.headers["Location"] == "/admin/bookings/unit/?state=clean"
    with scope(hotel):
        unit.refresh_from_db()
        assert unit.state == "dirty"
        assert AuditEvent.objects.filter(table_name="bookings_unit", action="update").last().changes["state"] == [  # type: ignore[union-attr]
            "clean",
            "dirty",
        ]


def test_a_housekeeper_changes_nothing_else(cabins: UnitType, hotel: Tenant, scope: Enter, sit: Sit) -> None:  # noqa: F811
    rosa = housekeeper(hotel, sit)
    with scope(hotel):
        unit = cabins.units.get(name="Ñire")

    changed = rosa.post(page("unit", "change", unit.pk), {"name": "X", "type": cabins.pk, "capacity": 1, "position": 0})
    added = rosa.post(page("unit", "add"), {"name": "X", "type": cabins.pk, "capacity": 1, "position": 0})
    beds = rosa.post(reverse("admin:bookings_unit_beds", args=[unit.pk]), {"count": 1, "type": cabins.pk})

    assert {changed.status_code, added.status_code, beds.status_code} == {403}
    assert rosa.get(page("unittype", "changelist")).status_code == 403


@pytest.mark.parametrize("state", ["", "sold", "clean\0"])
def test_a_state_that_does_not_exist_is_refused(
    desk: Client, cabins: UnitType, hotel: Tenant, scope: Enter, state: str
) -> None:
    with scope(hotel):
        unit = cabins.units.get(name="Ñire")

    assert desk.post(reverse("admin:bookings_unit_state", args=[unit.pk]), {"state": state}).status_code == 403


def test_who_may_only_look_changes_no_state(cabins: UnitType, hotel: Tenant, scope: Enter, sit: Sit) -> None:  # noqa: F811
    reader = sit(make_person("contador", hotel, "read_only"))
    with scope(hotel):
        unit = cabins.units.get(name="Ñire")

    assert "formaction" not in said(reader.get(page("unit", "changelist")))
    assert reader.post(reverse("admin:bookings_unit_state", args=[unit.pk]), {"state": "dirty"}).status_code == 403


def test_a_neighbour_says_nothing_about_our_units(
    cabins: UnitType,
    hotel: Tenant,
    outsider: User,
    scope: Enter,
    sit: Sit,  # noqa: F811
) -> None:
    with scope(hotel):
        unit = cabins.units.get(name="Ñire")

    answer = sit(outsider).post(reverse("admin:bookings_unit_state", args=[unit.pk]), {"state": "dirty"})

    assert answer.status_code == 404


def test_the_desk_reads_a_type_in_words(cabins: UnitType, clerk: User, hotel: Tenant, scope: Enter, sit: Sit) -> None:  # noqa: F811
    with scope(hotel):
        UnitType.objects.update(amenities=["wifi", "private_bath"])

    shown = said(sit(clerk).get(page("unittype", "change", cabins.pk)))

    assert "wifi, baño privado" in shown
    assert "private_bath" not in shown


def test_a_choice_offers_only_what_is_on_offer(desk: Client, cabins: UnitType, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        UnitType.objects.create(property=cabins.property, name="Cabaña vieja", capacity=2, is_active=False)
    asked = {"app_label": "bookings", "model_name": "rateplan", "field_name": "type", "term": "cabaña"}

    found = desk.get(reverse("admin:autocomplete"), asked).json()["results"]

    assert [it["text"] for it in found] == ["Cabaña para cuatro"]


def test_an_extra_begins_in_the_currency_of_the_business(desk: Client, hotel: Tenant, scope: Enter) -> None:
    form = said(desk.get(page("extra", "add")))
    answer = desk.post(
        page("extra", "add"),
        {"code": "cuna", "name": "Cuna", "price": "10", "currency": "ARS", "per": "booking", "most": "1"},
    )

    assert '<option value="ARS" selected' in form
    assert answer.status_code == 302
    with scope(hotel):
        assert Extra.objects.get().name == "Cuna"
