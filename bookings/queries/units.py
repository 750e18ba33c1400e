"""Questions about what there is to let."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet

from bookings.errors import UnknownUnit
from bookings.models import Extra, Photo, Property, Reservation, Unit, UnitType


def list_properties() -> QuerySet[Property]:
    """Return the houses of this business."""
    return Property.objects.all()


def list_unit_types() -> QuerySet[UnitType]:
    """Return the types, as the business orders them, with their photos; a photo's bytes stay where they are."""
    return UnitType.objects.prefetch_related(Prefetch("photos", Photo.objects.defer("content")))


def list_units() -> QuerySet[Unit]:
    """Return the units, as the business orders them."""
    return Unit.objects.select_related("type")


def list_extras() -> QuerySet[Extra]:
    """Return what can be had besides the nights."""
    return Extra.objects.all()


def get_unit_type(type_id: int) -> UnitType:
    """Return a type.

    :raises UnknownUnit: if this business has none of this number
    """
    found = UnitType.objects.filter(pk=type_id).first()
    if found is None:
        raise UnknownUnit(fields={"unit_type": UnknownUnit.default_detail})
    return found


def find_unit_types(named: str) -> list[UnitType]:
    """Return the types that somebody may mean by an id or a name, in whatever language."""
    if named.isdecimal():
        return list(UnitType.objects.filter(pk=int(named)))
    names = Q(name__iexact=named) | Q(name_pt__iexact=named) | Q(name_en__iexact=named)
    return list(UnitType.objects.filter(names))


def get_unit(unit_id: int) -> Unit:
    """Return a unit with its type.

    :raises UnknownUnit: if this business has none of this number
    """
    unit = list_units().filter(pk=unit_id).first()
    if unit is None:
        raise UnknownUnit(fields={"unit": UnknownUnit.default_detail})
    return unit


def find_types(unit_ids: Iterable[int]) -> dict[int, int]:
    """Return the types of those of these units that there are, by their ids. One query at most."""
    wanted = set(unit_ids)
    return dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "type_id")) if wanted else {}


def attach_units(stays: Iterable[Reservation]) -> None:
    """Let stays know their units and types, for telling their names. One query."""
    rows = list(stays)
    units = list_units().in_bulk({stay.unit_id for stay in rows})
    for stay in rows:
        stay.unit = units[stay.unit_id]
