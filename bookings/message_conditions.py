"""Whether a guest is told something: what a rule asks for, and what must hold before a door's code is told. Plain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from bookings.lifecycle import Status

# Why not; people read the words in bookings/admin/stay_messages.py.
NOT_CONFIRMED, OVERDUE, UNPAID = ACCESS_REASONS = ("not_confirmed", "overdue", "unpaid")
WRONG_STATUS, WRONG_SOURCE, WRONG_TYPE = ("status", "source", "type")
NOTHING_DUE, SOMETHING_DUE = ("nothing_due", "something_due")
# Of one that is for them and cannot be said: to nobody, in no words, or not without Meta's leave.
NO_CONVERSATION, NOT_WANTED, TEXT_OFF, MOVED_ON = ("no_conversation", "not_wanted", "text_off", "booking_moved_on")
NO_TEXT, GAP_MISSING, BAD_TEXT, WINDOW_CLOSED = ("no_text", "gap_missing", "bad_text", "window_closed")
NO_REPLIES_LEFT = "replies_used_up"

# Of a rule that says nothing about it: the stay is still to come, under way or over as it should be.
USUAL_STATUSES = (Status.CONFIRMED, Status.CHECKED_IN, Status.CHECKED_OUT)
COMING = (Status.CONFIRMED, Status.CHECKED_IN)


@dataclass(frozen=True, slots=True)
class Facts:
    """A booking as it is at the moment: the statuses and types of its stays, what is owed, until when it is a hold."""

    statuses: frozenset[str]
    type_ids: frozenset[int]
    source: str
    balance: Decimal
    hold_expires_at: datetime | None = None


def why_not(conditions: Mapping[str, Any], facts: Facts) -> str:
    """Return why a message is not for this booking; nothing if it is."""
    statuses = conditions.get("statuses") or USUAL_STATUSES
    if not facts.statuses.intersection(statuses):
        return WRONG_STATUS
    if (sources := conditions.get("source")) and facts.source not in sources:
        return WRONG_SOURCE
    if (types := conditions.get("types")) and not facts.type_ids.intersection(types):
        return WRONG_TYPE
    return why_not_by_balance(conditions.get("balance_due"), facts.balance)


def why_not_by_balance(wanted: bool | None, balance: Decimal) -> str:
    if wanted is True and balance <= 0:
        return NOTHING_DUE
    if wanted is False and balance > 0:
        return SOMETHING_DUE
    return ""


def why_no_access(facts: Facts, *, now: datetime) -> str:
    """Return why a guest is not told how to get in (a door's code, where the key is); nothing if they may know.

    Told only when the stay is confirmed, no hold of it has run out, and nothing is owed.
    """
    if facts.hold_expires_at is not None and facts.hold_expires_at <= now:
        return OVERDUE
    if facts.hold_expires_at is not None or not facts.statuses.intersection(COMING):
        return NOT_CONFIRMED
    return UNPAID if facts.balance > 0 else ""
