"""What a guest says to a question that waits for an answer: with a button, or in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from messaging.dialogue import booking, extras, own
from messaging.dialogue.absorbing import BARE_NUMBER, says_stay
from messaging.dialogue.agreeing import agrees
from messaging.dialogue.choosing import index_said
from messaging.dialogue.replies import ask, leave_to_person, tell
from messaging.dialogue.shapes import Decision, Facts, Heard, Tap
from messaging.dialogue.state import Asked, Goal, State, settled, with_dates

YES, NO = "yes", "no"
LONGEST_NAME, MOST_NAMES = 60, 6
NAME = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?")
# In Portuguese "show!" is a yes; "show me the rooms" is none.
SHOW = re.compile(r"\W*show\s+(?:me|us|the|my|your|all|that|this|where|how)\b", re.I)
# Nobody is called so: what holds such a word is said to us, and is no name.
NO_NAME = frozenset(
    [
        "que",
        "qué",
        "cual",
        "cuál",
        "como",
        "cómo",
        "cuando",
        "cuándo",
        "donde",
        "dónde",
        "quien",
        "quién",
        "por",
        "para",
        "con",
        "sin",
        "no",
        "sí",
        "si",
        "yo",
        "me",
        "mi",
        "mí",
        "tu",
        "tú",
        "su",
        "sus",
        "vos",
        "usted",
        "ustedes",
        "es",
        "está",
        "hay",
        "quiero",
        "quisiera",
        "necesito",
        "puedo",
        "gracias",
        "hola",
        "perdón",
        "the",
        "your",
        "you",
        "my",
        "our",
        "his",
        "her",
        "their",
        "is",
        "are",
        "was",
        "do",
        "does",
        "what",
        "how",
        "why",
        "where",
        "when",
        "which",
        "who",
        "please",
        "for",
        "from",
        "with",
        "not",
        "show",
        "give",
        "tell",
        "print",
        "ignore",
        "want",
        "need",
        "this",
        "that",
        "você",
        "voce",
        "qual",
        "quanto",
        "quando",
        "onde",
        "meu",
        "seu",
        "não",
        "nao",
        "quero",
        "preciso",
        "obrigado",
        "obrigada",
        "olá",
    ]
)


def answered(state: State, heard: Heard, facts: Facts) -> Decision | None:
    """Return what an answer in words leads to; None if the message is not one."""
    answers: dict[Asked, Callable[[State, Heard, Facts], Decision | None]] = {
        Asked.CHOICE: chose,
        Asked.CONFIRM: confirmed,
        Asked.DATES_SURE: was_sure,
        Asked.NAME: said_name,
        Asked.WHICH_BOOKING: said_which,
        Asked.CANCEL_SURE: was_sure_to_cancel,
        Asked.CHANGE_SURE: was_sure_to_change,
        Asked.CHANGE_TO: said_change,
        Asked.EXTRA_SURE: was_sure_of_extra,
    }
    answer = answers.get(state.asked)
    return answer(state, heard, facts) if answer else None


def is_plain(heard: Heard, answer: str) -> bool:
    """Return whether a message says yes, or no, and nothing of another stay: "sí, pero tres noches" is no yes."""
    if SHOW.match(heard.text):
        return False
    return heard.understanding.answer == answer and not says_stay(heard.understanding)


def chose(state: State, heard: Heard, facts: Facts) -> Decision | None:
    if (index := index_said(state, heard)) is not None:
        return booking.take(state, index, facts)
    is_wanted = is_plain(heard, YES) or (heard.understanding.intent == "book" and not says_stay(heard.understanding))
    if is_wanted and len(state.offered) == 1:
        return booking.take(state, 0, facts)
    if is_plain(heard, NO):
        return tell(settled(state), "not_taken", rule="offer_refused")
    return None


def confirmed(state: State, heard: Heard, facts: Facts) -> Decision | None:
    if agrees(state, heard):
        return booking.hold(state) if state.is_put else booking.ask_to_confirm(state)
    if is_plain(heard, NO):
        return change_what(state)
    return booking.ask_to_confirm(state) if is_plain(heard, YES) else None


def change_what(state: State) -> Decision:
    """Ask what should be otherwise; all that was told stays as it is until then."""
    return ask(replace(state, chosen=None), Asked.DATES, rule="changes_mind", key="ask_dates_change")


def was_sure(state: State, heard: Heard, facts: Facts) -> Decision | None:
    if is_plain(heard, YES):
        return booking.go_on(replace(state, sure=True), facts)
    return forget_dates(state) if is_plain(heard, NO) else None


def forget_dates(state: State) -> Decision:
    cleared = replace(state, check_in=None, check_out=None, nights=None, offered=())
    return ask(cleared, Asked.DATES, rule="dates_wrong", key="ask_dates_wrong")


def said_name(state: State, heard: Heard, facts: Facts) -> Decision | None:
    """Take a name that was asked for. Without an offer any more there is nothing to keep for it."""
    if (index := index_said(state, heard)) is not None:
        return booking.take(state, index, facts)
    name = heard.understanding.person_name or name_in(heard.text)
    if not name or says_stay(heard.understanding) or heard.understanding.answer or state.taken is None:
        return None
    return booking.learn_name(state, name[:LONGEST_NAME].strip(), facts)


def name_in(text: str) -> str:
    """Return a message that is nothing but a name, else ""."""
    words = " ".join(text.split())
    is_name = NAME.fullmatch(words) and len(words) <= LONGEST_NAME and len(words.split()) <= MOST_NAMES
    is_name = is_name and NO_NAME.isdisjoint(words.casefold().split())
    return words if is_name else ""


def said_which(state: State, heard: Heard, facts: Facts) -> Decision | None:
    listed = (facts.bookings or ())[: own.MOST_SHOWN]
    code = next((it.code for it in listed if it.code in heard.understanding.codes), "")
    if not code and (number := BARE_NUMBER.fullmatch(heard.text)) and 1 <= int(number[1]) <= len(listed):
        code = listed[int(number[1]) - 1].code
    return chose_booking(state, code, heard, facts) if code else None


def chose_booking(state: State, code: str, heard: Heard, facts: Facts) -> Decision:
    one = own.find_own(facts, code)
    if one is None:
        return tell(settled(state), "no_booking", rule="booking_gone")
    if state.goal == Goal.CANCEL:
        return own.ask_to_cancel(state, one)
    # What it should become they may have told before they were asked which one.
    told = {name: getattr(heard.understanding, name) or getattr(state, name) for name in own.TOLD}
    fresh = replace(settled(state), goal=Goal.CHANGE, booking=code)
    return own.begin_to_change(fresh, replace(heard, understanding=replace(heard.understanding, **told)), facts)


def was_sure_to_cancel(state: State, heard: Heard, facts: Facts) -> Decision | None:
    # "Cancelar" is no to staying and yes to the question; "no quiero cancelar" is neither.
    one = own.find_own(facts, state.booking)
    if agrees(state, heard):
        return own.cancel(state, state.booking, facts) if state.is_put or one is None else own.ask_to_cancel(state, one)
    if is_plain(heard, NO) and heard.understanding.intent != "cancel":
        return keep(state)
    return own.ask_to_cancel(state, one) if is_plain(heard, YES) and one else None


def was_sure_to_change(state: State, heard: Heard, facts: Facts) -> Decision | None:
    if agrees(state, heard) and state.is_put:
        return own.change(state, facts)
    one = own.find_own(facts, state.booking)
    if is_plain(heard, YES) and one and state.stay and state.party:
        return own.try_change(state, one.code, state.stay, state.party)
    return keep(state) if is_plain(heard, NO) else said_change(state, heard, facts)


def was_sure_of_extra(state: State, heard: Heard, facts: Facts) -> Decision | None:
    if agrees(state, heard) and state.is_put:
        return extras.accept_extra(state, facts)
    if is_plain(heard, YES) and facts.addable is not None:
        return extras.offer_extra(state, facts.addable)
    return keep(state) if is_plain(heard, NO) else None


def said_change(state: State, heard: Heard, facts: Facts) -> Decision | None:
    """Take what a booking should become. Who books, or asks for the price of a whole stay, speaks of something new."""
    said = heard.understanding
    is_tried = state.stay is not None
    if is_plain(heard, NO) or (is_tried and is_plain(heard, YES)):
        return keep(state)
    is_whole = bool(said.check_in and said.nights and said.adults)
    if not says_stay(said) or said.intent == "book" or (said.intent == "price" and is_whole):
        return None
    return own.begin_to_change(state, heard, facts)


def keep(state: State) -> Decision:
    return tell(settled(state), "kept", rule="keeps_booking")


# --- Buttons -------------------------------------------------------------------------------------------------------------


def tapped(state: State, heard: Heard, tap: Tap, facts: Facts) -> Decision:
    """Return what a button leads to. Of a question that is over it is answered politely, and nothing is done."""
    if tap.action == "person":
        return leave_to_person(state, "asked_for_person", rule="taps_person")
    if tap.turn != state.turn:
        return tell(state, "stale_button", rule="stale_button")
    actions: dict[str, Callable[[State, str, Heard, Facts], Decision]] = {
        "choose": lambda at, value, _, known: booking.take(at, whole(value), known),
        "hold": lambda at, value, *_: booking.hold(at) if value == YES else change_what(at),
        "sure": lambda at, value, _, known: (
            booking.go_on(replace(at, sure=True), known) if value == YES else forget_dates(at)
        ),
        "nights": lambda at, value, _, known: booking.go_on(with_dates(at, None, None, whole(value)), known),
        "night": lambda at, value, _, known: booking.go_on(with_dates(at, *dates_in(value), None), known),
        "dates": lambda at, value, _, known: booking.go_on(
            replace(with_dates(at, *dates_in(value), None), sure=True), known
        ),
        "booking": chose_booking,
        "cancel": lambda at, value, _, known: own.cancel(at, value, known),
        "change": lambda at, _, __, known: own.change(at, known),
        "keep": lambda at, *_: keep(at),
        "extra": lambda at, _, __, known: extras.accept_extra(at, known),
        "file": lambda at, value, *_: leave_to_person(at, f"file_{value}", rule=f"file_is_{value}"),
        "go_on": lambda at, value, _, known: (
            booking.go_on(at, known) if value == YES else tell(settled(at), "fresh_start", rule="begins_anew")
        ),
    }
    action = actions.get(tap.action)
    return action(state, tap.value, heard, facts) if action else tell(state, "stale_button", rule="unknown_button")


def after_tap(state: State, tap: Tap) -> State:
    """Return the state that a button leads to as far as something has to be looked up for it."""
    if tap.turn != state.turn:
        return state
    if tap.action == "nights":
        return with_dates(state, None, None, whole(tap.value))
    if tap.action in ("night", "dates"):
        return with_dates(state, *dates_in(tap.value), None)
    return state


def whole(value: str) -> int:
    """Return the number of a button of ours; -1 for what is none."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 3 else -1


def dates_in(value: str) -> tuple[date | None, date | None]:
    """Return the dates of a button of ours."""
    begins, _slash, ends = value.partition("/")
    try:
        return date.fromisoformat(begins), date.fromisoformat(ends) if ends else None
    except ValueError:
        return None, None
