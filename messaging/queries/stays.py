"""Asking what a guest who writes has to do with the house: their stays, what they owe, what a canned reply can tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format

from bookings.lifecycle import OPEN, Status
from bookings.models import Booking, Reservation
from bookings.price_words import nights_count
from bookings.queries.bookings import list_bookings
from bookings.queries.folio import Balance, get_balance, list_balances
from messaging.dialogue.wording import money_words
from messaging.models import CannedReply, Conversation
from tenants.language import site_language

# Stays that came to nothing: told of only where there is no other.
GIVEN_UP = frozenset({Status.CANCELLED, Status.EXPIRED})
# The newest; the others are on the guest's page.
MOST = 10
MOST_CANNED = 200


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking with its stays and its money."""

    booking: Booking
    stays: tuple[Reservation, ...]
    balance: Balance

    @property
    def is_open(self) -> bool:
        return any(stay.status in OPEN for stay in self.stays)


def list_booked(guest_id: int) -> list[Booked]:
    """Return the newest bookings of a guest. Three queries, however many there are."""
    bookings = list(list_bookings().filter(guest=guest_id).order_by("-id")[:MOST])
    balances = list_balances(bookings)
    return [Booked(it, tuple(it.reservations.all()), balances[it.pk]) for it in bookings]


def find_booked(booking_id: int) -> Booked | None:
    """Return a booking with its guest, its stays and its money. Three queries."""
    booking = list_bookings().filter(pk=booking_id).first()
    stays = tuple(booking.reservations.all()) if booking else ()
    return Booked(booking, stays, get_balance(booking)) if booking and stays else None


def list_canned(language: str) -> list[CannedReply]:
    """Return the canned replies for a guest of this language: of each shortcut theirs, else the one for all."""
    rows = CannedReply.objects.filter(language__in={language, ""}).order_by("shortcut", "language")[:MOST_CANNED]
    # What is for all comes first, and what is in the guest's own language takes its place.
    return list({row.shortcut: row for row in rows}.values())


def told_to(conversation: Conversation, booked: Sequence[Booked], *, zone: str, language: str) -> dict[str, str]:
    """Return what a canned reply may tell a guest: of the newest stay that is to come or under way."""
    values = {"nombre": conversation.guest.name.split(" ")[0] if conversation.guest.name else ""}
    current = next((it for it in booked if it.is_open), None)
    return values if current is None else values | told_about(current, zone=zone, language=language)


def told_about(current: Booked, *, zone: str, language: str) -> dict[str, str]:
    """Return what a text may tell of a booking: of its stays that are to come or under way, else of those it had."""
    stays = [stay for stay in current.stays if stay.status in OPEN]
    stays = stays or [stay for stay in current.stays if stay.status not in GIVEN_UP] or list(current.stays)
    check_in, check_out = min(it.check_in for it in stays), max(it.check_out for it in stays)
    with translation.override(site_language(language)):
        values = {
            "codigo": current.booking.code,
            "llegada": date_format(check_in, "SHORT_DATE_FORMAT"),
            "salida": date_format(check_out, "SHORT_DATE_FORMAT"),
            "noches": nights_count((check_out - check_in).days),
            "unidad": ", ".join(dict.fromkeys(str(it.unit) for it in stays)),
            # As the bot says it in the same conversation.
            "saldo": money_words(current.balance.due, current.booking.currency, language),
        }
        if expires := current.booking.hold_expires_at:
            values["vence"] = date_format(expires.astimezone(ZoneInfo(zone)), "SHORT_DATETIME_FORMAT")
    return values
