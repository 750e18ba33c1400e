"""A price as a table for a terminal: its lines, its steps, and what it was made with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.price_words import line_words, money_words, percent_words, step_words
from bookings.pricing import BookingPrice, Line, PolicyStep, Rate, StayPrice, Steps
from tenants.values.money import Money

Row = tuple[str, ...]
GAP = "   "


def price_table(price: BookingPrice, headings: Sequence[str]) -> list[str]:
    """Return a price as lines of text, in the language that is spoken just now; a heading for each stay."""
    told: list[str] = []
    for heading, stay in zip(headings, price.stays, strict=True):
        told += [f"{heading} · {stay_words(stay)}", "", *stay_table(stay), ""]
    return told


def stay_words(stay: StayPrice) -> str:
    """Return when and how many."""
    nights = ngettext("%(n)d noche", "%(n)d noches", stay.stay.nights) % {"n": stay.stay.nights}
    guests = ngettext("%(n)d huésped", "%(n)d huéspedes", stay.party.guests) % {"n": stay.party.guests}
    days = " – ".join(date_format(day, "SHORT_DATE_FORMAT") for day in (stay.stay.check_in, stay.stay.check_out))
    return f"{days} · {nights} · {guests}"


def stay_table(stay: StayPrice) -> Iterator[str]:
    """Yield a stay's price: line by line, step by step, then what it was made with."""
    rows = [line_row(line, stay) for line in stay.lines]
    rows.append(row(_("Total"), stay.original, stay.total, stay))
    rows.append(row(_("Seña"), None, stay.deposit, stay))
    yield from table(rows)
    yield from titled(_("Ya incluido en el precio"), [line_row(line, stay) for line in stay.contained])
    yield from titled(_("Paso a paso"), list(step_rows(stay)))
    yield from titled(_("Cotización"), [(rate_words(rate),) for rate in stay.rates])
    yield from titled(_("Si cancela"), [(policy_words(step),) for step in in_order(stay.policy)])


def line_row(line: Line, stay: StayPrice) -> Row:
    return row(line_words(line), line.original, line.amount, stay)


def row(words: str, original: Money | None, amount: Decimal, stay: StayPrice) -> Row:
    """Return words and an amount; for a price in two currencies the other one's in between."""
    paid = money_words(amount, stay.currency)
    if not stay.rates:
        return words, paid
    return words, money_words(original.amount, original.currency) if original else "", paid


def step_rows(stay: StayPrice) -> Iterator[Row]:
    """Yield each step with what the price has come to, and what the step changed."""
    before: Decimal | None = None
    for name in (step.name for step in fields(Steps)):
        value = getattr(stay.steps, name)
        changed = "" if before in (None, value) else signed(value - (before or 0))
        yield step_words(name), money_words(value, stay.currency), changed
        before = value


def signed(change: Decimal) -> str:
    return f"{'+' if change > 0 else '−'} {number_format(abs(change), force_grouping=True)}"


def rate_words(rate: Rate) -> str:
    """Return a rate with the day since when it stood."""
    value = number_format(rate.rate.normalize(), force_grouping=True)
    day = date_format(rate.valid_from, "SHORT_DATE_FORMAT")
    return _("1 %(base)s = %(rate)s %(quote)s, desde el %(day)s") % {
        "base": rate.base,
        "rate": value,
        "quote": rate.quote,
        "day": day,
    }


def policy_words(step: PolicyStep) -> str:
    """Return what a step of a cancellation policy asks for."""
    words = ngettext("menos de %(n)d hora antes: %(percent)s", "menos de %(n)d horas antes: %(percent)s", step.hours)
    return words % {"n": step.hours, "percent": percent_words(str(step.percent))}


def in_order(policy: Sequence[PolicyStep]) -> list[PolicyStep]:
    return sorted(policy, key=lambda step: -step.hours)


def titled(title: str, rows: Sequence[Row]) -> Iterator[str]:
    """Yield a part of the table below its title; one without rows is left out."""
    if rows:
        yield from ("", title, *(f"  {line}" for line in table(rows)))


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Yield rows with their columns one below the other: words to the left, amounts to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for words, *amounts in rows:
        cells = [words.ljust(widths[0]), *(it.rjust(width) for it, width in zip(amounts, widths[1:], strict=True))]
        yield GAP.join(cells).rstrip()
