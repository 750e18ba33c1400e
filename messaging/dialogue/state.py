"""What a conversation has come to: what the guest wants as far as they have told, and what they were asked last.

It is kept as JSON, so that a guest who comes back the next day, or after a restart, goes on where they were.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from bookings.stays import Party, Stay, WantedStay

# Kept with each state: one of another shape is forgotten rather than misread.
VERSION: Final = 1


class Goal(StrEnum):
    """What the guest is about."""

    NONE = ""
    QUOTE = "quote"
    BOOK = "book"
    CHANGE = "change"
    CANCEL = "cancel"


class Asked(StrEnum):
    """The question that waits for an answer."""

    NOTHING = ""
    DATES = "dates"
    CHECK_IN = "check_in"
    NIGHTS = "nights"
    PEOPLE = "people"
    ADULTS = "adults"
    DATES_SURE = "dates_sure"
    WHICH_NIGHT = "which_night"
    CHOICE = "choice"
    NAME = "name"
    CONFIRM = "confirm"
    WHICH_BOOKING = "which_booking"
    CANCEL_SURE = "cancel_sure"
    CHANGE_TO = "change_to"
    CHANGE_SURE = "change_sure"
    EXTRA_SURE = "extra_sure"
    WHAT_FILE = "what_file"


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that was offered with its price; `quote` is the code under which the price is kept."""

    name: str
    wanted: tuple[WantedStay, ...]
    total: Decimal
    deposit: Decimal
    currency: str
    quote: str = ""

    @property
    def stay(self) -> Stay:
        return self.wanted[0].stay


@dataclass(frozen=True, slots=True)
class State:
    """Where a conversation is."""

    goal: Goal = Goal.NONE
    asked: Asked = Asked.NOTHING
    language: str = ""
    check_in: date | None = None
    check_out: date | None = None
    nights: int | None = None
    adults: int | None = None
    children: int | None = None
    units: int | None = None
    type_id: int | None = None
    # The guest has said that the dates are what they meant.
    sure: bool = False
    offered: tuple[Offered, ...] = ()
    # Which of them they took, from 0.
    chosen: int | None = None
    # The booking that is to be changed or cancelled.
    booking: str = ""
    # What they were told that giving it up costs, and what it costs once it is changed.
    fee: str = ""
    total: str = ""
    # What was said last is the question that waits: a yes is to that, and not to something else.
    is_put: bool = True
    # The topic of what they were asked whether to add to it, and the price that they were told.
    extra: str = ""
    extra_price: str = ""
    # So often in a row nothing was understood.
    misses: int = 0
    # Counts what was said to the guest; buttons carry it, so that old ones are known.
    turn: int = 0
    # What was said last, to say nothing twice in a row.
    said: str = ""
    # Of these types the guest has had pictures.
    shown: tuple[int, ...] = ()

    @property
    def stay(self) -> Stay | None:
        """Return the nights that are wanted, once they are known."""
        return Stay(self.check_in, self.check_out) if self.check_in and self.check_out else None

    @property
    def party(self) -> Party | None:
        return Party(self.adults, self.children or 0) if self.adults else None

    @property
    def is_open(self) -> bool:
        """Return whether the guest is in the middle of something."""
        return self.goal != Goal.NONE

    @property
    def taken(self) -> Offered | None:
        return self.offered[self.chosen] if self.chosen is not None and self.chosen < len(self.offered) else None


def with_dates(state: State, check_in: date | None, check_out: date | None, nights: int | None) -> State:
    """Return a state with what was said of the dates; of the rest what still makes sense stays as it was."""
    length = nights or state.nights
    if check_in and check_out:
        length = (check_out - check_in).days
    elif check_in:
        check_out = check_in + timedelta(days=length) if length else None
    elif check_out:
        check_in = state.check_in if state.check_in and state.check_in < check_out else None
        if check_in:
            length = (check_out - check_in).days
    elif nights:
        check_in = state.check_in
        check_out = check_in + timedelta(days=nights) if check_in else None
    else:
        return state
    return without_offers(replace(state, check_in=check_in, check_out=check_out, nights=length, sure=False))


def without_offers(state: State) -> State:
    """Return a state in which nothing is offered: what was, was for something else."""
    return replace(state, offered=(), chosen=None)


def settled(state: State) -> State:
    """Return a state in which the guest is about nothing; who they are and what they said of themselves stays."""
    return State(
        language=state.language,
        adults=state.adults,
        children=state.children,
        turn=state.turn,
        said=state.said,
        shown=state.shown,
    )


# --- As JSON -------------------------------------------------------------------------------------------------------------


def to_json(state: State) -> dict[str, Any]:
    """Return a state as a row keeps it: what is not as at the beginning."""
    kept: dict[str, Any] = {"version": VERSION}
    for field in dataclasses.fields(state):
        value = getattr(state, field.name)
        if value != field.default:
            kept[field.name] = [offered_to_json(it) for it in value] if field.name == "offered" else plain(value)
    return kept


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def from_json(kept: Mapping[str, Any]) -> State:
    """Return the state that a row keeps; a new one if it is of another shape than ours."""
    if kept.get("version") != VERSION:
        return State()
    values = {name: value for name, value in kept.items() if name != "version"}
    for name in ("check_in", "check_out"):
        if name in values:
            values[name] = date.fromisoformat(values[name])
    if "goal" in values:
        values["goal"] = Goal(values["goal"])
    if "asked" in values:
        values["asked"] = Asked(values["asked"])
    if "shown" in values:
        values["shown"] = tuple(values["shown"])
    if "offered" in values:
        values["offered"] = tuple(offered_from_json(it) for it in values["offered"])
    return State(**values)


def offered_to_json(offered: Offered) -> dict[str, Any]:
    return {
        "name": offered.name,
        "wanted": [
            [one.type_id, plain(one.stay.check_in), plain(one.stay.check_out), one.party.adults, one.party.children]
            for one in offered.wanted
        ],
        "total": str(offered.total),
        "deposit": str(offered.deposit),
        "currency": offered.currency,
        "quote": offered.quote,
    }


def offered_from_json(kept: Mapping[str, Any]) -> Offered:
    wanted = tuple(
        WantedStay(type_id, Stay(date.fromisoformat(begins), date.fromisoformat(ends)), Party(adults, children))
        for type_id, begins, ends, adults, children in kept["wanted"]
    )
    money = {name: Decimal(kept[name]) for name in ("total", "deposit")}
    return Offered(kept["name"], wanted, currency=kept["currency"], quote=kept["quote"], **money)
