"""What is said by several flows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from messaging.dialogue.shapes import Choice, Decision, HandOver, Place, Reply
from messaging.dialogue.state import Asked, Goal, State, settled

PERSON = Choice("person", label="button_person")


def ask(
    state: State, asked: Asked, *, rule: str, key: str = "", choices: tuple[Choice, ...] = (), **values: Any
) -> Decision:
    """Ask the guest something, and remember what."""
    reply = Reply(key or f"ask_{asked.value}", values, choices=choices)
    return Decision(replace(state, asked=asked), (reply,), rule=rule)


def tell(state: State, key: str, *, rule: str, values: Mapping[str, Any] | None = None, **more: Any) -> Decision:
    """Say something; what was asked before is still asked."""
    return Decision(state, (Reply(key, values or {}, **more),), rule=rule)


def leave_to_person(state: State, why: str, *, rule: str, key: str = "person_comes", summary: str = "") -> Decision:
    """Hand the conversation over, and say so."""
    summary = summary or summary_of(state)
    return Decision(settled(state), (Reply(key),), (HandOver(why, summary),), rule)


def summary_of(state: State) -> str:
    """Return what is known of what a guest wants, for whoever takes over: figures and dates, which need no language."""
    parts = [
        state.goal.value if state.goal != Goal.NONE else "",
        f"{state.check_in} → {state.check_out or '?'}" if state.check_in else "",
        f"{state.adults}+{state.children or 0}" if state.adults else "",
        f"×{state.units}" if state.units else "",
        ", ".join(it.name for it in state.offered),
        state.booking,
    ]
    return " · ".join(part for part in parts if part)


def signature(replies: tuple[Reply | Place, ...]) -> str:
    """Return a text by which two answers are the same if a guest would read the same."""
    return "|".join(
        f"{it.key}:{sorted(it.values.items(), key=str)!r}:{signature(it.lines)}" if isinstance(it, Reply) else "place"
        for it in replies
    )
