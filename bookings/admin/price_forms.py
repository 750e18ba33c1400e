"""What a person fills in below the price grid: for which nights of which plans, and what to say of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from bookings.admin.amounts import AmountField
from bookings.admin.booking_forms import day_field
from bookings.admin.desk_form import DeskForm
from bookings.queries.rate_grid import GridRow

# What "back to the plan" says of nights.
AS_IN_PLAN: dict[str, Any] = {
    **dict.fromkeys(("price", "weekend_multiplier", "extra_guest", "min_nights", "max_nights")),
    **dict.fromkeys(("closed_to_arrival", "closed_to_departure", "is_closed"), False),
    "name": "",
}
FLAGS = ("is_closed", "closed_to_arrival", "closed_to_departure")


def flag_field(label: Any, yes: Any, no: Any) -> forms.TypedChoiceField:
    """Return a field for what can be so, or not, or stay as it is."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("", _("no cambia")), ("yes", yes), ("no", no)],
        coerce=lambda word: word == "yes",
        empty_value=None,
        required=False,
    )


class GridForm(DeskForm):
    """One form for all that can be done with chosen nights; which part counts is decided by the button."""

    plan = forms.TypedMultipleChoiceField(label=_("Tarifas"), coerce=int, widget=forms.CheckboxSelectMultiple)
    first_night = day_field(_("Desde la noche del"))
    last_night = day_field(_("Hasta la noche del"))
    price = AmountField(label=_("Precio por noche"), required=False)
    min_nights = forms.IntegerField(label=_("Noches como mínimo"), min_value=1, max_value=365, required=False)
    is_closed = flag_field(_("Venta"), _("cerrar"), _("abrir"))
    closed_to_arrival = flag_field(_("Entradas"), _("sin entradas"), _("con entradas"))
    closed_to_departure = flag_field(_("Salidas"), _("sin salidas"), _("con salidas"))
    percent = forms.DecimalField(
        label=_("Subir (o bajar, con signo menos) un %"),
        min_value=Decimal("-99.99"),
        max_value=1000,
        decimal_places=2,
        required=False,
    )
    round_to = AmountField(label=_("Redondear a múltiplos de"), required=False)

    def __init__(self, data: Any = None, *, rows: Sequence[GridRow], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["plan"].choices = [(row.plan_id, row_name(row, rows)) for row in rows]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("first_night"), data.get("last_night")
        if first and last and last < first:
            self.add_error("last_night", _g("La última noche es anterior a la primera."))
        return data

    def changes(self) -> dict[str, Any]:
        """Return what is to be said of the nights; what was left empty stays as it is."""
        named = {name: self.cleaned_data[name] for name in ("price", "min_nights", *FLAGS)}
        return {name: value for name, value in named.items() if value is not None}

    def need(self, *names: str) -> bool:
        """Return whether one of these fields was filled in; say so if none was."""
        if any(self.cleaned_data.get(name) is not None for name in names):
            return True
        self.add_error(names[0], _g("Diga qué cambia."))
        return False


def row_name(row: GridRow, rows: Sequence[GridRow]) -> str:
    """Return what a plan is called: by its type alone, where that has no other plan."""
    is_only = sum(other.type_id == row.type_id for other in rows) == 1
    return row.type_name if is_only else f"{row.type_name} · {row.plan_name}"
