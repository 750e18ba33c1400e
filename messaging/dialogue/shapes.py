"""What comes into a step and what comes out of it: a message, what is known, what is said, and what is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bookings.stays import Party, Stay
from messaging.dialogue.state import Offered, State
from messaging.nlu import Understanding

# --- What comes in -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tap:
    """A button or a line of a list, of the turn in which it was shown."""

    turn: int
    action: str
    value: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What a guest said, all of a burst together; without words it is a picture, a document, a sticker."""

    understanding: Understanding
    text: str
    kind: str = "text"
    tap: Tap | None = None
    # A voice note is heard less surely than a text is read.
    is_voice: bool = False
    # Among it there is a voice note whose words nobody could make out, or not in time.
    is_unheard: bool = False


@dataclass(frozen=True, slots=True)
class House:
    """What the business says of itself."""

    name: str
    language: str
    address: str = ""
    check_in_from: time = time(15)
    check_out_by: time = time(10)
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class OwnBooking:
    """A booking of the guest who writes, as far as they may be told: their own."""

    code: str
    status: str
    units: str
    stay: Stay
    party: Party | None
    due: Decimal
    deposit_due: Decimal
    currency: str
    expires_at: datetime | None
    # What cancelling it now would cost.
    fee: Decimal
    # One stay can be moved by the guest; several only by a person.
    stays: int = 1


@dataclass(frozen=True, slots=True)
class Addable:
    """Something that can be added to a booking of the guest who writes: a late check-out, a cot."""

    topic: str
    code: str
    name: str
    booking: str
    price: Decimal
    currency: str
    # When the stay ends.
    day: date
    # Somebody else arrives in the same unit on that day: nobody leaves it late.
    is_taken: bool = False


class Found(StrEnum):
    """Whether what was wanted can be had."""

    OPTIONS = "options"
    ALTERNATIVES = "alternatives"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Search:
    """What can be had for the wanted nights, or else instead of it, and why."""

    found: Found
    offered: tuple[Offered, ...] = ()
    # A word of bookings/availability/reasons.py with the number or day that it is about.
    reason: str = ""
    number: int | None = None
    on: date | None = None
    # Told of a channel that has not been read for long: free until somebody has looked.
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a step may know besides what was said; what was not asked for is None."""

    now: datetime
    today: date
    house: House
    # Before the day's end of the business "tonight" may be the night that has begun.
    is_before_cutoff: bool = False
    guest_name: str = ""
    # For how long the guest had said nothing.
    away: timedelta = timedelta(0)
    bookings: tuple[OwnBooking, ...] | None = None
    search: Search | None = None
    addable: Addable | None = None
    # What the business has written down, by topic.
    knowledge: Mapping[str, str] = field(default_factory=dict)
    # What there is by topic: the names of the types that have it.
    amenities: Mapping[str, str] = field(default_factory=dict)
    # Nobody of the staff is there: when they are again.
    staff_back_at: time | None = None
    # The types by their names, in all languages.
    types: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be searched for."""

    stay: Stay
    party: Party
    units: int = 1
    type_id: int | None = None


@dataclass(frozen=True, slots=True)
class Needs:
    """What has to be looked up before a step can be decided."""

    search: Wanted | None = None
    bookings: bool = False
    # The topic of something that could be added to a booking.
    extra: str = ""


# --- What happened to an effect ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Done:
    """An effect that was had: what it was about, with what there is to tell."""

    effect: Effect
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """An effect that was not to be had: the code of the refusal and its words, in the guest's language."""

    effect: Effect
    code: str
    words: str


# --- What comes out ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be tapped. `label` is the key of a text, or the words themselves if `is_said`."""

    action: str
    value: str = ""
    label: str = ""
    is_said: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """Something to say, by the key of its text. `lines` are said after it, each on a line of its own."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[Reply, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the house is, as a point on the map."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Keep the nights of what the guest took."""

    taken: Offered


@dataclass(frozen=True, slots=True)
class Cancel:
    code: str
    # What the guest was told that it costs: another fee by then is told first.
    fee: Decimal


@dataclass(frozen=True, slots=True)
class TryChange:
    """Look what a booking of one stay would become, and leave it as it is."""

    code: str
    stay: Stay
    party: Party


@dataclass(frozen=True, slots=True)
class Change:
    """Move a booking of one stay."""

    code: str
    stay: Stay | None = None
    party: Party | None = None
    # What the guest was told that it costs then: another price by then is not taken for agreed.
    total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AddExtra:
    """Add to a booking what the guest was told of, at the price that they were told."""

    wanted: Addable


@dataclass(frozen=True, slots=True)
class HandOver:
    """Leave the conversation to the staff, who read why."""

    why: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class AskStaff:
    """Let the staff answer one question; the bot goes on with the rest."""

    topic: str
    question: str


@dataclass(frozen=True, slots=True)
class ClaimCode:
    """Somebody names the code of a booking that is not theirs as far as we know."""

    code: str


@dataclass(frozen=True, slots=True)
class LearnName:
    name: str


@dataclass(frozen=True, slots=True)
class SpeakLanguage:
    language: str


Effect = Hold | Cancel | TryChange | Change | AddExtra | HandOver | AskStaff | ClaimCode | LearnName | SpeakLanguage


@dataclass(frozen=True, slots=True)
class Decision:
    """What a step came to, and by which rule."""

    state: State
    replies: tuple[Reply | Place, ...] = ()
    effects: tuple[Effect, ...] = ()
    rule: str = ""
