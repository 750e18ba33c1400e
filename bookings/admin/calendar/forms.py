"""What is asked in the calendar's dialogs. What the house allows is for the services to say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings.admin.booking_forms import MOST_UNITS, day_field, grouped
from bookings.models import Unit
from bookings.models.lodging import MOST_GUESTS
from bookings.queries.units import list_units
from bookings.stays import Party, Stay, WantedStay
from tenants.admin.guests import own_country
from tenants.values.identity import BadIdentity
from tenants.values.phone import canonical_phone, national_phone

HOLD, CONFIRMED, BLOCK, OVERBOOK = "hold", "confirmed", "block", "overbook"
KINDS = (
    (HOLD, _("Prerreserva")),
    (CONFIRMED, _("Reserva confirmada")),
    (BLOCK, _("Bloqueo")),
    (OVERBOOK, _("Sobreventa")),
)
# Longer than any number that is dialled at home.
LONGEST_AT_HOME = {"55": 11}
USUAL_AT_HOME = 10


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """The units that are let, below the names of their types."""

    def __init__(self) -> None:
        super().__init__(None, label=_("Unidad"))

    def offer(self, units: Sequence[Unit]) -> None:
        """Let these be chosen from."""
        self.queryset = Unit.objects.select_related("type__property")
        self.widget.choices = [("", "---------"), *grouped(units)]


class StayForm(forms.Form):
    """A unit, nights and people: all that a price is made from."""

    unit = UnitChoice()
    check_in = day_field(_("Entrada"))
    check_out = day_field(_("Salida"))
    adults = forms.IntegerField(label=_("Adultos"), min_value=1, max_value=MOST_GUESTS, initial=2)
    children = forms.IntegerField(label=_("Menores"), min_value=0, max_value=MOST_GUESTS, initial=0, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].offer(list_units().filter(is_active=True)[:MOST_UNITS])  # type: ignore[attr-defined]
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect):
                field.widget.attrs["class"] = "desk-input"

    @property
    def stay(self) -> Stay:
        """Return the nights that were asked for.

        :raises NoNights: if there are none
        """
        return Stay(self.cleaned_data["check_in"], self.cleaned_data["check_out"])

    @property
    def wanted(self) -> WantedStay:
        """Return what was asked for.

        :raises DomainError: if nobody can stay like that
        """
        unit = self.cleaned_data["unit"]
        party = Party(self.cleaned_data["adults"], self.cleaned_data["children"] or 0)
        return WantedStay(unit.type_id, self.stay, party, unit_id=unit.pk)


class NewForm(StayForm):
    """A hold, a booking, a closure, or a night that is sold twice knowingly."""

    kind = forms.ChoiceField(label=_("Qué anota"), choices=KINDS, initial=HOLD, widget=forms.RadioSelect)
    guest_name = forms.CharField(label=_("Nombre del huésped"), max_length=120, required=False)
    phone = forms.CharField(
        label=_("Teléfono"),
        max_length=40,
        required=False,
        help_text=_("Con código de país, o como se marca aquí. Si ya lo conocemos, la reserva queda a su nombre."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    note = forms.CharField(label=_("Nota"), max_length=2000, required=False)
    reason = forms.CharField(
        label=_("Motivo"),
        max_length=200,
        required=False,
        help_text=_("Por qué no se vende, o por qué se vende dos veces."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.data.get("kind") == BLOCK:
            self.fields["adults"].required = False
        self.order_fields(["kind", "unit", "check_in", "check_out", "adults", "children", "guest_name", "phone"])

    def clean_phone(self) -> str:
        written = self.cleaned_data["phone"].strip()
        number = read_phone(written, country=own_country()) if written else ""
        if number is None:
            raise forms.ValidationError(gettext(BadIdentity.default_detail))
        return number

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        is_for_guest = values.get("kind") != BLOCK
        if is_for_guest and not values.get("guest_name") and not values.get("phone") and "phone" not in self.errors:
            self.add_error("guest_name", _("Escriba el nombre o el teléfono del huésped."))
        if values.get("kind") in (BLOCK, OVERBOOK) and not values.get("reason", "").strip():
            self.add_error("reason", _("Escriba el motivo."))
        return values


class MoveForm(StayForm):
    """Where and when a stay shall be, and how many come. What is not said stays as it is."""

    def __init__(self, *args: Any, has_guests: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["adults"].required = False
        if not has_guests:
            del self.fields["adults"], self.fields["children"]

    def party(self, before: Party) -> Party:
        """Return who comes.

        :raises NoGuests: if there would be no adult
        """
        adults, children = self.cleaned_data.get("adults"), self.cleaned_data.get("children")
        return replace(
            before,
            adults=before.adults if adults is None else adults,
            children=before.children if children is None else children,
        )


def read_phone(written: str, *, country: str) -> str | None:
    """Return a number with the sign of an international one, however it was written; None if it can be none.

    At a desk people write numbers as they are dialled at home, and sometimes with the country but without the sign.
    """
    digits = re.sub("[^0-9]", "", written)
    is_abroad = "+" in written or digits.startswith("00")
    is_whole = country and digits.startswith(country) and len(digits) > LONGEST_AT_HOME.get(country, USUAL_AT_HOME)
    if not is_abroad and not is_whole and (number := national_phone(written, country=country)):
        return f"+{number}"
    number = canonical_phone(written)
    return f"+{number}" if number else None
