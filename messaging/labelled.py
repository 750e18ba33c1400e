"""Messages with what they mean, a line of JSON each: as the corpus of the tests has them, to be written and checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from messaging.analysis import USUAL_COUNTRY
from messaging.nlu import to_json, understand

# What is compared, in the order of the files in tests/nlu/corpus.
FIELDS: Final = ("intent", "check_in", "check_out", "nights", "adults", "children", "language")
DATES: Final = ("check_in", "check_out")


class NoLabel(ValueError):
    """A line is no message with what it means; the words say what was wanted."""


def label(
    case_id: str, text: str, today: date, *, understood: Mapping[str, Any], expected: Mapping[str, Any], note: str
) -> dict[str, Any]:
    """Return a message with what it should have been taken for: what somebody said, and for the rest what was understood."""
    meant = {name: expected.get(name, understood.get(name)) for name in FIELDS}
    meant["nights"] = nights_of(understood, expected)
    return {"id": case_id, "text": text, "today": today.isoformat(), **meant, "note": note}


def nights_of(understood: Mapping[str, Any], expected: Mapping[str, Any]) -> int | None:
    """Return how many nights are meant. Somebody who names days says nothing of a length that was told by itself."""
    if not set(DATES) & expected.keys():
        return understood.get("nights")
    begins, ends = (expected.get(name) for name in DATES)
    if begins and ends:
        return (date.fromisoformat(ends) - date.fromisoformat(begins)).days
    had_both = understood.get("check_in") and understood.get("check_out")
    return None if had_both else understood.get("nights")


def read_label(line: str) -> dict[str, Any]:
    """Return what a line says.

    :raises NoLabel: if it says less, or something else
    """
    try:
        told = json.loads(line)
        date.fromisoformat(told["today"])
        if not isinstance(told["text"], str) or (missing := [name for name in FIELDS if name not in told]):
            raise NoLabel(f"misses {', '.join(missing)}" if isinstance(told["text"], str) else "its text is none")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoLabel(f'wanted {{"text": "...", "today": "2026-12-31", "intent": "...", ...}} ({error})') from error
    return dict(told)


def misses_of(told: Mapping[str, Any]) -> list[str]:
    """Return in what a message is read otherwise than it should be: "intent: book for price"."""
    found = to_json(understand(told["text"], today=date.fromisoformat(told["today"]), country=USUAL_COUNTRY))
    return [f"{name}: {found[name]} for {told[name]}" for name in FIELDS if found[name] != told[name]]
