"""How a number does, from facts: what ails it, worst first, and whether its silence is one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

GOOD, UNKNOWN = "good", "unknown"


class Cause(StrEnum):
    """What can ail a number, worst first: the first is its state."""

    TOKEN = "token"  # noqa: S105 (a word, no secret)
    PAUSED = "paused"
    PAYMENT = "payment"
    SILENT = "silent"
    QUALITY = "quality"
    TEMPLATE = "template"


STATES = (GOOD, UNKNOWN, *Cause)
# Asked about once for all: whoever mends the pause mends these.
IN_A_PAUSE = frozenset({Cause.TOKEN, Cause.PAYMENT})
# Tasks about these are opened where it happens: when a number is paused, when Meta says so of a template.
TOLD_ELSEWHERE = frozenset({Cause.PAUSED, Cause.TEMPLATE})

AUTH_CODES = frozenset({0, 190})
PAYMENT_CODE = 131042

# Silence: the shortest of these spans that is long enough for this number, in hours.
SPANS = (2, 4, 8, 16, 24)
DAYS = 14
HOURS_KEPT = 24 * (DAYS + 1)
# So many guests usually write in the span: that by chance none does is then one in 20,000.
USUAL_GUESTS = 10
# On each of the days but one (a holiday, a fault of our own) at least so many.
LEAST_GUESTS = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a number. None: nobody could tell this time, so it is as it was."""

    has_token: bool
    is_token_refused: bool | None
    is_paused: bool
    pause_code: int | None
    is_payment_refused: bool
    silent_hours: int | None
    is_quality_low: bool | None
    bad_templates: int


def causes_of(facts: Facts, *, before: Collection[str]) -> tuple[Cause, ...]:
    """Return what ails a number, worst first. Only Meta's own word that a token is not taken marks it as broken."""
    was_refused = Cause.TOKEN in before or (facts.is_paused and facts.pause_code in AUTH_CODES)
    is_token_refused = was_refused if facts.is_token_refused is None else facts.is_token_refused
    is_quality_low = Cause.QUALITY in before if facts.is_quality_low is None else facts.is_quality_low
    ails = {
        Cause.TOKEN: facts.has_token and is_token_refused,
        Cause.PAUSED: facts.is_paused,
        Cause.PAYMENT: facts.is_payment_refused or (facts.is_paused and facts.pause_code == PAYMENT_CODE),
        Cause.SILENT: facts.silent_hours is not None,
        Cause.QUALITY: is_quality_low,
        Cause.TEMPLATE: facts.bad_templates > 0,
    }
    return tuple(cause for cause in Cause if ails[cause])


def state_of(causes: Sequence[str], *, has_token: bool) -> str:
    """Return the one word for a number."""
    if causes:
        return str(causes[0])
    return GOOD if has_token else UNKNOWN


def asked_about(causes: Collection[str]) -> frozenset[str]:
    """Return those for which a look opens a task."""
    asked = frozenset(causes) - TOLD_ELSEWHERE
    return asked - IN_A_PAUSE if Cause.PAUSED in causes else asked


def silent_hours(guests: Sequence[int]) -> int | None:
    """Return for how many hours nothing has come though usually guests write then; None if that is as usual.

    `guests` says how many guests wrote in each of the last hours, the newest first, 15 days back. The span now is compared
    with the same hours of each of the 14 days before: a new number has no such days, a quiet one too few guests in them.
    """
    for hours in SPANS:
        if sum(guests[:hours]):
            return None
        past = sorted(sum(guests[24 * day : 24 * day + hours]) for day in range(1, DAYS + 1))
        if median(past) >= USUAL_GUESTS and past[1] >= LEAST_GUESTS:
            return hours
    return None
