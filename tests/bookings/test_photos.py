"""Pictures: what is taken, and who gets to see it."""

from __future__ import annotations

import pytest
from django.test import Client

from bookings.models import Photo, UnitType
from bookings.photos import photo_path
from bookings.pictures import MOST_BYTES, NotAPicture, PictureTooBig, kind_of_picture
from bookings.services.catalogue import MOST_PHOTOS, TooManyPhotos, add_photo
from tenants.models import Tenant
from tests.bookings.pictures import JPEG, PAGE, png
from tests.cast import Enter, enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(hotel: Tenant, cabins: UnitType) -> Photo:
    with enter(hotel):
        return add_photo(kind=cabins, content=png(), caption="El lago")


def address(tenant: Tenant, photo: Photo) -> str:
    return photo_path(tenant.slug, photo.key)


@pytest.mark.parametrize(
    ("content", "kind"), [(png(), "image/png"), (JPEG, "image/jpeg"), (JPEG + b"tail", "image/jpeg")]
)
def test_a_picture_is_known_by_what_is_in_it(content: bytes, kind: str) -> None:
    assert kind_of_picture(content) == kind


@pytest.mark.parametrize(
    "content", [b"", PAGE, b"GIF89a", png()[:-8], JPEG[:-2], JPEG[:3], b"\x89PNG\r\n\x1a\n" + PAGE]
)
def test_what_only_looks_like_a_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        kind_of_picture(content)


def test_a_picture_may_weigh_what_whatsapp_takes_and_no_more() -> None:
    room = MOST_BYTES - len(png())

    assert kind_of_picture(png(padding=room)) == "image/png"
    with pytest.raises(PictureTooBig):
        kind_of_picture(png(padding=room + 1))


def test_anybody_who_knows_its_address_sees_a_picture(photo: Photo, hotel: Tenant, client: Client) -> None:
    answer = client.get(address(hotel, photo), headers={"accept-encoding": "gzip"})

    assert (answer.status_code, answer.content) == (200, png())
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Content-Encoding" not in answer.headers
    assert not answer.cookies


def test_who_has_a_picture_is_not_sent_it_again(photo: Photo, hotel: Tenant, client: Client) -> None:
    etag = client.get(address(hotel, photo)).headers["ETag"]

    answer = client.get(address(hotel, photo), headers={"if-none-match": etag})

    assert (answer.status_code, answer.content) == (304, b"")


def test_a_key_opens_nothing_under_the_name_of_another_business(
    photo: Photo, hotel: Tenant, neighbour: Tenant, client: Client
) -> None:
    answers = [
        client.get(photo_path(neighbour.slug, photo.key)),
        client.get(photo_path("nobody", photo.key)),
        client.get(photo_path(hotel.slug, "x" * 32)),
        client.get(photo_path(hotel.slug, "x" * 500)),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_a_suspended_business_shows_nothing(photo: Photo, hotel: Tenant, client: Client) -> None:
    Tenant.objects.filter(pk=hotel.pk).update(status="suspended")

    assert client.get(address(hotel, photo)).status_code == 404


def test_a_picture_is_only_looked_at(photo: Photo, hotel: Tenant, client: Client) -> None:
    assert client.post(address(hotel, photo)).status_code in (403, 405)
    assert client.head(address(hotel, photo)).status_code == 200


def test_keys_are_long_and_never_the_same(in_hotel: Tenant, cabins: UnitType) -> None:
    keys = {add_photo(kind=cabins, content=png()).key for _ in range(3)}

    assert len(keys) == 3
    assert {len(key) for key in keys} == {32}


def test_pictures_come_in_the_order_in_which_they_were_added(in_hotel: Tenant, cabins: UnitType) -> None:
    for caption in ("uno", "dos", "tres"):
        add_photo(kind=cabins, content=png(), caption=caption)

    assert list(cabins.photos.values_list("caption", flat=True)) == ["uno", "dos", "tres"]


def test_a_type_has_no_more_pictures_than_anybody_looks_at(in_hotel: Tenant, cabins: UnitType) -> None:
    for _ in range(MOST_PHOTOS):
        add_photo(kind=cabins, content=png())

    with pytest.raises(TooManyPhotos):
        add_photo(kind=cabins, content=png())


def test_scopes_are_left_as_they_were_found(photo: Photo, hotel: Tenant, client: Client, scope: Enter) -> None:
    with scope(hotel):
        client.get(address(hotel, photo))

        assert Photo.objects.count() == 1
