"""The money of a booking as its page shows it: what is owed, what was paid, and every movement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bookings.admin.booking_forms import About
from bookings.models import EntryKind, FolioEntry
from bookings.price_words import money_words
from bookings.queries.bookings import list_entries
from bookings.queries.folio import Balance
from tenants.admin.history import actor_word, names_of

MOST_ENTRIES = 500
# These make what the guest has to pay smaller.
LESS = (EntryKind.CREDIT, EntryKind.PAYMENT)
# What a service notes is a word for programs.
NOTES: dict[str, Any] = {
    "expired": _("venció la prerreserva"),
    "cancelled": _("cancelación"),
    "changed": _("cambio de la estadía"),
    "revived": _("Revivió la prerreserva"),
}


class Movement(NamedTuple):
    """A line of the folio, ready to be shown."""

    at: datetime
    what: str
    detail: str
    amount: str
    who: str


def folio_context(request: HttpRequest, about: About, offers: Sequence[Any]) -> dict[str, Any]:
    """Return the money of a booking; nothing for whom it does not concern."""
    if not request.user.has_perm("bookings.view_folioentry"):
        return {"has_folio": False}
    entries = list(list_entries(about.booking).select_related("reservation__unit")[:MOST_ENTRIES])
    names = names_of({entry.actor for entry in entries})
    return {
        "has_folio": True,
        "money_offers": offers,
        "facts": facts(about.balance),
        "movements": [movement(entry, actor_word(entry.actor, names)) for entry in entries],
    }


def facts(balance: Balance) -> list[tuple[Any, str]]:
    """Return the sums, each with its name."""
    last = _("A favor del huésped") if balance.is_overpaid else _("Falta pagar")
    seen = [
        (_("A pagar"), balance.owed),
        (_("Pagado"), balance.paid),
        (_("Seña"), balance.deposit),
        (_("Falta de la seña"), balance.deposit_due),
        (last, abs(balance.due)),
    ]
    return [(name, money_words(amount, balance.currency)) for name, amount in seen]


def movement(entry: FolioEntry, who: str) -> Movement:
    words = [
        entry.reservation.unit.name if entry.reservation else "",
        str(entry.get_method_display()) if entry.method else "",
        entry.reference,
        str(NOTES.get(entry.note, entry.note)),
    ]
    return Movement(
        entry.at,
        capfirst(str(entry.get_kind_display())),
        " · ".join(word for word in words if word),
        money_words(signed(entry), entry.currency),
        who,
    )


def signed(entry: FolioEntry) -> Decimal:
    """Return an amount as it changes what is owed."""
    amount: Decimal = entry.amount
    return -amount if entry.kind in LESS else amount
