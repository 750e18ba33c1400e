"""Somebody of the staff says that the bot understood wrongly: kept without whose words it was, for a test."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from messaging.anonymise import anonymise
from messaging.labelled import DATES
from messaging.models import BotTurn, NluCase
from messaging.queries.why import day_of
from tenants.scoping import current_actor

# What is kept of an understanding: nothing that repeats the guest's words, or points at a place in them.
KEPT = ("intent", "also", "rule", "confidence", "date_confidence", "check_in", "check_out", "nights")
KEPT_TOO = ("adults", "children", "language", "units", "beds", "topics", "answer")
LONGEST_TEXT = 4096
LONGEST_NOTE = 1000


def mark_wrong(*, turn: BotTurn, expected: Mapping[str, Any], note: str, now: datetime) -> NluCase:
    """Note what an answer's message should have been taken for. Said again, the last word counts."""
    understood = turn.understanding
    written = {
        "text": without_guest(turn, turn.heard, is_heard=True)[:LONGEST_TEXT],
        "today": day_of(turn),
        "understanding": {name: understood[name] for name in (*KEPT, *KEPT_TOO) if name in understood},
        "expected": as_kept(expected),
        "note": without_guest(turn, note)[:LONGEST_NOTE],
        "author": current_actor()[:80],
        "at": now,
    }
    case, _made = NluCase.objects.update_or_create(turn=turn, defaults=written)
    return case


def as_kept(expected: Mapping[str, Any]) -> dict[str, Any]:
    """Return what somebody told as JSON has it. Days go together: of one alone nobody would know what became of the other."""
    told = {name: it.isoformat() if isinstance(it, date) else it for name, it in expected.items()}
    return told | {name: told.get(name) for name in DATES} if set(DATES) & told.keys() else told


def without_guest(turn: BotTurn, text: str, *, is_heard: bool = False) -> str:
    """Return a text without who the guest is, as far as their row and what was understood tell it."""
    understood = turn.understanding
    spans = understood.get("spans", []) if is_heard else []
    return anonymise(
        text,
        names=[name for name in (turn.conversation.guest.name, understood.get("person_name")) if name],
        codes=[*understood.get("codes", []), *(turn.facts.get("bookings") or [])],
        places=[(it["start"], it["end"]) for it in spans if it["kind"] == "name"],
    )


def discard(*, case: NluCase) -> None:
    """Forget that somebody said so."""
    case.delete()
