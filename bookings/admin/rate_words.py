"""Changes of the price grid, and its nights, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.models import RateChange
from bookings.price_words import money_words, percent_words
from bookings.queries.rate_grid import Cell
from tenants.admin.history import actor_word, names_of
from tenants.values.money import DIGITS


class ToldChange(NamedTuple):
    """A change, ready to be shown."""

    pk: int
    at: datetime
    who: str
    plan: str
    nights: str
    what: str
    may_undo: bool


def told_changes(changes: list[RateChange]) -> list[ToldChange]:
    """Return changes as sentences; their plans come with their types."""
    names = names_of({change.actor for change in changes})
    return [
        ToldChange(
            change.pk,
            change.at,
            actor_word(change.actor, names),
            f"{change.plan.type} · {change.plan}",
            span_words(change.what),
            what_words(change.what, change.plan.currency),
            change.undone_at is None,
        )
        for change in changes
    ]


def span_words(what: Mapping[str, Any]) -> str:
    days = [date_format(date.fromisoformat(what[name]), "SHORT_DATE_FORMAT") for name in ("first_night", "last_night")]
    return days[0] if days[0] == days[1] else " – ".join(days)


def what_words(what: Mapping[str, Any], currency: str) -> str:
    """Return what was done to the nights."""
    if what["act"] == "undo":
        return _("Deshizo un cambio anterior")
    if what["act"] == "raise":
        return _("Precios %(percent)s") % {"percent": signed_percent(what["percent"])}
    if all(value in (None, False, "") for value in what["changes"].values()) and "price" in what["changes"]:
        return _("Volvió a lo de la tarifa")
    return ", ".join(value_words(name, value, currency) for name, value in what["changes"].items())


def signed_percent(percent: str) -> str:
    words = percent_words(percent)
    return words if words.startswith("-") else f"+{words}"


def value_words(name: str, value: Any, currency: str) -> str:
    """Return what was said of nights by one field."""
    if name == "price":
        if value is None:
            return _("precio de la tarifa")
        return _("precio %(amount)s") % {"amount": money_words(Decimal(value), currency)}
    if name == "min_nights":
        return min_words(value) if value else _("mínimo de la tarifa")
    words = {
        ("is_closed", True): _("cerrado"),
        ("is_closed", False): _("abierto"),
        ("closed_to_arrival", True): _("sin entradas"),
        ("closed_to_arrival", False): _("con entradas"),
        ("closed_to_departure", True): _("sin salidas"),
        ("closed_to_departure", False): _("con salidas"),
    }
    return words.get((name, value), _("otra regla"))


def min_words(nights: int) -> str:
    return ngettext("mínimo %(n)d noche", "mínimo %(n)d noches", nights) % {"n": nights}


def cell_words(cell: Cell, row_name: str, currency: str) -> str:
    """Return all that a night says, for whoever hears it."""
    words = [
        f"{row_name}, {capfirst(date_format(cell.night, 'l j/n'))}",
        money_words(cell.price, currency),
        _("precio propio") if cell.is_own else "",
        min_words(cell.min_nights) if cell.min_nights > 1 else "",
        _("cerrado") if cell.is_closed else "",
        _("sin entradas") if cell.closed_to_arrival else "",
        _("sin salidas") if cell.closed_to_departure else "",
    ]
    return ", ".join(word for word in words if word)


def short_price(amount: Decimal, currency: str) -> str:
    """Return an amount as it fits into a cell: without cents that are none."""
    digits = 0 if amount == amount.to_integral_value() else DIGITS.get(currency, 2)
    return number_format(amount, digits, force_grouping=True)
