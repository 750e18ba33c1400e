"""What a guest has booked: telling it, changing it, cancelling it. Their own, and nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from bookings.stays import Party, Stay
from messaging.dialogue.days import in_context
from messaging.dialogue.replies import PERSON, ask, leave_to_person, tell
from messaging.dialogue.shapes import (
    Cancel,
    Change,
    Choice,
    ClaimCode,
    Decision,
    Done,
    Facts,
    Heard,
    OwnBooking,
    Refused,
    Reply,
    TryChange,
)
from messaging.dialogue.state import Asked, Goal, State, settled
from messaging.nlu import Understanding

# As many as WhatsApp's buttons show.
MOST_SHOWN = 3
# What a guest tells of what a booking should become.
TOLD = ("check_in", "check_out", "nights", "adults", "children")


def find_own(facts: Facts, code: str) -> OwnBooking | None:
    return next((it for it in facts.bookings or () if it.code == code), None)


def meant(state: State, heard: Heard, facts: Facts) -> Sequence[OwnBooking]:
    """Return which of their bookings a guest can mean: the one whose code they name, or on whose days, or all of them."""
    own, said = facts.bookings or (), heard.understanding
    if named := [it for it in own if it.code in said.codes or it.code == state.booking]:
        return named[:1]
    if state.goal != Goal.CHANGE and said.check_in:
        return [it for it in own if it.stay.check_in == said.check_in] or own
    return own


def foreign_code(heard: Heard, facts: Facts) -> str:
    """Return a code that the guest names and that is none of theirs, "" if they name none."""
    own = {it.code for it in facts.bookings or ()}
    return next((code for code in heard.understanding.codes if code not in own), "")


def claim(state: State, code: str) -> Decision:
    """Somebody names a booking that is not theirs as far as we know: its own guest is asked, and nothing is told."""
    return Decision(settled(state), (), (ClaimCode(code),), "claims_code")


def which(state: State, goal: Goal, own: Sequence[OwnBooking], said: Understanding) -> Decision:
    """Ask which of several bookings is meant; what it should become, if that was told, is not asked again."""
    choices = tuple(Choice("booking", it.code, label=it.code, is_said=True) for it in own[:MOST_SHOWN])
    lines = tuple(line_of(it) for it in own[:MOST_SHOWN])
    asked = Reply("ask_which_booking", lines=lines, choices=choices)
    told = {name: getattr(said, name) for name in TOLD} if goal == Goal.CHANGE else {}
    after = replace(settled(state), goal=goal, asked=Asked.WHICH_BOOKING, **told)
    return Decision(after, (asked,), rule="asks_which_booking")


def line_of(own: OwnBooking) -> Reply:
    values = {
        "code": own.code,
        "units": own.units,
        "stay": own.stay,
        "due": (own.due, own.currency),
        "deposit": (own.deposit_due, own.currency),
        "expires": own.expires_at,
    }
    return Reply(f"booking_{own.status}", values)


def show(state: State, heard: Heard, facts: Facts) -> Decision:
    """Tell what a guest has booked."""
    own = meant(state, heard, facts)
    if not own:
        return tell(state, "no_booking", rule="no_booking")
    return tell(state, "your_bookings", rule="shows_bookings", lines=tuple(line_of(it) for it in own[:MOST_SHOWN]))


# --- Cancelling ----------------------------------------------------------------------------------------------------------


def ask_to_cancel(state: State, own: OwnBooking) -> Decision:
    """Say what cancelling would cost before anything is cancelled."""
    choices = (Choice("cancel", own.code, label="button_cancel"), Choice("keep", own.code, label="button_keep"))
    kind = "free" if not own.fee else "fee"
    return ask(
        replace(state, goal=Goal.CANCEL, booking=own.code, fee=str(own.fee)),
        Asked.CANCEL_SURE,
        rule=f"asks_cancel_{kind}",
        key=f"ask_cancel_sure_{kind}",
        choices=choices,
        code=own.code,
        units=own.units,
        stay=own.stay,
        fee=(own.fee, own.currency),
    )


def begin_to_cancel(state: State, heard: Heard, facts: Facts) -> Decision:
    own = meant(state, heard, facts)
    if not own:
        if state.is_open:
            return tell(settled(state), "dropped", rule="drops_request")
        return tell(state, "no_booking", rule="no_booking")
    return ask_to_cancel(state, own[0]) if len(own) == 1 else which(state, Goal.CANCEL, own, heard.understanding)


def cancel(state: State, code: str, facts: Facts) -> Decision:
    own = find_own(facts, code)
    if own is None:
        return tell(settled(state), "no_booking", rule="booking_gone")
    if state.fee != str(own.fee):  # it costs something else by now than they were told
        return ask_to_cancel(state, own)
    return Decision(settled(state), (), (Cancel(code, own.fee),), "cancels")


# --- Changing ------------------------------------------------------------------------------------------------------------


def begin_to_change(state: State, heard: Heard, facts: Facts) -> Decision:
    """Ask what a booking should become, or whether it should become what the guest said."""
    own = meant(replace(state, goal=Goal.CHANGE), heard, facts)
    if not own:
        return tell(state, "no_booking", rule="no_booking")
    if len(own) > 1:
        return which(state, Goal.CHANGE, own, heard.understanding)
    one, said = own[0], heard.understanding
    if (state.goal, state.booking) != (Goal.CHANGE, one.code):  # what they asked about before was another stay
        state = settled(state)
    state = replace(state, goal=Goal.CHANGE, booking=one.code)
    if one.stays > 1 or one.party is None:
        return leave_to_person(state, "change_of_several", rule="change_of_several")
    # What they were told of last is what they go on from: "y somos 3" are three on the nights that were put.
    told, people = (state.stay, state.party) if state.stay and state.party else (one.stay, one.party)
    said = in_context(said, heard.text, told.check_in, today=facts.today)
    stay, party = changed_stay(told, said), changed_party(people, said.adults, said.children)
    if (stay, party) == (one.stay, one.party):
        return ask(state, Asked.CHANGE_TO, rule="asks_change_to", code=one.code, stay=one.stay)
    return try_change(state, one.code, stay, party)


def try_change(state: State, code: str, stay: Stay, party: Party) -> Decision:
    """Look whether a booking can become this, and what it would cost, before the guest is asked."""
    state = replace(
        state, check_in=stay.check_in, check_out=stay.check_out, adults=party.adults, children=party.children
    )
    return Decision(replace(state, total=""), (), (TryChange(code, stay, party),), "tries_change")


def ask_to_change(state: State, tried: Done) -> Decision:
    """Say what a booking would become before it is changed."""
    values, code = tried.values, tried.values["code"]
    choices = (Choice("change", code, label="button_change_yes"), Choice("keep", code, label="button_keep"))
    state = replace(state, total=str(values["total"][0]))
    nights = values["stay"].nights
    return ask(state, Asked.CHANGE_SURE, rule="asks_change_sure", choices=choices, nights=nights, **values)


def cannot_change(state: State, refused: Refused) -> Decision:
    """Say why a booking cannot become this; the guest may name other nights, or how many come."""
    state = replace(state, asked=Asked.CHANGE_TO)
    values, rule = {"words": refused.words}, f"cannot_change_{refused.code}"
    return tell(state, "cannot_change", rule=rule, values=values, choices=(PERSON,))


def changed_stay(told: Stay, said: Understanding) -> Stay:
    """Return the nights that a guest wants instead: as long as before, unless they say how long."""
    if said.check_in:
        return Stay(said.check_in, said.check_out or moved(said.check_in, said.nights or told.nights))
    if said.check_out and said.check_out > told.check_in:
        return Stay(told.check_in, said.check_out)
    if said.nights:
        return Stay(told.check_in, moved(told.check_in, said.nights))
    return told


def moved(day: date, nights: int) -> date:
    return day + timedelta(days=nights)


def changed_party(party: Party, adults: int | None, children: int | None) -> Party:
    # "Somos 5" is how many they are; "2 nenes" are so many besides.
    kept = 0 if adults else party.children
    return Party(adults or party.adults, kept if children is None else children)


def change(state: State, facts: Facts) -> Decision:
    own = find_own(facts, state.booking)
    if own is None or state.stay is None or state.party is None:
        return tell(settled(state), "no_booking", rule="booking_gone")
    stay = state.stay if state.stay != own.stay else None
    party = state.party if state.party != own.party else None
    if not state.total:  # they were told no price
        return try_change(state, own.code, state.stay, state.party)
    return Decision(settled(state), (), (Change(own.code, stay, party, Decimal(state.total)),), "changes")


def not_changed(state: State, words: str, code: str) -> Decision:
    values = {"words": words}
    return tell(state, "not_changed", rule=f"not_changed_{code}", values=values, choices=(PERSON,))
