"""How stays look and what they are called: a class for the colour, an icon, and words, so that no colour stands alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bookings.lifecycle import Status
from bookings.models import Source
from bookings.queries.month import CalendarStay

OVERDUE, OVERBOOKED, SHADOWED = "overdue", "overbooked", "shadowed"


@dataclass(frozen=True, slots=True)
class Look:
    """A word, the icon beside it, and the class that colours it."""

    word: Any
    icon: str
    style: str


STATUS_LOOKS = {
    Status.PRE_RESERVED: Look(_("Prerreserva"), "hourglass_empty", "is-held"),
    OVERDUE: Look(_("Prerreserva vencida"), "schedule", "is-overdue"),
    Status.CONFIRMED: Look(_("Confirmada"), "check_circle", "is-confirmed"),
    Status.CHECKED_IN: Look(_("Alojada"), "key", "is-inside"),
    Status.CHECKED_OUT: Look(_("Finalizada"), "logout", "is-over"),
    Status.NO_SHOW: Look(_("No llegó"), "visibility_off", "is-absent"),
    Status.BLOCKED: Look(_("Bloqueo"), "lock", "is-blocked"),
    OVERBOOKED: Look(_("Sobreventa"), "warning", "is-overbooked"),
    SHADOWED: Look(_("Bloqueo importado, repetido"), "content_copy", "is-shadowed"),
}
SOURCE_LOOKS = {
    Source.WHATSAPP: Look(Source.WHATSAPP.label, "chat", "by-whatsapp"),
    Source.DESK: Look(Source.DESK.label, "concierge", "by-desk"),
    Source.WEB: Look(Source.WEB.label, "language", "by-web"),
    Source.CHANNEL: Look(Source.CHANNEL.label, "sync", "by-channel"),
    Source.API: Look(Source.API.label, "devices", "by-api"),
    Source.WAITLIST: Look(Source.WAITLIST.label, "list_alt", "by-waitlist"),
}


def status_look(stay: CalendarStay, *, now: datetime) -> Look:
    """Return the look of what is most urgent about a stay."""
    if stay.overbooked:
        return STATUS_LOOKS[OVERBOOKED]
    if stay.shadowed:
        return STATUS_LOOKS[SHADOWED]
    return STATUS_LOOKS[OVERDUE if stay.is_overdue(now) else Status(stay.status)]


def source_look(stay: CalendarStay) -> Look:
    return SOURCE_LOOKS[Source(stay.source)]


def caption(stay: CalendarStay) -> str:
    """Return what stands on a stay: its guest, or why the nights are closed."""
    if stay.code is None:
        return stay.reason or gettext("Bloqueo")
    return stay.guest or stay.code


def description(stay: CalendarStay, *, now: datetime) -> str:
    """Return a stay in one line, for whoever points at it or listens."""
    look = status_look(stay, now=now)
    parts = [str(look.word), str(source_look(stay).word), nights_words(stay.check_in, stay.check_out)]
    if stay.code:
        parts += [party_words(stay.adults, stay.children), stay.code]
    if stay.overbooked:
        # It is overbooked whatever else it is.
        parts.insert(1, str(STATUS_LOOKS[Status(stay.status)].word))
    if stay.code and stay.reason:
        parts.append(stay.reason)
    return " · ".join(parts)


def nights_words(check_in: date, check_out: date) -> str:
    """Return the days of a stay and how many nights lie between: `3 dic – 6 dic (3 noches)`."""
    nights = (check_out - check_in).days
    count = ngettext("%(count)d noche", "%(count)d noches", nights) % {"count": nights}
    return f"{day_word(check_in)} – {day_word(check_out)} ({count})"


def party_words(adults: int, children: int) -> str:
    """Return who stays: `2 adultos, 1 menor`."""
    words = [ngettext("%(count)d adulto", "%(count)d adultos", adults) % {"count": adults}]
    if children:
        words.append(ngettext("%(count)d menor", "%(count)d menores", children) % {"count": children})
    return ", ".join(words)


def day_word(day: date) -> str:
    """Return a day as it is said among others of the year: `3 dic`."""
    return written(day, "j M")


def written(day: date, form: str) -> str:
    """Return a day in one of Django's forms, in the language that is spoken here."""
    return written_in(get_language() or "", day, form)


# The same few hundred days, several times on each page.
@lru_cache(maxsize=2000)
def written_in(language: str, day: date, form: str) -> str:
    # Spanish and Portuguese have no capitals there, which Django gives them.
    text = date_format(day, form)
    return text if language.startswith("en") else text.lower()
