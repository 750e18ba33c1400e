"""What a person fills in for a step of a booking. What a service refuses comes back to the field that it names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from bookings.admin.amounts import AmountField
from bookings.admin.desk_form import DeskForm
from bookings.lifecycle import Status
from bookings.models import Booking, Method, Reservation, Unit
from bookings.models.lodging import MOST_GUESTS
from bookings.queries.folio import Balance
from bookings.queries.units import list_unit_types, list_units
from tenants.values.money import DIGITS

MOST_UNITS = 1_000


@dataclass(frozen=True)
class About:
    """What a step is about: a booking, one of its stays, and how things are."""

    booking: Booking
    balance: Balance
    now: datetime
    stay: Reservation | None = None
    fee: Any = 0


class StepForm(DeskForm):
    """A form of one step; several stand on one page, so each has names of its own for its fields."""

    def __init__(self, data: Any = None, *, about: About, name: str) -> None:
        self.about = about
        place = f"-{about.stay.pk}" if about.stay else ""
        super().__init__(data, auto_id=f"{name}{place}-%s", initial=self.beginning(about))

    def beginning(self, about: About) -> dict[str, Any]:
        """Return what stands in the fields at first."""
        return {}


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def guests_field(label: Any, least: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=MOST_GUESTS)


def reason_field(*, required: bool = True) -> forms.CharField:
    return forms.CharField(label=_("Motivo"), max_length=200, required=required)


class ConfirmForm(StepForm):
    """Without its deposit, a booking is confirmed by somebody who says why."""

    reason = reason_field(required=False)

    def __init__(self, data: Any = None, *, about: About, name: str) -> None:
        super().__init__(data, about=about, name=name)
        if about.balance.has_deposit:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
            self.fields["reason"].label = _("Falta la seña; ¿por qué se confirma igual?")


class CancelForm(StepForm):
    reason = reason_field()
    waive_fee = forms.BooleanField(label=_("No cobrar el cargo por cancelación"), required=False)

    def __init__(self, data: Any = None, *, about: About, name: str) -> None:
        super().__init__(data, about=about, name=name)
        if not about.fee:
            del self.fields["waive_fee"]


class ReasonForm(StepForm):
    reason = reason_field(required=False)


class ExtendForm(StepForm):
    until = forms.DateTimeField(
        label=_("Guardar las noches hasta"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = reason_field(required=False)

    def beginning(self, about: About) -> dict[str, Any]:
        until = max(about.booking.hold_expires_at or about.now, about.now) + timedelta(hours=2)
        return {"until": until.replace(second=0, microsecond=0)}


class MoneyForm(StepForm):
    """Money in or out. Sent twice, it is written down once: by the key."""

    amount = AmountField(label=_("Importe"))
    method = forms.ChoiceField(
        label=_("Medio"), choices=[choice for choice in Method.choices if choice[0] != Method.PROVIDER]
    )
    reference = forms.CharField(label=_("Comprobante"), max_length=80, required=False)
    note = forms.CharField(label=_("Nota"), max_length=200, required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def beginning(self, about: About) -> dict[str, Any]:
        amount, digits = self.suggested(about.balance), DIGITS.get(about.balance.currency, 2)
        return {"key": uuid4().hex, "amount": number_format(amount, digits) if amount else ""}

    def suggested(self, balance: Balance) -> Any:
        """Return the amount that is most likely."""
        return balance.deposit_due or max(balance.due, 0)


class RefundForm(MoneyForm):
    def suggested(self, balance: Balance) -> Any:
        return max(-balance.due, 0)


class AdjustForm(StepForm):
    direction = forms.ChoiceField(label=_("Qué hacer"), choices=[("more", _("cobrar más")), ("less", _("descontar"))])
    amount = AmountField(label=_("Importe"))
    note = reason_field()

    def clean_amount(self) -> Any:
        amount = self.cleaned_data["amount"]
        if amount is not None and amount <= 0:
            raise forms.ValidationError(_("Escriba el importe sin signo y elija si se cobra o se descuenta."))
        return amount


class ShortenForm(StepForm):
    check_out = day_field(_("Se va el"))
    reason = reason_field(required=False)

    def beginning(self, about: About) -> dict[str, Any]:
        stay = about.stay
        return {"check_out": stay.check_out - timedelta(days=1)} if stay else {}


class ChangeForm(StepForm):
    """Other nights, another unit, another party."""

    check_in = day_field(_("Entrada"))
    check_out = day_field(_("Salida"))
    unit = forms.TypedChoiceField(label=_("Unidad"), coerce=int)
    adults = guests_field(_("Adultos"), 1)
    children = guests_field(_("Menores"), 0)
    keep_price = forms.BooleanField(label=_("Mantener el precio acordado"), required=False)
    reason = reason_field(required=False)

    def __init__(self, data: Any = None, *, about: About, name: str) -> None:
        super().__init__(data, about=about, name=name)
        self.units = {unit.pk: unit for unit in list_units().filter(is_active=True)[:MOST_UNITS]}
        if about.stay:
            self.units.setdefault(about.stay.unit_id, about.stay.unit)
            # Who is here arrived when they did.
            self.fields["check_in"].disabled = about.stay.status == Status.CHECKED_IN
        self.fields["unit"].choices = grouped(self.units.values())  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]

    def beginning(self, about: About) -> dict[str, Any]:
        stay = about.stay
        if stay is None:
            return {}
        return {name: getattr(stay, name) for name in ("check_in", "check_out", "adults", "children")} | {
            "unit": stay.unit_id
        }


class AddStayForm(StepForm):
    """One stay more; without a unit the system chooses one."""

    type = forms.TypedChoiceField(label=_("Tipo de unidad"), coerce=int)
    check_in = day_field(_("Entrada"))
    check_out = day_field(_("Salida"))
    adults = guests_field(_("Adultos"), 1)
    children = guests_field(_("Menores"), 0)

    def __init__(self, data: Any = None, *, about: About, name: str) -> None:
        super().__init__(data, about=about, name=name)
        types = list_unit_types().prefetch_related(None).filter(is_active=True)
        self.fields["type"].choices = [(kind.pk, str(kind)) for kind in types]  # type: ignore[attr-defined]

    def beginning(self, about: About) -> dict[str, Any]:
        known = {"adults": 2, "children": 0}
        first = next(iter(about.booking.reservations.all()), None)
        return known | ({"check_in": first.check_in, "check_out": first.check_out} if first else {})


def grouped(units: Any) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return units as choices below the name of their type."""
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for unit in units:
        groups[str(unit.type)].append((unit.pk, f"{unit.name} ({unit.capacity})"))
    return list(groups.items())
