"""What the front desk has before it today: who comes, who goes, who is here, and what runs out soon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bookings.admin.booking_words import dates_words, due_words, left_words, party_words
from bookings.models import Booking, Reservation, WaitlistEntry
from bookings.price_words import money_words
from bookings.queries.folio import Balance, list_balances
from bookings.queries.today import list_arrivals, list_departures, list_holds, list_in_house, list_offered
from tenants.admin.panel import Button, Panel, PanelMaker, Row

T = TypeVar("T")

MOST_ROWS = 20
LIST = "admin:bookings_booking_changelist"
# A hold that runs out this soon stands out.
SOON = timedelta(minutes=30)


def visible(make: Callable[[HttpRequest, datetime], Panel]) -> PanelMaker:
    """Return a panel for those alone who may see bookings."""

    def panel(request: HttpRequest, now: datetime) -> Panel | None:
        return make(request, now) if request.user.has_perm("bookings.view_booking") else None

    return panel


@visible
def arrivals(request: HttpRequest, now: datetime) -> Panel:
    """Show who is expected, with a button for when they are here."""
    today = timezone.localdate(now)
    rows, url = first_rows(list_arrivals(timezone.localtime(now))), f"{reverse(LIST)}?arrival=today&state=confirmed"
    money = balances(request, rows)
    return Panel(
        _("Llegadas"),
        tuple(arrival(request, stay, money, today) for stay in rows[:MOST_ROWS]) + rest(rows, url),
        _("Hoy no llega nadie más."),
        url,
        "arrow_circle_down",
    )


def arrival(request: HttpRequest, stay: Reservation, money: dict[int, Balance], today: date) -> Row:
    is_late = stay.check_in < today
    words = [party_words(stay.adults, stay.children), owed(stay, money)]
    if is_late:
        words.insert(0, _("Se esperaba el %(day)s") % {"day": date_format(stay.check_in, "SHORT_DATE_FORMAT")})
    return row(request, stay, words, "entrada", _("Llegó"), is_late=is_late)


@visible
def departures(request: HttpRequest, now: datetime) -> Panel:
    """Show who leaves, with what they still owe and a button for when they are gone."""
    today = timezone.localdate(now)
    rows = first_rows(list_departures(timezone.localtime(now)))
    money, url = balances(request, rows), f"{reverse(LIST)}?state=checked_in"
    return Panel(
        _("Salidas"),
        tuple(departure(request, stay, money, today) for stay in rows[:MOST_ROWS]) + rest(rows, url),
        _("Hoy no se va nadie más."),
        url,
        "arrow_circle_up",
    )


def departure(request: HttpRequest, stay: Reservation, money: dict[int, Balance], today: date) -> Row:
    is_late = stay.check_out < today
    words = [owed(stay, money)]
    if is_late:
        words.insert(0, _("Tenía que irse el %(day)s") % {"day": date_format(stay.check_out, "SHORT_DATE_FORMAT")})
    return row(request, stay, words, "salida", _("Se fue"), is_late=is_late)


@visible
def in_house(request: HttpRequest, now: datetime) -> Panel:
    """Show who sleeps here tonight."""
    rows, url = first_rows(list_in_house(timezone.localtime(now))), f"{reverse(LIST)}?state=checked_in"
    shown = tuple(
        Row(
            f"{stay.unit.name} · {guest_of(stay)}",
            address(stay.booking_id),
            _("hasta el %(day)s") % {"day": date_format(stay.check_out, "SHORT_DATE_FORMAT")},
        )
        for stay in rows[:MOST_ROWS]
    )
    return Panel(_("Alojados"), shown + rest(rows, url), _("Esta noche no duerme nadie aquí todavía."), url, "bed")


@visible
def holds(request: HttpRequest, now: datetime) -> Panel:
    """Show the holds that run out first, with the time that is left."""
    rows, url = first_rows(list_holds()), f"{reverse(LIST)}?hold=open"
    shown = tuple(hold(booking, now) for booking in rows[:MOST_ROWS])
    return Panel(
        _("Prerreservas por vencer"),
        shown + rest(rows, url),
        _("No hay prerreservas. Cuando alguien pida noches sin pagar todavía, aparecerán aquí."),
        url,
        "hourglass_empty",
    )


def hold(booking: Booking, now: datetime) -> Row:
    until = booking.hold_expires_at or now
    amount = money_words(booking.deposit, booking.currency)
    words = [left_words(until, now), _("seña %(amount)s") % {"amount": amount}]
    is_late = until - now < SOON
    return Row(f"{booking.code} · {booking.guest}", address(booking.pk), " · ".join(words), is_late=is_late)


@visible
def offers(request: HttpRequest, now: datetime) -> Panel:
    """Show who waited and may now have their nights."""
    url = reverse("admin:bookings_waitlistentry_changelist")
    rows = first_rows(list_offered())
    return Panel(
        _("Ofertas de la lista de espera"),
        tuple(offer(entry, now) for entry in rows[:MOST_ROWS]) + rest(rows, f"{url}?status__exact=offered"),
        _("No hay ofertas. Cuando se liberen noches que alguien espera, aparecerán aquí."),
        url,
        "schedule",
    )


def offer(entry: WaitlistEntry, now: datetime) -> Row:
    until = entry.booking.hold_expires_at if entry.booking else None
    words = [dates_words(entry.check_in, entry.check_out), left_words(until, now) if until else ""]
    link = address(entry.booking_id) if entry.booking_id else ""
    return Row(f"{entry.guest} · {entry.type}", link, " · ".join(word for word in words if word))


def first_rows(rows: QuerySet[Any]) -> list[Any]:
    """Return as many rows as are shown, and one more."""
    return list(rows[: MOST_ROWS + 1])


def rest(rows: Sequence[object], url: str) -> tuple[Row, ...]:
    """Return the way to the others, where there are any."""
    return (Row(_("Ver todas"), url),) if len(rows) > MOST_ROWS else ()


def row(request: HttpRequest, stay: Reservation, words: Sequence[str], step: str, label: str, *, is_late: bool) -> Row:
    """Return the line of a stay with its button, for those who may press it."""
    text = f"{stay.unit.name} · {guest_of(stay)}"
    buttons: tuple[Button, ...] = ()
    if request.user.has_perm("bookings.change_booking"):
        url = reverse(f"admin:bookings_booking_{step}", args=[stay.booking_id, stay.pk])
        buttons = (Button(label, url, f"{label}: {text}"),)
    note = " · ".join(word for word in words if word)
    return Row(text, address(stay.booking_id), note, buttons, is_late)


def balances(request: HttpRequest, stays: Sequence[Reservation]) -> dict[int, Balance]:
    """Return what the bookings of stays owe, for those whom that concerns. One query."""
    if not stays or not request.user.has_perm("bookings.view_folioentry"):
        return {}
    return list_balances([stay.booking for stay in stays if stay.booking])


def owed(stay: Reservation, money: dict[int, Balance]) -> str:
    """Return what a stay's booking has still to pay; nothing where nothing is open."""
    balance = money.get(stay.booking_id or 0)
    return "" if balance is None or balance.is_settled else due_words(balance)


def guest_of(stay: Reservation) -> str:
    return str(stay.booking.guest) if stay.booking else ""


def address(booking_id: int | None) -> str:
    return reverse("admin:bookings_booking_change", args=[booking_id])
