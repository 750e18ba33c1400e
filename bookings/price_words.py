"""Prices in words, in the language that is spoken just now: for people at any edge."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from bookings.pricing import Kind, Line
from tenants.values.money import DIGITS, Money

# What each step of Steps is called, in their order.
STEP_NAMES = {
    "listed": gettext_noop("Precio de lista"),
    "seasonal": gettext_noop("Con temporadas"),
    "weekend": gettext_noop("Con fines de semana"),
    "extras": gettext_noop("Con adicionales"),
    "discounts": gettext_noop("Con descuentos"),
    "taxes": gettext_noop("Con impuestos"),
    "total": gettext_noop("Total"),
}


def step_words(name: str) -> str:
    """Return what a step of a price is called."""
    return _(STEP_NAMES[name])


def money_words(amount: Decimal, currency: str) -> str:
    """Return an amount as people write it: ARS 12.500,00."""
    return f"{currency}\N{NO-BREAK SPACE}{number_format(amount, DIGITS.get(currency, 2), force_grouping=True)}"


def percent_words(percent: str) -> str:
    """Return a percentage without zeros that say nothing."""
    plain = f"{Decimal(percent):f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"{number_format(Decimal(plain))}\N{NO-BREAK SPACE}%"


def line_words(line: Line) -> str:
    """Return what a line is for."""
    return WORDS[line.kind](line)


def original_words(original: Money) -> str:
    return money_words(original.amount, original.currency)


def nights_words(line: Line) -> str:
    nights = int(line.data["nights"])
    if line.data.get("weekend"):
        words = ngettext("%(n)d noche de fin de semana", "%(n)d noches de fin de semana", nights) % {"n": nights}
    else:
        words = ngettext("%(n)d noche", "%(n)d noches", nights) % {"n": nights}
    season = f" ({line.name})" if line.name else ""
    return f"{words}{season} × {each_words(line, 'price')}"


def guests_words(line: Line) -> str:
    guests, nights = int(line.data["guests"]), int(line.data["nights"])
    words = ngettext("%(n)d huésped adicional", "%(n)d huéspedes adicionales", guests) % {"n": guests}
    return f"{words} × {nights_count(nights)} × {each_words(line, 'each')}"


def cleaning_words(line: Line) -> str:
    return _("Limpieza")


def extra_words(line: Line) -> str:
    times = int(line.data["times"])
    return f"{line.name} × {times} × {each_words(line, 'each')}" if times > 1 else line.name


def discount_words(line: Line) -> str:
    nights = int(line.data["nights"])
    words = ngettext("Descuento desde %(n)d noche", "Descuento desde %(n)d noches", nights) % {"n": nights}
    return f"{words} ({percent_words(str(line.data['percent']))})"


def tax_words(line: Line) -> str:
    if "percent" in line.data:
        return f"{line.name} ({percent_words(str(line.data['percent']))})"
    guests, nights = int(line.data["guests"]), int(line.data["nights"])
    people = ngettext("%(n)d huésped", "%(n)d huéspedes", guests) % {"n": guests}
    return f"{line.name} ({people} × {nights_count(nights)} × {each_words(line, 'each')})"


def relief_words(line: Line) -> str:
    return _("Exento: %(tax)s") % {"tax": line.name}


def nights_count(nights: int) -> str:
    return ngettext("%(n)d noche", "%(n)d noches", nights) % {"n": nights}


def each_words(line: Line, name: str) -> str:
    return money_words(Decimal(str(line.data[name])), str(line.data["currency"]))


WORDS: dict[Kind, Callable[[Line], str]] = {
    Kind.NIGHTS: nights_words,
    Kind.EXTRA_GUESTS: guests_words,
    Kind.CLEANING: cleaning_words,
    Kind.EXTRA: extra_words,
    Kind.LENGTH_DISCOUNT: discount_words,
    Kind.TAX: tax_words,
    Kind.TAX_RELIEF: relief_words,
}
