"""One booking on one page: who, which nights, what it costs and what was paid, what happened, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings.admin.booking_forms import About, StepForm
from bookings.admin.booking_steps import BOOKING_STEPS, MONEY_STEPS, STAY_STEPS, Step, stay_of
from bookings.admin.booking_words import balance_words, dates_words, left_words, party_words, state_words, status_word
from bookings.admin.event_words import told
from bookings.admin.folio import folio_context
from bookings.models import Booking, Reservation, StayMessage
from bookings.price_words import line_words, money_words, nights_count
from bookings.pricing import StayPrice
from bookings.queries.bookings import list_events, list_messages
from bookings.queries.folio import get_balance
from bookings.services.confirming import fees_of
from tenants import clock
from tenants.admin.history import actor_word, names_of

MOST_EVENTS = 200


@dataclass(frozen=True)
class Offer:
    """A step that can be done now: its form, where it goes, and whether it stands open."""

    step: Step
    url: str
    form: StepForm
    label: str
    note: str
    is_open: bool = False


@dataclass(frozen=True)
class ShownStay:
    """A stay with its words and what can be done with it."""

    row: Reservation
    dates: str
    nights: str
    party: str
    status: str
    price: str
    lines: tuple[tuple[str, str], ...]
    contained: tuple[tuple[str, str], ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Sent:
    """A form that was refused, to be shown again with what stands in it."""

    step: Step
    form: StepForm
    stay: Reservation | None = None


def show_booking(page: Any, request: HttpRequest, object_id: str, sent: Sent | None = None) -> HttpResponse:
    """Show everything about a booking.

    :raises PermissionDenied: if the person may not see it
    """
    booking = page.get_object(request, unquote(object_id))
    if not page.has_view_or_change_permission(request, booking):
        raise PermissionDenied
    if booking is None:
        answer: HttpResponse = page._get_obj_does_not_exist_redirect(request, page.opts, object_id)
        return answer
    context = {
        **admin.site.each_context(request),
        "title": _("Reserva %(code)s") % {"code": booking.code},
        "original": booking,
        "opts": page.opts,
        "show_history": page.may_see_history(request),
        **booking_context(request, booking, clock.now(), sent),
    }
    return TemplateResponse(request, "bookings/booking.html", context)


def about(booking: Booking, now: datetime, stay: Reservation | None = None) -> About:
    """Return what a step of a booking has to know."""
    stays = [stay] if stay else list(booking.reservations.all())
    return About(booking, get_balance(booking), now, stay, sum(fees_of(stays, now=now).values(), Decimal(0)))


def booking_context(request: HttpRequest, booking: Booking, now: datetime, sent: Sent | None) -> dict[str, Any]:
    """Return all that the page shows."""
    stays = list(booking.reservations.all())
    fees = fees_of(stays, now=now)
    whole = About(booking, get_balance(booking), now, fee=sum(fees.values(), Decimal(0)))
    makers = names_of([booking.created_by])
    return {
        "booking": booking,
        "now": now,
        "known_by": [identity.value for identity in booking.guest.identities.all()],
        "maker": actor_word(booking.created_by, makers),
        "state": state_words(stays),
        "left": left_words(booking.hold_expires_at, now) if booking.hold_expires_at else "",
        "money": balance_words(booking, whole.balance),
        "is_overpaid": whole.balance.is_overpaid,
        "offers": offers(request, BOOKING_STEPS, whole, sent),
        "stays": [shown(request, replace(whole, stay=stay, fee=fees[stay.pk]), sent) for stay in stays],
        "events": told(
            list(list_events(booking).select_related("reservation")[:MOST_EVENTS]), currency=booking.currency
        ),
        "may_see_messages": request.user.has_perm("bookings.view_staymessage"),
        "messages_planned": [message_row(message) for message in list_messages(booking)],
        **folio_context(request, whole, offers(request, MONEY_STEPS, whole, sent)),
    }


def shown(request: HttpRequest, about: About, sent: Sent | None) -> ShownStay:
    """Return the stay that this is about, ready to be shown."""
    stay = stay_of(about)
    price = StayPrice.from_json(stay.lines) if stay.lines else None
    return ShownStay(
        row=stay,
        dates=dates_words(stay.check_in, stay.check_out),
        nights=nights_count(stay.nights),
        party=party_words(stay.adults, stay.children),
        status=status_word(stay.status),
        price=money_words(stay.price, stay.currency),
        lines=priced(price.lines, price.currency) if price else (),
        contained=priced(price.contained, price.currency) if price else (),
        offers=tuple(offers(request, STAY_STEPS, about, sent)),
    )


def priced(lines: Iterable[Any], currency: str) -> tuple[tuple[str, str], ...]:
    return tuple((line_words(line), money_words(line.amount, currency)) for line in lines)


def offers(request: HttpRequest, steps: Sequence[Step], about: About, sent: Sent | None) -> list[Offer]:
    """Return those steps that this person may do and that make sense now; the one that was refused stands open."""
    found = []
    for step in steps:
        is_sent = bool(sent and sent.step is step and sent.stay == about.stay)
        if not request.user.has_perm(step.right) or not (is_sent or step.is_offered(about)):
            continue
        # A form with a page of its own asks the database for its choices: not here.
        form = (
            sent.form if sent and is_sent else (StepForm if step.has_page else step.form)(about=about, name=step.slug)
        )
        found.append(Offer(step, address(step, about), form, label_of(step, about), step.note(about), is_sent))
    return found


def address(step: Step, about: About) -> str:
    """Return where a step of a booking or of one of its stays is sent."""
    places = [about.booking.pk, *([about.stay.pk] if about.stay else [])]
    return reverse(f"admin:{step.name}", args=places)


def label_of(step: Step, about: About) -> str:
    """Return what a button is called for whoever hears it alone: with the unit, where there are several stays."""
    return f"{step.title}: {about.stay.unit.name}" if about.stay else str(step.title)


def message_row(message: StayMessage) -> dict[str, Any]:
    """Return a message with the words for its state."""
    return {"row": message, "name": str(message.rule), "state": str(message.get_state_display())}
