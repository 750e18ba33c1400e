"""What a guest adds to a booking that they have: a late check-out where nobody arrives that day, a cot."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from messaging.dialogue.replies import PERSON, ask, tell
from messaging.dialogue.shapes import Addable, AddExtra, Choice, Decision, Done, Facts, Heard
from messaging.dialogue.state import Asked, State, settled


def topic_wanted(state: State, heard: Heard) -> str:
    """Return the topic of what a guest may want to add, "" if they ask about nothing."""
    if state.asked == Asked.EXTRA_SURE:
        return state.extra
    return heard.understanding.topic or ""


def offer_extra(state: State, extra: Addable) -> Decision:
    """Say what it costs and ask whether to add it; or why it cannot be had."""
    values: dict[str, Any] = {"name": extra.name, "code": extra.booking, "day": extra.day}
    if extra.is_taken:
        return tell(state, "extra_taken", rule="extra_taken", values=values, choices=(PERSON,))
    choices = (
        Choice("extra", extra.topic, label="button_extra_yes"),
        Choice("keep", extra.booking, label="button_extra_no"),
    )
    told = replace(state, extra=extra.topic, extra_price=str(extra.price))
    price = (extra.price, extra.currency)
    return ask(told, Asked.EXTRA_SURE, rule="asks_extra_sure", choices=choices, price=price, **values)


def accept_extra(state: State, facts: Facts) -> Decision:
    """Add it, if it is still as the guest was told."""
    extra = facts.addable
    if extra is None or extra.topic != state.extra:
        return tell(settled(state), "extra_gone", rule="extra_gone", choices=(PERSON,))
    if extra.is_taken or str(extra.price) != state.extra_price:
        return offer_extra(state, extra)
    return Decision(settled(state), (), (AddExtra(extra),), "adds_extra")


def extra_added(state: State, done: Done) -> Decision:
    return tell(state, "extra_added", rule="extra_added", values=done.values)
