"""Stays as programs write them: one beside the other fields, or several in a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from bookings.errors import UnknownUnit
from bookings.queries.units import find_types
from bookings.stays import MOST_STAYS, Party, Stay, WantedStay, told_of
from tenants.api.fields import Day, Id, Truth, Whole
from tenants.api.strict import Strict

NEEDED = ("check_in", "check_out", "adults")


class Shaped(Strict):
    """A body of which some fields belong together. It says of that along with all other mistakes."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        wrong = self.misshapen(data) if isinstance(data, Mapping) else {}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({**wrong, **error.detail}) from None  # type: ignore[dict-item]
        if wrong:
            raise serializers.ValidationError(wrong)
        return values

    def misshapen(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return what does not go together in the fields that were sent, whatever they hold."""
        raise NotImplementedError


class StayIn(Shaped):
    """Nights for some people, in a type of unit or in one unit. Who names a type leaves the unit to us."""

    unit_type = Id(required=False)
    unit = Id(required=False)
    check_in = Day()
    check_out = Day()
    adults = Whole()
    children = Whole(default=0)
    is_foreign = Truth(default=False)

    def misshapen(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return wrong_place(data)


class StaysIn(Shaped):
    """One stay, or several in `stays`: they are booked together or not at all."""

    unit_type = Id(required=False)
    unit = Id(required=False)
    check_in = Day(required=False)
    check_out = Day(required=False)
    adults = Whole(required=False)
    children = Whole(required=False)
    is_foreign = Truth(required=False)
    stays = StayIn(many=True, required=False, allow_empty=False, max_length=MOST_STAYS)  # type: ignore[call-arg]  # goes to the list

    # What can stand for the stays: a quote has them already.
    instead: tuple[str, ...] = ()

    def misshapen(self, data: Mapping[str, Any]) -> dict[str, Any]:
        flat = [name for name in FLAT if name in data]
        if "stays" in data:
            return {name: [ErrorDetail(_("No va junto con stays."), code="twice")] for name in flat}
        if not flat and any(name in data for name in self.instead):
            return {}
        needed = {
            name: [ErrorDetail(_("Este campo es requerido."), code="required")] for name in NEEDED if name not in data
        }
        return needed | wrong_place(data)


FLAT = tuple(StayIn().fields)


def wrong_place(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a refusal unless a type or a unit is named, and not both."""
    if ("unit_type" in data) != ("unit" in data):
        return {}
    return {"unit_type": [ErrorDetail(_("Diga unit_type o unit, uno de los dos."), code="one_of")]}


def read_stays(values: Mapping[str, Any]) -> list[WantedStay]:
    """Return the stays of a body. Units that are named cost a query, which asks for their types.

    :raises NoNights: if one has none
    :raises NoGuests: if nobody comes to one
    :raises UnknownUnit: if it names a unit that is not there
    """
    many: Sequence[Mapping[str, Any]] = values.get("stays") or ([values] if "check_in" in values else [])
    types = find_types(one["unit"] for one in many if "unit" in one)
    wanted = []
    for number, one in enumerate(many):
        with told_of(number, len(many)):
            wanted.append(wanted_stay(one, types))
    return wanted


def wanted_stay(one: Mapping[str, Any], types: Mapping[int, int]) -> WantedStay:
    """Return a stay, in the words of the trade.

    :raises UnknownUnit: if its unit is not among those whose types are known
    """
    party = Party(one["adults"], one.get("children", 0), one.get("is_foreign", False))
    stay = Stay(one["check_in"], one["check_out"])
    unit = one.get("unit")
    if unit is None:
        return WantedStay(one["unit_type"], stay, party)
    if unit not in types:
        raise UnknownUnit(fields={"unit": UnknownUnit.default_detail})
    return WantedStay(types[unit], stay, party, unit_id=unit)
