"""What a stay would cost, before anybody sends the form that makes it so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.admin.booking_forms import About, StepForm
from bookings.models import Reservation
from bookings.price_words import line_words, money_words
from bookings.pricing import StayPrice
from bookings.rules import RuleBroken
from bookings.services.prices import price_wanted
from bookings.stays import Party, Stay, WantedStay
from tenants.errors import DomainError


@dataclass(frozen=True)
class Preview:
    """A price line by line, and the rule of the rates that it would break: staff may, but should know."""

    total: str
    lines: tuple[tuple[str, str], ...]
    warning: str = ""


def preview(run: Callable[[About, Any], object], form: StepForm, about: About) -> Preview | None:
    """Return what the stay of a filled in form would cost; None where the form says why not."""
    if not form.is_valid():
        return None
    try:
        stay = rehearsed(run, about, form.cleaned_data)
    except DomainError as error:
        form.refuse(error)
        return None
    price = StayPrice.from_json(stay.lines) if stay.lines else None
    lines = tuple((line_words(line), money_words(line.amount, price.currency)) for line in price.lines) if price else ()
    today = timezone.localdate(about.now)
    return Preview(money_words(stay.price, stay.currency), lines, warning(stay, form.cleaned_data, today))


def rehearsed(run: Callable[[About, Any], object], about: About, data: Any) -> Reservation:
    """Return what a step makes of a stay, and leave everything as it was.

    :raises DomainError: if it cannot be done, nights that somebody has included
    """
    with transaction.atomic():
        made = run(about, data)
        transaction.set_rollback(True)
    if not isinstance(made, Reservation):
        raise TypeError("only a step that makes or changes a stay has a price to be seen")
    return made


def warning(stay: Reservation, data: dict[str, Any], today: date) -> str:
    """Return which rule of the rates a stay breaks; empty if none."""
    nights, party = Stay(data["check_in"], data["check_out"]), Party(data["adults"], data["children"])
    try:
        price_wanted([WantedStay(stay.unit.type_id, nights, party)], today=today, with_rules=True)
    except RuleBroken as error:
        return _(error.detail)
    return ""
