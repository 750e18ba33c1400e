"""How full the house is and what its nights bring: drawn on the server, with a table for whoever does not see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bookings.admin.bars import STEPS, Chart, Stack, draw, round_top
from bookings.price_words import money_words
from bookings.queries.charts import NightCount, Occupancy, Revenue, get_occupancy, list_revenue
from tenants import clock

NIGHTS = 30
WEEKEND = (5, 6)


@dataclass(frozen=True)
class TypeRow:
    """How full a type was, as words and as a bar of so many percent."""

    name: str
    words: str
    percent: int


@dataclass(frozen=True)
class MoneyChart:
    """The revenue in one currency, drawn, and its sums."""

    currency: str
    total: str
    average: str
    per_open: str
    chart: Chart
    rows: tuple[tuple[str, int, str], ...]


def show_charts(request: HttpRequest) -> HttpResponse:
    """Show how full the house was in the last thirty nights, or will be in the next.

    :raises PermissionDenied: if the person may not see bookings and their money
    """
    if not request.user.has_perms(("bookings.view_booking", "bookings.view_folioentry")):
        raise PermissionDenied
    today = timezone.localdate(clock.now())
    is_past = request.GET.get("when") == "past"
    first = today - timedelta(days=NIGHTS) if is_past else today
    occupancy, revenues = get_occupancy(first, NIGHTS), list_revenue(first, NIGHTS)
    context = {
        **admin.site.each_context(request),
        "title": _("Ocupación e ingresos"),
        "is_past": is_past,
        "first": first,
        "last": first + timedelta(days=NIGHTS - 1),
        "has_units": bool(occupancy.types),
        "percent": percent_words(occupancy.total),
        "total": occupancy.total,
        "chart": occupancy_chart(occupancy),
        "rows": [(day_words(day), night, percent_words(night)) for day, night in pairs(occupancy)],
        "types": [type_row(kind.name, kind.total) for kind in occupancy.types],
        "revenues": [money_chart(revenue, occupancy) for revenue in revenues],
    }
    return TemplateResponse(request, "bookings/charts.html", context)


def pairs(occupancy: Occupancy) -> list[tuple[date, NightCount]]:
    return list(zip(occupancy.days, occupancy.nights, strict=True))


def occupancy_chart(occupancy: Occupancy) -> Chart:
    """Return the nights drawn as shares of the places that there are."""
    stacks = [
        Stack(
            tuple((kind, share(amount, night.places)) for kind, amount in parts_of(night)),
            night_title(day, night),
            axis_label(day, place),
            day.weekday() in WEEKEND,
        )
        for place, (day, night) in enumerate(pairs(occupancy))
    ]
    return draw(stacks, top=1, labels=[f"{100 * step // STEPS} %" for step in range(STEPS + 1)])


def parts_of(night: NightCount) -> tuple[tuple[str, int], ...]:
    """Return what becomes of a night's places; what was sold twice must not stick out above."""
    sold = min(night.sold, night.places)
    held = min(night.held, night.places - sold)
    return (("sold", sold), ("held", held), ("closed", min(night.closed, night.places - sold - held)))


def night_title(day: date, night: NightCount) -> str:
    values = {"day": day_words(day), "sold": night.sold, "places": night.places, "held": night.held}
    return _("%(day)s: %(sold)d de %(places)d vendidas, %(held)d prerreservadas, %(closed)d bloqueadas") % {
        **values,
        "closed": night.closed,
    }


def money_chart(revenue: Revenue, occupancy: Occupancy) -> MoneyChart:
    """Return what the nights bring in one currency, drawn, with its averages."""
    sold, open_nights = sum(revenue.sold), sum(night.open for night in occupancy.nights)
    top = round_top(max(revenue.amounts, default=Decimal(0)))
    amounts = list(zip(occupancy.days, revenue.sold, revenue.amounts, strict=True))
    stacks = [
        Stack(
            (("money", float(amount)),),
            f"{day_words(day)}: {money_words(amount, revenue.currency)}",
            axis_label(day, place),
            day.weekday() in WEEKEND,
        )
        for place, (day, _sold, amount) in enumerate(amounts)
    ]
    return MoneyChart(
        currency=revenue.currency,
        total=money_words(revenue.total, revenue.currency),
        average=money_words(revenue.total / sold, revenue.currency) if sold else "–",
        per_open=money_words(revenue.total / open_nights, revenue.currency) if open_nights else "–",
        chart=draw(stacks, top=top, labels=money_labels(top)),
        rows=tuple((day_words(day), nights, money_words(amount, revenue.currency)) for day, nights, amount in amounts),
    )


def money_labels(top: float) -> Sequence[str]:
    """Return the numbers at the lines: in thousands or millions where they would be long."""
    divisor, unit = next(
        (size, name) for size, name in ((10**6, "M"), (10**3, "k"), (1, "")) if top >= size or size == 1
    )
    values = (Decimal(str(top)) * step / STEPS / divisor for step in range(STEPS + 1))
    return [f"{number_format(value.normalize(), force_grouping=True)} {unit}".strip() for value in values]


def type_row(name: str, total: NightCount) -> TypeRow:
    percent = round(100 * total.share)
    words = _("%(percent)s: %(sold)d de %(open)d noches") % {
        "percent": percent_words(total),
        "sold": total.sold,
        "open": total.open,
    }
    return TypeRow(name, words, min(percent, 100))


def percent_words(night: NightCount) -> str:
    return f"{round(100 * night.share)} %"


def share(amount: int, places: int) -> float:
    return amount / places if places else 0.0


def axis_label(day: date, place: int) -> str:
    """Return what stands below a bar: every fifth day, or the words would lie on each other."""
    return date_format(day, "j/n") if place % 5 == 0 else ""


def day_words(day: date) -> str:
    return capfirst(date_format(day, "D j/n"))
