"""Taxes on a stay: in its price already, or on top of it; of some nights, of some people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from bookings.pricing.inputs import Exempt, Tax, TaxKind
from bookings.pricing.lines import Datum, Kind, Line, sum_of
from bookings.pricing.till import Till
from bookings.stays import Party, Stay
from tenants.values.money import round_money


@dataclass(frozen=True, slots=True)
class Taxable:
    """What a stay costs before taxes are added, and what any nights of it come to, not rounded."""

    stay: Stay
    party: Party
    amount: Decimal
    value_of: Callable[[date, date], Decimal]


def taxed(it: Taxable, taxes: Sequence[Tax], till: Till) -> tuple[list[Line], list[Line]]:
    """Return the lines that taxes add to a price, and those that say what it contains already.

    :raises NoExchangeRate: if a tax is in a currency that nobody gave a rate for
    """
    added: list[Line] = []
    relieved: list[Line] = []
    contained: list[Line] = []
    for tax, line in [*percents(it, taxes, till), *per_person(it, taxes, till)]:
        due = of_payers(tax, line, it.party, till)
        if not tax.is_included:
            added.append(due)
            continue
        contained.append(due)
        # No relief is more than there is to pay.
        relief = min(line.amount - due.amount, it.amount + sum_of(relieved))
        relieved.append(Line(Kind.TAX_RELIEF, -relief, tax.name, line.data))
    return [line for line in (*relieved, *added) if line.amount], [line for line in contained if line.amount]


def of_payers(tax: Tax, line: Line, party: Party, till: Till) -> Line:
    """Return the part of a tax on everybody that those pay who are not exempt."""
    share = Decimal(payers(tax, party)) / party.guests
    if share == 1:
        return line
    original = (line.original * share).rounded() if line.original else None
    data = {**line.data, "guests": payers(tax, party)}
    return Line(line.kind, round_money(line.amount * share, till.currency), line.name, data, original)


def payers(tax: Tax, party: Party) -> int:
    """Return how many of a party pay a tax."""
    if Exempt.FOREIGN in tax.exemptions and party.is_foreign:
        return 0
    return party.adults if Exempt.CHILD in tax.exemptions else party.guests


def span_of(tax: Tax, stay: Stay) -> Stay | None:
    """Return the nights of a stay that a tax is on."""
    first = max(stay.check_in, tax.valid_from)
    until = stay.check_out
    if tax.valid_until and tax.valid_until < until:
        until = tax.valid_until + timedelta(days=1)
    if tax.most_nights is not None and tax.most_nights < (until - first).days:
        until = first + timedelta(days=tax.most_nights)
    return Stay(first, until) if first < until else None


def per_person(it: Taxable, taxes: Sequence[Tax], till: Till) -> Iterator[tuple[Tax, Line]]:
    """Yield what each tax per person and night would be if everybody paid it."""
    for tax in taxes:
        span = span_of(tax, it.stay) if tax.kind == TaxKind.PERSON_NIGHT else None
        if span:
            currency = tax.currency or till.currency
            each = round_money(tax.amount, currency)
            data: dict[str, Datum] = {
                "each": str(each),
                "currency": currency,
                "guests": it.party.guests,
                "nights": span.nights,
            }
            yield tax, till.line(Kind.TAX, each * it.party.guests * span.nights, currency, tax.name, data)


def percents(it: Taxable, taxes: Sequence[Tax], till: Till) -> Iterator[tuple[Tax, Line]]:
    """Yield what each percentage would be if everybody paid it."""
    spans = {tax: span for tax in taxes if tax.kind == TaxKind.PERCENT and (span := span_of(tax, it.stay))}
    bases, amounts = dict.fromkeys(spans, Decimal(0)), dict.fromkeys(spans, Decimal(0))
    for part, value in parts(it, list(spans.values())):
        on_it = [
            tax for tax, span in spans.items() if span.check_in <= part.check_in and part.check_out <= span.check_out
        ]
        # Taxes that a price contains are on what is left without any of them.
        contained = sum((tax.percent for tax in on_it if tax.is_included), Decimal(0))
        for tax in on_it:
            bases[tax] += value
            amounts[tax] += value * tax.percent / (100 + contained if tax.is_included else 100)
    for tax in spans:
        data = {"percent": str(tax.percent), "base": str(round_money(bases[tax], till.currency))}
        yield tax, till.line(Kind.TAX, amounts[tax], till.currency, tax.name, data)


def parts(it: Taxable, spans: Sequence[Stay]) -> Iterator[tuple[Stay, Decimal]]:
    """Yield a stay cut where a tax begins or ends, with what each part costs.

    What is charged once, and what rounding left over, belongs to the first part.
    """
    days = {it.stay.check_in, it.stay.check_out, *(day for span in spans for day in (span.check_in, span.check_out))}
    days_in_order = sorted(days)
    cut = [Stay(*pair) for pair in pairwise(days_in_order)]
    values = [it.value_of(part.check_in, part.last_night) for part in cut[1:]]
    yield from zip(cut, [it.amount - sum(values, Decimal(0)), *values], strict=True)
