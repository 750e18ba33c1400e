"""Asking for nights, seeing what there is, choosing, and keeping it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bookings.stays import Party, Stay
from messaging.dialogue.replies import PERSON, ask, tell
from messaging.dialogue.shapes import (
    Choice,
    Decision,
    Done,
    Facts,
    Found,
    Heard,
    Hold,
    LearnName,
    Refused,
    Reply,
    Search,
)
from messaging.dialogue.state import Asked, Goal, Offered, State, settled, without_offers

# Less sure than this of the dates, they are asked about before anything is looked up.
SURE_ENOUGH = 0.6
# Refusals after which something else may still be had.
GONE = frozenset({"nights_taken", "past_date", "quote_expired", "quote_differs", "units_busy"})


def misses_something(state: State) -> bool:
    return state.stay is None or state.party is None


def go_on(state: State, facts: Facts, *, heard: Heard | None = None) -> Decision:
    """Ask for what is missing; once all is known, offer what there is."""
    if heard is not None and asks_which_night(state, heard, facts):
        return ask_which_night(state, facts)
    if state.check_in and state.check_in < facts.today - timedelta(days=1 if facts.is_before_cutoff else 0):
        cleared = without_offers(replace(state, check_in=None, check_out=None))
        return ask(cleared, Asked.DATES, rule="dates_past", key="ask_dates_past")
    if heard is not None and is_unsure(state, heard):
        return ask_if_meant(state, heard)
    if state.check_in is None:
        asked = Asked.DATES if not (state.nights or state.check_out) else Asked.CHECK_IN
        return ask(state, asked, rule=f"asks_{asked.value}")
    if state.check_out is None:
        nights = tuple(Choice("nights", str(number), label=f"button_nights_{number}") for number in (1, 2, 3))
        return ask(state, Asked.NIGHTS, rule="asks_nights", choices=nights, check_in=state.check_in)
    if state.adults is None:
        asked = Asked.ADULTS if state.children else Asked.PEOPLE
        return ask(state, asked, rule=f"asks_{asked.value}", stay=state.stay)
    return offer(state, facts)


def asks_which_night(state: State, heard: Heard, facts: Facts) -> bool:
    """Return whether "tonight" could be two nights: the one that has begun, which is still sold, and the next."""
    return facts.is_before_cutoff and heard.understanding.is_today_asked and state.check_in == facts.today


def ask_which_night(state: State, facts: Facts) -> Decision:
    last = facts.today - timedelta(days=1)
    choices = (
        Choice("night", last.isoformat(), label="button_night_begun"),
        Choice("night", facts.today.isoformat(), label="button_night_next"),
    )
    return ask(state, Asked.WHICH_NIGHT, rule="tonight_before_cutoff", choices=choices, begun=last, next=facts.today)


def is_unsure(state: State, heard: Heard) -> bool:
    """Return whether the dates may not be what the guest meant."""
    said = heard.understanding
    if state.sure or not (said.check_in and said.check_out):
        return False
    return said.date_confidence < SURE_ENOUGH or heard.is_voice


def ask_if_meant(state: State, heard: Heard) -> Decision:
    """Say the dates back, with the other reading to tap if there is one."""
    others = [it for it in heard.understanding.alternatives if it.check_in and it.check_in != state.check_in][:1]
    choices = (
        Choice("sure", "yes", label="button_yes"),
        *(Choice("dates", f"{it.check_in}/{it.check_out or ''}", label="button_other_dates") for it in others),
        Choice("sure", "no", label="button_no"),
    )
    return ask(state, Asked.DATES_SURE, rule="dates_unsure", choices=choices, stay=state.stay, party=state.party)


# --- Offering ------------------------------------------------------------------------------------------------------------


def offer(state: State, facts: Facts, *, sold: bool = False) -> Decision:
    """Say what can be had for what is wanted, or why not and what else."""
    search = facts.search
    if search is None or (state.offered and not sold and is_still_there(state, facts)):
        return offer_again(state)
    state = replace(state, offered=search.offered, chosen=None)
    values = {"stay": state.stay, "party": state.party, "number": search.number, "on": search.on}
    if search.found == Found.NOTHING:
        reply = Reply(f"none_{search.reason or 'full'}", values, choices=(PERSON,))
        return Decision(replace(state, asked=Asked.DATES), (reply,), rule=f"none_{search.reason or 'full'}")
    key = "sold_meanwhile" if sold else "options" if search.found == Found.OPTIONS else f"instead_{search.reason}"
    # Why not, told alone, tells no dates: the lines do.
    lines = lines_of(state, is_dated=search.found == Found.ALTERNATIVES)
    if search.is_stale:
        lines += (Reply("stale_availability"),)
    reply = Reply(key, values, lines, choices_of(state))
    return Decision(replace(state, asked=Asked.CHOICE), (reply,), rule=key)


def is_still_there(state: State, facts: Facts) -> bool:
    """Return whether all that was offered can still be had at its price; it can, as long as nobody has looked."""
    return facts.search is None or None not in found_again(state, facts.search)


def found_again(state: State, search: Search) -> list[Offered | None]:
    """Return for each offer what it is now; None for one that cannot be had any more."""
    now = {(one.wanted, one.total, one.currency): one for one in search.offered}
    return [now.get((one.wanted, one.total, one.currency)) for one in state.offered]


def renewed(state: State, facts: Facts) -> State:
    """Return a state whose offers, if they can all still be had, are as of now: their prices are kept for a while only."""
    if facts.search is None or None in (found := found_again(state, facts.search)):
        return state
    return replace(state, offered=tuple(one for one in found if one is not None))


def offer_again(state: State) -> Decision:
    """Show what was offered once more."""
    reply = Reply("offered_again", {}, lines_of(state), choices_of(state))
    return Decision(state, (reply,), rule="offers_again")


def lines_of(state: State, *, is_dated: bool = False) -> tuple[Reply, ...]:
    told = None if is_dated else state.stay
    return tuple(line_of(number, one, told) for number, one in enumerate(state.offered, start=1))


def choices_of(state: State) -> tuple[Choice, ...]:
    if len(state.offered) == 1:
        return (Choice("choose", "0", label="button_book"), PERSON)
    # Of the same on other dates the dates tell which is which: WhatsApp cuts a button after twenty letters.
    is_one_name = len({one.name for one in state.offered}) == 1
    return tuple(
        Choice("choose", str(number), label=dated(number + 1, one.stay) if is_one_name else one.name, is_said=True)
        for number, one in enumerate(state.offered)
    )


def dated(number: int, stay: Stay) -> str:
    """Return a label that tells an offer by its dates.

    >>> from datetime import date
    >>> dated(1, Stay(date(2026, 3, 12), date(2026, 3, 15)))
    '1. 12/3 → 15/3'
    """
    return f"{number}. {stay.check_in:%-d/%-m} → {stay.check_out:%-d/%-m}"


def line_of(number: int, one: Offered, told: Stay | None) -> Reply:
    """Return an offer as one line; its dates are told where they are not those that were told already."""
    key = "option" if one.stay == told else "option_dated"
    values = {
        "number": number,
        "name": one.name,
        "total": (one.total, one.currency),
        "stay": one.stay,
        "nights": one.stay.nights,
    }
    return Reply(key, values)


# --- Choosing and keeping ------------------------------------------------------------------------------------------------


def take(state: State, index: int, facts: Facts) -> Decision:
    """The guest took one of the offers: ask for what is still missing, then whether to keep it."""
    if not 0 <= index < len(state.offered):
        return tell(state, "stale_button", rule="offer_gone")
    if not is_still_there(state, facts):
        return offer(replace(state, goal=Goal.BOOK), facts, sold=True)
    state = replace(state, goal=Goal.BOOK, chosen=index)
    if not facts.guest_name:
        return ask_name(state)
    return ask_to_confirm(state)


def ask_name(state: State) -> Decision:
    return ask(state, Asked.NAME, rule="asks_name", name=state.taken.name if state.taken else "")


def ask_to_confirm(state: State) -> Decision:
    """Say all that would be kept and what it costs, before anything is."""
    taken = state.taken
    if taken is None:
        raise ValueError("nothing was taken")
    choices = (Choice("hold", "yes", label="button_hold"), Choice("hold", "no", label="button_change"))
    return ask(
        state,
        Asked.CONFIRM,
        rule="asks_confirm",
        choices=choices,
        name=taken.name,
        stay=taken.stay,
        nights=taken.stay.nights,
        party=party_of(taken),
        total=(taken.total, taken.currency),
        deposit=(taken.deposit, taken.currency),
    )


def party_of(taken: Offered) -> Party:
    return Party(sum(one.party.adults for one in taken.wanted), sum(one.party.children for one in taken.wanted))


def learn_name(state: State, name: str, facts: Facts) -> Decision:
    decision = ask_to_confirm(state) if is_still_there(state, facts) else offer(state, facts, sold=True)
    return replace(decision, effects=(LearnName(name),), rule="learns_name")


def hold(state: State) -> Decision:
    """Keep what was taken. What is said of it depends on whether it could be kept."""
    if state.taken is None:
        return tell(state, "stale_button", rule="nothing_taken")
    return Decision(replace(state, asked=Asked.NOTHING), (), (Hold(state.taken),), "holds")


def held(state: State, done: Done) -> Decision:
    """The nights are kept: how to pay and until when is said by the message of that occasion, unless it is switched off."""
    if done.values.get("is_told"):
        return Decision(settled(state), (), rule="held")
    values = {name: done.values[name] for name in ("code", "expires")}
    return tell(settled(state), "held", rule="held", values=values)


def not_held(state: State, refused: Refused, facts: Facts) -> Decision:
    """Say why the nights could not be kept, with what there is now."""
    if refused.code in GONE and facts.search is not None and not misses_something(state):
        return offer(replace(state, chosen=None), facts, sold=True)
    if refused.code == "too_many_holds":
        return tell(settled(state), "too_many_holds", rule="too_many_holds", choices=(PERSON,))
    values = {"words": refused.words}
    return tell(without_offers(state), "refused", rule=f"refused_{refused.code}", values=values, choices=(PERSON,))
