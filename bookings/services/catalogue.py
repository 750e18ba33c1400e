"""Changes to what there is to let: pictures, beds in a room, and which plan is the usual one."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.db.models import Max

from bookings.models import Photo, RatePlan, TypeKind, Unit, UnitType
from bookings.nights import BLOCK
from bookings.pictures import kind_of_picture
from tenants.errors import Conflict, DomainError

MOST_PHOTOS = 20


class NotARoom(DomainError):
    """Beds stand in a room, and a bed is no room."""

    code = "not_a_room"
    default_detail = "Las camas van dentro de una habitación, no dentro de otra cama."


class NotABedType(DomainError):
    """What stands in a room is let by the bed."""

    code = "not_a_bed_type"
    default_detail = "Elija un tipo cuya clase sea «cama en dormitorio», del mismo establecimiento."


class RoomFull(Conflict):
    """A room has a hundred places, and no more."""

    code = "room_full"
    default_detail = "En esa habitación no entran tantas camas."


class TooManyPhotos(Conflict):
    """Nobody looks at more."""

    code = "too_many_photos"
    default_detail = "Ese tipo ya tiene 20 fotos. Quite alguna antes de subir otra."


def add_photo(*, kind: UnitType, content: bytes, caption: str = "", position: int | None = None) -> Photo:
    """Add a picture to a type; without a position it comes last.

    :raises NotAPicture: if it is no JPEG and no PNG
    :raises PictureTooBig: if WhatsApp would not take it
    :raises TooManyPhotos: if there are enough already
    """
    content_type = kind_of_picture(content)
    there = Photo.objects.filter(type=kind)
    if there.count() >= MOST_PHOTOS:
        raise TooManyPhotos
    if position is None:
        last = there.aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
    # Nobody guesses an address: it says nothing of the business, and cannot be counted up.
    key = secrets.token_urlsafe(24)
    return Photo.objects.create(
        type=kind, position=position, caption=caption, key=key, content=content, content_type=content_type
    )


def add_beds(*, room: Unit, kind: UnitType, count: int) -> list[Unit]:
    """Put so many beds into a room, numbered on from those that it has.

    :raises NotARoom: if it is a bed itself
    :raises NotABedType: if they would be let as something else, or in another house
    :raises RoomFull: if there is no place for so many
    """
    with transaction.atomic():
        # Locked, so that two people who add beds at once do not give two the same number.
        locked = Unit.objects.select_for_update(of=("self",)).select_related("type").get(pk=room.pk)
        check_beds(locked, kind)
        there = list(Unit.objects.filter(parent=locked).values_list("name", "position"))
        if not 0 < count <= BLOCK - len(there):
            raise RoomFull
        names = free_names(locked.name, count, {name for name, _ in there})
        last = max((position for _, position in there), default=locked.position)
        return [
            Unit.objects.create(type=kind, parent=locked, name=name, capacity=1, position=last + number)
            for number, name in enumerate(names, start=1)
        ]


def check_beds(room: Unit, kind: UnitType) -> None:
    if room.parent_id is not None:
        raise NotARoom
    if kind.kind != TypeKind.BED or kind.property_id != room.type.property_id:
        raise NotABedType


def free_names(room: str, count: int, taken: set[str]) -> list[str]:
    """Return names for new beds, each once in the room."""
    names = (f"{room}-{number}" for number in range(1, BLOCK * 2))
    free = [name for name in names if name not in taken]
    return free[:count]


def save_plan(*, plan: RatePlan) -> RatePlan:
    """Write a plan. A type has one usual plan: the new one takes that from the one before."""
    with transaction.atomic():
        if plan.is_default and plan.is_active:
            others = RatePlan.objects.filter(type=plan.type_id, is_default=True).exclude(pk=plan.pk)
            others.update(is_default=False)
        plan.save()
    return plan
