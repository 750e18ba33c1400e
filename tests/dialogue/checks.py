"""What a bot must never do, as plain functions over what it did in a turn: they say what is wrong, and know no bot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from messaging.dialogue.state import Asked, State
from messaging.dialogue.texts import en, es, pt

YES = frozenset({"sí", "si", "dale", "sim", "yes", "sí, guardalo"})


def questions(*keys: str) -> tuple[str, ...]:
    """Return how these questions begin, in all languages: up to their first gap."""
    return tuple(texts[key].partition("{")[0] for texts in (es.TEXTS, pt.TEXTS, en.TEXTS) for key in keys)


ASKS_DATES = questions("ask_dates", "ask_check_in")
ASKS_NIGHTS = questions("ask_nights")
ASKS_PEOPLE = questions("ask_people")


@dataclass(frozen=True)
class Turn:
    """One look of the bot at a conversation: what was there, what came, and what it did."""

    heard: str = ""
    is_hold_tapped: bool = False
    # What the message tells completely.
    tells_dates: bool = False
    tells_people: bool = False
    before: State = field(default_factory=State)
    after: State = field(default_factory=State)
    is_persons: bool = False
    # What the bot itself said; what is said as it hands over is not the bot's.
    said: tuple[str, ...] = ()
    # Of each offer that was shown, whether it could be had at that moment.
    free: tuple[bool, ...] = ()
    new_bookings: int = 0
    # What it had said last, unless the guest was away for hours since.
    said_before: tuple[str, ...] = ()


def speaks_while_a_person_has_it(turn: Turn) -> bool:
    return turn.is_persons and bool(turn.said)


def offers_what_is_taken(turn: Turn) -> bool:
    return not all(turn.free)


def asks_what_it_was_told(turn: Turn) -> bool:
    knows_dates = turn.after.check_in is not None and turn.after.check_out is not None
    knows_nights = turn.after.nights is not None or turn.after.check_out is not None
    asked = "\n".join(turn.said)
    return any(
        knows and any(question in asked for question in ways)
        for knows, ways in (
            (knows_dates or turn.tells_dates, ASKS_DATES),
            (knows_nights or turn.tells_dates, ASKS_NIGHTS),
            (turn.after.adults is not None or turn.tells_people, ASKS_PEOPLE),
        )
    )


def says_the_same_twice(turn: Turn) -> bool:
    return bool(turn.said) and turn.said == turn.said_before


def books_without_a_yes(turn: Turn) -> bool:
    is_yes = turn.is_hold_tapped or turn.heard.strip(" .!").casefold() in YES
    is_confirmed = is_yes and turn.before.asked == Asked.CONFIRM and turn.before.taken is not None
    return turn.new_bookings > (1 if is_confirmed else 0)


CHECKS: tuple[Callable[[Turn], bool], ...] = (
    speaks_while_a_person_has_it,
    offers_what_is_taken,
    asks_what_it_was_told,
    says_the_same_twice,
    books_without_a_yes,
)


def faults_of(turn: Turn) -> list[str]:
    """Return the names of what a bot did in a turn that it must never do."""
    return [check.__name__ for check in CHECKS if check(turn)]
